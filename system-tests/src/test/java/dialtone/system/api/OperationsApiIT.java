package dialtone.system.api;

import static dialtone.system.api.OrderClient.FALLOUT;
import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static dialtone.system.api.Refusals.tellsNothingOfTheInside;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operations ask and do, and what the broker's exporter tells, over HTTP; here the broker is away. */
@InTheServer
@RunAsClient
class OperationsApiIT {

    private static final int INES = 100009;
    private static final String RECORDS = "/exporter/v1/records";
    private static final String INSTANCES = "/ops/v1/process-instances";
    private static final String INCIDENTS = "/ops/v1/incidents";

    private static final String ELEMENTS = "/ops/v1/elements";
    private static final String BATCHES = "/ops/v1/fallout-batches";

    private static final OrderClient orders = new OrderClient(ManagedServer.ADDRESS);
    private static final Api ops = Api.as("ops", ManagedServer.ADDRESS);
    private static final Api exporter =
            Api.anonymous(ManagedServer.ADDRESS).with("X-Dialtone-Exporter-Secret", ManagedServer.EXPORTER_SECRET);

    @Test
    void theStatusSaysThatTheBrokerIsAwayAndThatOrdersAreTakenAllTheSame() {
        JsonObject status = Api.anonymous(ManagedServer.ADDRESS)
                .get("/ops/v1/status")
                .expect(200)
                .json()
                .asJsonObject();

        assertThat(status.getString("state")).isEqualTo("degraded");
        assertThat(status.getJsonObject("database").getString("state")).isEqualTo("up");
        assertThat(status.getJsonObject("broker").getString("state")).isEqualTo("down");
        assertThat(status.getJsonArray("problems").toString()).contains("The process broker does not answer");
        OrderClient.id(Api.as("csr", ManagedServer.ADDRESS).post(OrderClient.ORDERS, JSON, mobileOrder(INES)));
    }

    @Test
    void aFalloutIsListedAndDecidedOnce() {
        String order = orders.place(mobileOrder(INES));
        String id = ManagedServer.advance(order, "FALLOUT");

        JsonObject task = orders.awaitFallout(order);
        assertThat(task.getString("id")).isEqualTo(id);
        assertThat(task.getString("errorMessage")).contains("unableToComply");
        JsonObject whole = ops.get(FALLOUT + "/" + id).expect(200).json().asJsonObject();
        assertThat(whole).containsAllEntriesOf(task);
        assertThat(whole.getJsonArray("log")).isEmpty();
        assertThat(task.getString("team")).isEqualTo("subscriber-data");
        assertThat(Duration.between(Instant.parse(task.getString("openedAt")), Instant.parse(task.getString("dueAt"))))
                .isEqualTo(Duration.ofHours(2));
        assertThat(ops.get(FALLOUT + "?team=subscriber-data&orderId=" + order)
                        .expect(200)
                        .json()
                        .asJsonArray())
                .hasSize(1);
        refused(ops.get(FALLOUT + "?colour=red"), 400, "UNKNOWN_FILTER", "colour");
        Api admin = Api.as("admin", ManagedServer.ADDRESS);
        admin.post(FALLOUT + "/" + id + "/assignment", JSON, "").expect(200);
        refused(orders.decide(task, "resubmit"), 409, "NOT_IN_VALID_STATE", "");
        refused(ops.post(FALLOUT + "/" + id + "/assignment", JSON, ""), 409, "NOT_IN_VALID_STATE", "");
        assertThat(ops.delete(FALLOUT + "/" + id + "/assignment").expect(200).body())
                .contains("Taken off admin.");
        assertThat(orders.plan(order).toString()).contains("IN_FALLOUT");
        refused(orders.decide(task, "wait"), 400, "INVALID_DECISION", "decision");
        JsonObject decided = orders.decide(task, "resubmit").expect(200).json().asJsonObject();
        assertThat(decided.getString("resolvedBy")).isEqualTo("ops");
        assertThat(decided.getString("decision")).isEqualTo("resubmit");
        assertThat(orders.falloutTasks("open")).doesNotContain(task);
        assertThat(orders.falloutTasks("closed")).contains(decided);
        refused(orders.decide(task, "fail"), 409, "NOT_IN_VALID_STATE", "");
        refused(
                ops.post(FALLOUT + "/FAL-0/resolution", JSON, "{\"decision\": \"fail\"}"),
                404,
                "UNKNOWN_FALLOUT_TASK",
                "");
        refused(
                ops.post(
                        FALLOUT + "/" + id + "/resolution",
                        JSON,
                        "{\"decision\": \"fail\", \"note\": \"" + "x".repeat(501) + "\"}"),
                400,
                "TOO_LONG",
                "note");
    }

    /** This server works no batches, so that one stays as people leave it. */
    @Test
    void aBatchIsBegunPausedResumedAndStoppedAndWhatItHasNotDecidedIsLeftAsItWas() {
        String order = orders.place(mobileOrder(INES));
        String task = ManagedServer.advance(order, "FALLOUT");
        String filter = "\"filter\": {\"orderId\": [\"" + order + "\"]}";
        refused(
                ops.post(BATCHES, JSON, "{\"decision\": \"wait\", " + filter + "}"),
                400,
                "INVALID_DECISION",
                "decision");
        refused(ops.post(BATCHES, JSON, "{\"decision\": \"fail\"}"), 400, "MISSING", "filter");
        refused(ops.post(BATCHES, JSON, "{\"decision\": \"fail\", " + filter + "}"), 400, "REASON_REQUIRED", "reason");

        Api.Answer begun = ops.post(
                BATCHES,
                JSON,
                "{\"decision\": \"fail\", \"reason\": \"hopeless\", \"tasksPerSecond\": 1, " + filter + "}");
        JsonObject batch = begun.expect(201).json().asJsonObject();
        String address = BATCHES + "/" + batch.getString("id");
        assertThat(begun.header("Location")).endsWith(address);
        assertThat(batch.getString("filter")).isEqualTo("orderId=" + order);
        assertThat(batch.getString("state")).isEqualTo("running");
        assertThat(ops.get(address).expect(200).json()).isEqualTo(batch);
        assertThat(ops.get(BATCHES + "?limit=1").json().asJsonArray()).containsExactly(batch);
        assertThat(ops.get(address + "/tasks?state=waiting").expect(200).body()).contains(task, order);
        refused(ops.get(address + "/tasks?state=lost"), 400, "INVALID_FILTER", "state");

        refused(ops.post(address + "/resume", JSON, ""), 409, "NOT_IN_VALID_STATE", "");
        assertThat(ops.post(address + "/pause", JSON, "").expect(200).body())
                .contains("\"paused\"", "\"stateBy\":\"ops\"");
        assertThat(ops.post(address + "/resume", JSON, "").expect(200).body()).contains("\"running\"");
        JsonObject stopped =
                ops.post(address + "/stop", JSON, "").expect(200).json().asJsonObject();
        assertThat(stopped.getString("state")).isEqualTo("stopped");
        assertThat(stopped.getJsonObject("progress").getInt("left")).isEqualTo(1);
        refused(ops.post(address + "/stop", JSON, ""), 409, "NOT_IN_VALID_STATE", "");
        assertThat(ops.get(FALLOUT + "/" + task).body()).contains("\"open\"");
    }

    @Test
    void whatTheExporterTellsIsShownOnceAndCanBeToldAgain() {
        String story = """
                {"partitionId": 7, "firstPosition": 1, "lastPosition": 4, "records": [
                  {"position": 1, "timestamp": 1764000000000, "key": 71, "valueType": "PROCESS", "intent": "CREATED",
                   "bpmnProcessId": "order-fulfilment", "version": 70, "processDefinitionKey": 71, "resource": "<definitions/>"},
                  {"position": 2, "timestamp": 1764000001000, "key": 72, "valueType": "PROCESS_INSTANCE",
                   "intent": "ELEMENT_ACTIVATING", "elementType": "PROCESS", "elementId": "order-fulfilment",
                   "bpmnProcessId": "order-fulfilment", "version": 70, "processDefinitionKey": 71, "processInstanceKey": 72},
                  {"position": 3, "timestamp": 1764000002000, "key": 73, "valueType": "PROCESS_INSTANCE",
                   "intent": "ELEMENT_ACTIVATING", "elementType": "SERVICE_TASK", "elementId": "validate-order",
                   "processInstanceKey": 72},
                  {"position": 4, "timestamp": 1764000003000, "key": 74, "valueType": "INCIDENT", "intent": "CREATED",
                   "processInstanceKey": 72, "elementId": "validate-order", "jobKey": -1, "errorType": "JOB_NO_RETRIES",
                   "errorMessage": "down"}
                ]}
                """;

        for (int times = 0; times < 2; times++) {
            assertThat(exporter.post(RECORDS, JSON, story).expect(200).body()).contains("4");
        }

        JsonObject detail = ops.get(INSTANCES + "/72").expect(200).json().asJsonObject();
        assertThat(detail.getJsonObject("instance").getString("state")).isEqualTo("ACTIVE");
        assertThat(detail.getJsonArray("tokens")).hasSize(1);
        assertThat(detail.getJsonArray("incidents")).hasSize(1);
        assertThat(ops.get(INSTANCES + "?hasIncident=true").expect(200).body()).contains("\"72\"");
        assertThat(ops.get(INSTANCES + "/72/diagram").expect(200).body()).isEqualTo("<definitions/>");
        assertThat(ops.get(INCIDENTS).expect(200).body()).contains("\"74\"");
        Api.Answer away = ops.post(INCIDENTS + "/74/retry", JSON, "");
        assertThat(away.status()).as(away.body()).isEqualTo(503);
        assertThat(away.body()).contains("ENGINE_AWAY");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            records  | nothing                                                          | 400 | NO_JSON
            records  | {}                                                               | 422 | RECORD_BAD
            records  | {"partitionId": 7, "lastPosition": 9, "records": [{}]}           | 422 | RECORD_BAD
            records  | {"partitionId": "x"}                                             | 400 | NO_JSON
            rejected | {"partitionId": 7}                                               | 422 | RECORD_BAD
            """)
    void aRecordThatIsBadIsSaidToBeSoForGood(String path, String body, int status, String code) {
        Api.Answer answer = exporter.post("/exporter/v1/" + path, JSON, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
    }

    @Test
    void theExporterNeedsItsSecret() {
        assertThat(Api.as("admin", ManagedServer.ADDRESS)
                        .with("X-Dialtone-Exporter-Secret", "guessed")
                        .post(RECORDS, JSON, "{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theElementsOfTheNetworkAreShownAndLimitedAndWhoDidItIsKept() {
        assertThat(ops.get(ELEMENTS).expect(200).json().asJsonArray().getValuesAs(JsonObject.class))
                .extracting(element -> element.getString("element"))
                .containsExactly(
                        "charging",
                        "coverage",
                        "credit",
                        "device",
                        "hlr",
                        "identity",
                        "ota",
                        "policy",
                        "shipping",
                        "sim",
                        "smdp",
                        "voicemail");
        JsonObject untouched =
                ops.get(ELEMENTS + "/coverage").expect(200).json().asJsonObject();
        assertThat(untouched.getString("state")).isEqualTo("CLOSED");
        assertThat(untouched.getJsonObject("limits").keySet()).containsExactly("element");

        JsonObject set = limit("credit", """
                {"callsPerSecond": 20, "callsPerWindow": 600, "windowMinutes": 10, "concurrentCalls": 4,
                 "maintenance": {"until": "2099-01-01T00:00:00Z", "from": "2098-12-31T00:00:00Z", "reason": "new rules"}}
                """).expect(200).json().asJsonObject();
        assertThat(set.getString("setBy")).isEqualTo("ops");
        assertThat(set.getInt("version")).isEqualTo(1);
        assertThat(set.getInt("callsPerSecond")).isEqualTo(20);
        assertThat(ops.get(ELEMENTS + "/credit/limits").expect(200).json()).isEqualTo(set);
        assertThat(ops.get(ELEMENTS + "/credit")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getString("state"))
                .as("its maintenance is far ahead")
                .isEqualTo("CLOSED");

        JsonObject lifted = limit("credit", "{}").expect(200).json().asJsonObject();
        assertThat(lifted.getInt("version")).isEqualTo(2);
        assertThat(lifted).doesNotContainKeys("callsPerSecond", "maintenance");
    }

    @Test
    void anElementInMaintenanceIsShownAsSuchAndTheStatusSaysSo() {
        limit("device", "{\"maintenance\": {\"until\": \"" + tomorrow() + "\", \"reason\": \"new boards\"}}")
                .expect(200);
        JsonObject device = ops.get(ELEMENTS + "/device").expect(200).json().asJsonObject();
        assertThat(device.getString("state")).isEqualTo("MAINTENANCE");
        assertThat(device.getString("reason")).isEqualTo("new boards");
        limit("device", "{}").expect(200);
        assertThat(ops.get(ELEMENTS + "/device")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getString("state"))
                .isEqualTo("CLOSED");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"callsPerSecond": 0}                                          | OUT_OF_RANGE        | callsPerSecond
            {"callsPerSecond": 1001}                                       | OUT_OF_RANGE        | callsPerSecond
            {"callsPerSecond": "many"}                                     | WRONG_TYPE          | callsPerSecond
            {"callsPerSecond": 1.5}                                        | WRONG_TYPE          | callsPerSecond
            {"callsPerWindow": 5}                                          | MISSING             | windowMinutes
            {"windowMinutes": 5}                                           | MISSING             | callsPerWindow
            {"callsPerWindow": 5, "windowMinutes": 61}                     | OUT_OF_RANGE        | windowMinutes
            {"concurrentCalls": 33}                                        | OUT_OF_RANGE        | concurrentCalls
            {"maintenance": {"reason": "x"}}                               | MISSING             | maintenance.until
            {"maintenance": {"until": "2020-01-01T00:00:00Z", "reason": "x"}} | INVALID_PERIOD   | maintenance.until
            {"maintenance": {"until": "2099-01-01T00:00:00Z", "reason": "x"}} | TOO_LONG         | maintenance.until
            {"maintenance": {"until": "later", "reason": "x"}}             | WRONG_TYPE          | maintenance.until
            {"maintenance": true}                                          | WRONG_TYPE          | maintenance
            {"callsPerHour": 5}                                            | UNKNOWN_ATTRIBUTE   | callsPerHour
            {"setBy": "me"}                                                | READ_ONLY_ATTRIBUTE | setBy
            nothing                                                        | MALFORMED_JSON      | ``
            """)
    void limitsThatMakeNoSenseAreRefusedByTheirField(String body, String code, String field) {
        refused(limit("hlr", body), 400, code, field);
        assertThat(ops.get(ELEMENTS + "/hlr/limits").expect(200).json().asJsonObject())
                .doesNotContainKey("version");
    }

    @Test
    void limitsOfAnElementThatThereIsNotAreRefused() {
        refused(limit("moon", "{}"), 404, "NOT_FOUND", "");
    }

    private static Api.Answer limit(String element, String body) {
        return ops.put(ELEMENTS + "/" + element + "/limits", JSON, body);
    }

    private static Instant tomorrow() {
        return Clock.systemUTC().instant().plus(Duration.ofDays(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "process-instances?state=HALF, 400",
        "process-instances?offset=many, 400",
        "process-instances?offset=-1, 400",
        "process-instances?limit=0, 400",
        "process-instances?limit=99999999999, 400",
        "process-instances/0, 404",
        "process-instances/x, 404",
        "process-instances/999, 404",
        "process-instances/999/diagram, 404",
        "incidents?offset=many, 400",
        "incidents?limit=-1, 400",
        "fallout-tasks?state=half, 400",
        "fallout-tasks?limit=0, 400",
        "fallout-tasks/FAL-0, 404",
        "orders/ORD-0/plan, 404",
        "elements/moon, 404",
        "elements/moon/limits, 404",
        "nothing, 404",
    })
    void aQuestionThatMakesNoSenseIsRefused(String question, int status) {
        Api.Answer answer = ops.get("/ops/v1/" + question);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().asJsonObject().getString("code")).isNotBlank();
        tellsNothingOfTheInside(answer);
    }
}
