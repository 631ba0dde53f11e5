package dialtone.simulator.soap;

import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.Refusal;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.helpers.DOMUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The faults of {@code network-element-v1.xsd} as they go over the wire, and the answer of an element that does not serve. */
final class SoapFaults {

    private static final String NAMESPACE = "urn:dialtone:network-element:v1";
    private static final int SERVICE_UNAVAILABLE = 503;

    private SoapFaults() {}

    /** A SOAP fault whose detail is the typed one of the contract. */
    static SoapFault of(Refusal refusal) {
        QName blame = refusal.kind() == FaultKind.UNABLE_TO_COMPLY
                ? Soap11.getInstance().getReceiver()
                : Soap11.getInstance().getSender();
        var fault = new SoapFault(refusal.text(), blame);
        describe(fault, refusal);
        return fault;
    }

    /** Puts the typed detail into a fault that has none yet. */
    static void describe(SoapFault fault, Refusal refusal) {
        Document document = DOMUtils.getEmptyDocument();
        Element detail = document.createElement("detail");
        Element typed =
                document.createElementNS(NAMESPACE, "ne:" + refusal.kind().word());
        typed.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:ne", NAMESPACE);
        Element code = document.createElementNS(NAMESPACE, "ne:code");
        code.setTextContent(Integer.toString(refusal.kind().code()));
        Element text = document.createElementNS(NAMESPACE, "ne:text");
        text.setTextContent(refusal.text());
        typed.appendChild(code);
        typed.appendChild(text);
        if (!refusal.cause().isEmpty()) {
            Element cause = document.createElementNS(NAMESPACE, "ne:cause");
            cause.setTextContent(refusal.cause());
            typed.appendChild(cause);
        }
        detail.appendChild(typed);
        fault.setDetail(detail);
    }

    /** HTTP 503. */
    static SoapFault down(String text) {
        var fault = new SoapFault(text, Soap11.getInstance().getReceiver());
        fault.setStatusCode(SERVICE_UNAVAILABLE);
        return fault;
    }
}
