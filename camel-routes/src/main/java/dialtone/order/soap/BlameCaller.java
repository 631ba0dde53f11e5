package dialtone.order.soap;

import jakarta.xml.ws.WebFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/**
 * Says of a fault of the contract that what came in is at fault. SOAP 1.1 (4.4.1) lets a client send a message again as it is when the
 * server is blamed, which CXF does for whatever an endpoint throws.
 */
public class BlameCaller extends AbstractPhaseInterceptor<Message> {

    public BlameCaller() {
        super(Phase.SETUP);
    }

    @Override
    public void handleMessage(Message message) {
        if (message.getContent(Exception.class) instanceof Fault fault
                && fault.getCause() != null
                && fault.getCause().getClass().isAnnotationPresent(WebFault.class)) {
            fault.setFaultCode(Fault.FAULT_CODE_CLIENT);
        }
    }
}
