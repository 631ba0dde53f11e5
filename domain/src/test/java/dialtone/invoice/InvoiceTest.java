package dialtone.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.BilledLine.Kind;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.AllowanceUse;
import dialtone.rating.ChargePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** An invoice of two lines, 10.00 and 5.00 EUR, with 19 % of each, the second of which is of an account that it pays for. */
class InvoiceTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    private static final ChargePeriod NOVEMBER =
            new ChargePeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01"));
    private static final InvoiceSection OWN = new InvoiceSection(ACCOUNT, 1, 1);
    private static final InvoiceSection OTHER = new InvoiceSection(new BillingAccountId("BAC-2"), 2, 2);

    private final List<InvoiceTaxLine> taxes = List.of(tax(1, "1.90"), tax(2, "0.95"));
    private final Invoice invoice = invoice(1, "2026-12-01", lines("ORD-1/1", "5.00"), List.of(OWN, OTHER), taxes);

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }

    private static InvoiceTaxLine tax(int line, String amount) {
        return new InvoiceTaxLine(
                "DE/VAT/S", "VAT 19 %", OptionalInt.of(line), eur("10.00"), new BigDecimal("0.19"), eur(amount), "");
    }

    private static List<BilledLine> lines(String subject, String second) {
        return List.of(line(1, Kind.RECURRING, subject, "10.00"), line(2, Kind.RECURRING, "ORD-2/1", second));
    }

    private static BilledLine line(int number, Kind kind, String subject, String amount) {
        BilledLine.Cause cause = kind == Kind.ADJUSTMENT
                ? new BilledLine.OfAdjustment(number)
                : new BilledLine.OfCharge(number, new OrderId("ORD-1"), "1", "fee");
        return new BilledLine(number, kind, cause, subject, "Fee", "30 of 30 days", NOVEMBER, eur(amount), 0);
    }

    private static Invoice invoice(
            int number,
            String issuedOn,
            List<BilledLine> lines,
            List<InvoiceSection> sections,
            List<InvoiceTaxLine> taxes) {
        LocalDate day = LocalDate.parse(issuedOn);
        return new InvoiceDraft(ACCOUNT, new CustomerId("CUS-1"), EUR, NOVEMBER, day, day.plusDays(14), lines)
                .withSections(sections)
                .issued(InvoiceId.of(InvoiceId.Series.INV, number), taxes);
    }

    @Test
    void what_is_owed_is_the_lines_and_the_tax_of_each_section() {
        assertThat(invoice.net()).isEqualTo(eur("15.00"));
        assertThat(invoice.tax()).isEqualTo(eur("2.85"));
        assertThat(invoice.total()).isEqualTo(eur("17.85"));
        assertThat(invoice.taxOf(OWN)).isEqualTo(eur("1.90"));
        assertThat(invoice.taxOf(OTHER)).isEqualTo(eur("0.95"));
        assertThat(invoice.content().netOf(OTHER)).isEqualTo(eur("5.00"));
        assertThat(invoice.dueOn()).isEqualTo(LocalDate.parse("2026-12-15"));
        assertThat(invoice.cycle()).isEqualTo(NOVEMBER);
        assertThat(invoice.isCreditNote()).isFalse();
    }

    @Test
    void a_tax_of_several_lines_is_of_no_section() {
        InvoiceTaxLine together = new InvoiceTaxLine(
                "DE/VAT/S", "VAT 19 %", OptionalInt.empty(), eur("15.00"), new BigDecimal("0.19"), eur("2.85"), "");
        Invoice summed = invoice(1, "2026-12-01", lines("ORD-1/1", "5.00"), List.of(OWN, OTHER), List.of(together));
        assertThat(summed.taxOf(OWN)).isEqualTo(Money.zero(EUR));
        assertThat(summed.tax()).isEqualTo(eur("2.85"));
    }

    @Test
    void the_same_content_under_another_number_on_another_day_has_the_same_fingerprint() {
        Invoice again = invoice(2, "2026-12-03", lines("ORD-1/1", "5.00"), List.of(OWN, OTHER), taxes);
        assertThat(again.fingerprint()).isEqualTo(invoice.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(List.of(
                        invoice(1, "2026-12-01", lines("ORD-1/1", "5.01"), List.of(OWN, OTHER), taxes),
                        invoice(1, "2026-12-01", lines("ORD-3/1", "5.00"), List.of(OWN, OTHER), taxes),
                        invoice(1, "2026-12-01", lines("ORD-1/1", "5.00"), List.of(), taxes),
                        invoice(
                                1,
                                "2026-12-01",
                                lines("ORD-1/1", "5.00"),
                                List.of(OWN, OTHER),
                                List.of(tax(1, "1.90")))))
                .extracting(Invoice::fingerprint)
                .doesNotContain(invoice.fingerprint())
                .doesNotHaveDuplicates();
    }

    @Test
    void it_is_dated_keyed_by_account_and_end_of_cycle_and_booked_in_words() {
        assertThat(invoice.issuedOn()).isEqualTo(LocalDate.parse("2026-12-01"));
        assertThat(invoice.content().cycleKey()).isEqualTo("BAC-1:2026-12-01");
        assertThat(InvoiceBooking.of(invoice, Instant.EPOCH).orElseThrow().description())
                .isEqualTo("Invoice INV-000000001 of BAC-1: its tax, and charges taken over from BAC-2");
    }

    /** A run takes it anew for what it adds. */
    @Test
    void the_number_of_an_adjustment_is_not_in_the_fingerprint() {
        Invoice one =
                invoice(1, "2026-12-01", List.of(line(1, Kind.ADJUSTMENT, "ADJ-1", "3.00")), List.of(), List.of());
        Invoice other =
                invoice(1, "2026-12-01", List.of(line(1, Kind.ADJUSTMENT, "ADJ-2", "3.00")), List.of(), List.of());
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }

    @Test
    void a_line_of_a_bill_with_its_taxes_knows_what_they_come_to() {
        BilledLine line = invoice.lines().getFirst();
        AppliedRate rate = new AppliedRate(
                "INV-000000001:1",
                invoice.id(),
                ACCOUNT,
                invoice.issuedOn(),
                line.kind(),
                line.subject(),
                line.description(),
                line.explanation(),
                line.period(),
                line.amount(),
                List.of(tax(1, "1.90"), tax(1, "0.05")));
        assertThat(rate.tax()).isEqualTo(eur("1.95"));
    }

    @Test
    void what_lines_have_together_is_no_number_s() {
        AllowanceUse use = new AllowanceUse(new Price.Allowance("data", "10 GB", List.of(UsageType.DATA), 10), 3);
        assertThat(new AllowanceLine(AllowanceLine.SHARED, use, NOVEMBER, AllowanceLine.Validity.OPEN).isShared())
                .isTrue();
        assertThat(new AllowanceLine("491510000001", use, NOVEMBER, AllowanceLine.Validity.OPEN).isShared())
                .isFalse();
    }
}
