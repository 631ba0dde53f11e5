package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.BatchedTask;
import dialtone.order.BatchedTask.Sight;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutTask;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.service.ProcessInstances;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The work of the batches, each call a transaction that holds the lock of the batch's row: a task is decided and noted as decided
 * together, so that whatever dies, each is decided once, and a batch that was paused decides nothing more.
 */
@Stateless
public class BatchTurns {

    /** Tasks looked after in one turn: a question to the engine's records for each. */
    static final int MAX_FOLLOWED = 200;

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private FalloutTasks tasks;

    @Inject
    private ProcessInstances processes;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public BatchTurns() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    BatchTurns(EntityManager entities, FalloutTasks tasks, ProcessInstances processes, Clock clock) {
        this.entities = entities;
        this.tasks = tasks;
        this.processes = processes;
        this.clock = clock;
    }

    /** Ids of the batches whose turn it is, the longest due first, by index FALLOUT_BATCH_TURN_IX. */
    public List<String> due() {
        return rows().due(clock.instant());
    }

    /**
     * Begins a batch's turn.
     *
     * @return ids of the lines to decide in it, in their order, none when it does not run; empty when the turn is another node's
     */
    public Optional<List<String>> take(String batchId) {
        FalloutBatch batch = locked(batchId);
        if (!batch.takeTurn(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(batch.isRunning() ? waiting(batch) : List.of());
    }

    private List<String> waiting(FalloutBatch batch) {
        return entities.createQuery(
                        "select t.id from BatchedTask t where t.batch = :batch and t.state = :waiting order by t.position",
                        String.class)
                .setParameter("batch", batch.id())
                .setParameter("waiting", BatchedTask.State.WAITING)
                .setMaxResults(batch.aSecond())
                .getResultList();
    }

    /** Decides the task of a line, if its batch still runs and it still waits. */
    public void decide(String batchId, String lineId) {
        FalloutBatch batch = locked(batchId);
        BatchedTask line = entities.find(BatchedTask.class, lineId);
        if (!batch.isRunning() || !line.isWaiting()) {
            return;
        }
        Instant now = clock.instant();
        switch (tasks.resolve(line.task(), batch.resolution())) {
            case Outcome.Accepted<FalloutTask>(FalloutTask task)
            when task.isOpen() ->
                line.refused("The order is cancelled; what takes something back still waits for a decision.", now);
            case Outcome.Accepted<FalloutTask> decided -> line.decided(now);
            // the decision about another task of its order was one about this, too
            case Outcome.Rejected<FalloutTask> decided when isOurs(batch, line) -> line.decided(now);
            case Outcome.Rejected<FalloutTask>(List<Rejection> reasons) ->
                line.refused(reasons.stream().map(Rejection::message).collect(Collectors.joining(" ")), now);
        }
    }

    private boolean isOurs(FalloutBatch batch, BatchedTask line) {
        return tasks.find(line.task())
                .flatMap(FalloutTask::batch)
                .filter(batch.id()::equals)
                .isPresent();
    }

    /** Notes that deciding a line has thrown: a fault of ours, or the database was away. */
    public void noteFailure(String batchId, String lineId) {
        locked(batchId);
        BatchedTask line = entities.find(BatchedTask.class, lineId);
        if (line.isWaiting()) {
            line.failed(clock.instant());
        }
    }

    /**
     * Looks after what was decided, ends the batch when nothing waits, and says when its next turn is.
     */
    public void follow(String batchId) {
        FalloutBatch batch = locked(batchId);
        Instant now = clock.instant();
        entities.createQuery(
                        "select t from BatchedTask t where t.batch = :batch and t.nextLookAt <= :now order by t.nextLookAt",
                        BatchedTask.class)
                .setParameter("batch", batchId)
                .setParameter("now", now)
                .setMaxResults(MAX_FOLLOWED)
                .getResultList()
                .forEach(line -> line.follow(batch.decision(), sight(line), now));
        entities.flush();
        boolean waits = !entities.createQuery(
                        "select t.id from BatchedTask t where t.batch = :batch and t.state = :waiting", String.class)
                .setParameter("batch", batchId)
                .setParameter("waiting", BatchedTask.State.WAITING)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
        if (!waits) {
            batch.nothingWaits(now);
        }
        batch.nextTurn(waits && batch.isRunning() ? Optional.of(now.plus(FalloutBatch.TURN)) : nextLook(batchId));
    }

    private Optional<Instant> nextLook(String batchId) {
        return Optional.ofNullable(entities.createQuery(
                        "select min(t.nextLookAt) from BatchedTask t where t.batch = :batch", Instant.class)
                .setParameter("batch", batchId)
                .getSingleResult());
    }

    private Sight sight(BatchedTask line) {
        FalloutTask task = entities.find(FalloutTask.class, line.task());
        Optional<StepState> step = task.stepId()
                .flatMap(id -> Optional.ofNullable(entities.find(PlanStep.class, id)))
                .map(PlanStep::state);
        return new Sight(processes.continuation(new ProcessInstanceKey(task.instanceKey())), step, later(task));
    }

    /** By FALLOUT_TASK_ORDER_IX. */
    private Optional<String> later(FalloutTask task) {
        return entities.createQuery(
                        "select t from FalloutTask t where t.order.value = :order and t.openedAt >= :since"
                                + " order by t.openedAt, t.id",
                        FalloutTask.class)
                .setParameter("order", task.order().value())
                .setParameter("since", task.resolvedAt().orElseThrow())
                .setMaxResults(FalloutQueue.MAX_OF_ORDER)
                .getResultStream()
                .filter(other -> !other.id().equals(task.id()) && other.stepId().equals(task.stepId()))
                .map(FalloutTask::id)
                .findFirst();
    }

    private FalloutBatch locked(String batchId) {
        return rows().locked(batchId);
    }

    private PacedWorks<FalloutBatch, BatchedTask> rows() {
        return FalloutBatches.rows(entities);
    }
}
