package dialtone.order;

import java.util.List;

/**
 * What amending an order would mean just now: the dry run.
 *
 * @param revision the number it would have
 * @param changes  nothing when the order would stay as it is
 * @param plan     what would become of the steps
 * @param before   what the order costs as it is
 * @param after    what it would cost
 */
public record AmendmentAssessment(
        int revision, List<OrderRevision.Change> changes, PlanRevision plan, OrderPreview before, OrderPreview after) {
    public AmendmentAssessment {
        changes = List.copyOf(changes);
    }
}
