package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.Price;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * What another number of seats costs, before it is ordered: calculated as it is charged.
 *
 * <p>Of 4.00 EUR a seat and month in advance, 5 seats that are 8 from 2026-11-25 on: 2.40 EUR are charged that day, three seats for 6 of 30 days;
 * in December it is 32.00 EUR in place of 20.00 EUR.
 *
 * @param former      seats there are on that day without it
 * @param seats       there are with it
 * @param charges     what is charged and given back that day; none where its period is charged when it is over
 * @param month       the first whole month
 * @param formerMonth what falls due in that month without it
 * @param nextMonth   what falls due in that month with it
 */
public record SeatQuote(
        long former, long seats, List<RatedCharge> charges, YearMonth month, Money formerMonth, Money nextMonth) {
    public SeatQuote {
        charges = List.copyOf(charges);
    }

    /**
     * @param day    first day of the new number, today or later: what is due by then without it is taken for charged
     * @param posted the charges of the subscription that there are
     */
    public static SeatQuote of(Subscription subscription, long seats, LocalDate day, List<RatedCharge> posted) {
        List<RatedCharge> books = new ArrayList<>(posted);
        books.addAll(subscription.reconcile(day, posted));
        List<Subscription.Seats> said = new ArrayList<>(subscription.course().seats());
        said.add(new Subscription.Seats(day, seats));
        Subscription seated = subscription.on(subscription.course().seating(said));
        YearMonth next = YearMonth.from(day).plusMonths(1);
        return new SeatQuote(
                subscription.course().seatsOn(day),
                seats,
                seated.reconcile(day, books),
                next,
                sum(subscription, subscription.chargesIn(next)),
                sum(subscription, seated.chargesIn(next)));
    }

    /** The same where other charges are posted that day. */
    public SeatQuote charging(List<RatedCharge> other) {
        return new SeatQuote(former, seats, other, month, formerMonth, nextMonth);
    }

    /** What is charged that day, less what is given back. */
    public Money now() {
        return charges.stream()
                .map(RatedCharge::amount)
                .reduce(Money::plus)
                .orElseGet(() -> Money.zero(formerMonth.currency()));
    }

    private static Money sum(Subscription subscription, List<RatedCharge> charges) {
        return charges.stream()
                .map(RatedCharge::amount)
                .reduce(Money::plus)
                .orElseGet(() -> Money.zero(currency(subscription)));
    }

    private static Currency currency(Subscription subscription) {
        return subscription.prices().prices().stream()
                .filter(Price.Recurring.class::isInstance)
                .map(price -> ((Price.Recurring) price).amount().currency())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Nothing of " + subscription.order() + " is by the seat"));
    }
}
