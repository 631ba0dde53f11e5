package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.order.OrderPreview;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Proration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What ending a product means, before it is confirmed.
 *
 * @param what   what goes, each with what it costs now
 * @param number that nobody has for a while afterwards; empty when no line ends
 * @param fees   what ending early costs, a line each
 * @param total  of the fees; empty when there are none
 * @param days   {@code 6 of 30 days}: those of that month that are left
 */
public record EndingView(
        List<Going> what, String number, List<PriceLines.Line> fees, String total, String credit, String days) {

    static final EndingView NOTHING = new EndingView(List.of(), "", List.of(), "", "", "");

    /** @param monthly empty for what costs nothing by the month */
    public record Going(String name, String monthly, String credit) {}

    /** @param on first day without it, in the billing account's zone */
    static EndingView of(OrderPreview preview, LocalDate on) {
        PriceLines prices = PriceLines.of(preview);
        ChargePeriod left = Proration.firstPeriod(on);
        return new EndingView(
                preview.endings().stream()
                        .map(ending -> new Going(
                                ending.offeringName(),
                                ending.monthly().isZero() ? "" : Amounts.text(ending.monthly()),
                                ending.credit().isZero() ? "" : Amounts.text(ending.credit())))
                        .toList(),
                preview.endings().stream()
                        .map(OrderPreview.Ending::number)
                        .flatMap(Optional::stream)
                        .map(number -> "+" + number)
                        .findFirst()
                        .orElse(""),
                prices.once(),
                prices.once().isEmpty() ? "" : Amounts.text(preview.oneOff()),
                preview.endings().stream()
                        .map(OrderPreview.Ending::credit)
                        .reduce(Money::plus)
                        .filter(credit -> !credit.isZero())
                        .map(Amounts::text)
                        .orElse(""),
                left.days() + " of " + ChargePeriod.month(YearMonth.from(on)).days() + " days");
    }
}
