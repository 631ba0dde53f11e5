package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.BillRun.AccountState;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.PricedItem;
import dialtone.rating.Rerating;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Sharing;
import dialtone.spending.service.Limits;
import dialtone.usage.UsageCounts;
import dialtone.usage.service.Intake;
import dialtone.usage.service.ReratingDesk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Use in cycles that are no months, from the order to the invoice: of a line of Wednesday 2026-11-25, whose weeks are [11-25, 12-02), [12-02, 12-09) and so on, each
 * with 100 bytes, of which what is left goes into the next week.
 */
class WeeklyUseBillTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
    private static final String SECOND = "491510000002";
    private static final UsageCycle WEEK = UsageCycle.parse("1 week, anniversary");
    private static final Price.Usage DATA = weekly(Demo.usage("data", UsageType.DATA, "0.01", 1, 0));

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
    void an_allowance_of_a_week_is_renewed_with_each_and_what_is_left_goes_into_the_next_one() {
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(DATA, allowance("rollover=1"))));
        take(record(1, "2026-11-26", 30), record(2, "2026-12-03", 150), record(3, "2026-12-10", 130));
        assertThat(lines(NOVEMBER)).as("no week ends in November").isEmpty();
        assertThat(lines(DECEMBER))
                .containsExactly(
                        "[2026-11-25, 2026-12-02) 30 bytes, all included: 0.00 EUR",
                        "[2026-12-02, 2026-12-09) 150 bytes, all included (70 bytes of them carried over): 0.00 EUR",
                        "[2026-12-09, 2026-12-16) 130 bytes, 120 bytes included (20 bytes of them carried over),"
                                + " 10 bytes charged at 0.01 EUR per byte: 0.10 EUR");
        run("2026-12-01");
        assertThat(invoiced()).as("the week goes on").isEmpty();

        take(record(4, "2026-12-01", 40));
        run("2027-01-01");
        assertThat(invoiced())
                .as("what comes for the week when the month is billed is not late")
                .containsExactly("2026-11-25 0.00", "2026-12-02 0.20", "2026-12-09 0.30");

        // less is left to the next weeks, which are invoiced
        take(record(5, "2026-12-04", 10), record(6, "2027-01-01", 1_000));
        run("2027-02-01");
        assertThat(invoiced())
                .containsExactly(
                        "2026-11-25 0.00", "2026-12-02 0.20", "2026-12-02 0.10", "2026-12-09 0.30", "2026-12-30 8.00");
        assertThat(database.text(
                        "SELECT MAX(EXPLANATION) FROM INVOICE_LINE WHERE EXPLANATION LIKE '%after its invoice'"))
                .isEqualTo("1 record of 2026-12-02 to 2026-12-08 that came after its invoice");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("8.60", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
        new Runs(database).on("2027-02-02T08:00:00Z").round();
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE WHERE KIND = 'INVOICE'"))
                .isLessThanOrEqualTo(3);
    }

    @Test
    void neither_the_order_of_records_nor_the_runs_between_them_change_what_is_invoiced() {
        List<String> records = new ArrayList<>();
        Random random = new Random(54);
        for (int i = 1; i <= 40; i++) {
            records.add(record(i, DECEMBER.atDay(1 + random.nextInt(30)).toString(), random.nextInt(60)));
        }
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(DATA, allowance("rollover=2:150"))));
        take(records.toArray(String[]::new));
        run("2027-01-01");
        run("2027-02-01");
        String inOrder = database.text("SELECT SUM(AMOUNT) FROM INVOICE_LINE WHERE LINE_KIND = 'USAGE'");
        Collections.shuffle(records, random);
        try (BillingDatabase other = new BillingDatabase()) {
            new Runs(other).account(1);
            Demo.start(
                    other,
                    Demo.line(1, Demo.NUMBER, Demo.item("1", List.of(DATA, allowance("rollover=2:150")))),
                    Demo.NOON);
            Intake again = new Intake(other, folder.resolve("again"));
            for (int from = 0; from < records.size(); from += 7) {
                again.take(records.subList(from, Math.min(records.size(), from + 7))
                        .toArray(String[]::new));
                if (from == 14) {
                    new Runs(other).on("2026-12-16T08:00:00Z").run("2026-12-16");
                }
            }
            new Runs(other).on("2027-01-02T08:00:00Z").run("2027-01-01");
            new Runs(other).on("2027-02-02T08:00:00Z").run("2027-02-01");
            assertThat(other.text("SELECT SUM(AMOUNT) FROM INVOICE_LINE WHERE LINE_KIND = 'USAGE'"))
                    .isEqualTo(inOrder);
        }
    }

    @Test
    void an_add_on_that_comes_within_a_week_goes_on_with_what_the_week_has_left() {
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(DATA, allowance("rollover=1"))));
        take(record(1, "2026-11-26", 30), record(2, "2026-12-03", 50));
        Price.Allowance more =
                new Price.Allowance("more", "More", List.of(UsageType.DATA), 40, AllowanceTerms.PLAIN.in(WEEK));
        Demo.start(
                database,
                Demo.order(
                        2,
                        List.of(Demo.item("1", List.of(more))),
                        List.of(),
                        List.of(new OrderFacts.Extension("1", Demo.NUMBER))),
                Clock.offset(Demo.NOON, Duration.ofDays(9)));
        take(record(3, "2026-12-05", 165));
        // 100 and 40 of the week, 70 of the one before, 215 used
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.05", Demo.EUR));
        take(record(4, "2026-12-09", 150));
        assertThat(books.balance(Demo.account(1)))
                .as("140 are included in the next week")
                .containsExactly(Money.of("0.15", Demo.EUR));
        assertThat(preview(DECEMBER).reconciles()).isTrue();
    }

    @Test
    void lines_share_what_is_renewed_weekly_when_their_weeks_begin_on_one_day() {
        start(
                1,
                Demo.NUMBER,
                Demo.NOON,
                Demo.item("1", List.of(DATA)),
                Demo.item("2", List.of(allowance("shared=yes"))));
        Clock day2 = Clock.offset(Demo.NOON, Duration.ofDays(7));
        start(2, SECOND, day2, Demo.item("1", List.of(DATA)));
        start(3, "491510000003", Clock.offset(Demo.NOON, Duration.ofDays(8)), Demo.item("1", List.of(DATA)));
        Clock later = Clock.offset(Demo.NOON, Duration.ofDays(9));
        String refusal = sharing.join("491510000003", later)
                .fold(shared -> "", reasons -> reasons.getFirst().code());
        assertThat(refusal).isEqualTo("OTHER_CYCLES");
        assertThat(sharing.join(SECOND, later)).isInstanceOf(Outcome.Accepted.class);
        take(
                record(1, "2026-12-05", 60),
                "2,DATA," + SECOND + ",2026-12-06T12:00:00Z,70,internet",
                record(3, "2026-12-10", 90));
        // 30 of the second line are beyond what the week has for both; the next week has 100 again
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.30", Demo.EUR));
        assertThat(Previews.of(database, Demo.account(1), DECEMBER).allowances())
                .singleElement()
                .satisfies(shared -> {
                    assertThat(shared.isShared()).isTrue();
                    assertThat(shared.cycle().days()).isEqualTo(7);
                });

        assertThat(sharing.leave(Demo.NUMBER, Clock.offset(Demo.NOON, Duration.ofDays(16))))
                .isInstanceOf(Outcome.Accepted.class);
        take("4,DATA," + SECOND + ",2026-12-17T12:00:00Z,25,internet");
        assertThat(Previews.of(database, Demo.account(1), DECEMBER, Clock.offset(Demo.NOON, Duration.ofDays(23)))
                        .allowances())
                .as("of the week that is running, though the first line has none any more")
                .singleElement()
                .satisfies(shared -> {
                    assertThat(shared.cycle().from()).isEqualTo("2026-12-16");
                    assertThat(shared.use().used()).isEqualTo(25);
                });
    }

    /** 100 bytes a month for all lines would be 100 bytes a week. */
    @Test
    void what_is_sold_by_the_month_is_not_shared_by_the_week_when_no_line_by_the_month_is_left() {
        Price.Usage monthly = Demo.usage("data", UsageType.DATA, "0.01", 1, 0);
        Price.Allowance shared = new Price.Allowance(
                "together", "Together", List.of(UsageType.DATA), 100, AllowanceTerms.parse("shared=yes"));
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(monthly)), Demo.item("2", List.of(shared)));
        start(2, SECOND, Demo.NOON, Demo.item("1", List.of(DATA)));
        Clock later = Clock.offset(Demo.NOON, Duration.ofDays(1));
        assertThat(sharing.leave(Demo.NUMBER, later)).isInstanceOf(Outcome.Accepted.class);
        assertThat(RebillDesk.code(sharing.join(SECOND, later))).isEqualTo("OTHER_CYCLES");
        assertThat(sharing.join(Demo.NUMBER, later)).isInstanceOf(Outcome.Accepted.class);
    }

    /** 25 and 20 bytes in two weeks of December: at 0.01 0.45 of 0.50, at 0.02 0.90. */
    @Test
    void a_corrected_price_is_held_against_the_limit_with_all_weeks_of_the_month() {
        Limits limits = limited();
        take(record(1, "2026-11-30", 40), record(2, "2026-12-03", 25), record(3, "2026-12-10", 20));
        ReratingDesk reratings = new ReratingDesk(database, Runs.at("2027-01-05T08:00:00Z")).by(limits.reference());
        Price.Usage dearer = weekly(Demo.usage("data", UsageType.DATA, "0.02", 1, 0));
        Rerating.Standing refused = reratings.posted(dearer, "2026-12-01", "2027-01-01");
        assertThat(refused.progress().of(Rerating.NumberState.REFUSED)).isEqualTo(1);
        assertThat(database.text("SELECT REASON || ': ' || MESSAGE FROM RERATING_NUMBER"))
                .isEqualTo("SPENDING_LIMIT: In 2026-12 0.45 EUR more go beyond the limit Data.");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.85", Demo.EUR));

        // 0.40 were spent in the week that is November's and December's
        Price.Usage little = weekly(Demo.usage("data", UsageType.DATA, "0.0125", 1, 0));
        reratings.posted(little, "2026-11-01", "2026-12-01");
        assertThat(limits.standing(1, NOVEMBER))
                .singleElement()
                .satisfies(november -> assertThat(november.spent()).isEqualTo(Money.of("0.50", Demo.EUR)));
    }

    /** The week of the 2nd is on the invoice before. A late record has used up what it had left to the week of the 9th, of which 33 of 133 bytes are charged, again as before. */
    @Test
    void an_invoice_is_made_again_whose_first_week_has_nothing_of_the_week_before() {
        new Runs(database).execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(DATA, allowance("rollover=1"))));
        take(record(1, "2026-12-03", 60));
        run("2026-12-15");
        take(record(2, "2026-12-04", 240), record(3, "2026-12-12", 133));
        run("2027-01-15");
        assertThat(invoiced()).containsExactly("2026-12-02 0.00", "2026-12-02 1.00", "2026-12-09 0.33");
        assertThat(lines(madeAgain("INV-000000002"))).isEqualTo(lines("INV-000000002"));
    }

    /** The number of the invoice in its place. */
    private String madeAgain(String invoice) {
        return new RebillDesk(database, InvoiceTax.NONE, Runs.at("2027-01-16T08:00:00Z"))
                .issued(invoice)
                .issued()
                .orElseThrow()
                .value();
    }

    /** All use of the week of the 2nd came late, and left nothing to the week of the 9th. */
    @Test
    void an_invoice_is_made_again_whose_first_week_follows_one_that_came_late_whole() {
        new Runs(database).execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(DATA, allowance("rollover=1"))));
        take(record(1, "2026-11-26", 10));
        run("2026-12-15");
        take(record(2, "2026-12-03", 200), record(3, "2026-12-12", 133));
        run("2027-01-15");
        assertThat(invoiced()).containsExactly("2026-11-25 0.00", "2026-12-02 0.10", "2026-12-09 0.33");
        assertThat(lines(madeAgain("INV-000000002"))).isEqualTo(lines("INV-000000002"));
    }

    /** It comes for a week when January begins within the next one, of which there is no other use. */
    @Test
    void an_invoice_with_use_that_came_late_for_a_week_is_made_again_as_it_was() {
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(DATA)));
        take(record(1, "2026-12-10", 10));
        run("2027-01-01");
        take(record(2, "2026-12-11", 20), record(3, "2027-01-08", 30));
        run("2027-02-01");
        assertThat(invoiced()).containsExactly("2026-12-09 0.10", "2026-12-09 0.20", "2027-01-06 0.30");
        RebillDesk desk = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2027-02-02T08:00:00Z"));
        assertThat(RebillDesk.code(desk.ask("INV-000000002", "Records were missing", "ann")))
                .isEmpty();
        desk.in(all ->
                all.approve(all.list(Optional.empty(), 0, 1).rows().getFirst().id(), "bob"));
        assertThat(lines("INV-000000003")).isEqualTo(lines("INV-000000002"));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.60", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    private String lines(String invoice) {
        return database.text(
                "SELECT LISTAGG(PERIOD_FROM_ON || ' ' || CAST(AMOUNT AS NUMBER(19,2)), ', ') WITHIN GROUP (ORDER BY PERIOD_FROM_ON, AMOUNT)"
                        + " FROM INVOICE_LINE WHERE INVOICE_ID = '" + invoice + "'");
    }

    @Test
    void a_limit_is_of_a_month_whatever_cycles_the_line_has() {
        Limits limits = limited();
        // Monday, and the Tuesday behind it: one week of the line, two months
        assertThat(take(record(1, "2026-11-30", 40), record(2, "2026-11-30", 20)))
                .isEqualTo(new UsageCounts(1, 0, 0, 1));
        assertThat(take(record(3, "2026-12-01", 30), record(4, "2026-12-01", 30)))
                .isEqualTo(new UsageCounts(1, 0, 0, 1));
        assertThat(limits.standing(1)).singleElement().satisfies(november -> {
            assertThat(november.spent()).isEqualTo(Money.of("0.40", Demo.EUR));
            assertThat(november.held()).as("December's waits for December").isEqualTo(1);
        });
        new Runs(database).execute("DELETE FROM SPENDING");
        assertThat(take(record(5, "2026-12-01", 21), record(6, "2026-12-01", 20)))
                .as("added up anew, 0.20 EUR are left of December")
                .isEqualTo(new UsageCounts(1, 0, 0, 1));
    }

    @Test
    void a_line_whose_plan_changes_has_the_weeks_of_its_own_first_day_and_leaves_what_is_shared_by_the_month() {
        Price.Usage monthly = Demo.usage("data", UsageType.DATA, "0.01", 1, 0);
        Price.Allowance shared = new Price.Allowance(
                "together", "Together", List.of(UsageType.DATA), 100, AllowanceTerms.parse("shared=yes"));
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(monthly)), Demo.item("2", List.of(shared)));
        start(2, SECOND, Demo.NOON, Demo.item("1", List.of(monthly)));
        Clock later = Clock.offset(Demo.NOON, Duration.ofDays(8));
        assertThat(sharing.join(SECOND, later)).isInstanceOf(Outcome.Accepted.class);

        change(3, "ORD-2", SECOND, "2026-12-04T12:00:00Z", DATA, allowance(""));
        assertThat(database.text("SELECT USAGE_CYCLE FROM NUMBER_ACCOUNT WHERE MSISDN = '" + SECOND
                        + "' AND VALID_TO_AT IS NULL"))
                .isEqualTo("1 week, anniversary, from 2026-11-25");
        assertThat(sharing.all(Clock.offset(Demo.NOON, Duration.ofDays(9)))
                        .getFirst()
                        .lines())
                .containsExactly(Demo.NUMBER);
        take("1,DATA," + SECOND + ",2026-12-05T12:00:00Z,120,internet");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.20", Demo.EUR));
    }

    /** Its first week began in November, before it had weeks, and is December's: 120 bytes at 0.005 in place of 0.01 EUR. */
    @Test
    void each_day_of_a_line_that_changes_into_weeks_is_rated_again_with_one_month() {
        UsageCycle calendar = UsageCycle.parse("1 week, day 1");
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(Demo.usage("data", UsageType.DATA, "0.01", 1, 0))));
        change(
                2,
                "ORD-1",
                Demo.NUMBER,
                "2026-12-03T12:00:00Z",
                DATA.with(DATA.terms().in(calendar)));
        take(record(1, "2026-11-30", 40), record(2, "2026-12-02", 30), record(3, "2026-12-05", 120));
        assertThat(
                        database.text(
                                "SELECT LISTAGG(TO_CHAR(CYCLE_ON, 'YYYY-MM-DD'), ' ') WITHIN GROUP (ORDER BY RECORD_SEQUENCE) FROM USAGE_EVENT"))
                .isEqualTo("2026-11-01 2026-12-01 2026-11-30");
        ReratingDesk desk = new ReratingDesk(database, Runs.at("2027-01-03T08:00:00Z"));
        Price.Usage half = Demo.usage("data", UsageType.DATA, "0.005", 1, 0);
        half = half.with(half.terms().in(calendar));

        desk.posted(half, "2026-11-01", "2026-12-01");
        assertThat(books.balance(Demo.account(1)))
                .as("no day of November was in weeks")
                .containsExactly(Money.of("1.90", Demo.EUR));
        desk.posted(half, "2026-12-01", "2027-01-01");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("1.30", Demo.EUR));
    }

    @Test
    void months_of_a_line_may_be_those_of_its_account() {
        new Runs(database).execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        UsageCycle ofAccount = UsageCycle.parse("1 month, account");
        start(
                1,
                Demo.NUMBER,
                Demo.NOON,
                Demo.item("1", List.of(DATA.with(DATA.terms().in(ofAccount)))));
        assertThat(database.text("SELECT USAGE_CYCLE FROM NUMBER_ACCOUNT"))
                .isEqualTo("1 month, day 15, from 1970-01-01");
        take(record(1, "2026-12-14", 10), record(2, "2026-12-15", 20));
        run("2026-12-15");
        assertThat(invoiced()).containsExactly("2026-11-15 0.10");
        run("2027-01-15");
        assertThat(invoiced()).containsExactly("2026-11-15 0.10", "2026-12-15 0.20");
    }

    /** The line, of which 0.50 EUR of data are to be charged in a month, and no more. */
    private Limits limited() {
        Limits limits = new Limits(database, "data,Data,line,data,any,EUR,0.50,100,hold,2026-01-01,,");
        intake = new Intake(database, folder, limits.reference());
        start(1, Demo.NUMBER, Demo.NOON, Demo.item("1", List.of(DATA)));
        return limits;
    }

    private UsageCounts take(String... records) {
        return intake.take(records).counts();
    }

    private void run(String billedTo) {
        Runs runs = new Runs(database).on(billedTo + "T08:00:00Z");
        assertThat(runs.accounts(runs.run(billedTo), AccountState.FAILED))
                .as(database.text("SELECT MAX(REASON || ' ' || MESSAGE) FROM BILL_RUN_ACCOUNT"))
                .isZero();
    }

    private List<String> invoiced() {
        List<BilledLine> lines = new ArrayList<>();
        for (int number = 1; number <= database.count("SELECT COUNT(*) FROM INVOICE"); number++) {
            lines.addAll(InvoiceDesk.of(database, Demo.NOON)
                    .find(InvoiceId.of(InvoiceId.Series.INV, number))
                    .orElseThrow()
                    .lines());
        }
        return lines.stream()
                .filter(line -> line.kind() == BilledLine.Kind.USAGE)
                .sorted(Comparator.comparing(line -> line.period().from()))
                .map(line -> line.period().from() + " " + line.amount().amount())
                .toList();
    }

    private InvoicePreview preview(YearMonth month) {
        return Previews.of(database, Demo.account(1), month);
    }

    private List<String> lines(YearMonth month) {
        return preview(month).lines().stream()
                .filter(line -> line.description().equals("data"))
                .map(line -> line.period() + " " + line.explanation() + ": " + line.amount())
                .toList();
    }

    private void start(int number, String msisdn, Clock when, PricedItem... items) {
        Demo.start(database, Demo.line(number, msisdn, items), when);
    }

    /** Another plan for the line that an order has brought. */
    private void change(int number, String former, String msisdn, String at, Price... prices) {
        Demo.start(database, Demo.change(number, former, msisdn, Demo.item("1", List.of(prices))), Runs.at(at));
    }

    private static Price.Usage weekly(Price.Usage price) {
        return price.with(price.terms().in(WEEK));
    }

    private static Price.Allowance allowance(String terms) {
        return new Price.Allowance(
                "included",
                "Included",
                List.of(UsageType.DATA),
                100,
                AllowanceTerms.parse(terms).in(WEEK));
    }

    private static String record(int sequence, String day, long quantity) {
        return sequence + ",DATA," + Demo.NUMBER + "," + day + "T12:00:00Z," + quantity + ",internet";
    }
}
