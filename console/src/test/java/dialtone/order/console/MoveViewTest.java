package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.base.console.Badge;
import dialtone.order.MoveProgress;
import dialtone.order.MovedOrder;
import dialtone.order.OrderId;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.order.service.ProcessMoves;
import dialtone.process.InstanceState;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.ProcessVersion;
import dialtone.process.RunningInstance;
import dialtone.process.service.ProcessVersions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MoveViewTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void a_move_says_what_is_moved_off_what_and_how_far_it_is() {
        ProcessMove move = new ProcessMove(
                "MOV-1", new ProcessMove.Proposal(Target.of("order-fulfilment", 3), "why", 10), 4, "ops", NOON);
        MoveView view = MoveView.of(new ProcessMoves.Standing(
                move, new MoveProgress(Map.of(MovedOrder.State.MOVED, 3L, MovedOrder.State.WAITING, 1L))));
        assertThat(view.what()).isEqualTo("4 orders off Order fulfilment v3");
        assertThat(view.percent()).isEqualTo(75);
        assertThat(view.counts())
                .extracting(count -> count.badge().label() + " " + count.value())
                .containsExactly("Waits for its turn 1", "Moved 3");
        assertThat(view.running()).isTrue();
        assertThat(view.moving()).isTrue();
        move.pause("admin", NOON);
        assertThat(MoveView.of(new ProcessMoves.Standing(move, MoveProgress.NOTHING)))
                .satisfies(paused -> {
                    assertThat(paused.state()).isEqualTo(new Badge("Paused", "warn"));
                    assertThat(paused.stateBy()).isEqualTo("admin");
                    assertThat(paused.paused()).isTrue();
                });
        ProcessMove one = new ProcessMove(
                "MOV-2", new ProcessMove.Proposal(Target.of(new OrderId("ORD-1")), "why", 10), 1, "ops", NOON);
        assertThat(MoveView.of(new ProcessMoves.Standing(one, MoveProgress.NOTHING))
                        .what())
                .isEqualTo("1 order by itself");
    }

    @Test
    void a_line_names_both_instances_with_their_versions_or_the_reason() {
        MovedOrder line = new MovedOrder("MOV-1", 1, new OrderId("ORD-1"));
        assertThat(MovedOrderRow.of(line)).satisfies(row -> {
            assertThat(row.from()).isEmpty();
            assertThat(row.toKey()).isEmpty();
        });
        line.leave(new RunningInstance(new ProcessInstanceKey(700), "p", 1, 2, InstanceState.ACTIVE), NOON);
        line.begin();
        line.moved(new RunningInstance(new ProcessInstanceKey(900), "p", 2, 2, InstanceState.ACTIVE), NOON);
        assertThat(MovedOrderRow.of(line)).satisfies(row -> {
            assertThat(row.from() + row.fromKey()).isEqualTo("v1700");
            assertThat(row.to() + row.toKey()).isEqualTo("v2900");
            assertThat(row.state()).isEqualTo(new Badge("Moved", "good"));
        });
        MovedOrder stays = new MovedOrder("MOV-1", 2, new OrderId("ORD-2"));
        stays.notMoved(Rejection.of("ALREADY_NEWEST", "It runs on the newest."), NOON);
        assertThat(MovedOrderRow.of(stays).reason()).isEqualTo("It runs on the newest.");
    }

    @Test
    void a_version_can_be_left_when_there_is_a_newer_one_and_something_is_open() {
        assertThat(row(1, false, 2).leave()).isEqualTo("?process=order-fulfilment&version=1");
        assertThat(row(1, false, 0).leave()).isEmpty();
        assertThat(row(2, true, 9).leave()).isEmpty();
        assertThat(row(2, true, 9).open()).isEqualTo("9");
        assertThat(row(2, true, ProcessVersions.MAX_COUNT).open()).isEqualTo("100000 or more");
    }

    @Test
    void a_dry_run_says_how_many_can_be_moved_and_why_others_stay() {
        VersionsPage.PreviewView view = VersionsPage.PreviewView.of(new ProcessMoves.Preview(
                4,
                true,
                2,
                1,
                List.of(new ProcessMoves.Kept("TASK_TAKEN", "olga works on it.", 2, List.of(new OrderId("ORD-1"))))));
        assertThat(view.movable()).isEqualTo("2 orders");
        assertThat(view.any()).isTrue();
        assertThat(view.more()).isTrue();
        assertThat(view.tasks()).isEqualTo("1 fallout task is closed, and its step performed again.");
        assertThat(view.kept())
                .containsExactly(new VersionsPage.PreviewView.Kept("2 orders", "olga works on it.", List.of("ORD-1")));
        assertThat(VersionsPage.PreviewView.of(new ProcessMoves.Preview(1, false, 1, 3, List.of())))
                .satisfies(one -> {
                    assertThat(one.movable()).isEqualTo("1 order");
                    assertThat(one.tasks()).isEqualTo("3 fallout tasks are closed, and their steps performed again.");
                });
    }

    private static VersionsPage.Row row(int version, boolean newest, long open) {
        return VersionsPage.Row.of(
                new ProcessVersion(new ProcessDefinitionKey(7), "order-fulfilment", version, NOON, newest, open));
    }
}
