package dialtone.order.service;

import dialtone.element.service.NetworkElements;
import dialtone.order.NetworkTrace;
import dialtone.order.PlanStep;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/**
 * What the book of network actions says of a step. It belongs to fulfilment, which ordering does not know: the question crosses in SQL
 * alone, and reads.
 */
record NetworkTraces(EntityManager entities) {

    private static final String STATES = "SELECT DISTINCT STATE FROM NETWORK_ACTION WHERE STEP_ID = ?";

    /** What was asked for last and is not there, by the step or, of one that takes back, by the step that it takes back. */
    private static final String LAST_ACTION = "SELECT ACTION FROM NETWORK_ACTION WHERE STEP_ID IN (?, ?)"
            + " AND STATE IN ('INTENDED', 'ACCEPTED', 'REFUSED') ORDER BY ATTEMPTED_AT DESC FETCH FIRST 1 ROWS ONLY";

    /**
     * Which element of the network a step has to do with that cannot go on; empty when it asks none, or asks several and changes nothing: which
     * of them it is about is in its words.
     */
    Optional<String> element(PlanStep step, NetworkElements elements) {
        if (step.onlyAsks()) {
            return Optional.empty();
        }
        List<?> action = entities.createNativeQuery(LAST_ACTION)
                .setParameter(1, step.id())
                .setParameter(2, step.undoes().orElse(step.id()))
                .getResultList();
        return elements.concerned(step.jobType(), action.stream().findFirst().map(Object::toString));
    }

    /** By the primary key, which begins with the step. */
    NetworkTrace of(PlanStep step) {
        List<?> states =
                entities.createNativeQuery(STATES).setParameter(1, step.id()).getResultList();
        if (states.contains("SUCCEEDED")) {
            return NetworkTrace.DONE;
        }
        return states.contains("INTENDED") || states.contains("ACCEPTED") ? NetworkTrace.UNKNOWN : NetworkTrace.NONE;
    }
}
