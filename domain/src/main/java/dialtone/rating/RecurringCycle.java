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
import java.util.stream.Collectors;

/** What a price charges for one cycle of a subscription. */
final class RecurringCycle {

    private final Subscription subscription;
    private final Price.Recurring price;
    /** In place of the price's amount: what was agreed for the first day of the cycle that is paid for. */
    private final Optional<AgreedAmount> agreed;

    private final RecurringCourse.Cycle cycle;
    private final RecurringShare share;
    /** Of this cycle, by the number of the period that it is to who pays. */
    private final List<Discount> discounts;

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
        long period = cycle.number() - course.counted();
        discounts = price.terms().discounts().stream()
                .filter(discount -> discount.isGivenIn(period))
                .toList();
        byTime = rule != PartialPeriod.NONE && rule != PartialPeriod.FULL_FIRST;
    }

    /** A number of seats from a moment on. */
    private record Level(Moment from, long seats) {}

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
                share.of(amount(level.seats()), level.from(), share.to()),
                share.words(level.from(), share.to()) + " of " + rate(level.seats())));
        for (Level next : levels.subList(1, levels.size())) {
            if (next.seats() > level.seats() || givesBack()) {
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
        Money before = share.of(amount(former.seats()), next.from(), share.to());
        Money after = share.of(amount(next.seats()), next.from(), share.to());
        Money difference = after.minus(before);
        return subscription.charge(
                price,
                difference.isNegative() ? ChargeKind.CREDIT : ChargeKind.RECURRING,
                RecurringCourse.Cycle.days(next.from().day(), cycle.whole().to()),
                difference,
                share.words(next.from(), share.to()) + " of " + rate(next.seats()) + " in place of "
                        + rate(former.seats()));
    }

    /** Empty when nothing comes back. */
    private Optional<RatedCharge> unused(Level level) {
        Subscription.End end = subscription.end().orElseThrow();
        boolean kept = end.feeKept() && price.terms().isOfTheBillCycle();
        // what takes its place pays for the days that are left, whatever is given back to who goes
        if (kept || (price.terms().refund() == Refund.NONE && !end.succeeded())) {
            return Optional.empty();
        }
        Money amount = amount(level.seats());
        Money back = share.of(amount, cycle.begin(), share.to()).minus(share.of(amount, cycle.begin(), cycle.until()));
        if (back.isZero()) {
            return Optional.empty();
        }
        ChargePeriod left =
                RecurringCourse.Cycle.days(cycle.until().day(), cycle.whole().to());
        String why = share.left(cycle.begin(), cycle.until()) + " of " + rate(level.seats()) + " not used";
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
        List<Level> levels = byTime ? levels() : List.of(new Level(cycle.begin(), most()));
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            Moment to = i + 1 < levels.size() ? levels.get(i + 1).from() : cycle.until();
            Money amount = share.of(amount(level.seats()), level.from(), to);
            if (!amount.isZero()) {
                LocalDate last = to.equals(cycle.until()) ? cycle.usedTo() : to.day();
                ChargePeriod days = RecurringCourse.Cycle.days(level.from().day(), last);
                String why = share.words(level.from(), to) + " of " + rate(level.seats());
                found.add(subscription
                        .charge(price, ChargeKind.RECURRING, days, amount, why)
                        .due(dueOn));
            }
        }
        return found;
    }

    /** Its amount for what is paid for of it. */
    Money used() {
        return share.of(amount(1), cycle.begin(), cycle.until());
    }

    private long most() {
        return levels().stream().mapToLong(Level::seats).max().orElse(0);
    }

    /** The number of seats that it begins with, and those that follow while it is paid for. */
    private List<Level> levels() {
        List<Level> found = new ArrayList<>();
        if (!(price.terms().basis() instanceof Basis.Seats)) {
            found.add(new Level(cycle.begin(), 1));
            return found;
        }
        found.add(new Level(
                cycle.begin(), subscription.course().seatsOn(cycle.begin().day())));
        for (Subscription.Seats seats : subscription.course().seats()) {
            Moment from = Moment.midnight(seats.from(), subscription.zone());
            if (cycle.begin().isBefore(from)
                    && from.isBefore(cycle.until())
                    && seats.count() != found.getLast().seats()) {
                found.add(new Level(from, seats.count()));
            }
        }
        return found;
    }

    private Money amount(long seats) {
        Money amount = new Money(each().amount().multiply(BigDecimal.valueOf(seats)), each().currency());
        for (Discount discount : discounts) {
            amount = discount.off(amount);
        }
        return amount;
    }

    private Money each() {
        return agreed.flatMap(AgreedAmount::amount).orElse(price.amount());
    }

    /** {@code 3 × 15.00 EUR less 20 % for periods 1 to 3}; {@code 12.00 EUR agreed in place of 15.00 EUR (Framework contract)}. */
    private String rate(long seats) {
        String rate = price.terms().basis() instanceof Basis.Seats ? seats + " \u00d7 " + each() : each().toString();
        if (agreed.isPresent()) {
            rate += " agreed in place of " + price.amount() + " ("
                    + agreed.get().reason() + ")";
        }
        return discounts.isEmpty()
                ? rate
                : rate + " less " + discounts.stream().map(Discount::words).collect(Collectors.joining(" and "));
    }
}
