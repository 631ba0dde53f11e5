package dialtone.invoice;

import dialtone.base.Money;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger gets of an invoice. Charges were posted when they were rated, and what is owed for them is a receivable from then on: only
 * time has to pass before it is invoiced (IFRS 15 paragraph 108). What the invoice adds is its tax:
 * <pre>
 * debit  receivable:BAC-100001   2.87 EUR
 * credit tax-payable             2.87 EUR
 * </pre>
 */
public final class InvoiceBooking {

    private InvoiceBooking() {}

    /** Empty when it has no tax. */
    public static Optional<JournalEntry> of(Invoice invoice, Instant now) {
        Money tax = invoice.tax();
        return tax.isZero()
                ? Optional.empty()
                : Optional.of(new JournalEntry(
                        "invoice:" + invoice.id(),
                        "Tax of invoice " + invoice.id(),
                        now,
                        List.of(
                                Posting.debit(LedgerAccount.receivable(invoice.account()), tax),
                                Posting.credit(LedgerAccount.taxPayable(), tax))));
    }
}
