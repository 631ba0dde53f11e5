package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.TrialBalance;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.tax.service.AccountTaxes;
import dialtone.tax.service.TaxReference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bill run with the taxes of the house: from the order to tax payable. */
class TaxedBillRunTest {

    private static final TaxReference HOUSE = new TaxReference(TaxReference.Tables.read(Path.of("../catalog")));

    private final BillingDatabase database = new BillingDatabase();
    private final Runs runs = new Runs(database);

    @AfterEach
    void close() {
        database.close();
    }

    private Outcome<List<InvoiceTaxLine>> taxes(InvoiceDraft draft) {
        try (Connection connection = database.dataSource().getConnection()) {
            return new AccountTaxes(HOUSE)
                    .load(connection, List.of(draft.account()))
                    .of(draft);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void taxesAreOwedByTheCustomerAndPayableToTheAuthority() {
        runs.account(1);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);

        BillRun run = runs.taxedBy(this::taxes).run("2026-12-01");

        assertThat(runs.accounts(run, AccountState.BILLED)).isOne();
        assertThat(database.text("SELECT NET_AMOUNT || ' ' || TAX_AMOUNT FROM INVOICE"))
                .isEqualTo("12.99 2.47");
        assertThat(database.text(
                        "SELECT LISTAGG(TAX_CODE || ' ' || LINE_NUMBER || ' ' || AMOUNT, ', ') WITHIN GROUP (ORDER BY TAX_NUMBER)"
                                + " FROM INVOICE_TAX"))
                .isEqualTo("DE/VAT/S 1 1.90, DE/VAT/S 2 0.57");
        assertThat(database.text("SELECT NAME || ', ' || STREET FROM INVOICE_RECIPIENT"))
                .isEqualTo("Ada Lind, S 1");
        TrialBalance balance = new Books(database).trialBalance();
        assertThat(balance.balanced()).isTrue();
        assertThat(balance.rows())
                .filteredOn(row -> row.account().equals(LedgerAccount.taxPayable()))
                .extracting(row -> row.balance().toString())
                .containsExactly("-2.47 EUR");
    }

    @Test
    void anAccountThatCannotBeTaxedIsNotBilledAndSaysWhy() {
        runs.account(1);
        runs.execute("UPDATE CUSTOMER SET COUNTRY = 'HU'");
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);

        BillRun run = runs.taxedBy(this::taxes).run("2026-12-01");

        assertThat(runs.accounts(run, AccountState.FAILED)).isOne();
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isZero();
        assertThat(database.text("SELECT REASON FROM BILL_RUN_ACCOUNT")).isEqualTo("TAX_RATE_UNKNOWN");
    }
}
