package dialtone.system.api;

import static dialtone.system.api.OrderClient.FALLOUT;
import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.OrderClient.orderWithHandset;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that two persons skip or count as done by hand, over the real broker, server and network simulator. */
class SecondPersonSystemIT {

    private static final int ADA = 100001;
    private static final String REFUSE_DEVICES = "{\"mode\": \"REFUSE\", \"remaining\": 2}";
    private static final String SKIP = "{\"decision\": \"skip\", \"reason\": \"the line works without it\"}";

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());
    private static final Api admin = Api.as("admin", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void aStepThatTwoPersonsSkipIsLeftOutAndItsLineEndsLaterWithoutIt() {
        network.behave("device", REFUSE_DEVICES);
        String order = orders.place(orderWithHandset(ADA));
        String first = orders.awaitFallout(order).getString("id");
        String lapsing = ask(first, SKIP);
        refused(ops.post(FALLOUT + "/" + first + "/requests", JSON, SKIP), 409, "NOT_IN_VALID_STATE", "");
        orders.decide(orders.awaitFallout(order), "resubmit").expect(200);
        refused(approve(admin, first, lapsing), 409, "NOT_IN_VALID_STATE", "");
        assertThat(log(first)).contains("The request of ops to skip it has lapsed: decided otherwise.");

        String task = awaitFallout(order, first).getString("id");
        String request = ask(task, SKIP);
        refused(approve(ops, task, request), 403, "SECOND_PERSON_REQUIRED", "");
        JsonObject decided = approve(admin, task, request).expect(200).json().asJsonObject();
        assertThat(decided.getString("decision")).isEqualTo("skip");
        assertThat(decided.getString("askedBy")).isEqualTo("ops");
        assertThat(decided.getString("resolvedBy")).isEqualTo("admin");
        orders.awaitState("completed", order);
        assertThat(states(order)).contains("SKIPPED");
        assertThat(network.activeOf(order)).containsExactlyElementsOf(Network.LINE);

        String end = orders.place(OrderClient.end(ADA, orders.product(order, "1")));
        orders.awaitState("completed", end);
        assertThat(network.activeOf(order)).isEmpty();
    }

    @Test
    void aStepThatWasDoneByHandBringsItsFactsAndIsTakenBackWithTheLine() {
        network.behave("smdp", "{\"mode\": \"REFUSE\", \"operation\": \"downloadOrder\", \"remaining\": 1}");
        String order = orders.place(mobileOrder(ADA));
        String task = orders.awaitFallout(order).getString("id");
        String code = orderOnTheElement(order);
        refused(
                ops.post(FALLOUT + "/" + task + "/requests", JSON, byHand("no code")),
                400,
                "INVALID_FACT",
                "facts.activationCode");
        refused(ops.post(FALLOUT + "/" + task + "/requests", JSON, SKIP), 400, "NOT_SKIPPABLE", "decision");
        approve(admin, task, ask(task, byHand(code))).expect(200);

        orders.awaitState("completed", order);
        assertThat(orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class))
                .filteredOn(step -> step.getString("jobType").equals("fulfilment.order-profile"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.getBoolean("byHand")).isTrue();
                    assertThat(step.getJsonObject("facts"))
                            .as("a plan tells nobody the code")
                            .isEmpty();
                });
        assertThat(admin.get("/ops/v1/orders/" + order + "/activation-codes")
                        .expect(200)
                        .json()
                        .asJsonArray()
                        .getJsonObject(0)
                        .getString("activationCode"))
                .isEqualTo(code);
        assertThat(network.activeOf(order)).containsExactlyElementsOf(Network.LINE);

        String end = orders.place(OrderClient.end(ADA, orders.product(order, "1")));
        orders.awaitState("completed", end);
        assertThat(network.activeOf(order)).isEmpty();
    }

    @Test
    void aBatchThatSkipsBeginsWhenASecondPersonApprovesIt() {
        network.behave("device", REFUSE_DEVICES);
        List<String> placed = List.of(orders.place(orderWithHandset(ADA)), orders.place(orderWithHandset(ADA)));
        placed.forEach(orders::awaitFallout);
        String batch = ops.post("/ops/v1/fallout-batches", JSON, """
                        {"decision": "skip", "reason": "device management is moved", "filter": {"orderId": ["A", "B"]}}
                        """.replace("\"A\"", "\"" + placed.getFirst() + "\"")
                        .replace("\"B\"", "\"" + placed.getLast() + "\""))
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");
        refused(
                ops.post("/ops/v1/fallout-batches/" + batch + "/approval", JSON, "{}"),
                403,
                "SECOND_PERSON_REQUIRED",
                "");
        assertThat(admin.post("/ops/v1/fallout-batches/" + batch + "/approval", JSON, "{}")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getString("approvedBy"))
                .isEqualTo("admin");
        orders.awaitState("completed", placed.toArray(String[]::new));
        assertThat(placed).allSatisfy(order -> assertThat(states(order)).contains("SKIPPED"));
    }

    /** @return id of the request */
    private static String ask(String task, String body) {
        return ops.post(FALLOUT + "/" + task + "/requests", JSON, body)
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonObject("request")
                .getString("id");
    }

    private static Api.Answer approve(Api by, String task, String request) {
        return by.post(FALLOUT + "/" + task + "/requests/" + request + "/approval", JSON, "{}");
    }

    private static String byHand(String code) {
        return """
                {"decision": "completeByHand", "reason": "activated on the vendor's console", "facts": [{"name": "activationCode", "value": "CODE"}]}
                """.replace("CODE", code);
    }

    /** As a person would, on the vendor's own console. @return the activation code */
    private static String orderOnTheElement(String order) {
        String iccid = network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr"))
                .map(entity -> entity.document().getString("iccid"))
                .findFirst()
                .orElseThrow();
        String matchingId = "BY-HAND-" + order;
        es2plus(order, "downloadOrder", "\"iccid\": \"" + iccid + "\"");
        JsonObject confirmed = es2plus(
                order,
                "confirmOrder",
                "\"iccid\": \"" + iccid + "\", \"matchingId\": \"" + matchingId + "\", \"releaseFlag\": true");
        return "LPA:1$" + confirmed.getString("smdpAddress") + "$" + matchingId;
    }

    private static JsonObject es2plus(String order, String function, String content) {
        return Api.anonymous(INSTALLATION.simulator())
                .post("/gsma/rsp2/es2plus/" + function, JSON, """
                        {"header": {"functionRequesterIdentifier": "1.3.6.1.4.1.1", "functionCallIdentifier": "ID"}, CONTENT}
                        """.replace("ID\"", order + ":console:" + function + "\"")
                        .replace("CONTENT", content))
                .expect(200)
                .json()
                .asJsonObject();
    }

    /** The task that is opened after that one. */
    private static JsonObject awaitFallout(String order, String before) {
        JsonObject task = orders.awaitFallout(order);
        assertThat(task.getString("id")).isNotEqualTo(before);
        return task;
    }

    private static List<String> states(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("state"))
                .toList();
    }

    private static List<String> log(String task) {
        return ops
                .get(FALLOUT + "/" + task)
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonArray("log")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(line -> line.getString("what"))
                .toList();
    }
}
