package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

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

    /**
     * What a price charges on the day that something becomes active by it: of a month in advance, the days from then to its end; in arrears,
     * or while a trial lasts, nothing. By the second it is charged from midnight here, where the moment is not known yet.
     */
    public static Money firstCharge(Price.Recurring price, LocalDate activatedOn) {
        return begun(price, activatedOn).stream()
                .map(RatedCharge::amount)
                .reduce(Money.zero(price.amount().currency()), Money::plus);
    }

    /** The days that {@link #firstCharge} is for; empty when nothing is charged that day. */
    public static Optional<ChargePeriod> firstPeriod(Price.Recurring price, LocalDate activatedOn) {
        return begun(price, activatedOn).stream().map(RatedCharge::period).findFirst();
    }

    private static List<RatedCharge> begun(Price.Recurring price, LocalDate activatedOn) {
        if (!price.terms().basis().of().isEmpty()) {
            return List.of();
        }
        Subscription begun = new Subscription(
                new OrderId("ORD-0"),
                "1",
                new CustomerId("CUS-0"),
                new BillingAccountId("BAC-0"),
                new OfferingId("preview"),
                price.name(),
                ZoneOffset.UTC,
                activatedOn,
                new Tariff(List.of(price)));
        return begun.startCharges();
    }

    /**
     * What comes back of a price when its product ends on that day and the period has been charged. Empty where it is not known without the
     * day the product began and its seats: of trials, anniversaries, discounts for a time, seconds, and first periods that are whole.
     *
     * <p>Of 15.00 EUR a month on 2026-11-25: 3.00 EUR; where nothing is given back, or parts of a period are whole, nothing.
     */
    public static Optional<Money> creditAtEnd(Price.Recurring price, LocalDate endedOn) {
        RecurringTerms terms = price.terms();
        boolean kept = terms.timing() == RecurringTerms.Timing.IN_ARREARS
                || terms.refund() == RecurringTerms.Refund.NONE
                || terms.proration() == RecurringTerms.PartialPeriod.NONE;
        if (kept) {
            return Optional.of(Money.zero(price.amount().currency()));
        }
        LocalDate unused =
                terms.proration() == RecurringTerms.PartialPeriod.BY_DAY_INCLUSIVE ? endedOn.plusDays(1) : endedOn;
        return terms.proration() == RecurringTerms.PartialPeriod.FULL_FIRST
                ? Optional.empty()
                : chargeAtChange(price, unused);
    }

    /**
     * What comes back of a price when another one takes its place on that day and the period has been charged, and as much as that other
     * one is charged by the same terms: the days that are left, whatever is given back to who goes. Empty as in {@link #creditAtEnd}.
     *
     * <p>Of 30.00 EUR for whole months on 2026-11-25: 6.00 EUR.
     */
    public static Optional<Money> chargeAtChange(Price.Recurring price, LocalDate on) {
        RecurringTerms terms = price.terms();
        if (terms.timing() == RecurringTerms.Timing.IN_ARREARS) {
            return Optional.of(Money.zero(price.amount().currency()));
        }
        boolean known = terms.basis() instanceof RecurringTerms.Basis.Flat
                && !terms.alignment().anniversary()
                && terms.proration() != RecurringTerms.PartialPeriod.BY_SECOND
                && terms.trial().isEmpty()
                && terms.discounts().stream()
                        .allMatch(each -> each.after() == 0 && each.periods().isEmpty());
        return known
                ? Optional.of(
                        firstCharge(new Price.Recurring(price.id(), price.name(), price.amount(), terms.byDay()), on))
                : Optional.empty();
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
