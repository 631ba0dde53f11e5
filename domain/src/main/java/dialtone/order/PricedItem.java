package dialtone.order;

import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import java.util.List;

/**
 * What an order item costs, as it was when the order was placed.
 *
 * @param itemId of the order item
 * @param prices the snapshot, in catalogue order
 * @param seats  that it is ordered with, for prices by the seat; 1 where none are said
 */
public record PricedItem(String itemId, OfferingId offering, String offeringName, List<Price> prices, long seats) {
    public PricedItem {
        prices = List.copyOf(prices);
    }

    /** One of which no seats are said. */
    public PricedItem(String itemId, OfferingId offering, String offeringName, List<Price> prices) {
        this(itemId, offering, offeringName, prices, 1);
    }
}
