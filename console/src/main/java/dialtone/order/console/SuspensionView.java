package dialtone.order.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.Days;
import dialtone.order.OrderPreview;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * What suspending a line, or bringing it back, means before it is confirmed.
 *
 * @param name    of the line's plan; empty when nothing has been chosen, or what was is refused
 * @param on      first day of it
 * @param former  what a full month costs until then
 * @param monthly what a full month costs from then on
 * @param credit  given back of the month that it falls into; empty when nothing
 * @param first   charged for the same days; empty when nothing
 * @param days    {@code 6 of 30 days}
 */
public record SuspensionView(
        String name, String on, String former, String monthly, String credit, String first, String days)
        implements Serializable {

    static final SuspensionView NOTHING = new SuspensionView("", "", "", "", "", "", "");

    static SuspensionView of(OrderPreview preview) {
        return preview.uses().stream().findFirst().map(SuspensionView::of).orElse(NOTHING);
    }

    private static SuspensionView of(OrderPreview.Use use) {
        LocalDate on = use.on();
        return new SuspensionView(
                use.name(),
                Days.text(on),
                Amounts.text(use.formerMonthly()),
                Amounts.text(use.monthly()),
                PartialDays.amount(use.credit(), use.open()),
                PartialDays.amount(use.firstCharge(), use.open()),
                PartialDays.of(use.open(), on));
    }

    /** Whether a month costs something else from then on. */
    public boolean changesPrice() {
        return !former.equals(monthly);
    }
}
