package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.ProcessError;
import dialtone.catalog.ByHand;
import dialtone.catalog.service.CatalogStore;
import dialtone.element.service.NetworkElements;
import dialtone.event.service.DomainEvents;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.order.CancellationAssessment;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutResolution;
import dialtone.order.FalloutTask;
import dialtone.order.GivingUp;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Requester;
import dialtone.platform.outbox.Outbox;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What waits for a person's decision. */
@Stateless
public class FalloutTasks {

    /** What stops a reservation. */
    private static final Set<String> RESERVATION = Set.of(
            ProcessError.NUMBER_POOL_EMPTY.name(),
            ProcessError.SIM_POOL_EMPTY.name(),
            ProcessError.DEVICE_OUT_OF_STOCK.name());

    /** Who gives up what the fault policy says is given up: nobody does. */
    public static final String POLICY = "fault policy";

    /** Who decides when there is nothing to decide any more. */
    static final String PROCESS = "process";

    /** Tasks that are escalated in one transaction. */
    static final int ESCALATION_BATCH = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private FalloutTeams teams;

    @Inject
    private NetworkElements elements;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private Outbox outbox;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public FalloutTasks() {}

    /** What it works with, outside a container. */
    record Parts(
            EntityManager entities,
            FalloutTeams teams,
            NetworkElements elements,
            CatalogStore catalogs,
            Outbox outbox,
            DomainEvents events,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    FalloutTasks(Parts parts) {
        this.entities = parts.entities();
        this.teams = parts.teams();
        this.elements = parts.elements();
        this.catalogs = parts.catalogs();
        this.outbox = parts.outbox();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    /** What could not go on. */
    public record Cause(OrderId order, Optional<String> stepId, String errorCode, String message) {}

    /**
     * Opens a task. A process instance has one, however often it asks; and a step or order has one open at a time: another
     * instance takes over the open one. What the fault policy gives up without a person is decided at once, and so is what nobody needs to
     * decide: when the order is not delivered any more, or the step has ended meanwhile.
     *
     * @param instanceKey of the process instance that waits
     */
    public FalloutTask open(Cause cause, long instanceKey) {
        return new FalloutOpening(entities, decisions(), teams, elements).open(cause, instanceKey);
    }

    private FalloutDecisions decisions() {
        return new FalloutDecisions(entities, catalogs, outbox, clock);
    }

    /**
     * The tasks that wait for a decision about an order, locked, for who decides them. Whoever locks an order and its tasks locks the order first, then the tasks by their ids:
     * else two who decide about the same order would wait for each other.
     */
    static List<FalloutTask> lockedOpenOf(EntityManager entities, OrderId order) {
        return entities
                .createQuery(
                        "select t.id from FalloutTask t where t.order.value = :order and t.openFor is not null",
                        String.class)
                .setParameter("order", order.value())
                .setMaxResults(FalloutQueue.MAX_OF_ORDER)
                .getResultList()
                .stream()
                .sorted()
                .map(id -> entities.find(FalloutTask.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(FalloutTask::isOpen)
                .toList();
    }

    /** With its log. */
    public Optional<FalloutTask> find(String taskId) {
        return Optional.ofNullable(entities.find(FalloutTask.class, taskId)).map(FalloutTasks::loaded);
    }

    static FalloutTask loaded(FalloutTask task) {
        task.log();
        return task;
    }

    /**
     * Somebody begins to work on a task: nobody else decides it then.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}, {@code NOT_IN_VALID_STATE} (decided already, or another works on it).
     *
     * @param by login
     */
    public Outcome<FalloutTask> take(String taskId, String by) {
        return openTo(taskId, Set.of(by))
                .fold(
                        task -> {
                            task.take(by, clock.instant());
                            return Outcome.accepted(loaded(task));
                        },
                        Outcome::<FalloutTask>rejected);
    }

    /**
     * Nobody works on a task any more; whoever operates may say so, for the one who did may be gone.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}.
     *
     * @param by login
     */
    public Outcome<FalloutTask> giveBack(String taskId, String by) {
        FalloutTask task = entities.find(FalloutTask.class, taskId, LockModeType.PESSIMISTIC_WRITE);
        if (task == null) {
            return Outcome.rejected(unknown());
        }
        task.giveBack(by, clock.instant());
        return Outcome.accepted(loaded(task));
    }

    /**
     * A task, locked with its order, if it waits and nobody else works on it.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}, {@code NOT_IN_VALID_STATE}.
     *
     * @param by logins of those who decide about it together
     */
    public Outcome<FalloutTask> openTo(String taskId, Set<String> by) {
        entities.createQuery("select t.order.value from FalloutTask t where t.id = :id", String.class)
                .setParameter("id", taskId)
                .getResultStream()
                .forEach(
                        order -> entities.find(ProductOrder.class, new OrderId(order), LockModeType.PESSIMISTIC_WRITE));
        FalloutTask task = entities.find(FalloutTask.class, taskId, LockModeType.PESSIMISTIC_WRITE);
        if (task == null) {
            return Outcome.rejected(unknown());
        }
        if (!task.isOpen()) {
            return Outcome.rejected(Rejection.of(
                    "NOT_IN_VALID_STATE",
                    "Fallout task " + taskId + " was decided by "
                            + task.resolvedBy().orElse("somebody") + "."));
        }
        return by.stream().allMatch(task::isTakenByAnotherThan)
                ? Outcome.rejected(Rejection.of(
                        "NOT_IN_VALID_STATE", task.assignee().orElseThrow() + " works on fallout task " + taskId + "."))
                : Outcome.accepted(task);
    }

    private static Rejection unknown() {
        return Rejection.of("UNKNOWN_FALLOUT_TASK", "There is no such fallout task.");
    }

    /**
     * Gives tasks whose deadline has passed to the team that is asked then, by index FALLOUT_TASK_ESCALATE_AT_IX; in one transaction
     * those that have been overdue longest.
     *
     * @return how many were looked at; fewer than {@value #ESCALATION_BATCH} when none is left
     */
    public int escalateOverdue() {
        Instant now = clock.instant();
        List<String> overdue = entities.createQuery(
                        "select t.id from FalloutTask t where t.escalateAt <= :now order by t.escalateAt, t.id",
                        String.class)
                .setParameter("now", now)
                .setMaxResults(ESCALATION_BATCH)
                .getResultList();
        overdue.stream()
                .sorted()
                .forEach(id -> entities.find(FalloutTask.class, id, LockModeType.PESSIMISTIC_WRITE)
                        .escalate(now));
        return overdue.size();
    }

    /**
     * Decides a task; the process goes on when it hears of it.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}, {@code NOT_IN_VALID_STATE} (decided already, or another works on it),
     * {@code TOO_LONG} (field {@code note}), {@code SECOND_PERSON_REQUIRED} (field {@code decision}, see {@link SecondPerson#ask}); giving
     * up, {@code PAST_POINT_OF_NO_RETURN} (field {@code decision}, see {@link GivingUp}); cancelling,
     * {@code NOT_IN_VALID_STATE} of the order. Whosever the order is: what cannot be done is ended by whoever decides about fallout.
     *
     * @param by   login
     * @param note for those who read it later; at most {@value FalloutTask#MAX_NOTE} characters
     */
    public Outcome<FalloutTask> resolve(String taskId, FalloutDecision decision, String by, String note) {
        if (note.length() > FalloutTask.MAX_NOTE) {
            return Outcome.rejected(
                    Rejection.at("note", "TOO_LONG", "A note has at most " + FalloutTask.MAX_NOTE + " characters."));
        }
        if (decision.needsSecondPerson()) {
            return Outcome.rejected(Rejection.at(
                    "decision",
                    "SECOND_PERSON_REQUIRED",
                    "That is asked for by one person, with the reason, and approved by another."));
        }
        return resolve(taskId, FalloutResolution.of(decision, by, note));
    }

    /**
     * {@link #resolve(String, FalloutDecision, String, String)} for who has a note that is not too long; what needs two persons is
     * theirs. Rejections beside those: {@code NOT_SKIPPABLE}; giving up, {@code PAST_POINT_OF_NO_RETURN}, see {@link GivingUp}.
     */
    public Outcome<FalloutTask> resolve(String taskId, FalloutResolution resolution) {
        Set<String> deciding = new HashSet<>(Set.of(resolution.by()));
        resolution.askedBy().ifPresent(deciding::add);
        return openTo(taskId, deciding).fold(task -> resolve(task, resolution), Outcome::<FalloutTask>rejected);
    }

    private Outcome<FalloutTask> resolve(FalloutTask task, FalloutResolution resolution) {
        PlanReading.lockedSteps(entities, task.order());
        Optional<Rejection> objection = switch (resolution.decision()) {
            case SKIP -> SecondPerson.notSkippable(byHand(task));
            case FAIL -> decisions().notToBeGivenUp(task);
            case RESUBMIT, CANCEL, COMPLETE_BY_HAND -> Optional.empty();
        };
        if (objection.isPresent()) {
            return Outcome.rejected(objection.get());
        }
        if (resolution.decision() == FalloutDecision.CANCEL) {
            return cancelOrder(task.order(), resolution)
                    .fold(order -> Outcome.<FalloutTask>accepted(task), Outcome::<FalloutTask>rejected);
        }
        decisions().decide(task, resolution);
        return Outcome.accepted(task);
    }

    /**
     * Cancels an order, and with it what waits for a decision about it; decisions about taking something back stay open.
     *
     * <p>Rejections: {@code UNKNOWN_ORDER}, {@code NOT_IN_VALID_STATE}, see {@link CancellationAssessment}; {@code REASON_NOT_GRANTED}, see
     * {@link Requester#refusalsToCancel}.
     */
    public Outcome<ProductOrder> cancelOrder(OrderId id, String reason, Requester by) {
        ProductOrder order = entities.find(ProductOrder.class, id, LockModeType.PESSIMISTIC_WRITE);
        List<Rejection> refusals = order == null ? List.of() : by.refusalsToCancel(order, this::suspension);
        return refusals.isEmpty()
                ? cancelOrder(id, FalloutResolution.of(FalloutDecision.CANCEL, by.login(), reason))
                : Outcome.rejected(refusals);
    }

    private Optional<LineSuspension> suspension(String product) {
        return Optional.ofNullable(entities.find(Product.class, new ProductId(product)))
                .flatMap(Product::suspension);
    }

    private Outcome<ProductOrder> cancelOrder(OrderId id, FalloutResolution resolution) {
        ProductOrder order = entities.find(ProductOrder.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (order == null) {
            return Outcome.rejected(Rejection.of("UNKNOWN_ORDER", "There is no such order."));
        }
        Optional<String> objection = CancellationAssessment.of(order, PlanReading.lockedSteps(entities, id))
                .objection();
        if (objection.isPresent()) {
            return Outcome.rejected(Rejection.of("NOT_IN_VALID_STATE", objection.get()));
        }
        Instant now = clock.instant();
        OrderState previous = order.state();
        order.cancel(resolution.note(), resolution.by(), now);
        OrderEvents.changed(events, order, previous, now);
        if (order.state().isFinal()) {
            new Coupons(entities).giveBack(id, now);
        }
        decisions().wakeHeld(order);
        for (FalloutTask task : lockedOpenOf(entities, id)) {
            boolean undoing = task.stepId()
                    .map(step -> PlanReading.step(entities, step))
                    .filter(PlanStep::isUndo)
                    .isPresent();
            if (!undoing) {
                decisions().decide(task, resolution);
            }
        }
        return Outcome.accepted(OrderReading.loaded(order));
    }

    /**
     * Nobody is asked any more about steps that the order, which has just been amended, does not want; and what could not be reserved for
     * what it was is tried for what it is. What is held and not wanted has its process come at once. In the amendment's transaction, which
     * holds the order.
     *
     * @param by login
     */
    public void supersede(OrderId id, int revision, String by) {
        for (FalloutTask task : lockedOpenOf(entities, id)) {
            boolean unwanted = task.stepId()
                    .map(step -> PlanReading.step(entities, step))
                    .filter(PlanStep::isSuperseded)
                    .isPresent();
            if (unwanted) {
                decisions()
                        .decide(
                                task,
                                FalloutResolution.of(
                                        FalloutDecision.CANCEL, by, "Not wanted since revision " + revision + "."));
            } else if (RESERVATION.contains(task.errorCode())) {
                decisions()
                        .decide(
                                task,
                                FalloutResolution.of(
                                        FalloutDecision.RESUBMIT, by, "Amended by revision " + revision + "."));
            }
        }
        decisions().wakeHeld(entities.find(ProductOrder.class, id));
    }

    /** What a person may do in place of the step that the task is about; empty when it is about none. */
    public Optional<ByHand> byHand(FalloutTask task) {
        return task.stepId().map(id -> {
            ProductOrder order = entities.find(ProductOrder.class, task.order());
            return StoredItems.byHand(
                    order, catalogs.version(order.catalogVersion()), entities.find(PlanStep.class, id));
        });
    }

    /**
     * Does what a task has been decided to: its step follows, and the process that waits is told.
     *
     * @param facts what the step has brought that was done by hand; empty otherwise
     */
    public void follow(FalloutTask task, FalloutResolution resolution, Map<String, String> facts) {
        decisions().follow(task, resolution, facts);
    }
}
