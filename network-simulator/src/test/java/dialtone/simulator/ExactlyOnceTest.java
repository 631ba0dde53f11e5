package dialtone.simulator;

import static dialtone.simulator.RunningSimulator.activation;
import static dialtone.simulator.RunningSimulator.iccid;
import static dialtone.simulator.RunningSimulator.imsi;
import static dialtone.simulator.RunningSimulator.msisdn;
import static dialtone.simulator.RunningSimulator.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.soap.creditcheck.v1.CheckCredit;
import dialtone.soap.creditcheck.v1.CreditReport;
import dialtone.soap.creditcheck.v1.Standing;
import dialtone.soap.networkprofile.v1.ApplyProfile;
import dialtone.soap.networkprofile.v1.GetProfile;
import dialtone.soap.networkprofile.v1.ProfileState;
import dialtone.soap.networkprofile.v1.RemoveProfile;
import dialtone.soap.simmanagement.v1.DeactivateSim;
import dialtone.soap.simmanagement.v1.GetSim;
import dialtone.soap.simmanagement.v1.SimState;
import dialtone.soap.simmanagement.v1.SimType;
import dialtone.soap.subscriberprovisioning.v1.DeleteSubscriber;
import dialtone.soap.subscriberprovisioning.v1.EntityNotFound;
import dialtone.soap.subscriberprovisioning.v1.GetSubscriber;
import dialtone.soap.subscriberprovisioning.v1.InvalidInput;
import dialtone.soap.subscriberprovisioning.v1.ObjectInUse;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same request again answers the same and changes nothing; another request for the same thing is a fault. */
class ExactlyOnceTest extends SimulatorStory {

    @Test
    void aSubscriberIsCreatedOnceHoweverOftenTheRequestIsSent() throws Exception {
        var first = network.hlr().createSubscriber(subscriber("order-1-hlr", 1)).getSubscriber();
        var again = network.hlr().createSubscriber(subscriber("order-1-hlr", 1)).getSubscriber();

        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        assertThat(first.getImsi()).isEqualTo(imsi(1));
        assertThat(first.getMsisdn()).isEqualTo(msisdn(1));
        JsonNode counters = network.get("/control/hlr/counters");
        assertThat(counters.path("requests").asInt()).isEqualTo(2);
        assertThat(counters.path("effects").asInt()).isEqualTo(1);
        assertThat(counters.path("duplicates").asInt()).isEqualTo(1);
        JsonNode line = network.get("/control/audit").get(0);
        assertThat(line.path("element").asText()).isEqualTo("hlr");
        assertThat(line.path("key").asText()).isEqualTo(imsi(1));
        assertThat(line.path("effects").asInt()).isEqualTo(1);
        assertThat(line.path("operations")
                        .path("createSubscriber")
                        .path("effects")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void twentyAtOnceWithOneRequestIdAreOneEffect() throws Exception {
        try (var callers = Executors.newFixedThreadPool(20)) {
            Callable<Boolean> create = () -> {
                network.hlr().createSubscriber(subscriber("order-2-hlr", 2));
                return true;
            };
            for (var answered : callers.invokeAll(
                    IntStream.range(0, 20).mapToObj(i -> create).toList())) {
                assertThat(answered.get()).isTrue();
            }
        }
        JsonNode counters = network.get("/control/hlr/counters");
        assertThat(counters.path("effects").asInt()).isEqualTo(1);
        assertThat(counters.path("duplicates").asInt()).isEqualTo(19);
    }

    @Test
    void anotherRequestForTheSameImsiOrMsisdnIsObjectInUse() throws Exception {
        network.hlr().createSubscriber(subscriber("order-3-hlr", 3));

        var sameImsi = catchThrowableOfType(
                ObjectInUse.class, () -> network.hlr().createSubscriber(subscriber("order-4-hlr", 3)));
        assertThat(sameImsi.getFaultInfo().getCode()).isEqualTo(1003);
        assertThat(sameImsi.getFaultInfo().getText()).contains(imsi(3));
        var sameMsisdn = subscriber("order-5-hlr", 4);
        sameMsisdn.setMsisdn(msisdn(3));
        assertThatThrownBy(() -> network.hlr().createSubscriber(sameMsisdn)).isInstanceOf(ObjectInUse.class);
        assertThat(network.get("/control/hlr/counters").path("refusals").asInt())
                .isEqualTo(2);
    }

    @Test
    void aRequestIdUsedForSomethingElseIsInvalidInput() throws Exception {
        network.hlr().createSubscriber(subscriber("order-6-hlr", 6));
        assertThatThrownBy(() -> network.hlr().createSubscriber(subscriber("order-6-hlr", 7)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aSubscriberIsDeletedOnceAndMayComeAgain() throws Exception {
        network.hlr().createSubscriber(subscriber("order-8-hlr", 8));
        var delete = new DeleteSubscriber();
        delete.setRequestId("order-8-hlr-undo");
        delete.setImsi(imsi(8));
        network.hlr().deleteSubscriber(delete);
        network.hlr().deleteSubscriber(delete);

        var get = new GetSubscriber();
        get.setImsi(imsi(8));
        assertThatThrownBy(() -> network.hlr().getSubscriber(get)).isInstanceOf(EntityNotFound.class);
        delete.setRequestId("order-9-hlr-undo");
        assertThatThrownBy(() -> network.hlr().deleteSubscriber(delete)).isInstanceOf(EntityNotFound.class);
        network.hlr().createSubscriber(subscriber("order-10-hlr", 8));
        assertThat(network.hlr().getSubscriber(get).getSubscriber().getRequestId())
                .isEqualTo("order-10-hlr");
        assertThat(network.get("/control/hlr/counters").path("effects").asInt()).isEqualTo(3);
    }

    @Test
    void anEsimIsActivatedAndItsCodeIsNotTheVendorsToGive() throws Exception {
        var request = activation("order-11-sim", 11, SimType.ESIM);
        for (int time = 0; time < 2; time++) {
            assertThat(network.sim().activateSim(request).getActivationCode()).isNull();
        }

        var get = new GetSim();
        get.setIccid(iccid(11));
        var sim = network.sim().getSim(get).getSim();
        assertThat(sim.getState()).isEqualTo(SimState.ACTIVE);
        assertThat(sim.getActivationCode()).isNull();
        assertThat(sim.getRequestId()).isEqualTo("order-11-sim");
    }

    @Test
    void aSimIsActivatedOnceInItsLife() throws Exception {
        network.sim().activateSim(activation("order-12-sim", 12, SimType.PHYSICAL));
        assertThatThrownBy(() -> network.sim().activateSim(activation("order-13-sim", 12, SimType.PHYSICAL)))
                .isInstanceOf(dialtone.soap.simmanagement.v1.ObjectInUse.class);
        var deactivate = new DeactivateSim();
        deactivate.setRequestId("order-12-sim-undo");
        deactivate.setIccid(iccid(12));
        network.sim().deactivateSim(deactivate);
        network.sim().deactivateSim(deactivate);
        assertThatThrownBy(() -> network.sim().activateSim(activation("order-14-sim", 12, SimType.PHYSICAL)))
                .isInstanceOf(dialtone.soap.simmanagement.v1.NotInValidState.class);
        var physicalWithEid = activation("order-15-sim", 15, SimType.PHYSICAL);
        physicalWithEid.setEid("89" + "0".repeat(30));
        assertThatThrownBy(() -> network.sim().activateSim(physicalWithEid))
                .isInstanceOf(dialtone.soap.simmanagement.v1.InvalidInput.class);
    }

    @Test
    void aProfileIsAppliedOnceAndRemovedOnce() throws Exception {
        var apply = profile("order-16-policy", 16);
        network.policy().applyProfile(apply);
        network.policy().applyProfile(apply);
        assertThatThrownBy(() -> network.policy().applyProfile(profile("order-17-policy", 16)))
                .isInstanceOf(dialtone.soap.networkprofile.v1.ObjectInUse.class);
        var get = new GetProfile();
        get.setImsi(imsi(16));
        get.setProfile(apply.getProfile());
        var applied = network.policy().getProfile(get).getAppliedProfile();
        assertThat(applied.getState()).isEqualTo(ProfileState.APPLIED);
        assertThat(applied.getApn()).containsExactly("internet", "ims");
        assertThat(applied.getDownlinkKbps()).isEqualTo(300_000);
        var remove = new RemoveProfile();
        remove.setRequestId("order-16-policy-undo");
        remove.setImsi(imsi(16));
        remove.setProfile(apply.getProfile());
        network.policy().removeProfile(remove);
        network.policy().removeProfile(remove);
        assertThatThrownBy(() -> network.policy().getProfile(get))
                .isInstanceOf(dialtone.soap.networkprofile.v1.EntityNotFound.class);
        assertThat(network.get("/control/policy/counters").path("effects").asInt())
                .isEqualTo(2);
    }

    @Test
    void anAddOnIsAProfileBesideThatOfThePlan() throws Exception {
        network.policy().applyProfile(profile("order-20-policy", 20));
        var boost = profile("order-20-boost", 20);
        boost.setProfile("data-boost");
        network.policy().applyProfile(boost);
        assertThat(network.get("/control/policy/counters").path("effects").asInt())
                .isEqualTo(2);
    }

    @Test
    void aCreditCheckIsOneEnquiry() throws Exception {
        CreditReport good = check("order-18-credit", "Ada Lovelace", LocalDate.of(1990, 12, 10));
        assertThat(good.getStanding()).isEqualTo(Standing.GOOD);
        assertThat(good.getScore()).isBetween(600, 899);
        assertThat(good.getLimit()).isEqualTo(good.getScore() * 10);
        network.send("PUT", "/control/credit/score", "{\"name\":\"Ada Lovelace\",\"score\":100}");
        assertThat(check("order-18-credit", "Ada Lovelace", LocalDate.of(1990, 12, 10))
                        .getScore())
                .as("the report of the first time")
                .isEqualTo(good.getScore());
        assertThat(check("order-19-credit", "Ada Lovelace", LocalDate.of(1990, 12, 10))
                        .getStanding())
                .isEqualTo(Standing.POOR);
        assertThat(check("order-20-credit", "Carl Defaulter", LocalDate.of(1980, 1, 1))
                        .getStanding())
                .isEqualTo(Standing.POOR);
        assertThat(check("order-21-credit", "Young Person", LocalDate.of(2020, 1, 1))
                        .getLimit())
                .isZero();
        assertThat(network.get("/control/credit/counters").path("effects").asInt())
                .isEqualTo(4);
    }

    @Test
    void aDeviceIsActivatedOnceOverTmf640() throws Exception {
        String service = """
                {"externalId":"order-22-device","state":"active","serviceSpecification":{"id":"device-activation"},
                 "serviceCharacteristic":[{"name":"imei","value":"490154203237518"}]}""";
        String path = "/tmf-api/ServiceActivationAndConfiguration/v4/service";
        var first = network.send("POST", path, service);
        var again = network.send("POST", path, service);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        String href = RunningSimulator.JSON.readTree(first.body()).path("href").asText();
        assertThat(first.headers().firstValue("Location")).hasValue(href);
        var other = network.send("POST", path, service.replace("order-22", "order-23"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("objectInUse").contains("1003");

        String itself = href.substring(network.uri().toString().length());
        assertThat(network.get(itself).path("state").asText()).isEqualTo("active");
        assertThat(network.get(path + "?externalId=order-22-device").size()).isEqualTo(1);
        assertThat(network.send("PATCH", itself, "{\"state\":\"terminated\"}").statusCode())
                .isEqualTo(200);
        assertThat(network.send("PATCH", itself, "{\"state\":\"terminated\"}").statusCode())
                .isEqualTo(200);
        assertThat(network.send("POST", path, service.replace("order-22", "order-23"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(network.get("/control/device/counters").path("effects").asInt())
                .isEqualTo(3);
    }

    @Test
    void postalCodesThatBeginWithTwoZeroesHaveNoCoverage() throws Exception {
        String check = """
                {"externalId":"order-24-coverage","serviceQualificationItem":[{"id":"1","service":{"place":[
                 {"@type":"GeographicAddress","role":"usage","postcode":"10115"}]}}]}""";
        String path = "/tmf-api/serviceQualificationManagement/v4/checkServiceQualification";
        var covered = network.send("POST", path, check);
        assertThat(covered.statusCode()).isEqualTo(201);
        assertThat(covered.body()).contains("\"qualificationResult\":\"qualified\"");
        assertThat(network.send("POST", path, check).body()).isEqualTo(covered.body());
        var dead = network.send("POST", path, check.replace("10115", "00999").replace("order-24", "order-25"));
        assertThat(dead.body())
                .contains("\"qualificationResult\":\"unqualified\"")
                .contains("NO_COVERAGE");
        String href = RunningSimulator.JSON.readTree(dead.body()).path("href").asText();
        assertThat(network.get(href.substring(network.uri().toString().length()))
                        .path("state")
                        .asText())
                .isEqualTo("done");
    }

    private static CreditReport check(String requestId, String name, LocalDate born) throws Exception {
        var request = new CheckCredit();
        request.setRequestId(requestId);
        request.setCustomerId("C-1");
        request.setName(name);
        request.setBirthDate(born);
        return network.credit().checkCredit(request).getCreditReport();
    }

    static ApplyProfile profile(String requestId, int number) {
        var request = new ApplyProfile();
        request.setRequestId(requestId);
        request.setImsi(imsi(number));
        request.setMsisdn(msisdn(number));
        request.setProfile("mobile-5g");
        request.getApn().add("internet");
        request.getApn().add("ims");
        request.setQosClass(9);
        request.setDownlinkKbps(300_000);
        request.setUplinkKbps(50_000);
        return request;
    }
}
