package dialtone.tax;

import static dialtone.tax.TaxTables.EUR;
import static dialtone.tax.TaxTables.accepted;
import static dialtone.tax.TaxTables.lines;
import static dialtone.tax.TaxTables.refused;
import static dialtone.tax.TaxTables.soldBy;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.BilledLine.Kind;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.LineOfferings;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The taxes of an invoice before it has its number. */
class DraftTaxTest {

    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    private static final TaxCategories CATEGORIES = accepted(TaxCategories.read(
            "categories.csv",
            lines(TaxCategories.HEADER, "mobile-*,,telecommunications", "handset-*,,goods", "*,,services")));
    private static final TaxProfile CONSUMER = TaxProfile.consumer(TaxPlace.country("DE"));

    private static BilledLine line(int number, BilledLine.Cause cause, String amount, String from, String to) {
        return new BilledLine(
                number,
                Kind.RECURRING,
                cause,
                "ORD-1/" + number,
                "Line " + number,
                "",
                new ChargePeriod(LocalDate.parse(from), LocalDate.parse(to)),
                Money.of(amount, EUR),
                0);
    }

    private static BilledLine charge(int number, String item, String amount) {
        return line(
                number,
                new BilledLine.OfCharge(number, new OrderId("ORD-1"), item, "fee"),
                amount,
                "2026-11-01",
                "2026-12-01");
    }

    private static InvoiceDraft draft(BilledLine... lines) {
        return new InvoiceDraft(
                ACCOUNT,
                new CustomerId("CUS-1"),
                EUR,
                new ChargePeriod(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01")),
                LocalDate.parse("2026-12-01"),
                LocalDate.parse("2026-12-15"),
                List.of(lines));
    }

    private static DraftTax taxes(TaxProfile profile, TaxCategories categories) {
        return new DraftTax(
                soldBy("DE,,establishment,DE123456789,2007-01-01,", "DE,,one-stop-shop,DE123456789,2021-07-01,"),
                categories,
                Map.of(ACCOUNT, profile),
                new LineOfferings(
                        Map.of(
                                new LineOfferings.Item("ORD-1", "1"), "mobile-s",
                                new LineOfferings.Item("ORD-1", "2"), "handset-5"),
                        Map.of()));
    }

    @Test
    void eachTaxNamesItsLineAndTheLinesAddUpToTheFoot() {
        List<InvoiceTaxLine> lines = accepted(taxes(CONSUMER, CATEGORIES)
                .of(draft(charge(1, "1", "0.03"), charge(2, "2", "0.03"), charge(3, "1", "0.03"))));

        assertThat(lines)
                .extracting(tax -> tax.line().getAsInt() + " " + tax.code() + " " + tax.description() + " " + tax.base()
                        + " " + tax.rate() + " " + tax.amount())
                .containsExactly(
                        "1 DE/VAT/S VAT 19 % 0.03 EUR 0.19 0.01 EUR",
                        "2 DE/VAT/S VAT 19 % 0.03 EUR 0.19 0.01 EUR", "3 DE/VAT/S VAT 19 % 0.03 EUR 0.19 0.00 EUR");
        assertThat(DraftTax.totals(lines))
                .containsExactly(new InvoiceTaxLine(
                        "DE/VAT/S",
                        "VAT 19 %",
                        OptionalInt.empty(),
                        Money.of("0.09", EUR),
                        new BigDecimal("0.19"),
                        Money.of("0.02", EUR),
                        ""));
    }

    @Test
    void whatIsSoldDecidesByItsOffering() {
        TaxProfile business =
                new TaxProfile(TaxPlace.country("AT"), TaxProfile.CustomerType.BUSINESS, "ATU12345678", List.of());
        BilledLine adjustment = line(3, new BilledLine.OfAdjustment(7), "-1.00", "2026-11-05", "2026-11-06");

        List<InvoiceTaxLine> lines = accepted(
                taxes(business, CATEGORIES).of(draft(charge(1, "1", "10.00"), charge(2, "2", "20.00"), adjustment)));

        assertThat(lines).extracting(InvoiceTaxLine::code).containsExactly("DE/VAT/AE", "DE/VAT/K", "DE/VAT/AE");
        assertThat(DraftTax.totals(lines))
                .extracting(tax -> tax.code() + " " + tax.base())
                .containsExactly("DE/VAT/AE 9.00 EUR", "DE/VAT/K 20.00 EUR");
    }

    @Test
    void theRateIsThatOfTheLastDayOfAPeriod() {
        BilledLine june = line(1, new BilledLine.OfAdjustment(1), "100.00", "2020-06-01", "2020-07-01");
        BilledLine intoJuly = line(2, new BilledLine.OfAdjustment(2), "100.00", "2020-06-02", "2020-07-02");

        List<InvoiceTaxLine> lines = accepted(taxes(CONSUMER, CATEGORIES).of(draft(june, intoJuly)));

        assertThat(lines).extracting(InvoiceTaxLine::description).containsExactly("VAT 19 %", "VAT 16 %");
        assertThat(DraftTax.totals(lines)).hasSize(2);
    }

    @Test
    void anAccountThatNothingIsKnownOfAndAnOfferingWithoutCategoryAreRefused() {
        DraftTax unknown = new DraftTax(soldBy(), CATEGORIES, Map.of(), LineOfferings.NONE);

        assertThat(refused(unknown.of(draft(charge(1, "1", "1.00")))))
                .containsExactly("TAX_PLACE_UNKNOWN Nothing is known of where BAC-1 is.");
        assertThat(refused(taxes(CONSUMER, TaxCategories.NONE).of(draft(charge(1, "1", "1.00")))))
                .containsExactly("TAX_CATEGORY_UNKNOWN Line 1, Line 1, is in no tax category.");
        assertThat(refused(taxes(TaxProfile.consumer(TaxPlace.country("")), CATEGORIES)
                        .of(draft(charge(1, "1", "1.00")))))
                .containsExactly("TAX_PLACE_UNKNOWN It is not known in which country the customer is.");
    }

    @ParameterizedTest
    @CsvSource({"0.19, 19", "0.099750, 9.975", "0, 0", "1, 100", "0.00375, 0.375"})
    void aRateIsAPercentage(String rate, String percent) {
        InvoiceTaxLine tax = new InvoiceTaxLine(
                "", "", OptionalInt.empty(), Money.zero(EUR), new BigDecimal(rate), Money.zero(EUR), "");

        assertThat(DraftTax.percent(tax).toString()).isEqualTo(percent);
    }

    @ParameterizedTest
    @EnumSource(TaxTreatment.class)
    void aCodeIsReadAsItWasWritten(TaxTreatment treatment) {
        TaxCode code = new TaxCode("US-IL Chicago", "Municipal telecom tax", treatment);

        assertThat(TaxCode.parse(code.toString())).contains(code);
        assertThat(code.toString().length()).isLessThanOrEqualTo(TaxCode.MAX_LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "STANDARD, VAT 0 %",
        "ZERO_RATED, VAT 0 %",
        "EXEMPT, VAT exempt",
        "REVERSE_CHARGE, VAT reverse charge",
        "INTRA_COMMUNITY, VAT intra-Community supply",
        "EXPORT, VAT export",
        "OUT_OF_SCOPE, VAT not applicable"
    })
    void aTreatmentInWords(TaxTreatment treatment, String words) {
        AppliedTax tax = new AppliedTax("DE", "VAT", BigDecimal.ZERO, treatment, Money.zero(EUR), Money.zero(EUR), "");

        assertThat(DraftTax.description(tax)).isEqualTo(words);
    }

    @Test
    void whatNoTableOfOursHasNamedIsNoCode() {
        assertThat(TaxCode.parse("DE-VAT-19")).isEmpty();
        assertThat(TaxCode.parse("DE/VAT/X")).isEmpty();
        assertThat(TaxCode.parse("DE/VAT/S/1")).isEmpty();
    }
}
