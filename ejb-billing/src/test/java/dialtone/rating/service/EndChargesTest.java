package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.CustomerId;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A line of the 25th of November with a data add-on, ended two days later. */
class EndChargesTest {

    private static final Clock TWO_DAYS_LATER = Clock.offset(Demo.NOON, Duration.ofDays(2));
    private static final Price.EarlyTermination FEE = new Price.EarlyTermination(
            "early-termination", "Early termination", Money.of("96.00", Demo.EUR), "24 months of 24 remain");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);

    private void start() {
        OrderFacts.Charges order =
                Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", Demo.PLAN), Demo.item("2", Demo.DATA_ADD_ON)));
        Demo.start(database, order, Demo.NOON);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.99", Demo.EUR));
    }

    private static OrderFacts.Ending ending(String item, Optional<Price.EarlyTermination> fee) {
        return new OrderFacts.Ending(new OrderId("ORD-1"), item, Optional.of(Demo.NUMBER), fee);
    }

    private static OrderFacts.Charges end(int number, OrderFacts.Ending... endings) {
        return order(number, List.of(), endings);
    }

    private static OrderFacts.Charges order(int number, List<PricedItem> items, OrderFacts.Ending... endings) {
        return Demo.order(number, items, List.of(endings), List.of());
    }

    @Test
    void a_line_that_ends_gives_back_the_days_that_are_left_and_costs_what_ending_early_costs() {
        start();
        assertThat(Demo.start(
                        database, end(2, ending("1", Optional.of(FEE)), ending("2", Optional.empty())), TWO_DAYS_LATER))
                .isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(books.trialBalance().rows())
                .extracting(row -> row.account().code() + " " + row.balance())
                .containsExactly(
                        "receivable:BAC-1 107.32 EUR",
                        "revenue:early-termination -96.00 EUR",
                        "revenue:one-off -9.99 EUR",
                        "revenue:recurring -1.33 EUR");
        assertThat(database.text("SELECT EXPLANATION FROM RATED_CHARGE WHERE CHARGE_KIND = 'CREDIT' AND ITEM_ID = '1'"))
                .isEqualTo("4 of 30 days of 15.00 EUR not used");
        assertThat(database.text("SELECT DESCRIPTION FROM JOURNAL_ENTRY WHERE ENTRY_KEY = 'order:ORD-2'"))
                .isEqualTo("Credits and fees of what ends with ORD-2");
        assertThat(database.count("SELECT COUNT(*) FROM RATING_SUBSCRIPTION WHERE ENDED_ON = DATE '2026-11-27'"
                        + " AND ENDED_BY_ORDER_ID = 'ORD-2'"))
                .isEqualTo(2);
    }

    @Test
    void what_is_charged_once_for_a_line_that_goes_on_is_on_the_invoice_and_leaves_nothing_running() {
        start();
        OrderFacts.Charges fee = new OrderFacts.Charges(
                new OrderId("ORD-2"),
                new CustomerId("CUS-1"),
                Demo.account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new PricedItem(
                        "1",
                        new OfferingId("plan"),
                        "Plan",
                        List.of(new Price.OneOff("sim-fee", "Another SIM", Money.of("9.90", Demo.EUR))))));
        assertThat(Demo.start(database, fee, TWO_DAYS_LATER)).isTrue();
        assertThat(Demo.start(database, fee, TWO_DAYS_LATER)).isFalse();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("23.89", Demo.EUR));
        assertThat(database.count("SELECT COUNT(*) FROM RATING_SUBSCRIPTION WHERE ENDED_ON IS NULL"))
                .as("the line and its add-on")
                .isEqualTo(2);
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11))
                        .reconciles())
                .isTrue();
    }

    @Test
    void a_job_that_comes_again_ends_nothing_even_on_another_day() {
        start();
        OrderFacts.Charges ends = end(2, ending("1", Optional.of(FEE)), ending("2", Optional.empty()));
        Demo.start(database, ends, TWO_DAYS_LATER);
        assertThat(Demo.start(database, ends, TWO_DAYS_LATER)).isFalse();
        assertThat(Demo.start(database, ends, Clock.offset(Demo.NOON, Duration.ofDays(3))))
                .isFalse();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("107.32", Demo.EUR));
        assertThat(database.count("SELECT COUNT(*) FROM RATED_CHARGE WHERE ORDER_ID = 'ORD-1'"))
                .isEqualTo(6);
    }

    @Test
    void jobs_that_come_at_the_same_time_end_a_line_once() throws Exception {
        start();
        OrderFacts.Charges ends = end(2, ending("1", Optional.of(FEE)), ending("2", Optional.empty()));
        int ended = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> started = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                started.add(threads.submit(() -> Demo.start(database, ends, TWO_DAYS_LATER)));
            }
            for (Future<Boolean> each : started) {
                try {
                    ended += each.get() ? 1 : 0;
                } catch (ExecutionException cameSecond) {
                    assertThat(cameSecond).hasCauseInstanceOf(IllegalStateException.class);
                }
            }
        }
        assertThat(ended).isEqualTo(1);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("107.32", Demo.EUR));
    }

    @Test
    void what_has_ended_by_one_order_is_not_ended_by_another() {
        start();
        Demo.start(database, end(2, ending("1", Optional.empty())), TWO_DAYS_LATER);
        OrderFacts.Charges again = end(3, ending("1", Optional.of(FEE)));
        assertThatThrownBy(() -> Demo.start(database, again, TWO_DAYS_LATER)).hasMessageContaining("has ended already");
        OrderFacts.Charges unknown = end(4, ending("7", Optional.empty()));
        assertThatThrownBy(() -> Demo.start(database, unknown, TWO_DAYS_LATER))
                .hasMessageContaining("is not charged for");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void the_number_is_nobodys_from_the_end_on() {
        start();
        Demo.start(database, end(2, ending("1", Optional.empty()), ending("2", Optional.empty())), TWO_DAYS_LATER);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT")).isEqualTo(1);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT"
                        + " WHERE VALID_TO_AT = TIMESTAMP WITH TIME ZONE '2026-11-27 12:00:00+00:00'"))
                .isEqualTo(1);
    }

    @Test
    void an_add_on_that_ends_takes_its_allowance_with_it() {
        start();
        Demo.start(database, end(2, ending("2", Optional.empty())), TWO_DAYS_LATER);
        assertThat(books.balance(Demo.account(1)))
                .as("the month is not given back")
                .containsExactly(Money.of("13.99", Demo.EUR));
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT F JOIN NUMBER_ACCOUNT N ON N.MSISDN = F.MSISDN"
                        + " AND N.VALID_FROM_AT = F.VALID_TO_AT WHERE N.VALID_TO_AT IS NULL AND N.ITEM_ID = '1'"
                        + " AND N.VALID_FROM_AT = TIMESTAMP WITH TIME ZONE '2026-11-27 12:00:00+00:00'"))
                .isEqualTo(1);
        String now = "SELECT COUNT(*) FROM NUMBER_ACCOUNT N JOIN TARIFF_PRICE P ON P.TARIFF_ID = N.TARIFF_ID"
                + " WHERE N.VALID_TO_AT IS NULL";
        assertThat(database.count(now)).as("what the plan has").isEqualTo(4);
        assertThat(database.count(now + " AND P.PRICE_ID = 'data'")).isZero();
        assertThat(included(YearMonth.of(2026, 11))).containsExactly("seconds", "messages");
        assertThat(included(YearMonth.of(2026, 12))).containsExactly("seconds", "messages");

        Demo.start(database, end(3, ending("1", Optional.empty())), TWO_DAYS_LATER);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE VALID_TO_AT IS NULL"))
                .isZero();
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE VALID_FROM_AT < VALID_TO_AT"))
                .isEqualTo(1);
    }

    /** Price ids of the allowances on the account's invoice. */
    private List<String> included(YearMonth month) {
        return Previews.of(database, Demo.account(1), month).allowances().stream()
                .map(line -> line.use().allowance().id())
                .toList();
    }

    @Test
    void one_order_begins_one_thing_and_ends_another() {
        start();
        OrderFacts.Charges mixed = order(2, List.of(Demo.item("1", Demo.DATA_ADD_ON)), ending("2", Optional.empty()));
        assertThat(Demo.start(database, mixed, TWO_DAYS_LATER)).isTrue();
        assertThat(Demo.start(database, mixed, TWO_DAYS_LATER)).isFalse();
        assertThat(books.balance(Demo.account(1)))
                .as("five euros a month: four days charged, and none given back of what included something")
                .containsExactly(Money.of("14.66", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
    }
}
