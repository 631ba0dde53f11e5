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
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many orders in fallout at once and one decision about them, over the real broker, server and network simulator. */
class FalloutBatchSystemIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String BATCHES = "/ops/v1/fallout-batches";
    private static final int ADA = 100001;
    private static final Map<String, Integer> ONCE = Network.onceEach();

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void twelveOrdersThatTheSimVendorRefusedAreResubmittedAsABatchAndEachIsDoneOnce() {
        List<String> placed = inFallout(12);
        JsonObject batch = begin("resubmit", placed, 2);
        String id = batch.getString("id");
        assertThat(batch.getString("createdBy")).isEqualTo("ops");
        assertThat(batch.getJsonObject("progress").getInt("tasks")).isEqualTo(12);
        JsonObject paused = verb(id, "pause");
        int waiting = paused.getJsonObject("progress").getInt("waiting");
        assertThat(paused.getString("state")).isEqualTo("paused");
        assertThat(waiting).isPositive();
        String meanwhile = orders.place(mobileOrder(ADA));
        orders.awaitState("completed", meanwhile);
        assertThat(progress(id).getInt("waiting")).as("paused is paused").isEqualTo(waiting);

        verb(id, "resume");
        await(id, progress -> progress.getInt("completed") == 12);

        assertThat(progress(id).getInt("retried")).isEqualTo(12);
        assertThat(ops.get(BATCHES + "/" + id).json().asJsonObject().getString("state"))
                .isEqualTo("done");
        assertThat(log(id)).hasSize(12).allSatisfy(line -> {
            assertThat(line.getString("state")).isEqualTo("completed");
            assertThat(line.getString("runningAgainAt")).isNotEmpty();
            assertThat(line.getString("orderId")).isIn(placed);
        });
        orders.awaitState("completed", placed.toArray(String[]::new));
        assertThat(placed)
                .allSatisfy(order -> assertThat(network.effectsOf(order)).isEqualTo(ONCE));
        assertThat(rows(FALLOUT + "?state=closed&orderId=" + String.join(",", placed)))
                .hasSize(12)
                .allSatisfy(task -> assertThat(task.getString("batchId")).isEqualTo(id));
        refused(ops.post(BATCHES, JSON, request("resubmit", placed, 2)), 400, "NOTHING_MATCHES", "filter");
        refused(ops.post(BATCHES + "/" + id + "/pause", JSON, "{}"), 409, "NOT_IN_VALID_STATE", "");
    }

    @Test
    void ordersAreCancelledAsABatchAndWhatIsRefusedAgainIsSaidToBeInFalloutAgain() {
        List<String> placed = inFallout(3);
        String unlucky = placed.getFirst();
        List<String> unwanted = placed.subList(1, 3);
        network.behave("sim", "{\"mode\": \"REFUSE\", \"operation\": \"activateSim\", \"remaining\": 1}");
        String again = begin("resubmit", List.of(unlucky), 10).getString("id");
        String ended = begin("cancel", unwanted, 10).getString("id");

        await(again, progress -> progress.getInt("inFalloutAgain") == 1);
        await(ended, progress -> progress.getInt("ended") == 2);

        assertThat(progress(again).getInt("retried")).isEqualTo(1);
        JsonObject task = orders.awaitFallout(unlucky);
        assertThat(log(again))
                .singleElement()
                .satisfies(line -> assertThat(line.getString("laterTaskId")).isEqualTo(task.getString("id")));
        assertThat(progress(ended).getInt("retried")).isZero();
        orders.awaitState("cancelled", unwanted.toArray(String[]::new));
        assertThat(unwanted)
                .allSatisfy(order -> assertThat(network.activeOf(order)).isEmpty());
        orders.decide(task, "cancel").expect(200);
        orders.awaitState("cancelled", unlucky);
    }

    /** That many orders of which the SIM vendor has refused the SIM. */
    private static List<String> inFallout(int number) {
        network.behave("sim", "{\"mode\": \"REFUSE\", \"operation\": \"activateSim\", \"remaining\": " + number + "}");
        List<String> placed = IntStream.range(0, number)
                .mapToObj(one -> orders.place(mobileOrder(ADA)))
                .toList();
        String waiting = FALLOUT + "?errorCode=ELEMENT_REFUSED&element=sim&jobType=fulfilment.activate-sim&orderId="
                + String.join(",", placed);
        Waiting.until(
                number + " to wait",
                SOON,
                () -> rows(waiting).size() == number,
                () -> rows(FALLOUT).toString());
        return placed;
    }

    private static JsonObject begin(String decision, List<String> placed, int pace) {
        return ops.post(BATCHES, JSON, request(decision, placed, pace))
                .expect(201)
                .json()
                .asJsonObject();
    }

    private static String request(String decision, List<String> placed, int pace) {
        return """
                {"decision": "DECISION", "reason": "the vendor is back", "tasksPerSecond": PACE, "filter": {"element": ["sim"], "orderId": ORDERS}}
                """.replace("DECISION", decision).replace("PACE", Integer.toString(pace)).replace(
                "ORDERS",
                placed.stream().map(order -> "\"" + order + "\"").collect(Collectors.joining(", ", "[", "]")));
    }

    private static JsonObject verb(String batch, String verb) {
        return ops.post(BATCHES + "/" + batch + "/" + verb, JSON, "{}")
                .expect(200)
                .json()
                .asJsonObject();
    }

    private static JsonObject progress(String batch) {
        return ops.get(BATCHES + "/" + batch).expect(200).json().asJsonObject().getJsonObject("progress");
    }

    private static List<JsonObject> log(String batch) {
        return rows(BATCHES + "/" + batch + "/tasks");
    }

    private static List<JsonObject> rows(String path) {
        JsonArray rows = ops.get(path).json().asJsonArray();
        return rows.getValuesAs(JsonObject.class);
    }

    private static void await(String batch, Predicate<JsonObject> condition) {
        Waiting.until(
                "batch " + batch,
                SOON,
                () -> condition.test(progress(batch)),
                () -> progress(batch) + " " + log(batch));
    }
}
