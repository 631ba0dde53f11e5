package dialtone.order;

import dialtone.base.Money;
import dialtone.catalog.Price;
import java.util.Currency;
import java.util.List;

/**
 * What an order would cost.
 *
 * @param oneOff  sum of the one-off prices
 * @param monthly sum of the monthly prices, for a full month
 */
public record OrderPreview(List<PricedItem> items, Money oneOff, Money monthly) {
    public OrderPreview {
        items = List.copyOf(items);
    }

    /** @param currency that all prices are in */
    public static OrderPreview of(List<PricedItem> items, Currency currency) {
        Money oneOff = Money.zero(currency);
        Money monthly = Money.zero(currency);
        for (PricedItem item : items) {
            for (Price price : item.prices()) {
                switch (price) {
                    case Price.OneOff once -> oneOff = oneOff.plus(once.amount());
                    case Price.Monthly recurring -> monthly = monthly.plus(recurring.amount());
                    case Price.Usage usage -> {}
                    case Price.Allowance allowance -> {}
                }
            }
        }
        return new OrderPreview(items, oneOff, monthly);
    }
}
