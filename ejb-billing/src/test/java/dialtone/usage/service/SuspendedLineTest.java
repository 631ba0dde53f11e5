package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.SuspensionReason;
import dialtone.catalog.UsageType;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
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
 * A line of the 25th of November at 15.00 EUR with a data add-on at 5.00 EUR, which is suspended on the 27th at noon and back on the 28th at
 * noon.
 */
class SuspendedLineTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Instant BARRED = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant LIFTED = Instant.parse("2026-11-28T12:00:00Z");
    private static final Clock THE_27TH = Clock.offset(Demo.NOON, Duration.ofDays(2));
    private static final Clock THE_28TH = Clock.offset(Demo.NOON, Duration.ofDays(3));

    /** What the plan costs while the customer does without it, and its use as before. */
    private static final List<Price> AWAY = new ArrayList<>(
            List.of(new Price.Recurring("suspension-fee", "Plan, suspended", Money.of("3.00", Demo.EUR))));

    static {
        AWAY.addAll(Demo.PLAN.subList(2, 6));
    }

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private int files;

    private void start() {
        start(Demo.item("1", Demo.PLAN), Demo.item("2", Demo.DATA_ADD_ON));
    }

    private void start(PricedItem... items) {
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(items)), Demo.NOON);
        assertThat(balance()).isEqualTo("13.99 EUR");
    }

    private static OrderFacts.Ending former(int order) {
        return new OrderFacts.Ending(new OrderId("ORD-" + order), "1", Optional.of(Demo.NUMBER), Optional.empty());
    }

    private static OrderFacts.Charges suspend(int number, SuspensionReason reason, Barring barring, boolean paused) {
        return order(
                number,
                List.of(),
                paused ? List.of(new OrderFacts.Change(former(number - 1), Demo.item("1", AWAY))) : List.of(),
                List.of(new OrderFacts.Barred("1", Demo.NUMBER, new LineSuspension(reason, barring), BARRED)),
                List.of());
    }

    private static OrderFacts.Charges resume(int number, boolean paused) {
        return order(
                number,
                List.of(),
                paused
                        ? List.of(new OrderFacts.Change(former(number - 1), Demo.item("1", Demo.PLAN.subList(1, 6))))
                        : List.of(),
                List.of(),
                List.of(new OrderFacts.Unbarred(Demo.NUMBER, LIFTED)));
    }

    private static OrderFacts.Charges order(
            int number,
            List<OrderFacts.Ending> ends,
            List<OrderFacts.Change> changes,
            List<OrderFacts.Barred> barred,
            List<OrderFacts.Unbarred> unbarred) {
        return new OrderFacts.Charges(
                new OrderId("ORD-" + number),
                new CustomerId("CUS-1"),
                Demo.account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(),
                List.of(),
                ends,
                changes,
                barred,
                unbarred);
    }

    @Test
    void who_does_without_the_line_pays_the_fee_for_its_days_and_the_plan_for_the_others() {
        start();
        OrderFacts.Charges away = suspend(2, SuspensionReason.VOLUNTARY, Barring.ALL, true);
        assertThat(Demo.start(database, away, THE_27TH)).isTrue();
        assertThat(Demo.start(database, away, THE_28TH))
                .as("the job comes again")
                .isFalse();
        // four days of 15.00 back, four of 3.00
        assertThat(balance()).isEqualTo("12.39 EUR");
        assertThat(lines(NOVEMBER.plusMonths(1))).containsExactlyInAnyOrder("ORD-1/2 5.00 EUR", "ORD-2/1 3.00 EUR");

        OrderFacts.Charges back = resume(3, true);
        assertThat(Demo.start(database, back, THE_28TH)).isTrue();
        assertThat(Demo.start(database, back, THE_28TH)).isFalse();
        // three days of 3.00 back, three of 15.00
        assertThat(balance()).isEqualTo("13.59 EUR");
        assertThat(lines(NOVEMBER.plusMonths(1))).containsExactlyInAnyOrder("ORD-1/2 5.00 EUR", "ORD-3/1 15.00 EUR");
        assertThat(preview().reconciles()).isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void what_a_month_includes_is_not_had_twice_by_suspending_the_line() throws IOException {
        start();
        useWhatAMonthIncludesBeforeAndAfter();
    }

    @Test
    void nor_where_the_add_on_was_ordered_before_the_plan() throws IOException {
        start(Demo.item("2", Demo.DATA_ADD_ON), Demo.item("1", Demo.PLAN));
        useWhatAMonthIncludesBeforeAndAfter();
    }

    private void useWhatAMonthIncludesBeforeAndAfter() throws IOException {
        assertThat(take("1,VOICE,491510000001,2026-11-26T12:00:00Z,100,")).isEqualTo(new UsageCounts(1, 0, 0, 0));
        Demo.start(database, suspend(2, SuspensionReason.VOLUNTARY, Barring.ALL, true), THE_27TH);
        Demo.start(database, resume(3, true), THE_28TH);
        assertThat(take("2,VOICE,491510000001,2026-11-28T12:00:01Z,60,")).isEqualTo(new UsageCounts(1, 0, 0, 0));
        assertThat(preview().allowances())
                .filteredOn(line -> line.use().allowance().id().equals("seconds"))
                .singleElement()
                .satisfies(line -> assertThat(line.use().remaining()).isZero());
        assertThat(preview().lines())
                .filteredOn(line -> line.subject().equals(Demo.NUMBER))
                .extracting(line -> line.amount().toString())
                .containsExactly("0.09 EUR");
        assertThat(preview().reconciles()).isTrue();
    }

    @Test
    void for_a_reason_without_a_fee_the_price_goes_on_and_nothing_is_posted() {
        start();
        OrderFacts.Charges lost = suspend(2, SuspensionReason.LOST_OR_STOLEN, Barring.ALL, false);
        assertThat(Demo.start(database, lost, THE_27TH)).isTrue();
        assertThat(Demo.start(database, lost, THE_27TH)).isFalse();
        OrderFacts.Charges back = resume(3, false);
        assertThat(Demo.start(database, back, THE_28TH)).isTrue();
        assertThat(Demo.start(database, back, THE_28TH)).isFalse();
        assertThat(balance()).isEqualTo("13.99 EUR");
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_BARRING WHERE LIFTED_BY_ORDER_ID = 'ORD-3'"))
                .isEqualTo(1);
        assertThatThrownBy(() -> Demo.start(database, resume(4, false), THE_28TH))
                .hasMessageContaining("is not barred");
        assertThat(preview().reconciles()).isTrue();
    }

    @Test
    void use_of_a_barred_line_is_charged_to_nobody_and_that_before_and_after_is() throws IOException {
        start();
        Demo.start(database, suspend(2, SuspensionReason.LOST_OR_STOLEN, Barring.ALL, false), THE_27TH);
        Demo.start(database, resume(3, false), THE_28TH);
        assertThat(take(
                        "1,VOICE,491510000001,2026-11-27T11:59:59Z,10,",
                        "2,VOICE,491510000001,2026-11-27T12:00:00Z,10,",
                        "3,SMS,491510000001,2026-11-28T11:59:59Z,1,",
                        "4,DATA,491510000001,2026-11-28T00:00:00Z,500,internet",
                        "5,VOICE,491510000001,2026-11-28T12:00:00Z,10,"))
                .isEqualTo(new UsageCounts(2, 0, 0, 3));
        assertThat(suspended()).isEqualTo(3);
        assertThat(preview().reconciles()).isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void use_after_the_line_was_back_that_came_before_its_charges_knew_is_rated_once() throws IOException {
        start();
        Demo.start(database, suspend(2, SuspensionReason.VOLUNTARY, Barring.ALL, true), THE_27TH);
        assertThat(take("1,SMS,491510000001,2026-11-28T11:59:59Z,1,", "2,VOICE,491510000001,2026-11-28T12:00:00Z,160,"))
                .isEqualTo(new UsageCounts(0, 0, 0, 2));
        OrderFacts.Charges back = resume(3, true);
        Clock anHourLater = Clock.offset(THE_28TH, Duration.ofHours(1));
        assertThat(Demo.start(database, back, anHourLater)).isTrue();
        assertThat(rateWhatWaited(back)).isEqualTo(1);
        assertThat(Demo.start(database, back, anHourLater))
                .as("the job comes again")
                .isFalse();
        assertThat(rateWhatWaited(back)).isZero();
        assertThat(suspended()).as("the one of before").isEqualTo(1);
        assertThat(database.text("SELECT RATED_COUNT || ' ' || SUSPENDED_COUNT FROM USAGE_FILE"))
                .isEqualTo("1 1");
        // 60 seconds beyond what is included
        assertThat(balance()).isEqualTo("13.68 EUR");
        assertThat(preview().reconciles()).isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** As the job of the charges does. */
    private int rateWhatWaited(OrderFacts.Charges charges) {
        UsageRecycling recycling = Recycling.of(database);
        return charges.numbersToRate().stream()
                .mapToInt(number -> Recycling.recycle(recycling, number))
                .sum();
    }

    @Test
    void a_line_barred_from_outgoing_goes_on_with_data() throws IOException {
        start();
        Demo.start(database, suspend(2, SuspensionReason.NON_PAYMENT, Barring.OUTGOING, false), THE_27TH);
        assertThat(take(
                        "1,VOICE,491510000001,2026-11-28T12:00:00Z,10,",
                        "2,SMS,491510000001,2026-11-28T12:00:00Z,1,",
                        "3,DATA,491510000001,2026-11-28T12:00:00Z,500,internet"))
                .isEqualTo(new UsageCounts(1, 0, 0, 2));
        assertThat(suspended()).isEqualTo(2);
        assertThat(UsageType.values()).hasSize(3);
    }

    @Test
    void a_line_that_ends_while_it_is_suspended_leaves_nobody_barred() {
        start();
        Demo.start(database, suspend(2, SuspensionReason.VOLUNTARY, Barring.ALL, true), THE_27TH);
        Demo.start(database, order(3, List.of(former(2)), List.of(), List.of(), List.of()), THE_28TH);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_BARRING WHERE LIFTED_AT IS NULL"))
                .isZero();
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE VALID_TO_AT IS NULL"))
                .isZero();
        assertThat(preview().reconciles()).isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    private String balance() {
        return books.balance(Demo.account(1)).getFirst().toString();
    }

    private InvoicePreview preview() {
        return Previews.of(database, Demo.account(1), NOVEMBER);
    }

    private List<String> lines(YearMonth month) {
        return Previews.of(database, Demo.account(1), month).lines().stream()
                .map(line -> line.subject() + " " + line.amount())
                .toList();
    }

    private long suspended() {
        return database.count("SELECT COUNT(*) FROM USAGE_SUSPENSION WHERE REASON = 'BARRED'");
    }

    private UsageCounts take(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(UsageLayout.HOUSE_HEADER));
        all.addAll(List.of(lines));
        String name = "msc1_" + ++files + ".csv";
        Path path = Files.write(folder.resolve(name), all);
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        UsageIntake intake = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                return database.inTransaction(dataSource -> new UsageIntake(
                                dataSource, new UsageRating(numbers, new Tariffs(), new RatingReference()), THE_28TH)
                        .take(batch));
            }
        };
        return new UsageFileIntake(new UsageFiles(database.dataSource(), THE_28TH), intake, Recycling.of(database))
                .take(path, name, "inbox")
                .counts();
    }
}
