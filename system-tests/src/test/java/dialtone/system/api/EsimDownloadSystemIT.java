package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An eSIM from its order to the telephone, over the real broker, server and network simulator. */
class EsimDownloadSystemIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int GRETA = 100007;
    private static final String GRETAS = "greta.hoffmann@example.org";

    private static final Installation INSTALLATION = Installation.shared();
    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());
    private static final Api csr = Api.as("csr", INSTALLATION.server());

    @Test
    void theMailsPictureIsTheCodeByWhichATelephoneLoadsTheProfileAndThenTheCodeIsUsedUp() {
        String order = orders.place(mobileOrder(GRETA));
        orders.awaitState("completed", order);
        JsonObject waiting = code(order);
        assertThat(waiting.getBoolean("usable")).isTrue();
        assertThat(waiting.getString("profile")).isEqualTo("Waiting to be downloaded");
        assertThat(waiting.getString("qrCode")).startsWith("<svg");
        Waiting.until("the mail", SOON, () -> !network.mails(GRETAS, order).isEmpty(), () -> "it did not come");
        assertThat(network.qrCodesAbout(GRETAS, "Your order " + order + " is complete"))
                .containsExactly(waiting.getString("activationCode"));

        network.download(
                order,
                ", \"failsAt\": 2, \"subjectCode\": \"8.2.7\", \"reasonCode\": \"3.8\", \"message\": \"Refused\"");
        awaitProfile(order, "Failed at the confirmation (8.2.7 3.8: Refused)");
        assertThat(code(order).getBoolean("usable")).as("he may try again").isTrue();

        network.download(order, "");
        awaitProfile(order, "Installed on the telephone");
        assertThat(code(order).getBoolean("usable")).isFalse();
        assertThat(code(order).containsKey("qrCode")).isFalse();
        assertThat(profile(order).getString("state")).isEqualTo("installed");
        assertThat(profile(order).getJsonArray("notices").getValuesAs(JsonObject.class))
                .extracting(notice -> notice.getInt("point") + " " + notice.getString("effect"))
                .containsExactly("2 applied", "3 applied", "4 applied");
        assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());

        String end = orders.place(OrderClient.end(GRETA, orders.product(order, "1")));
        orders.awaitState("completed", end);
        assertThat(code(order).getString("profile")).isEqualTo("No longer in use");
    }

    private static JsonObject code(String order) {
        return csr.get("/ops/v1/orders/" + order + "/activation-codes")
                .expect(200)
                .json()
                .asJsonArray()
                .getJsonObject(0);
    }

    private static JsonObject profile(String order) {
        String iccid = network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("smdp"))
                .map(Network.Entity::key)
                .findFirst()
                .orElseThrow();
        return csr.get("/ops/v1/esim-profiles/" + iccid).expect(200).json().asJsonObject();
    }

    private static void awaitProfile(String order, String words) {
        Waiting.until(
                "the profile",
                SOON,
                () -> code(order).getString("profile").equals(words),
                () -> "it is " + code(order).getString("profile"));
    }
}
