package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.bpmn.Variable;
import dialtone.fulfilment.CheckResult;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line needs beside subscriber, SIM and profile: who orders it is known, it is charged, its card knows its network and arrives. */
class LineStepsRoutesTest extends RouteStory {

    private static final String SHIP = "fulfilment.ship-sim";
    private static final String CALL_BACK = "fulfilment.cancel-shipment";
    private static final String PROVISION = "fulfilment.provision-charging";
    private static final String REPLACE = "fulfilment.replace-charging";
    private static final String RESTORE = "fulfilment.restore-charging";

    @Test
    void aLineIsGrantedWhatItsPlanHoldsByRatingGroup() throws Exception {
        assertThat(perform(PROVISION, 1)).isEqualTo(DONE);
        JsonNode kept = network.get("charging/entities").get(0);
        assertThat(kept.path("key").asText()).isEqualTo("imsi-" + paper.imsi() + "/mobile-m");
        assertThat(kept.path("document").path("gpsi").asText()).startsWith("msisdn-49151");
        assertThat(kept.path("document").path("grantedUnits"))
                .hasToString("[{\"ratingGroup\":10,\"time\":18000},{\"ratingGroup\":20,\"serviceSpecificUnits\":200},"
                        + "{\"ratingGroup\":30,\"totalVolume\":10000000000}]");
    }

    @ParameterizedTest
    @CsvSource({
        "charging, fulfilment.provision-charging",
        "ota, fulfilment.update-sim",
        "voicemail, fulfilment.create-mailbox",
        "shipping, fulfilment.ship-sim"
    })
    void whatIsLostRefusedOrAskedAgainIsThereOnce(String element, String jobType) throws Exception {
        network.order(element, "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform(jobType, 1)).isInstanceOf(Refused.class);
        network.order(element, "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(jobType, 2)).isInstanceOf(Outage.class);
        assertThat(perform(jobType, 2)).isEqualTo(DONE);
        long requests = requests();
        assertThat(perform(jobType, 3)).isEqualTo(DONE);
        assertThat(requests()).isEqualTo(requests);
        assertThat(network.effects(element)).isEqualTo(1);
        assertThat(network.count(element, "duplicates")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "charging, fulfilment.provision-charging",
        "ota, fulfilment.update-sim",
        "voicemail, fulfilment.create-mailbox"
    })
    void whatIsAcceptedAndLostIsRefusedAndAskedAnewWhenResubmitted(String element, String jobType) throws Exception {
        network.order(element, "{\"mode\":\"LATE\",\"delayMillis\":50,\"remaining\":1,\"outcome\":\"REFUSED\"}");
        assertThat(perform(jobType, 1)).isEqualTo(OUTSTANDING);
        assertThat(until(jobType, outcome -> !outcome.equals(OUTSTANDING)))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.message()).startsWith("Accepted and lost:"));
        assertThat(perform(jobType, 90_000)).isEqualTo(DONE);
        assertThat(network.effects(element)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"state\":\"FAILED\",\"reason\":\"no memory on the card\"} | FAILED: no memory on the card",
                "{\"state\":\"REJECTED\"} | REJECTED",
                "{} | without a state"
            })
    void aStateThatIsNeitherPendingNorThereIsARefusalInItsWords(String shown, String words) throws Exception {
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setBody(shown);
        KeyedResource.made().process(exchange);
        assertThat(exchange.getMessage().getBody()).isEqualTo(new ElementAnswer.Refused(words));
    }

    @Test
    void whatALineIsChargedByTakesThePlaceOfTheFormerAndGivesItBack() throws Exception {
        paper.chargingProfile = "mobile-s";
        assertThat(perform(PROVISION, paper.order + "-S7", 1)).isEqualTo(DONE);
        paper.chargingProfile = "mobile-m";
        paper.formerCharging = "mobile-s";
        network.order("charging", "{\"mode\":\"LATE\",\"delayMillis\":400,\"remaining\":1}");
        assertThat(perform(REPLACE, 2)).isEqualTo(OUTSTANDING);
        assertThat(charging()).containsExactly("mobile-m PENDING 18000", "mobile-s ACTIVE 18000");
        assertThat(until(REPLACE, outcome -> !outcome.equals(OUTSTANDING))).isEqualTo(DONE);
        assertThat(charging()).containsExactly("mobile-m ACTIVE 18000");

        network.order("charging", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(RESTORE, paper.undo(), 3)).isInstanceOf(Outage.class);
        assertThat(perform(RESTORE, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(charging()).containsExactly("mobile-s ACTIVE 6000");
        assertThat(network.effects("charging")).isEqualTo(3);
    }

    @Test
    void aLineWhoseChargingIsGoneIsNotChangedButLookedInto() throws Exception {
        paper.formerCharging = "mobile-s";
        assertThat(perform(REPLACE, 2))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal.message()).contains("there is no charging profile"));
        assertThat(charging()).isEmpty();
    }

    /** Those of the line, each with its state and seconds. */
    private static List<String> charging() throws Exception {
        List<String> profiles = new ArrayList<>();
        for (JsonNode entity : network.get("charging/entities")) {
            JsonNode document = entity.path("document");
            profiles.add(document.path("profile").asText() + " "
                    + entity.path("state").asText() + " "
                    + document.path("grantedUnits").path(0).path("time").asText());
        }
        return profiles.stream().sorted().toList();
    }

    @Test
    void aCardIsSentToWhoOrderedItAndItsTrackingNumberIsKept() throws Exception {
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        JsonNode shipment = network.get("shipping/entities").get(0).path("document");
        assertThat(shipment.path("recipient").path("name").asText()).isEqualTo("Ada Lovelace");
        assertThat(shipment.path("recipient").path("postalCode").asText()).isEqualTo("10115");
        assertThat(paper.completed.get(paper.step()).get("trackingNumber"))
                .isEqualTo(shipment.path("trackingNumber").asText())
                .matches("LX[0-9]{9}DE");
    }

    @Test
    void aCardIsCalledBackAsLongAsTheWarehouseHasIt() throws Exception {
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        for (int job = 2; job < 4; job++) {
            assertThat(perform(CALL_BACK, paper.undo(), job)).isEqualTo(DONE);
        }
        assertThat(network.get("shipping/entities")).isEmpty();
        assertThat(network.effects("shipping")).isEqualTo(2);
    }

    @Test
    void aCardThatTheCarrierHasIsLetGo() throws Exception {
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        network.tell("shipping/handover", paper.iccid());
        assertThat(perform(CALL_BACK, paper.undo(), 2)).isEqualTo(DONE);
        assertThat(network.get("shipping/entities").get(0).path("state").asText())
                .isEqualTo("HANDED_OVER");
        assertThat(network.effects("shipping")).isEqualTo(1);
    }

    @Test
    void aLineThatWasThereBeforeIsSentNoCardWhateverElseItsOrderBrings() throws Exception {
        paper.changes = true;
        assertThat(perform(SHIP, 1)).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(paper.step());
        assertThat(network.count("shipping", "requests")).isZero();
    }

    @Test
    void whoIsNotKnownAtTheAddressIsRefusedWithItsCodeAndNothingOfHimIsKept() throws Exception {
        paper.customerName = "Outis Nobody";
        assertRefused("IDENTITY_NOT_VERIFIED");
        assertThat(network.get("identity/entities").toString()).doesNotContain("Outis", "1985-12-10", "10115");
        assertThat(network.effects("identity")).isEqualTo(1);
    }

    @Test
    void aRegisterThatGivesNoAnswerIsARefusalWithItsOwnCode() throws Exception {
        network.order("identity", "{\"mode\":\"REFUSE\"}");
        assertRefused("IDENTITY_CHECK_REFUSED");
    }

    @Test
    void chargingThatAnswersSlowlyServesAndIsSaidToBeSlow() throws Exception {
        network.order("charging", "{\"mode\":\"SLOW\",\"delayMillis\":1}");
        assertThat(perform("fulfilment.check-dependencies", 1))
                .isEqualTo(JobOutcome.completed(Variable.CHECKS_PASSED, true));
        assertThat(paper.checked)
                .filteredOn(result -> result.check().equals("element-charging"))
                .extracting(CheckResult::message)
                .containsExactly("It serves late or in part: charging answers slowly");
    }

    @Test
    void anOrderThatWasJudgedIsNotJudgedASecondTime() throws Exception {
        network.order("identity", "{\"mode\":\"DOWN\"}");
        paper.checksFound = Optional.of(true);
        assertThat(perform("fulfilment.check-dependencies", 1))
                .isEqualTo(JobOutcome.completed(Variable.CHECKS_PASSED, true));
        assertThat(paper.checked).isEmpty();
    }
}
