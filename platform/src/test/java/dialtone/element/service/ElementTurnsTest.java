package dialtone.element.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.Priority;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.Proposal;
import dialtone.platform.job.Admission;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose turn it is at an element that may be asked only so often. */
class ElementTurnsTest {

    private static final String BAR = "fulfilment.bar-subscriber";
    private static final String SIM = "fulfilment.activate-sim";
    private static final String PROFILE = "fulfilment.apply-network-profile";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MovingClock clock = new MovingClock();
    private final Map<String, ElementGate> gates = new HashMap<>();
    private final ElementTurns turns = new ElementTurns(this::gate, clock);

    private final Admission lost = turns.open(BAR, Priority.URGENT, Set.of("hlr"));
    private final Admission line = turns.open(SIM, Priority.USUAL, Set.of("hlr", "sim"));
    private final Admission batch = turns.open(SIM, Priority.BATCH, Set.of("hlr", "sim"));

    @Test
    void whereNobodyCountsAllTakeWhatThereIs() {
        assertThat(lost.room()).isEqualTo(Admission.UNLIMITED);
        assertThat(line.room()).isEqualTo(Admission.UNLIMITED);
        assertThat(batch.room()).isEqualTo(Admission.UNLIMITED);
    }

    @Test
    void aLowerQueueTakesNothingBeforeTheBrokerHasSaidThatNothingWaitsInTheHigherOnes() {
        limit("hlr", 5);
        assertThat(lost.room()).isEqualTo(5);
        assertThat(line.room()).isZero();
        lost.came(0, true);
        assertThat(line.room()).isEqualTo(5);
        assertThat(batch.room()).isZero();
        line.came(5, false);
        assertThat(batch.room()).as("more may wait").isZero();
        line.came(0, true);
        assertThat(batch.room()).as("five are in hand").isZero();
        line.done();
        line.done();
        assertThat(batch.room()).isEqualTo(2);
    }

    @Test
    void aJobInHandKeepsTheRoomThatItsCallWillNeed() throws Exception {
        limit("hlr", 1);
        lost.room();
        lost.came(1, false);
        assertThat(line.room()).isZero();
        lost.came(0, true);
        assertThat(line.room()).as("it has not called yet").isZero();
        gate("hlr").enter(Priority.URGENT).answered();
        clock.pass(SECOND);
        assertThat(line.room()).as("it is not done").isZero();
        lost.done();
        assertThat(line.room()).isEqualTo(1);
    }

    @Test
    void whatWasKnownOfAQueueIsAskedAnewWhenItCouldNotBeAsked() {
        limit("hlr", 5);
        lost.room();
        lost.came(0, true);
        assertThat(line.room()).isEqualTo(5);
        close("hlr");
        assertThat(lost.room()).isZero();
        assertThat(line.room()).isZero();
        limit("hlr", 5);
        assertThat(line.room()).as("who waits first is not known again").isZero();
        lost.came(0, true);
        assertThat(line.room()).isEqualTo(5);
    }

    @Test
    void ofAnElementThatIsTriedAgainTheHighestPriorityThatWaitsTries() throws Exception {
        for (int i = 0; i < ElementGate.FEWEST_CALLS; i++) {
            gate("hlr").enter(Priority.USUAL).failed("away");
        }
        assertThat(lost.room()).isZero();
        clock.pass(ElementGate.REST.plusMillis(1));
        assertThat(lost.room()).isEqualTo(1);
        assertThat(line.room()).isZero();
        lost.came(1, true);
        assertThat(line.room()).as("the lost line tries").isZero();
        lost.done();
        assertThat(line.room()).isEqualTo(1);
    }

    @Test
    void whoWaitsForAnotherElementHoldsNobodyUp() {
        Admission both = turns.open("fulfilment.change-sim", Priority.URGENT, Set.of("hlr", "ota"));
        limit("hlr", 5);
        close("ota");
        lost.room();
        lost.came(0, true);
        assertThat(both.room()).isZero();
        assertThat(line.room()).isEqualTo(5);
    }

    @Test
    void urgentWorkIsTakenWhenItsCallFitsSoonSoThatItIsThereFirst() throws Exception {
        limit("hlr", 1);
        gate("hlr").enter(Priority.USUAL).answered();
        assertThat(lost.room()).isZero();
        clock.pass(SECOND.minus(ElementGate.PATIENCE));
        assertThat(lost.room()).isEqualTo(1);
        assertThat(line.room()).isZero();
    }

    @Test
    void aBatchHasOneJobOfTenSecondsHoweverMuchGoesBeforeIt() {
        limit("hlr", 1);
        lost.came(0, true);
        assertThat(batch.room()).isZero();
        clock.pass(ElementTurns.LONGEST_KEPT_OUT.minusMillis(1));
        assertThat(batch.room()).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(batch.room()).isEqualTo(1);
        batch.came(1, false);
        assertThat(batch.room()).as("it has had its job").isZero();
        clock.pass(ElementTurns.LONGEST_KEPT_OUT);
        assertThat(batch.room()).isEqualTo(1);
    }

    @Test
    void queuesOfOnePriorityShareWhatTheHigherOnesLeave() {
        Admission profile = turns.open(PROFILE, Priority.USUAL, Set.of("hlr"));
        limit("hlr", 9);
        lost.came(1, true);
        assertThat(line.room()).isEqualTo(4);
        assertThat(profile.room()).isEqualTo(4);
    }

    private ElementGate gate(String element) {
        return gates.computeIfAbsent(element, name -> new ElementGate(name, clock));
    }

    private void limit(String element, int callsPerSecond) {
        gate(element)
                .limit(accepted(new Proposal(
                        Optional.of(callsPerSecond),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    }

    private void close(String element) {
        gate(element)
                .limit(accepted(new Proposal(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ElementLimits.MaintenanceProposal(
                                Optional.empty(),
                                Optional.of(clock.instant().plusSeconds(60)),
                                Optional.of("new boards"))))));
    }

    private ElementLimits accepted(Proposal proposal) {
        return ElementLimits.of(proposal, clock.instant()).fold(limits -> limits, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }
}
