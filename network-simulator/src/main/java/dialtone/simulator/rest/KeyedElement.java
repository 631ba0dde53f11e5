package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Answer.Refused;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.Capacity;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.ElementDesk;
import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.element.Work.Timing;
import dialtone.simulator.rest.RestCall.Unreadable;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An element that keeps one thing for each key. {@code PUT} makes it, {@code GET} shows it with its state and the request that made it,
 * {@code DELETE} takes it away; {@code GET .../status} says whether the element serves. The request id is the header
 * {@value #REQUEST_ID_HEADER}. With {@code replaces}, another key's last part, it takes the place of what is there.
 *
 * <p>201 when it is made, 202 when that follows, 200 otherwise. Refusals: 400 for what is missing, 404, 409 when it is there by another
 * request or its state forbids it, 422 when the element refuses.
 */
public final class KeyedElement {

    private static final String REQUEST_ID_HEADER = "Idempotency-Key";
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,120}");
    private static final Pattern KEY_PART = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final String REPLACES = "replaces";
    private static final String STATUS = "status";
    private static final int OWN_PARTS = 2;
    private static final int MAX_TEXT = 200;

    private final Kept kept;
    private final ElementDesk desk;
    private final Documents documents;

    private KeyedElement(Kept kept, ElementDesk desk, Documents documents) {
        this.kept = kept;
        this.desk = desk;
        this.documents = documents;
    }

    /** Charging, over the air, voicemail; and shipping, which keeps shipments of cards and of devices, and returns. */
    public static List<KeyedElement> all(ElementDesk desk, Documents documents) {
        return Stream.of(
                        new ChargingProfiles(),
                        new SimUpdates(),
                        new Mailboxes(),
                        new Shipments(),
                        new DeviceShipments(),
                        new DeviceReturns())
                .map(kept -> new KeyedElement(kept, desk, documents))
                .toList();
    }

    /** Whether the address is that of what is kept here, or of the element's status. */
    boolean isAt(List<String> path) {
        return path.size() > OWN_PARTS
                && path.subList(0, OWN_PARTS).equals(kept.path().subList(0, OWN_PARTS))
                && List.of(STATUS, kept.path().get(OWN_PARTS)).contains(path.get(OWN_PARTS));
    }

    RestAnswer answer(RestCall call, List<String> path) throws Unreadable {
        if (path.size() == OWN_PARTS + 1 && path.getLast().equals(STATUS)) {
            return call.method().equals("GET") ? status(call) : notServed(call);
        }
        Optional<Map<String, String>> key = key(path);
        if (key.isEmpty()) {
            return RestAnswer.notFound("nothing is at this path: " + String.join("/", kept.path()));
        }
        return switch (call.method()) {
            case "PUT" -> make(call, key.get());
            case "GET" -> show(call, keyOf(key.get()));
            case "DELETE" -> end(call, key.get());
            default -> notServed(call);
        };
    }

    private static RestAnswer notServed(RestCall call) {
        return RestAnswer.error(405, "405", "methodNotAllowed", call.method() + " is not served here");
    }

    private Optional<Map<String, String>> key(List<String> path) {
        if (path.size() != kept.path().size()) {
            return Optional.empty();
        }
        Map<String, String> key = new LinkedHashMap<>();
        for (int part = 0; part < path.size(); part++) {
            String name = kept.path().get(part);
            String said = path.get(part);
            if (!name.startsWith("{")) {
                if (!name.equals(said)) {
                    return Optional.empty();
                }
            } else if (KEY_PART.matcher(said).matches()) {
                key.put(name.substring(1, name.length() - 1), said);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(key);
    }

    private static String keyOf(Map<String, String> key) {
        return String.join("/", key.values());
    }

    private RestAnswer make(RestCall call, Map<String, String> key) throws Unreadable {
        Optional<String> requestId = requestId(call);
        if (requestId.isEmpty()) {
            return noRequestId();
        }
        ObjectNode body = call.object();
        Optional<String> problem = kept.problem(key, body);
        if (problem.isPresent()) {
            return RestAnswer.badRequest(problem.get());
        }
        Optional<String> replacedKey = RestCall.text(body, REPLACES, MAX_TEXT).map(last -> replacedKey(key, last));
        Call order = Call.order(
                kept.element(), kept.makes(), requestId.get(), identifiers(key, body), documents.write(body));
        ObjectNode document = body.deepCopy();
        key.forEach(document::put);
        kept.added(key).forEach(document::put);
        document.put("requestId", requestId.get());
        replacedKey.ifPresent(replaced -> document.put("replacedKey", replaced));
        Answer answer = desk.serve(
                kept.canBeLate() ? order.monitored() : order,
                (books, timing) -> make(books, timing, document, keyOf(key), replacedKey));
        return RestServlet.of(
                call,
                answer,
                made -> new RestAnswer(201, shown(made, kept.state()), Map.of()),
                accepted -> new RestAnswer(202, shown(accepted, Entity.PENDING), Map.of()));
    }

    private Answer make(Books books, Timing timing, ObjectNode wanted, String key, Optional<String> replacedKey) {
        NetworkElement element = kept.element();
        if (books.entity(element, key).isPresent()) {
            return Refused.because(
                    FaultKind.OBJECT_IN_USE, "there is a " + kept.noun() + " " + key + " by another request");
        }
        Optional<Answer> full = replacedKey.isEmpty() ? Capacity.refusal(books, element) : Optional.empty();
        if (full.isPresent()) {
            return full.get();
        }
        if (replacedKey.isPresent()) {
            Optional<Entity> replaced = books.entity(element, replacedKey.get());
            if (replaced.isEmpty()) {
                return absent(replacedKey.get());
            }
            if (replaced.get().state().equals(Entity.PENDING)) {
                return pending(replacedKey.get());
            }
            if (timing == Timing.NOW) {
                books.remove(replaced.get());
            }
        }
        kept.complete(books, documents, wanted);
        String document = documents.write(wanted);
        String state = timing == Timing.NOW ? kept.state() : Entity.PENDING;
        books.add(new Entity(element, key, null, state, wanted.path("requestId").asText(), document));
        return new Answer.Done(document);
    }

    private RestAnswer show(RestCall call, String key) {
        Answer answer = desk.serve(
                Call.question(kept.element(), kept.shows(), key),
                (books, timing) -> books.entity(kept.element(), key)
                        .<Answer>map(
                                entity -> new Answer.Done(documents.write(shown(entity.document(), entity.state()))))
                        .orElseGet(() -> absent(key)));
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }

    private RestAnswer end(RestCall call, Map<String, String> parts) {
        Optional<String> requestId = requestId(call);
        if (requestId.isEmpty()) {
            return noRequestId();
        }
        String key = keyOf(parts);
        Call order = Call.order(
                kept.element(),
                kept.ends(),
                requestId.get(),
                identifiers(parts, documents.read("{}", ObjectNode.class)),
                key);
        Answer answer = desk.serve(order, (books, timing) -> end(books, key));
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }

    private Answer end(Books books, String key) {
        Optional<Entity> there = books.entity(kept.element(), key);
        if (there.isEmpty()) {
            return absent(key);
        }
        if (there.get().state().equals(Entity.PENDING)) {
            return pending(key);
        }
        Optional<String> lasting = kept.lasting(there.get().state());
        if (lasting.isPresent()) {
            return Refused.because(FaultKind.NOT_IN_VALID_STATE, kept.noun() + " " + key + " " + lasting.get());
        }
        books.remove(there.get());
        return new Answer.Done(there.get().document());
    }

    private RestAnswer status(RestCall call) {
        NetworkElement element = kept.element();
        Answer answer = desk.serve(
                Call.question(element, "getStatus", Call.NO_KEY),
                (books, timing) -> new Answer.Done(documents.write(ElementStatus.of(books, element))));
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }

    private ObjectNode shown(String document, String state) {
        return documents.read(document, ObjectNode.class).put("state", state);
    }

    private Refused absent(String key) {
        return Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no " + kept.noun() + " " + key);
    }

    private Refused pending(String key) {
        return Refused.because(FaultKind.NOT_IN_VALID_STATE, kept.noun() + " " + key + " is PENDING");
    }

    private static Optional<String> requestId(RestCall call) {
        return call.header(REQUEST_ID_HEADER)
                .filter(id -> REQUEST_ID.matcher(id).matches());
    }

    private static RestAnswer noRequestId() {
        return RestAnswer.badRequest(
                REQUEST_ID_HEADER + " is the request id: 1 to 120 printable characters without blanks");
    }

    private static String replacedKey(Map<String, String> key, String last) {
        List<String> parts = new ArrayList<>(key.values());
        parts.set(parts.size() - 1, last);
        return String.join("/", parts);
    }

    /** The key first, then its parts and what came along, {@code imsi-26201...} without its kind as well. */
    private static List<String> identifiers(Map<String, String> key, JsonNode body) {
        List<String> all = new ArrayList<>(List.of(keyOf(key)));
        List<String> texts = new ArrayList<>(key.values());
        body.forEach(value -> {
            if (value.isTextual() && value.textValue().length() <= MAX_TEXT) {
                texts.add(value.textValue());
            }
        });
        for (String text : texts) {
            all.add(text);
            all.add(text.substring(text.indexOf('-') + 1));
        }
        return all;
    }
}
