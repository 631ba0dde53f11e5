package dialtone.invoice;

import dialtone.base.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A line of an invoice that is made again, beside the one whose place it takes.
 *
 * @param before what is credited of the original; empty for what has come since
 * @param after  empty for what is credited and not made again
 */
public record RebillChange(Optional<BilledLine> before, Optional<BilledLine> after) {

    /**
     * In the order of the new invoice, then what has no line of it.
     *
     * @param note takes the original back
     */
    public static List<RebillChange> of(Invoice original, Invoice note, Invoice anew) {
        Set<Integer> left = new HashSet<>();
        for (BilledLine line : note.lines()) {
            if (line.cause() instanceof BilledLine.OfCreditedLine credited) {
                left.add(credited.line());
            }
        }
        List<RebillChange> changes = new ArrayList<>();
        for (BilledLine line : anew.lines()) {
            Optional<BilledLine> former = line.cause() instanceof BilledLine.OfRebilledLine rebilled
                    ? Optional.of(original.lines().get(rebilled.line() - 1))
                    : Optional.empty();
            former.ifPresent(each -> left.remove(each.number()));
            changes.add(new RebillChange(former, Optional.of(line)));
        }
        original.lines().stream()
                .filter(line -> left.contains(line.number()))
                .forEach(line -> changes.add(new RebillChange(Optional.of(line), Optional.empty())));
        return changes;
    }

    /** What it is about: the new line, or the one that has none. */
    public BilledLine line() {
        return after.or(() -> before).orElseThrow();
    }

    /** Positive: more to pay, without tax. */
    public Money difference() {
        Money nothing = Money.zero(line().amount().currency());
        return after.map(BilledLine::amount)
                .orElse(nothing)
                .minus(before.map(BilledLine::amount).orElse(nothing));
    }

    /** Whether it comes to something else, is there for the first time, or is gone. */
    public boolean isChange() {
        return before.isEmpty() || after.isEmpty() || !difference().isZero();
    }
}
