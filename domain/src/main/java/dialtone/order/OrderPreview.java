package dialtone.order;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.inventory.InventoryState;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Proration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What an order would cost.
 *
 * @param oneOff  sum of the one-off prices, early termination among them
 * @param monthly sum of the prices by the month, for a full month; what is charged by other periods is not in it
 * @param endings what ends with it, in the order of the plan's items
 * @param changes lines that change their plan, or get another handset
 * @param uses    lines that are suspended or come back into use
 */
public record OrderPreview(
        List<PricedItem> items,
        Money oneOff,
        Money monthly,
        List<Ending> endings,
        List<Change> changes,
        List<Use> uses) {
    public OrderPreview {
        items = List.copyOf(items);
        endings = List.copyOf(endings);
        changes = List.copyOf(changes);
        uses = List.copyOf(uses);
    }

    /**
     * A product that ends.
     *
     * @param number  MSISDN of a line that ends with it; it is kept back from others for a while
     * @param monthly what it cost for a full month, and costs no more
     * @param credit  given back for the days of this month that are left, where the month has been charged
     * @param feeKept whether nothing is given back, because what an add-on includes was given whole; one that comes again in the month is
     *                not charged for it a second time
     */
    public record Ending(
            String itemId, String offeringName, Optional<String> number, Money monthly, Money credit, boolean feeKept) {

        /** One whose days that are left are given back. */
        public Ending(String itemId, String offeringName, Optional<String> number, Money monthly, Money credit) {
            this(itemId, offeringName, number, monthly, credit, false);
        }

        static Ending of(OrderedItem item, OwnedProduct product, LocalDateTime ends, Currency currency) {
            boolean feeKept = product.line().isPresent()
                    && item.lineItem().isEmpty()
                    && product.offering().prices().stream().anyMatch(Price.Allowance.class::isInstance)
                    && !ChargePeriod.beginsMonth(ends);
            List<Price.Recurring> fees = current(product);
            return new Ending(
                    item.itemId(),
                    product.offering().name(),
                    product.line().isEmpty() ? product.number() : Optional.empty(),
                    fullMonth(fees, currency),
                    feeKept ? Money.zero(currency) : givenBack(fees, ends.toLocalDate(), currency),
                    feeKept);
        }
    }

    /**
     * A line that changes its plan, or gets another handset. Of the month that the change falls into the former one is charged up to it and
     * the new one from then on.
     *
     * @param number        MSISDN of the line
     * @param from          name of the plan or handset it has
     * @param to            name of the one it is to have
     * @param on            first day of the new one, in the zone of its account
     * @param formerMonthly what a full month of the former one costs
     * @param monthly       what a full month of the new one costs
     * @param credit        given back for the days of that month that the former one is not used, where they have been charged
     * @param firstCharge   for these days of the new one
     */
    public record Change(
            String itemId,
            Optional<String> number,
            String from,
            String to,
            LocalDate on,
            Money formerMonthly,
            Money monthly,
            Money credit,
            Money firstCharge) {

        static Change of(OrderedItem item, OwnedProduct product, LocalDate on, Currency currency) {
            List<Price.Recurring> former = recurring(product.offering());
            List<Price.Recurring> next = recurring(item.offering());
            return new Change(
                    item.itemId(),
                    product.number(),
                    product.offering().name(),
                    item.offering().name(),
                    on,
                    fullMonth(former, currency),
                    fullMonth(next, currency),
                    givenBack(former, on, currency),
                    chargedFrom(next, on, currency));
        }
    }

    /**
     * A line that is suspended or comes back into use.
     *
     * @param number        MSISDN of the line
     * @param name          of its plan
     * @param to            SUSPENDED or ACTIVE
     * @param on            first day of that, in the zone of its account
     * @param formerMonthly what a full month costs until then
     * @param monthly       what a full month costs from then on
     * @param credit        given back for the days of that month that are left, where they have been charged; zero when the price stays
     * @param firstCharge   for these days by the next price; zero when the price stays
     */
    public record Use(
            String itemId,
            Optional<String> number,
            String name,
            InventoryState to,
            LocalDate on,
            Money formerMonthly,
            Money monthly,
            Money credit,
            Money firstCharge) {

        static Use of(OrderedItem item, OwnedProduct product, LocalDate on, Currency currency) {
            List<Price.Recurring> former = current(product);
            boolean charged = !item.prices().isEmpty();
            List<Price.Recurring> next = charged ? recurring(item.prices()) : former;
            return new Use(
                    item.itemId(),
                    product.number(),
                    product.offering().name(),
                    item.status().orElseThrow(),
                    on,
                    fullMonth(former, currency),
                    fullMonth(next, currency),
                    charged ? givenBack(former, on, currency) : Money.zero(currency),
                    charged ? chargedFrom(next, on, currency) : Money.zero(currency));
        }
    }

    /** What a product costs as it is: suspended, it may have a price of its own. */
    private static List<Price.Recurring> current(OwnedProduct product) {
        return product.suspensionFee().map(List::of).orElseGet(() -> recurring(product.offering()));
    }

    private static List<Price.Recurring> recurring(ProductOffering offering) {
        return recurring(offering.prices());
    }

    private static List<Price.Recurring> recurring(List<Price> prices) {
        return prices.stream()
                .filter(Price.Recurring.class::isInstance)
                .map(Price.Recurring.class::cast)
                .toList();
    }

    private static Money fullMonth(List<Price.Recurring> prices, Currency currency) {
        return sum(
                prices.stream()
                        .filter(Price.Recurring::isByTheMonth)
                        .map(Price.Recurring::amount)
                        .toList(),
                currency);
    }

    /** Each rounded by itself, as it is charged. */
    private static Money chargedFrom(List<Price.Recurring> prices, LocalDate from, Currency currency) {
        return sum(
                prices.stream().map(price -> Proration.firstCharge(price, from)).toList(), currency);
    }

    private static Money givenBack(List<Price.Recurring> prices, LocalDate from, Currency currency) {
        return sum(prices.stream().map(price -> Proration.credit(price, from)).toList(), currency);
    }

    private static Money sum(List<Money> amounts, Currency currency) {
        return amounts.stream().reduce(Money.zero(currency), Money::plus);
    }

    /**
     * @param currency that all prices are in
     * @param starts   when the order begins, in the zone of its account
     */
    public static OrderPreview of(List<OrderedItem> items, Currency currency, LocalDateTime starts) {
        LocalDate startsOn = starts.toLocalDate();
        OrderPreview priced = of(items.stream().map(OrderedItem::priced).toList(), currency);
        return new OrderPreview(
                priced.items(),
                priced.oneOff(),
                priced.monthly(),
                items.stream()
                        .filter(OrderedItem::isEnd)
                        .flatMap(item ->
                                item.product().stream().map(product -> Ending.of(item, product, starts, currency)))
                        .toList(),
                items.stream()
                        .filter(OrderedItem::isChange)
                        .flatMap(item ->
                                item.product().stream().map(product -> Change.of(item, product, startsOn, currency)))
                        .toList(),
                items.stream()
                        .filter(item -> item.status().isPresent())
                        .flatMap(item ->
                                item.product().stream().map(product -> Use.of(item, product, startsOn, currency)))
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
                    case Price.Recurring recurring
                    when recurring.isByTheMonth() -> monthly = monthly.plus(recurring.amount());
                    case Price.Recurring recurring -> {}
                    case Price.EarlyTermination fee -> oneOff = oneOff.plus(fee.amount());
                    case Price.Usage usage -> {}
                    case Price.Allowance allowance -> {}
                }
            }
        }
        return new OrderPreview(items, oneOff, monthly, List.of(), List.of(), List.of());
    }
}
