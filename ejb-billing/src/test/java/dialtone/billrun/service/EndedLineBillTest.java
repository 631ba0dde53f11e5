package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.billrun.BillRun.AccountState;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.Previews;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.ChargePeriod;
import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A line of 2026-11-25 whose use is counted in years, with 100 bytes in each, for 365.00 EUR a year: when it has ended, its year is not waited for.
 */
class EndedLineBillTest extends BilledLines {

    private static final UsageCycle YEAR = UsageCycle.parse("1 year, anniversary");
    private static final Price FEE = new Price.Recurring(
            "fee",
            "Yearly fee",
            Money.of("365.00", Demo.EUR),
            RecurringTerms.parse("period=1 year;alignment=anniversary", Demo.EUR));

    @BeforeEach
    void line() {
        runs.account(1);
        Demo.start(database, Demo.line(1, Demo.NUMBER, Demo.item("1", List.of(FEE, data(), included(100)))), Demo.NOON);
    }

    @Test
    void its_last_use_and_its_credit_are_on_the_next_invoice_and_what_comes_late_on_the_one_after_it() {
        take(record(1, "2026-11-26", 70), record(2, "2026-12-09", 80));
        assertThat(billed("2026-12-01")).containsExactly("Mobile 1: Yearly fee 365.00");
        ended("2026-12-10T12:00:00Z");
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 12))
                        .lines())
                .extracting(line -> line.description() + " " + line.amount().amount())
                .contains("data 0.50");
        assertThat(billed("2027-01-01")).containsExactly("Mobile 1: Yearly fee -350.00", "data 0.50");
        assertThat(invoice("INV-000000002").lines().getLast().period())
                .as("its tax is that of its last day")
                .isEqualTo(new ChargePeriod(LocalDate.parse("2026-11-25"), LocalDate.parse("2026-12-11")));
        assertThat(billed("2027-02-01")).as("nothing twice").isEmpty();

        take(record(3, "2026-12-10", 10));
        assertThat(billed("2027-03-01")).containsExactly("data 0.10");
        assertThat(database.text(
                        "SELECT MAX(EXPLANATION) FROM INVOICE_LINE WHERE EXPLANATION LIKE '%after its invoice'"))
                .isEqualTo("1 record of 2026-11-25 to 2026-12-10 that came after its invoice");
        assertThat(billed("2027-12-01")).as("nor when the year is over").isEmpty();
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("15.60", Demo.EUR));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void its_last_invoice_is_made_again_as_it_was() {
        take(record(1, "2026-11-26", 150));
        ended("2026-12-10T12:00:00Z");
        List<String> last = billed("2027-01-01");
        assertThat(last).contains("data 0.50");
        again("INV-000000001", "2027-01-03");
        assertThat(lines("INV-000000002")).isEqualTo(last);
        assertThat(billed("2027-02-01")).isEmpty();
    }

    /** The version before waited for the year to be over: what the line used to its end is on no invoice, and is the next one's. */
    @Test
    void an_invoice_from_before_is_made_again_without_what_the_next_one_has() {
        ended("2026-11-28T12:00:00Z");
        List<String> before = billed("2026-12-01");
        runs.execute("UPDATE NUMBER_ACCOUNT SET BILLED_TO_ON = DATE '2026-11-25'");
        take(record(1, "2026-11-26", 150));
        again("INV-000000001", "2026-12-03");
        assertThat(lines("INV-000000002")).isEqualTo(before);
        assertThat(billed("2027-01-01")).containsExactly("data 0.50");
    }

    /** The same of the month of a line on an account whose cycle begins on the 15th: a late record of November waits for the invoice that has December. */
    @Test
    void what_came_late_to_an_invoice_from_before_is_on_it_once_when_it_is_made_again() {
        runs.execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        Price.Usage monthly = Demo.usage("data", UsageType.DATA, "0.02", 1, 0);
        Demo.start(
                database,
                Demo.change(2, "ORD-1", Demo.NUMBER, Demo.item("1", List.of(monthly))),
                Runs.at("2026-11-26T12:00:00Z"));
        take(record(1, "2026-11-27", 10));
        ended("ORD-2", "2026-12-10T12:00:00Z");
        assertThat(billed("2026-12-15")).contains("data 0.20");
        runs.execute(
                "UPDATE NUMBER_ACCOUNT SET BILLED_TO_ON = DATE '2026-12-01' WHERE VALID_TO_AT > DATE '2026-12-01'");
        take(record(2, "2026-11-28", 5), record(3, "2026-12-05", 20));
        again("INV-000000001", "2026-12-20");
        assertThat(lines("INV-000000002")).contains("data 0.30").doesNotContain("data 0.10", "data 0.40");
        assertThat(billed("2027-01-15")).containsExactly("data 0.40");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    private void again(String invoice, String on) {
        new RebillDesk(database, InvoiceTax.NONE, Runs.at(on + "T08:00:00Z")).issued(invoice);
    }

    /** What an add-on brings goes on counting in the year: the row before it is over with the line, and not when the add-on comes. */
    @Test
    void a_row_that_another_one_counts_on_from_is_billed_with_the_line() {
        take(record(1, "2026-11-26", 130));
        Demo.start(
                database,
                Demo.order(
                        2,
                        List.of(Demo.item("1", List.of(included(40)))),
                        List.of(),
                        List.of(new OrderFacts.Extension("1", Demo.NUMBER))),
                Runs.at("2026-12-03T12:00:00Z"));
        take(record(2, "2026-12-05", 60));
        assertThat(billed("2027-01-01")).doesNotContain("data 0.30", "data 0.20");
        ended("2027-01-10T12:00:00Z");
        assertThat(billed("2027-02-01")).contains("data 0.30", "data 0.20");
    }

    /** The year is done with when the line has months: what it used in it is on the next invoice, and months go on as ever. */
    @Test
    void what_a_plan_of_years_has_left_to_bill_is_billed_when_another_plan_has_taken_its_place() {
        take(record(1, "2026-11-26", 150));
        Price.Usage monthly = Demo.usage("data", UsageType.DATA, "0.02", 1, 0);
        Demo.start(
                database,
                Demo.change(2, "ORD-1", Demo.NUMBER, Demo.item("1", List.of(monthly))),
                Runs.at("2026-12-10T12:00:00Z"));
        take(record(2, "2026-12-11", 10));
        assertThat(billed("2027-01-01")).contains("data 0.50", "data 0.20");
    }

    /** The invoice to 15 December has what it used until 28 November: whatever is agreed of December is of other lines. */
    @Test
    void what_has_ended_keeps_nobody_from_agreeing_on_what_goes_on() {
        runs.execute("UPDATE BILLING_ACCOUNT SET CYCLE_DAY = 15");
        Demo.start(database, Demo.line(2, "491510000002", Demo.item("1", List.of(data()))), Demo.NOON);
        take(record(1, "2026-11-26", 150));
        ended("2026-11-28T12:00:00Z");
        assertThat(billed("2026-12-15")).contains("data 0.50");
        assertThat(RebillDesk.code(Contracts.agreeUse(database, Demo.account(1), "data", "2026-11-01", "", "50")))
                .as("the line was there in November")
                .isEqualTo("ALREADY_INVOICED");
        assertThat(RebillDesk.code(Contracts.agreeUse(database, Demo.account(1), "data", "2026-12-01", "", "50")))
                .isEmpty();
    }

    private void ended(String at) {
        ended("ORD-1", at);
    }

    /** The line that has its plan by an order. */
    private void ended(String order, String at) {
        OrderFacts.Ending ending =
                new OrderFacts.Ending(new OrderId(order), "1", Optional.of(Demo.NUMBER), Optional.empty());
        Demo.start(database, Demo.order(9, List.of(), List.of(ending), List.of()), Runs.at(at));
    }

    /** The lines of the account's invoice to a day; none where there is none. */
    private List<String> billed(String to) {
        long before = database.count("SELECT COUNT(*) FROM INVOICE");
        assertThat(runs.accounts(runs.on(to + "T08:00:00Z").run(to), AccountState.FAILED))
                .as(database.text("SELECT MAX(REASON || ' ' || MESSAGE) FROM BILL_RUN_ACCOUNT"))
                .isZero();
        return database.count("SELECT COUNT(*) FROM INVOICE") == before
                ? List.of()
                : lines(database.text("SELECT MAX(INVOICE_ID) FROM INVOICE WHERE KIND = 'INVOICE'"));
    }

    private List<String> lines(String invoice) {
        return InvoiceDesk.of(database, Demo.NOON).find(new InvoiceId(invoice)).orElseThrow().lines().stream()
                .map(EndedLineBillTest::told)
                .toList();
    }

    private static String told(BilledLine line) {
        return line.description() + " " + line.amount().amount();
    }

    private static Price.Usage data() {
        Price.Usage price = Demo.usage("data", UsageType.DATA, "0.01", 1, 0);
        return price.with(price.terms().in(YEAR));
    }

    private static Price.Allowance included(long bytes) {
        return new Price.Allowance(
                "included-" + bytes, "Included", List.of(UsageType.DATA), bytes, AllowanceTerms.PLAIN.in(YEAR));
    }

    private static String record(int sequence, String day, long quantity) {
        return sequence + ",DATA," + Demo.NUMBER + "," + day + "T10:00:00Z," + quantity + ",internet";
    }
}
