package dialtone.order;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.inventory.InventoryState;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Proration;
import dialtone.rating.SeatQuote;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an order would cost.
 *
 * @param oneOff  sum of the one-off prices, early termination among them
 * @param monthly sum of the prices by the month, for a full month; what is charged by other periods is not in it
 * @param endings what ends with it, in the order of the plan's items
 * @param changes lines that change their plan, or get another handset
 * @param uses    lines that are suspended or come back into use
 * @param seats   products that get another number of seats
 */
public record OrderPreview(
        List<PricedItem> items,
        Money oneOff,
        Money monthly,
        List<Ending> endings,
        List<Change> changes,
        List<Use> uses,
        List<Seating> seats) {
    public OrderPreview {
        items = List.copyOf(items);
        endings = List.copyOf(endings);
        changes = List.copyOf(changes);
        uses = List.copyOf(uses);
        seats = List.copyOf(seats);
    }

    /** The same with what other numbers of seats cost, which who charges them knows. */
    public OrderPreview seating(List<Seating> others) {
        return new OrderPreview(items, oneOff, monthly, endings, changes, uses, others);
    }

    /**
     * A product that gets another number of seats.
     *
     * @param number MSISDN of the line that it is or belongs to
     * @param name   of what the customer has
     * @param on     first day of the new number, in the zone of its account
     * @param quote  what is charged and given back that day, and what a month costs before and after
     */
    public record Seating(String itemId, Optional<String> number, String name, LocalDate on, SeatQuote quote) {}

    /**
     * What a preview does not say of what comes back and what is charged for the first days: it goes by the day the product began, or by its
     * seats, which an order does not know.
     *
     * @param prices   names of the prices that are in no amount, each once
     * @param byMonths whether all that is charged again and again is for calendar months
     */
    public record Open(List<String> prices, boolean byMonths) {
        public static final Open NOTHING = new Open(List.of(), true);

        public Open {
            prices = prices.stream().distinct().toList();
        }

        static Open of(List<Price.Recurring> all, List<String> unknown) {
            return new Open(
                    unknown, all.stream().allMatch(price -> price.terms().isOfTheBillCycle()));
        }
    }

    /**
     * A product that ends.
     *
     * @param number  MSISDN of a line that ends with it; it is kept back from others for a while
     * @param monthly what it cost for a full month, and costs no more
     * @param credit  given back for the days of this month that are left, where the month has been charged
     * @param feeKept whether nothing is given back, because what an add-on includes was given whole; one that comes again in the month is
     *                not charged for it a second time
     * @param open    what of it is not known yet
     */
    public record Ending(
            String itemId,
            String offeringName,
            Optional<String> number,
            Money monthly,
            Money credit,
            boolean feeKept,
            Open open) {

        static Ending of(OrderedItem item, OwnedProduct product, LocalDateTime ends, Currency currency) {
            List<Price.Recurring> fees = current(product);
            boolean feeKept = product.line().isPresent()
                    && item.lineItem().isEmpty()
                    && product.offering().prices().stream().anyMatch(Price.Allowance.class::isInstance)
                    && !ChargePeriod.beginsMonth(ends)
                    && (fees.isEmpty()
                            || fees.stream().anyMatch(fee -> fee.terms().isOfTheBillCycle()));
            Given back = Given.of(
                    fees.stream()
                            .filter(fee -> !feeKept || !fee.terms().isOfTheBillCycle())
                            .toList(),
                    fee -> Proration.creditAtEnd(fee, ends.toLocalDate()),
                    currency);
            return new Ending(
                    item.itemId(),
                    product.offering().name(),
                    product.line().isEmpty() ? product.number() : Optional.empty(),
                    fullMonth(fees, currency),
                    back.amount(),
                    feeKept,
                    Open.of(fees, back.unknown()));
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
     * @param open          what of it is not known yet
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
            Money firstCharge,
            Open open) {

        static Change of(OrderedItem item, OwnedProduct product, LocalDate on, Currency currency) {
            List<Price.Recurring> former = recurring(product.offering());
            List<Price.Recurring> next = recurring(item.offering());
            Given back = Given.of(former, fee -> Proration.chargeAtChange(fee, on), currency);
            Given charged = Given.of(next, fee -> Proration.chargeAtChange(fee, on), currency);
            return new Change(
                    item.itemId(),
                    product.number(),
                    product.offering().name(),
                    item.offering().name(),
                    on,
                    fullMonth(former, currency),
                    fullMonth(next, currency),
                    back.amount(),
                    charged.amount(),
                    Open.of(both(former, next), both(back.unknown(), charged.unknown())));
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
     * @param open          what of it is not known yet
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
            Money firstCharge,
            Open open) {

        static Use of(OrderedItem item, OwnedProduct product, LocalDate on, Currency currency) {
            List<Price.Recurring> former = current(product);
            boolean charged = !item.prices().isEmpty();
            List<Price.Recurring> next = charged ? recurring(item.prices()) : former;
            Given back = Given.of(charged ? former : List.of(), fee -> Proration.chargeAtChange(fee, on), currency);
            Given first = Given.of(charged ? next : List.of(), fee -> Proration.chargeAtChange(fee, on), currency);
            return new Use(
                    item.itemId(),
                    product.number(),
                    product.offering().name(),
                    item.status().orElseThrow(),
                    on,
                    fullMonth(former, currency),
                    fullMonth(next, currency),
                    back.amount(),
                    first.amount(),
                    Open.of(charged ? both(former, next) : List.of(), both(back.unknown(), first.unknown())));
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

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /**
     * What prices give back or charge on a day, each rounded by itself, as it is charged.
     *
     * @param unknown names of the prices that are not in the amount
     */
    private record Given(Money amount, List<String> unknown) {
        static Given of(
                List<Price.Recurring> prices, Function<Price.Recurring, Optional<Money>> share, Currency currency) {
            Money amount = Money.zero(currency);
            List<String> unknown = new ArrayList<>();
            for (Price.Recurring price : prices) {
                Optional<Money> known = share.apply(price);
                amount = amount.plus(known.orElse(Money.zero(currency)));
                if (known.isEmpty()) {
                    unknown.add(price.name());
                }
            }
            return new Given(amount, unknown);
        }
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
                        .toList(),
                List.of());
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
                    when recurring.isByTheMonth() -> monthly = monthly.plus(recurring.of(item.seats()));
                    case Price.Recurring recurring -> {}
                    case Price.EarlyTermination fee -> oneOff = oneOff.plus(fee.amount());
                    case Price.Usage usage -> {}
                    case Price.Allowance allowance -> {}
                }
            }
        }
        return new OrderPreview(items, oneOff, monthly, List.of(), List.of(), List.of(), List.of());
    }
}
