package dialtone.invoice;

import dialtone.base.Money;
import dialtone.base.Sha256;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * An invoice or a credit note: a fact that has a legal number. What it says wrong is taken back by a credit note, never changed.
 *
 * <pre>
 * 1  Mobile S: Monthly fee   30 of 30 days of 15.00 EUR                                   15.00
 * 2  calls                   160 seconds, 100 included, 60 charged at 0.09 EUR per 60      0.09
 *    net 15.09, VAT 19 % of 15.09 2.87, total 17.96
 * </pre>
 *
 * @param content  lines, cycle and dates
 * @param taxes    of all lines
 * @param credit   what a credit note is about; empty for an invoice
 * @param replaced the invoice that was credited whole and that this one takes the place of; mostly none
 */
public record Invoice(
        InvoiceId id,
        InvoiceDraft content,
        List<InvoiceTaxLine> taxes,
        Optional<Credit> credit,
        Optional<InvoiceId> replaced) {

    /**
     * @param credited invoice that is taken back, all or in part
     * @param reason   as the customer reads it; 1 to 255 characters
     */
    public record Credit(InvoiceId credited, String reason) {}

    public Invoice {
        taxes = List.copyOf(taxes);
    }

    /** One that takes no other one's place. */
    public Invoice(InvoiceId id, InvoiceDraft content, List<InvoiceTaxLine> taxes, Optional<Credit> credit) {
        this(id, content, taxes, credit, Optional.empty());
    }

    /** The same in the place of another one. */
    Invoice inPlaceOf(InvoiceId other) {
        return new Invoice(id, content, taxes, credit, Optional.of(other));
    }

    public boolean isCreditNote() {
        return credit.isPresent();
    }

    public BillingAccountId account() {
        return content.account();
    }

    public Currency currency() {
        return content.currency();
    }

    public ChargePeriod cycle() {
        return content.cycle();
    }

    public LocalDate issuedOn() {
        return content.issuedOn();
    }

    public LocalDate dueOn() {
        return content.dueOn();
    }

    public List<BilledLine> lines() {
        return content.lines();
    }

    public Money net() {
        return content.net();
    }

    public Money tax() {
        return taxes.stream().map(InvoiceTaxLine::amount).reduce(Money.zero(currency()), Money::plus);
    }

    /** Tax of the lines of a section; none of what is of lines of several. */
    public Money taxOf(InvoiceSection section) {
        return taxes.stream()
                .filter(tax -> tax.line().isPresent() && section.has(tax.line().getAsInt()))
                .map(InvoiceTaxLine::amount)
                .reduce(Money.zero(currency()), Money::plus);
    }

    public Money total() {
        return net().plus(tax());
    }

    /**
     * What tells two contents apart for whoever reads them: SHA-256 of lines, sections and taxes, 64 hexadecimal digits. Number, dates and the rows behind lines are not in it, so
     * that an invoice which is calculated again another day, and comes to the same, has the same.
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (InvoiceSection section : content.parts()) {
            text.append(section).append('\n');
        }
        for (BilledLine line : lines()) {
            // the subject of an adjustment is its number, which a run takes anew for what it adds
            String subject = line.kind() == BilledLine.Kind.ADJUSTMENT ? "" : line.subject();
            text.append(line.kind()).append('|').append(subject).append('|').append(line.description());
            text.append('|').append(line.explanation()).append('|').append(line.period());
            text.append('|')
                    .append(line.amount())
                    .append('|')
                    .append(line.records())
                    .append('\n');
        }
        for (InvoiceTaxLine tax : taxes) {
            text.append(tax).append('\n');
        }
        return Sha256.hex(text.toString());
    }
}
