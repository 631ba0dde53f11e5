package dialtone.spending;

import dialtone.base.Money;
import dialtone.spending.SpendingLimit.Then;
import java.math.BigDecimal;
import java.util.List;

/**
 * How far a line, or an account, is with what it may spend in a bill cycle. What it has spent is the sum of what was charged, so that it does not depend on the order
 * in which records come. Where use beyond the limit is held, a record that would bring the sum above it is held, whole, and one that fits is charged:
 * what is charged never exceeds the limit. Which records those are depends on the order in which they come, as it does in the network.
 *
 * <pre>
 * 50.00 EUR, of which 48.00 are spent, notices at 80 % and 100 %:
 * a record of 3.00 is held, and 100 % is reached; one of 1.50 is charged: 49.50 EUR
 * raised to 100.00: the held one is charged: 52.50 EUR, and 80 % of it is 80.00 EUR
 * </pre>
 *
 * @param most  what may be spent
 * @param spent so far; negative when more was given back than charged
 * @param held  whether something was held for it
 */
public record Spending(SpendingLimit limit, Money most, Money spent, boolean held) {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** Whether a record that costs so much more is charged. */
    public boolean takes(Money more) {
        return limit.then() == Then.NOTIFY
                || more.amount().signum() <= 0
                || spent.plus(more).compareTo(most) <= 0;
    }

    public Spending plus(Money more) {
        return new Spending(limit, most, spent.plus(more), held);
    }

    /** The same when a record is held for it. */
    public Spending holding() {
        return new Spending(limit, most, spent, true);
    }

    /** Percentages of the limit that the customer is told of and that are reached, ascending: of 50.00 EUR 80 % at 40.00 EUR. */
    public List<Integer> reached() {
        return limit.notices().stream().filter(this::isReached).toList();
    }

    private boolean isReached(int percent) {
        BigDecimal part = most.amount().multiply(BigDecimal.valueOf(percent));
        boolean spentSo =
                spent.amount().signum() > 0 && spent.amount().multiply(ALL).compareTo(part) >= 0;
        return held || spentSo;
    }
}
