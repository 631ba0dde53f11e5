package dialtone.system.api;

import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line that gets another handset in place of the one it has, over the real broker, server and network simulator. */
class DeviceUpgradeSystemIT {

    private static final int ADA = 100001;
    private static final String MONTHLY = "handset-fairline-5-monthly";

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    private final BillingClient billing = new BillingClient(INSTALLATION.server());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void theNewHandsetWorksBeforeTheFormerOneEndsAndThatIsPaidForToItsEnd() {
        String order =
                orders.place(OrderClient.orderWithHandset(ADA).replace("\"handset-fairline-5\"", '"' + MONTHLY + '"'));
        orders.awaitState("completed", order);
        String line = orders.product(order, "1");
        String handset = orders.product(order, "2");
        assertThat(network.activeOf(order)).contains("device");
        refused(
                orders.tryToPlace(upgrade(handset, "handset-pebble-2", "black")),
                400,
                "DEVICE_INCOMPATIBLE",
                "productOrderItem[0].productOffering.id");
        JsonObject before = billing.statement(ADA);
        givenUp(order, handset);
        assertThat(billing.statement(ADA)).as("it costs nothing").isEqualTo(before);

        assertThat(qualified(upgrade(handset, MONTHLY, "black"))).isEqualTo("qualified");
        String upgraded = orders.place(upgrade(handset, MONTHLY, "black"));
        orders.awaitState("completed", upgraded);
        assertThat(steps(upgraded))
                .containsExactlyInAnyOrder(
                        "Activate device COMPLETED",
                        "Ship device COMPLETED",
                        "Deactivate device, former handset COMPLETED");
        assertThat(network.activeOf(upgraded)).containsExactly("device");
        assertThat(network.activeOf(order))
                .as("all but the former handset")
                .containsExactly("charging", "hlr", "ota", "policy", "sim", "smdp", "voicemail");
        assertThat(orders.items(upgraded)).singleElement().satisfies(item -> {
            assertThat(item.getString("action")).isEqualTo("modify");
            assertThat(item.getJsonObject("product").getString("id")).isEqualTo(handset);
        });
        inventory(handset, line);
        charged(order, upgraded);
        agreed();

        String end = orders.place(OrderClient.end(ADA, line));
        orders.awaitState("completed", end);
        assertThat(Stream.of(order, upgraded).flatMap(each -> network.activeOf(each).stream()))
                .isEmpty();
        agreed();
    }

    /** What is said before the order. */
    private static String qualified(String order) {
        return Api.as("csr", INSTALLATION.server())
                .post(
                        "/tmf-api/productOfferingQualification/v4/productOfferingQualification",
                        OrderClient.JSON,
                        OrderClient.question(order))
                .expect(200)
                .json()
                .asJsonObject()
                .getString("qualificationResult");
    }

    private static void givenUp(String order, String handset) {
        network.behave("device", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String failed = orders.place(upgrade(handset, MONTHLY, "black"));
        orders.decide(orders.awaitFallout(failed), "fail").expect(200);
        orders.awaitState("failed", failed);
        assertThat(network.activeOf(order)).as("the former one works on").contains("device");
        assertThat(network.activeOf(failed)).isEmpty();
    }

    /** The handset is what it has become, and its line's as before. */
    private static void inventory(String handset, String line) {
        JsonObject product = Api.as("csr", INSTALLATION.server())
                .get("/tmf-api/productInventory/v4/product/" + handset)
                .expect(200)
                .json()
                .asJsonObject();
        assertThat(product.getString("status")).isEqualTo("active");
        assertThat(product.getJsonArray("productCharacteristic").toString()).contains("\"black\"");
        assertThat(product.getJsonArray("productRelationship")
                        .getJsonObject(0)
                        .getJsonObject("product")
                        .getString("id"))
                .isEqualTo(line);
    }

    /** On one day: no month of 24 is over, and what comes back of the begun one is what the new handset costs for it. */
    private void charged(String order, String upgraded) {
        Map<String, BigDecimal> charges = new TreeMap<>();
        billing.preview(ADA).getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(charge -> charge.getString("subject").equals(order + "/2")
                        || charge.getString("subject").startsWith(upgraded + "/"))
                .forEach(charge -> assertThat(charges.put(
                                charge.getString("subject") + " " + charge.getString("kind"),
                                charge.getJsonObject("amount")
                                        .getJsonNumber("value")
                                        .bigDecimalValue()))
                        .as("a second one like " + charge)
                        .isNull());
        assertThat(charges)
                .containsOnlyKeys(
                        order + "/2 one-off",
                        order + "/2 recurring",
                        order + "/2 credit",
                        order + "/2 early-termination",
                        upgraded + "/1 one-off",
                        upgraded + "/1 recurring");
        assertThat(charges.get(order + "/2 early-termination")).isEqualByComparingTo("453.60");
        assertThat(charges.get(order + "/2 one-off")).isEqualByComparingTo("1.00");
        assertThat(charges.get(upgraded + "/1 one-off")).isEqualByComparingTo("1.00");
        BigDecimal begun = charges.get(order + "/2 recurring");
        assertThat(begun).isPositive().isLessThanOrEqualTo(new BigDecimal("18.90"));
        assertThat(charges.get(order + "/2 credit")).isEqualByComparingTo(begun.negate());
        assertThat(charges.get(upgraded + "/1 recurring")).isEqualByComparingTo(begun);
    }

    /** Money and inventory, pools and money. */
    private void agreed() {
        assertThat(billing.preview(ADA).getBoolean("reconciles")).isTrue();
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
        List<String> asked =
                List.of("ACTIVE_NOT_BILLED", "BILLED_NOT_ACTIVE", "ASSIGNED_NOT_INSTALLED", "INSTALLED_NOT_ASSIGNED");
        assertThat(Api.as("ops", INSTALLATION.server())
                        .get("/ops/v1/assurance")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getJsonArray("controls")
                        .getValuesAs(JsonObject.class))
                .filteredOn(control -> asked.contains(control.getString("control")))
                .hasSize(asked.size())
                .allSatisfy(control -> assertThat(control.getBoolean("holds"))
                        .as(control.toString())
                        .isTrue());
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }

    /** Another handset for one that Ada has. */
    private static String upgrade(String handset, String offering, String colour) {
        String coloured = "{ \"id\": \"" + handset + "\", \"productCharacteristic\": [ { \"name\": \"deviceColour\","
                + " \"value\": \"" + colour + "\" } ] }";
        return OrderClient.change(ADA, handset, offering).replace("{ \"id\": \"" + handset + "\" }", coloured);
    }
}
