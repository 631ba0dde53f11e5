package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.order.OrderPreview;
import java.io.Serializable;
import java.time.LocalDate;
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
        List<Going> what, String number, List<PriceLines.Line> fees, String total, String credit, String days)
        implements Serializable {

    static final EndingView NOTHING = new EndingView(List.of(), "", List.of(), "", "", "");

    /** @param monthly empty for what costs nothing by the month */
    public record Going(String name, String monthly, String credit) implements Serializable {}

    /** @param on first day without it, in the billing account's zone */
    static EndingView of(OrderPreview preview, LocalDate on) {
        PriceLines prices = PriceLines.of(preview);
        OrderPreview.Open open = new OrderPreview.Open(
                preview.endings().stream()
                        .flatMap(ending -> ending.open().prices().stream())
                        .toList(),
                preview.endings().stream().allMatch(ending -> ending.open().byMonths()));
        return new EndingView(
                preview.endings().stream()
                        .map(ending -> new Going(
                                ending.offeringName(),
                                ending.monthly().isZero() ? "" : Amounts.text(ending.monthly()),
                                PartialDays.amount(ending.credit(), ending.open())))
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
                        .map(credit -> PartialDays.amount(credit, open))
                        .orElse(""),
                PartialDays.of(open, on));
    }
}
