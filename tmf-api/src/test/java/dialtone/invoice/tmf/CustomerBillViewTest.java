package dialtone.invoice.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.invoice.AppliedRate;
import dialtone.invoice.BillQuery;
import dialtone.invoice.BilledLine;
import dialtone.invoice.CustomerBill;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.RunType;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.ChargePeriod;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How bills are asked for, and what is answered (TMF678). */
class CustomerBillViewTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ChargePeriod NOVEMBER =
            new ChargePeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01"));

    private static InvoiceTaxLine vat(OptionalInt line, String base, String amount) {
        return new InvoiceTaxLine(
                "DE/VAT/S", "VAT 19 %", line, Money.of(base, EUR), new BigDecimal("0.19"), Money.of(amount, EUR), "");
    }

    private static CustomerBill bill(Optional<InvoiceId> credited) {
        return new CustomerBill(
                new InvoiceId("INV-000000001"),
                new BillingAccountId("BAC-1"),
                new CustomerId("CUS-1"),
                NOVEMBER,
                LocalDate.parse("2026-12-01"),
                LocalDate.parse("2026-12-15"),
                Instant.parse("2026-12-01T02:00:00Z"),
                Money.of("15.01", EUR),
                Money.of("17.86", EUR),
                credited,
                credited.isPresent() ? RunType.OFF_CYCLE : RunType.ON_CYCLE,
                List.of(vat(OptionalInt.empty(), "15.01", "2.85")));
    }

    @Test
    void aBillHasOneItemForEachTaxAndRate() {
        assertThat(ResourceJson.write(CustomerBillView.of(bill(Optional.empty()))))
                .isEqualTo(
                        "{\"id\":\"INV-000000001\",\"href\":\"/tmf-api/customerBillManagement/v4/customerBill/INV-000000001\","
                                + "\"billNo\":\"INV-000000001\",\"billDate\":\"2026-12-01T00:00:00Z\",\"category\":\"normal\","
                                + "\"runType\":\"onCycle\",\"state\":\"validated\",\"lastUpdate\":\"2026-12-01T02:00:00Z\","
                                + "\"paymentDueDate\":\"2026-12-15T00:00:00Z\",\"billingPeriod\":{\"startDateTime\":\"2026-11-01T00:00:00Z\","
                                + "\"endDateTime\":\"2026-12-01T00:00:00Z\"},\"billingAccount\":{\"@referredType\":\"BillingAccount\",\"id\":\"BAC-1\"},"
                                + "\"relatedParty\":[{\"id\":\"CUS-1\",\"role\":\"customer\",\"@referredType\":\"Customer\"}],"
                                + "\"taxExcludedAmount\":{\"unit\":\"EUR\",\"value\":15.01},"
                                + "\"taxItem\":[{\"taxCategory\":\"DE/VAT/S\",\"taxRate\":19,\"taxAmount\":{\"unit\":\"EUR\",\"value\":2.85}}],"
                                + "\"taxIncludedAmount\":{\"unit\":\"EUR\",\"value\":17.86},\"amountDue\":{\"unit\":\"EUR\",\"value\":17.86},"
                                + "\"billDocument\":[{\"id\":\"INV-000000001.pdf\",\"name\":\"INV-000000001\",\"mimeType\":\"application/pdf\","
                                + "\"url\":\"/billing/v1/invoices/INV-000000001.pdf\"},{\"id\":\"INV-000000001.html\",\"name\":\"INV-000000001\","
                                + "\"mimeType\":\"text/html\",\"url\":\"/billing/v1/invoices/INV-000000001.html\"}],\"@type\":\"CustomerBill\"}");
    }

    @Test
    void aCreditNoteIsOffCycle() {
        String json = ResourceJson.write(
                CustomerBillView.of(bill(Optional.of(new InvoiceId("INV-000000007")))),
                FieldSelection.parse("category,runType", CustomerBillView.class));

        assertThat(json)
                .contains("\"category\":\"creditNote\"", "\"runType\":\"offCycle\"")
                .doesNotContain("taxItem");
    }

    @Test
    void aLineSaysHowItsAmountCameAboutAndItsOwnTax() {
        AppliedRate rate = new AppliedRate(
                "INV-000000001:2",
                new InvoiceId("INV-000000001"),
                new BillingAccountId("BAC-1"),
                LocalDate.parse("2026-12-01"),
                BilledLine.Kind.EARLY_TERMINATION,
                "ORD-1/1",
                "Mobile S",
                "6 of 30 days of 9.90 EUR",
                NOVEMBER,
                Money.of("5.01", EUR),
                List.of(vat(OptionalInt.of(2), "5.01", "0.95")));

        assertThat(ResourceJson.write(AppliedBillingRateView.of(rate)))
                .contains(
                        "\"name\":\"Mobile S\",\"description\":\"6 of 30 days of 9.90 EUR\"",
                        "\"isBilled\":true,\"type\":\"appliedBillingCharge\"",
                        "\"bill\":{\"@referredType\":\"CustomerBill\",\"href\":\"/tmf-api/customerBillManagement/v4/customerBill/INV-000000001\",\"id\":\"INV-000000001\"}",
                        "{\"name\":\"kind\",\"valueType\":\"string\",\"value\":\"early-termination\"}",
                        "\"taxExcludedAmount\":{\"unit\":\"EUR\",\"value\":5.01}",
                        "\"taxIncludedAmount\":{\"unit\":\"EUR\",\"value\":5.96}",
                        "\"@type\":\"AppliedCustomerBillingRate\"");
    }

    private static BillQuery bills(Map<String, String> parameters) {
        MultivaluedHashMap<String, String> query = new MultivaluedHashMap<>(parameters);
        return BillListRequest.bills(query, PageRange.of(query));
    }

    @Test
    void billsAreAskedForByNumberAccountCustomerAndDate() {
        assertThat(bills(Map.of(
                        "id", "INV-000000001,INV-000000002",
                        "billNo", "INV-000000002",
                        "billingAccount.id", "BAC-1",
                        "relatedParty.id", "CUS-1",
                        "offset", "20",
                        "limit", "10",
                        "sort", "-billDate")))
                .isEqualTo(new BillQuery(
                        Set.of("INV-000000002"),
                        Set.of("BAC-1"),
                        Set.of("CUS-1"),
                        Optional.empty(),
                        Optional.empty(),
                        20,
                        10));
        assertThat(bills(Map.of("id", "INV-000000001", "billNo", "INV-000000002"))
                        .ids())
                .doesNotContain("INV-000000001", "INV-000000002")
                .isNotEmpty();
        assertThat(bills(Map.of("billNo", "INV-000000002")).ids()).containsExactly("INV-000000002");
    }

    @ParameterizedTest
    @CsvSource({
        "billDate, 2026-12-01, 2026-12-01, 2026-12-02",
        "billDate.gte, 2026-12-01, 2026-12-01, ''",
        "billDate.gt, 2026-12-01, 2026-12-02, ''",
        "billDate.lt, 2026-12-01, '', 2026-12-01",
        "billDate.lte, 2026-12-01, '', 2026-12-02",
        "billDate.gte, 2026-12-01T10:00:00Z, 2026-12-02, ''",
        "billDate.lt, 2026-12-01T10:00:00Z, '', 2026-12-02",
    })
    void aBillCountsAsTheBeginningOfItsDay(String parameter, String value, String from, String until) {
        BillQuery query = bills(Map.of(parameter, value));

        assertThat(query.from().map(LocalDate::toString).orElse("")).isEqualTo(from);
        assertThat(query.until().map(LocalDate::toString).orElse("")).isEqualTo(until);
    }

    @Test
    void whatNobodyKnowsIsNamed() {
        assertThatThrownBy(() -> bills(Map.of("state", "validated")))
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("UNKNOWN_FILTER");
        assertThatThrownBy(() -> bills(Map.of("sort", "id"))).hasMessageContaining("INVALID_SORT");
        MultivaluedHashMap<String, String> rates =
                new MultivaluedHashMap<>(Map.of("bill.id", "INV-1", "date", "2026-12-01"));
        assertThat(BillListRequest.rates(rates, PageRange.of(rates)).ids()).containsExactly("INV-1");
    }
}
