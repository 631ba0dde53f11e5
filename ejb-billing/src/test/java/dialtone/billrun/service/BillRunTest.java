package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.service.Previews;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Demo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** From charges and use to invoices, month by month. */
class BillRunTest extends BilledLines {

    @Test
    void a_line_of_the_25th_of_november_has_an_invoice_of_november_and_one_of_each_month_after() {
        lineOf(1);
        BillRun november = runs.run("2026-12-01");
        assertThat(runs.progress(november).billed()).containsExactly(Money.of("12.99", Demo.EUR));
        assertThat(head("INV-000000001"))
                .isEqualTo("BAC-1 [2026-11-01, 2026-12-01) issued 2026-12-02 due 2026-12-16: 12.99 + 0.00 = 12.99 EUR");
        assertThat(lines("INV-000000001"))
                .isEqualTo("1 Mobile 1: Activation 9.99 (once, on activation);"
                        + " 2 Mobile 1: Monthly fee 3.00 (6 of 30 days of 15.00 EUR)");
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(lines("INV-000000002")).isEqualTo("1 Mobile 1: Monthly fee 15.00 (31 of 31 days of 15.00 EUR)");
        assertThat(head("INV-000000002")).startsWith("BAC-1 [2026-12-01, 2027-01-01)");
        runs.on("2027-03-02T08:00:00Z").run("2027-03-01");
        assertThat(lines("INV-000000003"))
                .as("January was missed, and is on the next invoice")
                .isEqualTo("1 Mobile 1: Monthly fee 15.00 (31 of 31 days of 15.00 EUR);"
                        + " 2 Mobile 1: Monthly fee 15.00 (28 of 28 days of 15.00 EUR)");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("57.99", Demo.EUR));
        assertThat(database.count("SELECT SUM(TOTAL_AMOUNT * 100) FROM INVOICE"))
                .isEqualTo(57_99);
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void use_is_on_the_invoice_of_its_month_and_what_comes_late_on_the_next_one() {
        lineOf(1);
        take(
                "1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456",
                "2,SMS,491510000001,2026-11-26T18:00:00Z,1,4930123456");
        runs.run("2026-12-01");
        assertThat(lines("INV-000000001"))
                .contains(
                        "3 calls 0.09 (2:40 min, 1:40 min included, 1 minute charged at 0.09 EUR per minute)",
                        "4 sms 0.00 (1 message, all included");
        take(
                "3,VOICE,491510000001,2026-11-27T18:00:00Z,60,4930123456",
                "4,VOICE,491510000001,2026-12-03T18:00:00Z,60,4930123456");
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(lines("INV-000000002"))
                .isEqualTo("1 Mobile 1: Monthly fee 15.00 (31 of 31 days of 15.00 EUR);"
                        + " 2 calls 0.09 (1 record of 2026-11 that came after its invoice);"
                        + " 3 calls 0.00 (1 minute, all included)");
        assertThat(database.count("SELECT SUM(TOTAL_AMOUNT * 100) FROM INVOICE"))
                .isEqualTo(books.balance(Demo.account(1))
                        .getFirst()
                        .amount()
                        .movePointRight(2)
                        .longValueExact());
        assertThat(database.count("SELECT SUM(RECORD_COUNT) FROM INVOICE_LINE")).isEqualTo(4);
    }

    @Test
    void what_is_due_and_on_no_invoice_is_in_the_preview_of_the_current_month_and_in_no_other() {
        lineOf(1);
        assertThat(preview(12, "2026-12-01T08:00:00Z"))
                .containsExactly(
                        "Mobile 1: Activation 9.99 EUR",
                        "Mobile 1: Monthly fee 3.00 EUR",
                        "Mobile 1: Monthly fee 15.00 EUR");
        assertThat(preview(12, "2027-01-01T08:00:00Z")).containsExactly("Mobile 1: Monthly fee 15.00 EUR");
        runs.run("2026-12-01");
        assertThat(preview(12, "2026-12-02T08:00:00Z")).containsExactly("Mobile 1: Monthly fee 15.00 EUR");
    }

    private List<String> preview(int month, String at) {
        return Previews.of(database, Demo.account(1), YearMonth.of(2026, month), Runs.at(at)).lines().stream()
                .map(line -> line.description() + " " + line.amount())
                .toList();
    }

    @Test
    void a_cycle_is_billed_once_and_an_account_without_anything_has_no_invoice() {
        lineOf(1);
        runs.account(2);
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.progress(run).accounts())
                .containsOnly(
                        java.util.Map.entry(AccountState.BILLED, 1L), java.util.Map.entry(AccountState.NOTHING, 1L));
        assertThat(runs.runs().find(run.id()).orElseThrow().run().state()).isEqualTo(BillRun.State.COMPLETED);
        assertThat(codes(runs.runs().start(BillRun.Kind.REAL, LocalDate.parse("2026-12-01"), "finance")))
                .containsExactly("RUN_EXISTS");
        assertThat(codes(runs.runs().start(BillRun.Kind.REAL, LocalDate.parse("2027-01-01"), "finance")))
                .containsExactly("CYCLE_NOT_OVER");
        assertThat(codes(runs.runs().start(BillRun.Kind.REAL, LocalDate.parse("2026-11-30"), "finance")))
                .containsExactly("INVALID_CYCLE_END");
    }

    @Test
    void a_dry_run_stores_totals_alone_and_the_real_one_comes_to_the_same() {
        lineOf(1);
        lineOf(2);
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456");
        BillRun dry = runs.start(BillRun.Kind.DRY, "2027-01-01");
        runs.round();
        assertThat(runs.progress(dry).billed()).containsExactly(Money.of("56.07", Demo.EUR));
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isZero();
        assertThat(database.count("SELECT COUNT(*) FROM RATED_CHARGE")).isEqualTo(4);
        assertThat(database.count("SELECT NEXT_NUMBER FROM INVOICE_SERIES WHERE SERIES = 'INV'"))
                .isEqualTo(1);
        BillRun real = runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(runs.progress(real).billed()).isEqualTo(runs.progress(dry).billed());
    }

    @Test
    void an_account_that_cannot_be_billed_says_why_and_is_billed_when_that_is_mended() {
        lineOf(1);
        runs.account(2, "USD");
        Demo.start(database, Demo.order(2, "491510000002"), Demo.NOON);
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.runs()
                        .accounts(run.id(), Optional.of(AccountState.FAILED), 0, 10)
                        .rows())
                .singleElement()
                .satisfies(account -> {
                    assertThat(account.account()).isEqualTo(Demo.account(2));
                    assertThat(account.reason().orElseThrow().code()).isEqualTo("FOREIGN_CURRENCY");
                });
        runs.execute("UPDATE BILLING_ACCOUNT SET CURRENCY = 'EUR' WHERE BILLING_ACCOUNT_ID = 'BAC-2'");
        retry(run, Optional.of(Demo.account(2)));
        runs.round();
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(2);
        assertThat(head("INV-000000002")).as("no number was lost").startsWith("BAC-2");
        assertThat(codes(runs.runs().retry(run.id(), Optional.empty(), "finance")))
                .containsExactly("NOTHING_FAILED");
    }

    @Test
    void use_that_does_not_come_to_what_was_posted_for_it_is_not_billed() {
        lineOf(1);
        take("1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456");
        runs.execute("UPDATE USAGE_EVENT SET AMOUNT = 1");
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.runs().accounts(run.id(), Optional.empty(), 0, 10).rows())
                .extracting(account -> account.reason().orElseThrow().code())
                .containsExactly("NOT_RECONCILED");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE_LINE")).isZero();
    }

    @Test
    void a_paused_run_bills_nothing_a_cancelled_one_leaves_the_rest_to_another() {
        lineOf(1);
        lineOf(2);
        runs.inBatchesOf(1);
        BillRun run = runs.start(BillRun.Kind.REAL, "2026-12-01");
        inTransaction(all -> all.pause(run.id(), "finance"));
        runs.round();
        assertThat(runs.accounts(run, AccountState.WAITING)).isEqualTo(2);
        inTransaction(all -> all.resume(run.id(), "finance"));
        runs.taxedBy(draft -> draft.account().equals(Demo.account(2))
                        ? Outcome.rejected(Rejection.of("TAX_UNKNOWN", "No address."))
                        : Outcome.accepted(List.of()))
                .round();
        assertThat(codes(runs.runs().cancel(run.id(), "finance"))).containsExactly("RUN_ENDED");
        retry(run, Optional.empty());
        inTransaction(all -> all.cancel(run.id(), "finance"));
        runs.round();
        assertThat(runs.accounts(run, AccountState.CANCELLED)).isEqualTo(1);
        BillRun second = runs.taxedBy(draft -> Outcome.accepted(List.of())).run("2026-12-01");
        assertThat(runs.progress(second).total())
                .as("the other one has its invoice")
                .isEqualTo(1);
        assertThat(runs.accounts(second, AccountState.BILLED)).isEqualTo(1);
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void what_is_less_than_the_minimum_goes_to_the_next_invoice() {
        lineOf(1);
        runs.by(new BillPolicy(14, new BigDecimal("20.00"), List.of()));
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.CARRIED_OVER)).isEqualTo(1);
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(lines("INV-000000001")).contains("Activation 9.99", "fee 3.00", "fee 15.00");
    }

    @Test
    void taxes_come_between_lines_and_total_and_into_the_books() {
        lineOf(1);
        runs.taxedBy(draft -> Outcome.accepted(List.of(new InvoiceTaxLine(
                "DE-VAT-19",
                "VAT 19 %",
                OptionalInt.empty(),
                draft.net(),
                new BigDecimal("0.19"),
                Money.rounded(
                        draft.net().amount().multiply(new BigDecimal("0.19")), draft.currency(), RoundingMode.HALF_UP),
                ""))));
        runs.run("2026-12-01");
        assertThat(head("INV-000000001")).endsWith("12.99 + 2.47 = 15.46 EUR");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("15.46", Demo.EUR));
        assertThat(books.trialBalance().rows())
                .extracting(row -> row.account().code() + " " + row.balance())
                .contains("tax-payable -2.47 EUR");
    }

    @Test
    void the_schedule_starts_what_has_ended_days_ago_once() {
        lineOf(1);
        runs.on("2026-12-03T20:00:00Z");
        assertThat(startDue(5)).isZero();
        runs.on("2026-12-06T20:00:00Z");
        assertThat(startDue(5)).isEqualTo(1);
        assertThat(startDue(5)).isZero();
        assertThat(database.text("SELECT STARTED_BY || RUN_KEY FROM BILL_RUN WHERE RUN_KEY = '2026-12-01'"))
                .isEqualTo("schedule2026-12-01");
    }

    private int startDue(int days) {
        return runs.runs().startDue(days);
    }

    private void retry(BillRun run, Optional<BillingAccountId> account) {
        inTransaction(all -> all.retry(run.id(), account, "finance"));
    }

    private void inTransaction(java.util.function.Function<BillRuns, Outcome<BillRuns.Standing>> change) {
        assertThat(codes(database.inTransaction(
                        source -> change.apply(new BillRuns(source, Runs.at("2026-12-02T08:00:00Z"))))))
                .isEmpty();
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.fold(
                done -> List.of(),
                reasons -> reasons.stream().map(Rejection::code).toList());
    }

    private String head(String id) {
        return database.text("SELECT BILLING_ACCOUNT_ID || ' [' || TO_CHAR(CYCLE_FROM_ON, 'YYYY-MM-DD') || ', '"
                + " || TO_CHAR(CYCLE_TO_ON, 'YYYY-MM-DD') || ') issued ' || TO_CHAR(ISSUED_ON, 'YYYY-MM-DD') || ' due '"
                + " || TO_CHAR(DUE_ON, 'YYYY-MM-DD') || ': ' || CAST(NET_AMOUNT AS NUMBER(19,2)) || ' + '"
                + " || CAST(TAX_AMOUNT AS NUMBER(19,2)) || ' = ' || CAST(TOTAL_AMOUNT AS NUMBER(19,2)) || ' ' || CURRENCY"
                + " FROM INVOICE WHERE INVOICE_ID = '" + id + "'");
    }

    private String lines(String id) {
        return database.text(
                "SELECT LISTAGG(LINE_NUMBER || ' ' || DESCRIPTION || ' ' || CAST(AMOUNT AS NUMBER(19,2)) || ' ('"
                        + " || EXPLANATION || ')', '; ') WITHIN GROUP (ORDER BY LINE_NUMBER) FROM INVOICE_LINE WHERE INVOICE_ID = '"
                        + id + "'");
    }
}
