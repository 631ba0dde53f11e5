package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.bpmn.ProcessError;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps that are stopped wherever they stand, and taken back: nothing is begun after the stop, and nothing stays active. */
class TakingBackRoutesTest extends RouteStory {

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

    /** What delivers, what takes back, and the elements whose effects these are, in the order in which they are asked to deliver. */
    enum Kind {
        SIM("fulfilment.activate-sim", "fulfilment.deactivate-sim", "hlr", "sim"),
        DEVICE("fulfilment.activate-device", "fulfilment.deactivate-device", "device"),
        PROFILE("fulfilment.apply-network-profile", "fulfilment.remove-network-profile", "policy"),
        CHARGING("fulfilment.provision-charging", "fulfilment.remove-charging", "charging"),
        SIM_UPDATE("fulfilment.update-sim", "fulfilment.withdraw-update", "ota"),
        MAILBOX("fulfilment.create-mailbox", "fulfilment.remove-mailbox", "voicemail");

        private final String forward;
        private final String back;
        private final String elements;

        Kind(String forward, String back, String... elements) {
            this.forward = forward;
            this.back = back;
            this.elements = String.join(" ", elements);
        }

        private List<String> elements() {
            return List.of(elements.split(" ", -1));
        }

        /** The one that the step asks last. */
        private String last() {
            return elements().getLast();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAStepHasDoneIsTakenBackOnceHoweverOftenTheJobComes(Kind kind) throws Exception {
        assertThat(perform(kind.forward, 1)).isEqualTo(DONE);
        assertThat(active(kind)).isTrue();

        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(paper.undo());
        assertNothingLeft(kind, 2);

        long requests = requests();
        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(DONE);
        assertThat(perform(kind.back, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void whatAPersonHasDoneOnTheElementIsTakenBackThoughNothingOfItIsOurs() throws Exception {
        assertThat(perform("fulfilment.activate-sim", 1)).isEqualTo(DONE);
        forgetWhatWasAsked();
        paper.stopping = true;
        assertThat(perform("fulfilment.activate-sim", 2))
                .as("nothing of it is ours")
                .isEqualTo(DONE);
        paper.doneByHand = Optional.of(Map.of("activationCode", "LPA:1$smdp.example$X"));
        assertThat(perform("fulfilment.deactivate-sim", paper.undo(), 3)).isEqualTo(DONE);
        assertNothingLeft(Kind.SIM, 2);
    }

    @ParameterizedTest
    @EnumSource
    void aStepThatIsStoppedBeforeItBeganAsksNobodyEvenWhenItsJobComesLate(Kind kind) throws Exception {
        paper.stopping = true;
        assertThat(perform(kind.forward, 1)).isEqualTo(DONE);
        assertThat(paper.cancelled).containsExactly(paper.step());

        paper.stopping = false;
        assertThat(perform(kind.forward, 1))
                .as("a job that has seen the step before it was stopped")
                .isEqualTo(DONE);
        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(DONE);
        assertThat(paper.completed).containsOnlyKeys(paper.undo());
        assertThat(requests()).isZero();
    }

    @Test
    void aStepThatIsStoppedBetweenItsTwoActionsKeepsTheFirstUntilItIsTakenBack() throws Exception {
        network.order("hlr", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform("fulfilment.activate-sim", 1)).isInstanceOf(Outage.class);
        paper.stopping = true;
        assertThat(perform("fulfilment.activate-sim", 1)).isEqualTo(DONE);
        assertThat(paper.cancelled).containsExactly(paper.step());
        assertThat(paper.completed).isEmpty();
        assertThat(network.effects("hlr")).isEqualTo(1);

        assertThat(perform("fulfilment.deactivate-sim", paper.undo(), 2)).isEqualTo(DONE);
        assertThat(network.count("sim", "requests")).isZero();
        assertThat(network.effects("hlr")).isEqualTo(2);
        assertThat(active(Kind.SIM)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anEffectWhoseAnswerWasLostIsFoundByTheStopAndTakenBack(Kind kind) throws Exception {
        network.order(kind.last(), "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Outage.class);
        paper.stopping = true;
        network.order(kind.last(), "{\"mode\":\"DOWN\"}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Outage.class);
        network.order(kind.last(), "{\"mode\":\"NORMAL\"}");
        assertThat(perform(kind.forward, 1)).isEqualTo(DONE);
        assertThat(paper.completed).as("all of it is there").containsKey(paper.step());

        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(DONE);
        assertNothingLeft(kind, 2);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatNeverArrivedIsForgoneWhenItCannotArriveAnyMore(Kind kind) throws Exception {
        String first = kind.elements().getFirst();
        network.order(first, "{\"mode\":\"DOWN\"}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Outage.class);
        network.order(first, "{\"mode\":\"NORMAL\"}");
        paper.stopping = true;
        assertThat(perform(kind.forward, 1)).isEqualTo(OUTSTANDING);
        assertThat(paper.cancelled).isEmpty();
        pass(ON_ITS_WAY);
        assertThat(perform(kind.forward, 2)).isEqualTo(DONE);
        assertThat(paper.cancelled).containsExactly(paper.step());

        paper.stopping = false;
        assertThat(perform(kind.forward, 1)).as("a job that comes late").isEqualTo(DONE);
        assertThat(perform(kind.back, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(network.effects(first)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void workThatWasAcceptedIsWaitedForAndThenTakenBack(Kind kind) throws Exception {
        network.order(kind.last(), "{\"mode\":\"LATE\",\"delayMillis\":400,\"remaining\":1}");
        assertThat(perform(kind.forward, 1)).isEqualTo(OUTSTANDING);
        paper.stopping = true;
        assertThat(perform(kind.forward, 2)).isEqualTo(OUTSTANDING);
        assertThat(until(kind.forward, outcome -> !outcome.equals(OUTSTANDING))).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(paper.step());
        assertThat(perform(kind.back, paper.undo(), 3)).isEqualTo(DONE);
        assertNothingLeft(kind, 2);
    }

    @ParameterizedTest
    @EnumSource
    void workThatWasAcceptedAndThenRefusedLeavesNothing(Kind kind) throws Exception {
        network.order(kind.last(), "{\"mode\":\"LATE\",\"delayMillis\":50,\"remaining\":1,\"outcome\":\"REFUSED\"}");
        assertThat(perform(kind.forward, 1)).isEqualTo(OUTSTANDING);
        paper.stopping = true;
        pass(ON_ITS_WAY);
        assertThat(until(kind.forward, outcome -> !outcome.equals(OUTSTANDING))).isEqualTo(DONE);
        assertThat(paper.cancelled).containsExactly(paper.step());
        assertThat(perform(kind.back, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(active(kind)).isFalse();
        assertThat(network.effects(kind.last())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aStepThatWasRefusedIsCancelledWhenItStopsAndNobodyIsAskedAgain(Kind kind) throws Exception {
        String first = kind.elements().getFirst();
        network.order(first, "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Refused.class);
        long requests = requests();
        paper.stopping = true;
        assertThat(perform(kind.forward, 2)).isEqualTo(DONE);
        assertThat(paper.cancelled).containsExactly(paper.step());
        assertThat(perform(kind.back, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(requests()).isEqualTo(requests);
    }

    @ParameterizedTest
    @EnumSource
    void takingBackLearnsWhatBecameOfAStepThatAPersonGaveUp(Kind kind) throws Exception {
        network.order(kind.last(), "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Outage.class);
        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(DONE);
        assertNothingLeft(kind, 2);
    }

    @ParameterizedTest
    @EnumSource
    void takingBackWaitsForARequestThatMayStillArriveAndThenRulesItOut(Kind kind) throws Exception {
        network.order(kind.last(), "{\"mode\":\"DOWN\"}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Outage.class);
        network.order(kind.last(), "{\"mode\":\"NORMAL\"}");
        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(OUTSTANDING);
        assertThat(paper.awaited).containsExactly(paper.undo());
        pass(ON_ITS_WAY);
        assertThat(perform(kind.back, paper.undo(), 3)).isEqualTo(DONE);
        assertThat(active(kind)).isFalse();
        assertThat(perform(kind.forward, 1)).as("a job that comes late").isEqualTo(DONE);
        assertThat(network.effects(kind.last())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsLostWhileTakingBackIsReadBack(Kind kind) throws Exception {
        perform(kind.forward, 1);
        network.order(kind.last(), "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(kind.back, paper.undo(), 2)).isInstanceOf(Outage.class);
        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(DONE);
        assertNothingLeft(kind, 2);
        assertThat(network.count(kind.last(), "duplicates")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anElementThatDoesNotTakeBackIsForAPersonAndAResubmittedJobAsksAnew(Kind kind) throws Exception {
        perform(kind.forward, 1);
        network.order(kind.last(), "{\"mode\":\"REFUSE\",\"remaining\":1}");
        var refused = perform(kind.back, paper.undo(), 2);
        assertThat(refused).isInstanceOfSatisfying(Refused.class, refusal -> {
            assertThat(refusal.error()).isEqualTo(ProcessError.ELEMENT_REFUSED);
            assertThat(refusal.message()).contains("unableToComply").contains(kind.last());
        });
        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(refused);
        assertThat(perform(kind.back, paper.undo(), 3)).isEqualTo(DONE);
        assertNothingLeft(kind, 2);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereAnyMoreIsTakenBack(Kind kind) throws Exception {
        perform(kind.forward, 1);
        network.reset();
        assertThat(perform(kind.back, paper.undo(), 2)).isEqualTo(DONE);
        assertNothingLeft(kind, 0);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnotherStepHasMadeStays(Kind kind) throws Exception {
        assertThat(perform(kind.forward, 1)).isEqualTo(DONE);
        String other = paper.order + "-S2";
        assertThat(perform(kind.forward, other, 2)).isInstanceOf(Refused.class);
        assertThat(perform(kind.back, other + "-undo", 3)).isEqualTo(DONE);
        assertThat(active(kind)).isTrue();
        assertThat(network.effects(kind.last())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierOrderHasBroughtIsEndedOnceHoweverOftenTheJobComes(Kind kind) throws Exception {
        assertThat(perform(kind.forward, 1)).isEqualTo(DONE);
        paper.inventory = paper.completed.getOrDefault(paper.step(), Map.of());
        String ending = paper.order + "-S9";
        network.order(kind.last(), "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(kind.back, ending, 2)).isInstanceOf(Outage.class);
        assertThat(perform(kind.back, ending, 2)).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(ending);
        assertNothingLeft(kind, 2);

        long requests = requests();
        assertThat(perform(kind.back, ending, 3)).isEqualTo(DONE);
        assertThat(requests()).isEqualTo(requests);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierOrderHasSkippedIsTakenAwayWhenItIsThereAfterAll(Kind kind) throws Exception {
        network.order(kind.last(), "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Outage.class);
        paper.skipped = Optional.of(paper.step());
        String ending = paper.order + "-S9";
        assertThat(perform(kind.back, ending, 2)).isEqualTo(DONE);
        assertThat(paper.completed).containsKey(ending);
        assertNothingLeft(kind, 2);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierOrderHasSkippedAndWasNeverThereIsAskedForByNobody(Kind kind) throws Exception {
        network.order(kind.elements().getFirst(), "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform(kind.forward, 1)).isInstanceOf(Refused.class);
        paper.skipped = Optional.of(paper.step());
        long requests = requests();
        assertThat(perform(kind.back, paper.order + "-S9", 2)).isEqualTo(DONE);
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void anAddOnIsTakenBackAndTheProfileOfThePlanStays() throws Exception {
        perform("fulfilment.apply-network-profile", 1);
        paper.profile = "data-boost";
        String boost = paper.order + "-S2";
        assertThat(perform("fulfilment.apply-network-profile", boost, 2)).isEqualTo(DONE);
        assertThat(perform("fulfilment.remove-network-profile", boost + "-undo", 3))
                .isEqualTo(DONE);
        JsonNode left = network.get("policy/entities");
        assertThat(left).hasSize(1);
        assertThat(left.get(0).path("key").asText()).isEqualTo(paper.imsi() + "/mobile-data-m");
    }

    @Test
    void theEndOfAnAddOnIsTakenBackAndWhatTheLineHadIsThereAgain() throws Exception {
        perform("fulfilment.apply-network-profile", 1);
        paper.profile = "data-boost";
        perform("fulfilment.apply-network-profile", paper.order + "-S2", 2);
        String ending = paper.order + "-S9";
        assertThat(perform("fulfilment.remove-network-profile", ending, 3)).isEqualTo(DONE);
        assertThat(profiles()).containsExactly("mobile-data-m");
        network.order("policy", "{\"mode\":\"DROP\",\"remaining\":1}");
        assertThat(perform("fulfilment.apply-network-profile", ending + "-undo", 4))
                .isInstanceOf(Outage.class);
        for (int job = 4; job < 6; job++) {
            assertThat(perform("fulfilment.apply-network-profile", ending + "-undo", job))
                    .isEqualTo(DONE);
        }
        assertThat(profiles()).containsExactlyInAnyOrder("data-boost", "mobile-data-m");
    }

    @Test
    void anEndOfAnAddOnThatTheNetworkRefusedHasNothingToTakeBack() throws Exception {
        paper.profile = "data-boost";
        perform("fulfilment.apply-network-profile", 1);
        String ending = paper.order + "-S9";
        network.order("policy", "{\"mode\":\"REFUSE\",\"remaining\":1}");
        assertThat(perform("fulfilment.remove-network-profile", ending, 2)).isInstanceOf(Refused.class);
        assertThat(perform("fulfilment.apply-network-profile", ending + "-undo", 3))
                .isEqualTo(DONE);
        assertThat(network.effects("policy")).isEqualTo(1);
    }

    /** That the policy element has in force. */
    private static List<String> profiles() throws Exception {
        List<String> profiles = new ArrayList<>();
        for (JsonNode entity : network.get("policy/entities")) {
            if (entity.path("active").asBoolean()) {
                profiles.add(entity.path("document").path("profile").asText());
            }
        }
        return profiles;
    }

    @Test
    void aDeviceThatIsEndedLaterIsWaitedFor() throws Exception {
        perform("fulfilment.activate-device", 1);
        network.order("device", "{\"mode\":\"LATE\",\"delayMillis\":400,\"remaining\":1}");
        assertThat(perform("fulfilment.deactivate-device", paper.undo(), 2)).isEqualTo(OUTSTANDING);
        assertThat(paper.awaited).containsExactly(paper.undo());
        assertThat(until("fulfilment.deactivate-device", paper.undo(), outcome -> !outcome.equals(OUTSTANDING)))
                .isEqualTo(DONE);
        assertNothingLeft(Kind.DEVICE, 2);
    }

    /** What is there was done by somebody else. */
    private static void forgetWhatWasAsked() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM NETWORK_ACTION WHERE STEP_ID = ?")) {
            delete.setString(1, paper.step());
            delete.executeUpdate();
        }
    }

    /** @param effects of each of the elements: made and taken back are two */
    private static void assertNothingLeft(Kind kind, int effects) throws Exception {
        assertThat(active(kind)).isFalse();
        for (String element : kind.elements()) {
            assertThat(network.effects(element)).as(element).isEqualTo(effects);
        }
    }

    /** Whether any of the elements has something that serves the customer. */
    private static boolean active(Kind kind) throws Exception {
        for (String element : kind.elements()) {
            for (JsonNode entity : network.get(element + "/entities")) {
                if (entity.path("active").asBoolean()) {
                    return true;
                }
            }
        }
        return false;
    }
}
