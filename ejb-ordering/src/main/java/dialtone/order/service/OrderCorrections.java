package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.service.CatalogStore;
import dialtone.event.service.DomainEvents;
import dialtone.order.AmendOrder;
import dialtone.order.Correction;
import dialtone.order.CorrectionChecks;
import dialtone.order.CorrectionChecks.Correctable;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutResolution;
import dialtone.order.FalloutTask;
import dialtone.order.OrderRevision;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.RequestKey;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Answers of orders that are corrected before a step is tried again. One transaction changes the order and has the step tried again: the
 * order's row is locked first, then the task and the steps, so that nobody reads half of it. A second correction of the same task finds it
 * decided.
 */
@Stateless
public class OrderCorrections {

    /** Where a correction comes from, beside the channels of orders. */
    public static final String CHANNEL = "operations";

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private FalloutTasks tasks;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderCorrections() {}

    /** What it works with, outside a container. */
    record Parts(
            EntityManager entities,
            DataSource dataSource,
            FalloutTasks tasks,
            CatalogStore catalogs,
            DomainEvents events,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderCorrections(Parts parts) {
        this.entities = parts.entities();
        this.dataSource = parts.dataSource();
        this.tasks = parts.tasks();
        this.catalogs = parts.catalogs();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    /** What may be corrected of the order that a task is about; nothing when there is no such task, and when it is about no step. */
    public List<Correctable> of(String taskId) {
        return Optional.ofNullable(entities.find(FalloutTask.class, taskId))
                .filter(FalloutTask::isOpen)
                .flatMap(FalloutTask::stepId)
                .map(id -> entities.find(PlanStep.class, id))
                .map(step -> checks(
                                OrderReading.loaded(entities.find(ProductOrder.class, step.order())),
                                PlanReading.steps(entities, step.order()))
                        .of(step))
                .orElse(List.of());
    }

    private CorrectionChecks checks(ProductOrder order, List<PlanStep> steps) {
        return new CorrectionChecks(
                order, catalogs.version(order.catalogVersion()), steps, new NetworkTraces(entities)::of);
    }

    /**
     * Corrects answers that the step of a task takes from the order, and has it tried again with them. The order has another revision then,
     * which says who has corrected what, when and why; its plan stays.
     *
     * <p>Rejections: {@code UNKNOWN_FALLOUT_TASK}; {@code NOT_IN_VALID_STATE} (decided already, or another works on it); those of
     * {@link Correction#objections}; {@code ABOUT_NO_STEP}; {@code TOO_MANY_REVISIONS}; those of {@link CorrectionChecks#objections}.
     */
    public Outcome<FalloutTask> correct(String taskId, Correction correction) {
        List<Rejection> objections = correction.objections();
        return objections.isEmpty()
                ? tasks.openTo(taskId, Set.of(correction.by()))
                        .fold(task -> correct(task, correction), Outcome::<FalloutTask>rejected)
                : Outcome.rejected(objections);
    }

    private Outcome<FalloutTask> correct(FalloutTask task, Correction correction) {
        if (task.stepId().isEmpty()) {
            return Outcome.rejected(Rejection.of(
                    "ABOUT_NO_STEP",
                    "This is about the order as a whole and about no step: nothing of it is corrected."));
        }
        ProductOrder order = entities.find(ProductOrder.class, task.order());
        if (order.revision() >= AmendOrder.MAX_REVISIONS) {
            return Outcome.rejected(Rejection.of(
                    "TOO_MANY_REVISIONS",
                    "Order " + order.id() + " has " + AmendOrder.MAX_REVISIONS + " revisions, and gets no more."));
        }
        List<PlanStep> steps = PlanReading.lockedSteps(entities, order.id());
        PlanStep step = steps.stream()
                .filter(one -> one.id().equals(task.stepId().orElseThrow()))
                .findFirst()
                .orElseThrow();
        CorrectionChecks checks = checks(order, steps);
        List<Rejection> objections = checks.objections(step, correction.values());
        if (!objections.isEmpty()) {
            return Outcome.rejected(objections);
        }
        Instant now = clock.instant();
        List<OrderRevision.Change> changes = carryOut(order, checks.of(step), correction.values());
        OrderRevision revision = new OrderRevision(
                order.id(),
                order.revision(),
                CHANNEL,
                correction.by(),
                now,
                Optional.of(now),
                Optional.of(correction.reason()),
                changes);
        keep(revision, RequestKey.of(task, correction));
        OrderEvents.amended(events, order, revision);
        task.correct(correction.by(), words(changes), now);
        return tasks.resolve(
                        task.id(), FalloutResolution.of(FalloutDecision.RESUBMIT, correction.by(), correction.reason()))
                .fold(done -> Outcome.accepted(FalloutTasks.loaded(done)), Outcome::<FalloutTask>rejected);
    }

    private static List<OrderRevision.Change> carryOut(
            ProductOrder order, List<Correctable> correctable, Map<String, String> values) {
        List<OrderRevision.Change> changes = new ArrayList<>();
        Map<String, Map<String, String>> answers = new HashMap<>();
        for (Correctable asked : correctable) {
            String value = values.get(asked.question().name());
            if (value != null) {
                String item = asked.item().itemId();
                answers.computeIfAbsent(item, first -> new HashMap<>())
                        .putIfAbsent(asked.question().name(), value);
                changes.add(new OrderRevision.Change(
                        Optional.of(item), asked.question().name(), asked.answered(), Optional.of(value)));
            }
        }
        order.correct(answers);
        return changes;
    }

    private static String words(List<OrderRevision.Change> changes) {
        return changes.stream()
                .map(change -> "Corrected " + change.attribute() + ": "
                        + change.amended().orElseThrow()
                        + change.former()
                                .map(former -> " in place of " + former)
                                .orElse(""))
                .collect(Collectors.joining(". ", "", "."));
    }

    private void keep(OrderRevision revision, RequestKey key) {
        // the order's own rows first: these refer to them
        entities.flush();
        try (Connection connection = dataSource.getConnection()) {
            RevisionRows.insert(connection, revision, key);
        } catch (SQLException e) {
            throw new IllegalStateException("The correction of " + revision.order() + " is not stored", e);
        }
    }
}
