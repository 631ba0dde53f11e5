package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutResolution;
import dialtone.order.FalloutTask;
import dialtone.order.MoveAssessment;
import dialtone.order.MovedOrder;
import dialtone.order.MovedOrder.State;
import dialtone.order.OrderId;
import dialtone.order.ProcessMove;
import dialtone.order.ProductOrder;
import dialtone.platform.outbox.Outbox;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.RunningInstance;
import dialtone.process.service.ProcessVersions;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The work of the moves, each call a transaction that holds the lock of the move's row. An order is moved in three steps, and whatever dies
 * between them, the next turn goes on with the same order: it leaves its instance, so that nothing is done for that one any more; the engine
 * is told to end the instance, outside any transaction; and when the engine has said so, the message that begins the order anew is stored.
 * So none is lost, and no two instances work for one order.
 */
@Stateless
public class MoveTurns {

    /** Orders looked after in one turn. */
    static final int MAX_FOLLOWED = 200;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private ProcessVersions versions;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public MoveTurns() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    MoveTurns(EntityManager entities, ProcessVersions versions, Outbox outbox, Clock clock) {
        this.entities = entities;
        this.versions = versions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Ids of the moves whose turn it is, the longest due first, by index PROCESS_MOVE_TURN_IX. */
    public List<String> due() {
        return rows().due(clock.instant());
    }

    /**
     * Begins a move's turn.
     *
     * @return ids of the lines whose orders leave in it, in their order, none when it does not run; empty when the turn is another node's
     */
    public Optional<List<String>> take(String moveId) {
        ProcessMove move = locked(moveId);
        if (!move.takeTurn(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(
                move.isRunning()
                        ? in(State.WAITING, moveId, move.aSecond()).stream()
                                .map(MovedOrder::id)
                                .toList()
                        : List.of());
    }

    /**
     * The order of a line leaves its instance, if its move still runs and it still waits, or it is said why it does not. A fallout task of
     * it is decided with that: its step is performed again, and judged anew.
     */
    public void leave(String moveId, String lineId) {
        ProcessMove move = locked(moveId);
        MovedOrder line = entities.find(MovedOrder.class, lineId);
        if (!move.isRunning() || line.state() != State.WAITING) {
            return;
        }
        Instant now = clock.instant();
        ProductOrder order = entities.find(ProductOrder.class, line.order(), LockModeType.PESSIMISTIC_WRITE);
        if (order == null) {
            line.notMoved(Rejection.of("UNKNOWN_ORDER", "There is no order " + line.order() + "."), now);
            return;
        }
        List<FalloutTask> tasks = FalloutTasks.lockedOpenOf(entities, order.id());
        List<RunningInstance> instances = versions.ofOrder(order.id().value());
        Optional<Rejection> objection = MoveAssessment.objection(
                order,
                Stream.concat(tasks.stream(), givenUp(order.id()).stream()).toList(),
                instances);
        if (objection.isPresent()) {
            line.notMoved(objection.get(), now);
            return;
        }
        line.leave(serving(order, instances), now);
        order.serving().leave();
        String note = "Moved to the newest process version by " + moveId + ": " + move.reason();
        for (FalloutTask task : tasks) {
            task.resolve(
                    FalloutResolution.of(
                            FalloutDecision.RESUBMIT,
                            move.createdBy(),
                            note.substring(0, Math.min(note.length(), FalloutTask.MAX_NOTE))),
                    now);
            task.stepId().ifPresent(step -> PlanReading.step(entities, step).resubmit());
        }
    }

    /** What a person has given up about the whole order; by FALLOUT_TASK_ORDER_IX. */
    private List<FalloutTask> givenUp(OrderId order) {
        return entities.createQuery(
                        "select t from FalloutTask t where t.order.value = :order and t.stepId is null and t.decision = :fail",
                        FalloutTask.class)
                .setParameter("order", order.value())
                .setParameter("fail", FalloutDecision.FAIL)
                .setMaxResults(FalloutQueue.MAX_OF_ORDER)
                .getResultList();
    }

    private static RunningInstance serving(ProductOrder order, List<RunningInstance> instances) {
        long key = order.instanceKey().orElseThrow();
        return instances.stream()
                .filter(instance -> instance.key().value() == key)
                .findFirst()
                .orElseThrow();
    }

    /** An order that leaves, and the instance that the engine is to end. */
    public record Leaving(String lineId, ProcessInstanceKey instance) {}

    /** The orders of a move that leave, whoever has had them leave. */
    public List<Leaving> leaving(String moveId) {
        return in(State.LEAVING, moveId, MAX_FOLLOWED).stream()
                .map(line -> new Leaving(line.id(), line.fromInstance().orElseThrow()))
                .toList();
    }

    /** The engine has said that the instance has ended: the order begins anew, unless it does so already. */
    public void begin(String moveId, String lineId) {
        locked(moveId);
        MovedOrder line = entities.find(MovedOrder.class, lineId);
        if (line.state() != State.LEAVING) {
            return;
        }
        line.begin();
        ProductOrder order = entities.find(ProductOrder.class, line.order(), LockModeType.PESSIMISTIC_WRITE);
        if (order.state().isFinal()) {
            line.notMoved(endedMeanwhile(order.id()), clock.instant());
            return;
        }
        // the broker may still know the message that it began with
        ProcessStart.put(outbox, order, order.id() + ":" + lineId, clock.instant());
    }

    private static Rejection endedMeanwhile(OrderId order) {
        return Rejection.of("ORDER_HAS_ENDED", "Order " + order + " has ended before another instance served it.");
    }

    /** Notes that the engine could not be told to end the instance of a line. */
    public void noteObstacle(String moveId, String lineId, String obstacle) {
        locked(moveId);
        MovedOrder line = entities.find(MovedOrder.class, lineId);
        if (line.state() == State.LEAVING) {
            line.waitFor(obstacle);
        }
    }

    /** Notes that the turn of a line has thrown: a fault of ours, or the database was away. */
    public void noteFailure(String moveId, String lineId) {
        locked(moveId);
        entities.find(MovedOrder.class, lineId).failed(clock.instant());
    }

    /** Looks which orders are served by their new instance, ends the move when none waits, and says when its next turn is. */
    public void follow(String moveId) {
        ProcessMove move = locked(moveId);
        Instant now = clock.instant();
        in(State.BEGINNING, moveId, MAX_FOLLOWED).forEach(line -> follow(line, now));
        entities.flush();
        boolean waits = any(State.WAITING, moveId);
        if (!waits) {
            move.nothingWaits(now);
        }
        boolean goesOn = (waits && move.isRunning()) || any(State.LEAVING, moveId) || any(State.BEGINNING, moveId);
        move.nextTurn(goesOn ? Optional.of(now.plus(ProcessMove.TURN)) : Optional.empty());
    }

    /** It is moved when the new instance has asked for it and the engine's records tell of that instance. */
    private void follow(MovedOrder line, Instant now) {
        ProductOrder order = entities.find(ProductOrder.class, line.order());
        if (!order.serving().isLeft()) {
            order.instanceKey()
                    .map(ProcessInstanceKey::new)
                    .flatMap(versions::find)
                    .ifPresent(instance -> line.moved(instance, now));
        } else if (order.state().isFinal()) {
            line.notMoved(endedMeanwhile(order.id()), now);
        }
    }

    /** By PROCESS_MOVE_ORDER_STATE_IX. */
    private List<MovedOrder> in(State state, String moveId, int limit) {
        return entities.createQuery(
                        "select o from MovedOrder o where o.move = :move and o.state = :state order by o.position",
                        MovedOrder.class)
                .setParameter("move", moveId)
                .setParameter("state", state)
                .setMaxResults(limit)
                .getResultList();
    }

    private boolean any(State state, String moveId) {
        return !in(state, moveId, 1).isEmpty();
    }

    private ProcessMove locked(String moveId) {
        return rows().locked(moveId);
    }

    private PacedWorks<ProcessMove, MovedOrder> rows() {
        return ProcessMoves.rows(entities);
    }
}
