package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.SeatQuote;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Seats that orders say: a product of 6.00 EUR a seat and month, ordered with five of them on the 25th of November. */
class OrderedSeatsTest {

    private static final OrderId FIRST = new OrderId("ORD-1");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);

    private void ordered(long seats) {
        Demo.seats(database, seats);
    }

    private static OrderFacts.Charges charges(int number) {
        return Demo.order(number, List.of(), List.of(), List.of());
    }

    private boolean said(int number, long seats, String at) {
        return Demo.start(
                database,
                charges(number)
                        .seating(List.of(new OrderFacts.Seating(
                                new OrderFacts.Ending(FIRST, "1", Optional.empty(), Optional.empty()), seats))),
                Clock.fixed(Instant.parse(at), ZoneOffset.UTC));
    }

    private Money owed() {
        return books.balance(Demo.account(1)).stream().findFirst().orElse(Money.zero(Demo.EUR));
    }

    private Optional<SeatQuote> quote(long seats, String at) {
        return Demo.seatQuote(database, FIRST, seats, at);
    }

    @Test
    void an_order_of_other_seats_charges_what_differs_once_and_what_the_quote_has_said() {
        ordered(5);
        assertThat(owed()).as("five for 6 of 30 days").isEqualTo(Money.of("6.00", Demo.EUR));
        SeatQuote quote = quote(8, "2026-11-28T12:00:00Z").orElseThrow();
        assertThat(quote.former()).isEqualTo(5);
        assertThat(quote.now()).as("three for 3 of 30 days").isEqualTo(Money.of("1.80", Demo.EUR));
        assertThat(quote.nextMonth()).isEqualTo(Money.of("48.00", Demo.EUR));
        assertThat(said(2, 8, "2026-11-28T12:00:00Z")).isTrue();
        assertThat(owed()).isEqualTo(Money.of("7.80", Demo.EUR));
        assertThat(said(2, 8, "2026-11-28T12:00:05Z")).as("the job came again").isFalse();
        assertThat(said(3, 4, "2026-11-29T12:00:00Z")).isTrue();
        assertThat(owed()).as("four back for 2 of 30 days").isEqualTo(Money.of("6.20", Demo.EUR));
    }

    @Test
    void the_same_number_again_and_another_one_on_the_same_day_come_to_the_last() {
        ordered(1);
        assertThat(said(2, 1, "2026-11-25T13:00:00Z")).isTrue();
        assertThat(said(3, 3, "2026-11-25T14:00:00Z")).isTrue();
        assertThat(owed()).as("three for 6 of 30 days").isEqualTo(Money.of("3.60", Demo.EUR));
    }

    /** The first of two orders of one day, moved by hand to another process. */
    @Test
    void the_job_of_an_order_that_comes_again_after_another_order_does_nothing() {
        ordered(1);
        assertThat(said(2, 8, "2026-11-25T13:00:00Z")).isTrue();
        assertThat(said(3, 3, "2026-11-25T14:00:00Z")).isTrue();
        assertThat(said(2, 8, "2026-11-25T15:00:00Z")).isFalse();
        assertThat(said(3, 3, "2026-11-25T15:00:00Z")).isFalse();
        assertThat(owed()).as("three for 6 of 30 days").isEqualTo(Money.of("3.60", Demo.EUR));
    }

    @Test
    void what_finance_has_said_of_a_later_day_stays() {
        ordered(5);
        database.inTransaction(dataSource -> new SubscriptionSeats(dataSource, new Tariffs(), Demo.NOON)
                .set(Demo.account(1), FIRST, "1", 2, LocalDate.parse("2026-12-01"), "billing"));
        said(2, 8, "2026-11-28T12:00:00Z");
        assertThat(quote(8, "2026-12-02T12:00:00Z").orElseThrow().former()).isEqualTo(2);
    }

    /** Eight were ordered, and nine said by finance before the job of the order came again. */
    @Test
    void a_job_that_comes_again_leaves_what_finance_has_said_of_that_day_since() {
        ordered(5);
        assertThat(said(2, 8, "2026-11-28T12:00:00Z")).isTrue();
        Clock then = Clock.fixed(Instant.parse("2026-11-28T12:00:02Z"), ZoneOffset.UTC);
        database.inTransaction(dataSource -> new SubscriptionSeats(dataSource, new Tariffs(), then)
                .set(Demo.account(1), FIRST, "1", 9, LocalDate.parse("2026-11-28"), "billing"));
        assertThat(said(2, 8, "2026-11-28T12:00:05Z")).isFalse();
        assertThat(owed()).as("5 for 6 of 30 days and 4 for 3").isEqualTo(Money.of("8.40", Demo.EUR));
        assertThat(said(3, 5, "2026-11-28T12:01:00Z")).isTrue();
        assertThat(owed()).isEqualTo(Money.of("6.00", Demo.EUR));
    }

    @Test
    void what_has_ended_has_no_other_number_and_no_quote() {
        ordered(5);
        Demo.start(
                database,
                Demo.order(
                        2,
                        List.of(),
                        List.of(new OrderFacts.Ending(FIRST, "1", Optional.empty(), Optional.empty())),
                        List.of()),
                Demo.NOON);
        assertThat(quote(8, "2026-11-28T12:00:00Z")).isEmpty();
        assertThatThrownBy(() -> said(3, 8, "2026-11-28T12:00:00Z")).hasMessageContaining("has ended");
    }
}
