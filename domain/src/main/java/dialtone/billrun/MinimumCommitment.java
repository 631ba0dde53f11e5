package dialtone.billrun;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.RunType;
import dialtone.rating.ChargePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an account is invoiced for at the least, net of tax, over all that it pays for: its subscriptions and their use, and those of the accounts
 * that it pays for. An invoice that has less comes up to it by a true-up. Adjustments do not count: goodwill would only make the true-up larger.
 *
 * <p>Where it holds for a part of a cycle it is in proportion to the days, rounded half up; an invoice of several cycles is measured by all of
 * them. Of two for one day the one that was said later holds. What counts is charged for days of the invoice: late use of a former cycle, and
 * what is given back of one, come beside it.
 *
 * <pre>
 * 100.00 EUR from 16 November on, November is billed: 15 of 30 days are 50.00 EUR
 * lines of 19.90, 12.15 and -5.00 (an adjustment): 32.05 EUR count, the true-up is 17.95 EUR
 * </pre>
 *
 * <p>Source: SID ProductOfferingPrice, minimum commitment with a shortfall charge.
 *
 * @param from   first day that it holds on
 * @param to     first day that it does not hold on any more; empty when none
 * @param amount of a whole bill cycle; nothing says that there is none
 * @param reason of who agreed to it
 */
public record MinimumCommitment(LocalDate from, Optional<LocalDate> to, Money amount, String reason) {

    /**
     * What an invoice lacks.
     *
     * @param committed for its days
     * @param charged   what of it counts
     * @param reason    as the customer reads it
     */
    public record TrueUp(Money committed, Money charged, String reason) implements RunAddition {

        @Override
        public Money amount() {
            return committed.minus(charged);
        }

        @Override
        public String key() {
            return "MINIMUM";
        }
    }

    /** What was said last of a day. */
    private static Optional<MinimumCommitment> on(List<MinimumCommitment> said, LocalDate day) {
        return said.reversed().stream().filter(each -> each.holdsOn(day)).findFirst();
    }

    private boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && to.map(day::isBefore).orElse(true);
    }

    /**
     * What an invoice has to come up by. A cycle on whose last day another account pays has none: it is on that one's invoice, although the
     * account's own begins where the one before it ended. A bill on demand has none: the invoice of its cycle is held against the minimum of the
     * whole cycle, together with what was billed on demand.
     *
     * <pre>
     * 100.00 EUR a cycle; 12.99 EUR of November were billed on demand on the 28th, the invoice of November has 0.27 EUR more
     * 13.26 EUR count, the true-up is 86.74 EUR
     * </pre>
     *
     * @param said     in the order it was said
     * @param draft    of the invoice, without a true-up
     * @param onDemand since the account's last invoice that was made in its turn
     * @param pays     whether the account pays for itself on a day
     * @return empty when it has enough, or nothing is committed for its days
     */
    public static Optional<TrueUp> of(
            List<MinimumCommitment> said, InvoiceDraft draft, BilledOnDemand onDemand, Predicate<LocalDate> pays) {
        if (draft.runType() == RunType.OFF_CYCLE) {
            return Optional.empty();
        }
        LocalDate from = onDemand.from().orElse(draft.cycle().from());
        Money before = counted(onDemand.lines().stream(), from, draft);
        Money charged = counted(draft.lines().stream().map(BilledOnDemand.Line::of), from, draft)
                .plus(before);
        Money committed = Money.zero(draft.currency());
        Map<MinimumCommitment, Long> days = new LinkedHashMap<>();
        long measured = 0;
        for (LocalDate end = draft.cycle().to(); end.isAfter(from); end = end.minusMonths(1)) {
            if (!pays.test(end.minusDays(1))) {
                continue;
            }
            ChargePeriod cycle = new ChargePeriod(end.minusMonths(1), end);
            measured += invoicedDays(cycle, from).count();
            Map<MinimumCommitment, Long> within = days(said, cycle, from);
            for (Map.Entry<MinimumCommitment, Long> each : within.entrySet()) {
                committed = committed.plus(each.getKey().share(each.getValue(), cycle));
                days.merge(each.getKey(), each.getValue(), Long::sum);
            }
        }
        Money enough = committed;
        Money counted = charged.isNegative() ? Money.zero(draft.currency()) : charged;
        return enough.compareTo(counted) > 0
                ? Optional.of(new TrueUp(enough, counted, reason(days, enough, counted, measured) + ofIt(before)))
                : Optional.empty();
    }

    /** Charged for days since then, and no adjustment. */
    private static Money counted(Stream<BilledOnDemand.Line> lines, LocalDate from, InvoiceDraft draft) {
        return lines.filter(line -> line.kind() != BilledLine.Kind.ADJUSTMENT)
                .filter(line -> line.to().isAfter(from))
                .map(BilledOnDemand.Line::amount)
                .reduce(Money.zero(draft.currency()), Money::plus);
    }

    private static String ofIt(Money before) {
        return before.isZero() ? "" : ", " + before + " of it on demand";
    }

    /** On how many days of the cycle each holds. */
    private static Map<MinimumCommitment, Long> days(
            List<MinimumCommitment> said, ChargePeriod cycle, LocalDate invoicedFrom) {
        Map<MinimumCommitment, Long> days = new LinkedHashMap<>();
        invoicedDays(cycle, invoicedFrom)
                .forEach(day -> on(said, day).ifPresent(each -> days.merge(each, 1L, Long::sum)));
        return days;
    }

    private static Stream<LocalDate> invoicedDays(ChargePeriod cycle, LocalDate invoicedFrom) {
        return cycle.from().datesUntil(cycle.to()).filter(day -> !day.isBefore(invoicedFrom));
    }

    private Money share(long days, ChargePeriod cycle) {
        BigDecimal exact = amount.amount()
                .multiply(BigDecimal.valueOf(days))
                .divide(
                        BigDecimal.valueOf(ChronoUnit.DAYS.between(cycle.from(), cycle.to())),
                        amount.currency().getDefaultFractionDigits(),
                        RoundingMode.HALF_UP);
        return new Money(exact, amount.currency());
    }

    /** {@code Minimum of 100.00 EUR (Framework 4711): 32.05 EUR charged of 50.00 EUR for 15 of 30 days}. */
    private static String reason(Map<MinimumCommitment, Long> days, Money committed, Money charged, long measured) {
        MinimumCommitment last = days.keySet().stream()
                .filter(each -> !each.amount().isZero())
                .findFirst()
                .orElseThrow();
        long held = days.entrySet().stream()
                .filter(each -> !each.getKey().amount().isZero())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return "Minimum of " + last.amount() + " (" + last.reason() + "): " + charged + " charged of " + committed
                + " for " + held + " of " + measured + " days";
    }
}
