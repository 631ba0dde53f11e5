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

/**
 * What an order costs, before it is placed.
 *
 * @param lines      the prices
 * @param firstMonth what the days that are left of this month cost, if the line works today
 * @param firstDays  {@code 6 of 30 days}
 */
public record OrderPrice(PriceLines lines, String firstMonth, String firstDays, boolean partOfMonth) {
    /** The currency of an order that costs nothing. */
    private static final Currency HOUSE_CURRENCY = Currency.getInstance("EUR");

    /** Of an order without items. */
    static final OrderPrice NONE =
            new OrderPrice(PriceLines.of(OrderPreview.of(List.of(), HOUSE_CURRENCY)), "", "", false);

    /** @param today in the billing account's zone */
    public static OrderPrice of(List<PricedItem> items, LocalDate today) {
        Currency currency = PriceLines.currency(items, HOUSE_CURRENCY);
        Money first = Money.zero(currency);
        for (PricedItem item : items) {
            for (Price price : item.prices()) {
                if (price instanceof Price.Recurring monthly) {
                    first = first.plus(Proration.firstCharge(monthly, today));
                }
            }
        }
        ChargePeriod days = Proration.firstPeriod(today);
        ChargePeriod month = ChargePeriod.month(YearMonth.from(today));
        return new OrderPrice(
                PriceLines.of(OrderPreview.of(items, currency)),
                Amounts.text(first),
                days.days() + " of " + month.days() + " days",
                days.days() < month.days());
    }
}
