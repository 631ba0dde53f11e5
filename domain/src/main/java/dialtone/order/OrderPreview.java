package dialtone.order;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.rating.Proration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What an order would cost.
 *
 * @param oneOff  sum of the one-off prices, early termination among them
 * @param monthly sum of the monthly prices, for a full month
 * @param endings what ends with it, in the order of the plan's items
 */
public record OrderPreview(List<PricedItem> items, Money oneOff, Money monthly, List<Ending> endings) {
    public OrderPreview {
        items = List.copyOf(items);
        endings = List.copyOf(endings);
    }

    /**
     * A product that ends.
     *
     * @param number  MSISDN of a line that ends with it; it is kept back from others for a while
     * @param monthly what it cost for a full month, and costs no more
     * @param credit  given back for the days of this month that are left, where the month has been charged
     */
    public record Ending(String itemId, String offeringName, Optional<String> number, Money monthly, Money credit) {

        static Ending of(OrderedItem item, OwnedProduct product, LocalDate endsOn, Currency currency) {
            Money monthly = Money.zero(currency);
            Money credit = Money.zero(currency);
            for (Price price : product.offering().prices()) {
                if (price instanceof Price.Monthly fee) {
                    monthly = monthly.plus(fee.amount());
                    credit = credit.plus(Proration.firstMonth(fee.amount(), endsOn));
                }
            }
            return new Ending(
                    item.itemId(),
                    product.offering().name(),
                    product.line().isEmpty() ? product.number() : Optional.empty(),
                    monthly,
                    credit);
        }
    }

    /**
     * @param currency that all prices are in
     * @param startsOn the day the order begins, in the zone of its account
     */
    public static OrderPreview of(List<OrderedItem> items, Currency currency, LocalDate startsOn) {
        OrderPreview priced = of(items.stream().map(OrderedItem::priced).toList(), currency);
        return new OrderPreview(
                priced.items(),
                priced.oneOff(),
                priced.monthly(),
                items.stream()
                        .flatMap(item ->
                                item.product().stream().map(product -> Ending.of(item, product, startsOn, currency)))
                        .toList());
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
                    case Price.EarlyTermination fee -> oneOff = oneOff.plus(fee.amount());
                    case Price.Usage usage -> {}
                    case Price.Allowance allowance -> {}
                }
            }
        }
        return new OrderPreview(items, oneOff, monthly, List.of());
    }
}
