package dialtone.invoice;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An invoice or a credit note as a list has it.
 *
 * @param credited the invoice that a credit note is about; empty for an invoice
 */
public record InvoiceSummary(
        InvoiceId id,
        BillingAccountId account,
        ChargePeriod cycle,
        LocalDate issuedOn,
        LocalDate dueOn,
        Money net,
        Money tax,
        Money total,
        Optional<InvoiceId> credited) {}
