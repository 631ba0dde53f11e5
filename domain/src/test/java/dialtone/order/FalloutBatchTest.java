package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.order.BatchedTask.State;
import dialtone.order.FalloutFilter.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FalloutBatchTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void a_batch_runs_is_paused_goes_on_and_is_done() {
        FalloutBatch batch = batch();
        assertThat(batch.state()).isEqualTo(PacedWork.State.RUNNING);
        assertThat(batch.nextTurnAt()).contains(NOON);
        batch.pause("ops", NOON.plusSeconds(1));
        assertThat(batch.stateBy()).contains("ops");
        assertThat(batch.stateAt()).isEqualTo(NOON.plusSeconds(1));
        assertThatThrownBy(() -> batch.pause("ops", NOON)).isInstanceOf(IllegalStateException.class);
        batch.resume("admin", NOON.plusSeconds(2));
        assertThat(batch.nextTurnAt()).contains(NOON.plusSeconds(2));
        batch.nothingWaits(NOON.plusSeconds(3));
        assertThat(batch.state()).isEqualTo(PacedWork.State.DONE);
        assertThat(batch.stateBy()).as("by itself").isEmpty();
        batch.nothingWaits(NOON.plusSeconds(4));
        assertThat(batch.stateAt()).isEqualTo(NOON.plusSeconds(3));
        assertThatThrownBy(() -> batch.resume("ops", NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batch.stop("ops", NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void one_that_skips_begins_when_another_person_approves_it() {
        FalloutBatch batch = new FalloutBatch(
                "FBA-1",
                new FalloutBatch.Proposal(FalloutDecision.SKIP, "it works without", FalloutFilter.ALL, 10),
                3,
                "ops",
                NOON);
        assertThat(batch.state()).isEqualTo(PacedWork.State.PROPOSED);
        assertThat(batch.takeTurn(NOON)).isFalse();
        assertThat(batch.approvedBy()).isEmpty();
        assertThatThrownBy(() -> batch.pause("admin", NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batch.approve("OPS", NOON)).isInstanceOf(IllegalStateException.class);
        batch.approve("admin", NOON.plusSeconds(1));
        assertThatThrownBy(() -> batch.approve("admin", NOON)).isInstanceOf(IllegalStateException.class);
        assertThat(batch.state()).isEqualTo(PacedWork.State.RUNNING);
        assertThat(batch.takeTurn(NOON.plusSeconds(1))).isTrue();
        assertThat(batch.resolution())
                .isEqualTo(new FalloutResolution(
                        FalloutDecision.SKIP, "admin", "it works without", Optional.of("FBA-1"), Optional.of("ops")));
    }

    @Test
    void what_was_done_by_hand_is_no_batch() {
        assertThat(new FalloutBatch.Proposal(FalloutDecision.COMPLETE_BY_HAND, "so", FalloutFilter.ALL, 1).objections())
                .extracting(Rejection::code)
                .containsExactly("INVALID_DECISION");
    }

    @Test
    void one_that_is_stopped_stays_so() {
        FalloutBatch batch = batch();
        batch.pause("ops", NOON);
        batch.stop("ops", NOON.plusSeconds(1));
        batch.nothingWaits(NOON.plusSeconds(2));
        assertThat(batch.state()).isEqualTo(PacedWork.State.STOPPED);
        assertThat(batch.stateBy()).contains("ops");
    }

    @Test
    void a_turn_is_one_nodes_and_the_next_comes_a_second_later() {
        FalloutBatch batch = batch();
        assertThat(batch.takeTurn(NOON)).isTrue();
        assertThat(batch.takeTurn(NOON.plusMillis(999))).isFalse();
        assertThat(batch.takeTurn(NOON.plusSeconds(1))).isTrue();
        batch.nextTurn(Optional.empty());
        assertThat(batch.takeTurn(NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void its_tasks_are_resolved_in_the_name_of_who_began_it() {
        assertThat(batch().resolution())
                .isEqualTo(new FalloutResolution(
                        FalloutDecision.RESUBMIT, "ops", "the vendor is back", Optional.of("FBA-1"), Optional.empty()));
    }

    @Test
    void a_batch_has_a_reason_a_pace_and_a_filter_that_can_be_kept() {
        assertThat(codes(" ", FalloutFilter.ALL, 10)).containsExactly("reason REASON_REQUIRED");
        assertThat(codes("x".repeat(FalloutTask.MAX_NOTE), FalloutFilter.ALL, FalloutBatch.MAX_PACE))
                .isEmpty();
        assertThat(codes("x".repeat(FalloutTask.MAX_NOTE + 1), FalloutFilter.ALL, 0))
                .containsExactly("reason TOO_LONG", "tasksPerSecond OUT_OF_RANGE");
        Set<String> many =
                IntStream.range(0, 400).mapToObj(one -> "ORD-" + (100000 + one)).collect(Collectors.toSet());
        assertThat(codes("so", FalloutFilter.ALL.with(Attribute.ORDER, many), FalloutBatch.MAX_PACE + 1))
                .containsExactly("tasksPerSecond OUT_OF_RANGE", "filter TOO_LONG");
        assertThatThrownBy(() -> new FalloutBatch("FBA-1", proposal(" ", FalloutFilter.ALL, 1), 1, "ops", NOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FalloutBatch("FBA-1", proposal("so", FalloutFilter.ALL, 1), 0, "ops", NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_filter_is_written_as_the_query_of_the_list() {
        assertThat(FalloutFilter.ALL.text()).isEmpty();
        assertThat(FalloutFilter.ALL
                        .with(Attribute.ORDER, List.of("ORD-1", "a&b=c,d"))
                        .text())
                .isEqualTo("orderId=ORD-1,a%26b%3Dc%2Cd");
        assertThat(FalloutFilter.ALL
                        .with(Attribute.JOB_TYPE, List.of("fulfilment.activate-sim"))
                        .with(Attribute.ORDER, List.of("ORD-2", "ORD-1"))
                        .with(Attribute.OFFERING, List.of())
                        .openedFrom(NOON)
                        .openedFrom(NOON.minusSeconds(1))
                        .openedBefore(NOON.plusSeconds(9))
                        .openedBefore(NOON.plusSeconds(8))
                        .dueBefore(NOON.plusSeconds(7))
                        .text())
                .isEqualTo(
                        "dueAt.lt=2026-11-25T12:00:07Z&jobType=fulfilment.activate-sim&openedAt.gte=2026-11-25T12:00:00Z"
                                + "&openedAt.lt=2026-11-25T12:00:08Z&orderId=ORD-1,ORD-2");
        assertThat(FalloutFilter.ALL.with(Attribute.OFFERING, List.of()).isAll())
                .isTrue();
    }

    @Test
    void all_is_decided_only_when_nothing_waits() {
        assertThat(progress(0).percentDecided()).isEqualTo(100);
        assertThat(progress(1).percentDecided()).isEqualTo(99);
        assertThat(progress(1).total()).isEqualTo(200);
        assertThat(BatchProgress.NOTHING.percentDecided()).isEqualTo(100);
    }

    private static BatchProgress progress(long waiting) {
        return new BatchProgress(Map.of(State.WAITING, waiting, State.COMPLETED, 200 - waiting), 0);
    }

    private static FalloutBatch batch() {
        return new FalloutBatch("FBA-1", proposal("the vendor is back", FalloutFilter.ALL, 10), 3, "ops", NOON);
    }

    private static List<String> codes(String reason, FalloutFilter filter, int pace) {
        return proposal(reason, filter, pace).objections().stream()
                .map((Rejection objection) -> objection.field() + " " + objection.code())
                .toList();
    }

    private static FalloutBatch.Proposal proposal(String reason, FalloutFilter filter, int pace) {
        return new FalloutBatch.Proposal(FalloutDecision.RESUBMIT, reason, filter, pace);
    }
}
