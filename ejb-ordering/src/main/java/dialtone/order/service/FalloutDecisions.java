package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.bpmn.ProcessMessage;
import dialtone.bpmn.Variable;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutResolution;
import dialtone.order.FalloutTask;
import dialtone.order.GivingUp;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.platform.outbox.Outbox;
import dialtone.platform.outbox.OutgoingMessage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What becomes of what a fallout task is about, once it is decided: its step, its item, the process that waits. */
record FalloutDecisions(EntityManager entities, CatalogStore catalogs, Outbox outbox, Clock clock) {

    /** The process waits long before a person decides; the broker keeps the word for one that is slow to get there. */
    private static final Duration DECISION_TTL = Duration.ofHours(1);

    /** The process of a step that is held waits for it already. */
    private static final Duration WAKING_TTL = Duration.ofMinutes(1);

    void decide(FalloutTask task, FalloutResolution resolution) {
        task.resolve(resolution, clock.instant());
        follow(task, resolution, Map.of());
    }

    /** See {@link FalloutTasks#follow}. */
    void follow(FalloutTask task, FalloutResolution resolution, Map<String, String> facts) {
        FalloutDecision decision = resolution.decision();
        task.stepId().map(id -> PlanReading.step(entities, id)).ifPresent(step -> {
            switch (decision) {
                case RESUBMIT -> step.resubmit();
                case CANCEL -> step.cancel();
                case FAIL -> giveUp(step, task, resolution);
                case SKIP -> step.skip();
                case COMPLETE_BY_HAND -> step.completeByHand(facts, clock.instant());
            }
        });
        outbox.put(new OutgoingMessage(
                ProcessMessage.ORDER_FALLOUT_RESOLVED,
                task.id(),
                task.id(),
                DECISION_TTL,
                Map.of(Variable.FALLOUT_DECISION, decision.wire())));
    }

    /** With the step its item and what belongs to that: nobody is asked any more. What is left of a former SIM or handset is left alone. */
    private void giveUp(PlanStep step, FalloutTask decided, FalloutResolution resolution) {
        step.giveUp();
        ProductOrder order = entities.find(ProductOrder.class, step.order(), LockModeType.PESSIMISTIC_WRITE);
        if (!step.isCurrent() || StoredItems.endsFormer(order, step)) {
            return;
        }
        order.giveUp(step.itemId());
        wakeHeld(order);
        for (FalloutTask other : FalloutTasks.lockedOpenOf(entities, step.order())) {
            boolean failsToo = !other.id().equals(decided.id())
                    && other.stepId()
                            .map(id -> PlanReading.step(entities, id))
                            .filter(waiting -> !waiting.isUndo() && order.isStopping(waiting.itemId()))
                            .isPresent();
            if (failsToo) {
                decide(other, resolution.because("Failed with item " + step.itemId() + "."));
            }
        }
    }

    /** Why the step of a task is not to be given up; empty when it may be. */
    Optional<Rejection> notToBeGivenUp(FalloutTask task) {
        ProductOrder order = entities.find(ProductOrder.class, task.order());
        return task.stepId()
                .map(id -> PlanReading.step(entities, id))
                .flatMap(step -> new GivingUp(
                                order,
                                PlanReading.steps(entities, order.id()),
                                new NetworkTraces(entities)::of,
                                item -> needsLine(order, item))
                        .objection(step))
                .map(reason -> Rejection.at("decision", "PAST_POINT_OF_NO_RETURN", reason));
    }

    private boolean needsLine(ProductOrder order, OrderItem item) {
        return catalogs.version(order.catalogVersion())
                .offering(item.offering())
                .filter(offering -> offering.role() == ProductOffering.Role.ADD_ON)
                .isPresent();
    }

    /** What is held has its process come at once, to learn that it is not wanted any more. */
    void wakeHeld(ProductOrder order) {
        PlanReading.steps(entities, order.id()).stream()
                .filter(step -> step.heldUntil().isPresent() && !step.isUndo() && order.isStopping(step))
                .forEach(held -> outbox.put(new OutgoingMessage(
                        ProcessMessage.FULFILMENT_OUTCOME_REPORTED,
                        held.id(),
                        held.id() + ":STOPPING",
                        WAKING_TTL,
                        Map.of())));
    }
}
