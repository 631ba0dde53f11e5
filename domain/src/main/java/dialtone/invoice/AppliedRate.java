package dialtone.invoice;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.util.List;

/**
 * A line of a bill with its taxes (TMF678 AppliedCustomerBillingRate).
 *
 * @param id of bill and line: {@code INV-000000001:3}
 */
public record AppliedRate(
        String id,
        InvoiceId bill,
        BillingAccountId account,
        LocalDate issuedOn,
        BilledLine.Kind kind,
        String subject,
        String description,
        String explanation,
        ChargePeriod period,
        Money amount,
        List<InvoiceTaxLine> taxes) {

    public AppliedRate {
        taxes = List.copyOf(taxes);
    }

    public Money tax() {
        return taxes.stream().map(InvoiceTaxLine::amount).reduce(Money.zero(amount.currency()), Money::plus);
    }
}
