package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import dialtone.order.MovedOrder.State;
import dialtone.order.ProcessMove.Target;
import dialtone.party.BillingAccountId;
import dialtone.process.InstanceState;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.ProcessVersion;
import dialtone.process.RunningInstance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order that leaves its process instance, and the move that it leaves with. */
class ProcessMoveTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Target VERSION = Target.of("order-fulfilment", 3);

    @Test
    void an_order_is_served_by_one_instance_and_those_it_has_called_until_it_leaves_and_then_by_the_next() {
        Serving serving = new Serving();
        assertThat(serving.isBy(700)).isFalse();
        assertThatThrownBy(serving::leave).isInstanceOf(IllegalStateException.class);
        assertThat(serving.by(asking(700))).isTrue();
        assertThat(serving.by(asking(700))).as("again").isTrue();
        assertThat(serving.by(asking(900))).as("another").isFalse();
        assertThat(serving.isBy(700)).isTrue();
        assertThat(serving.isBy(720)).as("called").isTrue();

        serving.leave();
        assertThat(serving.isLeft()).isTrue();
        assertThat(serving.instanceKey()).contains(700L);
        assertThat(serving.by(asking(700))).isFalse();
        assertThat(serving.isBy(700)).isFalse();
        assertThat(serving.isBy(720)).isFalse();
        assertThatThrownBy(serving::leave).isInstanceOf(IllegalStateException.class);

        assertThat(serving.by(asking(900))).isTrue();
        assertThat(serving.isLeft()).isFalse();
        assertThat(serving.isBy(900)).isTrue();
        assertThat(serving.isBy(720)).as("of the former one").isFalse();
        assertThat(serving.by(asking(700))).isFalse();
    }

    private static Serving.Asking asking(long instance) {
        return new Serving.Asking(instance, NOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {690, 710})
    void an_instance_that_the_engine_has_forgotten_is_followed_by_the_one_that_asks_later(long next) {
        Serving serving = new Serving();
        assertThat(serving.by(asking(700))).isTrue();
        assertThat(serving.by(new Serving.Asking(next, NOON.plusMillis(1)))).isTrue();
        assertThat(serving.isBy(next)).isTrue();
        assertThat(serving.isBy(next + 1)).as("called").isTrue();

        assertThat(serving.by(asking(700)))
                .as("a job of the former that was handed out before, and is late")
                .isFalse();
        assertThat(serving.isBy(next)).isTrue();
        assertThat(serving.by(asking(next))).as("a job of its own that is late").isTrue();
        assertThat(serving.by(asking(700))).as("late all the same").isFalse();
    }

    @Test
    void an_order_is_moved_when_something_of_it_runs_on_an_older_version_or_it_has_lost_its_instance() {
        ProductOrder order = placed();
        assertThat(objection(order, List.of())).contains("NOT_BEGUN");
        order.serveBy(asking(700));
        assertThat(objection(order, List.of())).contains("INSTANCE_UNKNOWN");
        assertThat(objection(order, List.of(running(700, 3, 3, InstanceState.ACTIVE))))
                .contains("ALREADY_NEWEST");
        assertThat(objection(order, List.of(running(700, 2, 3, InstanceState.ACTIVE))))
                .isEmpty();
        assertThat(objection(
                        order,
                        List.of(running(700, 3, 3, InstanceState.ACTIVE), running(720, 1, 2, InstanceState.ACTIVE))))
                .as("what it has called is older")
                .isEmpty();
        assertThat(objection(order, List.of(running(700, 3, 3, InstanceState.TERMINATED))))
                .isEmpty();
        assertThat(objection(
                        order,
                        List.of(
                                running(700, 3, 3, InstanceState.ACTIVE),
                                running(600, 1, 3, InstanceState.TERMINATED))))
                .as("one that has ended is not older")
                .contains("ALREADY_NEWEST");

        order.serving().leave();
        assertThat(objection(order, List.of(running(700, 2, 3, InstanceState.ACTIVE))))
                .contains("BEING_MOVED");
        order.serveBy(asking(900));
        order.reject(NOON);
        assertThat(objection(order, List.of(running(900, 2, 3, InstanceState.ACTIVE))))
                .contains("ORDER_HAS_ENDED");
    }

    @Test
    void what_was_given_up_about_the_whole_order_keeps_it_where_its_instance_hears_of_it() {
        ProductOrder order = placed();
        order.serveBy(asking(700));
        FalloutTask task = new FalloutTask(
                "FAL-1", order.id(), Optional.empty(), 720, "NUMBER_POOL_EMPTY", "no number is free", NOON);
        List<RunningInstance> older = List.of(running(700, 2, 3, InstanceState.ACTIVE));
        assertThat(MoveAssessment.objection(order, List.of(task), older)).isEmpty();
        task.resolve(FalloutResolution.of(FalloutDecision.FAIL, "ops", "hopeless"), NOON);
        assertThat(MoveAssessment.objection(order, List.of(task), older))
                .map(Rejection::code)
                .contains("DECISION_ON_ITS_WAY");
        List<RunningInstance> lost = List.of(running(700, 2, 3, InstanceState.TERMINATED));
        assertThat(MoveAssessment.objection(order, List.of(task), lost))
                .as("nothing hears of it any more")
                .isEmpty();
    }

    @Test
    void a_task_in_somebodys_hands_keeps_its_order_where_it_is() {
        ProductOrder order = placed();
        order.serveBy(asking(700));
        List<RunningInstance> older = List.of(running(700, 2, 3, InstanceState.ACTIVE));
        FalloutTask task = new FalloutTask(
                "FAL-1", order.id(), Optional.of("ORD-1-S1"), 720, "ELEMENT_REFUSED", "unable to comply", NOON);
        assertThat(MoveAssessment.objection(order, List.of(task), older)).isEmpty();
        task.take("olga", NOON);
        assertThat(MoveAssessment.objection(order, List.of(task), older))
                .contains(Rejection.of("TASK_TAKEN", "olga works on fallout task FAL-1."));
        task.giveBack("olga", NOON);
        task.ask(new DecisionRequest.Asked(FalloutDecision.SKIP, "ops", "it works without", Map.of()), NOON);
        assertThat(MoveAssessment.objection(order, List.of(task), older))
                .contains(Rejection.of("SECOND_PERSON_AWAITED", "Fallout task FAL-1 waits for a second person."));
    }

    @Test
    void a_move_runs_is_paused_goes_on_and_is_done() {
        ProcessMove move = move();
        assertThat(move.state()).isEqualTo(PacedWork.State.RUNNING);
        assertThat(move.nextTurnAt()).contains(NOON);
        assertThat(move.version()).contains(new Target.Version("order-fulfilment", 3));
        assertThat(move.takeTurn(NOON)).isTrue();
        assertThat(move.takeTurn(NOON)).as("another node").isFalse();
        move.pause("ops", NOON.plusSeconds(1));
        assertThat(move.stateBy()).contains("ops");
        assertThat(move.stateAt()).isEqualTo(NOON.plusSeconds(1));
        assertThatThrownBy(() -> move.pause("ops", NOON)).isInstanceOf(IllegalStateException.class);
        move.nextTurn(Optional.empty());
        assertThat(move.takeTurn(NOON.plusSeconds(9))).isFalse();
        move.resume("admin", NOON.plusSeconds(2));
        assertThat(move.nextTurnAt()).contains(NOON.plusSeconds(2));
        move.nothingWaits(NOON.plusSeconds(3));
        assertThat(move.state()).isEqualTo(PacedWork.State.DONE);
        assertThat(move.stateBy()).as("by itself").isEmpty();
        move.nothingWaits(NOON.plusSeconds(4));
        assertThat(move.stateAt()).isEqualTo(NOON.plusSeconds(3));
        assertThatThrownBy(() -> move.stop("ops", NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_stopped_move_stays_stopped_when_nothing_waits_any_more() {
        ProcessMove move = move();
        move.stop("ops", NOON);
        move.nothingWaits(NOON.plusSeconds(1));
        assertThat(move.state()).isEqualTo(PacedWork.State.STOPPED);
        assertThatThrownBy(() -> move.resume("ops", NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_move_keeps_what_it_was_begun_with() {
        ProcessMove move = move();
        assertThat(move.id()).isEqualTo("MOV-1");
        assertThat(move.reason()).isEqualTo("the loop of version 3");
        assertThat(move.aSecond()).isEqualTo(10);
        assertThat(move.orderCount()).isEqualTo(2);
        assertThat(move.createdBy()).isEqualTo("ops");
        assertThat(move.createdAt()).isEqualTo(NOON);
        ProcessMove one = new ProcessMove(
                "MOV-2", new ProcessMove.Proposal(Target.of(new OrderId("ORD-1")), "why", 1), 1, "ops", NOON);
        assertThat(one.version()).isEmpty();
    }

    @Test
    void what_is_proposed_needs_a_reason_and_a_pace_and_means_a_version_or_an_order() {
        assertThat(new ProcessMove.Proposal(VERSION, " ", 26).objections())
                .extracting(Rejection::code, Rejection::field)
                .containsExactly(tuple("REASON_REQUIRED", "reason"), tuple("OUT_OF_RANGE", "ordersPerSecond"));
        ProcessMove.Proposal wordy = new ProcessMove.Proposal(VERSION, "x".repeat(501), 1);
        assertThat(wordy.objections()).extracting(Rejection::code).containsExactly("TOO_LONG");
        assertThatThrownBy(() -> new ProcessMove("MOV-1", wordy, 1, "ops", NOON))
                .isInstanceOf(IllegalArgumentException.class);
        ProcessMove.Proposal good = new ProcessMove.Proposal(VERSION, "why", 1);
        for (int count : new int[] {0, ProcessMove.MAX_ORDERS + 1}) {
            assertThatThrownBy(() -> new ProcessMove("MOV-1", good, count, "ops", NOON))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Target(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_line_waits_leaves_begins_and_is_moved() {
        MovedOrder line = new MovedOrder("MOV-1", 17, new OrderId("ORD-1"));
        assertThat(line.id()).isEqualTo("MOV-1-17");
        assertThat(line.move()).isEqualTo("MOV-1");
        assertThat(line.position()).isEqualTo(17);
        assertThat(line.order()).isEqualTo(new OrderId("ORD-1"));
        assertThatThrownBy(line::begin).isInstanceOf(IllegalStateException.class);
        line.leave(running(700, 2, 3, InstanceState.ACTIVE), NOON);
        assertThat(line.leftAt()).contains(NOON);
        assertThat(line.fromInstance()).contains(new ProcessInstanceKey(700));
        assertThat(line.fromVersion()).contains(2);
        line.waitFor("y".repeat(300));
        assertThat(line.reason().orElseThrow()).hasSize(MovedOrder.MAX_REASON);
        for (int time = 0; time < MovedOrder.MAX_FAILURES; time++) {
            line.failed(NOON);
        }
        assertThat(line.state()).as("it is brought to its end").isEqualTo(State.LEAVING);
        assertThat(line.reason()).contains("The server fails at it; its log says why.");
        for (int time = 0; time < MovedOrder.MOST_COUNTED; time++) {
            line.failed(NOON);
        }
        assertThat(line.failures()).isEqualTo(MovedOrder.MOST_COUNTED);
        assertThatThrownBy(() -> line.notMoved(Rejection.of("A", "b"), NOON)).isInstanceOf(IllegalStateException.class);
        line.begin();
        assertThat(line.reason()).isEmpty();
        line.moved(running(900, 3, 3, InstanceState.ACTIVE), NOON.plusSeconds(2));
        assertThat(line.state()).isEqualTo(State.MOVED);
        assertThat(line.toInstance()).contains(new ProcessInstanceKey(900));
        assertThat(line.toVersion()).contains(3);
        assertThat(line.endedAt()).contains(NOON.plusSeconds(2));
        assertThatThrownBy(() -> line.notMoved(Rejection.of("A", "b"), NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_line_that_fails_again_and_again_is_not_moved() {
        MovedOrder line = new MovedOrder("MOV-1", 1, new OrderId("ORD-1"));
        for (int time = 1; time < MovedOrder.MAX_FAILURES; time++) {
            line.failed(NOON);
        }
        assertThat(line.state()).isEqualTo(State.WAITING);
        line.failed(NOON);
        assertThat(line.state()).isEqualTo(State.NOT_MOVED);
        assertThat(line.reasonCode()).contains("SERVER_FAILED");
        assertThat(line.fromInstance()).isEmpty();
        assertThat(line.toInstance()).isEmpty();
    }

    @Test
    void progress_is_a_hundred_only_when_every_order_has_come_to_its_end() {
        assertThat(MoveProgress.NOTHING.percentDone()).isEqualTo(100);
        MoveProgress progress = new MoveProgress(Map.of(State.MOVED, 198L, State.NOT_MOVED, 1L, State.BEGINNING, 1L));
        assertThat(progress.total()).isEqualTo(200);
        assertThat(progress.percentDone()).isEqualTo(99);
        assertThat(progress.in(State.MOVED)).isEqualTo(198);
        assertThat(progress.in(State.WAITING)).isZero();
        assertThat(Stream.of(State.values()).filter(State::isFinal).collect(Collectors.toSet()))
                .isEqualTo(Set.of(State.MOVED, State.NOT_MOVED, State.UNTOUCHED));
        assertThat(State.NOT_MOVED.wire()).isEqualTo("notMoved");
    }

    @Test
    void a_version_says_how_many_are_open_on_it() {
        ProcessVersion version = new ProcessVersion(new ProcessDefinitionKey(5), "p", 3, NOON, true, 0);
        assertThat(version.with(7)).isEqualTo(new ProcessVersion(new ProcessDefinitionKey(5), "p", 3, NOON, true, 7));
    }

    private static ProcessMove move() {
        return new ProcessMove("MOV-1", new ProcessMove.Proposal(VERSION, "the loop of version 3", 10), 2, "ops", NOON);
    }

    private static RunningInstance running(long key, int version, int newest, InstanceState state) {
        return new RunningInstance(new ProcessInstanceKey(key), "order-fulfilment", version, newest, state);
    }

    private static Optional<String> objection(ProductOrder order, List<RunningInstance> instances) {
        return MoveAssessment.objection(order, List.of(), instances).map(Rejection::code);
    }

    private static ProductOrder placed() {
        PlaceOrder command = order(item("1", "plan", Map.of()));
        return new ProductOrder(
                new OrderId("ORD-1"),
                command,
                new BillingAccountId("BAC-1"),
                "2026.11.1",
                OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .items(),
                Optional.empty(),
                NOON);
    }
}
