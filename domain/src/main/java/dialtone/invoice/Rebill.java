package dialtone.invoice;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Credit and rebill: an invoice is taken back whole by a credit note, and another one of the same cycle, made of the same causes calculated anew and of what has come to the cycle since, takes
 * its place. The three together are what an invoice would have been that nothing was wrong with.
 *
 * <pre>
 * INV-1  fee 15.00, calls 0.09, VAT 2.87           17.96     two calls of the cycle, 0.18, were reported after it
 * CRN-1  fee -15.00, calls -0.09, VAT -2.87       -17.96
 * INV-2  fee 15.00, calls 0.27, VAT 2.90           18.17     so INV-1 + CRN-1 + INV-2 = 18.17
 * </pre>
 *
 * <p>A true-up of a minimum is not made again: it is credited with the invoice that it was worked out for, and the new one is held against the minimum by itself. It
 * is another adjustment, posted with it.
 *
 * <pre>
 * INV-1  fee 15.00, calls 0.90, true-up 34.10      50.00     calls of the cycle are corrected to 0.09
 * CRN-1  fee -15.00, calls -0.90, true-up -34.10  -50.00
 * INV-2  fee 15.00, calls 0.09, true-up 34.91      50.00
 * </pre>
 *
 * <p>Source: Directive 2006/112/EC Article 219: a document that amends an invoice and refers to it is one; TM Forum SID, CustomerBill.
 */
public final class Rebill {

    private final Invoice original;
    private final CreditNote.Prepared note;
    private final Set<Integer> added;

    /**
     * @param note    takes all that is left of the original back
     * @param added numbers of its lines that the run added to what was charged: surcharges, and the true-up of a minimum
     */
    public Rebill(Invoice original, CreditNote.Prepared note, Set<Integer> added) {
        this.original = original;
        this.note = note;
        this.added = Set.copyOf(added);
    }

    /** What is invoiced once: the place of an invoice that was credited whole. */
    public static String cycleKey(InvoiceId replaced) {
        return "R:" + replaced;
    }

    /** Adjustments that the note takes back. One that somebody has taken back by another adjustment is not among them. */
    public Set<Long> creditedAdjustments() {
        Set<Integer> lines = creditedLines();
        return original.lines().stream()
                .filter(line -> lines.contains(line.number()))
                .map(BilledLine::origin)
                .filter(BilledLine.OfAdjustment.class::isInstance)
                .map(cause -> ((BilledLine.OfAdjustment) cause).adjustmentId())
                .collect(Collectors.toSet());
    }

    /**
     * The content of the new invoice, made in the original's turn: each line that takes the place of one that is credited says so.
     *
     * <p>Rejections: {@code NOT_RECONCILED} a line that is credited is not among those that are calculated anew.
     *
     * @param anew what a bill run would make of the cycle now
     */
    public Outcome<InvoiceDraft> content(InvoiceDraft anew) {
        Map<BilledLine.Cause, Integer> credited = new LinkedHashMap<>();
        Set<Integer> taken = creditedLines();
        original.lines().stream()
                .filter(line -> taken.contains(line.number()) && !added.contains(line.number()))
                .forEach(line -> credited.put(line.origin(), line.number()));
        List<BilledLine> lines = new ArrayList<>();
        for (BilledLine line : anew.lines()) {
            Integer former = credited.remove(line.cause());
            lines.add(
                    former == null
                            ? line
                            : line.causedBy(new BilledLine.OfRebilledLine(original.id(), former, line.cause())));
        }
        if (!credited.isEmpty()) {
            return Outcome.rejected(Rejection.of(
                    "NOT_RECONCILED",
                    "Line " + credited.values().iterator().next() + " of " + original.id()
                            + " is not among what is calculated anew."));
        }
        return Outcome.accepted(anew.withLines(lines)
                .withSections(anew.sections())
                .inTurn(original.content().runType()));
    }

    private Set<Integer> creditedLines() {
        Set<Integer> lines = new LinkedHashSet<>();
        for (BilledLine line : note.content().lines()) {
            if (line.cause() instanceof BilledLine.OfCreditedLine of) {
                lines.add(of.line());
            }
        }
        return lines;
    }

    /** The new invoice with its legal number. */
    public Invoice issued(InvoiceId id, InvoiceDraft content, List<InvoiceTaxLine> taxes) {
        return content.issued(id, taxes).inPlaceOf(original.id());
    }

    /**
     * What the ledger gets of the new invoice. The credit note has taken back what the charges of the original were posted with; that is posted again. What
     * has come since was posted when it was rated, and is only moved to who pays, where that is another account. Of the example above:
     * <pre>
     * debit  receivable:BAC-1       15.09 EUR
     * credit revenue:recurring      15.00 EUR
     * credit revenue:usage           0.09 EUR
     * debit  receivable:BAC-1        2.90 EUR
     * credit tax-payable             2.90 EUR
     * </pre>
     *
     * @param issued the new invoice
     */
    public Optional<JournalEntry> entry(Invoice issued, Instant now) {
        Map<LedgerAccount, Money> sums = new LinkedHashMap<>();
        LedgerAccount owing = LedgerAccount.receivable(issued.account());
        for (BilledLine line : note.content().lines()) {
            if (line.cause() instanceof BilledLine.OfCreditedLine of && !added.contains(of.line())) {
                Money again = line.amount().negated();
                sums.merge(owing, again, Money::plus);
                sums.merge(CreditNote.revenue(line.kind()), again.negated(), Money::plus);
            }
        }
        for (InvoiceSection section : issued.content().sections()) {
            if (!section.account().equals(issued.account())) {
                Money since = issued.content().netOf(section).plus(creditedOf(section));
                sums.merge(owing, since, Money::plus);
                sums.merge(LedgerAccount.receivable(section.account()), since.negated(), Money::plus);
            }
        }
        sums.merge(owing, issued.tax(), Money::plus);
        sums.merge(LedgerAccount.taxPayable(), issued.tax().negated(), Money::plus);
        return CreditNote.entry(
                "invoice:" + issued.id(), "Invoice " + issued.id() + " in place of " + original.id(), now, sums);
    }

    /** What is credited of an account that the payer pays for: negative, as the credit note has it. */
    private Money creditedOf(InvoiceSection section) {
        return note.content().sections().stream()
                .filter(of -> of.account().equals(section.account()))
                .map(note.content()::netOf)
                .reduce(Money.zero(original.currency()), Money::plus);
    }
}
