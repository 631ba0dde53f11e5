package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.element.FaultPolicy.Fault;
import dialtone.element.FaultPolicy.Kind;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The two ends of a call to a function of ES2+ (GSMA SGP.22 v2 sections 5.3 and 6.5.2): JSON by POST, the request id as
 * {@code functionCallIdentifier}, what came of it in the header of the answer. A status that is not Executed is a refusal, with subject and
 * reason code of section 5.2.6.
 */
final class Es2Plus {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The version of SGP.22 that is spoken, section 6.5.1.2. */
    private static final String PROTOCOL = "gsma/rsp/v2.2.0";

    private Es2Plus() {}

    /** @param content of the function, without its header */
    static Processor call(String function, Function<ElementRequest, ObjectNode> content) {
        return exchange -> {
            ElementRequest request = exchange.getMessage().getMandatoryBody(ElementRequest.class);
            exchange.setProperty(REQUEST, request);
            ObjectNode message = JSON.createObjectNode();
            message.putObject("header")
                    .put(
                            "functionRequesterIdentifier",
                            exchange.getContext().resolvePropertyPlaceholders("{{network.smdp.requester}}"))
                    .put("functionCallIdentifier", request.requestId());
            message.setAll(content.apply(request));
            exchange.getMessage().setHeaders(NetworkElementRoutes.rest("POST", "/" + function, ""));
            exchange.getMessage().setHeader("X-Admin-Protocol", PROTOCOL);
            exchange.getMessage().setBody(JSON.writeValueAsString(message));
        };
    }

    static ObjectNode profile(ElementRequest request) {
        return JSON.createObjectNode().put("iccid", request.fact("iccid"));
    }

    /** What an answer comes to. */
    interface Reading {
        ElementAnswer of(JsonNode answer, ElementRequest request);
    }

    static Processor answer(Reading reading) {
        return exchange -> exchange.getMessage().setBody(reading.of(answered(exchange), request(exchange)));
    }

    private static JsonNode answered(Exchange exchange) throws Exception {
        JsonNode answer = JSON.readTree(exchange.getMessage().getMandatoryBody(String.class));
        JsonNode status = answer.path("header").path("functionExecutionStatus");
        if (!status.path("status").asText().startsWith("Executed")) {
            JsonNode code = status.path("statusCodeData");
            String subject = code.path("subjectCode").asText("no subject");
            String reason = code.path("reasonCode").asText("no reason");
            throw ElementRefusal.now(
                    subject + " " + reason + ": "
                            + code.path("message").asText(status.path("status").asText("no status")),
                    new Fault("smdp", Kind.UNABLE_TO_COMPLY, "SGP.22 " + subject + "/" + reason));
        }
        return answer;
    }

    private static ElementRequest request(Exchange exchange) {
        return exchange.getProperty(REQUEST, ElementRequest.class);
    }

    private static final String REQUEST = "dialtone.es2plusRequest";
}
