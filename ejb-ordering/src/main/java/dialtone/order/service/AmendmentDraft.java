package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.order.OrderDetails;
import dialtone.order.OrderRevision.Change;
import dialtone.order.OrderedItem;
import dialtone.order.PlanRevision;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccount;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An amendment that has been judged and may be done.
 *
 * @param before      the items that are to be delivered, as they are
 * @param after       as they are to be
 * @param lineProduct the customer's product that items without a plan in the order belong to
 * @param steps       the plan as it is stored
 */
record AmendmentDraft(
        ProductOrder order,
        Catalog catalog,
        BillingAccount account,
        List<OrderedItem> before,
        List<OrderedItem> after,
        Optional<String> lineProduct,
        OrderDetails details,
        List<PlanStep> steps,
        PlanRevision plan,
        List<Change> changes) {

    /** Whether an item is added, changed or withdrawn; else only something is said of the order. */
    boolean changesItems() {
        return changes.stream().anyMatch(change -> change.item().isPresent());
    }

    /** Items with a step that the network may have heard of. */
    Set<String> touched() {
        return steps.stream()
                .filter(PlanStep::mayHaveTouchedTheNetwork)
                .map(PlanStep::itemId)
                .collect(Collectors.toSet());
    }

    boolean movesStart() {
        return !details.requestedStart().equals(order.details().requestedStart());
    }
}
