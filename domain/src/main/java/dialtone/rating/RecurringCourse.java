package dialtone.rating;

import dialtone.catalog.RecurringTerms;
import dialtone.catalog.RecurringTerms.PartialPeriod;
import dialtone.catalog.RecurringTerms.Trial;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cycles of a subscription by the terms of a price: which there are, and what of each is paid for.
 *
 * @param cycles   counted from the day the customer began
 * @param paidFrom the first moment that is paid for, when the trial is over
 * @param paidTo   when it has ended; empty while it goes on
 * @param free     whether the trial lasted until it ended, or longer
 * @param first    number of the cycle that {@code paidFrom} lies in
 * @param last     number of the last one that has begun when it ended
 * @param counted  number of the first cycle that the line has paid for, by this plan or another, which discounts count from
 * @param takesOver whether another plan has paid for what is before {@code paidFrom}
 * @param handsOver whether another plan pays for what is after {@code paidTo}
 */
record RecurringCourse(
        BillingCycles cycles,
        ZoneId zone,
        Moment paidFrom,
        Optional<Moment> paidTo,
        boolean free,
        long first,
        long last,
        long counted,
        boolean takesOver,
        boolean handsOver) {

    /**
     * A cycle, and what is paid for of it.
     *
     * @param number of it
     * @param whole  all its days
     * @param begin  the first moment that is paid for
     * @param until  when it is over, or the subscription has ended
     * @param usedTo the first day that is not used any more; after the day of {@code until} where a part of that is paid for
     * @param ends   whether it has ended within the cycle
     */
    record Cycle(long number, ChargePeriod whole, Moment begin, Moment until, LocalDate usedTo, boolean ends) {

        /** The days that are paid for, one at the least. */
        ChargePeriod used() {
            return days(begin.day(), usedTo);
        }

        /** What is charged in advance. */
        ChargePeriod ahead() {
            return days(begin.day(), whole.to());
        }

        static ChargePeriod days(LocalDate from, LocalDate to) {
            return from.isBefore(to) ? new ChargePeriod(from, to) : ChargePeriod.day(from);
        }
    }

    static RecurringCourse of(Subscription subscription, RecurringTerms terms) {
        ZoneId zone = subscription.zone();
        LocalDate anchor = subscription.course().anchoredOn();
        BillingCycles cycles = new BillingCycles(terms.period(), terms.alignment(), anchor);
        LocalDate trialOver =
                terms.trial().map(trial -> over(trial, cycles, anchor)).orElse(anchor);
        Moment paidFrom = Moment.later(begin(subscription, terms), Moment.midnight(trialOver, zone));
        Optional<Moment> paidTo = subscription.end().map(end -> end(subscription, end, terms));
        boolean inTrial = subscription.activatedOn().isBefore(trialOver);
        return new RecurringCourse(
                cycles,
                zone,
                paidFrom,
                paidTo,
                inTrial && paidTo.filter(to -> !paidFrom.isBefore(to)).isPresent(),
                cycles.numberOf(paidFrom.day()),
                paidTo.map(to -> last(cycles, to, subscription, terms)).orElse(Long.MAX_VALUE),
                cycles.numberOf(trialOver),
                subscription.activatedOn().isAfter(trialOver),
                subscription.end().filter(Subscription.End::succeeded).isPresent());
    }

    /**
     * A cycle whose first day it ends on has not begun: that day is not used. It has where seconds count, and where what it includes was given
     * whole that day.
     */
    private static long last(BillingCycles cycles, Moment end, Subscription subscription, RecurringTerms terms) {
        long number = cycles.numberOf(end.day());
        boolean begins = cycles.start(number).equals(end.day());
        boolean kept = terms.isOfTheBillCycle()
                && subscription
                        .end()
                        // not the day after, which ends where the last day counts
                        .filter(ended -> ended.feeKept() && ended.on().equals(end.day()))
                        .isPresent();
        return begins && !end.isWithinDay(subscription.zone()) && !kept ? number - 1 : number;
    }

    private static LocalDate over(Trial trial, BillingCycles cycles, LocalDate anchor) {
        return trial.ofPeriods() ? cycles.start(trial.count()) : anchor.plusDays(trial.count());
    }

    /**
     * The moment that is known where seconds count, else the midnight before it. Periods of an anniversary begin with the midnight of the day
     * the line began on.
     */
    private static Moment begin(Subscription subscription, RecurringTerms terms) {
        boolean first = subscription.activatedOn().equals(subscription.course().anchoredOn());
        return subscription
                .course()
                .activatedAt()
                .filter(at -> terms.proration() == PartialPeriod.BY_SECOND
                        && !(first && terms.alignment().anniversary()))
                .map(at -> new Moment(subscription.activatedOn(), at))
                .orElseGet(() -> Moment.midnight(subscription.activatedOn(), subscription.zone()));
    }

    /**
     * What goes on under another price ends as that begins, on the first day of an anniversary with its midnight; a cancellation's own day
     * may count.
     */
    private static Moment end(Subscription subscription, Subscription.End end, RecurringTerms terms) {
        ZoneId zone = subscription.zone();
        boolean nextBeginsAtMidnight = end.succeeded()
                && terms.alignment().anniversary()
                && end.on().equals(subscription.course().anchoredOn());
        if (terms.proration() == PartialPeriod.BY_DAY_INCLUSIVE && !end.succeeded()) {
            return Moment.midnight(end.on().plusDays(1), zone);
        }
        return end.at()
                .filter(at -> terms.proration() == PartialPeriod.BY_SECOND && !nextBeginsAtMidnight)
                .map(at -> new Moment(end.on(), at))
                .orElseGet(() -> Moment.midnight(end.on(), zone));
    }

    /** Those of which something may be due in {@code [from, to)}: that ends, begins or changes in it, or has just ended. */
    List<Cycle> cycles(LocalDate from, LocalDate to) {
        List<Cycle> found = new ArrayList<>();
        if (free) {
            return found;
        }
        LocalDate begin = from.isBefore(paidFrom.day()) ? paidFrom.day() : from;
        long number = Math.max(first, cycles.numberOf(begin) - 1);
        while (cycles.start(number).isBefore(to) && (number == first || number <= last)) {
            found.add(cycle(number++));
        }
        return found;
    }

    private Cycle cycle(long number) {
        ChargePeriod whole = cycles.cycle(number);
        Moment over = Moment.midnight(whole.to(), zone);
        Optional<Moment> ended = paidTo.filter(end -> end.isBefore(over));
        Moment until = ended.orElse(over);
        return new Cycle(
                number,
                whole,
                number == first ? paidFrom : Moment.midnight(whole.from(), zone),
                until,
                until.isWithinDay(zone) ? until.day().plusDays(1) : until.day(),
                ended.isPresent());
    }
}
