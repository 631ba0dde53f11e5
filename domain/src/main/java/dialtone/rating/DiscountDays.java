package dialtone.rating;

import dialtone.catalog.DiscountCondition;
import dialtone.catalog.DiscountCondition.Together;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.RecurringTerms.Discount;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which discounts of a price hold on which days of a cycle: those that count its period, and whose condition holds on that day.
 *
 * <p>Example: 20 % off 30.00 EUR while the account has a Call Pack, which comes on 2026-11-16 and ends on 2027-01-11. November: 30.00 EUR, and
 * −3.00 EUR from the 16th on (15/30 of 6.00); December: 24.00 EUR; January: 24.00 EUR, and 4.06 EUR from the 11th on (21/31 of 6.00).
 */
final class DiscountDays {

    private final Subscription subscription;
    private final List<Discount> discounts;

    /** @param period number of the cycle to who pays, from 0 */
    DiscountDays(Subscription subscription, RecurringTerms terms, long period) {
        this.subscription = subscription;
        discounts = terms.discounts().stream()
                .filter(discount -> discount.isGivenIn(period))
                .toList();
    }

    /** In the order they are applied. */
    List<Discount> on(LocalDate day) {
        return discounts.stream()
                .filter(discount -> holds(discount.condition(), day))
                .toList();
    }

    private boolean holds(DiscountCondition condition, LocalDate day) {
        return !day.isBefore(since(condition))
                && condition
                        .together()
                        .map(together -> together.holdsFor(count(together, day)))
                        .orElse(true);
    }

    private LocalDate since(DiscountCondition condition) {
        return subscription.course().anchoredOn().plusMonths(condition.afterMonths());
    }

    /** The day of a cancellation, where that is paid for, has what the day before it had. */
    private long count(Together together, LocalDate day) {
        LocalDate counted = subscription
                .end()
                .filter(end ->
                        !day.isBefore(end.on()) && subscription.activatedOn().isBefore(end.on()))
                .map(end -> end.on().minusDays(1))
                .orElse(day);
        return subscription.course().companions().count(together, counted);
    }

    /** Days of the cycle on which one may begin or end to hold. */
    Set<LocalDate> changes(ChargePeriod cycle) {
        Set<LocalDate> days = new HashSet<>();
        for (Discount discount : discounts) {
            if (discount.condition().afterMonths() > 0) {
                days.add(since(discount.condition()));
            }
            discount.condition()
                    .together()
                    .ifPresent(together -> days.addAll(
                            subscription.course().companions().changes(together, cycle.from(), cycle.to())));
        }
        return days;
    }
}
