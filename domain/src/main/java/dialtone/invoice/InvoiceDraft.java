package dialtone.invoice;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * An invoice before it has taxes and a number.
 *
 * @param cycle    the days since the account's last invoice
 * @param issuedOn date of the invoice, in the account's zone
 * @param lines    in one currency, numbered from 1
 */
public record InvoiceDraft(
        BillingAccountId account,
        CustomerId customer,
        Currency currency,
        ChargePeriod cycle,
        LocalDate issuedOn,
        LocalDate dueOn,
        List<BilledLine> lines) {

    /** @throws IllegalArgumentException if a line is of another currency, or not numbered in turn */
    public InvoiceDraft {
        lines = List.copyOf(lines);
        for (int i = 0; i < lines.size(); i++) {
            BilledLine line = lines.get(i);
            if (line.number() != i + 1 || !line.amount().currency().equals(currency)) {
                throw new IllegalArgumentException("Line " + line.number() + " of " + line.amount()
                        + " on an invoice of " + account + " in " + currency);
            }
        }
    }

    /** Sum of the lines, without tax. */
    public Money net() {
        return lines.stream().map(BilledLine::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** With its legal number. */
    public Invoice issued(InvoiceId id, List<InvoiceTaxLine> taxes) {
        return new Invoice(id, this, taxes, Optional.empty());
    }
}
