package dialtone.element.service;

import static dialtone.element.service.MovingClock.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.bpmn.Priority;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementState;
import dialtone.element.Maintenance;
import dialtone.platform.job.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ElementGateTest {

    private static final Duration AFTER_REST = ElementGate.REST.plusMillis(1);

    private final MovingClock clock = new MovingClock();
    private final ElementGate gate = new ElementGate("hlr", clock);

    @Test
    void outagesOpenTheCircuitAndAreToldInTheElementsWords() throws Exception {
        for (int call = 1; call < ElementGate.FEWEST_CALLS; call++) {
            gate.enter(Priority.USUAL).failed("ConnectException: refused");
            assertThat(gate.look().state()).isEqualTo(ElementState.CLOSED);
            assertThat(gate.isOpen()).isTrue();
        }
        clock.pass(Duration.ofSeconds(3));
        gate.enter(Priority.USUAL).failed("HTTP 503, gone to lunch");

        ElementGate.Look look = gate.look();
        assertThat(look.state()).isEqualTo(ElementState.OPEN);
        assertThat(look.since()).isEqualTo(TEN.plusSeconds(3));
        assertThat(look.reason()).isEqualTo("HTTP 503, gone to lunch");
        assertThat(look.inFlight()).isZero();
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.room(Priority.USUAL)).isZero();
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class).hasMessageContaining("gone to lunch");
    }

    @Test
    void answersAndRefusalsAndFaultsOfOursNeverOpenIt() throws Exception {
        for (int call = 0; call < 30; call++) {
            gate.enter(Priority.USUAL).answered();
            gate.enter(Priority.USUAL).withdrawn();
        }
        assertThat(gate.look().state()).isEqualTo(ElementState.CLOSED);
        assertThat(gate.look().inFlight()).isZero();
    }

    @Test
    void anElementThatFailsLessThanHalfTheTimeIsAskedOn() throws Exception {
        for (int call = 0; call < 30; call++) {
            gate.enter(Priority.USUAL).answered();
            gate.enter(Priority.USUAL).answered();
            gate.enter(Priority.USUAL).failed("now and then");
        }
        assertThat(gate.look().state()).isEqualTo(ElementState.CLOSED);
    }

    @Test
    void afterItsRestOneCallTriesTheElementAndAGoodOneClosesTheCircuit() throws Exception {
        open();
        clock.pass(AFTER_REST);
        assertThat(gate.look().state()).isEqualTo(ElementState.HALF_OPEN);
        assertThat(gate.room(Priority.USUAL)).isEqualTo(1);
        assertThat(gate.isOpen()).isFalse();

        ElementGate.Call attempt = gate.enter(Priority.USUAL);
        assertThat(gate.room(Priority.USUAL)).isZero();
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class);
        attempt.answered();

        assertThat(gate.look().state()).isEqualTo(ElementState.CLOSED);
        assertThat(gate.look().since()).isEqualTo(TEN.plus(AFTER_REST));
        assertThat(gate.look().reason()).isEmpty();
        assertThat(gate.room(Priority.USUAL)).isEqualTo(Admission.UNLIMITED);
    }

    @Test
    void aTryThatFailsGivesTheElementAnotherRestAndItIsAwaySinceTheBeginning() throws Exception {
        open();
        clock.pass(AFTER_REST);
        gate.enter(Priority.USUAL).failed("still away");

        assertThat(gate.look().state()).isEqualTo(ElementState.OPEN);
        assertThat(gate.look().since()).isEqualTo(TEN);
        assertThat(gate.look().reason()).isEqualTo("still away");
        clock.pass(ElementGate.REST.minusMillis(1));
        assertThat(gate.room(Priority.USUAL)).isZero();
        clock.pass(Duration.ofMillis(2));
        assertThat(gate.room(Priority.USUAL)).isEqualTo(1);
    }

    @Test
    void aTryThatTeachesNothingLeavesRoomForAnother() throws Exception {
        open();
        clock.pass(AFTER_REST);
        gate.enter(Priority.USUAL).withdrawn();
        assertThat(gate.room(Priority.USUAL)).isEqualTo(1);
        gate.enter(Priority.USUAL).answered();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void inAMaintenanceNothingComesThroughAndAfterItAllDoes() throws Exception {
        ElementGate.Call begunBefore = gate.enter(Priority.USUAL);
        gate.limit(maintenanceIn(Duration.ofSeconds(10)));

        assertThat(gate.look().state()).isEqualTo(ElementState.CLOSED);
        clock.pass(Duration.ofSeconds(10));
        assertThat(gate.look().state()).isEqualTo(ElementState.MAINTENANCE);
        assertThat(gate.look().reason()).isEqualTo("new boards");
        assertThat(gate.look().since()).isEqualTo(TEN.plusSeconds(10));
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.room(Priority.USUAL)).isZero();
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class).hasMessageContaining("new boards");
        begunBefore.answered();

        clock.pass(Duration.ofMinutes(1));
        gate.enter(Priority.USUAL).answered();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void noMoreCallsBeginInAnySecondThanMay() throws Exception {
        gate.limit(limits(Optional.of(3), Optional.empty(), Optional.empty()));
        assertThat(gate.room(Priority.USUAL)).isEqualTo(3);
        for (int call = 0; call < 3; call++) {
            gate.enter(Priority.USUAL).answered();
        }
        assertThat(gate.room(Priority.USUAL)).isZero();
        assertThat(gate.isOpen()).as("it serves, and has enough to do").isTrue();
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class).hasMessageContaining("as many calls");
        clock.pass(Duration.ofSeconds(1));
        gate.enter(Priority.USUAL).answered();
        assertThat(gate.look().callsLastSecond()).isEqualTo(1);
    }

    @Test
    void noMoreCallsBeginInAnyMinutesThanMay() throws Exception {
        gate.limit(limits(Optional.of(100), Optional.of(new CallWindow(5, 10)), Optional.empty()));
        for (int call = 0; call < 5; call++) {
            gate.enter(Priority.USUAL).answered();
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(gate.room(Priority.USUAL)).isZero();
        assertThat(gate.look().callsInWindow()).contains(5);
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class);
        clock.pass(Duration.ofMinutes(5));
        assertThat(gate.room(Priority.USUAL)).isEqualTo(1);
        gate.enter(Priority.USUAL).answered();
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class);
    }

    @Test
    void whatHasBegunComesToItsEndAndWhoBeginsWaitsTheLonger() throws Exception {
        gate.limit(limits(Optional.of(1), Optional.empty(), Optional.empty()));
        gate.enter(Priority.USUAL).answered();
        gate.goOn().answered();
        clock.pass(Duration.ofMillis(999));
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class);
        clock.pass(Duration.ofMillis(1));
        gate.enter(Priority.USUAL).answered();
    }

    @Test
    void whatHasBegunStopsAllTheSameWhenNoCallIsFree() throws Exception {
        gate.limit(limits(Optional.empty(), Optional.empty(), Optional.of(1)));
        ElementGate.Call first = gate.enter(Priority.USUAL);
        assertThatThrownBy(gate::goOn).isInstanceOf(ElementNotOpen.class);
        first.answered();
        gate.goOn().answered();
    }

    @Test
    void whatHasBegunStopsAllTheSameWhenTheElementIsAway() throws Exception {
        open();
        assertThatThrownBy(gate::goOn).isInstanceOf(ElementNotOpen.class);
    }

    @Test
    void aLowerLimitCountsTheCallsThatWereMadeBefore() throws Exception {
        for (int call = 0; call < 4; call++) {
            gate.enter(Priority.USUAL).answered();
        }
        gate.limit(limits(Optional.of(4), Optional.empty(), Optional.empty()));
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class);
    }

    @Test
    void aCallThatEndsMakesRoomForOneThatWaits() throws Exception {
        gate.limit(limits(Optional.empty(), Optional.empty(), Optional.of(1)));
        ElementGate.Call first = gate.enter(Priority.USUAL);
        assertThat(gate.room(Priority.USUAL)).isZero();
        CompletableFuture<ElementGate.Call> second = CompletableFuture.supplyAsync(() -> {
            try {
                return gate.enter(Priority.USUAL);
            } catch (ElementNotOpen | InterruptedException refused) {
                throw new IllegalStateException(refused);
            }
        });
        first.answered();
        second.get(10, TimeUnit.SECONDS).answered();
        assertThat(gate.look().inFlight()).isZero();
    }

    @Test
    void aCallThatFindsNoRoomInTimeIsTurnedAway() throws Exception {
        gate.limit(limits(Optional.empty(), Optional.empty(), Optional.of(2)));
        List<ElementGate.Call> calls = new ArrayList<>(List.of(gate.enter(Priority.USUAL), gate.enter(Priority.USUAL)));
        assertThatThrownBy(this::call).isInstanceOf(ElementNotOpen.class);
        assertThat(gate.look().inFlight()).isEqualTo(2);
        calls.forEach(ElementGate.Call::answered);
        assertThat(gate.room(Priority.USUAL)).isEqualTo(2);
    }

    @Test
    void limitsThatAreLiftedLimitNothing() throws Exception {
        gate.limit(limits(Optional.of(1), Optional.empty(), Optional.empty()));
        gate.enter(Priority.USUAL).answered();
        gate.limit(ElementLimits.NONE);
        assertThat(gate.room(Priority.USUAL)).isEqualTo(Admission.UNLIMITED);
        for (int call = 0; call < 2 * ElementLimits.MAX_PER_SECOND; call++) {
            gate.enter(Priority.USUAL).answered();
        }
    }

    @Test
    void ofManyCallsThatWaitTheUrgentOneIsTheFirstThatBegins() throws Exception {
        gate.limit(limits(Optional.empty(), Optional.empty(), Optional.of(1)));
        ElementGate.Call first = gate.enter(Priority.USUAL);
        List<CompletableFuture<ElementGate.Call>> usual =
                IntStream.range(0, 8).mapToObj(one -> waiting(Priority.USUAL)).toList();
        CompletableFuture<ElementGate.Call> urgent = waiting(Priority.URGENT);
        first.answered();
        assertThat(urgent.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(usual).allSatisfy(call -> assertThat(call).failsWithin(Duration.ofSeconds(10)));
        urgent.get().answered();
        gate.enter(Priority.USUAL).answered();
    }

    /** A call of another thread that has found no room yet. */
    private CompletableFuture<ElementGate.Call> waiting(Priority priority) {
        CompletableFuture<ElementGate.Call> call = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                call.complete(gate.enter(priority));
            } catch (ElementNotOpen | InterruptedException refused) {
                call.completeExceptionally(refused);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING && !call.isDone()) {
            Thread.onSpinWait();
        }
        return call;
    }

    private void call() throws ElementNotOpen, InterruptedException {
        gate.enter(Priority.USUAL);
    }

    private void open() throws Exception {
        for (int call = 0; call < ElementGate.FEWEST_CALLS; call++) {
            gate.enter(Priority.USUAL).failed("away");
        }
        assertThat(gate.look().state()).isEqualTo(ElementState.OPEN);
    }

    private static ElementLimits limits(
            Optional<Integer> perSecond, Optional<CallWindow> window, Optional<Integer> concurrent) {
        return new ElementLimits(perSecond, window, concurrent, Optional.empty());
    }

    /** A minute long. */
    private static ElementLimits maintenanceIn(Duration ahead) {
        return new ElementLimits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Maintenance(TEN.plus(ahead), TEN.plus(ahead).plusSeconds(60), "new boards")));
    }
}
