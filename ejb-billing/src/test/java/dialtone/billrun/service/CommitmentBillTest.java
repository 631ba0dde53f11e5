package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Commitments;
import dialtone.rating.service.Demo;
import dialtone.rating.service.MinimumCommitments.Said;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What accounts are invoiced for at the least, from the agreement to the invoice and the books. */
class CommitmentBillTest {

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private final Runs runs = new Runs(database);

    /** November: 9.99 and 6 of 30 days of 15.00; committed are 15 of 30 days of 50.00. December: 15.00 of 50.00. */
    @Test
    void an_invoice_comes_up_to_what_is_committed_once_a_cycle() {
        lineOf(1);
        assertThat(code(agree(1, "2026-11-16", "", "50.00"))).isEmpty();
        assertThat(runs.preview(1, "2026-12-01").fold(invoice -> invoice.total().toString(), Object::toString))
                .isEqualTo("25.00 EUR");
        assertThat(database.count("SELECT COUNT(*) FROM ADJUSTMENT")).isZero();

        billed("2026-12-01");
        assertThat(lines("INV-000000001"))
                .isEqualTo(
                        "Mobile 1: Activation 9.99, Mobile 1: Monthly fee 3.00,"
                                + " Minimum of 50.00 EUR (Framework 4711): 12.99 EUR charged of 25.00 EUR for 15 of 30 days 12.01");
        assertThat(owed(1)).isEqualTo("25.00 EUR");
        runs.round();
        assertThat(database.text("SELECT COMMITTED_AMOUNT - CHARGED_AMOUNT FROM COMMITMENT_TRUE_UP"))
                .startsWith("12.01");

        runs.on("2027-01-02T08:00:00Z");
        billed("2027-01-01");
        assertThat(lines("INV-000000002"))
                .isEqualTo(
                        "Mobile 1: Monthly fee 15.00,"
                                + " Minimum of 50.00 EUR (Framework 4711): 15.00 EUR charged of 50.00 EUR for 31 of 31 days 35.00");
        assertThat(owed(1)).isEqualTo("75.00 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();

        assertThat(InvoiceDesk.of(database, Runs.at("2027-01-03T08:00:00Z"))
                        .credit(new InvoiceId("INV-000000002"), Set.of(2), "Goodwill"))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(owed(1)).isEqualTo("40.00 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void an_account_with_nothing_else_is_invoiced_for_it_and_one_with_enough_for_nothing_more() {
        runs.account(1);
        lineOf(2);
        agree(1, "2026-11-01", "2026-12-01", "50.00");
        agree(2, "2026-11-01", "", "12.99");
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(2);
        assertThat(owed(1)).isEqualTo("50.00 EUR");
        assertThat(owed(2)).isEqualTo("12.99 EUR");
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(owed(1)).as("it has ended").isEqualTo("50.00 EUR");
    }

    /** Both lines have 12.99. */
    @Test
    void what_an_account_pays_for_others_counts_and_who_is_paid_for_has_none_of_his_own() {
        lineOf(1);
        lineOf(2);
        new Families(database).paidFor(2, 1, "2026-11-01");
        agree(1, "2026-11-01", "", "30.00");
        agree(2, "2026-11-01", "", "1000.00");
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(1);
        assertThat(lines("INV-000000001"))
                .isEqualTo("Mobile 1: Activation 9.99, Mobile 1: Monthly fee 3.00,"
                        + " Minimum of 30.00 EUR (Framework 4711): 25.98 EUR charged of 30.00 EUR for 30 of 30 days 4.02,"
                        + " Mobile 1: Activation 9.99, Mobile 1: Monthly fee 3.00");
        assertThat(owed(1)).isEqualTo("30.00 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** Committed are 30.00 a cycle. November has 12.99; December's 15.00 are on another account's invoice; January's 15.00 are its own again. */
    @Test
    void who_pays_for_itself_again_owes_no_minimum_of_the_cycle_that_another_has_paid_for() {
        lineOf(1);
        lineOf(2);
        agree(2, "2026-11-01", "", "30.00");
        Families families = new Families(database);
        long relationship = families.paidFor(2, 1, "2026-12-01");
        runs.run("2026-12-01");
        assertThat(trueUps(2)).isEqualTo("17.01 for 2026-12-01");
        assertThat(Families.code(families.leave(2, relationship, "2027-01-01"))).isEmpty();
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(trueUps(2)).isEqualTo("17.01 for 2026-12-01");
        runs.on("2027-02-02T08:00:00Z").run("2027-02-01");
        assertThat(trueUps(2)).isEqualTo("17.01 for 2026-12-01, 15.00 for 2027-02-01");
        assertThat(database.text("SELECT MAX(REASON) FROM ADJUSTMENT WHERE AMOUNT = 15"))
                .isEqualTo("Minimum of 30.00 EUR (Framework 4711): 15.00 EUR charged of 30.00 EUR for 31 of 31 days");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void what_cannot_be_agreed_is_refused_and_the_same_again_is_not_noted() {
        assertThat(code(agree(1, "2026-11-01", "", "50.00"))).isEqualTo("UNKNOWN_ACCOUNT");
        lineOf(1);
        assertThat(code(agree(1, "2026-11-01", "", "-1.00"))).isEqualTo("INVALID_AMOUNT");
        assertThat(code(agree(1, "2026-11-01", "2026-11-01", "50.00"))).isEqualTo("INVALID_DATES");
        assertThat(code(agree(1, "2037-11-01", "", "50.00"))).isEqualTo("TOO_FAR_AHEAD");
        assertThat(code(Commitments.agree(
                        database, 1, "2026-11-01", "", Money.of("50.00", Currency.getInstance("USD")))))
                .isEqualTo("FOREIGN_CURRENCY");
        billed("2026-12-01");
        assertThat(code(agree(1, "2026-11-30", "", "50.00"))).isEqualTo("ALREADY_INVOICED");
        assertThat(code(agree(1, "2026-12-01", "", "50.00"))).isEmpty();
        assertThat(code(agree(1, "2026-12-01", "", "50.00"))).isEmpty();
        assertThat(Commitments.of(database, 1)).singleElement().satisfies(said -> {
            assertThat(said.by()).isEqualTo("finance");
            assertThat(said.commitment().amount()).isEqualTo(Money.of("50.00", Demo.EUR));
        });
    }

    private void lineOf(int account) {
        runs.account(account);
        Demo.start(database, Demo.order(account, "49151000000" + account), Demo.NOON);
    }

    private Outcome<List<Said>> agree(int account, String from, String to, String amount) {
        return Commitments.agree(database, account, from, to, Money.of(amount, Demo.EUR));
    }

    private static String code(Outcome<List<Said>> outcome) {
        return outcome.fold(said -> "", reasons -> reasons.getFirst().code());
    }

    private void billed(String billedTo) {
        BillRun run = runs.run(billedTo);
        assertThat(runs.accounts(run, AccountState.BILLED))
                .as(database.text("SELECT MAX(REASON || ' ' || MESSAGE) FROM BILL_RUN_ACCOUNT"))
                .isEqualTo(1);
    }

    private String owed(int account) {
        return books.balance(Demo.account(account)).getFirst().toString();
    }

    private String trueUps(int account) {
        return database.text(
                "SELECT LISTAGG(CAST(COMMITTED_AMOUNT - CHARGED_AMOUNT AS NUMBER(19,2)) || ' for ' || TO_CHAR(CYCLE_TO_ON, 'YYYY-MM-DD'), ', ')"
                        + " WITHIN GROUP (ORDER BY CYCLE_TO_ON) FROM COMMITMENT_TRUE_UP WHERE BILLING_ACCOUNT_ID = 'BAC-"
                        + account + "'");
    }

    private String lines(String invoice) {
        return database.text(
                "SELECT LISTAGG(DESCRIPTION || ' ' || CAST(AMOUNT AS NUMBER(19,2)), ', ') WITHIN GROUP (ORDER BY LINE_NUMBER)"
                        + " FROM INVOICE_LINE WHERE INVOICE_ID = '" + invoice + "'");
    }
}
