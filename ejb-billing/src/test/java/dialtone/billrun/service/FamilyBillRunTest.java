package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.SectionSummary;
import dialtone.invoice.service.InvoiceDesk;
import dialtone.invoice.service.Invoices;
import dialtone.ledger.service.AdjustmentDesk;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.tax.service.AccountTaxes;
import dialtone.tax.service.TaxReference;
import dialtone.usage.service.Intake;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that pay for others: one invoice, a section for each, in the books and month by month. */
class FamilyBillRunTest {

    private static final TaxReference HOUSE = new TaxReference(TaxReference.Tables.read(Path.of("../catalog")));

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private final Families families = new Families(database);
    private final Runs runs = new Runs(database);

    @Test
    void who_pays_for_others_has_one_invoice_with_a_section_of_each_and_owes_it() {
        lineOf(1);
        lineOf(2);
        lineOf(3);
        families.paidFor(2, 1, "2026-11-01");
        families.paidFor(3, 2, "2026-11-01");
        new Intake(database, folder).take("1,VOICE,491510000003,2026-11-25T18:00:00Z,160,4930123456");

        BillRun run = runs.inBatchesOf(1).run("2026-12-01");

        assertThat(sections("INV-000000001")).isEqualTo("BAC-1 1-2 12.99, BAC-2 3-4 12.99, BAC-3 5-7 13.08");
        assertThat(database.text("SELECT BILLING_ACCOUNT_ID || ' ' || CAST(TOTAL_AMOUNT AS NUMBER(19,2)) FROM INVOICE"))
                .isEqualTo("BAC-1 39.06");
        assertThat(runs.accounts(run, AccountState.CONSOLIDATED)).isEqualTo(2);
        assertThat(balances()).containsExactly("39.06", "0.00", "0.00");
        allIsWell();
        runs.on("2027-01-02T08:00:00Z").inBatchesOf(BillRunTurns.BATCH).run("2027-01-01");
        assertThat(sections("INV-000000002"))
                .as("each month once, whoever has posted it")
                .isEqualTo("BAC-1 1-1 15.00, BAC-2 2-2 15.00, BAC-3 3-3 15.00");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isEqualTo(2);
        allIsWell();
        List<SectionSummary> ofChild = desk().sectionsOf(Demo.account(3), 10);
        assertThat(ofChild)
                .extracting(
                        each -> each.invoice() + " of " + each.payer() + " line " + each.firstLine() + " " + each.net())
                .containsExactly("INV-000000002 of BAC-1 line 3 15.00 EUR", "INV-000000001 of BAC-1 line 5 13.08 EUR");
    }

    @Test
    void a_change_of_payer_within_a_cycle_goes_by_the_day_of_the_charge_and_use_by_the_last_day_of_its_month() {
        lineOf(1);
        lineOf(2);
        families.paidFor(2, 1, "2026-11-26");
        new Intake(database, folder).take("1,VOICE,491510000002,2026-11-25T18:00:00Z,160,4930123456");

        BillRun run = runs.run("2026-12-01");

        assertThat(sections("INV-000000001"))
                .as("what began on 25 November is BAC-2's own, its use is BAC-1's")
                .isEqualTo("BAC-1 1-2 12.99, BAC-2 3-3 0.09");
        assertThat(lines("INV-000000002")).isEqualTo("Mobile 1: Activation 9.99, Mobile 1: Monthly fee 3.00");
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(2);
        assertThat(balances().subList(0, 2)).containsExactly("13.08", "12.99");
        allIsWell();
    }

    @Test
    void who_leaves_pays_from_that_day_on_and_late_use_is_his_who_pays_when_it_is_invoiced() {
        lineOf(1);
        lineOf(2);
        long relationship = families.paidFor(2, 1, "2026-11-01");
        runs.run("2026-12-01");
        assertThat(Families.code(families.leave(2, relationship, "2026-11-30"))).isEqualTo("INVOICED_ALREADY");
        assertThat(Families.code(families.leave(2, relationship, "2026-12-10"))).isEmpty();
        new Intake(database, folder).take("1,VOICE,491510000002,2026-11-26T18:00:00Z,160,4930123456");

        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");

        assertThat(sections("INV-000000002"))
                .as("the fee of December was due on its first day")
                .isEqualTo("BAC-1 1-1 15.00, BAC-2 2-2 15.00");
        assertThat(lines("INV-000000003")).isEqualTo("calls 0.09");
        assertThat(database.text("SELECT BILLING_ACCOUNT_ID FROM INVOICE WHERE INVOICE_ID = 'INV-000000003'"))
                .isEqualTo("BAC-2");
        allIsWell();
    }

    @Test
    void an_adjustment_that_is_taken_back_is_for_who_had_it_whoever_pays_since() {
        lineOf(1);
        lineOf(2);
        AdjustmentDesk desk = new AdjustmentDesk(database);
        long given = desk.posted(Demo.account(2), "-5.00");
        families.paidFor(2, 1, "2026-11-26");
        long undone = desk.at(Runs.at("2026-11-28T10:00:00Z")).takenBack(given);
        desk.at(Runs.at("2026-11-29T10:00:00Z")).takenBack(undone);

        runs.run("2026-12-01");

        assertThat(database.text(
                        "SELECT I.BILLING_ACCOUNT_ID || ' ' || LISTAGG(L.DESCRIPTION, ', ') WITHIN GROUP (ORDER BY L.LINE_NUMBER)"
                                + " FROM INVOICE_LINE L JOIN INVOICE I ON I.INVOICE_ID = L.INVOICE_ID"
                                + " WHERE L.LINE_KIND = 'ADJUSTMENT' GROUP BY I.BILLING_ACCOUNT_ID"))
                .isEqualTo("BAC-2 Agreed, Not agreed, Not agreed");
    }

    @Test
    void each_section_is_taxed_where_its_account_is() {
        lineOf(1);
        lineOf(2);
        runs.execute("UPDATE CUSTOMER SET COUNTRY = 'AT' WHERE CUSTOMER_ID = 'CUS-2'");
        families.paidFor(2, 1, "2026-11-01");

        runs.taxedBy(this::taxes).run("2026-12-01");

        assertThat(
                        database.text(
                                "SELECT LISTAGG(LINE_NUMBER || ' ' || TAX_CODE, ', ') WITHIN GROUP (ORDER BY TAX_NUMBER) FROM INVOICE_TAX"))
                .isEqualTo("1 DE/VAT/S, 2 DE/VAT/S, 3 AT/VAT/S, 4 AT/VAT/S");
        assertThat(database.text("SELECT LISTAGG(BILLING_ACCOUNT_ID || ' ' || CAST(TAX_AMOUNT AS NUMBER(19,2)), ', ')"
                        + " WITHIN GROUP (ORDER BY FIRST_LINE) FROM INVOICE_SECTION"))
                .isEqualTo("BAC-1 2.47, BAC-2 2.60");
        allIsWell();
    }

    @Test
    void a_credit_note_for_a_line_of_a_child_is_its_payers_and_says_whose_it_was() {
        lineOf(1);
        lineOf(2);
        families.paidFor(2, 1, "2026-11-01");
        runs.taxedBy(this::taxes).run("2026-12-01");

        Outcome<Invoice> note = desk().credit(new InvoiceId("INV-000000001"), Set.of(2, 4), "Wrong fee");

        assertThat(note.fold(Invoice::account, reasons -> Demo.account(0))).isEqualTo(Demo.account(1));
        assertThat(sections("CRN-000000001")).isEqualTo("BAC-1 1-1 -3.00, BAC-2 2-2 -3.00");
        assertThat(balances().subList(0, 2)).containsExactly("23.78", "0.00");
        allIsWell();
    }

    @Test
    void a_dry_run_comes_to_what_the_real_one_does_and_a_child_that_cannot_be_billed_is_named() {
        lineOf(1);
        lineOf(2);
        families.paidFor(2, 1, "2026-11-01");
        new Intake(database, folder).take("1,VOICE,491510000002,2026-11-25T18:00:00Z,160,4930123456");
        BillRun dry = runs.start(BillRun.Kind.DRY, "2026-12-01");
        runs.round();
        assertThat(runs.progress(dry).billed()).containsExactly(Money.of("26.07", Demo.EUR));
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE_SECTION")).isZero();
        runs.execute("UPDATE USAGE_EVENT SET AMOUNT = 1");
        BillRun run = runs.run("2026-12-01");
        assertThat(database.text(
                        "SELECT BILLING_ACCOUNT_ID || ' ' || REASON || ' ' || MESSAGE FROM BILL_RUN_ACCOUNT WHERE RUN_ID = "
                                + run.id() + " AND STATE = 'FAILED'"))
                .startsWith("BAC-1 NOT_RECONCILED BAC-2: 491510000002");
        runs.execute("UPDATE USAGE_EVENT SET AMOUNT = 0.09");
        database.inTransaction(source ->
                new BillRuns(source, Runs.at("2026-12-02T08:00:00Z")).retry(run.id(), Optional.empty(), "finance"));
        runs.round();
        assertThat(runs.progress(run).billed()).isEqualTo(runs.progress(dry).billed());
        allIsWell();
    }

    @Test
    void a_preview_is_what_the_run_makes_with_its_sections_and_taxes_and_stores_nothing() {
        lineOf(1);
        lineOf(2);
        families.paidFor(2, 1, "2026-11-01");
        new Intake(database, folder).take("1,VOICE,491510000002,2026-11-25T18:00:00Z,160,4930123456");
        runs.taxedBy(this::taxes);
        Invoice preview = runs.preview(1, "2027-01-01").fold(found -> found, reasons -> {
            throw new AssertionError(reasons);
        });
        String nothing = runs.preview(2, "2027-01-01")
                .fold(found -> "", reasons -> reasons.getFirst().toString());
        assertThat(nothing).contains("NOTHING_TO_BILL", "Another account pays for it.");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE") + database.count("SELECT COUNT(*) FROM BILL_RUN"))
                .isZero();
        assertThat(database.count("SELECT COUNT(*) FROM RATED_CHARGE"))
                .as("of December none is posted")
                .isEqualTo(4);
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        Invoice billed = desk().find(new InvoiceId("INV-000000001")).orElseThrow();
        assertThat(billed.total()).isEqualTo(preview.total());
        assertThat(billed.content().sections())
                .hasSize(2)
                .isEqualTo(preview.content().sections());
    }

    @Test
    void accounts_join_that_agree_on_terms_have_no_invoice_of_those_days_and_make_no_circle() {
        lineOf(1);
        lineOf(2);
        runs.account(3, "USD");
        assertThat(joins(3, 1)).isEqualTo("OTHER_TERMS");
        assertThat(joins(2, 9)).isEqualTo("UNKNOWN_PARENT");
        assertThat(joins(2, 1)).isEmpty();
        assertThat(joins(2, 1)).as("the same again").isEmpty();
        assertThat(database.count("SELECT COUNT(*) FROM ACCOUNT_RELATIONSHIP")).isOne();
        assertThat(joins(1, 2)).isEqualTo("OWN_PARENT");
        assertThat(Families.code(families.leave(2, 99, "2026-12-01"))).isEqualTo("NO_SUCH_RELATIONSHIP");
        assertThat(Families.code(families.leave(2, 1, "2026-10-01"))).isEqualTo("INVALID_DATES");
        assertThat(Families.code(families.leave(2, 1, "2026-11-01")))
                .as("taken back")
                .isEmpty();
        assertThat(joins(2, 1)).isEmpty();
        runs.run("2026-12-01");
        runs.account(4);
        assertThat(Families.code(families.join(4, 1, PaidBy.PARENT, "2026-11-30")))
                .isEqualTo("INVOICED_ALREADY");
        assertThat(Families.code(families.join(4, 2, PaidBy.PARENT, "2026-12-01")))
                .isEmpty();
        assertThat(families.of(4).relationships()).hasSize(3);
    }

    @Test
    void nobody_leaves_before_days_that_one_further_above_has_an_invoice_of() {
        runs.account(1);
        runs.account(2);
        runs.account(3);
        lineOf(4);
        families.paidFor(2, 1, "2026-11-01");
        long middle = families.paidFor(3, 2, "2026-11-01");
        families.paidFor(4, 3, "2026-11-01");
        BillRun run = runs.run("2026-12-01");
        assertThat(sections("INV-000000001")).startsWith("BAC-4 1-");
        assertThat(Families.code(families.leave(3, middle, "2026-11-10"))).isEqualTo("INVOICED_ALREADY");
        assertThat(database.text("SELECT LISTAGG(BILLING_ACCOUNT_ID || ' ' || STATE || ' ' || MESSAGE, ', ')"
                        + " WITHIN GROUP (ORDER BY BILLING_ACCOUNT_ID) FROM BILL_RUN_ACCOUNT WHERE INVOICE_ID IS NULL AND RUN_ID = "
                        + run.id()))
                .as("of two there is nothing to bill")
                .isEqualTo("BAC-2 NOTHING , BAC-3 NOTHING , BAC-4 CONSOLIDATED BAC-1 pays for it.");
        assertThat(Families.code(families.leave(3, middle, "2026-12-01"))).isEmpty();
    }

    @Test
    void nobody_joins_before_both_accounts_are_there() {
        runs.account(1);
        runs.account(2);
        assertThat(Families.code(families.join(2, 1, PaidBy.PARENT, "2020-01-01")))
                .isEqualTo("NOT_OPENED");
    }

    /** Over months in which accounts join and leave at random. */
    @Test
    void whatever_joins_and_leaves_each_charge_is_billed_once_and_the_ledger_is_zero() {
        Random random = new Random(46);
        for (int i = 1; i <= 9; i++) {
            lineOf(i);
        }
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            records.add(i + ",VOICE,49151000000" + (1 + random.nextInt(9)) + ",2026-"
                    + (i < 60 ? "11-2" + (6 + i % 4) : "12-1" + i % 10) + "T18:00:00Z," + (20 + random.nextInt(200))
                    + ",4930123456");
        }
        Intake intake = new Intake(database, folder);
        intake.take(records.subList(0, 50).toArray(String[]::new));
        for (int month = 0; month < 4; month++) {
            String first = month == 0 ? "2026-11-" : month == 1 ? "2026-12-" : "2027-0" + (month - 1) + "-";
            for (int i = 0; i < 8; i++) {
                families.join(
                        1 + random.nextInt(9),
                        1 + random.nextInt(9),
                        random.nextInt(4) == 0 ? PaidBy.SELF : PaidBy.PARENT,
                        first + (10 + random.nextInt(18)));
                int child = 1 + random.nextInt(9);
                families.of(child).relationships().stream()
                        .filter(each -> each.child().equals(Demo.account(child))
                                && each.to().isEmpty())
                        .forEach(each -> families.leave(child, each.number(), first + "28"));
            }
            intake.take(records.subList(50 + month * 35, 85 + month * 35).toArray(String[]::new));
            String to = month == 0 ? "2026-12-01" : "2027-0" + month + "-01";
            BillRun run = runs.inBatchesOf(1 + random.nextInt(9))
                    .on(to.substring(0, 8) + "02T08:00:00Z")
                    .run(to);
            assertThat(runs.accounts(run, AccountState.FAILED)).isZero();
            allIsWell();
            assertThat(database.count("SELECT COUNT(*) FROM RATED_CHARGE C WHERE C.DUE_ON < DATE '" + to
                            + "' AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE L WHERE L.CHARGE_ID = C.ID)"))
                    .as("all that was due is billed")
                    .isZero();
        }
        assertThat(database.count("SELECT SUM(RECORD_COUNT) FROM INVOICE_LINE WHERE LINE_KIND = 'USAGE'"))
                .isEqualTo(database.count("SELECT COUNT(*) FROM USAGE_EVENT"));
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE_SECTION")).isGreaterThan(10);
    }

    private Invoices desk() {
        return InvoiceDesk.of(database, Runs.at("2026-12-03T08:00:00Z"));
    }

    private String joins(int child, int parent) {
        return Families.code(families.join(child, parent, PaidBy.PARENT, "2026-11-01"));
    }

    /** The books balance; sections are their invoice; what accounts owe is what is invoiced and what was posted since. */
    private void allIsWell() {
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(
                        database.count(
                                "SELECT COUNT(*) FROM (SELECT I.INVOICE_ID FROM INVOICE I JOIN INVOICE_SECTION S ON S.INVOICE_ID = I.INVOICE_ID"
                                        + " GROUP BY I.INVOICE_ID, I.NET_AMOUNT, I.TAX_AMOUNT HAVING SUM(S.NET_AMOUNT) <> I.NET_AMOUNT OR SUM(S.TAX_AMOUNT) <> I.TAX_AMOUNT) X"))
                .as("the sections are the invoice")
                .isZero();
        for (int i = 1; i <= 9; i++) {
            String account = "BAC-" + i;
            String unbilled = "(SELECT COALESCE(SUM(C.AMOUNT), 0) FROM RATED_CHARGE C WHERE C.BILLING_ACCOUNT_ID = '"
                    + account + "' AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE L WHERE L.CHARGE_ID = C.ID))";
            String invoiced =
                    "(SELECT COALESCE(SUM(TOTAL_AMOUNT), 0) FROM INVOICE WHERE BILLING_ACCOUNT_ID = '" + account + "')";
            String posted = "(SELECT COALESCE(SUM(AMOUNT), 0) FROM POSTING WHERE LEDGER_ACCOUNT = 'receivable:"
                    + account + "')";
            String use =
                    "(SELECT COALESCE(SUM(E.AMOUNT), 0) FROM USAGE_EVENT E JOIN NUMBER_ACCOUNT N ON N.ID = E.NUMBER_ACCOUNT_ID"
                            + " WHERE N.BILLING_ACCOUNT_ID = '" + account
                            + "' AND (N.BILLED_TO_ON IS NULL OR COALESCE(E.BILL_CYCLE_ON, E.CYCLE_ON) >= N.BILLED_TO_ON))";
            assertThat(database.count("SELECT 10000 * (" + posted + " - " + invoiced + " - " + unbilled + " - " + use
                            + ") FROM DUAL"))
                    .as(account)
                    .isZero();
        }
    }

    private Outcome<List<InvoiceTaxLine>> taxes(InvoiceDraft draft) {
        try (Connection connection = database.dataSource().getConnection()) {
            return new AccountTaxes(HOUSE)
                    .load(connection, List.of(Demo.account(1), Demo.account(2)))
                    .of(draft);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void lineOf(int number) {
        runs.account(number);
        Demo.start(database, Demo.order(number, "49151000000" + number), Demo.NOON);
    }

    private List<String> balances() {
        List<String> balances = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            balances.add(database.text(
                    "SELECT TO_CHAR(COALESCE(SUM(AMOUNT), 0), 'FM9990.00') FROM POSTING WHERE LEDGER_ACCOUNT = 'receivable:BAC-"
                            + i + "'"));
        }
        return balances;
    }

    private String sections(String id) {
        return database.text("SELECT LISTAGG(BILLING_ACCOUNT_ID || ' ' || FIRST_LINE || '-' || LAST_LINE || ' '"
                + " || CAST(NET_AMOUNT AS NUMBER(19,2)), ', ') WITHIN GROUP (ORDER BY FIRST_LINE) FROM INVOICE_SECTION"
                + " WHERE INVOICE_ID = '" + id + "'");
    }

    private String lines(String id) {
        return database.text("SELECT LISTAGG(DESCRIPTION || ' ' || CAST(AMOUNT AS NUMBER(19,2)), ', ')"
                + " WITHIN GROUP (ORDER BY LINE_NUMBER) FROM INVOICE_LINE WHERE INVOICE_ID = '" + id + "'");
    }
}
