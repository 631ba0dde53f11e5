package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.bpmn.ProcessMessage;
import dialtone.bpmn.Variable;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.platform.outbox.Outbox;
import dialtone.platform.outbox.OutgoingMessage;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What waits for a person's decision. */
@Stateless
public class FalloutTasks {

    /** The process waits long before a person decides; the broker keeps the word for one that is slow to get there. */
    private static final Duration DECISION_TTL = Duration.ofHours(1);

    /** Tasks of one order that are ever listed. */
    private static final int MAX_OF_ORDER = 200;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public FalloutTasks() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    FalloutTasks(EntityManager entities, Outbox outbox, Clock clock) {
        this.entities = entities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What could not go on. */
    public record Cause(OrderId order, Optional<String> stepId, String errorCode, String message) {}

    /**
     * Opens a task. A process instance has one, however often it asks; and a step or order has one open at a time: another
     * instance takes over the open one.
     *
     * @param instanceKey of the process instance that waits
     */
    public FalloutTask open(Cause cause, long instanceKey) {
        // one at a time for an order: the second finds the first's
        entities.find(ProductOrder.class, cause.order(), LockModeType.PESSIMISTIC_WRITE);
        Optional<FalloutTask> known = first("select t from FalloutTask t where t.instanceKey = :key", instanceKey)
                .or(() -> first(
                        "select t from FalloutTask t where t.openFor = :key",
                        cause.stepId().orElse(cause.order().value())));
        if (known.isPresent()) {
            return known.get();
        }
        cause.stepId().ifPresent(id -> PlanReading.step(entities, id).fallOut());
        Object number = entities.createNativeQuery("SELECT FALLOUT_TASK_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        FalloutTask task = new FalloutTask(
                "FAL-" + ((Number) number).longValue(),
                cause.order(),
                cause.stepId(),
                instanceKey,
                cause.errorCode(),
                cause.message(),
                clock.instant());
        entities.persist(task);
        return task;
    }

    private Optional<FalloutTask> first(String query, Object key) {
        return entities.createQuery(query, FalloutTask.class)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }

    /** @param open true: open tasks, the longest waiting first; false: decided ones, the latest decision first */
    public Page<FalloutTask> list(boolean open, int offset, int limit) {
        return open
                ? page(" from FalloutTask t where t.openFor is not null", " order by t.openedAt, t.id", offset, limit)
                : page(
                        " from FalloutTask t where t.openFor is null",
                        " order by t.resolvedAt desc, t.id desc",
                        offset,
                        limit);
    }

    private Page<FalloutTask> page(String from, String order, int offset, int limit) {
        int first = Math.max(0, offset);
        List<FalloutTask> rows = entities.createQuery("select t" + from + order, FalloutTask.class)
                .setFirstResult(first)
                .setMaxResults(Math.clamp(limit, 1, Page.MAX_LIMIT))
                .getResultList();
        long total = entities.createQuery("select count(t)" + from, Long.class).getSingleResult();
        return new Page<>(rows, first, total);
    }

    /** All tasks of an order, the latest first. */
    public List<FalloutTask> ofOrder(OrderId order) {
        return entities.createQuery(
                        "select t from FalloutTask t where t.order.value = :order order by t.openedAt desc, t.id desc",
                        FalloutTask.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_OF_ORDER)
                .getResultList();
    }

    static List<FalloutTask> openOf(EntityManager entities, OrderId order) {
        return entities.createQuery(
                        "select t from FalloutTask t where t.order.value = :order and t.openFor is not null",
                        FalloutTask.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_OF_ORDER)
                .getResultList();
    }

    public Optional<FalloutTask> find(String taskId) {
        return Optional.ofNullable(entities.find(FalloutTask.class, taskId));
    }

    /**
     * Decides a task; the process goes on when it hears of it.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}, {@code NOT_IN_VALID_STATE} (decided already), {@code TOO_LONG} (field
     * {@code note}).
     *
     * @param by   login
     * @param note for those who read it later; at most {@value FalloutTask#MAX_NOTE} characters
     */
    public Outcome<FalloutTask> resolve(String taskId, FalloutDecision decision, String by, String note) {
        if (note.length() > FalloutTask.MAX_NOTE) {
            return Outcome.rejected(
                    Rejection.at("note", "TOO_LONG", "A note has at most " + FalloutTask.MAX_NOTE + " characters."));
        }
        FalloutTask task = entities.find(FalloutTask.class, taskId, LockModeType.PESSIMISTIC_WRITE);
        if (task == null) {
            return Outcome.rejected(Rejection.of("UNKNOWN_FALLOUT_TASK", "There is no such fallout task."));
        }
        if (!task.isOpen()) {
            return Outcome.rejected(Rejection.of(
                    "NOT_IN_VALID_STATE",
                    "Fallout task " + taskId + " was decided by "
                            + task.resolvedBy().orElse("somebody") + "."));
        }
        task.resolve(decision, by, note, clock.instant());
        task.stepId().ifPresent(id -> {
            PlanStep step = PlanReading.step(entities, id);
            switch (decision) {
                case RESUBMIT -> step.resubmit();
                case FAIL -> step.giveUp();
            }
        });
        outbox.put(new OutgoingMessage(
                ProcessMessage.ORDER_FALLOUT_RESOLVED,
                taskId,
                taskId,
                DECISION_TTL,
                Map.of(Variable.FALLOUT_DECISION, decision.wire())));
        return Outcome.accepted(task);
    }
}
