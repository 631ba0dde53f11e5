package dialtone.simulator;

import static dialtone.simulator.ExactlyOnceTest.profile;
import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.msisdn;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.soap.networkelement.v1.ElementStatus;
import dialtone.soap.networkprofile.v1.ApplyProfile;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriber;
import dialtone.soap.subscriberprovisioning.v1.GetStatus;
import dialtone.soap.subscriberprovisioning.v1.UnableToComply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much an element keeps: it tells it with its status, refuses what there is no room for, and takes no more when many ask at once. */
class CapacityTest extends SimulatorStory {

    @Test
    void withoutACapacityThereIsNoEndAndNothingIsTold() throws Exception {
        assertThat(status().getCapacity()).isNull();
        assertThat(network.get("/charging-data/v1/status").has("capacity")).isFalse();
        assertThat(network.get("/control/hlr/capacity").path("places").isNull()).isTrue();
    }

    @Test
    void aFullRegisterRefusesWithItsCodeAndAgainTakesWhenSomebodyHasLeft() throws Exception {
        limit("hlr", 1);
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        assertThat(status().getCapacity().getPlaces()).isEqualTo(1);
        assertThat(status().getCapacity().getUsed()).isEqualTo(1);

        assertThatThrownBy(() -> network.hlr().createSubscriber(subscriber("order-2-hlr", 2)))
                .isInstanceOfSatisfying(UnableToComply.class, fault -> {
                    assertThat(fault.getFaultInfo().getCause()).isEqualTo("MAP 51");
                    assertThat(fault.getFaultInfo().getText()).isEqualTo("hlr is full: 1 of 1 places are taken");
                });
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1)); // the same again is answered as the first time

        var leaves = new DeleteSubscriber();
        leaves.setRequestId("order-3-hlr");
        leaves.setImsi(imsi(1));
        network.hlr().deleteSubscriber(leaves);
        network.hlr().createSubscriber(subscriber("order-2-hlr", 2));
        assertThat(status().getCapacity().getUsed()).isEqualTo(1);
    }

    @Test
    void ofManyWhoAskForTheLastPlaceAtOnceOneHasIt() throws Exception {
        limit("hlr", 1);
        try (ExecutorService askers = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> asked = askers.invokeAll(IntStream.rangeClosed(1, 8)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        try {
                            network.hlr().createSubscriber(subscriber("order-" + number + "-hlr", number));
                            return true;
                        } catch (UnableToComply full) {
                            return false;
                        }
                    })
                    .toList());
            int taken = 0;
            for (Future<Boolean> each : asked) {
                taken += each.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
        assertThat(network.get("/control/hlr/entities")).hasSize(1);
        assertThat(network.get("/control/hlr/counters").path("refusals").asInt())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "charging, /charging-data/v1/subscribers/imsi-262011111111111/profiles/mobile-m, 422, Diameter 4002",
        "voicemail, /voicemail/v1/mailboxes/4915112345678, 507, HTTP 507"
    })
    void anElementThatKeepsOneThingForEachKeyTellsItTooAndWhatReplacesNeedsNoPlace(
            String element, String path, int status, String code) throws Exception {
        String body = element.equals("charging")
                ? "{\"gpsi\":\"msisdn-" + msisdn(1) + "\",\"grantedUnits\":[{\"ratingGroup\":10,\"time\":60}]}"
                : "{\"mailboxClass\":\"standard\",\"retentionDays\":30}";
        limit(element, 0);
        HttpResponse<String> refused = network.send("PUT", path, body, "order-1");
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(RunningSimulator.JSON.readTree(refused.body()).path("code").asText())
                .isEqualTo(code);
        limit(element, 1);
        assertThat(network.send("PUT", path, body, "order-1").statusCode()).isEqualTo(201);
        JsonNode told = network.get((element.equals("charging") ? "/charging-data" : "/voicemail") + "/v1/status")
                .path("capacity");
        assertThat(told.path("used").asInt()).isEqualTo(1);
        if (element.equals("charging")) {
            limit(element, 0);
            String instead = path.replace("mobile-m", "mobile-l");
            assertThat(network.send(
                                    "PUT",
                                    instead,
                                    body.replace("{\"gpsi\"", "{\"replaces\":\"mobile-m\",\"gpsi\""),
                                    "order-2")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource({"charging", "policy"})
    void whatIsToReplaceSomethingAndFollowsIsCountedWithItAndNotBeside(String element) throws Exception {
        limit(element, 1);
        provide(element, "mobile-m", "order-1");
        network.order(element, "{\"mode\":\"LATE\",\"delayMillis\":60000}");
        provide(element, "mobile-l", "order-2");
        assertThat(network.get("/control/" + element + "/entities")).hasSize(2);
        assertThat(network.get("/control/" + element + "/capacity").path("used").asInt())
                .isEqualTo(1);

        // what follows and replaces nothing has a place of its own
        limit(element, 2);
        provide(element, "data-boost", "order-3");
        assertThat(network.get("/control/" + element + "/capacity").path("used").asInt())
                .isEqualTo(2);
    }

    /** @param profile mobile-l takes the place of mobile-m */
    private static void provide(String element, String profile, String requestId) throws Exception {
        String replaced = profile.equals("mobile-l") ? "mobile-m" : null;
        if (element.equals("policy")) {
            ApplyProfile request = profile(requestId, 1);
            request.setProfile(profile);
            request.setReplaces(replaced);
            request.setReplyTo("http://127.0.0.1:9/not-asked-within-the-minute");
            network.policy().applyProfile(request);
            return;
        }
        String body = "{" + (replaced == null ? "" : "\"replaces\":\"" + replaced + "\",") + "\"gpsi\":\"msisdn-"
                + msisdn(1) + "\",\"grantedUnits\":[{\"ratingGroup\":10,\"time\":60}]}";
        String path = "/charging-data/v1/subscribers/imsi-" + imsi(1) + "/profiles/" + profile;
        assertThat(network.send("PUT", path, body, requestId).statusCode()).isIn(201, 202);
    }

    @Test
    void theSmDpPlusHasNoProfileOfThatTypeLeftAndOneThatIsInATelephoneIsItsNoLonger() throws Exception {
        limit("smdp", 1);
        assertThat(ordered(1, "order-1")).contains("Executed-Success");
        assertThat(ordered(2, "order-2")).contains("8.2.5", "3.7");
        assertThat(smdp("getStatus"))
                .contains("\"condition\":\"UP\"", "\"capacity\":{\"places\":1,\"used\":1}", "Executed-Success");
        network.send("PUT", "/control/smdp/dialect", "{\"profileStatus\":false}");
        assertThat(smdp("getStatus")).contains("no function getStatus");
        network.send("PUT", "/control/smdp/dialect", "{\"profileStatus\":true}");
        network.send("PUT", "/control/smdp/installation", "{\"iccid\":\"" + RunningSimulator.iccid(1) + "\"}");
        assertThat(ordered(2, "order-2")).contains("Executed-Success");
    }

    @ParameterizedTest
    @CsvSource({"hlr, -1", "hlr, 1000000001", "mail, 5", "credit, 5"})
    void whatIsNoCapacityIsRefused(String element, long places) throws Exception {
        assertThat(network.send("PUT", "/control/" + element + "/capacity", "{\"places\":" + places + "}")
                        .statusCode())
                .isEqualTo(400);
    }

    private static String ordered(int number, String callId) throws Exception {
        return network.send(
                        "POST",
                        "/gsma/rsp2/es2plus/downloadOrder",
                        "{\"header\":{\"functionRequesterIdentifier\":\"us\",\"functionCallIdentifier\":\"" + callId
                                + "\"},\"iccid\":\"" + RunningSimulator.iccid(number) + "\",\"profileType\":\"usual\"}")
                .body();
    }

    private static String smdp(String function) throws Exception {
        return network.send(
                        "POST",
                        "/gsma/rsp2/es2plus/" + function,
                        "{\"header\":{\"functionRequesterIdentifier\":\"us\",\"functionCallIdentifier\":\"status-1\"}}")
                .body();
    }

    private static ElementStatus status() {
        return network.hlr().getStatus(new GetStatus()).getStatus();
    }

    private static void limit(String element, int places) throws Exception {
        assertThat(network.send("PUT", "/control/" + element + "/capacity", "{\"places\":" + places + "}")
                        .statusCode())
                .isEqualTo(200);
    }
}
