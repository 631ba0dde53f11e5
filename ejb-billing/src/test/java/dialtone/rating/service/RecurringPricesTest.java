package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.CustomerId;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Recurring prices from the order to the books and the invoice; a line of the 25th of November. */
class RecurringPricesTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final OrderId FIRST = new OrderId("ORD-1");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);

    private static Price.Recurring price(String id, String amount, String terms) {
        return new Price.Recurring(id, id, Money.of(amount, Demo.EUR), RecurringTerms.parse(terms, Demo.EUR));
    }

    private void start(Price... prices) {
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", List.of(prices)))), Demo.NOON);
    }

    private List<String> lines(YearMonth month) {
        InvoicePreview preview = Previews.of(database, Demo.account(1), month);
        return preview.lines().stream()
                .map(line -> line.kind() + " " + line.period() + " " + line.amount() + " of which " + line.posted()
                        + " posted: " + line.explanation())
                .toList();
    }

    private Money owed() {
        return books.balance(Demo.account(1)).stream().findFirst().orElse(Money.zero(Demo.EUR));
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    private void end(int number, Clock when) {
        Demo.start(
                database,
                changing(
                        number,
                        List.of(),
                        List.of(new OrderFacts.Ending(FIRST, "1", Optional.empty(), Optional.empty()))),
                when);
    }

    private static OrderFacts.Charges changing(
            int number, List<OrderFacts.Change> changes, List<OrderFacts.Ending> endings) {
        return new OrderFacts.Charges(
                new OrderId("ORD-" + number),
                new CustomerId("CUS-1"),
                Demo.account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(),
                List.of(),
                endings,
                changes);
    }

    /** What a bill run does for one subscription, as of that day. */
    private List<RatedCharge> dueBy(OrderId order, LocalDate day) {
        return database.inTransaction(dataSource -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select =
                            connection.prepareStatement(SubscriptionRows.SELECT + " WHERE ORDER_ID = ?");
                    PreparedStatement posted = connection.prepareStatement(ChargeRows.SELECT + " WHERE ORDER_ID = ?")) {
                select.setString(1, order.value());
                posted.setString(1, order.value());
                Subscription read =
                        SubscriptionRows.read(connection, select, new Tariffs()).getFirst();
                List<RatedCharge> due = read.reconcile(day, ChargeRows.read(posted));
                ChargeRows.insert(connection, due, Demo.NOON.instant());
                return due;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private List<String> shown(List<RatedCharge> charges) {
        return charges.stream()
                .map(charge -> charge.dueOn() + " " + charge.period() + " " + charge.amount() + " " + charge.revision())
                .toList();
    }

    @Test
    void a_quarter_in_advance_is_charged_to_its_end_and_on_the_invoice_of_the_month_it_begins() {
        start(price("fee", "92.00", "period=1 quarter"));
        assertThat(owed()).as("37 of 92 days").isEqualTo(Money.of("37.00", Demo.EUR));
        assertThat(lines(NOVEMBER))
                .containsExactly(
                        "RECURRING [2026-11-25, 2027-01-01) 37.00 EUR of which 37.00 EUR posted: 37 of 92 days of 92.00 EUR");
        assertThat(lines(NOVEMBER.plusMonths(1))).isEmpty();
        assertThat(shown(dueBy(FIRST, LocalDate.parse("2027-01-01"))))
                .containsExactly("2027-01-01 [2027-01-01, 2027-04-01) 92.00 EUR 0");
        assertThat(dueBy(FIRST, LocalDate.parse("2027-03-31"))).isEmpty();
    }

    @Test
    void what_is_charged_in_arrears_costs_nothing_before_its_last_day_and_is_on_the_invoice_of_that_month() {
        start(price("fee", "92.00", "period=1 quarter;timing=in-arrears"));
        assertThat(owed()).isEqualTo(Money.zero(Demo.EUR));
        assertThat(lines(NOVEMBER)).isEmpty();
        assertThat(shown(dueBy(FIRST, LocalDate.parse("2026-12-31"))))
                .containsExactly("2026-12-31 [2026-11-25, 2027-01-01) 37.00 EUR 0");
        assertThat(lines(NOVEMBER.plusMonths(1)))
                .as("its period begins in the month before")
                .containsExactly(
                        "RECURRING [2026-11-25, 2027-01-01) 37.00 EUR of which 37.00 EUR posted: 37 of 92 days of 92.00 EUR");
    }

    @Test
    void what_ends_in_arrears_is_charged_at_its_end() {
        start(price("fee", "15.00", "timing=in-arrears"));
        end(2, at("2026-11-28T10:00:00Z"));
        assertThat(owed()).as("3 of 30 days").isEqualTo(Money.of("1.50", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(dueBy(FIRST, LocalDate.parse("2027-12-31"))).isEmpty();
    }

    @Test
    void by_the_second_goes_by_the_moments_that_the_tables_keep() {
        start(price("fee", "720.00", "proration=by-second"));
        // noon in London is one o'clock in Berlin: 131 of 720 hours are left
        assertThat(owed()).isEqualTo(Money.of("131.00", Demo.EUR));
        end(2, at("2026-11-25T14:00:00Z"));
        assertThat(owed()).as("two hours").isEqualTo(Money.of("2.00", Demo.EUR));
        assertThat(dueBy(FIRST, LocalDate.parse("2027-12-31"))).isEmpty();
    }

    @Test
    void the_day_of_a_cancellation_counts_and_that_of_a_plan_change_does_not() {
        start(price("fee", "30.00", "proration=by-day-inclusive"));
        OrderFacts.Change change = new OrderFacts.Change(
                new OrderFacts.Ending(FIRST, "1", Optional.empty(), Optional.empty()),
                new PricedItem(
                        "1",
                        Demo.item("1", List.of()).offering(),
                        "Next",
                        List.of(price("fee", "60.00", "proration=by-day-inclusive"))));
        Demo.start(database, changing(2, List.of(change), List.of()), at("2026-11-27T10:00:00Z"));
        assertThat(owed()).as("2 days of 1.00 and 4 of 2.00").isEqualTo(Money.of("10.00", Demo.EUR));
        Demo.start(
                database,
                changing(
                        3,
                        List.of(),
                        List.of(new OrderFacts.Ending(new OrderId("ORD-2"), "1", Optional.empty(), Optional.empty()))),
                at("2026-11-28T10:00:00Z"));
        assertThat(owed()).as("2 days of 1.00 and 2 of 2.00").isEqualTo(Money.of("6.00", Demo.EUR));
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).reconciles())
                .isTrue();
    }

    @Test
    void a_plan_change_keeps_the_anniversary_and_the_trial_of_the_line() {
        start(price("fee", "30.00", "alignment=anniversary;trial=3 day"));
        assertThat(owed()).isEqualTo(Money.zero(Demo.EUR));
        OrderFacts.Change change = new OrderFacts.Change(
                new OrderFacts.Ending(FIRST, "1", Optional.empty(), Optional.empty()),
                new PricedItem(
                        "1",
                        Demo.item("1", List.of()).offering(),
                        "Next",
                        List.of(price("fee", "60.00", "alignment=anniversary;trial=3 day"))));
        Demo.start(database, changing(2, List.of(change), List.of()), at("2026-12-05T10:00:00Z"));
        assertThat(shown(dueBy(new OrderId("ORD-2"), LocalDate.parse("2026-12-25"))))
                .as("from the 5th to the 25th 20 of 30 days were charged at once")
                .containsExactly("2026-12-25 [2026-12-25, 2027-01-25) 60.00 EUR 0");
        assertThat(owed())
                .as("27 of 30 days, 20 of them given back, and 20 of 30 of 60.00")
                .isEqualTo(Money.of("47.00", Demo.EUR));
    }

    private Outcome<List<RatedCharge>> seats(long count, String from, Clock when) {
        return seatsOf(FIRST.value(), count, from, when);
    }

    private Outcome<List<RatedCharge>> seatsOf(String order, long count, String from, Clock when) {
        return database.inTransaction(dataSource -> new SubscriptionSeats(dataSource, new Tariffs(), when)
                .set(Demo.account(1), new OrderId(order), "1", count, LocalDate.parse(from), "billing"));
    }

    private static List<RatedCharge> accepted(Outcome<List<RatedCharge>> outcome) {
        return outcome.fold(posted -> posted, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    @Test
    void seats_come_and_go_and_a_back_dated_change_posts_the_difference_once() {
        start(price("fee", "6.00", "basis=seats"));
        assertThat(owed()).as("one seat, 6 of 30 days").isEqualTo(Money.of("1.20", Demo.EUR));
        Clock later = Clock.offset(Demo.NOON, Duration.ofDays(3));
        assertThat(shown(accepted(seats(5, "2026-11-28", later))))
                .as("3 of 30 days of 30.00 and of 6.00")
                .containsExactly("2026-11-28 [2026-11-28, 2026-12-01) 2.40 EUR 0");
        assertThat(accepted(seats(5, "2026-11-28", later))).as("said twice").isEmpty();
        assertThat(shown(accepted(seats(3, "2026-11-26", Clock.offset(later, Duration.ofMinutes(1))))))
                .as("since the 26th 3: 5 of 30 days of 12.00 more; then 3 of 30 of 12.00 and not of 24.00")
                .containsExactlyInAnyOrder(
                        "2026-11-26 [2026-11-26, 2026-12-01) 2.00 EUR 0",
                        "2026-11-28 [2026-11-28, 2026-12-01) -1.20 EUR 1");
        assertThat(owed()).isEqualTo(Money.of("4.40", Demo.EUR));
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).reconciles())
                .isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
        end(2, Clock.offset(later, Duration.ofDays(1)));
        assertThat(owed()).as("2 of 30 days of 30.00 come back").isEqualTo(Money.of("2.40", Demo.EUR));
    }

    private void change(int number, OrderId former, Clock when, Price... prices) {
        OrderFacts.Change change = new OrderFacts.Change(
                new OrderFacts.Ending(former, "1", Optional.empty(), Optional.empty()),
                new PricedItem("1", Demo.item("1", List.of()).offering(), "Next", List.of(prices)));
        Demo.start(database, changing(number, List.of(change), List.of()), when);
    }

    @Test
    void seats_outlive_a_suspension_and_those_of_days_to_come_do_too() {
        Price seat = price("fee", "30.00", "basis=seats");
        start(seat);
        accepted(seats(5, "2026-11-26", Demo.NOON));
        accepted(seats(8, "2026-12-16", Demo.NOON));
        change(2, FIRST, at("2026-11-27T10:00:00Z"), price("hold", "0.00", ""));
        change(3, new OrderId("ORD-2"), at("2026-11-29T10:00:00Z"), seat);
        assertThat(shown(dueBy(new OrderId("ORD-3"), LocalDate.parse("2026-12-31"))))
                .as("5 seats, then 8: 16 of 31 days of 3 of them")
                .containsExactly(
                        "2026-12-01 [2026-12-01, 2027-01-01) 150.00 EUR 0",
                        "2026-12-16 [2026-12-16, 2027-01-01) 46.45 EUR 0");
    }

    @Test
    void a_back_dated_change_of_seats_goes_on_in_the_plans_that_have_them_from_it() {
        Price seat = price("fee", "30.00", "basis=seats");
        start(seat);
        change(2, FIRST, at("2026-11-27T10:00:00Z"), price("hold", "0.00", ""));
        change(3, new OrderId("ORD-2"), at("2026-11-28T10:00:00Z"), seat);
        change(4, new OrderId("ORD-3"), at("2026-11-29T10:00:00Z"), seat);
        Clock later = at("2026-11-30T10:00:00Z");
        assertThat(shown(accepted(seats(4, "2026-11-26", later))))
                .as("a day of three more, none of the suspension, then each plan to its end")
                .containsExactly(
                        "2026-11-26 [2026-11-26, 2026-12-01) 15.00 EUR 0",
                        "2026-11-27 [2026-11-27, 2026-12-01) -12.00 EUR 1",
                        "2026-11-28 [2026-11-28, 2026-12-01) 9.00 EUR 1",
                        "2026-11-29 [2026-11-29, 2026-12-01) -6.00 EUR 1",
                        "2026-11-29 [2026-11-29, 2026-12-01) 6.00 EUR 1");
        assertThat(accepted(seats(4, "2026-11-26", at("2026-11-30T11:00:00Z"))))
                .as("said twice")
                .isEmpty();
        assertThat(books.trialBalance().balanced()).isTrue();
        accepted(seatsOf("ORD-3", 9, "2026-11-28", at("2026-11-30T12:00:00Z")));
        assertThat(shown(accepted(seats(2, "2026-11-26", at("2026-11-30T13:00:00Z")))))
                .as("somebody has said another number of the plan of the 28th")
                .allMatch(charge -> charge.compareTo("2026-11-28") < 0);
    }

    @Test
    void a_day_that_is_ended_before_is_said_of_what_goes_on() {
        Price seat = price("fee", "30.00", "basis=seats");
        start(seat);
        change(2, FIRST, at("2026-11-27T10:00:00Z"), seat);
        String why = seats(2, "2026-11-27", at("2026-11-28T10:00:00Z"))
                .fold(posted -> "", reasons -> reasons.getFirst().message());
        assertThat(why).endsWith("It goes on as ORD-2/1.");
    }

    /** What a bill run, which locks its numbers first, would wait for in a circle. */
    @Test
    void a_change_waits_for_the_number_before_it_has_the_subscription() throws Exception {
        start(price("fee", "30.00", ""));
        OrderFacts.Change change = new OrderFacts.Change(
                new OrderFacts.Ending(FIRST, "1", Optional.of(Demo.NUMBER), Optional.empty()),
                new PricedItem("1", Demo.item("1", List.of()).offering(), "Next", List.of(price("fee", "60.00", ""))));
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> changed = database.inTransaction(run -> {
                execute(run, "SELECT ID FROM NUMBER_ACCOUNT FOR UPDATE");
                Future<?> waiting = other.submit(() ->
                        Demo.start(database, changing(2, List.of(change), List.of()), at("2026-11-27T10:00:00Z")));
                assertThat(isWaitedFor()).isTrue();
                execute(run, "SELECT ORDER_ID FROM RATING_SUBSCRIPTION FOR UPDATE");
                return waiting;
            });
            changed.get(30, TimeUnit.SECONDS);
        }
        assertThat(owed()).as("2 days of 1.00 and 4 of 2.00").isEqualTo(Money.of("10.00", Demo.EUR));
    }

    private static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until another session waits for a lock, or for ten seconds at the most. */
    private boolean isWaitedFor() {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(10)) {
            if (database.count("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL") > 0) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    void an_end_waits_for_seats_that_are_being_said_and_gives_back_what_they_cost() throws Exception {
        start(price("fee", "30.00", "basis=seats"));
        CountDownLatch said = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> seats = other.submit(() -> database.inTransaction(dataSource -> {
                accepted(new SubscriptionSeats(dataSource, new Tariffs(), Demo.NOON)
                        .set(Demo.account(1), FIRST, "1", 5, LocalDate.parse("2026-11-26"), "billing"));
                said.countDown();
                return isWaitedFor();
            }));
            assertThat(said.await(30, TimeUnit.SECONDS)).isTrue();
            end(2, at("2026-11-29T10:00:00Z"));
            assertThat(seats.get(30, TimeUnit.SECONDS))
                    .as("the end was in front of the lock")
                    .isEqualTo(true);
        }
        assertThat(owed())
                .as("a day of one seat and three of five, of 1.00 a day")
                .isEqualTo(Money.of("16.00", Demo.EUR));
    }

    @Test
    void seats_are_refused_with_a_reason() {
        start(price("fee", "6.00", "basis=seats"));
        assertThat(codes(seats(-1, "2026-11-28", Demo.NOON))).isEqualTo("INVALID_SEATS");
        assertThat(codes(seats(Subscription.MAX_SEATS + 1, "2026-11-28", Demo.NOON)))
                .isEqualTo("INVALID_SEATS");
        assertThat(codes(seats(2, "2026-11-24", Demo.NOON))).isEqualTo("BEFORE_ACTIVATION");
        assertThat(codes(seats(2, "+99999-01-01", Demo.NOON))).isEqualTo("TOO_FAR_AHEAD");
        assertThat(codes(seats(2, "2028-11-26", Demo.NOON))).isEqualTo("TOO_FAR_AHEAD");
        assertThat(accepted(seats(2, "2028-11-25", Demo.NOON))).isEmpty();
        end(2, Clock.offset(Demo.NOON, Duration.ofDays(2)));
        assertThat(codes(seats(2, "2026-11-27", Demo.NOON))).isEqualTo("HAS_ENDED");
        assertThat(codes(
                        database.inTransaction(dataSource -> new SubscriptionSeats(dataSource, new Tariffs(), Demo.NOON)
                                .set(Demo.account(2), FIRST, "1", 1, LocalDate.parse("2026-11-25"), "billing"))))
                .isEqualTo("UNKNOWN_SUBSCRIPTION");
    }

    @Test
    void what_has_no_price_by_the_seat_has_no_seats() {
        start(price("fee", "6.00", ""));
        assertThat(codes(seats(2, "2026-11-28", Demo.NOON))).isEqualTo("NOT_BY_THE_SEAT");
    }

    private static String codes(Outcome<List<RatedCharge>> outcome) {
        return outcome.fold(posted -> "", reasons -> reasons.getFirst().code());
    }

    @Test
    void percentages_minimums_and_discounts_are_read_back_and_charged() {
        start(
                price("fee", "15.00", "discounts=percent:20:0:3"),
                price("care", "0.00", "basis=percent:10:fee"),
                price("least", "31.00", "timing=in-arrears;basis=minimum:fee:care"));
        assertThat(owed()).as("6 of 30 days of 12.00, and a tenth").isEqualTo(Money.of("2.64", Demo.EUR));
        assertThat(shown(dueBy(FIRST, LocalDate.parse("2026-12-31"))))
                .containsExactly(
                        "2026-11-30 [2026-11-25, 2026-12-01) 3.56 EUR 0",
                        "2026-12-01 [2026-12-01, 2027-01-01) 12.00 EUR 0",
                        "2026-12-01 [2026-12-01, 2027-01-01) 1.20 EUR 0",
                        "2026-12-31 [2026-12-01, 2027-01-01) 17.80 EUR 0");
    }

    @Test
    void a_plain_monthly_price_is_stored_as_it_always_was() {
        start(price("fee", "15.00", ""));
        assertThat(database.count("SELECT COUNT(*) FROM TARIFF_PRICE WHERE PRICE_KIND = 'MONTHLY' AND TERMS IS NULL"))
                .isPositive();
        assertThat(database.count("SELECT COUNT(*) FROM TARIFF_PRICE WHERE PRICE_KIND = 'RECURRING'"))
                .isZero();
    }
}
