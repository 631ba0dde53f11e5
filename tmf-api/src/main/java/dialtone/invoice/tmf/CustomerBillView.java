package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.invoice.CustomerBill;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.RunType;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.tax.DraftTax;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * TMF678 CustomerBill, as it is answered. A bill has a date, told as the beginning of that day in UTC. What was paid of it is not told, for money is
 * received for the account and not for a bill.
 *
 * @param category normal, or creditNote
 * @param runType  onCycle, or offCycle for a credit note and a bill on demand
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "billNo",
    "billDate",
    "category",
    "runType",
    "state",
    "lastUpdate",
    "paymentDueDate",
    "billingPeriod",
    "billingAccount",
    "relatedParty",
    "taxExcludedAmount",
    "taxItem",
    "taxIncludedAmount",
    "amountDue",
    "billDocument",
    "type"
})
public record CustomerBillView(
        String id,
        String href,
        String billNo,
        Instant billDate,
        String category,
        String runType,
        String state,
        Instant lastUpdate,
        Instant paymentDueDate,
        PeriodView billingPeriod,
        EntityRef billingAccount,
        List<RelatedEntity> relatedParty,
        AmountView taxExcludedAmount,
        List<TaxItemView> taxItem,
        AmountView taxIncludedAmount,
        AmountView amountDue,
        List<DocumentView> billDocument,
        @JsonbProperty("@type") String type) {

    static final String PATH = "/tmf-api/customerBillManagement/v4/customerBill/";
    private static final String DOCUMENT = "/billing/v1/invoices/";

    /** TMF678 TimePeriod; the end is the first moment that is not in it any more. */
    @JsonbPropertyOrder({"startDateTime", "endDateTime"})
    public record PeriodView(Instant startDateTime, Instant endDateTime) {
        static PeriodView of(LocalDate from, LocalDate to) {
            return new PeriodView(instant(from), instant(to));
        }
    }

    /**
     * TMF678 TaxItem, of a tax at a rate for all lines of the bill.
     *
     * @param taxCategory jurisdiction, tax and treatment: {@code DE/VAT/S}
     * @param taxRate     percentage
     */
    @JsonbPropertyOrder({"taxCategory", "taxRate", "taxAmount"})
    public record TaxItemView(String taxCategory, BigDecimal taxRate, AmountView taxAmount) {
        static TaxItemView of(InvoiceTaxLine tax) {
            return new TaxItemView(tax.code(), DraftTax.percent(tax), AmountView.of(tax.amount()));
        }
    }

    @JsonbPropertyOrder({"id", "name", "mimeType", "url"})
    public record DocumentView(String id, String name, String mimeType, String url) {}

    static CustomerBillView of(CustomerBill bill) {
        String id = bill.id().value();
        boolean credit = bill.credited().isPresent();
        Money total = bill.total();
        return new CustomerBillView(
                id,
                PATH + id,
                id,
                instant(bill.issuedOn()),
                credit ? "creditNote" : "normal",
                bill.runType() == RunType.OFF_CYCLE ? "offCycle" : "onCycle",
                "validated",
                bill.storedAt(),
                instant(bill.dueOn()),
                PeriodView.of(bill.cycle().from(), bill.cycle().to()),
                EntityRef.to(bill.account().value(), "BillingAccount"),
                List.of(RelatedEntity.customer(bill.customer().value())),
                AmountView.of(bill.net()),
                bill.taxes().stream().map(TaxItemView::of).toList(),
                AmountView.of(total),
                AmountView.of(total),
                List.of(
                        new DocumentView(id + ".pdf", id, "application/pdf", DOCUMENT + id + ".pdf"),
                        new DocumentView(id + ".html", id, "text/html", DOCUMENT + id + ".html")),
                "CustomerBill");
    }

    static Instant instant(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
