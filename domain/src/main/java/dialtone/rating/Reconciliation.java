package dialtone.rating;

import dialtone.base.Money;
import dialtone.order.OrderId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Recompute everything and post the differences: the books hold facts, which stay; what they should hold is calculated anew, and what
 * differs is charged or given back as another revision of the same charge.
 *
 * <p>Example: 15.00 EUR for December are in the books. The line turns out to have ended on 30 November: −15.00 EUR, revision 1. It turns out
 * that it has not: 15.00 EUR, revision 2. Asked again: nothing.
 */
final class Reconciliation {

    private Reconciliation() {}

    private record Key(OrderId order, String itemId, String priceId, ChargeKind kind, LocalDate from) {
        static Key of(RatedCharge charge) {
            return new Key(
                    charge.order(),
                    charge.itemId(),
                    charge.priceId(),
                    charge.kind(),
                    charge.period().from());
        }
    }

    private record Posted(RatedCharge last, Money sum) {

        static Posted of(RatedCharge charge) {
            return new Posted(charge, charge.amount());
        }

        Posted and(Posted other) {
            return new Posted(other.last.revision() > last.revision() ? other.last : last, sum.plus(other.sum));
        }
    }

    /**
     * @param due    what the books should hold
     * @param posted what they hold
     * @return in the order of {@code due}, then what should not be there; together with what is posted the sum of what is due
     */
    static List<RatedCharge> differences(List<RatedCharge> due, List<RatedCharge> posted) {
        Map<Key, RatedCharge> wanted = new LinkedHashMap<>();
        due.forEach(charge -> wanted.merge(Key.of(charge), charge, Reconciliation::together));
        Map<Key, Posted> had = new LinkedHashMap<>();
        posted.forEach(charge -> had.merge(Key.of(charge), Posted.of(charge), Posted::and));
        List<RatedCharge> differences = new ArrayList<>();
        wanted.forEach((key, charge) -> {
            Posted before = had.remove(key);
            if (before == null) {
                differences.add(charge);
            } else if (!before.sum().equals(charge.amount())) {
                differences.add(charge.revised(
                        before.last().revision() + 1,
                        charge.amount().minus(before.sum()),
                        charge.explanation() + "; " + before.sum() + " were charged before"));
            }
        });
        had.values().stream()
                .filter(before -> !before.sum().isZero())
                .forEach(before -> differences.add(before.last()
                        .revised(
                                before.last().revision() + 1,
                                before.sum().negated(),
                                "no longer due: " + before.last().explanation())));
        return differences;
    }

    /**
     * The differences of those charges whose amounts are others than they were.
     *
     * @param before what was due
     * @param due    what is due instead
     */
    static List<RatedCharge> changes(List<RatedCharge> before, List<RatedCharge> due, List<RatedCharge> posted) {
        Map<Key, Money> was = amounts(before);
        Map<Key, Money> is = amounts(due);
        Predicate<RatedCharge> changed = charge -> !Objects.equals(was.get(Key.of(charge)), is.get(Key.of(charge)));
        return differences(
                due.stream().filter(changed).toList(),
                posted.stream().filter(changed).toList());
    }

    private static Map<Key, Money> amounts(List<RatedCharge> charges) {
        Map<Key, Money> amounts = new HashMap<>();
        charges.forEach(charge -> amounts.merge(Key.of(charge), charge.amount(), Money::plus));
        return amounts;
    }

    /** Seats that go and the rest of the period can be given back from the same day on. */
    private static RatedCharge together(RatedCharge one, RatedCharge other) {
        return one.withAmount(one.amount().plus(other.amount()));
    }
}
