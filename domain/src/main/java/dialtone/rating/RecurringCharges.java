package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.RecurringTerms.Basis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the recurring prices of a subscription charge and give back: a function of its prices and of what has happened to it, and of
 * nothing else. Each charge is due on one day, so that the charges of any days divided in any way are those of all of them.
 *
 * <table>
 * <caption>When a cycle is charged</caption>
 * <tr><th>price</th><th>charged</th><th>due on</th></tr>
 * <tr><td>in advance</td><td>from the cycle's begin, or the first day that is paid for, to its end</td><td>the first of these days</td></tr>
 * <tr><td>in advance, more seats or fewer</td><td>the difference, from that day to the cycle's end</td><td>that day</td></tr>
 * <tr><td>in advance, ended within it</td><td>the days that are left, given back</td><td>the day of the end</td></tr>
 * <tr><td>in arrears</td><td>what was used of it, for each number of seats</td><td>the last of these days</td></tr>
 * </table>
 *
 * <p>The trial, and the periods that discounts count, begin on the day the customer began with the line and go on when its plan changes: who
 * changes plans every month has one trial.
 *
 * <p>Example: 15.00 EUR a month in advance, from 2026-11-25, ended on 2026-12-10: 3.00 EUR due on 11-25 (6/30), 15.00 EUR on 12-01, and
 * −10.65 EUR on 12-10 (22/31).
 */
final class RecurringCharges {

    /** Charges come before what is given back on the same day. */
    private static final Comparator<RatedCharge> BY_DUE_DAY =
            Comparator.comparing(RatedCharge::dueOn).thenComparing(charge -> charge.kind() == ChargeKind.CREDIT);

    private final Subscription subscription;
    private final Map<String, Price.Recurring> prices = new LinkedHashMap<>();

    RecurringCharges(Subscription subscription) {
        this.subscription = subscription;
        for (Price price : subscription.prices().prices()) {
            if (price instanceof Price.Recurring recurring) {
                prices.put(recurring.id(), recurring);
            }
        }
    }

    /** Those due in {@code [from, to)}, by the day they are due, of one day in catalogue order. */
    List<RatedCharge> due(LocalDate from, LocalDate to) {
        List<RatedCharge> found = new ArrayList<>();
        prices.values().forEach(price -> found.addAll(due(price, from, to)));
        found.sort(BY_DUE_DAY);
        return found;
    }

    private List<RatedCharge> due(Price.Recurring price, LocalDate from, LocalDate to) {
        List<RatedCharge> all = switch (price.terms().basis()) {
            case Basis.Flat flat -> cycles(price, from, to);
            case Basis.Seats seats -> cycles(price, from, to);
            case Basis.Percentage share -> percentage(price, share, from, to);
            case Basis.Minimum minimum -> trueUps(price, minimum, from, to);
        };
        return all.stream()
                .filter(charge ->
                        !charge.dueOn().isBefore(from) && charge.dueOn().isBefore(to))
                .toList();
    }

    private List<RatedCharge> cycles(Price.Recurring price, LocalDate from, LocalDate to) {
        List<RatedCharge> found = new ArrayList<>();
        RecurringCourse course = RecurringCourse.of(subscription, price.terms());
        for (RecurringCourse.Cycle cycle : course.cycles(from, to)) {
            RecurringCycle charged = new RecurringCycle(subscription, price, course, cycle);
            found.addAll(
                    price.terms().timing() == RecurringTerms.Timing.IN_ADVANCE
                            ? charged.inAdvance()
                            : charged.inArrears());
        }
        return found;
    }

    /**
     * Follows each charge and each credit of the prices that it is of; those of one kind and first day together. 5 % of 3.00 EUR for six days:
     * 0.15 EUR for the same days.
     */
    private List<RatedCharge> percentage(Price.Recurring price, Basis.Percentage share, LocalDate from, LocalDate to) {
        Map<List<Object>, RatedCharge> sums = new LinkedHashMap<>();
        for (RatedCharge charge : dueOf(share.of(), from, to)) {
            sums.merge(
                    List.of(charge.kind(), charge.period().from()),
                    charge,
                    (one, other) -> one.withAmount(one.amount().plus(other.amount())));
        }
        return sums.values().stream()
                .map(base -> charge(price, base, share.percent()))
                .filter(charge -> !charge.amount().isZero())
                .toList();
    }

    private RatedCharge charge(Price.Recurring price, RatedCharge base, BigDecimal percent) {
        Money amount = Money.rounded(
                base.amount().amount().multiply(percent).movePointLeft(2),
                base.amount().currency(),
                RoundingMode.HALF_UP);
        return subscription
                .charge(price, base.kind(), base.period(), amount, percent.toPlainString() + " % of " + base.amount())
                .due(base.dueOn());
    }

    /**
     * What the other prices have charged less than the minimum in each period, by what fell due in it. 100.00 EUR a quarter, of which
     * 75.00 EUR: 25.00 EUR. A part of a period has a part of the minimum.
     */
    private List<RatedCharge> trueUps(Price.Recurring price, Basis.Minimum minimum, LocalDate from, LocalDate to) {
        List<RatedCharge> found = new ArrayList<>();
        RecurringCourse course = RecurringCourse.of(subscription, price.terms());
        for (RecurringCourse.Cycle cycle : course.cycles(from, to)) {
            Money least = new RecurringCycle(subscription, price, course, cycle).used();
            Moment begin = cycle.begin();
            // what is given back on the day of the end belongs to what ends
            LocalDate until = cycle.ends()
                    ? cycle.until().day().plusDays(1)
                    : cycle.until().day();
            if (!begin.day().isBefore(until)) {
                continue;
            }
            Money had = dueOf(minimum.of(), begin.day(), until).stream()
                    .map(RatedCharge::amount)
                    .reduce(Money.zero(least.currency()), Money::plus);
            Money missing = least.minus(had);
            if (!missing.isZero() && !missing.isNegative()) {
                ChargePeriod period = cycle.used();
                found.add(subscription
                        .charge(price, ChargeKind.RECURRING, period, missing, "at least " + least + ", of which " + had)
                        .due(period.to().minusDays(1)));
            }
        }
        return found;
    }

    private List<RatedCharge> dueOf(List<String> ids, LocalDate from, LocalDate to) {
        List<RatedCharge> found = new ArrayList<>();
        for (String id : ids) {
            Price.Recurring price = prices.get(id);
            if (price != null) {
                found.addAll(due(price, from, to));
            }
        }
        return found;
    }
}
