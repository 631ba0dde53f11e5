package dialtone.system.api;

import static dialtone.system.api.OrderClient.FALLOUT;
import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import dialtone.system.ProcessVersions;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders in the middle of their plans that go on on another version of their process, over the real broker, server and network simulator. */
class ProcessMoveSystemIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MOVES = "/ops/v1/process-moves";
    private static final String PROCESS = ProcessVersions.PROCESS;
    private static final int ADA = 100001;

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());
    private static final ProcessVersions versions = new ProcessVersions(INSTALLATION);

    @AfterEach
    void allIsAsItWas() throws Exception {
        network.behaveWell();
        versions.theHouses();
    }

    @Test
    void whatIsRefusedAndWhatIsAwaitedGoesOnOnTheNewVersionAndEachThingIsDoneOnce() throws Exception {
        int former = versions.newest();
        network.behave("sim", "{\"mode\": \"REFUSE\", \"operation\": \"activateSim\", \"remaining\": 2}");
        String refused = orders.place(mobileOrder(ADA));
        JsonObject task = orders.awaitFallout(refused);
        String taken = orders.place(mobileOrder(ADA));
        JsonObject inHands = orders.awaitFallout(taken);
        network.behave("policy", "{\"mode\": \"LATE\", \"delayMillis\": 12000, \"remaining\": 1}");
        String awaited = orders.place(mobileOrder(ADA));
        Waiting.until(
                "the element to have it",
                SOON,
                () -> plan(awaited).contains("\"state\":\"AWAITING_OUTCOME\""),
                () -> plan(awaited));
        ops.post(FALLOUT + "/" + inHands.getString("id") + "/assignment", JSON, "{}")
                .expect(200);

        int next = versions.another();
        assertThat(next).isEqualTo(former + 1);
        JsonObject dryRun =
                ask("{\"processId\": \"" + PROCESS + "\", \"version\": " + former + ", \"dryRun\": true}", 200);
        assertThat(dryRun.getInt("movable")).isGreaterThanOrEqualTo(2);
        assertThat(dryRun.getJsonArray("notMovable").getValuesAs(JsonObject.class))
                .filteredOn(kept -> kept.getString("code").equals("TASK_TAKEN"))
                .singleElement()
                .satisfies(kept ->
                        assertThat(kept.getJsonArray("examples").toString()).contains(taken));

        for (String order : List.of(awaited, refused)) {
            JsonObject line = moved(order, "moved");
            assertThat(line.getInt("fromVersion")).isEqualTo(former);
            assertThat(line.getInt("toVersion")).isEqualTo(next);
        }
        assertThat(moved(taken, "notMoved").getString("reason"))
                .isEqualTo("ops works on fallout task " + inHands.getString("id") + ".");
        orders.awaitState("completed", refused, awaited);

        for (String order : List.of(refused, awaited)) {
            assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
            assertThat(charges(order)).containsExactly("one-off", "recurring");
            assertThat(instances(order)).containsExactly("v" + next + " COMPLETED", "v" + former + " TERMINATED");
        }
        assertThat(ops.get(FALLOUT + "/" + task.getString("id"))
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getString("decision"))
                .isEqualTo("resubmit");
        refused(
                ops.post(MOVES, JSON, "{\"orderId\": \"ORD-1\", \"reason\": \"why\"}"),
                404,
                "UNKNOWN_ORDER",
                "orderId");
        orders.decide(inHands, "resubmit").expect(200);
        orders.awaitState("completed", taken);
        assertThat(instances(taken)).as("ends as it began").containsExactly("v" + former + " COMPLETED");
    }

    /** The line of a move of this order alone. */
    private static JsonObject moved(String order, String state) {
        String id = ask("{\"orderId\": \"" + order + "\", \"reason\": \"a better version\"}", 201)
                .getString("id");
        String lines = MOVES + "/" + id + "/orders";
        Waiting.until(
                "order " + order + " is " + state,
                SOON,
                () -> ops.get(lines + "?state=" + state).json().asJsonArray().size() == 1,
                () -> ops.get(lines).body());
        return ops.get(lines).json().asJsonArray().getJsonObject(0);
    }

    private static JsonObject ask(String body, int status) {
        return ops.post(MOVES, JSON, body).expect(status).json().asJsonObject();
    }

    private static String plan(String order) {
        return orders.plan(order).toString();
    }

    private static List<String> charges(String order) {
        return new BillingClient(INSTALLATION.server())
                .preview(ADA).getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                        .filter(line -> line.getString("subject").startsWith(order + "/"))
                        .map(line -> line.getString("kind"))
                        .sorted()
                        .toList();
    }

    /** Those that conducted the order, the latest first, once the engine's records say that they have ended. */
    private static List<String> instances(String order) {
        Waiting.until(
                "the instances of " + order + " to end",
                SOON,
                () -> conducting(order).stream().noneMatch(instance -> instance.endsWith("ACTIVE")),
                () -> conducting(order).toString());
        return conducting(order);
    }

    private static List<String> conducting(String order) {
        return ops
                .get("/ops/v1/process-instances?limit=100&businessKey=" + order)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(instance -> instance.getString("processId").equals(PROCESS))
                .map(instance -> "v" + instance.getInt("version") + " " + instance.getString("state"))
                .toList();
    }
}
