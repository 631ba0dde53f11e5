package dialtone.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handsets that are sent and asked back, over the real broker, server and network simulator. */
class DeviceReturnSystemIT {

    private static final int GRETA = 100007;
    private static final String GRETAS = "greta.hoffmann@example.org";
    private static final String LEASED = "handset-fairline-5-leased";

    /** The mails of returns go out once a minute. */
    private static final Duration SOON = Duration.ofSeconds(90);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());
    private static final Api csr = Api.as("csr", INSTALLATION.server());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void aLeasedHandsetIsSentWithItsCardAndComesBackWhenItsLineHasEnded() {
        String order = orders.place(leased().replace("\"esim\"", "\"physical\""));
        orders.awaitState("completed", order);
        JsonObject handset = parcel(order, "deviceModel");
        JsonObject card = sent(order).stream()
                .filter(parcel -> !parcel.getJsonObject("document").containsKey("deviceModel"))
                .findFirst()
                .orElseThrow();
        assertThat(tracking(handset)).as("one parcel").isEqualTo(tracking(card));
        assertThat(steps(order)).contains("Ship SIM COMPLETED", "Ship device COMPLETED");
        network.handOver("iccid", card.getString("key"));
        assertThat(parcel(order, "deviceModel").getString("state")).isEqualTo("HANDED_OVER");

        String end = orders.place(OrderClient.end(GRETA, orders.product(order, "1")));
        orders.awaitState("completed", end);
        assertThat(steps(end)).contains("Ask device back COMPLETED", "Deactivate device COMPLETED");
        String rma = parcel(end, "rma").getString("key");
        JsonObject asked = deviceReturn(rma);
        assertThat(asked.getString("imei")).isEqualTo(handset.getString("key"));
        assertThat(asked.getString("state")).isEqualTo("awaited");
        assertThat(asked.getJsonObject("residualCharge").getJsonNumber("value").intValue())
                .isEqualTo(240);
        Waiting.until(
                "the label",
                SOON,
                BETWEEN_LOOKS,
                () -> network.mailsAbout(GRETAS, "Please send your Fairline 5 on lease back").stream()
                        .anyMatch(mail -> mail.contains(rma) && mail.contains(asked.getString("trackingNumber"))),
                () -> deviceReturn(rma).toString());

        network.arrive(rma, "HANDED_IN");
        told(rma, "under_way");
        network.arrive(rma, "RECEIVED");
        network.arrive(rma, "RECEIVED");
        told(rma, "received");
        Waiting.until(
                "all that was told",
                SOON,
                BETWEEN_LOOKS,
                () -> effects(rma).size() == 3,
                () -> effects(rma).toString());
        assertThat(effects(rma).subList(0, 2)).containsExactly("handed_in applied", "received applied");
        assertThat(effects(rma).getLast()).isIn("received repeated", "received late");
        assertThat(csr.get("/ops/v1/device-returns").expectOneOf(200, 206).body())
                .doesNotContain(rma);
        agreed();
    }

    @Test
    void oneThatTheCarrierHasWhenItsOrderIsCancelledIsAskedBackAndOneInTheWarehouseIsNot() {
        String kept = cancelled(false);
        assertThat(sent(kept)).as("called back, and nothing asked for").isEmpty();
        String order = cancelled(true);
        JsonObject asked = parcel(order, "rma");
        assertThat(asked.getString("key")).endsWith("-undo");
        assertThat(deviceReturn(asked.getString("key")).getString("state")).isEqualTo("awaited");
        assertThat(parcel(order, "deviceModel").getString("state")).isEqualTo("HANDED_OVER");
        agreed();
    }

    /** Of two lines one gets stuck, so that the other one's handset is sent when the customer changes her mind. */
    private static String cancelled(boolean handedOver) {
        network.behave("smdp", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = orders.place(leased().replace("\"esim\"", "\"physical\"").replaceFirst("\\s*]\\s*}\\s*$", """
                        , {"id": "3", "action": "add", "productOffering": {"id": "mobile-sim-only-s"},
                           "product": {"productCharacteristic": [{"name": "simType", "value": "esim"}]}}]}"""));
        orders.awaitFallout(order);
        Waiting.until(
                "the handset is sent",
                SOON,
                BETWEEN_LOOKS,
                () -> steps(order).contains("Ship device COMPLETED"),
                () -> steps(order).toString());
        if (handedOver) {
            network.handOver("imei", parcel(order, "deviceModel").getString("key"));
        }
        orders.cancel(order);
        orders.awaitState("cancelled", order);
        assertThat(steps(order)).contains("Cancel device shipment COMPLETED");
        return order;
    }

    private static String leased() {
        return OrderClient.orderWithHandset(GRETA)
                .replace(
                        "\"handset-fairline-5\" },",
                        '"' + LEASED + "\" },\n      \"productOrderItemRelationship\":"
                                + " [ { \"id\": \"1\", \"relationshipType\": \"reliesOn\" } ],");
    }

    /** Cards and devices that were sent for the order, and returns. */
    private static List<JsonObject> sent(String order) {
        return network.parcels().stream()
                .filter(parcel -> Network.orderOf(parcel.getString("requestId")).equals(order))
                .toList();
    }

    /** The one with that field. */
    private static JsonObject parcel(String order, String field) {
        return sent(order).stream()
                .filter(parcel -> parcel.getJsonObject("document").containsKey(field))
                .findFirst()
                .orElseThrow();
    }

    private static String tracking(JsonObject parcel) {
        return parcel.getJsonObject("document").getString("trackingNumber");
    }

    private static JsonObject deviceReturn(String rma) {
        return csr.get("/ops/v1/device-returns/" + rma).expect(200).json().asJsonObject();
    }

    private static void told(String rma, String state) {
        Waiting.until(
                rma + " is " + state,
                SOON,
                BETWEEN_LOOKS,
                () -> deviceReturn(rma).getString("state").equals(state),
                () -> deviceReturn(rma).toString());
    }

    private static List<String> effects(String rma) {
        return deviceReturn(rma).getJsonArray("notices").getValuesAs(JsonObject.class).stream()
                .map(notice -> notice.getString("event") + " "
                        + notice.getString("effect").toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }

    /** What works and what is paid, pools and inventory. */
    private static void agreed() {
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
}
