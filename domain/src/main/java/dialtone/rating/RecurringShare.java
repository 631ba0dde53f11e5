package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.RecurringTerms.PartialPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What a part of one cycle costs. Amounts from a moment to the cycle's end are rounded {@link RoundingMode#HALF_UP}, and a part that ends
 * earlier is the difference of two of them ({@link Proration}), so that parts add up to the whole.
 *
 * <p>Examples, 15.00 EUR for November 2026, from the 25th: BY_DAY 6/30, 3.00 EUR; NONE 15.00 EUR. 743.00 EUR for March 2026 in Berlin, which has
 * 743 hours: BY_SECOND from the 29th, 71 hours, 71.00 EUR, and BY_DAY 3/31, 71.90 EUR.
 *
 * @param from  where the cycle begins
 * @param to    where it ends
 * <p>Whole periods are whole for the line, and not for each of its plans: a plan that another one takes the place of is charged the whole less
 * the days that are left, and the next one these days. 15.00 EUR by NONE, changed on 2026-11-25 into 30.00 EUR: 12.00 and 6.00 EUR.
 *
 * @param first     whether it is the first one that the line pays for
 * @param takenOver the moment from which this plan pays for it: {@code from}, but where another plan has paid for what was before
 * @param handed    whether another plan pays for the rest, where it ends before {@code to}
 */
record RecurringShare(Moment from, Moment to, PartialPeriod rule, boolean first, Moment takenOver, boolean handed) {

    /** Of the amount of the whole cycle, for what of it lies between the two; what is beyond its end does not count. */
    Money of(Money amount, Moment begin, Moment end) {
        Moment until = Moment.earlier(end, to);
        return switch (rule) {
            case BY_DAY, BY_DAY_INCLUSIVE, BY_SECOND -> toEnd(amount, begin).minus(toEnd(amount, until));
            case NONE -> whole(amount, begin, until);
            case FULL_FIRST ->
                first || handed || !until.isBefore(to) ? whole(amount, begin, until) : Money.zero(amount.currency());
        };
    }

    private Money whole(Money amount, Moment begin, Moment until) {
        if (handed && !begin.isBefore(until)) {
            return Money.zero(amount.currency());
        }
        Money whole = toEnd(amount, takenOver);
        return handed ? whole.minus(toEnd(amount, until)) : whole;
    }

    /** {@code 6 of 30 days}; {@code the whole}. */
    String words(Moment begin, Moment end) {
        Moment until = Moment.earlier(end, to);
        return switch (rule) {
            case BY_DAY, BY_DAY_INCLUSIVE, BY_SECOND -> parts(begin, until);
            case NONE, FULL_FIRST -> {
                String whole = from.isBefore(takenOver) ? parts(takenOver, to) : "the whole";
                yield handed && until.isBefore(to) ? whole + " less " + parts(until, to) : whole;
            }
        };
    }

    /** What is given back when it ends: {@code 6 of 30 days}; {@code the whole}. */
    String left(Moment begin, Moment until) {
        return handed && begin.isBefore(until) ? parts(until, to) : words(until, to);
    }

    private String parts(Moment begin, Moment end) {
        return count(begin, end) + " of " + count(from, to) + (rule == PartialPeriod.BY_SECOND ? " seconds" : " days");
    }

    private Money toEnd(Money amount, Moment begin) {
        BigDecimal share = amount.amount()
                .multiply(BigDecimal.valueOf(count(begin, to)))
                .divide(
                        BigDecimal.valueOf(count(from, to)),
                        amount.currency().getDefaultFractionDigits(),
                        RoundingMode.HALF_UP);
        return new Money(share, amount.currency());
    }

    private long count(Moment begin, Moment end) {
        return rule == PartialPeriod.BY_SECOND
                ? Duration.between(begin.at(), end.at()).toSeconds()
                : ChronoUnit.DAYS.between(begin.day(), end.day());
    }
}
