package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.catalog.Price;
import dialtone.order.OrderPreview;
import dialtone.order.PricedItem;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Proration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an order costs, before it is placed.
 *
 * @param lines      the prices
 * @param firstMonth what the days that are left of this month cost, if the line works today
 * @param firstDays  {@code 6 of 30 days}
 * @param firstParts where not all is for calendar months in advance: what the first charge is for, {@code Fee 6 days, Service 37 days}
 */
public record OrderPrice(
        PriceLines lines, String firstMonth, String firstDays, boolean partOfMonth, String firstParts) {
    /** The currency of an order that costs nothing. */
    private static final Currency HOUSE_CURRENCY = Currency.getInstance("EUR");

    /** Of an order without items. */
    static final OrderPrice NONE =
            new OrderPrice(PriceLines.of(OrderPreview.of(List.of(), HOUSE_CURRENCY)), "", "", false, "");

    /** @param today in the billing account's zone */
    public static OrderPrice of(List<PricedItem> items, LocalDate today) {
        Currency currency = PriceLines.currency(items, HOUSE_CURRENCY);
        List<Price.Recurring> recurring = items.stream()
                .flatMap(item -> item.prices().stream())
                .filter(Price.Recurring.class::isInstance)
                .map(Price.Recurring.class::cast)
                .toList();
        Money first = recurring.stream()
                .map(price -> Proration.firstCharge(price, today))
                .reduce(Money.zero(currency), Money::plus);
        boolean byMonths = recurring.stream().allMatch(price -> price.terms().isMonthly());
        ChargePeriod days = Proration.firstPeriod(today);
        ChargePeriod month = ChargePeriod.month(YearMonth.from(today));
        return new OrderPrice(
                PriceLines.of(OrderPreview.of(items, currency)),
                Amounts.text(first),
                days.days() + " of " + month.days() + " days",
                byMonths && days.days() < month.days(),
                byMonths ? "" : parts(recurring, today));
    }

    private static String parts(List<Price.Recurring> prices, LocalDate today) {
        return prices.stream()
                .flatMap(price -> Proration.firstPeriod(price, today).stream()
                        .map(period -> price.name() + " " + period.days() + (period.days() == 1 ? " day" : " days")))
                .collect(Collectors.joining(", "));
    }
}
