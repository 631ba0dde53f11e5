package dialtone.order;

import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item of an order whose offering is known and whose questions are answered.
 *
 * @param offering        what is added, and what a product changes to; of a product that ends, its own as it was when that was ordered
 * @param characteristics the order's answers, defaults filled in; of a product that ends, those it was ordered with
 * @param lineItem        id of the item in the same order with the plan that this item belongs to; empty for a plan itself
 *                        and for an item that belongs to a line the customer has already and that this order does not touch
 * @param product         that ends or changes; empty for one that is added
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

    /**
     * A product goes over to another offering.
     *
     * @param characteristics all that it has from then on
     */
    public static OrderedItem change(
            String itemId, OwnedProduct product, ProductOffering offering, Map<String, String> characteristics) {
        return new OrderedItem(
                itemId, ItemAction.MODIFY, offering, characteristics, Optional.empty(), Optional.of(product));
    }

    /** The same item, for the line that this item of the order is about. */
    OrderedItem ofLine(String item) {
        return new OrderedItem(itemId, action, offering, characteristics, Optional.of(item), product);
    }

    public OfferingId offeringId() {
        return offering.id();
    }

    public boolean isAdd() {
        return action == ItemAction.ADD;
    }

    public boolean isEnd() {
        return action == ItemAction.DELETE;
    }

    public boolean isChange() {
        return action == ItemAction.MODIFY;
    }

    public boolean isPlan() {
        return offering.role() == ProductOffering.Role.PLAN;
    }

    /**
     * What is charged for it: the offering's prices; what the end of a product costs; for a change the new offering's prices without
     * those that are for its activation, and before them what leaving the former one early costs.
     */
    public List<Price> prices() {
        return switch (action) {
            case ADD, NO_CHANGE -> offering.prices();
            case DELETE -> earlyTermination();
            case MODIFY -> {
                List<Price> prices = new ArrayList<>(leaving());
                offering.prices().stream()
                        .filter(price -> !(price instanceof Price.OneOff))
                        .forEach(prices::add);
                yield List.copyOf(prices);
            }
        };
    }

    /** Who pays more from now on, or as much, is bound as before and pays nothing for it. */
    private List<Price> leaving() {
        return product.filter(owned -> offering.costsLessThan(owned.offering()))
                .map(owned -> earlyTermination())
                .orElse(List.of());
    }

    private List<Price> earlyTermination() {
        return product.flatMap(OwnedProduct::earlyTermination).stream()
                .<Price>map(fee -> fee)
                .toList();
    }

    public PricedItem priced() {
        return new PricedItem(itemId, offering.id(), offering.name(), prices());
    }
}
