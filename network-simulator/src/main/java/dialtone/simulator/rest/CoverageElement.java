package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Answer.Refused;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.ElementDesk;
import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.rest.RestCall.Unreadable;
import dialtone.simulator.store.Entity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Coverage by TMF645 v4 checkServiceQualification. Each item's {@code service.place[].postcode} is looked at, and the
 * {@code technology} among its {@code serviceCharacteristic}. No place has a postal code that begins with {@value #NO_COVERAGE_PREFIX},
 * {@value #WITHOUT_5G_PREFIX} or {@value #FULL_CELL_PREFIX}: there the network has no cell, one that has 4G alone, and one that takes no
 * further line for {@link #FULL_FOR}. With an {@code externalId} a repeated check is answered as the first time.
 */
public final class CoverageElement {

    private static final NetworkElement COVERAGE = NetworkElement.COVERAGE;
    private static final String BASE = "/tmf-api/serviceQualificationManagement/v4/checkServiceQualification";
    private static final String NO_COVERAGE_PREFIX = "00";
    private static final String WITHOUT_5G_PREFIX = "05";
    private static final String FULL_CELL_PREFIX = "43";
    private static final Duration FULL_FOR = Duration.ofDays(30);
    private static final String LESS = "4G";
    private static final String MORE = "5G";
    private static final int MAX_ITEMS = 20;
    private static final int MAX_ID = 120;
    private static final int MAX_POSTCODE = 20;

    private final ElementDesk desk;
    private final Documents documents;
    private final ObjectMapper json;
    private final Clock clock;

    public CoverageElement(ElementDesk desk, Documents documents, ObjectMapper json, Clock clock) {
        this.desk = desk;
        this.documents = documents;
        this.json = json;
        this.clock = clock;
    }

    RestAnswer answer(RestCall call, List<String> path) throws Unreadable {
        if (!path.getFirst().equals("checkServiceQualification") || path.size() > 2) {
            return RestAnswer.notFound("nothing is at this path");
        }
        if (path.size() == 1 && call.method().equals("POST")) {
            return check(call);
        }
        if (path.size() == 2 && call.method().equals("GET")) {
            return get(call, path.get(1));
        }
        return RestAnswer.error(405, "405", "methodNotAllowed", call.method() + " is not served here");
    }

    private RestAnswer check(RestCall call) throws Unreadable {
        ObjectNode body = call.object();
        if (!(body.path("serviceQualificationItem") instanceof ArrayNode items)
                || items.isEmpty()
                || items.size() > MAX_ITEMS) {
            return RestAnswer.badRequest("serviceQualificationItem has 1 to " + MAX_ITEMS + " items");
        }
        ArrayNode answered = json.createArrayNode();
        boolean qualified = true;
        String firstPostcode = "";
        for (int i = 0; i < items.size(); i++) {
            Optional<String> postcode = postcodeOf(items.get(i));
            if (postcode.isEmpty()) {
                return RestAnswer.badRequest(
                        "serviceQualificationItem[" + i + "].service.place[].postcode is mandatory");
            }
            Optional<Unavailable> unavailable = unavailable(postcode.get(), technology(items.get(i)));
            qualified &= unavailable.isEmpty();
            firstPostcode = i == 0 ? postcode.get() : firstPostcode;
            answered.add(item(items.get(i), i, unavailable));
        }
        Optional<String> externalId = RestCall.text(body, "externalId", MAX_ID);
        String requestId = externalId.orElseGet(() -> UUID.randomUUID().toString());
        String id = UUID.nameUUIDFromBytes(("coverage " + requestId).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        ObjectNode result = json.createObjectNode()
                .put("id", id)
                .put("href", call.base() + BASE + "/" + id)
                .put("checkServiceQualificationDate", clock.instant().toString())
                .put("state", "done")
                .put("qualificationResult", qualified ? "qualified" : "unqualified");
        externalId.ifPresent(text -> result.put("externalId", text));
        result.set("serviceQualificationItem", answered);
        String document = documents.write(result);
        Call order = Call.order(
                COVERAGE, "checkServiceQualification", requestId, List.of(id, firstPostcode), documents.write(items));
        Answer answer = desk.serve(order, (books, timing) -> {
            books.add(new Entity(COVERAGE, id, null, "done", requestId, document));
            return new Answer.Done(document);
        });
        return RestServlet.of(
                call,
                answer,
                text -> new RestAnswer(201, text, Map.of("Location", call.base() + BASE + "/" + id)),
                RestAnswer::ok);
    }

    private static Optional<String> postcodeOf(JsonNode item) {
        for (JsonNode place : item.path("service").path("place")) {
            Optional<String> postcode = RestCall.text(place, "postcode", MAX_POSTCODE);
            if (postcode.isPresent()) {
                return postcode;
            }
        }
        return Optional.empty();
    }

    /** Empty when any will do. */
    private static String technology(JsonNode item) {
        for (JsonNode characteristic : item.path("service").path("serviceCharacteristic")) {
            if (characteristic.path("name").asText().equals("technology")) {
                return characteristic.path("value").asText();
            }
        }
        return "";
    }

    /** Why a line is not to be had, and what is instead: another technology, or a time. */
    private record Unavailable(String code, String label, Optional<String> technology, Optional<Instant> from) {}

    private Optional<Unavailable> unavailable(String postcode, String technology) {
        String cell = "cell " + postcode + "-1";
        if (postcode.startsWith(NO_COVERAGE_PREFIX)) {
            return Optional.of(new Unavailable(
                    "NO_COVERAGE",
                    "There is no coverage at postal code " + postcode,
                    Optional.empty(),
                    Optional.empty()));
        }
        if (postcode.startsWith(WITHOUT_5G_PREFIX) && technology.equals(MORE)) {
            return Optional.of(new Unavailable(
                    "TECHNOLOGY_NOT_AVAILABLE",
                    "At postal code " + postcode + " " + cell + " has " + LESS + " and no " + MORE,
                    Optional.of(LESS),
                    Optional.empty()));
        }
        if (postcode.startsWith(FULL_CELL_PREFIX)) {
            return Optional.of(new Unavailable(
                    "CELL_AT_CAPACITY",
                    "At postal code " + postcode + " " + cell + " takes no further line at present",
                    Optional.empty(),
                    Optional.of(clock.instant().plus(FULL_FOR))));
        }
        return Optional.empty();
    }

    private ObjectNode item(JsonNode asked, int index, Optional<Unavailable> unavailable) {
        ObjectNode item = json.createObjectNode()
                .put("id", RestCall.text(asked, "id", MAX_ID).orElse(Integer.toString(index + 1)))
                .put("state", "done")
                .put("qualificationResult", unavailable.isEmpty() ? "qualified" : "unqualified");
        unavailable.ifPresent(why -> {
            item.putArray("eligibilityUnavailabilityReason")
                    .addObject()
                    .put("code", why.code())
                    .put("label", why.label());
            why.technology()
                    .ifPresent(technology -> item.putArray("alternateServiceProposal")
                            .addObject()
                            .putObject("alternateService")
                            .putArray("serviceCharacteristic")
                            .addObject()
                            .put("name", "technology")
                            .put("value", technology));
            why.from()
                    .ifPresent(from -> item.putArray("alternateServiceProposal")
                            .addObject()
                            .put("alternateServiceAvailabilityDate", from.toString()));
        });
        item.set("service", asked.path("service"));
        return item;
    }

    private RestAnswer get(RestCall call, String id) {
        Answer answer = desk.serve(
                Call.question(COVERAGE, "getCheckServiceQualification", id),
                (books, timing) -> books.entity(COVERAGE, id)
                        .<Answer>map(entity -> new Answer.Done(entity.document()))
                        .orElseGet(() -> Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no check " + id)));
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }
}
