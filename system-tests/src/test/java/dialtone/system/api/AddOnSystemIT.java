package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Add-ons that come to a line and leave it again, over the real broker, server and network simulator. */
class AddOnSystemIT {

    private static final int ADA = 100001;
    private static final int CHIARA = 100003;
    private static final int DMITRI = 100004;
    private static final String BOOST = "mobile-data-boost";
    private static final String PACK = "mobile-call-pack";
    private static final long GIGABYTE = 1_000_000_000;

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    private final BillingClient billing = new BillingClient(INSTALLATION.server());
    private final UsageInbox inbox = new UsageInbox(INSTALLATION.data().resolve("usage-inbox"));

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void twoAddOnsComeToALineAreRatedFromThenOnAndLeaveIt() {
        String order = line(ADA);
        String line = orders.product(order, "1");
        String number = number(order);
        use("add_on_1.csv", 1, number, 4);
        assertThat(dataCharged(number)).as("3 GB are included").containsExactly("15.00");

        String on = orders.place(OrderClient.add(ADA, line, List.of(BOOST, PACK)));
        orders.awaitState("completed", on);
        relyOn(line, on);
        assertThat(steps(on))
                .containsExactlyInAnyOrder(
                        "Apply data boost COMPLETED",
                        "Provision charging of data boost COMPLETED",
                        "Provision charging of call pack COMPLETED");
        assertThat(profiles(order, on)).containsExactly("data-boost", "mobile-data-s");
        assertThat(charging(order, on)).containsExactly("call-pack", "data-boost", "mobile-s");
        refused(
                orders.tryToPlace(OrderClient.add(ADA, line, List.of(BOOST))),
                400,
                "TOO_MANY_ON_LINE",
                "productOrderItem[0].productOffering.id");
        use("add_on_2.csv", 2, number, 5);
        assertThat(dataCharged(number)).as("5 of 20 GB").containsExactlyInAnyOrder("15.00", "0.00");
        assertThat(included(number))
                .containsExactlyInAnyOrder(
                        "3 GB 3000000000", "20 GB 5000000000", "100 minutes 0", "200 minutes 0", "50 messages 0");

        String off = orders.place(OrderClient.end(ADA, List.of(orders.product(on, "1"), orders.product(on, "2"))));
        orders.awaitState("completed", off);
        assertThat(profiles(order, on, off)).containsExactly("mobile-data-s");
        assertThat(charging(order, on, off)).containsExactly("mobile-s");
        use("add_on_3.csv", 3, number, 1);
        assertThat(dataCharged(number))
                .as("what was included ends with it")
                .containsExactlyInAnyOrder("15.00", "0.00", "15.00");
        assertThat(charges(on)).containsExactlyInAnyOrder("/1 recurring", "/2 recurring");

        theLineEndsWithWhatCameAgain(line, order);
    }

    /** As TMF622 and TMF637 have it. */
    private static void relyOn(String line, String on) {
        assertThat(orders.items(on))
                .extracting(item -> item.getJsonObject("product")
                        .getJsonArray("productRelationship")
                        .getJsonObject(0))
                .allMatch(relation -> relation.getString("relationshipType").equals("reliesOn"))
                .extracting(relation -> relation.getJsonObject("product").getString("id"))
                .containsExactly(line, line);
    }

    private void theLineEndsWithWhatCameAgain(String line, String order) {
        String again = orders.place(OrderClient.add(ADA, line, List.of(BOOST)));
        orders.awaitState("completed", again);
        assertThat(profiles(order, again)).containsExactly("data-boost", "mobile-data-s");
        String end = orders.place(OrderClient.end(ADA, line));
        orders.awaitState("completed", end);
        assertThat(orders.items(end)).hasSize(2);
        assertThat(network.activeOf(order)).isEmpty();
        assertThat(network.activeOf(again)).isEmpty();
        agreed();
    }

    @Test
    void anAddOnByTheSeatIsOrderedWithSeatsAndAnotherOrderSaysOthersAsItsDryRunHasIt() {
        String order = line(CHIARA);
        String line = orders.product(order, "1");
        String on = orders.place(OrderClient.add(CHIARA, line, List.of("mobile-team-talk"))
                .replace("{ \"productRelationship\"", "{ " + seats(5) + ", \"productRelationship\""));
        orders.awaitState("completed", on);
        String product = orders.product(on, "1");
        String eight = OrderClient.change(CHIARA, product, "mobile-team-talk")
                .replace("{ \"id\": \"" + product + "\" }", "{ \"id\": \"" + product + "\", " + seats(8) + " }");
        JsonObject dryRun = Api.as("csr", INSTALLATION.server())
                .post("/ops/v1/order-previews", OrderClient.JSON, eight)
                .expect(200)
                .json()
                .asJsonObject();
        JsonObject said = dryRun.getJsonArray("seats").getJsonObject(0);
        assertThat(said.getInt("formerSeats")).isEqualTo(5);
        assertThat(said.getJsonObject("nextMonth").getJsonNumber("value").bigDecimalValue())
                .isEqualByComparingTo("24.00");
        BigDecimal before = charged(on);
        String more = orders.place(eight);
        orders.awaitState("completed", more);
        assertThat(steps(more)).as("no element knows of seats").isEmpty();
        assertThat(charged(on).subtract(before))
                .as("as the dry run has it")
                .isEqualByComparingTo(
                        said.getJsonObject("charged").getJsonNumber("value").bigDecimalValue());
        agreed();
        String end = orders.place(OrderClient.end(CHIARA, line));
        orders.awaitState("completed", end);
        agreed();
    }

    /** In this month. */
    private BigDecimal charged(String order) {
        return billing.preview(CHIARA).getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("subject").startsWith(order + "/"))
                .map(row -> row.getJsonObject("amount").getJsonNumber("value").bigDecimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String seats(int count) {
        return "\"productCharacteristic\": [ { \"name\": \"seats\", \"value\": \"" + count + "\" } ]";
    }

    @Test
    void whatIsOrderedForALineIsPaidByWhoPaysForIt() {
        String fleet = Api.as("billing", INSTALLATION.server())
                .post("/tmf-api/accountManagement/v4/billingAccount", OrderClient.JSON, """
                        {"name": "Fleet", "relatedParty": [{"id": "CUS-100004", "role": "customer"}]}
                        """)
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");
        refused(orders.tryToPlace(unnamed(mobileOrder(DMITRI))), 400, "BILLING_ACCOUNT_MISSING", "billingAccount");
        String order = orders.place(mobileOrder(DMITRI).replace("BAC-100004", fleet));
        orders.awaitState("completed", order);
        String line = orders.product(order, "1");
        String pack = OrderClient.add(DMITRI, line, List.of(PACK));
        refused(orders.tryToPlace(pack), 400, "BILLING_ACCOUNT_OF_ANOTHER_PRODUCT", "billingAccount");
        String on = orders.place(unnamed(pack));
        orders.awaitState("completed", on);
        String end = orders.place(unnamed(OrderClient.end(DMITRI, line)));
        orders.awaitState("completed", end);
        assertThat(Stream.of(on, end)
                        .map(each -> Api.as("csr", INSTALLATION.server())
                                .get("/tmf-api/productOrderingManagement/v4/productOrder/" + each)
                                .json()
                                .asJsonObject()
                                .getJsonObject("billingAccount")
                                .getString("id")))
                .containsExactly(fleet, fleet);
    }

    private static String unnamed(String order) {
        return order.replaceFirst("\"billingAccount\": \\{[^}]*},", "");
    }

    @Test
    void anAddOnThatIsGivenUpOnItsWayInOrOutLeavesTheLineAsItWas() {
        String order = line(CHIARA);
        String line = orders.product(order, "1");
        JsonObject before = billing.statement(CHIARA);
        network.behave("charging", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String given = orders.place(OrderClient.add(CHIARA, line, List.of(BOOST)));
        orders.decide(orders.awaitFallout(given), "fail").expect(200);
        orders.awaitState("failed", given);
        assertThat(profiles(order, given)).containsExactly("mobile-data-s");
        assertThat(charging(order, given)).containsExactly("mobile-s");
        assertThat(billing.statement(CHIARA)).isEqualTo(before);

        String on = orders.place(OrderClient.add(CHIARA, line, List.of(BOOST)));
        orders.awaitState("completed", on);
        JsonObject with = billing.statement(CHIARA);
        network.behave("charging", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String off = orders.place(OrderClient.end(CHIARA, orders.product(on, "1")));
        JsonObject task = orders.awaitFallout(off);
        orders.decide(task, "cancel").expect(200);
        orders.awaitState("cancelled", off);
        assertThat(steps(off)).contains("Apply data boost COMPLETED");
        assertThat(profiles(order, on, off)).containsExactly("data-boost", "mobile-data-s");
        assertThat(charging(order, on, off)).containsExactly("data-boost", "mobile-s");
        assertThat(billing.statement(CHIARA)).isEqualTo(with);

        String gone = orders.place(OrderClient.end(CHIARA, orders.product(on, "1")));
        orders.awaitState("completed", gone);
        assertThat(profiles(order, on, off, gone)).containsExactly("mobile-data-s");
        agreed();
    }

    /** Money and inventory, network and money. */
    private void agreed() {
        assertThat(billing.preview(ADA).getBoolean("reconciles")).isTrue();
        assertThat(billing.preview(CHIARA).getBoolean("reconciles")).isTrue();
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
        List<String> billed =
                List.of("ACTIVE_NOT_BILLED", "BILLED_NOT_ACTIVE", "NUMBER_NOT_RATED", "NUMBER_NOT_ACTIVE");
        assertThat(Api.as("ops", INSTALLATION.server())
                        .get("/ops/v1/assurance")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getJsonArray("controls")
                        .getValuesAs(JsonObject.class))
                .filteredOn(control -> billed.contains(control.getString("control")))
                .hasSize(billed.size())
                .allSatisfy(control -> assertThat(control.getBoolean("holds"))
                        .as(control.toString())
                        .isTrue());
    }

    private void use(String file, int sequence, String number, int gigabytes) {
        inbox.deliver(file, UsageInbox.data(sequence, number, gigabytes * GIGABYTE));
        BillingClient.adds(billing.awaitFile(file), Map.of("received", 1, "rated", 1));
    }

    /** For data of a number, each time it had another tariff. */
    private List<String> dataCharged(String number) {
        JsonObject preview = billing.preview(ADA);
        assertThat(preview.getBoolean("reconciles")).isTrue();
        return preview.getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("subject").equals(number))
                .map(row -> row.getJsonObject("amount").getJsonNumber("value").toString())
                .toList();
    }

    private List<String> included(String number) {
        return billing.preview(ADA).getJsonArray("allowances").getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("number").equals(number))
                .map(row -> row.getString("name") + " " + row.getJsonNumber("used"))
                .toList();
    }

    /** Beside use, of an order that has brought something. */
    private List<String> charges(String order) {
        return billing.preview(ADA).getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("subject").startsWith(order + "/"))
                .map(row -> row.getString("subject").replace(order, "") + " " + row.getString("kind"))
                .toList();
    }

    private static String line(int customer) {
        String order = orders.place(mobileOrder(customer).replace("mobile-sim-only-m", "mobile-sim-only-s"));
        orders.awaitState("completed", order);
        return order;
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }

    private static List<String> profiles(String... of) {
        return inForce("policy", of)
                .map(entity -> entity.document().getString("profile"))
                .sorted()
                .toList();
    }

    private static List<String> charging(String... of) {
        return inForce("charging", of)
                .map(entity -> entity.key().substring(entity.key().lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    private static Stream<Network.Entity> inForce(String element, String... of) {
        List<String> named = List.of(of);
        return network.entities().stream()
                .filter(entity ->
                        entity.element().equals(element) && entity.active() && named.contains(entity.order()));
    }

    private static String number(String order) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr"))
                .map(entity -> entity.document().getString("msisdn"))
                .findFirst()
                .orElseThrow();
    }
}
