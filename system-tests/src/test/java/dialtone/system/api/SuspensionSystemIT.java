package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines that are suspended and come back, over the real broker, server and network simulator. */
class SuspensionSystemIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ELIF = 100005;
    private static final int FEMI = 100006;
    private static final String STATUS = "productOrderItem[0].product.status";

    private static final Installation INSTALLATION = Installation.shared();
    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());
    private static final BillingClient billing = new BillingClient(INSTALLATION.server());
    private static final UsageInbox inbox = new UsageInbox(INSTALLATION.data().resolve("usage-inbox"));

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void aLostLineIsBarredOnceAndUsedByNobodyUntilItIsBack() {
        String order = line(ELIF);
        String product = orders.product(order, "1");
        String number = subscriber(order).document().getString("msisdn");

        String lost = orders.place(suspend(ELIF, product, "lost-or-stolen", ""));
        orders.awaitState("completed", lost);

        assertThat(orders.items(lost)).singleElement().satisfies(item -> {
            assertThat(item.getString("action")).isEqualTo("modify");
            assertThat(item.getJsonObject("product").getString("status")).isEqualTo("suspended");
            assertThat(item.getJsonObject("product").toString()).contains("lost-or-stolen");
        });
        assertThat(steps(lost)).containsExactly("Bar subscriber COMPLETED");
        assertThat(barring(order)).contains("\"ALL\"", "lost-or-stolen");
        assertThat(subscriber(order).effects()).as("made, and barred once").isEqualTo(2);

        inbox.deliver("suspended_1.csv", UsageInbox.line(1, number));
        BillingClient.adds(billing.awaitFile("suspended_1.csv"), Map.of("received", 1, "suspended", 1));
        refused(orders.tryToPlace(suspend(ELIF, product, "voluntary", "")), 400, "ALREADY_SUSPENDED", STATUS);
        refused(
                orders.tryToPlace(OrderClient.change(ELIF, product, "mobile-sim-only-l")),
                400,
                "LINE_SUSPENDED",
                "productOrderItem[0].product.id");
        told("elif.aydin@example.org", lost, "Mobile M is suspended: lost or stolen");

        String back = orders.place(resume(ELIF, product));
        orders.awaitState("completed", back);
        assertThat(steps(back)).containsExactly("Unbar subscriber COMPLETED");
        assertThat(barring(order)).doesNotContain("ALL").contains(back);
        assertThat(subscriber(order).effects()).isEqualTo(3);
        told("elif.aydin@example.org", back, "Mobile M can be used again");
        inbox.deliver("suspended_2.csv", UsageInbox.line(2, number));
        BillingClient.adds(billing.awaitFile("suspended_2.csv"), Map.of("received", 1, "rated", 1));
        assertThat(lines(ELIF, lost, back)).as("the fee went on").isEmpty();
        assertThat(billing.preview(ELIF).getBoolean("reconciles")).isTrue();
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
    }

    @Test
    void whoDoesWithoutTheLineForAWhilePaysTheFeeAndWhoHasNotPaidIsBroughtBackByBilling() {
        String order = line(FEMI);
        String product = orders.product(order, "1");
        String away = orders.place(suspend(FEMI, product, "voluntary", "outgoing"));
        orders.awaitState("completed", away);
        assertThat(barring(order)).contains("OUTGOING");
        assertThat(lines(FEMI, order, away))
                .containsExactlyInAnyOrder(
                        order + "/1 one-off", order + "/1 recurring", order + "/1 credit", away + "/1 recurring");
        String back = orders.place(resume(FEMI, product));
        orders.awaitState("completed", back);
        assertThat(lines(FEMI, away, back))
                .containsExactlyInAnyOrder(away + "/1 recurring", away + "/1 credit", back + "/1 recurring");

        Api collections = Api.as("billing", INSTALLATION.server());
        refused(
                collections.post(OrderClient.ORDERS, OrderClient.JSON, mobileOrder(FEMI)),
                403,
                "NOT_TAKEN_FROM_BILLING",
                "Billing");
        refused(
                orders.tryToPlace(suspend(FEMI, product, "non-payment", "")),
                400,
                "REASON_NOT_GRANTED",
                "productOrderItem[0].product.productCharacteristic[suspensionReason]");
        String unpaid = OrderClient.id(
                collections.post(OrderClient.ORDERS, OrderClient.JSON, suspend(FEMI, product, "non-payment", "")));
        orders.awaitState("completed", unpaid);
        refused(orders.tryToPlace(resume(FEMI, product)), 400, "REASON_NOT_GRANTED", STATUS);
        String paid = OrderClient.id(collections.post(OrderClient.ORDERS, OrderClient.JSON, resume(FEMI, product)));
        orders.awaitState("completed", paid);

        lineStaysInUse(order, product);
        assertThat(billing.preview(FEMI).getBoolean("reconciles")).isTrue();
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
    }

    /** A suspension that the register refuses and that is cancelled then. */
    private static void lineStaysInUse(String order, String product) {
        JsonObject before = billing.statement(FEMI);
        int effects = subscriber(order).effects();
        network.behave("hlr", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String refused = orders.place(suspend(FEMI, product, "voluntary", ""));
        JsonObject task = orders.awaitFallout(refused);
        refused(
                orders.tryToPlace(suspend(FEMI, product, "lost-or-stolen", "")),
                400,
                "PRODUCT_IN_ANOTHER_ORDER",
                "productOrderItem[0].product.id");
        orders.decide(task, "cancel").expect(200);
        orders.awaitState("cancelled", refused);
        assertThat(barring(order)).doesNotContain("ALL", "OUTGOING");
        assertThat(subscriber(order).effects()).isEqualTo(effects);
        assertThat(billing.statement(FEMI)).isEqualTo(before);
        refused(orders.tryToPlace(resume(FEMI, product)), 400, "NOT_SUSPENDED", STATUS);
    }

    private static String suspend(int customer, String product, String reason, String barring) {
        String from = barring.isEmpty() ? "" : ", {\"name\": \"barring\", \"value\": \"" + barring + "\"}";
        return item(
                customer,
                "{ \"id\": \"" + product + "\", \"status\": \"suspended\", \"productCharacteristic\": ["
                        + "{\"name\": \"suspensionReason\", \"value\": \"" + reason + "\"}" + from + "] }");
    }

    private static String resume(int customer, String product) {
        return item(customer, "{ \"id\": \"" + product + "\", \"status\": \"active\" }");
    }

    private static String item(int customer, String product) {
        return mobileOrder(customer).replaceFirst("(?s)\"productOrderItem\".*", """
                "productOrderItem": [ { "id": "1", "action": "modify", "product": PRODUCT } ] }
                """.replace("PRODUCT", product));
    }

    private static String line(int customer) {
        String order = orders.place(mobileOrder(customer));
        orders.awaitState("completed", order);
        return order;
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }

    /** Of the order that has brought the line. */
    private static Network.Entity subscriber(String order) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr"))
                .findFirst()
                .orElseThrow();
    }

    private static String barring(String order) {
        return subscriber(order).document().get("barring").toString();
    }

    private static List<String> lines(int customer, String... of) {
        List<String> named = List.of(of);
        return billing.preview(customer).getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(line -> named.contains(line.getString("subject").replaceFirst("/.*", "")))
                .map(line -> line.getString("subject") + " " + line.getString("kind"))
                .toList();
    }

    private static void told(String address, String order, String words) {
        Waiting.until(
                "the mail",
                SOON,
                () -> network.mails(address, order).stream().anyMatch(mail -> mail.contains(words)),
                () -> network.mails(address, order).toString());
    }
}
