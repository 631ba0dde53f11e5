package dialtone.order.service;

import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import dialtone.bpmn.JobType;
import dialtone.order.DecisionRequest;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.MovedOrder.State;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.process.EngineEvent.InstanceEnded;
import dialtone.process.InstanceState;
import dialtone.process.ProcessInstanceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be moved to another process version, and what is done about it. */
class MoveRefusalTest extends MoveStories {

    @Test
    void what_cannot_be_moved_is_said_with_its_reason_before_and_after() {
        OrderId movable = activated();
        OrderId ended = activated();
        OrderId taken = activated();
        OrderId asked = activated();
        OrderId unknown = place();
        complete(ended);
        work(JobType.ORDER_COMPLETE, serving(ended), ended);
        FalloutTask mine = fallout(taken);
        accepted(in(() -> desk.fallout.take(mine.id(), "olga")));
        FalloutTask two = fallout(asked);
        accepted(in(() -> desk.secondPerson.ask(
                two.id(),
                new DecisionRequest.Asked(FalloutDecision.COMPLETE_BY_HAND, "ops", "seen on the element", Map.of()))));
        started(Optional.empty(), FULFILMENT, 1, unknown);
        deployed(FULFILMENT, 2);

        ProcessMoves.Preview preview = accepted(in(() -> desk.moves.preview(FIRST)));
        assertThat(preview.orders()).isEqualTo(5);
        assertThat(preview.movable()).isEqualTo(1);
        assertThat(preview.kept())
                .extracting(ProcessMoves.Kept::code, ProcessMoves.Kept::examples, ProcessMoves.Kept::message)
                .containsExactlyInAnyOrder(
                        tuple(
                                "ORDER_HAS_ENDED",
                                List.of(ended),
                                "Order " + ended
                                        + " is completed: at most telling the customer is left of its process."),
                        tuple("TASK_TAKEN", List.of(taken), "olga works on fallout task " + mine.id() + "."),
                        tuple(
                                "SECOND_PERSON_AWAITED",
                                List.of(asked),
                                "Fallout task " + two.id() + " waits for a second person."),
                        tuple(
                                "NOT_BEGUN",
                                List.of(unknown),
                                "No process serves order " + unknown + " yet: it will begin on the newest."));
        assertThat(engine.told).as("nothing was done").isEmpty();

        String move = begin(FIRST);
        round();
        assertThat(lines(move, Optional.of(State.NOT_MOVED)))
                .extracting(line -> line.reasonCode().orElseThrow())
                .containsExactlyInAnyOrder("ORDER_HAS_ENDED", "TASK_TAKEN", "SECOND_PERSON_AWAITED", "NOT_BEGUN");
        assertThat(engine.told).containsExactly(serving(movable));
        assertThat(in(() -> desk.fallout.find(mine.id())).orElseThrow().isOpen())
                .isTrue();
        assertThat(refusal(Target.of(movable))).isEqualTo("BEING_MOVED");
    }

    @Test
    void an_order_that_was_given_up_is_not_moved_before_its_process_has_heard_of_it() {
        OrderId id = place();
        long instance = started(Optional.empty(), FULFILMENT, 1, id);
        run(() -> desk.validate(id, instance));
        FalloutTask task = in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.empty(), "NUMBER_POOL_EMPTY", "no number is free"), ++lastKey));
        deployed(FULFILMENT, 2);
        assertThat(accepted(in(() -> desk.moves.preview(FIRST))).tasks()).isEqualTo(1);
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "hopeless")));

        assertThat(refusal(FIRST)).isEqualTo("DECISION_ON_ITS_WAY");
        String move = begin(FIRST);
        round();
        assertThat(line(move, id).reasonCode()).contains("DECISION_ON_ITS_WAY");
        assertThat(engine.told).isEmpty();
        work(JobType.ORDER_CLOSE, instance, id);
        assertThat(state(id)).isEqualTo(OrderState.FAILED);
    }

    @Test
    void an_order_by_itself_is_moved_or_it_is_said_why_not() {
        OrderId id = activated();
        assertThat(refusal(Target.of(id))).isEqualTo("ALREADY_NEWEST");
        OrderId silent = place();
        run(() -> desk.validate(silent, ++lastKey));
        assertThat(refusal(Target.of(silent))).isEqualTo("INSTANCE_UNKNOWN");
        assertThat(refused(in(() -> desk.moves.preview(Target.of(new OrderId("ORD-1"))))))
                .containsExactly(Rejection.at("orderId", "UNKNOWN_ORDER", "There is no such order."));

        long former = serving(id);
        tell(new InstanceEnded(new ProcessInstanceKey(former), InstanceState.TERMINATED));
        engine.known.remove(former); // somebody has ended the instance, and the order has lost it
        begin(Target.of(id));
        round();
        assertThat(starts(id)).hasSize(2);
    }

    @Test
    void a_version_that_is_not_there_or_is_the_newest_or_on_which_nothing_is_open_is_refused() {
        assertThat(refused(in(() -> desk.moves.begin(proposal(FIRST), "ops"))))
                .containsExactly(
                        Rejection.at("version", "ALREADY_NEWEST", "Version 1 of order-fulfilment is the newest."));
        assertThat(refused(in(() -> desk.moves.begin(proposal(Target.of("nothing", 1)), "ops"))))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_VERSION");
        deployed(FULFILMENT, 2);
        assertThat(refused(in(() -> desk.moves.begin(proposal(FIRST), "ops"))))
                .extracting(Rejection::code)
                .containsExactly("NOTHING_MATCHES");
        assertThat(refused(in(() -> desk.moves.begin(new ProcessMove.Proposal(FIRST, " ", 0), "ops"))))
                .extracting(Rejection::code)
                .containsExactly("REASON_REQUIRED", "OUT_OF_RANGE");
        assertThat(in(() -> desk.moves.list(0, 10)).rows()).isEmpty();
    }

    @Test
    void an_order_that_is_cancelled_between_two_instances_is_not_begun_anew() {
        OrderId id = place();
        long first = started(Optional.empty(), FULFILMENT, 1, id);
        run(() -> desk.validate(id, first));
        deployed(FULFILMENT, 2);
        String move = begin(FIRST);
        engine.away = true;
        round();
        accepted(desk.database.inTransaction(() -> desk.cancel(id, "changed my mind", "csr")));
        engine.away = false;
        pass();
        assertThat(line(move, id)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.NOT_MOVED);
            assertThat(line.reasonCode()).contains("ORDER_HAS_ENDED");
        });
        assertThat(starts(id)).hasSize(1);
    }
}
