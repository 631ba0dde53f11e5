package dialtone.order;

import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item of an order whose offering is known and whose questions are answered.
 *
 * @param offering        what is added; of a product that ends, its own as it was when that was ordered
 * @param characteristics the order's answers, defaults filled in; of a product that ends, those it was ordered with
 * @param lineItem        id of the item in the same order with the plan that this item belongs to; empty for a plan itself
 *                        and for an item that belongs to a line the customer has already
 * @param product         that ends; empty for one that is added
 */
public record OrderedItem(
        String itemId,
        ItemAction action,
        ProductOffering offering,
        Map<String, String> characteristics,
        Optional<String> lineItem,
        Optional<OwnedProduct> product) {

    public OrderedItem {
        characteristics = Map.copyOf(characteristics);
    }

    /** Something new. */
    public OrderedItem(
            String itemId, ProductOffering offering, Map<String, String> characteristics, Optional<String> lineItem) {
        this(itemId, ItemAction.ADD, offering, characteristics, lineItem, Optional.empty());
    }

    /** The end of a product. */
    public static OrderedItem end(String itemId, OwnedProduct product, Optional<String> lineItem) {
        return new OrderedItem(
                itemId,
                ItemAction.DELETE,
                product.offering(),
                product.characteristics(),
                lineItem,
                Optional.of(product));
    }

    public OfferingId offeringId() {
        return offering.id();
    }

    public boolean isAdd() {
        return action == ItemAction.ADD;
    }

    public boolean isPlan() {
        return offering.role() == ProductOffering.Role.PLAN;
    }

    /** What is charged for it: the offering's prices; what the end of a product costs. */
    public List<Price> prices() {
        return isAdd()
                ? offering.prices()
                : product.flatMap(OwnedProduct::earlyTermination).stream()
                        .<Price>map(fee -> fee)
                        .toList();
    }

    public PricedItem priced() {
        return new PricedItem(itemId, offering.id(), offering.name(), prices());
    }
}
