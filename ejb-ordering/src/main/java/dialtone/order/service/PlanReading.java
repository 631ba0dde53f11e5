package dialtone.order.service;

import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;

/** The stored plan of an order. */
final class PlanReading {

    private PlanReading() {}

    /**
     * In the order of the plan, with what each waits for: one statement. The facts of a step are read when they are asked for, in the same
     * transaction.
     */
    static List<PlanStep> steps(EntityManager entities, OrderId order) {
        List<PlanStep> steps = stepsWith("dependsOn", entities, order);
        if (steps.size() > FulfilmentPlan.MAX_STEPS) {
            throw new IllegalStateException("The plan of " + order + " has " + steps.size() + " steps");
        }
        return steps;
    }

    /** The same with all facts, for who asks for those of each step, or reads the plan after its transaction. */
    static List<PlanStep> stepsWithFacts(EntityManager entities, OrderId order) {
        List<PlanStep> steps = steps(entities, order);
        stepsWith("facts", entities, order);
        stepsWith("formerFacts", entities, order);
        steps.forEach(OrderReading::loaded);
        return steps;
    }

    /** One query for all steps: each by itself would ask once a step. */
    private static List<PlanStep> stepsWith(String collection, EntityManager entities, OrderId order) {
        return entities.createQuery(
                        "select distinct s from PlanStep s left join fetch s." + collection
                                + " where s.order.value = :order order by s.position",
                        PlanStep.class)
                .setParameter("order", order.value())
                .getResultList();
    }

    /**
     * In the order of the plan, for who judges it and may change some: whoever performs a step locks it alone, so that the state of each is
     * known until this transaction ends. The order's row is locked before.
     */
    static List<PlanStep> lockedSteps(EntityManager entities, OrderId order) {
        entities.createQuery(
                        "select s from PlanStep s where s.order.value = :order order by s.position", PlanStep.class)
                .setParameter("order", order.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return steps(entities, order);
    }

    /** The order of a step, not locked. */
    static ProductOrder orderOf(EntityManager entities, String stepId) {
        return entities.createQuery(
                        "select o from ProductOrder o where o.id.value = (select s.order.value from PlanStep s where s.id = :step)",
                        ProductOrder.class)
                .setParameter("step", stepId)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no step " + stepId));
    }

    /** That is stored by now, whatever of the order was read before. */
    static int revision(EntityManager entities, OrderId order) {
        return entities.createQuery("select o.revision from ProductOrder o where o.id.value = :order", Integer.class)
                .setParameter("order", order.value())
                .getSingleResult();
    }

    /** For a change: nobody else changes the step until the transaction ends. */
    static PlanStep step(EntityManager entities, String stepId) {
        PlanStep step = entities.find(PlanStep.class, stepId, LockModeType.PESSIMISTIC_WRITE);
        if (step == null) {
            throw new IllegalStateException("There is no step " + stepId);
        }
        return step;
    }
}
