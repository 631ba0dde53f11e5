package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile of an eSIM is ordered, confirmed and released once, and its order is cancelled once, whatever becomes of an answer. */
class OrderProfileRoutesTest extends RouteStory {

    private static final String ORDER = "fulfilment.order-profile";
    private static final String CANCEL = "fulfilment.cancel-profile";
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

    @Test
    void aProfileIsReleasedForDownloadAndItsActivationCodeIsKept() throws Exception {
        for (int job = 1; job < 4; job++) {
            assertThat(perform(ORDER, job)).isEqualTo(DONE);
        }
        assertThat(code()).matches("LPA:1\\$smdp.dialtone.example\\$([0-9A-F]{5}-){3}[0-9A-F]{5}");
        assertThat(profile().path("state").asText()).isEqualTo("RELEASED");
        assertThat(code())
                .endsWith("$" + profile().path("document").path("matchingId").asText());
        assertThat(network.effects("smdp")).isEqualTo(2);
    }

    @Test
    void twoProfilesHaveMatchingIdsThatTellNothingOfEachOther() throws Exception {
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        String first = code();
        paper = new OrderOnPaper(9_999_001);
        assertThat(perform(ORDER, 2)).isEqualTo(DONE);
        assertThat(code()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"downloadOrder", "confirmOrder"})
    void anAnswerThatIsLostIsReadBack(String function) throws Exception {
        network.order("smdp", "{\"mode\":\"DROP\",\"operation\":\"" + function + "\",\"remaining\":1}");
        assertThat(perform(ORDER, 1)).isInstanceOf(Outage.class);
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        assertThat(code()).startsWith("LPA:1$");
        assertThat(network.effects("smdp")).isEqualTo(2);
        assertThat(network.count("smdp", "duplicates")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"downloadOrder", "confirmOrder"})
    void whatIsRefusedIsSaidWithItsCodesAndAskedAnewWhenResubmitted(String function) throws Exception {
        network.order("smdp", "{\"mode\":\"REFUSE\",\"operation\":\"" + function + "\",\"remaining\":1}");
        JobOutcome refused = perform(ORDER, 1);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.message()).contains("8.8 4.2: smdp refuses"));
        assertThat(perform(ORDER, 1)).isEqualTo(refused);
        assertThat(perform(ORDER, 2)).isEqualTo(DONE);
        assertThat(network.effects("smdp")).isEqualTo(2);
    }

    @Test
    void aProfileThatAnotherOrderHasIsRefusedAndStaysItsOwn() throws Exception {
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        String other = paper.order + "-S2";
        assertThat(perform(ORDER, other, 2))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.message()).contains("8.2.1 3.3:"));
        assertThat(perform(CANCEL, other + "-undo", 3)).isEqualTo(DONE);
        assertThat(profile().path("state").asText()).isEqualTo("RELEASED");
    }

    @Test
    void anOrderIsCancelledOnceHoweverOftenTheJobComesAndTheProfileIsNotHandedOutAgain() throws Exception {
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        network.order("smdp", "{\"mode\":\"DROP\",\"operation\":\"cancelOrder\",\"remaining\":1}");
        assertThat(perform(CANCEL, paper.undo(), 2)).isInstanceOf(Outage.class);
        for (int job = 2; job < 5; job++) {
            assertThat(perform(CANCEL, paper.undo(), job)).isEqualTo(DONE);
        }
        assertThat(profile().path("state").asText()).isEqualTo("UNAVAILABLE");
        assertThat(profile().path("active").asBoolean()).isFalse();
        assertThat(network.effects("smdp")).isEqualTo(3);
    }

    @Test
    void anOrderThatStopsBetweenItsTwoFunctionsIsCancelled() throws Exception {
        network.order("smdp", "{\"mode\":\"DROP\",\"operation\":\"downloadOrder\",\"remaining\":1}");
        assertThat(perform(ORDER, 1)).isInstanceOf(Outage.class);
        paper.stopping = true;
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        assertThat(paper.cancelled).containsExactly(paper.step());
        assertThat(perform(CANCEL, paper.undo(), 2)).isEqualTo(DONE);
        assertThat(profile().path("state").asText()).isEqualTo("UNAVAILABLE");
        paper.stopping = false;
        assertThat(perform(ORDER, 1)).as("a job that comes late").isEqualTo(DONE);
        assertThat(network.effects("smdp")).isEqualTo(2);
    }

    @Test
    void anOrderThatNeverArrivedIsRuledOut() throws Exception {
        network.order("smdp", "{\"mode\":\"DOWN\"}");
        assertThat(perform(ORDER, 1)).isInstanceOf(Outage.class);
        network.order("smdp", "{\"mode\":\"NORMAL\"}");
        assertThat(perform(CANCEL, paper.undo(), 2)).isEqualTo(OUTSTANDING);
        pass(ON_ITS_WAY);
        assertThat(perform(CANCEL, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(network.get("smdp/entities")).isEmpty();
    }

    @Test
    void aProfileThatATelephoneHasIsLetGo() throws Exception {
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        network.tell("smdp/installation", paper.iccid());
        assertThat(perform(CANCEL, paper.undo(), 2)).isEqualTo(DONE);
        assertThat(profile().path("state").asText()).isEqualTo("INSTALLED");
        assertThat(network.effects("smdp")).isEqualTo(2);
    }

    @Test
    void withoutAQuestionAnOrderIsCancelledAllTheSame() throws Exception {
        network.loseProfileStatus();
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        network.order("smdp", "{\"mode\":\"DROP\",\"operation\":\"cancelOrder\",\"remaining\":1}");
        assertThat(perform(CANCEL, paper.undo(), 2)).isInstanceOf(Outage.class);
        assertThat(perform(CANCEL, paper.undo(), 2)).isEqualTo(DONE);
        assertThat(profile().path("state").asText()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void withoutAQuestionACancellationThatIsRefusedIsForAPerson() throws Exception {
        network.loseProfileStatus();
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        network.order("smdp", "{\"mode\":\"REFUSE\",\"operation\":\"cancelOrder\",\"remaining\":1}");
        assertThat(perform(CANCEL, paper.undo(), 2)).isInstanceOf(Refused.class);
        assertThat(profile().path("state").asText()).isEqualTo("RELEASED");
        assertThat(perform(CANCEL, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(profile().path("state").asText()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void withoutAQuestionWhatAnAnswerThatWasLostHasOrderedIsTakenAsOrdered() throws Exception {
        network.loseProfileStatus();
        network.order("smdp", "{\"mode\":\"DROP\",\"operation\":\"downloadOrder\",\"remaining\":1}");
        assertThat(perform(ORDER, 1)).isInstanceOf(Outage.class);
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        assertThat(code()).startsWith("LPA:1$");
    }

    @Test
    void withoutAQuestionAnOrderWhoseAnswerWasLostStaysUndecidedWhenItIsNotWanted() throws Exception {
        network.loseProfileStatus();
        network.order("smdp", "{\"mode\":\"DROP\",\"operation\":\"downloadOrder\",\"remaining\":1}");
        assertThat(perform(ORDER, 1)).isInstanceOf(Outage.class);
        pass(ON_ITS_WAY);
        assertThat(perform(CANCEL, paper.undo(), 2))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal.message()).contains("no function getProfileStatus"));
        assertThat(profile().path("state").asText()).isEqualTo("ALLOCATED");
    }

    @Test
    void whatNobodyKnowsNeedsNoCancellation() throws Exception {
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        network.reset();
        network.loseProfileStatus();
        assertThat(perform(CANCEL, paper.undo(), 2)).isEqualTo(DONE);
    }

    @Test
    void anOrderIsCancelledUnderItsMatchingIdAndItsEid() throws Exception {
        paper.inventory = Map.of("eid", "89049032000000000000000000000001");
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        paper.inventory = Map.of("eid", "89049032000000000000000000000002");
        assertThat(perform(CANCEL, paper.undo(), 2))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.message()).contains("8.1.1 3.10:"));
        paper.inventory = Map.of("eid", "89049032000000000000000000000001");
        assertThat(perform(CANCEL, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(profile().path("state").asText()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void aLineThatWasThereBeforeGetsNoOtherProfile() throws Exception {
        paper.changes = true;
        assertThat(perform(ORDER, 1)).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(paper.step());
        assertThat(network.count("smdp", "requests")).isZero();
    }

    private static String code() {
        return paper.completed.get(paper.step()).get("activationCode");
    }

    private static JsonNode profile() throws Exception {
        return network.get("smdp/entities").get(0);
    }
}
