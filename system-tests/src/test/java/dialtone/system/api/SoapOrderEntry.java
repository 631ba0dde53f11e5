package dialtone.system.api;

import dialtone.load.Api;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.w3c.dom.NodeList;

/** Order entry as a partner's SOAP client uses it. */
final class SoapOrderEntry {

    static final String PATH = "/soap/order-entry/v1";

    private final Api partner;

    SoapOrderEntry(URI server) {
        partner = Api.as("partner", server).with("Accept", "text/xml");
    }

    Api.Answer send(String envelope) {
        return partner.with("SOAPAction", "\"\"").post(PATH, "text/xml; charset=UTF-8", envelope);
    }

    Api.Answer getOrder(String order) {
        return send(envelope("<ord:GetOrder><ord:orderId>" + order + "</ord:orderId></ord:GetOrder>"));
    }

    Api.Answer cancelOrder(String order, String reason) {
        return send(envelope("<ord:CancelOrder><ord:orderId>" + order + "</ord:orderId><ord:reason>" + reason
                + "</ord:reason></ord:CancelOrder>"));
    }

    static String envelope(String body) {
        return """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                    xmlns:ord="urn:dialtone:order-entry:v1" xmlns:rep="urn:dialtone:activation-callback:v1">
                  <soapenv:Body>BODY</soapenv:Body>
                </soapenv:Envelope>
                """.replace("BODY", body);
    }

    /** Texts of the elements of that name, in any namespace or none. */
    static List<String> texts(Api.Answer answer, String element) {
        NodeList found = SoapContract.document(answer).getElementsByTagNameNS("*", element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent().strip())
                .toList();
    }

    static String text(Api.Answer answer, String element) {
        List<String> texts = texts(answer, element);
        if (texts.isEmpty()) {
            throw new AssertionError("No " + element + " in " + answer.body());
        }
        return texts.getFirst();
    }
}
