package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.order.BatchedTask.Sight;
import dialtone.order.BatchedTask.State;
import dialtone.process.Continuation;
import dialtone.process.InstanceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchedTaskTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest(name = "{0}, engine {1} and {2}, step {3}, later task {4}: {5}")
    @CsvSource(textBlock = """
            RESUBMIT, ,           ,           RELEASED,         ,        DECIDED
            RESUBMIT, ACTIVE,     ,           RELEASED,         ,        DECIDED
            RESUBMIT, COMPLETED,  ,           RELEASED,         ,        DECIDED
            RESUBMIT, COMPLETED,  ,           COMPLETED,        ,        DECIDED
            RESUBMIT, COMPLETED,  ACTIVE,     RELEASED,         ,        RUNNING_AGAIN
            RESUBMIT, COMPLETED,  COMPLETED,  AWAITING_OUTCOME, ,        RUNNING_AGAIN
            RESUBMIT, COMPLETED,  COMPLETED,  COMPLETED,        ,        COMPLETED
            RESUBMIT, COMPLETED,  TERMINATED, IN_FALLOUT,       FAL-2,   IN_FALLOUT_AGAIN
            RESUBMIT, COMPLETED,  TERMINATED, COMPLETED,        FAL-2,   IN_FALLOUT_AGAIN
            RESUBMIT, COMPLETED,  ACTIVE,     CANCELLED,        ,        ENDED
            RESUBMIT, COMPLETED,  ACTIVE,     FAILED,           ,        ENDED
            RESUBMIT, TERMINATED, ,           RELEASED,         ,        ENDED
            RESUBMIT, COMPLETED,  ACTIVE,     ,                 ,        RUNNING_AGAIN
            RESUBMIT, COMPLETED,  COMPLETED,  ,                 ,        COMPLETED
            RESUBMIT, COMPLETED,  TERMINATED, ,                 ,        RUNNING_AGAIN
            RESUBMIT, COMPLETED,  TERMINATED, ,                 FAL-2,   IN_FALLOUT_AGAIN
            FAIL,     ,           ,           FAILED,           ,        DECIDED
            FAIL,     ACTIVE,     ,           FAILED,           ,        DECIDED
            FAIL,     COMPLETED,  ,           FAILED,           ,        ENDED
            CANCEL,   COMPLETED,  ACTIVE,     CANCELLED,        ,        ENDED
            CANCEL,   TERMINATED, ,           CANCELLED,        ,        ENDED
            """)
    void what_became_of_it_follows_from_what_the_engine_and_the_plan_say(
            FalloutDecision decision,
            InstanceState called,
            InstanceState nextJob,
            StepState step,
            String laterTask,
            State expected) {
        BatchedTask line = line();
        line.decided(NOON);
        line.follow(
                decision,
                new Sight(
                        Optional.ofNullable(called).map(state -> new Continuation(state, Optional.ofNullable(nextJob))),
                        Optional.ofNullable(step),
                        Optional.ofNullable(laterTask)),
                NOON.plusSeconds(1));

        assertThat(line.state()).isEqualTo(expected);
        boolean ended = expected != State.DECIDED && expected != State.RUNNING_AGAIN;
        assertThat(line.endedAt().isPresent()).isEqualTo(ended);
        assertThat(line.nextLookAt().isPresent()).isEqualTo(!ended);
    }

    @Test
    void one_that_ran_again_is_said_to_have_whatever_came_of_it() {
        BatchedTask line = line();
        line.decided(NOON);
        line.follow(FalloutDecision.RESUBMIT, runs(Optional.empty()), NOON.plusSeconds(3));
        assertThat(line.runningAgainAt()).contains(NOON.plusSeconds(3));
        line.follow(FalloutDecision.RESUBMIT, runs(Optional.of("FAL-2")), NOON.plusSeconds(9));

        assertThat(line.state()).isEqualTo(State.IN_FALLOUT_AGAIN);
        assertThat(line.runningAgainAt()).contains(NOON.plusSeconds(3));
        assertThat(line.laterTask()).contains("FAL-2");
        assertThat(line.endedAt()).contains(NOON.plusSeconds(9));
        assertThatThrownBy(() -> line.follow(FalloutDecision.RESUBMIT, runs(Optional.empty()), NOON.plusSeconds(10)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void it_is_looked_at_every_second_at_first_every_minute_later_and_after_a_week_no_more() {
        BatchedTask line = line();
        line.decided(NOON);
        assertThat(line.nextLookAt()).contains(NOON);
        assertThat(waitAfter(line, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(waitAfter(line, Duration.ofSeconds(50))).isEqualTo(Duration.ofSeconds(10));
        assertThat(waitAfter(line, Duration.ofHours(2))).isEqualTo(Duration.ofMinutes(1));
        Instant week = NOON.plus(BatchedTask.FOLLOWED).plusSeconds(1);
        line.follow(FalloutDecision.RESUBMIT, runs(Optional.empty()), week);
        assertThat(line.nextLookAt()).isEmpty();
        assertThat(line.state()).isEqualTo(State.RUNNING_AGAIN);
    }

    @Test
    void a_line_is_decided_or_refused_once() {
        BatchedTask decided = line();
        decided.decided(NOON);
        assertThatThrownBy(() -> decided.refused("late", NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decided.decided(NOON)).isInstanceOf(IllegalStateException.class);

        BatchedTask refused = line();
        refused.refused("x".repeat(BatchedTask.MAX_REASON + 1), NOON);
        assertThat(refused.reason()).hasValueSatisfying(why -> assertThat(why).hasSize(BatchedTask.MAX_REASON));
        assertThat(refused.endedAt()).contains(NOON);
        assertThatThrownBy(() -> refused.follow(FalloutDecision.FAIL, runs(Optional.empty()), NOON))
                .isInstanceOf(IllegalStateException.class);

        BatchedTask failing = line();
        for (int time = 1; time < BatchedTask.MAX_FAILURES; time++) {
            failing.failed(NOON);
            assertThat(failing.isWaiting()).isTrue();
        }
        failing.failed(NOON);
        assertThat(failing.state()).isEqualTo(State.REFUSED);
    }

    private static Duration waitAfter(BatchedTask line, Duration age) {
        Instant now = NOON.plus(age);
        line.follow(FalloutDecision.RESUBMIT, runs(Optional.empty()), now);
        return Duration.between(now, line.nextLookAt().orElseThrow());
    }

    private static Sight runs(Optional<String> laterTask) {
        return new Sight(
                Optional.of(new Continuation(InstanceState.COMPLETED, Optional.of(InstanceState.ACTIVE))),
                Optional.of(StepState.RELEASED),
                laterTask);
    }

    private static BatchedTask line() {
        return new BatchedTask(
                "FBA-1",
                17,
                new FalloutTask(
                        "FAL-1", new OrderId("ORD-1"), Optional.of("ORD-1-S2"), 42, "ELEMENT_REFUSED", "no", NOON));
    }
}
