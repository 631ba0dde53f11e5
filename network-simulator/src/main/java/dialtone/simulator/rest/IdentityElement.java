package dialtone.simulator.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identity verification: is there such a person at that address? Who is called Nobody by the last name is not known. It keeps who was asked
 * about by the customer's id and what was found, and neither name nor birth date nor address.
 */
public final class IdentityElement {

    private static final NetworkElement IDENTITY = NetworkElement.IDENTITY;
    private static final String VERIFICATIONS = "verifications";
    private static final String UNKNOWN_LAST_NAME = "Nobody";
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,120}");
    private static final List<String> PERSON = List.of("customerId", "name", "birthDate", "postalCode", "country");
    private static final int MAX_TEXT = 400;

    private final ElementDesk desk;
    private final Documents documents;
    private final ObjectMapper json;

    public IdentityElement(ElementDesk desk, Documents documents, ObjectMapper json) {
        this.desk = desk;
        this.documents = documents;
        this.json = json;
    }

    RestAnswer answer(RestCall call, List<String> path) throws Unreadable {
        if (!path.getFirst().equals(VERIFICATIONS) || path.size() > 2) {
            return RestAnswer.notFound("nothing is at this path");
        }
        if (path.size() == 1 && call.method().equals("POST")) {
            return verify(call);
        }
        if (path.size() == 2 && call.method().equals("GET")) {
            return get(call, path.get(1));
        }
        return RestAnswer.error(405, "405", "methodNotAllowed", call.method() + " is not served here");
    }

    private RestAnswer verify(RestCall call) throws Unreadable {
        ObjectNode body = call.object();
        Optional<String> requestId = RestCall.text(body, "externalId", 120)
                .filter(id -> REQUEST_ID.matcher(id).matches());
        if (requestId.isEmpty()) {
            return RestAnswer.badRequest("externalId is the request id: 1 to 120 printable characters without blanks");
        }
        for (String field : PERSON) {
            if (RestCall.text(body, field, MAX_TEXT).isEmpty()) {
                return RestAnswer.badRequest(field + " is mandatory, with at most " + MAX_TEXT + " characters");
            }
        }
        if (!isDate(body.path("birthDate").asText())) {
            return RestAnswer.badRequest("birthDate is a date such as 1985-12-10");
        }
        String customer = body.path("customerId").asText();
        String id = UUID.nameUUIDFromBytes(("identity " + requestId.get()).getBytes(StandardCharsets.UTF_8))
                .toString();
        boolean known = !lastName(body.path("name").asText()).equals(UNKNOWN_LAST_NAME);
        ObjectNode found = json.createObjectNode()
                .put("id", id)
                .put("externalId", requestId.get())
                .put("customerId", customer)
                .put("result", known ? "VERIFIED" : "NOT_VERIFIED");
        if (!known) {
            found.put("reason", "No register knows a person of this name and birth date at this address");
        }
        String document = documents.write(found);
        Call order =
                Call.order(IDENTITY, "verifyIdentity", requestId.get(), List.of(id, customer), documents.write(body));
        Answer answer = desk.serve(order, (books, timing) -> {
            books.add(new Entity(IDENTITY, id, null, "done", requestId.get(), document));
            return new Answer.Done(document);
        });
        return RestServlet.of(call, answer, text -> new RestAnswer(201, text, Map.of()), RestAnswer::ok);
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException noDate) {
            return false;
        }
    }

    private static String lastName(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private RestAnswer get(RestCall call, String id) {
        Answer answer = desk.serve(
                Call.question(IDENTITY, "getVerification", id),
                (books, timing) -> books.entity(IDENTITY, id)
                        .<Answer>map(entity -> new Answer.Done(entity.document()))
                        .orElseGet(
                                () -> Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no verification " + id)));
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }
}
