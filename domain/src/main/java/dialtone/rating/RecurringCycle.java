package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms.Basis;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.RecurringTerms.PartialPeriod;
import dialtone.catalog.RecurringTerms.Refund;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a price charges for one cycle of a subscription. */
final class RecurringCycle {

    private final Subscription subscription;
    private final Price.Recurring price;
    /** In place of the price's amount: what was agreed for the first day of the cycle that is paid for. */
    private final Optional<AgreedAmount> agreed;

    private final RecurringCourse.Cycle cycle;
    private final RecurringShare share;
    private final DiscountDays discounts;

    /** Whether a number of seats is charged by the days it was there; else the highest one is charged whole. */
    private final boolean byTime;

    RecurringCycle(
            Subscription subscription, Price.Recurring price, RecurringCourse course, RecurringCourse.Cycle cycle) {
        this.subscription = subscription;
        this.price = price;
        this.cycle = cycle;
        agreed = subscription.course().agreedOn(price.id(), cycle.begin().day());
        PartialPeriod rule = price.terms().proration();
        share = new RecurringShare(
                Moment.midnight(cycle.whole().from(), course.zone()),
                Moment.midnight(cycle.whole().to(), course.zone()),
                rule,
                cycle.number() == course.counted(),
                course.takesOver() && cycle.number() == course.first()
                        ? cycle.begin()
                        : Moment.midnight(cycle.whole().from(), course.zone()),
                course.handsOver() && cycle.ends());
        discounts = new DiscountDays(subscription, price.terms(), cycle.number() - course.counted());
        byTime = rule != PartialPeriod.NONE && rule != PartialPeriod.FULL_FIRST;
    }

    /** A number of seats, and what comes off, from a moment on. */
    private record Level(Moment from, long seats, List<Discount> off) {

        boolean isAs(Level other) {
            return seats == other.seats && off.equals(other.off);
        }
    }

    /** The whole when it begins, what seats that come or go change of it, and what is left when it ends. */
    List<RatedCharge> inAdvance() {
        List<RatedCharge> found = new ArrayList<>();
        if (isPaidBefore()) {
            return found;
        }
        List<Level> levels = levels();
        Level level = levels.getFirst();
        found.add(subscription.charge(
                price,
                ChargeKind.RECURRING,
                cycle.ahead(),
                share.of(amount(level), level.from(), share.to()),
                share.words(level.from(), share.to()) + " of " + rate(level)));
        for (Level next : levels.subList(1, levels.size())) {
            if (givesBack() || amount(next).compareTo(amount(level)) > 0) {
                found.add(changed(level, next));
                level = next;
            }
        }
        if (cycle.ends()) {
            unused(level).ifPresent(found::add);
        }
        return found;
    }

    /** Paid with one of the same offering that ended in the cycle, and kept its fee. */
    private boolean isPaidBefore() {
        return subscription.prepaid()
                && price.terms().isOfTheBillCycle()
                && cycle.whole().contains(subscription.activatedOn());
    }

    private boolean givesBack() {
        return byTime && price.terms().refund() == Refund.UNUSED;
    }

    private RatedCharge changed(Level former, Level next) {
        Money before = share.of(amount(former), next.from(), share.to());
        Money after = share.of(amount(next), next.from(), share.to());
        Money difference = after.minus(before);
        return subscription.charge(
                price,
                difference.isNegative() ? ChargeKind.CREDIT : ChargeKind.RECURRING,
                RecurringCourse.Cycle.days(next.from().day(), cycle.whole().to()),
                difference,
                share.words(next.from(), share.to()) + " of " + rate(next) + " in place of " + rate(former));
    }

    /** Empty when nothing comes back. */
    private Optional<RatedCharge> unused(Level level) {
        Subscription.End end = subscription.end().orElseThrow();
        boolean kept = end.feeKept() && price.terms().isOfTheBillCycle();
        // what takes its place pays for the days that are left, whatever is given back to who goes
        if (kept || (price.terms().refund() == Refund.NONE && !end.succeeded())) {
            return Optional.empty();
        }
        Money amount = amount(level);
        Money back = share.of(amount, cycle.begin(), share.to()).minus(share.of(amount, cycle.begin(), cycle.until()));
        if (back.isZero()) {
            return Optional.empty();
        }
        ChargePeriod left =
                RecurringCourse.Cycle.days(cycle.until().day(), cycle.whole().to());
        String why = share.left(cycle.begin(), cycle.until()) + " of " + rate(level) + " not used";
        return Optional.of(subscription
                .charge(price, ChargeKind.CREDIT, left, back.negated(), why)
                .due(end.on()));
    }

    /** What was used, when it is over: for each number of seats its days, or the whole for the most there were. */
    List<RatedCharge> inArrears() {
        List<RatedCharge> found = new ArrayList<>();
        if (isPaidBefore()) {
            return found;
        }
        LocalDate dueOn = cycle.used().to().minusDays(1);
        List<Level> levels = byTime ? levels() : List.of(most());
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            Moment to = i + 1 < levels.size() ? levels.get(i + 1).from() : cycle.until();
            Money amount = share.of(amount(level), level.from(), to);
            if (!amount.isZero()) {
                LocalDate last = to.equals(cycle.until()) ? cycle.usedTo() : to.day();
                ChargePeriod days = RecurringCourse.Cycle.days(level.from().day(), last);
                String why = share.words(level.from(), to) + " of " + rate(level);
                found.add(subscription
                        .charge(price, ChargeKind.RECURRING, days, amount, why)
                        .due(dueOn));
            }
        }
        return found;
    }

    /** Its amount for what is paid for of it. */
    Money used() {
        return share.of(amount(first(1)), cycle.begin(), cycle.until());
    }

    private Level most() {
        return first(levels().stream().mapToLong(Level::seats).max().orElse(0));
    }

    private Level first(long seats) {
        return new Level(cycle.begin(), seats, discounts.on(cycle.begin().day()));
    }

    /**
     * What it begins with, and what follows while it is paid for: other numbers of seats, and discounts that begin or end within it. A period
     * that is charged whole has the discounts of its first day.
     */
    private List<Level> levels() {
        boolean seated = price.terms().basis() instanceof Basis.Seats;
        Subscription.Course course = subscription.course();
        SortedSet<LocalDate> days = new TreeSet<>();
        if (seated) {
            course.seats().forEach(seats -> days.add(seats.from()));
        }
        if (byTime) {
            days.addAll(discounts.changes(cycle.whole()));
        }
        List<Level> found = new ArrayList<>();
        found.add(first(seated ? course.seatsOn(cycle.begin().day()) : 1));
        for (LocalDate day : days) {
            Moment from = Moment.midnight(day, subscription.zone());
            if (cycle.begin().isBefore(from) && from.isBefore(cycle.until())) {
                Level next = new Level(
                        from,
                        seated ? course.seatsOn(day) : 1,
                        byTime ? discounts.on(day) : found.getFirst().off());
                if (!next.isAs(found.getLast())) {
                    found.add(next);
                }
            }
        }
        return found;
    }

    /** Each discount off what the one before has left, rounded each time. */
    private Money amount(Level level) {
        Money amount = new Money(each().amount().multiply(BigDecimal.valueOf(level.seats())), each().currency());
        for (Discount discount : level.off()) {
            amount = discount.off(amount);
        }
        return amount;
    }

    private Money each() {
        return agreed.flatMap(AgreedAmount::amount).orElse(price.amount());
    }

    /** {@code 3 × 15.00 EUR less 20 % for periods 1 to 3}; {@code 12.00 EUR agreed in place of 15.00 EUR (Framework contract)}. */
    private String rate(Level level) {
        String rate =
                price.terms().basis() instanceof Basis.Seats ? level.seats() + " \u00d7 " + each() : each().toString();
        if (agreed.isPresent()) {
            rate += " agreed in place of " + price.amount() + " ("
                    + agreed.get().reason() + ")";
        }
        return level.off().isEmpty()
                ? rate
                : rate + " less " + level.off().stream().map(Discount::words).collect(Collectors.joining(" and "));
    }
}
