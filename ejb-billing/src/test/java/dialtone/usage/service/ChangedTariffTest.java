package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.party.CustomerId;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A line of the 25th of November at 15.00 EUR with a data add-on at 5.00 EUR, which goes over to a plan at 30.00 EUR two days later, at
 * noon.
 */
class ChangedTariffTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Clock TWO_DAYS_LATER = Clock.offset(Demo.NOON, Duration.ofDays(2));
    private static final Price.EarlyTermination FEE = new Price.EarlyTermination(
            "early-termination", "Early termination", Money.of("96.00", Demo.EUR), "24 months of 24 remain");

    /** 50 seconds included, and dearer calls, so that it can be told which tariff a call was rated by. */
    private static final List<Price> NEXT = List.of(
            new Price.Recurring("fee", "Monthly fee", Money.of("30.00", Demo.EUR)),
            new Price.Allowance("seconds", "50 seconds", List.of(UsageType.VOICE), 50),
            Demo.usage("calls", UsageType.VOICE, "0.60", 60, 60));

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);

    private void start() {
        OrderFacts.Charges order =
                Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", Demo.PLAN), Demo.item("2", Demo.DATA_ADD_ON)));
        Demo.start(database, order, Demo.NOON);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.99", Demo.EUR));
    }

    private static OrderFacts.Ending former(int order, Optional<Price.EarlyTermination> fee) {
        return new OrderFacts.Ending(new OrderId("ORD-" + order), "1", Optional.of(Demo.NUMBER), fee);
    }

    private static OrderFacts.Charges change(int number, OrderFacts.Ending former, List<Price> prices) {
        return order(number, List.of(), List.of(new OrderFacts.Change(former, Demo.item("1", prices))));
    }

    /** An order for another account, which has nothing to pay for a line that this one pays for. */
    private static OrderFacts.Charges order(int number, List<OrderFacts.Ending> ends, List<OrderFacts.Change> changes) {
        return new OrderFacts.Charges(
                new OrderId("ORD-" + number),
                new CustomerId("CUS-1"),
                Demo.account(9),
                ZoneId.of("UTC"),
                List.<PricedItem>of(),
                List.of(),
                ends,
                changes);
    }

    @Test
    void the_days_that_are_left_come_back_by_the_former_price_and_are_charged_by_the_next() {
        start();
        OrderFacts.Charges change = change(2, former(1, Optional.of(FEE)), NEXT);
        assertThat(Demo.start(database, change, TWO_DAYS_LATER)).isTrue();
        assertThat(Demo.start(database, change, TWO_DAYS_LATER)).isFalse();
        assertThat(Demo.start(database, change, Clock.offset(Demo.NOON, Duration.ofDays(3))))
                .isFalse();
        // 13.99, four days of 15.00 back, four of 30.00, and the fee
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("111.99", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(database.count("SELECT COUNT(*) FROM RATING_SUBSCRIPTION WHERE ORDER_ID = 'ORD-1' AND ITEM_ID = '1'"
                        + " AND ENDED_ON = DATE '2026-11-27' AND ENDED_BY_ORDER_ID = 'ORD-2'"))
                .isEqualTo(1);
        assertThat(database.count(
                        "SELECT COUNT(*) FROM RATING_SUBSCRIPTION WHERE ORDER_ID = 'ORD-2' AND ENDED_ON IS NULL"
                                + " AND ACTIVATED_ON = DATE '2026-11-27' AND BILLING_ACCOUNT_ID = 'BAC-1'"))
                .isEqualTo(1);
        InvoicePreview preview = Previews.of(database, Demo.account(1), NOVEMBER);
        assertThat(preview.reconciles()).isTrue();
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER.plusMonths(1))
                        .lines())
                .extracting(line -> line.subject() + " " + line.amount())
                .containsExactlyInAnyOrder("ORD-1/2 5.00 EUR", "ORD-2/1 30.00 EUR");
        assertThat(database.text("SELECT DESCRIPTION FROM JOURNAL_ENTRY WHERE ENTRY_KEY = 'order:ORD-2'"))
                .isEqualTo("First charges of ORD-2, credits and fees of what ends with it");
    }

    @Test
    void a_call_is_rated_by_the_tariff_of_its_time_whenever_its_record_comes() throws IOException {
        start();
        Demo.start(database, change(2, former(1, Optional.empty()), NEXT), TWO_DAYS_LATER);
        UsageFile file = take(
                "1,VOICE,491510000001,2026-11-27T12:00:00Z,110,", // 60 s beyond the 50 of the next plan: 0.60
                "2,VOICE,491510000001,2026-11-27T11:59:59Z,160,", // 60 s beyond the 100 of the former: 0.09
                "3,DATA,491510000001,2026-11-27T13:00:00Z,500,internet"); // of the add-on that the line has kept
        assertThat(file.counts()).isEqualTo(new UsageCounts(3, 0, 0, 0));
        InvoicePreview preview = Previews.of(database, Demo.account(1), NOVEMBER);
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines())
                .filteredOn(line -> line.subject().equals(Demo.NUMBER))
                .extracting(line -> line.amount().toString())
                .containsExactlyInAnyOrder("0.09 EUR", "0.60 EUR");
        assertThat(preview.allowances())
                .extracting(line ->
                        line.use().allowance().quantity() + " " + line.use().used())
                .containsExactlyInAnyOrder("100 100", "2 0", "1000000 0", "50 50", "1000000 500");
        assertThat(preview.allowances())
                .as("those of the former plan end when the plan is changed")
                .extracting(line -> line.use().allowance().quantity() + " "
                        + line.validity().until().map(Instant::toString).orElse("goes on"))
                .containsExactlyInAnyOrder(
                        "100 2026-11-27T12:00:00Z",
                        "2 2026-11-27T12:00:00Z",
                        "1000000 2026-11-27T12:00:00Z",
                        "50 goes on",
                        "1000000 goes on");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void a_line_changes_twice_and_ends_and_each_time_what_it_was_charged_by_ends() {
        start();
        Demo.start(database, change(2, former(1, Optional.empty()), NEXT), TWO_DAYS_LATER);
        Demo.start(database, change(3, former(2, Optional.empty()), Demo.PLAN.subList(1, 6)), TWO_DAYS_LATER);
        assertThat(books.balance(Demo.account(1)))
                .as("on the same day: four days of 30.00 back, of 15.00 charged again")
                .containsExactly(Money.of("13.99", Demo.EUR));
        assertThatThrownBy(() -> Demo.start(database, change(4, former(2, Optional.empty()), NEXT), TWO_DAYS_LATER))
                .hasMessageContaining("has ended already");
        Demo.start(database, order(5, List.of(former(3, Optional.empty())), List.of()), TWO_DAYS_LATER);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE VALID_TO_AT IS NULL"))
                .as("nobody's number any more")
                .isZero();
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).reconciles())
                .isTrue();
    }

    @Test
    void an_add_on_that_ends_with_the_change_is_out_of_the_tariff_from_then_on() {
        start();
        OrderFacts.Ending addOn =
                new OrderFacts.Ending(new OrderId("ORD-1"), "2", Optional.of(Demo.NUMBER), Optional.empty());
        Demo.start(
                database,
                order(
                        2,
                        List.of(addOn),
                        List.of(new OrderFacts.Change(former(1, Optional.empty()), Demo.item("1", NEXT)))),
                TWO_DAYS_LATER);
        assertThat(included(NOVEMBER)).containsExactlyInAnyOrder("seconds", "messages", "data", "seconds");
        assertThat(included(NOVEMBER.plusMonths(1))).containsExactly("seconds");
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE ORDER_ID = 'ORD-2' AND COUNTS_ON = 0"))
                .as("the plan begins with all that it includes")
                .isEqualTo(1);
        Demo.start(database, order(3, List.of(former(2, Optional.empty())), List.of()), TWO_DAYS_LATER);
        assertThat(included(NOVEMBER.plusMonths(1))).isEmpty();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** Price ids of the allowances on the account's invoice. */
    private List<String> included(YearMonth month) {
        return Previews.of(database, Demo.account(1), month).allowances().stream()
                .map(line -> line.use().allowance().id())
                .toList();
    }

    private UsageFile take(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(UsageLayout.HOUSE_HEADER));
        all.addAll(List.of(lines));
        Path path = Files.write(folder.resolve("msc1_1.csv"), all);
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        UsageIntake intake = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                return database.inTransaction(dataSource -> new UsageIntake(
                                dataSource,
                                new UsageRating(numbers, new Tariffs(), new RatingReference()),
                                TWO_DAYS_LATER)
                        .take(batch));
            }
        };
        return new UsageFileIntake(
                        new UsageFiles(database.dataSource(), TWO_DAYS_LATER), intake, Recycling.of(database))
                .take(path, "msc1_1.csv", "inbox");
    }
}
