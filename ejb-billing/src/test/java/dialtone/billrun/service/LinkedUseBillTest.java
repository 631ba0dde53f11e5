package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.Previews;
import dialtone.invoice.service.SharingPreviews.Asked;
import dialtone.invoice.service.SharingPreviews.Step;
import dialtone.invoice.service.SharingPreviews.Trial;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.rating.UsageCharge;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Sharing;
import dialtone.usage.service.Intake;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is carried over, and what lines share, from the order to the invoice. */
class LinkedUseBillTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
    private static final Clock DAY_27 = Clock.offset(Demo.NOON, Duration.ofDays(2));
    private static final Clock DAY_29 = Clock.offset(Demo.NOON, Duration.ofDays(4));
    private static final String SECOND = "491510000002";
    private static final Price.Usage DATA = Demo.usage("data", UsageType.DATA, "0.01", 1, 0);

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private final Sharing sharing = new Sharing(database);
    private Intake intake;

    @BeforeEach
    void inbox() {
        intake = new Intake(database, folder);
        new Runs(database).account(1);
    }

    @Test
    void what_november_leaves_is_used_in_december_and_a_late_record_of_november_takes_it_back() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA, allowance("rollover=1"))));
        intake.take(
                record(1, Demo.NUMBER, "2026-11-25T13:00:00Z", 30),
                record(2, Demo.NUMBER, "2026-12-03T12:00:00Z", 150));
        assertThat(lines(DECEMBER))
                .containsExactly("150 bytes, all included (70 bytes of them carried over): 0.00 EUR");
        assertThat(preview(DECEMBER).allowances()).singleElement().satisfies(line -> {
            assertThat(line.use().carried()).isEqualTo(70);
            assertThat(line.use().remaining()).isEqualTo(20);
        });

        assertThat(new Runs(database)
                        .on("2026-12-02T08:00:00Z")
                        .run("2026-12-01")
                        .kind())
                .isEqualTo(BillRun.Kind.REAL);
        intake.take(record(3, Demo.NUMBER, "2026-11-26T13:00:00Z", 60));
        assertThat(lines(DECEMBER))
                .containsExactly(
                        "150 bytes, 110 bytes included (10 bytes of them carried over), 40 bytes charged at 0.01 EUR per byte: 0.40 EUR");
        assertThat(preview(DECEMBER).reconciles()).isTrue();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.40", Demo.EUR));

        Runs runs = new Runs(database).on("2027-01-02T08:00:00Z");
        BillRun run = runs.run("2027-01-01");
        assertThat(runs.accounts(run, AccountState.BILLED)).as(failures()).isEqualTo(1);
        assertThat(database.text("SELECT SUM(AMOUNT) FROM INVOICE_LINE WHERE LINE_KIND = 'USAGE'"))
                .startsWith("0.4");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void what_is_left_of_november_goes_on_when_an_add_on_comes_in_december() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA, allowance("rollover=1"))));
        intake.take(
                record(1, Demo.NUMBER, "2026-11-25T13:00:00Z", 30), record(2, Demo.NUMBER, "2026-12-03T12:00:00Z", 50));
        Demo.start(
                database,
                extension(2, Demo.item("1", List.of(new Price.Allowance("more", "More", List.of(UsageType.DATA), 40)))),
                Clock.offset(Demo.NOON, Duration.ofDays(10)));
        intake.take(record(3, Demo.NUMBER, "2026-12-10T12:00:00Z", 165));
        assertThat(preview(DECEMBER).reconciles()).isTrue();
        // 100 and 40 of December, 70 of November, 215 used
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.05", Demo.EUR));
    }

    @Test
    void lines_share_what_one_of_them_has_ordered_while_they_have_joined() {
        start(
                1,
                Demo.NUMBER,
                Demo.item("1", List.of(DATA)),
                Demo.item(
                        "2",
                        List.of(
                                new Price.Recurring("fee", "Family", Money.of("30.00", Demo.EUR)),
                                allowance("shared=yes"))));
        start(2, SECOND, Demo.item("1", List.of(DATA)));
        assertThat(sharing.join(SECOND, DAY_27)).isInstanceOf(Outcome.Accepted.class);
        assertThat(sharing.join(SECOND, DAY_27)).as("the same again").isInstanceOf(Outcome.Accepted.class);
        assertThat(sharing.all(DAY_27)).singleElement().satisfies(shared -> {
            assertThat(shared.lines()).containsExactly(Demo.NUMBER, SECOND);
            assertThat(shared.includes()).containsExactly("Included");
            assertThat(shared.changes())
                    .extracting(change -> change.msisdn() + " " + change.kind() + " " + change.by())
                    .containsExactly(SECOND + " JOINED finance", Demo.NUMBER + " JOINED ORD-1");
        });
        assertThat(sharing.leave(SECOND, DAY_29)).isInstanceOf(Outcome.Accepted.class);

        intake.take(
                record(1, SECOND, "2026-11-25T13:00:00Z", 80), // before it joined
                record(2, SECOND, "2026-11-28T12:00:00Z", 70),
                record(3, SECOND, "2026-11-29T13:00:00Z", 10)); // after it left
        assertThat(lines(NOVEMBER)).contains("70 bytes, all included (70 bytes of them shared): 0.00 EUR");
        intake.take(record(4, Demo.NUMBER, "2026-11-28T12:00:00Z", 50));
        intake.take(record(5, Demo.NUMBER, "2026-11-30T12:00:00Z", 5));
        assertThat(lines(NOVEMBER))
                .contains(
                        "55 bytes, all included (55 bytes of them shared): 0.00 EUR",
                        "80 bytes, charged at 0.01 EUR per byte: 0.80 EUR",
                        "70 bytes, 45 bytes included (45 bytes of them shared), 25 bytes charged at 0.01 EUR per byte: 0.25 EUR",
                        "10 bytes, charged at 0.01 EUR per byte: 0.10 EUR");
        assertThat(preview(NOVEMBER).reconciles()).isTrue();
        assertThat(preview(NOVEMBER).allowances()).singleElement().satisfies(line -> {
            assertThat(line.isShared()).isTrue();
            assertThat(line.use().used()).isEqualTo(100);
        });
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("7.15", Demo.EUR)); // 6.00 and 1.15
        itIsBilledAndALateRecordIsOnTheNextInvoice();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    private void itIsBilledAndALateRecordIsOnTheNextInvoice() {
        Runs runs = new Runs(database).on("2026-12-02T08:00:00Z");
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.BILLED)).as(failures()).isEqualTo(1);
        BilledLine first = line(1, "55 bytes");
        assertThat(InvoiceDesk.of(database, DAY_29).records(first, 0, 10).rows())
                .as("what they make the other line cost is on the other line")
                .hasSize(2)
                .flatExtracting(RatedRecord::charges)
                .isEmpty();
        intake.take(record(6, Demo.NUMBER, "2026-11-28T13:00:00Z", 20)); // late: 20 more of the second's are charged
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("7.35", Demo.EUR));
        Runs later = new Runs(database).on("2027-01-02T08:00:00Z");
        assertThat(later.accounts(later.run("2027-01-01"), AccountState.BILLED))
                .as(failures())
                .isEqualTo(1);
        assertThat(
                        database.text(
                                "SELECT SUM(AMOUNT) FROM INVOICE_LINE WHERE LINE_KIND = 'USAGE' AND EXPLANATION LIKE 'data of November 2026 charged afterwards:%'"))
                .startsWith("0.2");
        BilledLine afterwards = line(2, "data of November");
        assertThat(InvoiceDesk.of(database, DAY_29).records(afterwards, 0, 10).rows())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.event().sequence()).isEqualTo(6);
                    assertThat(record.charges())
                            .extracting(UsageCharge::amount)
                            .containsExactly(Money.of("0.20", Demo.EUR));
                });
    }

    @Test
    void what_lines_share_ends_with_what_brought_it_and_its_month_stays_paid() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)));
        PricedItem family = Demo.item(
                "2",
                List.of(new Price.Recurring("fee", "Family", Money.of("30.00", Demo.EUR)), allowance("shared=yes")));
        Demo.start(database, extension(3, family), DAY_27);
        start(2, SECOND, Demo.item("1", List.of(DATA)));
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE SHARED_ALLOWANCE_ID IS NOT NULL"))
                .isEqualTo(1);
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId("ORD-3"), "2", Optional.of(Demo.NUMBER), Optional.empty());
        Demo.start(database, Demo.order(4, List.of(), List.of(ending), List.of()), DAY_29);
        assertThat(
                        database.count(
                                "SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE SHARED_ALLOWANCE_ID IS NOT NULL AND VALID_TO_AT IS NULL"))
                .isZero();
        intake.take(
                record(1, Demo.NUMBER, "2026-11-28T12:00:00Z", 10), record(2, Demo.NUMBER, "2026-11-30T12:00:00Z", 10));
        // four days of 30.00, and what was used when it had ended
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("4.10", Demo.EUR));
        assertThat(preview(NOVEMBER).reconciles()).isTrue();
        assertThat(sharing.all(DAY_29))
                .singleElement()
                .satisfies(shared -> assertThat(shared.endedAt()).isPresent());
    }

    @Test
    void what_lines_share_is_there_once_a_month_also_when_it_ends_and_comes_again() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)));
        PricedItem family = Demo.item(
                "2",
                List.of(new Price.Recurring("fee", "Family", Money.of("30.00", Demo.EUR)), allowance("shared=yes")));
        Demo.start(database, extension(3, family), DAY_27);
        intake.take(record(1, Demo.NUMBER, "2026-11-28T12:00:00Z", 90));
        endFamily(3, 4, DAY_29);
        Demo.start(database, extension(5, family), Clock.offset(DAY_29, Duration.ofHours(1)));
        intake.take(record(2, Demo.NUMBER, "2026-11-29T18:00:00Z", 40));
        // four days of 30.00 once, and 30 of 130
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("4.30", Demo.EUR));
        assertThat(preview(NOVEMBER).reconciles()).isTrue();

        endFamily(5, 6, Clock.offset(DAY_29, Duration.ofHours(10)));
        PricedItem larger = Demo.item(
                "2",
                List.of(
                        new Price.Recurring("fee", "Family", Money.of("30.00", Demo.EUR)),
                        new Price.Allowance(
                                "included",
                                "Included",
                                List.of(UsageType.DATA),
                                200,
                                AllowanceTerms.parse("shared=yes"))));
        Demo.start(database, extension(7, larger), Clock.offset(DAY_29, Duration.ofHours(20)));
        assertThat(books.balance(Demo.account(1)))
                .as("another one is paid for, and is there whole")
                .containsExactly(Money.of("5.30", Demo.EUR));
        assertThat(sharing.all(DAY_29)).hasSize(2);
    }

    @Test
    void who_joined_first_is_covered_first_also_when_an_add_on_has_come_to_his_line_since() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)), Demo.item("2", List.of(allowance("shared=yes"))));
        start(2, SECOND, Demo.item("1", List.of(DATA)));
        sharing.join(SECOND, DAY_27);
        Price.Allowance seconds = new Price.Allowance("seconds", "Seconds", List.of(UsageType.VOICE), 60);
        Demo.start(database, extension(3, Demo.item("1", List.of(seconds))), DAY_27);
        assertThat(sharing.all(DAY_29))
                .singleElement()
                .satisfies(shared -> assertThat(shared.lines()).containsExactly(Demo.NUMBER, SECOND));
        intake.take(record(1, SECOND, "2026-11-28T12:00:00Z", 80), record(2, Demo.NUMBER, "2026-11-28T13:00:00Z", 50));
        assertThat(lines(NOVEMBER))
                .contains(
                        "50 bytes, all included (50 bytes of them shared): 0.00 EUR",
                        "80 bytes, 50 bytes included (50 bytes of them shared), 30 bytes charged at 0.01 EUR per byte: 0.30 EUR");
        assertThat(preview(NOVEMBER).reconciles()).isTrue();
    }

    @Test
    void what_a_line_joins_while_it_ends_is_ended_for_that_line_too() throws Exception {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)), Demo.item("2", List.of(allowance("shared=yes"))));
        start(2, SECOND, Demo.item("1", List.of(DATA)));
        CountDownLatch joined = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Boolean> waitedFor = other.submit(() -> database.inTransaction(source -> {
                sharing.joinIn(source, SECOND, DAY_27);
                joined.countDown();
                return database.isWaitedFor();
            }));
            assertThat(joined.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> endFamily(1, 3, DAY_29))
                    .as("to be begun again")
                    .hasMessageContaining("joined meanwhile");
            assertThat(waitedFor.get(30, TimeUnit.SECONDS)).isTrue();
        }
        endFamily(1, 3, DAY_29);
        assertThat(sharing.all(DAY_29)).singleElement().satisfies(shared -> {
            assertThat(shared.endedAt()).isPresent();
            assertThat(shared.lines()).isEmpty();
        });
        assertThat(sharing.leave(SECOND, DAY_29)).as("of what has ended").isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void a_line_that_another_account_pays_for_has_no_share_of_what_is_ordered_for_it() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)));
        OrderFacts.Charges elsewhere = extension(3, Demo.item("2", List.of(allowance("shared=yes"))));
        Demo.start(
                database,
                new OrderFacts.Charges(
                        elsewhere.order(),
                        elsewhere.customer(),
                        Demo.account(2),
                        elsewhere.zone(),
                        elsewhere.items(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        elsewhere.extensions(),
                        List.of()),
                DAY_27);
        assertThat(database.count("SELECT COUNT(*) FROM SHARED_ALLOWANCE")).isEqualTo(1);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_ACCOUNT WHERE SHARED_ALLOWANCE_ID IS NOT NULL"))
                .isZero();
    }

    @Test
    void a_line_that_an_order_takes_into_another_share_is_noted_to_have_left_the_first_one() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)), Demo.item("2", List.of(allowance("shared=yes"))));
        Demo.start(database, extension(3, Demo.item("2", List.of(allowance("shared=yes")))), DAY_27);
        assertThat(sharing.all(DAY_29))
                .extracting(shared -> shared.lines() + " "
                        + shared.changes().stream()
                                .map(change -> change.kind() + " " + change.by())
                                .toList())
                .containsExactly("[" + Demo.NUMBER + "] [JOINED ORD-3]", "[] [LEFT ORD-3, JOINED ORD-1]");
    }

    @Test
    void what_a_line_would_have_if_it_joined_or_left_is_tried_and_nothing_of_it_stays() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)), Demo.item("2", List.of(allowance("shared=yes"))));
        start(2, SECOND, Demo.item("1", List.of(DATA, new Price.Allowance("own", "Own", List.of(UsageType.DATA), 10))));
        intake.take(record(1, Demo.NUMBER, "2026-11-25T13:00:00Z", 30), record(2, SECOND, "2026-11-25T13:00:00Z", 4));
        Trial joined = trial(SECOND, Step.JOIN).fold(tried -> tried, refused -> new Trial(List.of(), List.of()));
        assertThat(joined.lines()).containsExactly(Demo.NUMBER, SECOND);
        assertThat(joined.allowances())
                .extracting(line -> line.msisdn() + " " + line.use().used() + " of "
                        + line.use().available())
                .containsExactly(SECOND + " 4 of 10", " 30 of 100");
        assertThat(sharing.all(DAY_29)).singleElement().satisfies(shared -> {
            assertThat(shared.lines()).containsExactly(Demo.NUMBER);
            assertThat(shared.changes()).hasSize(1);
        });
        List<String> left = trial(Demo.NUMBER, Step.LEAVE).fold(Trial::lines, refused -> List.of("refused"));
        assertThat(left).isEmpty();
        assertThat(sharing.all(DAY_29).getFirst().lines()).containsExactly(Demo.NUMBER);
        assertThat(codes(trial("491519999999", Step.JOIN))).containsExactly("UNKNOWN_LINE");
    }

    private Outcome<Trial> trial(String msisdn, Step step) {
        return Previews.trial(database, new Asked(Demo.account(1), new OrderId("ORD-1"), "2", msisdn, step), DAY_27);
    }

    private void endFamily(int began, int by, Clock when) {
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId("ORD-" + began), "2", Optional.of(Demo.NUMBER), Optional.empty());
        Demo.start(database, Demo.order(by, List.of(), List.of(ending), List.of()), when);
    }

    @Test
    void a_line_of_nobody_or_of_another_account_does_not_join() {
        start(1, Demo.NUMBER, Demo.item("1", List.of(DATA)), Demo.item("2", List.of(allowance("shared=yes"))));
        Demo.start(database, Demo.order(7, SECOND), Demo.NOON);
        assertThat(codes(sharing.join(SECOND, DAY_27))).containsExactly("UNKNOWN_LINE");
        assertThat(codes(sharing.join("491519999999", DAY_27))).containsExactly("UNKNOWN_LINE");
        Demo.start(database, Demo.order(1, SECOND), DAY_27);
        assertThat(codes(new Sharing(new BillingDatabase()).join(SECOND, DAY_27)))
                .containsExactly("UNKNOWN_SHARED_ALLOWANCE");
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.fold(
                accepted -> List.of(),
                reasons -> reasons.stream().map(reason -> reason.code()).toList());
    }

    private String failures() {
        return database.text("SELECT MAX(REASON || ' ' || MESSAGE) FROM BILL_RUN_ACCOUNT");
    }

    private BilledLine line(int invoice, String explanation) {
        return InvoiceDesk.of(database, DAY_29)
                .find(InvoiceId.of(InvoiceId.Series.INV, invoice))
                .orElseThrow()
                .lines()
                .stream()
                .filter(line -> line.explanation().startsWith(explanation))
                .findFirst()
                .orElseThrow();
    }

    private InvoicePreview preview(YearMonth month) {
        return Previews.of(database, Demo.account(1), month);
    }

    private List<String> lines(YearMonth month) {
        return preview(month).lines().stream()
                .filter(line -> line.description().equals("data"))
                .map(line -> line.explanation() + ": " + line.amount())
                .toList();
    }

    private void start(int number, String msisdn, PricedItem... items) {
        Demo.start(database, Demo.line(number, msisdn, items), Demo.NOON);
    }

    /** Of something that comes to the first line. */
    private static OrderFacts.Charges extension(int number, PricedItem item) {
        return Demo.order(
                number, List.of(item), List.of(), List.of(new OrderFacts.Extension(item.itemId(), Demo.NUMBER)));
    }

    private static Price.Allowance allowance(String terms) {
        return new Price.Allowance("included", "Included", List.of(UsageType.DATA), 100, AllowanceTerms.parse(terms));
    }

    private static String record(int sequence, String msisdn, String at, long quantity) {
        return sequence + ",DATA," + msisdn + "," + at + "," + quantity + ",internet";
    }
}
