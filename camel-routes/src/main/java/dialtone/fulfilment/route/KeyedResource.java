package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.fulfilment.ElementReading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The two ends of a call to an element that keeps one resource for each key, by REST: {@code PUT} makes it, {@code GET} shows it with its
 * state and the request that made it, {@code DELETE} takes it away. The request id is the header {@code Idempotency-Key}.
 */
public final class KeyedResource {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String REQUEST = "dialtone.keyedRequest";

    /** Accepted, and not there yet. */
    private static final String PENDING = "PENDING";

    /** It is there: charging and mailbox, SIM files, shipment, return. Any other state is the element's word for why it is not. */
    private static final Set<String> THERE =
            Set.of("ACTIVE", "APPLIED", "ORDERED", "HANDED_OVER", "AWAITED", "RECEIVED");

    private KeyedResource() {}

    /** An empty one, to be filled for {@link #put}. */
    public static ObjectNode newResource() {
        return JSON.createObjectNode();
    }

    public static Processor put(Function<ElementRequest, String> path, Function<ElementRequest, ObjectNode> resource) {
        return exchange -> {
            ElementRequest request = send(exchange, "PUT", path);
            exchange.getMessage().setBody(JSON.writeValueAsString(resource.apply(request)));
        };
    }

    public static Processor get(Function<ElementRequest, String> path) {
        return exchange -> {
            send(exchange, "GET", path);
            exchange.getMessage().setBody(null);
        };
    }

    public static Processor delete(Function<ElementRequest, String> path) {
        return exchange -> {
            send(exchange, "DELETE", path);
            exchange.getMessage().setBody(null);
        };
    }

    private static ElementRequest send(Exchange exchange, String method, Function<ElementRequest, String> path)
            throws Exception {
        ElementRequest request = exchange.getMessage().getMandatoryBody(ElementRequest.class);
        exchange.setProperty(REQUEST, request);
        exchange.getMessage().setHeaders(NetworkElementRoutes.rest(method, path.apply(request), ""));
        exchange.getMessage().setHeader("Idempotency-Key", request.requestId());
        return request;
    }

    /**
     * What came of the request that makes it.
     *
     * @param facts fields that are to be known of it
     */
    public static Processor made(String... facts) {
        return exchange -> exchange.getMessage().setBody(standing(shown(exchange), facts));
    }

    /** Like {@link #made}, of what is there; it counts only when it was made by this very request. */
    public static Processor found(String... facts) {
        return exchange -> {
            JsonNode shown = shown(exchange);
            ElementRequest request = exchange.getProperty(REQUEST, ElementRequest.class);
            boolean ours = shown.path("requestId").asText().equals(request.requestId());
            exchange.getMessage().setBody(ours ? standing(shown, facts) : new ElementAnswer.Unknown());
        };
    }

    /**
     * Holds what the element shows against the resource that {@link #put} would make, field by field, and requires that it is there. What the
     * element keeps beside that is its own.
     *
     * @param element as operations call it
     * @param what    it keeps, a noun
     */
    public static Processor reading(
            String element, Function<ElementRequest, String> what, Function<ElementRequest, ObjectNode> resource) {
        return exchange -> {
            ElementRequest request = exchange.getProperty(REQUEST, ElementRequest.class);
            JsonNode shown = shown(exchange);
            Map<String, String> ordered = new HashMap<>();
            Map<String, String> found = new HashMap<>();
            resource.apply(request).properties().forEach(field -> {
                flatten(field.getKey(), field.getValue(), ordered);
                flatten(field.getKey(), shown.path(field.getKey()), found);
            });
            String state = shown.path("state").asText("without a state");
            ordered.put("state", THERE.contains(state) ? state : "there");
            found.put("state", state);
            exchange.getMessage().setBody(new ElementReading(element, what.apply(request), ordered, found));
        };
    }

    /** {@code grantedUnits[1].time} for what stands within: the place of a list is part of what was ordered, the order of names is not. */
    private static void flatten(String name, JsonNode value, Map<String, String> into) {
        if (value.isObject()) {
            value.properties().forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), into));
        } else if (value.isArray()) {
            for (int at = 0; at < value.size(); at++) {
                flatten(name + "[" + at + "]", value.path(at), into);
            }
        } else if (!value.isMissingNode()) {
            into.put(name, value.asText());
        }
    }

    public static Processor gone() {
        return exchange -> exchange.getMessage().setBody(ElementAnswer.done());
    }

    /** It is there, and so is yet to be taken away. */
    public static Processor stillThere() {
        return exchange -> exchange.getMessage().setBody(new ElementAnswer.Unknown());
    }

    private static ElementAnswer standing(JsonNode shown, String... facts) {
        String state = shown.path("state").asText("without a state");
        if (state.equals(PENDING)) {
            return new ElementAnswer.Accepted();
        }
        if (!THERE.contains(state)) {
            String reason = shown.path("reason").asText("");
            return new ElementAnswer.Refused(reason.isEmpty() ? state : state + ": " + reason);
        }
        Map<String, String> known = new HashMap<>();
        for (String fact : List.of(facts)) {
            known.put(fact, shown.path(fact).asText());
        }
        return new ElementAnswer.Done(known);
    }

    static JsonNode shown(Exchange exchange) throws Exception {
        return JSON.readTree(exchange.getMessage().getMandatoryBody(String.class));
    }
}
