package dialtone.rating;

import dialtone.base.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * The rule "actual days of the cycle, half-open, half up": a recurring amount in proportion to the days it is for. The day
 * of activation counts, the day of termination does not.
 *
 * <p>Up to the end of a cycle the amount is {@code monthly × remaining days / days of the cycle}, rounded
 * {@link RoundingMode#HALF_UP} to the minor unit. A period that ends earlier is the difference of two such amounts, so
 * that the parts of a cycle always add up to the whole, whatever was rounded between them.
 *
 * <p>Examples, November 2026 (30 days):
 * <ul>
 *   <li>15.00 EUR from the 25th: 6/30, 3.00 EUR
 *   <li>19.99 EUR from the 25th: 6/30 of it is 3.998, 4.00 EUR
 *   <li>19.99 EUR from the 1st to before the 25th: 19.99 − 4.00, 15.99 EUR
 *   <li>0.15 EUR from the 16th: 15/30 of it is 0.075, 0.08 EUR; from the 1st to before the 16th: 0.07 EUR
 *   <li>19.99 EUR from the 1st: the whole, 19.99 EUR
 * </ul>
 */
public final class Proration {

    private Proration() {}

    /**
     * @param amount of the whole cycle
     * @param used   within the cycle
     * @throws IllegalArgumentException if the period reaches beyond the cycle
     */
    public static Money charge(Money amount, ChargePeriod cycle, ChargePeriod used) {
        if (!cycle.encloses(used)) {
            throw new IllegalArgumentException(used + " reaches beyond the cycle " + cycle);
        }
        return toEndOf(cycle, amount, used.from()).minus(toEndOf(cycle, amount, used.to()));
    }

    /** The first charge of what becomes active on this day: from then to the end of its calendar month. */
    public static Money firstMonth(Money monthly, LocalDate activatedOn) {
        return charge(monthly, ChargePeriod.month(YearMonth.from(activatedOn)), firstPeriod(activatedOn));
    }

    /** The days from activation, that day included, to the end of its calendar month. */
    public static ChargePeriod firstPeriod(LocalDate activatedOn) {
        return new ChargePeriod(
                activatedOn, YearMonth.from(activatedOn).plusMonths(1).atDay(1));
    }

    private static Money toEndOf(ChargePeriod cycle, Money amount, LocalDate from) {
        BigDecimal remaining = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, cycle.to()));
        int minorUnit = amount.currency().getDefaultFractionDigits();
        return new Money(
                amount.amount()
                        .multiply(remaining)
                        .divide(BigDecimal.valueOf(cycle.days()), minorUnit, RoundingMode.HALF_UP),
                amount.currency());
    }
}
