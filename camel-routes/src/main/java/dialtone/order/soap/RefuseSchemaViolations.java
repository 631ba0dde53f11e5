package dialtone.order.soap;

import dialtone.base.Rejection;
import java.util.List;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxb.JAXBDataBinding;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Answers a request that breaks the schema with the contract's typed fault, before it reaches the endpoint. */
public class RefuseSchemaViolations extends AbstractPhaseInterceptor<Message> {

    public RefuseSchemaViolations() {
        super(Phase.PRE_LOGICAL);
    }

    @Override
    public void handleMessage(Message message) {
        if (message.get(JAXBDataBinding.READER_VALIDATION_EVENT_HANDLER) instanceof SchemaViolations violations) {
            List<?> parts = message.getContent(List.class);
            Object request = parts == null || parts.isEmpty() ? null : parts.getFirst();
            List<Rejection> rejections = violations.rejections(RequestFields.of(request));
            if (!rejections.isEmpty()) {
                throw new Fault(OrderEntryFaults.invalidInput(rejections));
            }
        }
    }
}
