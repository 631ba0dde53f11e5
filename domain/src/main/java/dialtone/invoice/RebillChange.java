package dialtone.invoice;

import dialtone.base.Money;
import java.util.List;
import java.util.Optional;

/**
 * A line of an invoice that is made again, beside the one whose place it takes.
 *
 * @param before what is credited of the original; empty for what has come since
 */
public record RebillChange(Optional<BilledLine> before, BilledLine after) {

    /** In the order of the new invoice. */
    public static List<RebillChange> of(Invoice original, Invoice anew) {
        return anew.lines().stream()
                .map(line -> new RebillChange(
                        line.cause() instanceof BilledLine.OfRebilledLine rebilled
                                ? original.lines().stream()
                                        .filter(former -> former.number() == rebilled.line())
                                        .findFirst()
                                : Optional.empty(),
                        line))
                .toList();
    }

    /** Positive: more to pay, without tax. */
    public Money difference() {
        return before.map(former -> after.amount().minus(former.amount())).orElse(after.amount());
    }

    /** Whether it comes to something else, or is there for the first time. */
    public boolean isChange() {
        return before.isEmpty() || !difference().isZero();
    }
}
