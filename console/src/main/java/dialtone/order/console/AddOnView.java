package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.base.console.Days;
import dialtone.catalog.Price;
import dialtone.order.OrderPreview;
import dialtone.order.PricedItem;
import dialtone.rating.Proration;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * What comes to a line and what leaves it, before it is confirmed.
 *
 * @param on     first day of that
 * @param days   {@code 6 of 30 days}: those of that month that are left
 * @param comes  what is added
 * @param leaves what ends
 * @param fees   what is charged once, a line each
 */
public record AddOnView(String on, String days, List<Row> comes, List<Row> leaves, List<PriceLines.Line> fees)
        implements Serializable {

    static final AddOnView NOTHING = new AddOnView("", "", List.of(), List.of(), List.of());

    /**
     * @param monthly what a full month costs, or has cost; empty when nothing
     * @param first   charged for the days that are left of the month, or given back for them; empty when nothing
     * @param kept    whether nothing is given back, because what it includes was there whole
     */
    public record Row(String name, String monthly, String first, boolean kept) implements Serializable {}

    /** Whether anything was chosen that can be had. */
    public boolean isSomething() {
        return !comes.isEmpty() || !leaves.isEmpty();
    }

    /** @param on first day, in the zone of the account */
    static AddOnView of(OrderPreview preview, LocalDate on) {
        List<String> ending =
                preview.endings().stream().map(OrderPreview.Ending::itemId).toList();
        return new AddOnView(
                Days.text(on),
                PartialDays.of(new OrderPreview.Open(List.of(), byMonths(preview)), on),
                preview.items().stream()
                        .filter(item -> !ending.contains(item.itemId()))
                        .map(item -> comes(item, on))
                        .toList(),
                preview.endings().stream()
                        .map(ends -> new Row(
                                ends.offeringName(),
                                ends.monthly().isZero() ? "" : Amounts.text(ends.monthly()),
                                ends.credit().isZero() ? "" : Amounts.text(ends.credit()),
                                ends.feeKept()))
                        .toList(),
                PriceLines.of(preview).once());
    }

    private static boolean byMonths(OrderPreview preview) {
        return preview.endings().stream().allMatch(ends -> ends.open().byMonths())
                && preview.items().stream()
                        .flatMap(item -> item.prices().stream())
                        .allMatch(price -> !(price instanceof Price.Recurring recurring)
                                || recurring.terms().isOfTheBillCycle());
    }

    private static Row comes(PricedItem item, LocalDate on) {
        List<Price.Recurring> monthly = item.prices().stream()
                .filter(Price.Recurring.class::isInstance)
                .map(Price.Recurring.class::cast)
                .filter(price -> !price.amount().isZero())
                .toList();
        return new Row(
                item.offeringName(),
                monthly.stream()
                        .filter(Price.Recurring::isByTheMonth)
                        .map(Price.Recurring::amount)
                        .reduce(Money::plus)
                        .map(Amounts::text)
                        .orElse(""),
                monthly.stream()
                        .map(price -> Proration.firstCharge(price, on))
                        .reduce(Money::plus)
                        .map(Amounts::text)
                        .orElse(""),
                false);
    }
}
