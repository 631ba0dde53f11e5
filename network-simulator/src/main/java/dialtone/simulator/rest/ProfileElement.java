package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.simulator.element.Answer;
import dialtone.simulator.element.Answer.Refused;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.Capacity;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.ElementDesk;
import dialtone.simulator.element.FaultKind;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.element.Refusal;
import dialtone.simulator.rest.RestCall.Unreadable;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.Entity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SM-DP+ by ES2+ over JSON (GSMA SGP.22 v2 sections 5.3 and 6.5.2): a profile is ordered, confirmed under a matching id and released for
 * download, or its order is cancelled. Every ICCID that begins with 89 is a profile in stock. {@code functionCallIdentifier} is the request
 * id. {@code getProfileStatus} and {@code getStatus} are no functions of ES2+; vendors have them. By {@code PUT /control/smdp/dialect} this one is of a vendor who
 * does not, and who does not know a call again by its identifier either.
 *
 * <p>What it refuses is answered with HTTP 200 and the status Failed, with subject and reason code of section 5.2.6.
 */
public final class ProfileElement {

    static final String INSTALLED = "INSTALLED";

    /** How it is known to its operators: an OID, of those for examples (ITU-T X.660). */
    static final String OID = "2.999.20";

    private static final NetworkElement SMDP = NetworkElement.SMDP;
    private static final String ALLOCATED = "ALLOCATED";
    private static final String CONFIRMED = "CONFIRMED";
    private static final String RELEASED = "RELEASED";
    private static final String UNAVAILABLE = "UNAVAILABLE";
    private static final String ADDRESS = "smdp.dialtone.example";

    private static final Pattern CALL_ID = Pattern.compile("[!-~]{1,120}");
    private static final Pattern ICCID = Pattern.compile("89[0-9]{16,18}");
    private static final Pattern MATCHING_ID = Pattern.compile("[0-9A-Z-]{1,255}");
    private static final Pattern SUBJECT_AND_REASON = Pattern.compile("SGP\\.22 ([0-9.]{1,20})/([0-9.]{1,20})");
    private static final Set<String> FINAL = Set.of("Available", "Unavailable");
    private static final int MAX_TEXT = 120;
    private static final int MAX_ICCIDS = 100;

    /** Subject codes: the function as such, the profile by its ICCID, its matching id, the SM-DP+ itself. */
    private static final String FUNCTION = "1.6";

    private static final String PROFILE_ICCID = "8.2.1";
    private static final String MATCHING = "8.2.6";
    private static final String EID = "8.1.1";

    /** Begins the code of a refusal that names subject and reason itself: {@code SGP.22 8.2.5/3.8}. */
    private static final String STANDARD = "SGP.22 ";

    private static final String SM_DP_PLUS = "8.8";

    private final ElementDesk desk;
    private final Documents documents;
    private final ObjectMapper json;

    /** Whether there is {@code getProfileStatus}. */
    private volatile boolean profileStatus = true;

    public ProfileElement(ElementDesk desk, Documents documents, ObjectMapper json) {
        this.desk = desk;
        this.documents = documents;
        this.json = json;
    }

    /**
     * What it has beside ES2+; a start and a reset give it all back.
     *
     * @param profileStatus whether it tells what became of a profile and how it is doing itself, and knows a call again by its identifier
     */
    record Dialect(boolean profileStatus) {
        static final Dialect WHOLE = new Dialect(true);
    }

    void speak(Dialect dialect) {
        profileStatus = dialect.profileStatus();
    }

    RestAnswer answer(RestCall call, String function) throws Unreadable {
        if (!call.method().equals("POST")) {
            return RestAnswer.error(405, "405", "methodNotAllowed", "a function is called by POST");
        }
        ObjectNode body = call.object();
        Optional<String> callId = RestCall.text(body.path("header"), "functionCallIdentifier", MAX_TEXT)
                .filter(id -> CALL_ID.matcher(id).matches());
        if (callId.isEmpty()
                || RestCall.text(body.path("header"), "functionRequesterIdentifier", MAX_TEXT)
                        .isEmpty()) {
            return failed(FUNCTION, "2.2", "header has functionRequesterIdentifier and functionCallIdentifier");
        }
        if (function.equals("getProfileStatus")) {
            return profileStatus ? status(call, body) : noSuch(function);
        }
        if (function.equals("getStatus")) {
            return profileStatus ? ownStatus(call) : noSuch(function);
        }
        Optional<String> iccid = RestCall.text(body, "iccid", MAX_TEXT)
                .filter(id -> ICCID.matcher(id).matches());
        if (iccid.isEmpty()) {
            return failed(PROFILE_ICCID, "2.2", "iccid is mandatory: 89 and 16 to 18 digits");
        }
        return switch (function) {
            case "downloadOrder" -> order(call, callId.get(), iccid.get(), body);
            case "confirmOrder" -> confirm(call, callId.get(), iccid.get(), body);
            case "releaseProfile" -> release(call, callId.get(), iccid.get());
            case "cancelOrder" -> cancel(call, callId.get(), iccid.get(), body);
            default -> noSuch(function);
        };
    }

    private static RestAnswer noSuch(String function) {
        return RestAnswer.notFound("ES2+ has no function " + function);
    }

    private RestAnswer order(RestCall call, String callId, String iccid, ObjectNode body) {
        String eid = body.path("eid").asText();
        String document = documents.write(json.createObjectNode()
                .put("iccid", iccid)
                .put("profileType", body.path("profileType").asText())
                .put("eid", eid)
                .put("requestId", callId));
        List<String> identifiers = eid.isEmpty() ? List.of(iccid) : List.of(iccid, eid);
        Call wanted = Call.order(SMDP, "downloadOrder", identifier(callId), identifiers, document);
        return of(call, desk.serve(wanted, (books, timing) -> {
            Optional<Entity> known = books.entity(SMDP, iccid);
            if (known.isPresent()) {
                return Refused.because(
                        FaultKind.OBJECT_IN_USE,
                        "profile " + iccid + " is " + known.get().state() + " by another order");
            }
            Optional<Answer> full = Capacity.refusal(books, SMDP);
            if (full.isPresent()) {
                return full.get();
            }
            books.add(new Entity(SMDP, iccid, null, ALLOCATED, callId, document));
            return new Answer.Done(documents.write(json.createObjectNode().put("iccid", iccid)));
        }));
    }

    private RestAnswer confirm(RestCall call, String callId, String iccid, ObjectNode body) {
        Optional<String> matchingId = RestCall.text(body, "matchingId", 255)
                .filter(id -> MATCHING_ID.matcher(id).matches());
        if (matchingId.isEmpty()) {
            return failed(MATCHING, "2.1", "matchingId is ours to give here: digits, capital letters and hyphens");
        }
        if (!body.path("releaseFlag").isBoolean()) {
            return failed(FUNCTION, "2.2", "releaseFlag is mandatory");
        }
        boolean released = body.path("releaseFlag").booleanValue();
        Call wanted =
                Call.order(SMDP, "confirmOrder", identifier(callId), List.of(iccid), matchingId.get() + " " + released);
        return of(call, desk.serve(wanted, (books, timing) -> {
            Optional<Answer> problem = notIn(books, iccid, ALLOCATED);
            if (problem.isPresent()) {
                return problem.get();
            }
            if (books.entityByAlias(SMDP, matchingId.get()).isPresent()) {
                return Refused.because(FaultKind.OBJECT_IN_USE, "matching id " + matchingId.get() + " is another's");
            }
            Entity profile = books.entity(SMDP, iccid).orElseThrow();
            ObjectNode confirmed = documents
                    .read(profile.document(), ObjectNode.class)
                    .put("matchingId", matchingId.get())
                    .put("smdpAddress", ADDRESS);
            books.remove(profile);
            books.add(new Entity(
                    SMDP,
                    iccid,
                    matchingId.get(),
                    released ? RELEASED : CONFIRMED,
                    profile.requestId(),
                    documents.write(confirmed)));
            return new Answer.Done(documents.write(
                    json.createObjectNode().put("matchingId", matchingId.get()).put("smdpAddress", ADDRESS)));
        }));
    }

    private RestAnswer release(RestCall call, String callId, String iccid) {
        Call wanted = Call.order(SMDP, "releaseProfile", identifier(callId), List.of(iccid), iccid);
        return of(call, desk.serve(wanted, (books, timing) -> {
            Optional<Answer> problem = notIn(books, iccid, CONFIRMED);
            if (problem.isPresent()) {
                return problem.get();
            }
            books.changeState(books.entity(SMDP, iccid).orElseThrow(), RELEASED);
            return new Answer.Done("{}");
        }));
    }

    /** A profile that is in a telephone is not the SM-DP+'s any more. */
    private RestAnswer cancel(RestCall call, String callId, String iccid, ObjectNode body) {
        String becomes = body.path("finalProfileStatusIndicator").asText();
        if (!FINAL.contains(becomes)) {
            return failed(FUNCTION, "2.2", "finalProfileStatusIndicator is Available or Unavailable");
        }
        Call wanted = Call.order(SMDP, "cancelOrder", identifier(callId), List.of(iccid), iccid + " " + becomes);
        return of(call, desk.serve(wanted, (books, timing) -> {
            Optional<Entity> profile = books.entity(SMDP, iccid);
            if (profile.isEmpty()) {
                return absent(iccid);
            }
            if (profile.get().state().equals(INSTALLED) || profile.get().state().equals(UNAVAILABLE)) {
                return Refused.because(
                        FaultKind.NOT_IN_VALID_STATE,
                        "profile " + iccid + " is " + profile.get().state());
            }
            Optional<Answer> another = otherAssociation(profile.get(), body);
            if (another.isPresent()) {
                return another.get();
            }
            if (becomes.equals("Available")) {
                books.remove(profile.get());
            } else {
                books.changeState(profile.get(), UNAVAILABLE);
            }
            return new Answer.Done("{}");
        }));
    }

    /** Section 5.3.4: EID and matching id have to be those that the order was given, when it was given any. */
    private Optional<Answer> otherAssociation(Entity profile, ObjectNode body) {
        ObjectNode ordered = documents.read(profile.document(), ObjectNode.class);
        return Stream.of(Map.entry("eid", EID), Map.entry("matchingId", MATCHING))
                .filter(field -> !ordered.path(field.getKey()).asText().isEmpty()
                        && !ordered.path(field.getKey())
                                .asText()
                                .equals(body.path(field.getKey()).asText()))
                .findFirst()
                .map(field -> new Refused(new Refusal(
                        FaultKind.UNABLE_TO_COMPLY,
                        field.getKey() + " is not that of the order",
                        STANDARD + field.getValue() + "/3.10")));
    }

    /** By which a call is known again. */
    private String identifier(String callId) {
        return profileStatus ? callId : callId + " " + UUID.randomUUID();
    }

    private RestAnswer status(RestCall call, ObjectNode body) {
        JsonNode asked = body.path("iccidList");
        if (!asked.isArray() || asked.isEmpty() || asked.size() > MAX_ICCIDS) {
            return failed(PROFILE_ICCID, "2.2", "iccidList has 1 to " + MAX_ICCIDS + " entries");
        }
        String first = asked.path(0).path("iccid").asText();
        return of(call, desk.serve(Call.question(SMDP, "getProfileStatus", first), (books, timing) -> {
            ArrayNode found = json.createArrayNode();
            for (JsonNode each : asked) {
                books.entity(SMDP, each.path("iccid").asText()).ifPresent(entity -> found.add(shown(entity)));
            }
            return new Answer.Done(documents.write(json.createObjectNode().set("profileStatusList", found)));
        }));
    }

    private RestAnswer ownStatus(RestCall call) {
        return of(
                call,
                desk.serve(
                        Call.question(SMDP, "getStatus", Call.NO_KEY),
                        (books, timing) -> new Answer.Done(documents.write(ElementStatus.of(books, SMDP)))));
    }

    private ObjectNode shown(Entity entity) {
        return documents.read(entity.document(), ObjectNode.class).put("state", entity.state());
    }

    /** Why the profile is not in that state; empty when it is. */
    private static Optional<Answer> notIn(Books books, String iccid, String state) {
        Optional<Entity> profile = books.entity(SMDP, iccid);
        if (profile.isEmpty()) {
            return Optional.of(absent(iccid));
        }
        return profile.get().state().equals(state)
                ? Optional.empty()
                : Optional.of(Refused.because(
                        FaultKind.NOT_IN_VALID_STATE,
                        "profile " + iccid + " is " + profile.get().state() + ", not " + state));
    }

    private static Refused absent(String iccid) {
        return Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no order for profile " + iccid);
    }

    private RestAnswer of(RestCall call, Answer answer) {
        return switch (answer) {
            case Answer.Done done -> executed(done.document());
            case Answer.Accepted accepted -> executed(accepted.document());
            case Refused refused ->
                switch (refused.refusal().kind()) {
                    case INVALID_INPUT ->
                        failed(FUNCTION, "2.1", refused.refusal().text());
                    case ENTITY_NOT_FOUND ->
                        failed(PROFILE_ICCID, "3.9", refused.refusal().text());
                    case OBJECT_IN_USE ->
                        failed(PROFILE_ICCID, "3.3", refused.refusal().text());
                    case NOT_IN_VALID_STATE ->
                        failed(PROFILE_ICCID, "3.5", refused.refusal().text());
                    case UNABLE_TO_COMPLY -> unable(refused.refusal());
                };
            case Answer.Down down -> RestServlet.of(call, down, RestAnswer::ok, RestAnswer::ok);
            case Answer.Lost lost -> RestServlet.of(call, lost, RestAnswer::ok, RestAnswer::ok);
        };
    }

    /** By the subject and reason that it names, {@code SGP.22 8.2.5/3.8}; else the SM-DP+ itself cannot. */
    private RestAnswer unable(Refusal refusal) {
        Matcher named = SUBJECT_AND_REASON.matcher(refusal.cause());
        return named.matches()
                ? failed(named.group(1), named.group(2), refusal.text())
                : failed(SM_DP_PLUS, "4.2", refusal.text());
    }

    private RestAnswer executed(String document) {
        ObjectNode answer = json.createObjectNode();
        answer.putObject("header").putObject("functionExecutionStatus").put("status", "Executed-Success");
        answer.setAll(documents.read(document, ObjectNode.class));
        return RestAnswer.ok(answer);
    }

    private RestAnswer failed(String subject, String reason, String message) {
        return RestAnswer.ok(Map.of(
                "header",
                Map.of(
                        "functionExecutionStatus",
                        Map.of(
                                "status",
                                "Failed",
                                "statusCodeData",
                                Map.of("subjectCode", subject, "reasonCode", reason, "message", message)))));
    }
}
