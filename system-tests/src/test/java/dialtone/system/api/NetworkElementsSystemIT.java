package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The network's bad days, over the real broker, server and network simulator: work for an element that is away or in maintenance
 * waits with the broker, costs no attempt and no person, and is done once when the element is back.
 */
class NetworkElementsSystemIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CHECKS = "fulfilment.check-dependencies";

    /** Attempts that the diagrams give a job. */
    private static final int ALL_ATTEMPTS = 6;

    private static final int ADA = 100001;
    private static final int BRUNO = 100002;
    private static final int CHIARA = 100003;

    private static final Map<String, Integer> ONCE = Network.onceEach();

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
        Stream.of("hlr", "policy").forEach(element -> limit(element, "{}"));
    }

    @Test
    void whileTheSubscriberRegisterIsDownOrdersWaitAndNoAttemptIsUsedUpAndNobodyIsAsked() {
        network.behave("hlr", "{\"mode\": \"DOWN\"}");
        List<String> placed = place(ADA, 6);
        await("hlr to be left in peace", () -> state("hlr").equals("OPEN"));
        List<String> placedLater = place(ADA, 4);
        placed.addAll(placedLater);

        // one attempt each time that it is tried again, whatever waits
        int before = network.requests("hlr");
        await("hlr to be tried in vain", () -> network.requests("hlr") >= before + 3);
        await("all to wait", () -> element("hlr").getInt("jobsWaiting") >= placed.size());
        JsonObject away = element("hlr");
        assertThat(away.getString("state")).isIn("OPEN", "HALF_OPEN");
        assertThat(away.getString("reason")).contains("503");
        assertThat(placedLater)
                .allSatisfy(order -> assertThat(attemptsLeft(order)).isEqualTo(ALL_ATTEMPTS));
        assertThat(orders.falloutTasks("open")).isEmpty();
        assertThat(status()).contains("Element hlr is out of reach since");

        network.behave("hlr", "{\"mode\": \"NORMAL\"}");
        orders.awaitState("completed", placed.toArray(String[]::new));
        assertThat(placed)
                .allSatisfy(order -> assertThat(network.effectsOf(order)).isEqualTo(ONCE));
        assertThat(orders.falloutTasks("closed"))
                .extracting(task -> task.getString("orderId"))
                .doesNotContainAnyElementsOf(placed);
        assertThat(state("hlr")).isEqualTo("CLOSED");
        assertThat(status()).doesNotContain("Element hlr");
    }

    @Test
    void aMaintenanceHoldsAnOrderAndLiftingItLetsItGo() {
        Instant end = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        limit("policy", "{\"maintenance\": {\"until\": \"" + end + "\", \"reason\": \"new boards\"}}");
        int before = network.requests("policy");
        String order = orders.place(mobileOrder(BRUNO));

        await("it to wait", () -> element("policy").getInt("jobsWaiting") > 0);
        JsonObject policy = element("policy");
        assertThat(policy.getString("state")).isEqualTo("MAINTENANCE");
        assertThat(policy.getString("reason")).isEqualTo("new boards");
        assertThat(policy.getJsonObject("limits").getString("setBy")).isEqualTo("ops");
        assertThat(attemptsLeft(order)).isEqualTo(ALL_ATTEMPTS);
        assertThat(network.requests("policy")).isEqualTo(before);
        assertThat(status()).contains("Element policy is in maintenance");

        limit("policy", "{}");
        orders.awaitState("completed", order);
        assertThat(network.effectsOf(order)).isEqualTo(ONCE);
    }

    @Test
    void anOrderIsCancelledWhileAnElementIsInMaintenanceThatHasNothingOfIt() {
        String order = waitingForPolicyInMaintenance();
        int before = network.requests("policy");

        assertThat(orders.cancel(order).getString("verdict")).contains("is being cancelled");
        orders.awaitState("cancelled", order);
        assertThat(network.activeOf(order)).isEmpty();
        assertThat(network.requests("policy")).isEqualTo(before);
        assertThat(state("policy")).isEqualTo("MAINTENANCE");
    }

    @Test
    void anOrderGetsAnotherPlanWhileTheElementOfTheFormerOneIsInMaintenance() {
        String order = waitingForPolicyInMaintenance();
        int before = network.requests("policy");

        orders.amend(order, """
                        {"productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "mobile-sim-only-l"},
                          "product": {"productCharacteristic": [{"name": "simType", "value": "esim"}]}}]}""").expect(200);
        await(
                "the former profile to be left",
                () -> orders.revisions(order).getFirst().containsKey("settledAt"));
        assertThat(network.requests("policy")).isEqualTo(before);

        limit("policy", "{}");
        orders.awaitState("completed", order);
        assertThat(network.effectsOf(order)).as("the new profile alone").containsEntry("policy", 1);
    }

    /** Its network profile was refused and is resubmitted, and has to wait. */
    private static String waitingForPolicyInMaintenance() {
        network.behave("policy", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = orders.place(mobileOrder(CHIARA));
        JsonObject task = orders.awaitFallout(order);
        Instant end = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        limit("policy", "{\"maintenance\": {\"until\": \"" + end + "\", \"reason\": \"new boards\"}}");
        orders.decide(task, "resubmit").expect(200);
        await("its job to wait", () -> element("policy").getInt("jobsWaiting") > 0);
        return order;
    }

    @Test
    void aBacklogDrainsAsFastAsTheElementMayBeAskedAndNoFaster() {
        limit("policy", "{\"callsPerSecond\": 2, \"concurrentCalls\": 1}");
        long begun = System.nanoTime();

        List<String> placed = place(CHIARA, 5);
        orders.awaitState("completed", placed.toArray(String[]::new));

        // each is checked and applied; of these calls two may begin at once
        int calls = 2 * placed.size();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(Duration.ofSeconds((calls - 2) / 2));
        assertThat(placed)
                .allSatisfy(order -> assertThat(network.effectsOf(order)).isEqualTo(ONCE));
        assertThat(orders.falloutTasks("open")).isEmpty();
    }

    private static List<String> place(int customer, int number) {
        return new ArrayList<>(IntStream.range(0, number)
                .mapToObj(one -> orders.place(mobileOrder(customer)))
                .toList());
    }

    private static JsonObject element(String element) {
        return ops.get("/ops/v1/elements/" + element).expect(200).json().asJsonObject();
    }

    private static String state(String element) {
        return element(element).getString("state");
    }

    private static void limit(String element, String limits) {
        ops.put("/ops/v1/elements/" + element + "/limits", OrderClient.JSON, limits)
                .expect(200);
    }

    private static String status() {
        return ops.get("/ops/v1/status")
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonArray("problems")
                .toString();
    }

    /** Of the job that checks what the order depends on. */
    private static int attemptsLeft(String order) {
        return instances(order).stream()
                .flatMap(instance -> ops
                        .get("/ops/v1/process-instances/" + instance.getString("key"))
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getJsonArray("tokens")
                        .getValuesAs(JsonObject.class)
                        .stream())
                .filter(token -> token.getString("jobType", "").equals(CHECKS))
                .mapToInt(token -> token.getInt("retries"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(order + " does not wait to be checked"));
    }

    private static List<JsonObject> instances(String order) {
        return ops.get("/ops/v1/process-instances?limit=100&businessKey=" + order)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class);
    }

    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, SOON, condition, () -> ops.get("/ops/v1/elements").body());
    }
}
