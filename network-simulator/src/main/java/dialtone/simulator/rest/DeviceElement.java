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
import dialtone.simulator.element.Work.Timing;
import dialtone.simulator.rest.RestCall.Unreadable;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.ElementStore;
import dialtone.simulator.store.Entity;
import dialtone.simulator.store.KnownRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Device activation by TMF640 v4. A service stands for one device, named by its characteristic {@code imei} or, without one,
 * {@code serialNumber}; {@code externalId} is the request id. A device has one active service at a time.
 *
 * <p>An activation or an end that was accepted and follows is found in its monitor, under its request id.
 *
 * <p>Refusals: 400 for what is missing, 404, 409 when the device is active by another request or the state forbids it, 422 when the
 * element refuses.
 */
public final class DeviceElement {

    private static final NetworkElement DEVICE = NetworkElement.DEVICE;
    private static final String BASE = "/tmf-api/ServiceActivationAndConfiguration/v4";
    private static final String ACTIVE = "active";
    private static final String INACTIVE = "inactive";
    private static final String TERMINATED = "terminated";
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,120}");
    private static final Pattern IMEI = Pattern.compile("[0-9]{15}");
    private static final String REQUEST_ID_HEADER = "Idempotency-Key";
    private static final int MAX_TEXT = 200;
    private static final int MAX_PAGE = 1000;

    private final ElementDesk desk;
    private final ElementStore store;
    private final Documents documents;
    private final ObjectMapper json;

    public DeviceElement(ElementDesk desk, ElementStore store, Documents documents, ObjectMapper json) {
        this.desk = desk;
        this.store = store;
        this.documents = documents;
        this.json = json;
    }

    RestAnswer answer(RestCall call, List<String> path) throws Unreadable {
        String what = call.method() + " " + path.getFirst() + (path.size() == 1 ? "" : "/{id}");
        if (path.size() > 2) {
            return RestAnswer.notFound("nothing is at this path");
        }
        return switch (what) {
            case "POST service" -> create(call);
            case "GET service" -> list(call);
            case "GET service/{id}" -> get(call, path.get(1));
            case "PATCH service/{id}" -> terminate(call, path.get(1));
            case "GET monitor/{id}" -> monitor(call, path.get(1));
            default -> RestAnswer.error(405, "405", "methodNotAllowed", what + " is not served");
        };
    }

    private RestAnswer create(RestCall call) throws Unreadable {
        ObjectNode body = call.object();
        Optional<String> requestId = RestCall.text(body, "externalId", 120)
                .filter(id -> REQUEST_ID.matcher(id).matches());
        if (requestId.isEmpty()) {
            return RestAnswer.badRequest("externalId is the request id: 1 to 120 printable characters without blanks");
        }
        if (!ACTIVE.equals(body.path("state").textValue())) {
            return RestAnswer.badRequest("state is the wanted one: active");
        }
        if (!body.path("serviceSpecification").isObject()) {
            return RestAnswer.badRequest("serviceSpecification is mandatory");
        }
        Optional<String> device = deviceOf(body);
        if (device.isEmpty()) {
            return RestAnswer.badRequest(
                    "serviceCharacteristic names the device: imei (15 digits) or serialNumber (at most 200 characters)");
        }
        String content = documents.write(body);
        Call order = Call.order(DEVICE, "createService", requestId.get(), identifiers(device.get(), body), content)
                .monitored();
        String id = idOf(requestId.get());
        Answer answer =
                desk.serve(order, (books, timing) -> activate(books, timing, device.get(), requestId.get(), body));
        return RestServlet.of(
                call,
                answer,
                document -> new RestAnswer(
                        201,
                        service(call, document, ACTIVE),
                        Map.of("Location", call.base() + BASE + "/service/" + id)),
                document -> new RestAnswer(
                        202, service(call, document, INACTIVE), Map.of("Location", monitorOf(call, requestId.get()))));
    }

    private Answer activate(Books books, Timing timing, String device, String requestId, ObjectNode body) {
        Optional<Entity> before = books.entity(DEVICE, device);
        if (before.isPresent()) {
            if (!before.get().state().equals(TERMINATED)) {
                return Refused.because(FaultKind.OBJECT_IN_USE, "device " + device + " is active by another request");
            }
            books.remove(before.get());
        }
        String document = documents.write(body);
        String state = timing == Timing.NOW ? ACTIVE : INACTIVE;
        books.add(new Entity(DEVICE, device, idOf(requestId), state, requestId, document));
        return new Answer.Done(document);
    }

    private RestAnswer get(RestCall call, String id) {
        Answer answer = desk.serve(
                Call.question(DEVICE, "getService", deviceOfService(id)),
                (books, timing) -> books.entityByAlias(DEVICE, id)
                        .<Answer>map(entity -> new Answer.Done(documents.write(service(call, entity))))
                        .orElseGet(() -> Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no service " + id)));
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }

    /** By {@code externalId}, or a page of all in the order of the devices. */
    private RestAnswer list(RestCall call) throws Unreadable {
        int offset = call.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = call.number("limit", 100, 1, MAX_PAGE);
        Optional<String> externalId = call.parameter("externalId");
        Answer answer = desk.serve(Call.question(DEVICE, "listService", Call.NO_KEY), (books, timing) -> {
            List<Entity> found = externalId.isPresent()
                    ? books.entityByRequest(DEVICE, externalId.get()).stream().toList()
                    : store.reports().entities(DEVICE, offset, limit);
            return new Answer.Done(documents.write(
                    found.stream().map(entity -> service(call, entity)).toList()));
        });
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }

    /**
     * A merge patch that may say one thing: {@code {"state": "terminated"}}. The header {@value #REQUEST_ID_HEADER} is the request id,
     * since a patch cannot bring one in the service; without it the service has one end, however often that is asked for.
     */
    private RestAnswer terminate(RestCall call, String id) throws Unreadable {
        if (!TERMINATED.equals(call.object().path("state").textValue())) {
            return RestAnswer.badRequest("state can be changed, and only to terminated");
        }
        String requestId = call.header(REQUEST_ID_HEADER).orElse("terminate-" + id);
        if (!REQUEST_ID.matcher(requestId).matches()) {
            return RestAnswer.badRequest(REQUEST_ID_HEADER + " has 1 to 120 printable characters without blanks");
        }
        Call order = Call.order(DEVICE, "terminateService", requestId, List.of(deviceOfService(id), id), id)
                .monitored();
        Answer answer = desk.serve(order, (books, timing) -> end(books, timing, id));
        return RestServlet.of(
                call,
                answer,
                document -> RestAnswer.ok(service(call, document, TERMINATED)),
                document -> new RestAnswer(
                        202, service(call, document, ACTIVE), Map.of("Location", monitorOf(call, requestId))));
    }

    private static Answer end(Books books, Timing timing, String id) {
        Optional<Entity> service = books.entityByAlias(DEVICE, id);
        if (service.isEmpty()) {
            return Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no service " + id);
        }
        if (!service.get().state().equals(ACTIVE)) {
            return Refused.because(
                    FaultKind.NOT_IN_VALID_STATE,
                    "service " + id + " is " + service.get().state());
        }
        if (books.isEffectOwed(DEVICE, service.get().key())) {
            return Refused.because(
                    FaultKind.NOT_IN_VALID_STATE, "service " + id + " is being terminated by another request");
        }
        if (timing == Timing.NOW) {
            books.changeState(service.get(), TERMINATED);
        }
        return new Answer.Done(service.get().document());
    }

    /** The key that the service's device is counted under; the service's own id when there is no such service. */
    private String deviceOfService(String id) {
        return store.write(books -> books.entityByAlias(DEVICE, id))
                .map(Entity::key)
                .orElse(id);
    }

    /** How what was accepted stands: InProgress, Succeeded, Failed. */
    private RestAnswer monitor(RestCall call, String segment) {
        String requestId = URLDecoder.decode(segment, StandardCharsets.UTF_8);
        Answer answer = desk.serve(
                Call.question(DEVICE, "getMonitor", Call.NO_KEY),
                (books, timing) -> books.request(DEVICE, requestId)
                        .<Answer>map(request -> new Answer.Done(documents.write(monitor(call, books, request))))
                        .orElseGet(
                                () -> Refused.because(FaultKind.ENTITY_NOT_FOUND, "there is no monitor " + requestId)));
        return RestServlet.of(call, answer, RestAnswer::ok, RestAnswer::ok);
    }

    private static Map<String, String> monitor(RestCall call, Books books, KnownRequest request) {
        Map<String, String> monitor = new LinkedHashMap<>();
        monitor.put("id", request.requestId());
        monitor.put("href", monitorOf(call, request.requestId()));
        books.entity(DEVICE, request.key())
                .ifPresent(service -> monitor.put("sourceHref", call.base() + BASE + "/service/" + service.alias()));
        monitor.put(
                "state",
                switch (request.state()) {
                    case PENDING -> "InProgress";
                    case DONE -> "Succeeded";
                    case REFUSED -> "Failed";
                });
        return monitor;
    }

    private static String monitorOf(RestCall call, String requestId) {
        return call.base() + BASE + "/monitor/" + URLEncoder.encode(requestId, StandardCharsets.UTF_8);
    }

    private static String idOf(String requestId) {
        return UUID.nameUUIDFromBytes(("device " + requestId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static Optional<String> deviceOf(JsonNode body) {
        return characteristic(body, "imei")
                .filter(imei -> IMEI.matcher(imei).matches())
                .or(() -> characteristic(body, "serialNumber"));
    }

    /** The device and every other text characteristic, so that a behaviour can match an MSISDN or ICCID that came along. */
    private static List<String> identifiers(String device, JsonNode body) {
        var all = new java.util.ArrayList<String>();
        all.add(device);
        for (JsonNode characteristic : body.path("serviceCharacteristic")) {
            RestCall.text(characteristic, "value", MAX_TEXT).ifPresent(all::add);
        }
        return all;
    }

    private static Optional<String> characteristic(JsonNode body, String name) {
        if (body.path("serviceCharacteristic") instanceof ArrayNode characteristics) {
            for (JsonNode characteristic : characteristics) {
                if (name.equals(characteristic.path("name").textValue())) {
                    return RestCall.text(characteristic, "value", MAX_TEXT);
                }
            }
        }
        return Optional.empty();
    }

    private ObjectNode service(RestCall call, Entity entity) {
        return service(call, entity.document(), entity.state());
    }

    private ObjectNode service(RestCall call, String document, String state) {
        ObjectNode service = json.createObjectNode();
        ObjectNode stored = documents.read(document, ObjectNode.class);
        String id = idOf(stored.path("externalId").asText());
        service.setAll(stored);
        service.put("id", id).put("href", call.base() + BASE + "/service/" + id);
        service.put("state", state).put("hasStarted", !state.equals(INACTIVE));
        return service;
    }
}
