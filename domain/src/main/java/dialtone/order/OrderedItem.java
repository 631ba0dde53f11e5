package dialtone.order;

import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import java.util.Map;
import java.util.Optional;

/**
 * An item of an order whose offering is known and whose questions are answered.
 *
 * @param characteristics the order's answers, defaults filled in
 * @param lineItem        id of the item in the same order with the plan that this item belongs to; empty for a plan itself
 *                        and for an item that belongs to a line the customer has already
 */
public record OrderedItem(
        String itemId, ProductOffering offering, Map<String, String> characteristics, Optional<String> lineItem) {
    public OrderedItem {
        characteristics = Map.copyOf(characteristics);
    }

    public OfferingId offeringId() {
        return offering.id();
    }

    public boolean isPlan() {
        return offering.role() == ProductOffering.Role.PLAN;
    }
}
