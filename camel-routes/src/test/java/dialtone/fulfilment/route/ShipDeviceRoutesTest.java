package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device is sent, called back as long as that is possible, and asked back when it is not, or when its lease ends. */
class ShipDeviceRoutesTest extends RouteStory {

    private static final String SHIP_SIM = "fulfilment.ship-sim";
    private static final String SHIP = "fulfilment.ship-device";
    private static final String CALL_BACK = "fulfilment.cancel-device-shipment";
    private static final String ASK_BACK = "fulfilment.ask-device-back";

    private static JsonNode kept(String key) throws Exception {
        for (JsonNode entity : network.get("shipping/entities")) {
            if (entity.path("key").asText().equals(key)) {
                return entity;
            }
        }
        throw new AssertionError("shipping has nothing of " + key);
    }

    private static String imei() {
        return paper.work(paper.step()).facts().getOrDefault("imei", "");
    }

    private static String tracking(String step) {
        return paper.completed.getOrDefault(step, Map.of()).getOrDefault("trackingNumber", "");
    }

    @Test
    void aDeviceIsSentToWhoOrderedItAndItsTrackingNumberIsKept() throws Exception {
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        JsonNode shipment = kept(imei()).path("document");
        assertThat(shipment.path("recipient").path("name").asText()).isEqualTo("Ada Lovelace");
        assertThat(shipment.path("deviceModel").asText()).isEqualTo("fairline-5");
        assertThat(shipment.has("packWith")).as("an eSIM is in no parcel").isFalse();
        assertThat(tracking(paper.step())).matches("CX[0-9]{9}DE");
    }

    @Test
    void aDeviceAndTheCardOfItsLineAreOneParcelThatIsHandedOverWhole() throws Exception {
        paper.inventory = Map.of("simType", "physical");
        assertThat(perform(SHIP_SIM, paper.order + "-S7", 1)).isEqualTo(DONE);
        assertThat(perform(SHIP, 2)).isEqualTo(DONE);
        assertThat(tracking(paper.step()))
                .isEqualTo(tracking(paper.order + "-S7"))
                .startsWith("LX");
        network.tell("shipping/handover", paper.iccid());
        assertThat(kept(imei()).path("state").asText()).isEqualTo("HANDED_OVER");
    }

    @Test
    void aCardThatIsGoneOrGoesElsewhereIsInAParcelOfItsOwn() throws Exception {
        paper.inventory = Map.of("simType", "physical");
        assertThat(perform(SHIP_SIM, paper.order + "-S7", 1)).isEqualTo(DONE);
        network.tell("shipping/handover", paper.iccid());
        assertThat(perform(SHIP, 2)).isEqualTo(DONE);
        assertThat(tracking(paper.step())).startsWith("CX");
        assertThat(kept(imei()).path("state").asText()).isEqualTo("ORDERED");
    }

    @ParameterizedTest
    @ValueSource(strings = {SHIP, ASK_BACK})
    void whatIsLostRefusedOrAskedAgainIsThereOnce(String jobType) throws Exception {
        network.order("shipping", "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform(jobType, 1)).isInstanceOf(Refused.class);
        network.order("shipping", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(jobType, 2)).isInstanceOf(Outage.class);
        assertThat(perform(jobType, 2)).isEqualTo(DONE);
        long requests = requests();
        assertThat(perform(jobType, 3)).isEqualTo(DONE);
        assertThat(requests()).isEqualTo(requests);
        assertThat(network.effects("shipping")).isEqualTo(1);
    }

    @Test
    void aDeviceIsCalledBackAsLongAsTheWarehouseHasIt() throws Exception {
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        for (int job = 2; job < 4; job++) {
            assertThat(perform(CALL_BACK, paper.undo(), job)).isEqualTo(DONE);
        }
        assertThat(network.get("shipping/entities")).isEmpty();
        assertThat(paper.completed.get(paper.undo()))
                .as("nothing is asked back")
                .doesNotContainKey("rma");
    }

    @Test
    void aDeviceThatTheCarrierHasIsAskedBackOnceWhateverIsLost() throws Exception {
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        network.handOver(imei());
        network.order("shipping", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(CALL_BACK, paper.undo(), 2)).isInstanceOf(Outage.class);
        for (int job = 2; job < 4; job++) {
            assertThat(perform(CALL_BACK, paper.undo(), job)).isEqualTo(DONE);
        }
        assertThat(kept(imei()).path("state").asText()).isEqualTo("HANDED_OVER");
        assertThat(kept(paper.undo()).path("state").asText()).isEqualTo("AWAITED");
        assertThat(paper.completed.get(paper.undo())).containsEntry("rma", paper.undo());
        assertThat(network.effects("shipping")).isEqualTo(2);
    }

    @Test
    void aDeviceThatTheCarrierTakesWhileItIsCalledBackIsAskedBack() throws Exception {
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        network.order(
                "shipping",
                "{\"mode\":\"SLOW\",\"delayMillis\":3000,\"operation\":\"cancelDeviceShipment\",\"remaining\":1}");
        long before = network.count("shipping", "requests");
        try (ExecutorService aside = Executors.newSingleThreadExecutor()) {
            Future<JobOutcome> undone = aside.submit(() -> perform(CALL_BACK, paper.undo(), 2));
            for (int look = 0; look < 100 && network.count("shipping", "requests") == before; look++) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            assertThat(network.count("shipping", "requests")).as("asked after").isGreaterThan(before);
            network.handOver(imei());
            assertThat(undone.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
        }
        assertThat(kept(imei()).path("state").asText()).isEqualTo("HANDED_OVER");
        assertThat(paper.completed.get(paper.undo())).containsEntry("rma", paper.undo());
    }

    @Test
    void whatIsAskedBackHasANumberOfItsOwnAndALabel() throws Exception {
        assertThat(perform(ASK_BACK, 1)).isEqualTo(DONE);
        Map<String, String> facts = paper.completed.getOrDefault(paper.step(), Map.of());
        assertThat(facts).containsEntry("rma", paper.step()).containsEntry("imei", imei());
        assertThat(facts.get("trackingNumber")).matches("CR[0-9]{9}DE");
        JsonNode asked = kept(paper.step());
        assertThat(asked.path("state").asText()).isEqualTo("AWAITED");
        assertThat(asked.path("document").path("sender").path("postalCode").asText())
                .isEqualTo("10115");
    }
}
