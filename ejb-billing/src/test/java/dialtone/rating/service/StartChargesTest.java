package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StartChargesTest {

    /** By the month. */
    private static final List<Price> HANDSET = List.of(
            new Price.OneOff("first-payment", "First payment", Money.of("1.00", Demo.EUR)),
            new Price.Recurring("instalment", "Instalment", Money.of("18.90", Demo.EUR)));

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private final OrderFacts.Charges order = Demo.order(1, Demo.NUMBER);

    @Test
    void an_order_of_the_25th_of_november_is_charged_the_one_off_and_six_days() {
        assertThat(Demo.start(database, order, Demo.NOON)).isTrue();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("12.99", Demo.EUR));
        assertThat(books.trialBalance().rows())
                .extracting(row -> row.account().code() + " " + row.balance())
                .containsExactly(
                        "receivable:BAC-1 12.99 EUR", "revenue:one-off -9.99 EUR", "revenue:recurring -3.00 EUR");
        assertThat(database.text("SELECT EXPLANATION FROM RATED_CHARGE WHERE CHARGE_KIND = 'RECURRING'"))
                .isEqualTo("6 of 30 days of 15.00 EUR");
    }

    @Test
    void a_job_that_comes_again_charges_nothing_even_on_another_day() {
        Demo.start(database, order, Demo.NOON);
        assertThat(Demo.start(database, order, Demo.NOON)).isFalse();
        assertThat(Demo.start(database, order, Clock.offset(Demo.NOON, Duration.ofDays(1))))
                .isFalse();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("12.99", Demo.EUR));
        assertThat(database.count("SELECT COUNT(*) FROM RATED_CHARGE")).isEqualTo(2);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT")).isEqualTo(1);
    }

    @Test
    void jobs_that_come_at_the_same_time_charge_once() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> started = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                started.add(threads.submit(() -> Demo.start(database, order, Demo.NOON)));
            }
            int began = 0;
            for (Future<Boolean> each : started) {
                try {
                    began += each.get() ? 1 : 0;
                } catch (java.util.concurrent.ExecutionException cameSecond) {
                    assertThat(cameSecond).hasCauseInstanceOf(IllegalStateException.class);
                }
            }
            assertThat(began).isEqualTo(1);
        }
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("12.99", Demo.EUR));
    }

    @Test
    void the_day_of_activation_is_the_accounts_day() {
        Clock lateInTheEvening = Clock.fixed(Instant.parse("2026-11-30T23:30:00Z"), ZoneOffset.UTC);
        Demo.start(database, order, lateInTheEvening);
        assertThat(database.text("SELECT EXPLANATION FROM RATED_CHARGE WHERE CHARGE_KIND = 'RECURRING'"))
                .isEqualTo("31 of 31 days of 15.00 EUR");
    }

    @Test
    void orders_with_the_same_prices_share_one_tariff() {
        Demo.start(database, order, Demo.NOON);
        long tariffs = database.count("SELECT COUNT(*) FROM TARIFF");
        Demo.start(database, Demo.order(2, "491510000002"), Demo.NOON);
        assertThat(database.count("SELECT COUNT(*) FROM TARIFF")).isEqualTo(tariffs);
    }

    @Test
    void a_number_that_changes_hands_ends_with_the_former_account() {
        Demo.start(database, order, Demo.NOON);
        Demo.start(database, Demo.order(2, Demo.NUMBER), Clock.offset(Demo.NOON, Duration.ofHours(1)));
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT FORMER JOIN NUMBER_ACCOUNT NEXT"
                        + " ON NEXT.MSISDN = FORMER.MSISDN AND NEXT.VALID_FROM_AT = FORMER.VALID_TO_AT"
                        + " WHERE FORMER.BILLING_ACCOUNT_ID = 'BAC-1' AND NEXT.BILLING_ACCOUNT_ID = 'BAC-2'"))
                .isEqualTo(1);
    }

    /** The number's tariff with the first add-on was read in the transaction that stored it. */
    @Test
    void an_order_for_two_add_ons_that_was_rolled_back_is_done_when_its_job_comes_again() {
        Demo.start(database, order, Demo.NOON);
        Price more = new Price.Allowance("more", "More", List.of(UsageType.VOICE), 60);
        OrderFacts.Charges addOns = Demo.order(
                2,
                List.of(Demo.item("1", Demo.DATA_ADD_ON), Demo.item("2", List.of(more))),
                List.of(),
                List.of(new OrderFacts.Extension("1", Demo.NUMBER), new OrderFacts.Extension("2", Demo.NUMBER)));
        Tariffs ofOneNode = new Tariffs();
        Clock later = Clock.offset(Demo.NOON, Duration.ofHours(1));
        Function<DataSource, Boolean> job = source -> new StartCharges(source, ofOneNode, later).start(addOns);
        assertThatThrownBy(() -> database.inTransaction(source -> {
                    assertThat(job.apply(source)).isTrue();
                    throw new IllegalStateException("Two waited for each other");
                }))
                .hasMessageContaining("waited");
        assertThat(database.inTransaction(job)).isTrue();
        assertThat(database.count("SELECT COUNT(*) FROM TARIFF T JOIN NUMBER_ACCOUNT N ON N.TARIFF_ID = T.ID"
                        + " WHERE N.VALID_TO_AT IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void each_item_of_an_order_is_charged() {
        Demo.start(
                database,
                Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", Demo.PLAN), Demo.item("2", Demo.DATA_ADD_ON))),
                Demo.NOON);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.99", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void another_handset_costs_its_own_prices_once_and_leaving_the_former_one() {
        OrderFacts.Charges line =
                Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", Demo.PLAN), Demo.item("2", HANDSET)));
        Demo.start(database, line, Demo.NOON);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("17.77", Demo.EUR));

        OrderFacts.Charges upgrade = new OrderFacts.Charges(
                new OrderId("ORD-2"),
                line.customer(),
                line.billingAccount(),
                line.zone(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new OrderFacts.Change(
                        new OrderFacts.Ending(
                                line.order(),
                                "2",
                                Optional.of(Demo.NUMBER),
                                Optional.of(new Price.EarlyTermination(
                                        "early-termination",
                                        "Early termination",
                                        Money.of("453.60", Demo.EUR),
                                        "24 months of 24 remain"))),
                        Demo.item("1", HANDSET))));
        Clock twoDaysLater = Clock.offset(Demo.NOON, Duration.ofDays(2));
        assertThat(Demo.start(database, upgrade, twoDaysLater)).isTrue();
        assertThat(Demo.start(database, upgrade, twoDaysLater)).isFalse();
        assertThat(Demo.start(database, upgrade, Clock.offset(Demo.NOON, Duration.ofDays(3))))
                .as("a job that comes late")
                .isFalse();

        assertThat(database.text("SELECT LISTAGG(ORDER_ID || '/' || ITEM_ID || ' ' || PRICE_ID || ' ' || CHARGE_KIND"
                        + " || ' ' || CAST(AMOUNT AS DECIMAL(19, 2)), ', ') WITHIN GROUP (ORDER BY ORDER_ID, ITEM_ID, PRICE_ID,"
                        + " CHARGE_KIND) FROM RATED_CHARGE WHERE ITEM_ID = '2' OR ORDER_ID = 'ORD-2'"))
                .isEqualTo("ORD-1/2 early-termination EARLY_TERMINATION 453.60, ORD-1/2 first-payment ONE_OFF 1.00,"
                        + " ORD-1/2 instalment CREDIT -2.52, ORD-1/2 instalment RECURRING 3.78,"
                        + " ORD-2/1 first-payment ONE_OFF 1.00, ORD-2/1 instalment RECURRING 2.52");
        assertThat(books.balance(Demo.account(1)))
                .as("17.77, the fee, and the new one's first payment; as much comes back as is charged anew")
                .containsExactly(Money.of("472.37", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT"))
                .as("calls are rated as before")
                .isEqualTo(1);
    }
}
