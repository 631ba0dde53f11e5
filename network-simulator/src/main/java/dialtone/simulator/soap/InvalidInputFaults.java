package dialtone.simulator.soap;

import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.Refusal;
import jakarta.xml.bind.UnmarshalException;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.phase.Phase;

/** A message that the schema refuses is answered by the contract's invalidInput, with the parser's word for the field at fault. */
final class InvalidInputFaults extends AbstractSoapInterceptor {

    InvalidInputFaults() {
        super(Phase.PRE_PROTOCOL);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        if (!(message.getContent(Exception.class) instanceof Fault fault)
                || fault.getDetail() != null
                || !(fault.getCause() instanceof UnmarshalException refused)) {
            return;
        }
        Throwable cause = refused.getLinkedException() == null ? refused : refused.getLinkedException();
        SoapFault typed = SoapFaults.of(new Refusal(FaultKind.INVALID_INPUT, String.valueOf(cause.getMessage())));
        message.setContent(Exception.class, typed);
    }
}
