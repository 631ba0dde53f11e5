package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.base.console.Days;
import dialtone.catalog.Price;
import dialtone.order.OrderPreview;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * What another plan for a line, or another handset, means before it is confirmed.
 *
 * @param from     name of what it has; empty when nothing has been chosen, or what was is refused
 * @param on       first day of the new one
 * @param former   what a full month costs now, {@code €18.90 a month}
 * @param monthly  what a full month costs then
 * @param credit   given back of the month that the change falls into; empty when nothing
 * @param first    charged for the same days by the new one; empty when nothing
 * @param days     {@code 6 of 30 days}
 * @param fees     what is paid once, leaving the former one early among it, a line each
 * @param leavingEarly whether leaving something before its minimum term is over is among the fees
 * @param ends     names of what ends with it
 */
public record PlanChangeView(
        String from,
        String to,
        String on,
        String former,
        String monthly,
        String credit,
        String first,
        String days,
        List<PriceLines.Line> fees,
        boolean leavingEarly,
        List<String> ends)
        implements Serializable {

    static final PlanChangeView NOTHING =
            new PlanChangeView("", "", "", "", "", "", "", "", List.of(), false, List.of());

    static PlanChangeView of(OrderPreview preview) {
        return preview.changes().stream()
                .findFirst()
                .map(change -> of(preview, change))
                .orElse(NOTHING);
    }

    private static String month(Money fee) {
        return fee.isZero() ? "Nothing a month" : Amounts.text(fee) + " a month";
    }

    private static PlanChangeView of(OrderPreview preview, OrderPreview.Change change) {
        LocalDate on = change.on();
        return new PlanChangeView(
                change.from(),
                change.to(),
                Days.text(on),
                month(change.formerMonthly()),
                month(change.monthly()),
                PartialDays.amount(change.credit(), change.open()),
                PartialDays.amount(change.firstCharge(), change.open()),
                PartialDays.of(change.open(), on),
                PriceLines.of(preview).once(),
                preview.items().stream()
                        .flatMap(item -> item.prices().stream())
                        .anyMatch(Price.EarlyTermination.class::isInstance),
                preview.endings().stream()
                        .map(OrderPreview.Ending::offeringName)
                        .toList());
    }
}
