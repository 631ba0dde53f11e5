package dialtone.order.service;

import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.bpmn.JobType;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.MovedOrder.State;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PacedWork;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.order.StepState;
import dialtone.platform.job.JobOutcome;
import dialtone.pool.PooledResource;
import dialtone.process.ProcessInstanceKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Orders that go on on another version of their processes; here the engine ends what it is told to, and tells what the test has it tell. */
class ProcessMoveTest extends MoveStories {

    @Test
    void an_order_in_the_middle_of_its_plan_goes_on_with_the_same_steps_on_the_newest_version() {
        OrderId id = activated();
        long former = serving(id);
        List<PooledResource> reserved = in(() -> desk.pools.ofOrder(id));
        List<String> due = released(id);
        deployed(FULFILMENT, 2);

        String move = begin(FIRST);
        round();

        assertThat(engine.told).containsExactly(former);
        assertThat(line(move, id).state()).isEqualTo(State.BEGINNING);
        assertThat(starts(id)).hasSize(2).doesNotHaveDuplicates();
        long next = started(Optional.empty(), FULFILMENT, 2, id);
        assertThat(in(() -> desk.validate(id, former))).as("comes late").isFalse();
        assertThat(in(() -> desk.validate(id, next))).isTrue();
        assertThat(in(() -> desk.validate(id, former))).as("comes later still").isFalse();
        assertThat(accepted(in(() -> desk.progress.reserve(id)))).containsExactlyInAnyOrderElementsOf(reserved);
        assertThat(released(id)).isEqualTo(due);
        pass();
        assertThat(line(move, id)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.MOVED);
            assertThat(line.fromVersion()).contains(1);
            assertThat(line.toVersion()).contains(2);
            assertThat(line.toInstance()).contains(new ProcessInstanceKey(next));
        });
        assertThat(standing(move).move().state()).isEqualTo(PacedWork.State.DONE);
        assertThat(desk.moveTurns.due()).isEmpty();
        assertThat(engine.told).as("told once").hasSize(1);
    }

    @Test
    void whatever_dies_between_the_steps_of_a_move_the_order_is_begun_anew_once() {
        OrderId id = activated();
        long former = serving(id);
        deployed(FULFILMENT, 2);
        String move = begin(FIRST);
        String line = desk.moveTurns.take(move).orElseThrow().getFirst();

        desk.moveTurns.leave(move, line);
        assertThat(starts(id)).as("died before the engine was told").hasSize(1);
        desk.clock.pass(ProcessMove.TURN);
        engine.cancelInstance(new ProcessInstanceKey(former)); // another node has told it, and died before it said so
        round();
        assertThat(engine.told).containsExactly(former, former);
        assertThat(starts(id)).hasSize(2);

        desk.moveTurns.begin(move, line); // it was not dead, but slow
        desk.moveTurns.leave(move, line);
        pass();
        assertThat(starts(id)).hasSize(2);
        long next = started(Optional.empty(), FULFILMENT, 2, id);
        assertThat(in(() -> desk.validate(id, next))).isTrue();
        pass();
        assertThat(line(move, id).state()).isEqualTo(State.MOVED);
    }

    @Test
    void between_two_instances_nothing_is_done_of_an_order_whoever_still_tries() throws Exception {
        OrderId id = activated();
        long former = serving(id);
        long performing = started(Optional.of(former), PERFORM, 1, id);
        complete(id);
        deployed(FULFILMENT, 2);
        String move = begin(FIRST);
        engine.away = true;
        round();

        assertThat(line(move, id)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.LEAVING);
            assertThat(line.reason()).contains("The engine does not answer; it is told again to end the instance.");
        });
        refusedToWork(id, former, performing);
        assertThat(state(id)).isEqualTo(OrderState.IN_PROGRESS);

        engine.away = false;
        pass();
        long next = started(Optional.empty(), FULFILMENT, 2, id);
        assertThat(in(() -> desk.validate(id, next))).isTrue();
        refusedToWork(id, former, performing);
        assertThat(work(JobType.ORDER_COMPLETE, next, id)).isEqualTo(JobOutcome.completed());
        assertThat(state(id)).isEqualTo(OrderState.COMPLETED);
    }

    private void refusedToWork(OrderId id, long former, long performing) throws Exception {
        for (JobType type : List.of(
                JobType.ORDER_RELEASE_STEPS,
                JobType.POOL_RESERVE,
                JobType.INVENTORY_INSTALL,
                JobType.ORDER_COMPLETE,
                JobType.ORDER_CLOSE,
                JobType.ORDER_REJECT)) {
            assertThat(work(type, former, id)).as(type.type()).isInstanceOf(JobOutcome.Deferred.class);
        }
        assertThat(work(JobType.ORDER_OPEN_FALLOUT, performing, id)).isInstanceOf(JobOutcome.Deferred.class);
    }

    @Test
    void a_step_that_waits_for_a_person_is_performed_again_and_nobody_is_asked_about_it_twice() {
        OrderId id = activated();
        FalloutTask task = fallout(id);
        deployed(PERFORM, 2);
        started(Optional.of(serving(id)), PERFORM, 1, id);
        Target version = Target.of(PERFORM, 1);
        assertThat(accepted(in(() -> desk.moves.preview(version)))).satisfies(preview -> {
            assertThat(preview.movable()).isEqualTo(1);
            assertThat(preview.tasks()).isEqualTo(1);
        });

        String move = begin(version);
        round();

        assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow()).satisfies(decided -> {
            assertThat(decided.isOpen()).isFalse();
            assertThat(decided.decision()).contains(FalloutDecision.RESUBMIT);
            assertThat(decided.resolvedBy()).contains("ops");
            assertThat(decided.note())
                    .isEqualTo("Moved to the newest process version by " + move + ": the loop of version 1");
        });
        assertThat(step(id, "S2").state()).isEqualTo(StepState.RELEASED);
        long next = started(Optional.empty(), FULFILMENT, 1, id);
        assertThat(in(() -> desk.validate(id, next))).isTrue();
        assertThat(released(id)).contains(id + "-S2");
        FalloutTask again = in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + "-S2"), "ELEMENT_REFUSED", "still"), next + 5));
        assertThat(again.id()).isNotEqualTo(task.id());
    }

    @Test
    void a_paused_move_brings_to_its_end_what_it_has_begun_and_begins_nothing_more() {
        List<OrderId> ids = List.of(activated(), activated(), activated());
        deployed(FULFILMENT, 2);
        String move = accepted(in(() -> desk.moves.begin(new ProcessMove.Proposal(FIRST, "why", 1), "ops")))
                .move()
                .id();
        engine.away = true;
        round();
        accepted(in(() -> desk.moves.pause(move, "admin")));
        engine.away = false;
        pass();
        pass();
        assertThat(states(move)).containsExactly(State.BEGINNING, State.WAITING, State.WAITING);
        assertThat(starts(ids.getFirst())).hasSize(2);

        accepted(in(() -> desk.moves.resume(move, "ops")));
        round();
        ProcessMoves.Standing stopped = accepted(in(() -> desk.moves.stop(move, "ops")));
        assertThat(stopped.move().stateBy()).contains("ops");
        assertThat(states(move)).containsExactly(State.BEGINNING, State.BEGINNING, State.UNTOUCHED);
        assertThat(refused(in(() -> desk.moves.resume(move, "ops"))))
                .containsExactly(Rejection.of("NOT_IN_VALID_STATE", "Move " + move + " was stopped."));
        for (OrderId id : ids.subList(0, 2)) {
            long next = started(Optional.empty(), FULFILMENT, 2, id);
            assertThat(in(() -> desk.validate(id, next))).isTrue();
        }
        pass();
        assertThat(standing(move).progress().in(State.MOVED)).isEqualTo(2);
        assertThat(standing(move).progress().percentDone()).isEqualTo(100);
        assertThat(desk.moveTurns.due()).isEmpty();
    }

    @Test
    void an_order_that_is_being_cancelled_goes_on_being_taken_back_on_the_newest_version() {
        OrderId id = activated();
        List<PooledResource> reserved = in(() -> desk.pools.ofOrder(id));
        accepted(in(() -> desk.cancel(id, "changed my mind", "csr")));
        deployed(FULFILMENT, 2);
        begin(FIRST);
        round();
        long next = started(Optional.empty(), FULFILMENT, 2, id);
        assertThat(in(() -> desk.validate(id, next))).isTrue();
        assertThat(accepted(in(() -> desk.progress.reserve(id)))).isEmpty();
        assertThat(in(() -> desk.pools.ofOrder(id))).containsExactlyInAnyOrderElementsOf(reserved);
        run(() -> List.of("S2", "S3").forEach(step -> desk.steps.cancel(id + "-" + step)));
        assertThat(released(id)).containsExactlyInAnyOrder(id + "-S2-undo", id + "-S3-undo");
        complete(id);
        assertThat(step(id, "S1-undo").state()).isEqualTo(StepState.COMPLETED);
        assertThat(work(JobType.ORDER_CLOSE, next, id)).isEqualTo(JobOutcome.completed());
        assertThat(state(id)).isEqualTo(OrderState.CANCELLED);
    }
}
