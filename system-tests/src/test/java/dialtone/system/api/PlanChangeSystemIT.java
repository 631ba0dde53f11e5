package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line that changes its plan, over the real broker, server and network simulator. */
class PlanChangeSystemIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ADA = 100001;
    private static final int CHIARA = 100003;
    private static final String M = "mobile-sim-only-m";
    private static final String L = "mobile-sim-only-l";

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void aLineGoesFromSToMWithoutAMomentWithoutDataAndIsChargedForEachDayByItsPlan() {
        String order = line(ADA);
        String product = orders.product(order, "1");
        BillingClient billing = new BillingClient(INSTALLATION.server());
        UsageInbox inbox = new UsageInbox(INSTALLATION.data().resolve("usage-inbox"));
        inbox.deliver("change_1.csv", UsageInbox.line(1, number(order)));
        BillingClient.adds(billing.awaitFile("change_1.csv"), Map.of("received", 1, "rated", 1));

        String change = orders.place(OrderClient.change(ADA, product, M));
        orders.awaitState("completed", change);

        assertThat(orders.items(change)).singleElement().satisfies(item -> {
            assertThat(item.getString("action")).isEqualTo("modify");
            assertThat(item.getJsonObject("product").getString("id")).isEqualTo(product);
            assertThat(item.getJsonObject("productOffering").getString("id")).isEqualTo(M);
        });
        assertThat(steps(change))
                .containsExactlyInAnyOrder("Change network profile COMPLETED", "Change charging COMPLETED");
        assertThat(orders.plan(change).getJsonArray("checks").getValuesAs(JsonObject.class))
                .extracting(check -> check.getString("check"))
                .allMatch(check -> check.startsWith("element-") || check.equals("contract-term"));
        assertThat(profiles(order, change)).containsExactly("mobile-data-m");
        assertThat(network.effectsOf(change)).isEqualTo(Map.of("charging", 1, "policy", 1));
        assertThat(network.activeOf(order)).as("untouched").containsExactly("hlr", "ota", "sim", "smdp", "voicemail");
        assertThat(network.effectsOf(order))
                .isEqualTo(
                        Map.of("coverage", 1, "identity", 1, "hlr", 1, "ota", 1, "sim", 1, "smdp", 2, "voicemail", 1));
        refused(
                orders.tryToPlace(OrderClient.change(ADA, product, M)),
                400,
                "NOTHING_CHANGES",
                "productOrderItem[0].productOffering.id");
        Waiting.until(
                "the mail",
                SOON,
                () -> !network.mails("ada.lindqvist@example.org", change).isEmpty(),
                () -> "it did not come");
        assertThat(network.mails("ada.lindqvist@example.org", change))
                .singleElement()
                .asString()
                .contains("Mobile S is now Mobile M");

        inbox.deliver("change_2.csv", UsageInbox.line(2, number(order)));
        BillingClient.adds(billing.awaitFile("change_2.csv"), Map.of("received", 1, "rated", 1));
        JsonObject preview = billing.preview(ADA);
        assertThat(preview.getBoolean("reconciles")).isTrue();
        assertThat(preview.getJsonArray("lines").getValuesAs(JsonObject.class))
                .filteredOn(line -> Stream.of(order, change)
                        .anyMatch(ours -> line.getString("subject").startsWith(ours + "/")))
                .extracting(line -> line.getString("subject") + " " + line.getString("kind"))
                .containsExactlyInAnyOrder(
                        order + "/1 one-off", order + "/1 recurring", order + "/1 credit", change + "/1 recurring");
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
        theLineEnds(product, order, change);
    }

    /** As what it has become. */
    private static void theLineEnds(String product, String order, String change) {
        String end = orders.place(OrderClient.end(ADA, product));
        orders.awaitState("completed", end);
        assertThat(network.activeOf(order)).isEmpty();
        assertThat(network.activeOf(change)).isEmpty();
        assertThat(new BillingClient(INSTALLATION.server()).preview(ADA).getBoolean("reconciles"))
                .isTrue();
    }

    @Test
    void aChangeThatIsCancelledOrGivenUpLeavesTheLineAsItWasAndCostsNothing() {
        String order = line(CHIARA);
        String product = orders.product(order, "1");
        BillingClient billing = new BillingClient(INSTALLATION.server());
        JsonObject before = billing.statement(CHIARA);

        network.behave("policy", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String cancelled = orders.place(OrderClient.change(CHIARA, product, L));
        JsonObject task = orders.awaitFallout(cancelled);
        refused(
                orders.tryToPlace(OrderClient.change(CHIARA, product, M)),
                400,
                "PRODUCT_IN_ANOTHER_ORDER",
                "productOrderItem[0].product.id");
        orders.decide(task, "cancel").expect(200);
        orders.awaitState("cancelled", cancelled);
        unchanged(order, cancelled);

        network.behave("policy", "{\"mode\": \"LATE\", \"delayMillis\": 3000, \"remaining\": 1}");
        String late = orders.place(OrderClient.change(CHIARA, product, L));
        Waiting.until(
                "the element to have it",
                SOON,
                () -> steps(late).contains("Change network profile AWAITING_OUTCOME"),
                () -> steps(late).toString());
        assertThat(profiles(order)).as("in force until then").containsExactly("mobile-data-s");
        orders.cancel(late);
        orders.awaitState("cancelled", late);
        assertThat(steps(late)).contains("Restore network profile COMPLETED");
        assertThat(profiles(order, late)).containsExactly("mobile-data-s");

        network.behave("policy", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String failed = orders.place(OrderClient.change(CHIARA, product, L));
        orders.decide(orders.awaitFallout(failed), "fail").expect(200);
        orders.awaitState("failed", failed);
        assertThat(profiles(order, late, failed)).containsExactly("mobile-data-s");

        assertThat(billing.statement(CHIARA)).isEqualTo(before);
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
    }

    private static void unchanged(String order, String change) {
        assertThat(network.activeOf(order)).contains("hlr", "policy", "sim");
        assertThat(network.activeOf(change)).doesNotContain("policy");
        assertThat(profiles(order)).containsExactly("mobile-data-s");
    }

    private static String line(int customer) {
        String order = orders.place(mobileOrder(customer).replace(M, "mobile-sim-only-s"));
        orders.awaitState("completed", order);
        return order;
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }

    /** That the policy element has in force for these orders. */
    private static List<String> profiles(String... of) {
        List<String> named = List.of(of);
        return network.entities().stream()
                .filter(entity ->
                        entity.element().equals("policy") && entity.active() && named.contains(entity.order()))
                .map(entity -> entity.document().getString("profile"))
                .sorted()
                .toList();
    }

    private static String number(String order) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr"))
                .map(entity -> entity.document().getString("msisdn"))
                .findFirst()
                .orElseThrow();
    }
}
