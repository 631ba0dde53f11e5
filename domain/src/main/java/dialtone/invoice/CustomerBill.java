package dialtone.invoice;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An invoice or a credit note with its totals and taxes, without its lines (TMF678 CustomerBill).
 *
 * @param credited the invoice that a credit note is about
 * @param runType  in whose turn it was made
 * @param taxes    of all lines together, one for each tax at each rate for each reason
 */
public record CustomerBill(
        InvoiceId id,
        BillingAccountId account,
        CustomerId customer,
        ChargePeriod cycle,
        LocalDate issuedOn,
        LocalDate dueOn,
        Instant storedAt,
        Money net,
        Money total,
        Optional<InvoiceId> credited,
        RunType runType,
        List<InvoiceTaxLine> taxes) {

    public CustomerBill {
        taxes = List.copyOf(taxes);
    }
}
