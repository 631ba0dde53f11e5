package dialtone.order.service;

import dialtone.bpmn.ProcessError;
import dialtone.element.service.NetworkElements;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutResolution;
import dialtone.order.FalloutTask;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Fallout tasks as they are opened: one at a time for what could not go on, and none for what nobody needs to decide. */
record FalloutOpening(
        EntityManager entities, FalloutDecisions decisions, FalloutTeams teams, NetworkElements elements) {

    /** See {@link FalloutTasks#open}. */
    FalloutTask open(FalloutTasks.Cause cause, long instanceKey) {
        // one at a time for an order: the second finds the first's
        ProductOrder order = entities.find(ProductOrder.class, cause.order(), LockModeType.PESSIMISTIC_WRITE);
        Optional<FalloutTask> known = ofInstance(cause, instanceKey).or(() -> takenOver(cause, instanceKey));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<PlanStep> step = cause.stepId().map(id -> PlanReading.step(entities, id));
        boolean settled = isSettled(order, step);
        step.filter(failed -> !settled).ifPresent(PlanStep::fallOut);
        Object number = entities.createNativeQuery("SELECT FALLOUT_TASK_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        FalloutTask task = new FalloutTask(
                "FAL-" + ((Number) number).longValue(),
                cause.order(),
                cause.stepId(),
                instanceKey,
                cause.errorCode(),
                cause.message(),
                decisions.clock().instant());
        task.assign(teams.routing().rule(step.map(PlanStep::jobType), cause.errorCode()));
        step.flatMap(failed -> new NetworkTraces(entities).element(failed, elements))
                .ifPresent(task::concern);
        entities.persist(task);
        if (settled) {
            decisions.decide(
                    task,
                    FalloutResolution.of(
                            FalloutDecision.CANCEL, FalloutTasks.PROCESS, "Not wanted any more when it failed."));
        } else if (cause.errorCode().equals(ProcessError.ROLLBACK_BY_POLICY.name())) {
            step.filter(failed -> !isForAPerson(failed)
                            && decisions.notToBeGivenUp(task).isEmpty())
                    .ifPresent(delivering -> decisions.decide(
                            task, FalloutResolution.of(FalloutDecision.FAIL, FalloutTasks.POLICY, cause.message())));
        }
        return task;
    }

    private static boolean isSettled(ProductOrder order, Optional<PlanStep> step) {
        return step.map(failed -> failed.state().isFinal())
                .orElseGet(() -> order.items().stream().allMatch(item -> order.isStopping(item.itemId())));
    }

    private boolean isForAPerson(PlanStep step) {
        ProductOrder order = entities.find(ProductOrder.class, step.order());
        return StoredItems.isForAPerson(
                order,
                decisions.catalogs().version(order.catalogVersion()),
                step,
                PlanReading.lockedSteps(entities, order.id()));
    }

    /** By FALLOUT_TASK_INSTANCE_IX. An engine that has died gives a key again, so that the instance alone does not tell the task. */
    private Optional<FalloutTask> ofInstance(FalloutTasks.Cause cause, long instanceKey) {
        return entities.createQuery("select t from FalloutTask t where t.instanceKey = :key", FalloutTask.class)
                .setParameter("key", instanceKey)
                .getResultStream()
                .filter(task ->
                        task.order().equals(cause.order()) && task.stepId().equals(cause.stepId()))
                .findFirst();
    }

    private Optional<FalloutTask> takenOver(FalloutTasks.Cause cause, long instanceKey) {
        Optional<FalloutTask> open = entities.createQuery(
                        "select t from FalloutTask t where t.openFor = :key", FalloutTask.class)
                .setParameter("key", cause.stepId().orElse(cause.order().value()))
                .getResultStream()
                .findFirst();
        open.ifPresent(task -> task.waitsIn(instanceKey));
        return open;
    }
}
