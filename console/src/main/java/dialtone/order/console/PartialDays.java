package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.order.OrderPreview;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Proration;
import java.time.LocalDate;
import java.time.YearMonth;

/** In words, what of a period is charged or given back. */
final class PartialDays {

    private PartialDays() {}

    /** {@code 6 of 30 days}; where not all is for calendar months, that it is the days of each price's own period. */
    static String of(OrderPreview.Open open, LocalDate on) {
        return open.byMonths()
                ? Proration.firstPeriod(on).days() + " of "
                        + ChargePeriod.month(YearMonth.from(on)).days() + " days"
                : "the rest of the period of each price";
    }

    /** {@code €3.00}; {@code €3.00, and for Seats what is known on that day}; empty when nothing. */
    static String amount(Money amount, OrderPreview.Open open) {
        String known = amount.isZero() ? "" : Amounts.text(amount);
        if (open.prices().isEmpty()) {
            return known;
        }
        String later = "for " + String.join(", ", open.prices()) + " what is known on that day";
        return known.isEmpty() ? later.replaceFirst("for", "For") : known + ", and " + later;
    }
}
