package dialtone.order.soap;

import org.apache.cxf.jaxb.JAXBDataBinding;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Has each request read to its end, so that a partner is told everything that is wrong with it. */
public class CollectSchemaViolations extends AbstractPhaseInterceptor<Message> {

    public CollectSchemaViolations() {
        super(Phase.RECEIVE);
    }

    @Override
    public void handleMessage(Message message) {
        message.put(JAXBDataBinding.READER_VALIDATION_EVENT_HANDLER, new SchemaViolations());
    }
}
