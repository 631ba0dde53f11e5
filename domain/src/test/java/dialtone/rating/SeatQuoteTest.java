package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other numbers of seats cost, before they are ordered. */
class SeatQuoteTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate BEGAN = LocalDate.parse("2026-11-01");

    private static Subscription seats(String terms, long count) {
        return new Subscription(
                        new OrderId("ORD-1"),
                        "1",
                        new CustomerId("CUS-1"),
                        new BillingAccountId("BAC-1"),
                        new OfferingId("talk"),
                        "Talk",
                        ZoneOffset.UTC,
                        BEGAN,
                        new Tariff(List.of(new Price.Recurring(
                                "seat", "Seat", Money.of("4.00", EUR), RecurringTerms.parse(terms, EUR)))))
                .on(new Subscription.Course(BEGAN, Optional.empty(), List.of(new Subscription.Seats(BEGAN, count))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basis=seats                       | 5 | 8 | 2026-11-25 |  2.40 | 2026-12 | 20.00 | 32.00
            basis=seats                       | 8 | 5 | 2026-11-25 | -2.40 | 2026-12 | 32.00 | 20.00
            basis=seats                       | 5 | 5 | 2026-11-25 |  0.00 | 2026-12 | 20.00 | 20.00
            basis=seats                       | 5 | 8 | 2026-12-31 |  0.38 | 2027-01 | 20.00 | 32.00
            basis=seats;timing=in-arrears     | 5 | 8 | 2026-11-25 |  0.00 | 2026-12 | 20.00 | 32.00
            basis=seats;refund=none           | 8 | 5 | 2026-11-25 |  0.00 | 2026-12 | 32.00 | 20.00
            """)
    void charges_what_differs_to_the_end_of_the_period_and_says_the_first_whole_month(
            String terms, long had, long has, LocalDate on, String now, YearMonth month, String former, String next) {
        Subscription talk = seats(terms, had);
        SeatQuote quote = SeatQuote.of(talk, has, on, talk.chargesDueBy(BEGAN));
        assertThat(quote.former()).isEqualTo(had);
        assertThat(quote.seats()).isEqualTo(has);
        assertThat(quote.now()).isEqualTo(Money.of(now, EUR));
        assertThat(quote.month()).isEqualTo(month);
        assertThat(quote.formerMonth()).isEqualTo(Money.of(former, EUR));
        assertThat(quote.nextMonth()).isEqualTo(Money.of(next, EUR));
    }

    @Test
    void is_what_is_posted_when_the_number_has_changed() {
        Subscription talk = seats("basis=seats", 5);
        LocalDate on = LocalDate.parse("2026-12-10");
        List<RatedCharge> posted = new ArrayList<>(talk.chargesDueBy(LocalDate.parse("2026-12-01")));
        SeatQuote quote = SeatQuote.of(talk, 7, on, posted);
        Subscription seated = talk.on(
                talk.course().seating(List.of(new Subscription.Seats(BEGAN, 5), new Subscription.Seats(on, 7))));
        assertThat(quote.charges()).isEqualTo(seated.reconcile(on, posted)).hasSize(1);
    }

    @Test
    void a_month_in_which_nothing_is_due_comes_to_nothing() {
        Subscription talk = seats("basis=seats;period=1 quarter", 5);
        SeatQuote quote = SeatQuote.of(talk, 8, LocalDate.parse("2026-11-25"), talk.chargesDueBy(BEGAN));
        assertThat(quote.month()).isEqualTo(YearMonth.of(2026, 12));
        assertThat(quote.formerMonth()).isEqualTo(Money.zero(EUR));
        assertThat(quote.nextMonth()).isEqualTo(Money.zero(EUR));
    }

    @Test
    void what_else_is_posted_that_day_takes_the_place_of_its_charges_and_leaves_the_months() {
        Subscription talk = seats("basis=seats", 5);
        SeatQuote quote = SeatQuote.of(talk, 8, LocalDate.parse("2026-11-25"), talk.chargesDueBy(BEGAN));
        SeatQuote other = quote.charging(List.of());
        assertThat(other.now()).isEqualTo(Money.zero(EUR));
        assertThat(other.nextMonth()).isEqualTo(quote.nextMonth());
        assertThat(other.former()).isEqualTo(5);
    }

    @Test
    void nothing_is_quoted_of_what_has_no_recurring_price() {
        Subscription once = new Subscription(
                new OrderId("ORD-1"),
                "1",
                new CustomerId("CUS-1"),
                new BillingAccountId("BAC-1"),
                new OfferingId("talk"),
                "Talk",
                ZoneOffset.UTC,
                BEGAN,
                new Tariff(List.of()));
        assertThatThrownBy(() -> SeatQuote.of(once, 2, BEGAN, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
