package dialtone.simulator;

import static dialtone.simulator.RunningSimulator.iccid;
import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.msisdn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Charging, over the air, voicemail, shipping: each thing is there once by its request, is shown, and goes once. And who is known. */
class KeyedElementTest extends SimulatorStory {

    /** An element with something it keeps, good as it is. */
    enum Kind {
        CHARGING(
                "charging-data/v1/subscribers/imsi-" + imsi(1) + "/profiles/mobile-m",
                "{\"gpsi\":\"msisdn-" + msisdn(1) + "\",\"grantedUnits\":[{\"ratingGroup\":10,\"time\":60}]}",
                "ACTIVE"),
        OTA(
                "ota/v1/updates/" + iccid(1),
                "{\"accessPoints\":[\"internet.dialtone\"],\"preferredNetworks\":[\"26201\"]}",
                "APPLIED"),
        VOICEMAIL(
                "voicemail/v1/mailboxes/" + msisdn(1),
                "{\"mailboxClass\":\"standard\",\"retentionDays\":30}",
                "ACTIVE"),
        SHIPPING(
                "logistics/v1/shipments/" + iccid(1),
                "{\"recipient\":{\"name\":\"Ada\",\"street\":\"A 1\",\"postalCode\":\"1\",\"city\":\"B\",\"country\":\"DE\"}}",
                "ORDERED");

        private final String path;
        private final String body;
        private final String state;

        Kind(String path, String body, String state) {
            this.path = "/" + path;
            this.body = body;
            this.state = state;
        }

        private String element() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsMadeOnceShownWithItsRequestAndGoesOnce(Kind kind) throws Exception {
        HttpResponse<String> made = network.send("PUT", kind.path, kind.body, "order-1");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(network.send("PUT", kind.path, kind.body, "order-1").body()).isEqualTo(made.body());
        assertThat(network.send("PUT", kind.path, kind.body, "order-2").statusCode())
                .as("there by another request")
                .isEqualTo(409);
        JsonNode shown = network.get(kind.path);
        assertThat(shown.path("state").asText()).isEqualTo(kind.state);
        assertThat(shown.path("requestId").asText()).isEqualTo("order-1");
        assertThat(shown).isEqualTo(RunningSimulator.JSON.readTree(made.body()));

        for (int time = 0; time < 2; time++) {
            assertThat(network.send("DELETE", kind.path, "", "order-3").statusCode())
                    .isEqualTo(200);
        }
        assertThat(network.send("GET", kind.path, "").statusCode()).isEqualTo(404);
        assertThat(network.send("DELETE", kind.path, "", "order-4").statusCode())
                .isEqualTo(404);
        JsonNode counters = network.get("/control/" + kind.element() + "/counters");
        assertThat(counters.path("effects").asInt()).isEqualTo(2);
        assertThat(counters.path("duplicates").asInt()).isEqualTo(2);
        assertThat(counters.path("refusals").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedChangesNothingWhatIsDroppedIsThereAndARestartForgetsNothing(Kind kind) throws Exception {
        network.order(kind.element(), "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(network.send("PUT", kind.path, kind.body, "order-1").statusCode())
                .isEqualTo(422);
        assertThat(network.send("GET", kind.path, "").statusCode()).isEqualTo(404);
        network.order(kind.element(), "{\"mode\":\"DOWN\"}");
        assertThat(network.send("GET", kind.path, "").statusCode()).isEqualTo(503);
        network.order(kind.element(), "{\"mode\":\"NORMAL\"}");
        String made = network.send("PUT", kind.path, kind.body, "order-1").body();
        network.restart();
        assertThat(network.send("PUT", kind.path, kind.body, "order-1").body()).isEqualTo(made);
        assertThat(network.get("/control/" + kind.element() + "/counters")
                        .path("effects")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotAsTheContractSaysIsInvalid(Kind kind) throws Exception {
        assertThat(network.send("PUT", kind.path, "{}", "order-1").statusCode()).isEqualTo(400);
        assertThat(network.send("PUT", kind.path, kind.body).statusCode())
                .as("without a request id")
                .isEqualTo(400);
        assertThat(network.send("POST", kind.path, kind.body, "order-1").statusCode())
                .isEqualTo(405);
        String parent = kind.path.substring(0, kind.path.lastIndexOf('/'));
        assertThat(network.send("PUT", parent + "/_", kind.body, "order-1").statusCode())
                .isEqualTo(404);
        assertThat(network.get("/control/" + kind.element() + "/entities")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatAnElementHasInsteadOrHasLostIsNobodysRequest(Kind kind) throws Exception {
        network.send("PUT", kind.path, kind.body, "order-1");
        String key = network.get("/control/" + kind.element() + "/entities")
                .get(0)
                .path("key")
                .asText();
        String slip = "/control/" + kind.element() + "/slip";
        assertThat(network.send("PUT", slip, "{\"key\":\"" + key + "\",\"document\":{\"slipped\":7}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(network.get(kind.path).path("slipped").asInt()).isEqualTo(7);
        assertThat(network.get(kind.path).path("requestId").asText()).isEqualTo("order-1");
        assertThat(network.send("PUT", slip, "{\"key\":\"" + key + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(network.send("GET", kind.path, "").statusCode()).isEqualTo(404);
        assertThat(network.send("PUT", slip, "{\"key\":\"" + key + "\"}").statusCode())
                .isEqualTo(404);
        assertThat(network.get("/control/" + kind.element() + "/counters")
                        .path("effects")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"charging, charging-data", "ota, ota", "voicemail, voicemail", "shipping, logistics"})
    void itSaysWhetherItServes(String element, String base) throws Exception {
        assertThat(network.get("/" + base + "/v1/status").path("condition").asText())
                .isEqualTo("UP");
        network.order(element, "{\"mode\":\"SLOW\",\"delayMillis\":1}");
        assertThat(network.get("/" + base + "/v1/status").path("condition").asText())
                .isEqualTo("IMPAIRED");
    }

    @Test
    void whatIsAcceptedTakesThePlaceOfTheFormerWhenItIsDone() throws Exception {
        network.send("PUT", Kind.CHARGING.path, Kind.CHARGING.body, "order-1");
        network.order("charging", "{\"mode\":\"LATE\",\"delayMillis\":100,\"remaining\":1}");
        String other = Kind.CHARGING.path.replace("mobile-m", "mobile-l");
        String replacing = Kind.CHARGING.body.replaceFirst("\\{", "{\"replaces\":\"mobile-m\",");
        HttpResponse<String> accepted = network.send("PUT", other, replacing, "order-2");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(RunningSimulator.JSON.readTree(accepted.body()).path("state").asText())
                .isEqualTo("PENDING");
        RunningSimulator.await("the former one to go", () -> status(Kind.CHARGING.path) == 404);
        assertThat(network.get(other).path("state").asText()).isEqualTo("ACTIVE");
        assertThat(network.send("PUT", Kind.CHARGING.path, replacing.replace("mobile-m", "mobile-s"), "order-3")
                        .statusCode())
                .as("there is nothing to replace")
                .isEqualTo(404);
    }

    private static int status(String path) {
        try {
            return network.send("GET", path, "").statusCode();
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aCardIsCalledBackUntilTheCarrierHasIt() throws Exception {
        String made = network.send("PUT", Kind.SHIPPING.path, Kind.SHIPPING.body, "order-1")
                .body();
        assertThat(RunningSimulator.JSON.readTree(made).path("trackingNumber").asText())
                .as("00000001: 7 times 1, and 11 less 7")
                .isEqualTo("LX000000014DE");
        assertThat(network.send("PUT", "/control/shipping/handover", "{\"iccid\":\"" + iccid(1) + "\"}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> late = network.send("DELETE", Kind.SHIPPING.path, "", "order-2");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("notInValidState", "is with the carrier");
        assertThat(network.get(Kind.SHIPPING.path).path("state").asText()).isEqualTo("HANDED_OVER");
    }

    @Test
    void whoIsKnownIsVerifiedOnceAndOnlyWhatWasFoundIsKept() throws Exception {
        String person = "{\"externalId\":\"order-1\",\"customerId\":\"CUS-1\",\"name\":\"Ada Lovelace\","
                + "\"birthDate\":\"1985-12-10\",\"postalCode\":\"10115\",\"country\":\"DE\"}";
        String path = "/identity/v1/verifications";
        String found = network.send("POST", path, person).body();
        assertThat(network.send("POST", path, person).body()).isEqualTo(found);
        JsonNode verification = RunningSimulator.JSON.readTree(found);
        assertThat(verification.path("result").asText()).isEqualTo("VERIFIED");
        assertThat(network.get(path + "/" + verification.path("id").asText())).isEqualTo(verification);
        String nobody = network.send(
                        "POST", path, person.replace("Lovelace", "Nobody").replace("order-1", "order-2"))
                .body();
        assertThat(nobody).contains("NOT_VERIFIED", "reason");
        assertThat(network.send("POST", path, person.replace("1985-12-10", "soon"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(network.get("/control/identity/entities").toString())
                .doesNotContain("Ada", "Nobody", "1985", "10115");
        assertThat(network.get("/control/identity/counters").path("effects").asInt())
                .isEqualTo(2);
    }
}
