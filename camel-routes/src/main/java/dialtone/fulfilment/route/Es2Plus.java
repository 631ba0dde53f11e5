package dialtone.fulfilment.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.element.FaultPolicy.Fault;
import dialtone.element.FaultPolicy.Kind;
import java.util.Optional;
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

    static final String ELEMENT = "smdp";

    /** The version of SGP.22 that is spoken, section 6.5.1.2. */
    private static final String PROTOCOL = "gsma/rsp/v2.2.0";

    private Es2Plus() {}

    /** @param content of the function, without its header */
    static Processor call(String function, Function<ElementRequest, ObjectNode> content) {
        return exchange -> {
            ElementRequest request = exchange.getMessage().getMandatoryBody(ElementRequest.class);
            exchange.setProperty(REQUEST, request);
            send(exchange, function, request.requestId(), content.apply(request));
        };
    }

    /** A call of a function that has nothing but its header. */
    static void ask(Exchange exchange, String function, String callId) throws JsonProcessingException {
        send(exchange, function, callId, JSON.createObjectNode());
    }

    private static void send(Exchange exchange, String function, String callId, ObjectNode content)
            throws JsonProcessingException {
        ObjectNode message = JSON.createObjectNode();
        message.putObject("header")
                .put(
                        "functionRequesterIdentifier",
                        exchange.getContext().resolvePropertyPlaceholders("{{network.smdp.requester}}"))
                .put("functionCallIdentifier", callId);
        message.setAll(content);
        exchange.getMessage().setHeaders(NetworkElementRoutes.rest("POST", "/" + function, ""));
        exchange.getMessage().setHeader("X-Admin-Protocol", PROTOCOL);
        exchange.getMessage().setBody(JSON.writeValueAsString(message));
    }

    static boolean isExecuted(JsonNode answer) {
        return answer.path("header")
                .path("functionExecutionStatus")
                .path("status")
                .asText()
                .startsWith("Executed");
    }

    static ObjectNode profile(ElementRequest request) {
        return JSON.createObjectNode().put("iccid", request.fact("iccid"));
    }

    /** What an answer comes to. */
    interface Reading {
        ElementAnswer of(JsonNode answer, ElementRequest request);
    }

    /** What a refusal comes to, by subject and reason as {@code 8.2.1/3.9}; empty when it is one. */
    interface Refusing {
        Optional<ElementAnswer> of(String code, ElementRequest request);
    }

    static Processor answer(Reading reading) {
        return answer(reading, (code, request) -> Optional.empty());
    }

    static Processor answer(Reading reading, Refusing refusing) {
        return exchange -> {
            JsonNode answer = JSON.readTree(exchange.getMessage().getMandatoryBody(String.class));
            ElementRequest request = exchange.getProperty(REQUEST, ElementRequest.class);
            JsonNode status = answer.path("header").path("functionExecutionStatus");
            exchange.getMessage()
                    .setBody(isExecuted(answer) ? reading.of(answer, request) : refused(status, refusing, request));
        };
    }

    private static ElementAnswer refused(JsonNode status, Refusing refusing, ElementRequest request)
            throws ElementRefusal {
        JsonNode named = status.path("statusCodeData");
        String subject = named.path("subjectCode").asText("no subject");
        String reason = named.path("reasonCode").asText("no reason");
        Optional<ElementAnswer> counted = refusing.of(subject + "/" + reason, request);
        if (counted.isPresent()) {
            return counted.get();
        }
        throw ElementRefusal.now(
                subject + " " + reason + ": "
                        + named.path("message").asText(status.path("status").asText("no status")),
                new Fault(ELEMENT, Kind.UNABLE_TO_COMPLY, "SGP.22 " + subject + "/" + reason));
    }

    private static final String REQUEST = "dialtone.es2plusRequest";
}
