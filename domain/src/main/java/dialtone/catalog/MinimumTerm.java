package dialtone.catalog;

import dialtone.base.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * For how long a product is taken at the least, and what it costs to end it sooner.
 *
 * @param months 1 to {@value #MAX_MONTHS}, counted from the day of activation
 * @param fee    what ending sooner costs; empty when it may not be ended sooner at all
 */
public record MinimumTerm(int months, Optional<Fee> fee) {

    /** Ten years: beyond it somebody has mistyped. */
    public static final int MAX_MONTHS = 120;

    private static final String PRICE_ID = "early-termination";
    private static final String PRICE_NAME = "Early termination";

    /** What ending sooner costs. */
    public sealed interface Fee {
        /** For each month of the term that remains. */
        record PerRemainingMonth(Money amount) implements Fee {}

        /** The same on every day of the term. */
        record Fixed(Money amount) implements Fee {}
    }

    public MinimumTerm {
        if (months < 1 || months > MAX_MONTHS) {
            throw new IllegalArgumentException("A minimum term has 1 to " + MAX_MONTHS + " months, not " + months);
        }
    }

    /** One that may be left early at a fee. */
    public MinimumTerm(int months, Fee fee) {
        this(months, Optional.of(fee));
    }

    /** Whether the product may be ended before the term is over. */
    public boolean mayBeLeft() {
        return fee.isPresent();
    }

    /** The first day on which the term is over: 24 months from 2026-11-25 are over on 2028-11-25. */
    public LocalDate overOn(LocalDate activatedOn) {
        return activatedOn.plusMonths(months);
    }

    /**
     * Months of the term that are not over: one that has begun remains as a whole. The months are counted from the day of activation,
     * each to the same day of the next month or to that month's last day, when it is shorter.
     *
     * <p>24 months from 2026-11-25: on 2026-11-25 and on 2026-12-24 there remain 24, on 2026-12-25 there remain 23, on 2028-11-24 one,
     * and from 2028-11-25 none. One month from 2027-01-31 is over on 2027-02-28.
     */
    public int remainingMonths(LocalDate activatedOn, LocalDate endsOn) {
        int over = 0;
        while (over < months && !activatedOn.plusMonths(over + 1L).isAfter(endsOn)) {
            over++;
        }
        return months - over;
    }

    /**
     * What it costs to end on this day; empty when the term is over, when it costs nothing, and when it is not to be ended on this day.
     *
     * @param activatedOn first day that was charged
     * @param endsOn      first day that is not charged any more
     */
    public Optional<Price.EarlyTermination> earlyTermination(LocalDate activatedOn, LocalDate endsOn) {
        int remaining = remainingMonths(activatedOn, endsOn);
        return remaining == 0
                ? Optional.empty()
                : fee.map(charged -> price(charged, remaining))
                        .filter(price -> !price.amount().isZero());
    }

    private Price.EarlyTermination price(Fee charged, int remaining) {
        String months = remaining == 1 ? "1 month" : remaining + " months";
        return switch (charged) {
            case Fee.PerRemainingMonth each ->
                price(
                        new Money(
                                each.amount().amount().multiply(BigDecimal.valueOf(remaining)),
                                each.amount().currency()),
                        months + " of " + this.months + " remain, " + each.amount() + " for each");
            case Fee.Fixed fixed -> price(fixed.amount(), months + " of " + this.months + " remain, fixed");
        };
    }

    /**
     * What it costs to end a product that is bound by several terms on the same day: they run beside each other, so it is the most that
     * one of them asks for, and not their sum.
     */
    public static Optional<Price.EarlyTermination> dearest(List<Price.EarlyTermination> fees) {
        return fees.stream().max(Comparator.comparing(Price.EarlyTermination::amount));
    }

    private static Price.EarlyTermination price(Money amount, String explanation) {
        return new Price.EarlyTermination(PRICE_ID, PRICE_NAME, amount, explanation);
    }
}
