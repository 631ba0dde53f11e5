package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.PricedItem;
import dialtone.platform.mail.CustomerMail;
import dialtone.rating.Rerating;
import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import dialtone.spending.SpendingChoice.Most;
import dialtone.spending.SpendingChoice.Off;
import dialtone.spending.SpendingChoice.Usual;
import dialtone.spending.SpendingStanding;
import dialtone.spending.service.Limits;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.service.Intake;
import dialtone.usage.service.ReratingDesk;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What use may cost, from the record to the invoice. 100 seconds are included; a call of a minute costs 0.09 EUR, so that five are 0.45 EUR, and four are
 * 0.36 EUR: 80 % of that.
 */
class SpendingBillTest {

    private static final String HOLDING = "calls,Calls,line,voice,any,EUR,0.45,80 100,hold,2026-01-01,,";
    private static final String ON_REQUEST =
            "all-lines,All lines,account,voice sms,any,EUR,,50 100,notify,2026-01-01,,";

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private static final String ROAMING = "roaming-calls,Calls abroad,line,voice,abroad,EUR,9.00,100,hold,2026-01-01,,";

    private final Limits limits = new Limits(database, HOLDING, ROAMING, ON_REQUEST);
    private final Books books = new Books(database);
    private final Runs runs = new Runs(database);
    private final List<CustomerMail.Message> mails = new ArrayList<>();
    private int files;

    @Test
    void what_goes_beyond_is_held_until_the_customer_raises_his_limit() {
        lineOf(1);
        // in one batch: the fifth minute reaches it, the sixth is held
        assertThat(take(1, 100, 60, 60, 60, 60, 60, 60).counts()).isEqualTo(new UsageCounts(6, 0, 0, 1));
        assertThat(text(calls())).isEqualTo("0.45 EUR of 0.45 EUR, 1 held, told 80 100");
        assertThat(preview()).isEqualTo("0.45 EUR");
        assertThat(calls().left()).contains(eur("0.00"));

        assertThat(code(limits.choose(1, "calls", Demo.NUMBER, new Most(eur("0.60")))))
                .isEmpty();
        assertThat(text(calls())).isEqualTo("0.54 EUR of 0.60 EUR, 0 held, told 80 100 80");
        assertThat(take(8, 60, 60).counts()).isEqualTo(new UsageCounts(0, 0, 0, 2));
        assertThat(code(limits.choose(1, "calls", Demo.NUMBER, new Most(eur("0.70")))))
                .isEmpty();
        assertThat(text(calls()))
                .as("one of two fits")
                .isEqualTo("0.63 EUR of 0.70 EUR, 1 held, told 80 100 80 100 80 100");
        assertThat(code(limits.choose(1, "calls", Demo.NUMBER, new Off()))).isEmpty();
        assertThat(calls().most()).isEmpty();
        assertThat(preview()).isEqualTo("0.72 EUR");
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_SUSPENSION")).isZero();

        BillRun run = runs.run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(1);
        assertThat(books.trialBalance().balanced()).isTrue();
        runs.round();
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isEqualTo(1);
    }

    @Test
    void each_percentage_is_told_once_and_of_several_at_once_the_highest() {
        lineOf(1);
        take(1, 100, 60, 60, 60);
        assertThat(look(Demo.NOON)).isZero();
        take(5, 60);
        assertThat(look(Demo.NOON)).isEqualTo(1);
        take(6, 60, 60);
        take(8, 60);
        assertThat(look(Demo.NOON)).isEqualTo(1);
        assertThat(look(Demo.NOON)).isZero();
        assertThat(mails).extracting(CustomerMail.Message::to).containsOnly("a@example.org");
        assertThat(mails)
                .extracting(CustomerMail.Message::subject)
                .containsExactly(
                        "Calls for +491510000001: 80 % of your limit is reached",
                        "Calls for +491510000001: 100 % of your limit is reached");
        assertThat(mails.getLast().text())
                .contains(
                        "in November 2026 you have spent 0.45 EUR of 0.45 EUR for +491510000001, without tax (Calls).")
                .contains("is not charged now, until you tell us to raise it or to take it off.");
        assertThat(calls().notices()).allMatch(SpendingStanding.Told::mailed);
        assertThat(limits.events())
                .extracting(event -> event.eventType() + " " + event.subject() + " "
                        + event.facts().get("number") + " " + event.facts().get("percent") + " "
                        + event.facts().get("spent"))
                .containsExactly(
                        "UsageConsumptionThresholdEvent BAC-1 491510000001 80 0.36",
                        "UsageConsumptionThresholdEvent BAC-1 491510000001 100 0.45");
    }

    @Test
    void a_mail_that_is_not_taken_is_tried_again_and_given_up_in_the_end() {
        lineOf(1);
        take(1, 100, 60, 60, 60, 60);
        CustomerMail away = new CustomerMail();
        away.sendBy(message -> {
            throw new IllegalStateException("away");
        });
        assertThat(limits.look(away, Demo.NOON)).isZero();
        assertThat(look(after(Duration.ofMinutes(9)))).isZero();
        assertThat(look(after(Duration.ofMinutes(10)))).isEqualTo(1);
        assertThat(limits.events())
                .as("told once, however often its mail is tried")
                .hasSize(1);
        take(6, 60);
        for (Duration later : List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofDays(2))) {
            assertThat(limits.look(away, after(later))).isZero();
        }
        assertThat(database.count("SELECT COUNT(*) FROM SPENDING_NOTICE WHERE DUE_AT IS NOT NULL"))
                .isZero();
    }

    /** Two lines have 0.18 EUR and 0.09 EUR when the account asks to be told at 0.40 EUR; the messages of 0.0735 EUR come to 0.22 EUR for three. */
    @Test
    void a_limit_that_is_asked_for_counts_what_was_spent_of_the_month_before() {
        lineOf(1);
        Demo.start(database, Demo.secondLine(), Demo.NOON);
        take(1, 100, 60, 60);
        take("11,VOICE,491510000002,2026-11-25T10:00:00Z,160,4930123456");
        assertThat(standing("all-lines").spent()).isEqualTo(eur("0.27"));
        assertThat(standing("all-lines").most()).isEmpty();
        assertThat(code(limits.choose(1, "all-lines", "", new Most(eur("0.40")))))
                .isEmpty();
        assertThat(database.count("SELECT COUNT(*) FROM SPENDING_NOTICE")).isZero();
        take("12,VOICE,491510000002,2026-11-25T10:00:00Z,60,4930123456");
        assertThat(text(standing("all-lines"))).isEqualTo("0.36 EUR of 0.40 EUR, 0 held, told 50");
        take("13,SMS,491510000002,2026-11-25T10:00:00Z,5,4930123456");
        assertThat(text(standing("all-lines"))).isEqualTo("0.58 EUR of 0.40 EUR, 0 held, told 50 100");
        assertThat(database.text("SELECT CAST(AMOUNT AS NUMBER(19,2)) FROM SPENDING WHERE SUBJECT = 'BAC-1'"))
                .isEqualTo("0.58");
    }

    /** Half off what five calls have cost: 0.23 EUR of 0.45 EUR. */
    @Test
    void what_is_agreed_afterwards_counts() {
        lineOf(1);
        take(1, 100, 60, 60, 60, 60, 60);
        Contracts.agreeUse(database, Demo.account(1), "calls", "2026-11-01", "", "50");
        String agreed = calls().spent().toString();
        assertThat(agreed).isEqualTo(preview()).isIn("0.22 EUR", "0.23 EUR");
        assertThat(take(7, 60).counts().rated()).isEqualTo(1);
        assertThat(calls().spent()).isEqualTo(eur("0.27"));
    }

    /** In any order and batches: never more than the limit, the row is the sum of what was posted, and once it is off all is charged as without one. */
    @Test
    void whatever_the_order_the_sum_is_what_was_posted() {
        Random random = new Random(53);
        lineOf(1);
        List<String> records = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            records.add(i + ",VOICE,491510000001,2026-11-25T10:00:00Z," + (1 + random.nextInt(120)) + ",4930123456");
        }
        Collections.shuffle(records, random);
        Intake intake = new Intake(database, folder, limits.reference());
        for (int from = 0; from < records.size(); from += 8) {
            intake.inBatchesOf(1 + random.nextInt(8))
                    .take(records.subList(from, from + 8).toArray(String[]::new));
            assertThat(calls().spent()).isLessThanOrEqualTo(eur("0.45"));
            assertThat(database.count(
                            "SELECT COUNT(*) FROM SPENDING S WHERE S.AMOUNT <> (SELECT SUM(AMOUNT) FROM USAGE_EVENT)"))
                    .isZero();
        }
        assertThat(calls().held()).isPositive();
        assertThat(database.count("SELECT COUNT(*) - COUNT(DISTINCT PERCENT) FROM SPENDING_NOTICE"))
                .isZero();
        limits.choose(1, "calls", "", new Off());
        assertThat(calls().held()).isZero();
        long beyond = database.count("SELECT SUM(BILLABLE_UNITS) FROM USAGE_COUNTER") - 100;
        assertThat(calls().spent().amount())
                .isEqualTo(BigDecimal.valueOf(beyond * 15, 4).setScale(2, RoundingMode.HALF_UP));
        assertThat(preview()).isEqualTo(calls().spent().toString());
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** One call is held in November. It waits for November's limit of calls, of who had the number then. */
    @Test
    void what_is_held_is_shown_with_its_month_its_limit_and_who_used_it() {
        lineOf(1);
        take(1, 100, 60, 60, 60, 60, 60, 60);
        assertThat(held(1, 11)).isEqualTo("calls 1, roaming-calls 0, all-lines 0");
        assertThat(held(1, 12)).isEqualTo("calls 0, roaming-calls 0, all-lines 0");
        Demo.start(database, CreditNoteTest.ending(1), after(Duration.ofDays(1)));
        runs.account(3);
        Demo.start(database, Demo.order(3, Demo.NUMBER), after(Duration.ofDays(2)));
        assertThat(held(3, 11)).isEqualTo("calls 0, roaming-calls 0, all-lines 0");
    }

    /** 0.45 of 0.45 are spent; at 0.10 a minute five are 0.50. */
    @Test
    void a_corrected_price_that_would_go_beyond_a_limit_is_refused_until_the_customer_goes_on() {
        lineOf(1);
        take(1, 100, 60, 60, 60, 60, 60);
        ReratingDesk reratings = new ReratingDesk(database, Runs.at("2026-11-26T08:00:00Z")).by(limits.reference());
        Rerating.Standing refused = reratings.posted(ReratingDesk.calls("0.10"), "2026-11-01", "2026-12-01");
        assertThat(refused.progress().of(Rerating.NumberState.REFUSED)).isEqualTo(1);
        assertThat(database.text("SELECT REASON || ': ' || MESSAGE FROM RERATING_NUMBER"))
                .isEqualTo("SPENDING_LIMIT: In 2026-11 0.05 EUR more go beyond the limit Calls.");
        assertThat(calls().spent()).isEqualTo(eur("0.45"));
        limits.choose(1, "calls", Demo.NUMBER, new Off());
        reratings.posted(ReratingDesk.calls("0.10"), "2026-11-01", "2026-12-01");
        assertThat(calls().spent()).isEqualTo(eur("0.50"));
        limits.choose(1, "calls", Demo.NUMBER, new Usual());
        reratings.posted(ReratingDesk.calls("0.08"), "2026-11-01", "2026-12-01");
        assertThat(calls().spent()).as("less is less").isEqualTo(eur("0.40"));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** 0.90 for lines of mobile-1 and 0.45 for others: of nine minutes 0.81 are charged of the one, and of the other five. At 0.10 nine are 0.90. */
    @Test
    void a_plan_may_have_a_limit_of_its_own() {
        Limits byPlan = new Limits(
                database, HOLDING, "calls,Calls,line,voice,any,EUR,0.90,100,hold,2026-01-01,,team mobile-1*");
        lineOf(1);
        runs.account(2);
        PricedItem other = new PricedItem("1", new OfferingId("mobile-2"), "Mobile 2", Demo.PLAN);
        Demo.start(database, Demo.order(2, "491510000002", List.of(other)), Demo.NOON);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(i + ",VOICE,49151000000" + (1 + i % 2) + ",2026-11-25T10:00:00Z," + (i < 2 ? 100 : 60)
                    + ",4930123456");
        }
        assertThat(new Intake(database, folder, byPlan.reference())
                        .take(records.toArray(String[]::new))
                        .counts())
                .isEqualTo(new UsageCounts(16, 0, 0, 4));
        assertThat(text(byPlan.standing(1).getFirst())).isEqualTo("0.81 EUR of 0.90 EUR, 0 held, told ");
        assertThat(text(byPlan.standing(2).getFirst())).isEqualTo("0.45 EUR of 0.45 EUR, 4 held, told 80 100");

        ReratingDesk reratings = new ReratingDesk(database, Runs.at("2026-11-26T08:00:00Z")).by(byPlan.reference());
        reratings.posted(ReratingDesk.calls("0.10"), "2026-11-01", "2026-12-01");
        assertThat(text(byPlan.standing(1).getFirst())).startsWith("0.90 EUR of 0.90 EUR");
        Rerating.Standing refused =
                reratings.of("mobile-2").posted(ReratingDesk.calls("0.10"), "2026-11-01", "2026-12-01");
        assertThat(refused.progress().of(Rerating.NumberState.REFUSED)).isEqualTo(1);

        assertThat(code(byPlan.choose(2, "calls", "", new Most(eur("1.00"))))).isEmpty();
        assertThat(text(byPlan.standing(2).getFirst())).startsWith("0.81 EUR of 1.00 EUR, 0 held");
    }

    /** 0.45 until noon of the 26th, 0.90 from then on, also where one file has the records of both plans: of six minutes five are charged, and of seven six, for 1:40 is included. */
    @Test
    void a_record_is_held_against_the_limit_of_the_plan_that_it_is_of() {
        Limits byPlan =
                new Limits(database, HOLDING, "calls,Calls,line,voice,any,EUR,0.90,100,hold,2026-01-01,,mobile-1");
        runs.account(1);
        List<Price> prices = new ArrayList<>(Demo.PLAN.subList(0, Demo.PLAN.size() - 1));
        prices.add(Demo.usage("sms", UsageType.SMS, "0.10", 1, 1));
        PricedItem former = new PricedItem("1", new OfferingId("mobile-2"), "Mobile 2", prices);
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(former)), Demo.NOON);
        Demo.start(
                database,
                Demo.change(2, "ORD-1", Demo.NUMBER, Demo.item("1", Demo.PLAN)),
                Clock.offset(Demo.NOON, Duration.ofDays(1)));
        List<String> records = new ArrayList<>(List.of("1,VOICE," + Demo.NUMBER + ",2026-11-25T13:00:00Z,100,"));
        for (int i = 2; i <= 14; i++) {
            records.add(i + ",VOICE," + Demo.NUMBER + ",2026-11-" + (i < 8 ? "25" : "26") + "T14:00:00Z,60,");
        }
        assertThat(new Intake(database, folder, byPlan.reference())
                        .take(records.toArray(String[]::new))
                        .counts())
                .isEqualTo(new UsageCounts(12, 0, 0, 2));
        assertThat(database.text(
                        "SELECT MIN(RECORD_SEQUENCE) || ' and ' || MAX(RECORD_SEQUENCE) FROM USAGE_SUSPENSION"))
                .isEqualTo("7 and 14");
        assertThat(text(byPlan.standing(1).getFirst())).startsWith("0.84 EUR of 0.90 EUR, 2 held");
    }

    /** Of nine minutes at 0.09 five are charged, and four wait; at 0.05 all nine are 0.45. By agreement at 0.06 seven are 0.42. */
    @Test
    void what_was_held_is_tried_again_when_a_price_falls() {
        lineOf(1);
        take(1, 100, 60, 60, 60, 60, 60, 60, 60, 60, 60);
        assertThat(text(calls())).startsWith("0.45 EUR of 0.45 EUR, 4 held");
        new ReratingDesk(database, Runs.at("2026-11-26T08:00:00Z"))
                .by(limits.reference())
                .posted(ReratingDesk.calls("0.05"), "2026-11-01", "2026-12-01");
        assertThat(text(calls())).startsWith("0.45 EUR of 0.45 EUR, 0 held");
        assertThat(preview()).isEqualTo("0.45 EUR");

        runs.account(2);
        Demo.start(database, Demo.order(2, "491510000002"), Demo.NOON);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            records.add((100 + i) + ",VOICE,491510000002,2026-11-25T10:00:00Z," + (i == 0 ? 100 : 60) + ",4930123456");
        }
        take(records.toArray(String[]::new));
        Contracts.agreedAtDesk(database, limits.reference(), Demo.account(2), "calls", "2026-11-01", "0.06/60");
        assertThat(text(limits.standing(2).getFirst())).startsWith("0.42 EUR of 0.45 EUR, 2 held");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** The line has ended when December begins: it is one of November's, and none of December's. */
    @Test
    void a_month_shows_the_lines_of_then() {
        lineOf(1);
        take(1, 160);
        Demo.start(database, CreditNoteTest.ending(1), after(Duration.ofDays(1)));
        assertThat(limits.standing(1, YearMonth.of(2026, 11)))
                .filteredOn(each -> each.msisdn().isPresent())
                .extracting(each -> each.limit().id() + " " + each.spent())
                .containsExactly("calls 0.09 EUR", "roaming-calls 0.00 EUR");
        assertThat(limits.standing(1, YearMonth.of(2026, 12)))
                .allMatch(each -> each.msisdn().isEmpty());
        assertThat(limits.standing(1, YearMonth.of(2026, 10)))
                .allMatch(each -> each.msisdn().isEmpty());
    }

    private String held(int account, int month) {
        return String.join(
                ", ",
                limits.standing(account, YearMonth.of(2026, month)).stream()
                        .map(each -> each.limit().id() + " " + each.held())
                        .toList());
    }

    @Test
    void what_is_no_choice_is_refused_and_the_same_again_is_not_noted() {
        assertThat(code(limits.choose(1, "calls", "", new Off()))).isEqualTo("UNKNOWN_ACCOUNT");
        lineOf(1);
        assertThat(code(limits.choose(1, "cals", "", new Off()))).isEqualTo("UNKNOWN_LIMIT");
        assertThat(code(limits.choose(1, "calls", "491510000009", new Off()))).isEqualTo("UNKNOWN_LINE");
        assertThat(code(limits.choose(1, "all-lines", Demo.NUMBER, new Off()))).isEqualTo("NOT_OF_LINES");
        assertThat(code(limits.choose(1, "calls", "", new Most(eur("-1.00"))))).isEqualTo("INVALID_AMOUNT");
        assertThat(code(limits.choose(1, "calls", "", new Most(Money.of("1.00", Currency.getInstance("USD"))))))
                .isEqualTo("FOREIGN_CURRENCY");
        assertThat(code(limits.choose(1, "calls", "", new Off()))).isEmpty();
        assertThat(code(limits.choose(1, "calls", "", new Off()))).isEmpty();
        assertThat(code(limits.choose(1, "calls", "", new Usual()))).isEmpty();
        assertThat(limits.said(1)).hasSize(2).allMatch(said -> said.by().equals("csr"));
        assertThat(calls().most()).contains(eur("0.45"));
    }

    private void lineOf(int account) {
        runs.account(account);
        Demo.start(database, Demo.order(account, "49151000000" + account), Demo.NOON);
    }

    /** Calls of the first line, so many seconds each. */
    private UsageFile take(int sequence, int... seconds) {
        List<String> records = new ArrayList<>();
        for (int each : seconds) {
            records.add(
                    (sequence + records.size()) + ",VOICE,491510000001,2026-11-25T10:00:00Z," + each + ",4930123456");
        }
        return take(records.toArray(String[]::new));
    }

    private UsageFile take(String... records) {
        files++;
        return new Intake(database, folder.resolve("in" + files), limits.reference()).take(records);
    }

    private int look(Clock clock) {
        CustomerMail mail = new CustomerMail();
        mail.sendBy(mails::add);
        return limits.look(mail, clock);
    }

    private static Clock after(Duration time) {
        return Clock.offset(Demo.NOON, time);
    }

    private SpendingStanding calls() {
        return standing("calls");
    }

    /** Of the first line, or of the account. */
    private SpendingStanding standing(String limit) {
        return limits.standing(1).stream()
                .filter(each -> each.limit().id().equals(limit))
                .findFirst()
                .orElseThrow();
    }

    private static String text(SpendingStanding standing) {
        return standing.spent() + " of " + standing.most().orElseThrow() + ", " + standing.held() + " held, told "
                + String.join(
                        " ",
                        standing.notices().stream()
                                .map(told -> String.valueOf(told.percent()))
                                .toList());
    }

    /** What November's use comes to, which its records reconcile with. */
    private String preview() {
        InvoicePreview preview = Previews.of(database, Demo.account(1), YearMonth.of(2026, 11));
        assertThat(preview.reconciles()).isTrue();
        return preview.lines().stream()
                .filter(line -> line.description().equals("calls"))
                .map(line -> line.amount().toString())
                .findFirst()
                .orElse("");
    }

    private static String code(Outcome<List<SpendingStanding>> outcome) {
        return outcome.fold(standing -> "", reasons -> reasons.getFirst().code());
    }

    private static Money eur(String amount) {
        return Money.of(amount, Demo.EUR);
    }
}
