package dialtone.system.api;

import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import dialtone.system.Network.Entity;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders that are amended under way, over the real broker, server and network simulator. */
class AmendmentSystemIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ELIF = 100005;
    private static final int FEMI = 100006;
    /** Nothing is ever charged to him. */
    private static final int DMITRI = 100004;

    private static final int GRETA = 100007;

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
        limit("{}");
    }

    @Test
    void aPhysicalSimBecomesAnEsimWhileTheProfileIsInFalloutAndEachIsActiveOnce() {
        network.behave("policy", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = orders.place(OrderClient.orderWithHandset(ELIF).replace("esim", "physical"));
        orders.awaitFallout(order);
        String number = number(order);

        JsonObject dryRun = orders.amendment(order, patch(ESIM, HANDSET));
        assertThat(dryRun.getBoolean("possible")).isTrue();
        assertThat(names(dryRun, "undo")).contains("Activate SIM", "Apply network profile");
        assertThat(names(dryRun, "add"))
                .containsExactlyInAnyOrder(
                        "Activate SIM",
                        "Apply network profile",
                        "Provision charging",
                        "Update SIM files",
                        "Create mailbox",
                        "Order eSIM profile",
                        "Activate device",
                        "Ship device",
                        "Read elements back");
        JsonObject amended = orders.amend(order, patch(ESIM, HANDSET), "amend-" + order)
                .expect(200)
                .json()
                .asJsonObject();
        assertThat(amended.getString("state")).isEqualTo("inProgress");
        orders.amend(order, patch(ESIM, HANDSET), "amend-" + order).expect(200);
        assertThat(orders.revisions(order)).hasSize(1);
        orders.awaitState("completed", order);

        List<Entity> sims = network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("sim"))
                .toList();
        assertThat(sims)
                .extracting(sim -> sim.document().getString("simType") + " " + sim.active() + " " + sim.effects())
                .containsExactlyInAnyOrder("PHYSICAL false 2", "ESIM true 1");
        assertThat(network.activeOf(order))
                .containsAll(Network.LINE)
                .contains("device")
                .hasSize(Network.LINE.size() + 1);
        assertThat(number(order)).isEqualTo(number);
        assertThat(network.numbers()).doesNotHaveDuplicates();
        assertThat(orders.falloutTasks("open"))
                .extracting(task -> task.getString("orderId"))
                .doesNotContain(order);
        assertThat(orders.revisions(order))
                .singleElement()
                .satisfies(revision -> assertThat(revision).containsKey("settledAt"));
        assertThat(subjects(ELIF, order)).containsExactlyInAnyOrder("1 one-off", "1 recurring", "2 one-off");
    }

    @Test
    void anOrderIsAmendedWhileItsChecksWaitForAnElementInMaintenance() {
        limit("{\"maintenance\": {\"until\": \"" + Clock.systemUTC().instant().plus(Duration.ofHours(1))
                + "\", \"reason\": \"new boards\"}}");
        String order = orders.place(OrderClient.mobileOrder(GRETA).replace("esim", "physical"));
        Waiting.until(
                "its checks wait",
                SOON,
                () -> orders.plan(order).getJsonArray("steps").size() > 0,
                () -> orders.plan(order).toString());

        orders.amend(order, patch(ESIM)).expect(200);
        assertThat(orders.state(order)).isEqualTo("acknowledged");
        limit("{}");
        orders.awaitState("completed", order);

        assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
        assertThat(orders.revisions(order)).hasSize(1);
        assertThat(subjects(GRETA, order)).containsExactlyInAnyOrder("1 one-off", "1 recurring");
    }

    private static void limit(String limits) {
        Api.as("ops", INSTALLATION.server())
                .put("/ops/v1/elements/hlr/limits", OrderClient.JSON, limits)
                .expect(200);
    }

    @Test
    void aHandsetIsDroppedAndAnAddOnAddedBeforeTheOrderIsActivated() {
        network.behave("device", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = orders.place(OrderClient.orderWithHandset(FEMI));
        orders.awaitFallout(order);

        refused(orders.amend(order, patch(ESIM, PEBBLE)), 400, "DEVICE_INCOMPATIBLE", "productOrderItem");
        orders.amend(order, patch(ESIM, BOOST)).expect(200);
        orders.awaitState("completed", order);

        assertThat(orders.items(order))
                .extracting(item -> item.getString("id") + " " + item.getString("state"))
                .containsExactly("1 completed", "3 completed");
        assertThat(network.activeOf(order)).containsExactlyElementsOf(Network.LINE);
        Map<String, Integer> lineWithBoost = Network.onceEach();
        lineWithBoost.putAll(Map.of("policy", 2, "charging", 2));
        assertThat(network.effectsOf(order)).isEqualTo(lineWithBoost);
        assertThat(subjects(FEMI, order)).containsExactlyInAnyOrder("1 one-off", "1 recurring", "3 recurring");
        refused(orders.amend(order, patch(ESIM)), 409, "NOT_IN_VALID_STATE", "");
    }

    @Test
    void anOrderThatIsAmendedAndThenCancelledLeavesNothingAndCostsNothing() {
        network.behave("policy", "{\"mode\": \"SLOW\", \"delayMillis\": 3000, \"remaining\": 4}");
        String order = orders.place(OrderClient.mobileOrder(DMITRI).replace("esim", "physical"));
        Waiting.until(
                "the SIM is active",
                SOON,
                () -> network.activeOf(order).contains("sim"),
                () -> orders.plan(order).toString());
        orders.amend(order, patch(ESIM)).expect(200);
        refused(orders.amend(order, patch(PHYSICAL)), 409, "AMENDMENT_SETTLING", "");
        assertThat(orders.cancel(order).getString("verdict")).contains("is being cancelled");
        orders.awaitState("cancelled", order);

        assertThat(network.activeOf(order)).isEmpty();
        assertThat(new BillingClient(INSTALLATION.server()).statement(DMITRI).getInt("total"))
                .isZero();
    }

    @Test
    void anEsimThatWaitsForRoomAtTheSmdpBecomesACardAtOnceAndTheProfileIsNeverOrdered() {
        network.behave("smdp", "{\"mode\": \"REFUSE\", \"code\": \"SGP.22 8.2.5/3.7\"}");
        String order = orders.place(OrderClient.mobileOrder(GRETA));
        Waiting.until(
                "the profile of " + order + " to be held for a quarter of an hour",
                SOON,
                () -> orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                        .anyMatch(step -> step.containsKey("heldUntil")),
                () -> orders.plan(order).toString());
        assertThat(names(orders.amendment(order, patch(PHYSICAL)), "add")).contains("Ship SIM");
        orders.amend(order, patch(PHYSICAL)).expect(200);
        orders.awaitState("completed", order);
        assertThat(network.activeOf(order)).contains("sim", "voicemail").doesNotContain("smdp");
        assertThat(network.effectsOf(order)).as("the card is sent, once").containsEntry("shipping", 1);
        assertThat(orders.falloutTasks("open"))
                .extracting(task -> task.getString("orderId"))
                .doesNotContain(order);
        assertThat(network.numbers()).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeTakenBackStaysAndTheReasonIsSaid() {
        network.behave("device", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order =
                orders.place(OrderClient.orderWithHandset(FEMI).replaceFirst("\\s*]\\s*}\\s*$", ", " + LASTING + "]}"));
        orders.awaitFallout(order);

        JsonObject dryRun = orders.amendment(order, patch(ESIM, HANDSET));
        assertThat(dryRun.getBoolean("possible")).isFalse();
        assertThat(dryRun.getJsonArray("objection").toString()).contains("PAST_POINT_OF_NO_RETURN");
        refused(orders.amend(order, patch(ESIM, HANDSET)), 409, "PAST_POINT_OF_NO_RETURN", "productOrderItem");
        refused(orders.amend(order, patch(PHYSICAL, LASTING)), 409, "PAST_POINT_OF_NO_RETURN", "productOrderItem");
        assertThat(orders.revisions(order)).isEmpty();
        assertThat(network.activeOf(order)).contains("hlr", "sim").doesNotContain("device");

        orders.amend(order, patch(ESIM, LASTING)).expect(200);
        orders.awaitState("completed", order);
        assertThat(subjects(FEMI, order)).containsExactlyInAnyOrder("1 one-off", "1 recurring", "5 recurring");
    }

    private static final String ESIM = line("esim");
    private static final String PHYSICAL = line("physical");
    private static final String HANDSET = """
            {"id": "2", "action": "add", "productOffering": {"id": "handset-fairline-5"},
             "product": {"productCharacteristic": [{"name": "deviceColour", "value": "sage"}]}}""";
    private static final String PEBBLE = """
            {"id": "4", "action": "add", "productOffering": {"id": "handset-pebble-2"}}""";
    private static final String LASTING = """
            {"id": "5", "action": "add", "productOffering": {"id": "mobile-lasting"}}""";
    private static final String BOOST = """
            {"id": "3", "action": "add", "productOffering": {"id": "mobile-data-boost"}}""";

    private static String line(String simType) {
        return """
                {"id": "1", "action": "add", "productOffering": {"id": "mobile-sim-only-m"},
                 "product": {"productCharacteristic": [{"name": "simType", "value": "%s"}]}}""".replace("%s", simType);
    }

    private static String patch(String... items) {
        return "{\"productOrderItem\": [" + String.join(", ", items) + "]}";
    }

    private static String number(String order) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr") && entity.active())
                .map(entity -> entity.document().getString("msisdn"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonObject dryRun, String what) {
        return dryRun.getJsonArray(what).getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name"))
                .toList();
    }

    /** What is charged for the order: item and kind. */
    private static List<String> subjects(int customer, String order) {
        JsonObject preview = new BillingClient(INSTALLATION.server()).preview(customer);
        assertThat(preview.getBoolean("reconciles")).isTrue();
        return preview.getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(line -> line.getString("subject").startsWith(order + "/"))
                .map(line -> line.getString("subject").substring(order.length() + 1) + " " + line.getString("kind"))
                .toList();
    }
}
