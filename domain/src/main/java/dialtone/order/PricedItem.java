package dialtone.order;

import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import java.util.List;

/**
 * What an order item costs, as it was when the order was placed.
 *
 * @param itemId of the order item
 * @param prices the snapshot, in catalogue order
 */
public record PricedItem(String itemId, OfferingId offering, String offeringName, List<Price> prices) {
    public PricedItem {
        prices = List.copyOf(prices);
    }
}
