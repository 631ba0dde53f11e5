package dialtone.simulator;

import static dialtone.simulator.BehaviourTest.envelope;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dialtone.soap.subscriberprovisioning.v1.InvalidInput;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not hold to the contract is refused with the contract's own words and leaves nothing behind. */
class InputTest extends SimulatorStory {

    private static final String HLR = "/soap/subscriber-provisioning/v1";

    @Test
    void aMessageTheSchemaRefusesIsTheTypedFaultNamingTheField() throws Exception {
        var request = subscriber("order-1-hlr", 1);
        request.setImsi("12345");
        var fault = catchThrowableOfType(InvalidInput.class, () -> network.hlr().createSubscriber(request));
        assertThat(fault.getFaultInfo().getCode()).isEqualTo(1001);
        assertThat(fault.getFaultInfo().getText()).contains("12345");
        assertThat(network.get("/control/hlr/entities").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<getSubscriber xmlns='urn:dialtone:subscriber-provisioning:v1'/>",
                "<getSubscriber xmlns='urn:dialtone:subscriber-provisioning:v1'><imsi>1</imsi><more/></getSubscriber>",
                "<unknown xmlns='urn:dialtone:subscriber-provisioning:v1'/>",
                "<getSubscriber xmlns='urn:dialtone:subscriber-provisioning:v1'>"
            })
    void anInvalidOrMalformedMessageIsAFaultWithoutAStackTrace(String body) throws Exception {
        HttpResponse<String> answer = network.send("POST", HLR, envelope(body));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Fault").doesNotContain("\tat ").doesNotContain("stackTrace");
    }

    @Test
    void anEntityAttackIsRefused() throws Exception {
        String attack = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
                + envelope(
                        "<getSubscriber xmlns='urn:dialtone:subscriber-provisioning:v1'><imsi>&e;</imsi></getSubscriber>");
        assertThat(network.send("POST", HLR, attack).body()).contains("Fault");
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        String large = "x".repeat(600 * 1024);
        assertThat(network.send("PUT", "/control/hlr/behaviour", large).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"externalId\":\"a b\",\"state\":\"active\",\"serviceSpecification\":{}}",
                "{\"externalId\":\"a\",\"state\":\"designed\",\"serviceSpecification\":{}}",
                "{\"externalId\":\"a\",\"state\":\"active\"}",
                "{\"externalId\":\"a\",\"state\":\"active\",\"serviceSpecification\":{}}",
                "{\"externalId\":"
            })
    void aServiceThatSaysTooLittleIsRefusedWithTheErrorBodyOfTmf(String service) throws Exception {
        var answer = network.send("POST", "/tmf-api/ServiceActivationAndConfiguration/v4/service", service);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningSimulator.JSON.readTree(answer.body()).path("reason").asText())
                .isEqualTo("invalidInput");
    }

    @Test
    void whatIsNotThereIs404AndHealthIsUp() throws Exception {
        assertThat(network.send("GET", "/control/nothing/counters", "").statusCode())
                .isEqualTo(404);
        assertThat(network.send("GET", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(network.get("/health").path("status").asText()).isEqualTo("UP");
        assertThat(network.send("GET", HLR + "?wsdl", "").body()).contains("createSubscriber");
    }
}
