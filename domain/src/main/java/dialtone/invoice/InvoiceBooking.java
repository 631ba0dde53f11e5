package dialtone.invoice;

import dialtone.base.Money;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger gets of an invoice. Charges were posted when they were rated, and what is owed for them is a receivable from then on: only
 * time has to pass before it is invoiced (IFRS 15 paragraph 108). What the invoice adds is its tax:
 * <pre>
 * debit  receivable:BAC-100001   2.87 EUR
 * credit tax-payable             2.87 EUR
 * </pre>
 * What was charged to others is owed by who pays for them from the invoice on: of a section of {@code BAC-2} with 15.00 EUR and 2.85 EUR tax
 * <pre>
 * debit  receivable:BAC-1       15.00 EUR
 * credit receivable:BAC-2       15.00 EUR
 * debit  receivable:BAC-1        2.85 EUR
 * credit tax-payable             2.85 EUR
 * </pre>
 */
public final class InvoiceBooking {

    private InvoiceBooking() {}

    /** Empty when it has no tax, and nothing of others. */
    public static Optional<JournalEntry> of(Invoice invoice, Instant now) {
        Money tax = invoice.tax();
        Money takenOver = Money.zero(tax.currency());
        List<BillingAccountId> others = new ArrayList<>();
        List<Posting> postings = new ArrayList<>();
        for (InvoiceSection section : invoice.content().sections()) {
            Money net = invoice.content().netOf(section);
            if (!section.account().equals(invoice.account()) && !net.isZero()) {
                postings.add(Posting.credit(LedgerAccount.receivable(section.account()), net));
                others.add(section.account());
                takenOver = takenOver.plus(net);
            }
        }
        LedgerAccount owing = LedgerAccount.receivable(invoice.account());
        if (!takenOver.isZero()) {
            postings.addFirst(Posting.debit(owing, takenOver));
        }
        if (!tax.isZero()) {
            postings.add(Posting.debit(owing, tax));
            postings.add(Posting.credit(LedgerAccount.taxPayable(), tax));
        }
        return postings.isEmpty()
                ? Optional.empty()
                : Optional.of(new JournalEntry("invoice:" + invoice.id(), description(invoice, others), now, postings));
    }

    /** What whoever reads the statement of one of them has to know; of many others one is named. */
    private static String description(Invoice invoice, List<BillingAccountId> others) {
        if (others.isEmpty()) {
            return "Tax of invoice " + invoice.id();
        }
        String more = others.size() == 1 ? "" : " and " + (others.size() - 1) + " more";
        return "Invoice " + invoice.id() + " of " + invoice.account() + ": its tax, and charges taken over from "
                + others.getFirst() + more;
    }
}
