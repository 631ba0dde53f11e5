package dialtone.invoice.tmf;

import dialtone.invoice.AppliedRate;
import dialtone.invoice.tmf.CustomerBillView.PeriodView;
import dialtone.invoice.tmf.CustomerBillView.TaxItemView;
import dialtone.platform.tmf.EntityRef;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * TMF678 AppliedCustomerBillingRate: a line of a bill.
 *
 * @param description    how the amount came about, and what it is for
 * @param type           appliedBillingCharge, or appliedBillingCredit for what is given back
 * @param appliedTax     of an invoice's lines; a credit note has its taxes as a whole
 * @param characteristic the kind of the charge, and the order item or number that it is for
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "name",
    "description",
    "date",
    "isBilled",
    "type",
    "bill",
    "billingAccount",
    "periodCoverage",
    "characteristic",
    "taxExcludedAmount",
    "appliedTax",
    "taxIncludedAmount",
    "resourceType"
})
public record AppliedBillingRateView(
        String id,
        String href,
        String name,
        String description,
        Instant date,
        @JsonbProperty("isBilled") Boolean isBilled,
        String type,
        EntityRef bill,
        EntityRef billingAccount,
        PeriodView periodCoverage,
        List<CharacteristicView> characteristic,
        AmountView taxExcludedAmount,
        List<TaxItemView> appliedTax,
        AmountView taxIncludedAmount,
        @JsonbProperty("@type") String resourceType) {

    private static final String PATH = "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate/";

    @JsonbPropertyOrder({"name", "valueType", "value"})
    public record CharacteristicView(String name, String valueType, String value) {}

    static AppliedBillingRateView of(AppliedRate rate) {
        return new AppliedBillingRateView(
                rate.id(),
                PATH + rate.id(),
                rate.description(),
                rate.explanation(),
                CustomerBillView.instant(rate.issuedOn()),
                true,
                rate.amount().isNegative() ? "appliedBillingCredit" : "appliedBillingCharge",
                new EntityRef(rate.bill().value(), CustomerBillView.PATH + rate.bill(), null, "CustomerBill"),
                EntityRef.to(rate.account().value(), "BillingAccount"),
                PeriodView.of(rate.period().from(), rate.period().to()),
                List.of(
                        new CharacteristicView(
                                "kind",
                                "string",
                                rate.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')),
                        new CharacteristicView("subject", "string", rate.subject())),
                AmountView.of(rate.amount()),
                rate.taxes().stream().map(TaxItemView::of).toList(),
                AmountView.of(rate.amount().plus(rate.tax())),
                "AppliedCustomerBillingRate");
    }
}
