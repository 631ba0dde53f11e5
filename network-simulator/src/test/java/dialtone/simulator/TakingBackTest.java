package dialtone.simulator;

import static dialtone.simulator.RunningSimulator.activation;
import static dialtone.simulator.RunningSimulator.iccid;
import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.soap.networkprofile.v1.RemoveProfile;
import dialtone.soap.simmanagement.v1.DeactivateSim;
import dialtone.soap.simmanagement.v1.SimType;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriber;
import jakarta.xml.ws.WebServiceException;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was activated is taken away again: once, as ordered, and the control shows that it is gone. */
class TakingBackTest extends SimulatorStory {

    private static final String SERVICES = "/tmf-api/ServiceActivationAndConfiguration/v4/service";
    private static final String IMEI = "490154203237518";

    @Test
    void whatIsActiveIsSeenSoAndWhatWasTakenBackIsNot() throws Exception {
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        network.sim().activateSim(activation("order-1-sim", 1, SimType.ESIM));
        network.policy().applyProfile(ExactlyOnceTest.profile("order-1-policy", 1));
        String device = activateDevice("order-1-device");
        for (String element : new String[] {"hlr", "sim", "policy", "device"}) {
            assertThat(entity(element).path("active").asBoolean()).as(element).isTrue();
            assertThat(audit(element).path("active").asBoolean()).as(element).isTrue();
        }

        network.hlr().deleteSubscriber(deleteSubscriber("order-1-hlr-undo"));
        network.sim().deactivateSim(deactivateSim("order-1-sim-undo"));
        network.policy().removeProfile(removeProfile("order-1-policy-undo", "mobile-5g"));
        network.terminate(device, "order-1-device-undo");

        for (String element : new String[] {"hlr", "sim", "policy", "device"}) {
            assertThat(audit(element).path("active").asBoolean()).as(element).isFalse();
            assertThat(audit(element).path("effects").asInt())
                    .as("made and taken back: " + element)
                    .isEqualTo(2);
        }
        assertThat(network.get("/control/hlr/entities").size()).isZero();
        assertThat(network.get("/control/policy/entities").size()).isZero();
        assertThat(entity("sim").path("active").asBoolean()).isFalse();
        assertThat(entity("device").path("active").asBoolean()).isFalse();
        assertThat(entity("device").path("state").asText()).isEqualTo("terminated");
    }

    @Test
    void takingBackOneProfileOfALineLeavesTheOther() throws Exception {
        network.policy().applyProfile(ExactlyOnceTest.profile("order-1-policy", 1));
        var boost = ExactlyOnceTest.profile("order-1-boost", 1);
        boost.setProfile("data-boost");
        network.policy().applyProfile(boost);
        var remove = removeProfile("order-1-boost-undo", "data-boost");
        network.policy().removeProfile(remove);
        network.policy().removeProfile(remove);
        assertThat(network.get("/control/policy/entities")).hasSize(1);
        assertThat(entity("policy").path("key").asText()).isEqualTo(imsi(1) + "/mobile-5g");
        assertThatThrownBy(() -> network.policy().removeProfile(removeProfile("order-2-boost-undo", "data-boost")))
                .isInstanceOf(dialtone.soap.networkprofile.v1.EntityNotFound.class);
    }

    @Test
    void aProfileTakesThePlaceOfAnotherInOneRequestAndOnce() throws Exception {
        network.policy().applyProfile(ExactlyOnceTest.profile("order-1-policy", 1));
        var next = ExactlyOnceTest.profile("order-2-policy", 1);
        next.setProfile("mobile-6g");
        next.setReplaces("mobile-5g");
        network.policy().applyProfile(next);
        network.policy().applyProfile(next);
        assertThat(network.get("/control/policy/entities")).hasSize(1);
        assertThat(entity("policy").path("key").asText()).isEqualTo(imsi(1) + "/mobile-6g");
        assertThat(network.get("/control/policy/counters").path("effects").asInt())
                .isEqualTo(2);
        assertThat(network.get("/control/policy/counters").path("duplicates").asInt())
                .isEqualTo(1);
        var other = ExactlyOnceTest.profile("order-3-policy", 1);
        other.setProfile("mobile-7g");
        other.setReplaces("mobile-5g");
        assertThatThrownBy(() -> network.policy().applyProfile(other))
                .isInstanceOf(dialtone.soap.networkprofile.v1.EntityNotFound.class);
    }

    @Test
    void whatWasNeverThereIsNotFound() throws Exception {
        assertThatThrownBy(() -> network.hlr().deleteSubscriber(deleteSubscriber("order-1-hlr-undo")))
                .isInstanceOf(dialtone.soap.subscriberprovisioning.v1.EntityNotFound.class);
        assertThatThrownBy(() -> network.sim().deactivateSim(deactivateSim("order-1-sim-undo")))
                .isInstanceOf(dialtone.soap.simmanagement.v1.EntityNotFound.class);
        assertThatThrownBy(() -> network.policy().removeProfile(removeProfile("order-1-policy-undo", "mobile-5g")))
                .isInstanceOf(dialtone.soap.networkprofile.v1.EntityNotFound.class);
        var device = network.terminate(SERVICES + "/no-such-service", "order-1-device-undo");
        assertThat(device.statusCode()).isEqualTo(404);
        assertThat(device.body()).contains("entityNotFound").contains("1002");
    }

    @Test
    void aDeviceIsEndedOnceUnderItsRequestId() throws Exception {
        String service = activateDevice("order-1-device");
        var first = network.terminate(service, "order-1-device-undo");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("\"state\":\"terminated\"");
        assertThat(network.terminate(service, "order-1-device-undo").body()).isEqualTo(first.body());
        assertThat(network.terminate(service, "order-2-device-undo").statusCode())
                .isEqualTo(409);
        assertThat(network.terminate(service, "two words").statusCode()).isEqualTo(400);
        JsonNode counters = network.get("/control/device/counters");
        assertThat(counters.path("effects").asInt()).isEqualTo(2);
        assertThat(counters.path("duplicates").asInt()).isEqualTo(1);
        String other = activateDevice("order-3-device");
        assertThat(network.terminate(other, "order-1-device-undo").statusCode())
                .as("a request id used for another service")
                .isEqualTo(400);
    }

    @Test
    void aDeviceThatIsDownOrRefusesStaysActive() throws Exception {
        String service = activateDevice("order-1-device");
        network.order("device", "{\"mode\":\"DOWN\",\"remaining\":1}");
        assertThat(network.terminate(service, "order-1-device-undo").statusCode())
                .isEqualTo(503);
        network.order("device", "{\"mode\":\"REFUSE\",\"remaining\":1,\"match\":\"" + IMEI + "\"}");
        var refused = network.terminate(service, "order-1-device-undo");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("unableToComply");
        assertThat(entity("device").path("active").asBoolean()).isTrue();
        assertThat(network.terminate(service, "order-1-device-undo").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDeviceThatDropsTheAnswerHasDoneTheWorkOnce() throws Exception {
        String service = activateDevice("order-1-device");
        network.order("device", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThatThrownBy(() -> network.terminate(service, "order-1-device-undo"))
                .isInstanceOf(IOException.class);
        assertThat(entity("device").path("active").asBoolean()).isFalse();
        assertThat(network.terminate(service, "order-1-device-undo").statusCode())
                .isEqualTo(200);
        assertThat(network.get("/control/device/counters").path("effects").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hlr", "sim", "policy"})
    void anAnswerDroppedOverSoapIsGivenAgain(String element) throws Exception {
        network.hlr().createSubscriber(subscriber("order-1-hlr", 1));
        network.sim().activateSim(activation("order-1-sim", 1, SimType.ESIM));
        network.policy().applyProfile(ExactlyOnceTest.profile("order-1-policy", 1));
        network.order(element, "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThatThrownBy(() -> takeBack(element)).isInstanceOf(WebServiceException.class);
        takeBack(element);
        assertThat(audit(element).path("effects").asInt()).isEqualTo(2);
        assertThat(audit(element).path("active").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "REFUSED"})
    void anEndThatFollowsLaterIsFoundInItsMonitor(String outcome) throws Exception {
        String service = activateDevice("order-1-device");
        network.order(
                "device", "{\"mode\":\"LATE\",\"delayMillis\":300,\"remaining\":1,\"outcome\":\"" + outcome + "\"}");
        var accepted = network.terminate(service, "order-1-device:undo");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).contains("\"state\":\"active\"");
        assertThat(network.terminate(service, "order-1-device:undo").statusCode())
                .isEqualTo(202);
        assertThat(network.terminate(service, "order-2-device:undo").statusCode())
                .as("another request while the first is under way")
                .isEqualTo(409);
        String monitor = pathOf(accepted.headers().firstValue("Location").orElseThrow());
        assertThat(network.get(monitor).path("state").asText()).isEqualTo("InProgress");
        boolean succeeds = outcome.equals("SUCCEEDED");
        RunningSimulator.await(
                "the end of " + monitor, () -> read(monitor, "state").equals(succeeds ? "Succeeded" : "Failed"));
        assertThat(pathOf(read(monitor, "sourceHref"))).isEqualTo(service);
        assertThat(entity("device").path("active").asBoolean()).isEqualTo(!succeeds);
        assertThat(network.terminate(service, "order-1-device:undo").statusCode())
                .isEqualTo(succeeds ? 200 : 422);
        assertThat(audit("device").path("effects").asInt()).isEqualTo(succeeds ? 2 : 1);
    }

    private static void takeBack(String element) throws Exception {
        switch (element) {
            case "hlr" -> network.hlr().deleteSubscriber(deleteSubscriber("order-1-hlr-undo"));
            case "sim" -> network.sim().deactivateSim(deactivateSim("order-1-sim-undo"));
            default -> network.policy().removeProfile(removeProfile("order-1-policy-undo", "mobile-5g"));
        }
    }

    private static String activateDevice(String requestId) throws Exception {
        HttpResponse<String> created = network.send(
                "POST",
                SERVICES,
                "{\"externalId\":\"" + requestId
                        + "\",\"state\":\"active\",\"serviceSpecification\":{\"id\":\"device-activation\"},"
                        + "\"serviceCharacteristic\":[{\"name\":\"imei\",\"value\":\"" + IMEI + "\"}]}");
        assertThat(created.statusCode()).isEqualTo(201);
        return pathOf(created.headers().firstValue("Location").orElseThrow());
    }

    private static String pathOf(String href) {
        return href.substring(network.uri().toString().length());
    }

    private static String read(String path, String field) {
        try {
            return network.get(path).path(field).asText();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static JsonNode entity(String element) throws Exception {
        return network.get("/control/" + element + "/entities").path(0);
    }

    /** The only line of that element. */
    private static JsonNode audit(String element) throws Exception {
        JsonNode found = null;
        for (JsonNode line : network.get("/control/audit")) {
            if (line.path("element").asText().equals(element)) {
                assertThat(found).as("one line of " + element).isNull();
                found = line;
            }
        }
        assertThat(found).as("a line of " + element).isNotNull();
        return found;
    }

    private static DeleteSubscriber deleteSubscriber(String requestId) {
        var request = new DeleteSubscriber();
        request.setRequestId(requestId);
        request.setImsi(imsi(1));
        return request;
    }

    private static DeactivateSim deactivateSim(String requestId) {
        var request = new DeactivateSim();
        request.setRequestId(requestId);
        request.setIccid(iccid(1));
        return request;
    }

    private static RemoveProfile removeProfile(String requestId, String profile) {
        var request = new RemoveProfile();
        request.setRequestId(requestId);
        request.setImsi(imsi(1));
        request.setProfile(profile);
        return request;
    }
}
