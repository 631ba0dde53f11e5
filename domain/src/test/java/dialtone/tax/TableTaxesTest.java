package dialtone.tax;

import static dialtone.tax.TaxTables.DAY;
import static dialtone.tax.TaxTables.EUR;
import static dialtone.tax.TaxTables.accepted;
import static dialtone.tax.TaxTables.gross;
import static dialtone.tax.TaxTables.net;
import static dialtone.tax.TaxTables.rates;
import static dialtone.tax.TaxTables.refused;
import static dialtone.tax.TaxTables.request;
import static dialtone.tax.TaxTables.seller;
import static dialtone.tax.TaxTables.soldBy;
import static dialtone.tax.TaxTables.territories;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.tax.TaxProfile.CustomerType;
import dialtone.tax.TaxableLine.PriceBasis;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTaxesTest {

    private static final String GERMAN = "DE,,establishment,DE123456789,1998-04-01,";
    private static final TaxProfile CUSTOMER = TaxProfile.consumer(TaxPlace.country("DE"));

    private static TaxAssessment assessed(TaxProvider taxes, TaxProfile customer, TaxableLine... lines) {
        return accepted(taxes.assess(request(customer, lines)));
    }

    private static List<String> said(TaxedLine line) {
        return line.taxes().stream()
                .map(tax -> tax.jurisdiction() + " " + tax.tax() + " " + tax.percent() + " of "
                        + tax.base().amount() + ": " + tax.amount().amount())
                .toList();
    }

    private static TaxableLine on(String day, String amount, TaxCategory category) {
        return new TaxableLine("1", category, Money.of(amount, EUR), PriceBasis.NET, LocalDate.parse(day));
    }

    /** The worked examples of the class. */
    @Test
    void taxOnTopIsRoundedHalfUpAndTaxInAPriceIsAPartOfIt() {
        TableTaxes taxes = soldBy(GERMAN);

        TaxedLine onTop = assessed(taxes, CUSTOMER, net("1", "9.90", TaxCategory.TELECOMMUNICATIONS))
                .lines()
                .getFirst();
        TaxedLine within = assessed(taxes, CUSTOMER, gross("1", "11.90", TaxCategory.TELECOMMUNICATIONS))
                .lines()
                .getFirst();

        assertThat(onTop.tax()).isEqualTo(Money.of("1.88", EUR));
        assertThat(onTop.gross()).isEqualTo(Money.of("11.78", EUR));
        assertThat(within.tax()).isEqualTo(Money.of("1.90", EUR));
        assertThat(within.net()).isEqualTo(Money.of("10.00", EUR));
        assertThat(said(within)).containsExactly("DE VAT 19 of 10.00: 1.90");
    }

    @ParameterizedTest(name = "Germany on {0}: {1} % of 100.00")
    @CsvSource({
        "1998-04-01, 16",
        "2006-12-31, 16",
        "2007-01-01, 19",
        "2020-06-30, 19",
        "2020-07-01, 16",
        "2020-12-31, 16",
        "2021-01-01, 19"
    })
    void theRateIsThatOfTheDayOfSupply(String day, String percent) {
        TaxAssessment assessment =
                assessed(soldBy(GERMAN), CUSTOMER, on(day, "100.00", TaxCategory.TELECOMMUNICATIONS));

        assertThat(assessment.tax()).isEqualTo(Money.of(percent + ".00", EUR));
    }

    @ParameterizedTest(name = "{0}-{1} on {2}, {3}: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CA|ON|2026-11-30|telecommunications|CA-ON HST 13 of 100.00: 13.00",
                "CA|AB|2026-11-30|telecommunications|CA GST 5 of 100.00: 5.00",
                "CA|NS|2025-03-31|goods|CA-NS HST 15 of 100.00: 15.00",
                "CA|NS|2025-04-01|goods|CA-NS HST 14 of 100.00: 14.00",
                "CA|BC|2026-11-30|goods|CA GST 5 of 100.00: 5.00; CA-BC PST 7 of 100.00: 7.00",
                "CA|QC|2012-12-31|goods|CA-QC GST 5 of 100.00: 5.00; CA-QC QST 9.5 of 105.00: 9.98",
                "CA|QC|2013-01-01|goods|CA-QC GST 5 of 100.00: 5.00; CA-QC QST 9.975 of 100.00: 9.98",
                "AU||2026-11-30|telecommunications|AU GST 10 of 100.00: 10.00",
                "NZ||2026-11-30|telecommunications|NZ GST 15 of 100.00: 15.00",
                "GB||2011-01-04|goods|GB VAT 20 of 100.00: 20.00",
                "PT|20|2026-11-30|goods|PT-20 VAT 16 of 100.00: 16.00",
                "PT||2026-11-30|goods|PT VAT 23 of 100.00: 23.00",
                "US|MT|2026-11-30|telecommunications|US-MT Retail telecom excise 3.75 of 100.00: 3.75",
            })
    void whatThePlacesOfTheHousesTableCharge(String country, String region, String day, String category, String said) {
        TaxProfile customer = TaxProfile.consumer(TaxPlace.region(country, region == null ? "" : region));

        TaxedLine line = assessed(
                        soldBy(country + ",,establishment,1,1990-01-01,"),
                        customer,
                        on(day, "100.00", TaxCategory.of(category).orElseThrow()))
                .lines()
                .getFirst();

        assertThat(String.join("; ", said(line))).isEqualTo(said);
    }

    @Test
    void severalJurisdictionsTaxOneLine() {
        TableTaxes taxes = soldBy("US,NY,establishment,1,2000-01-01,", "US,IL,registered,2,2000-01-01,");
        TaxProfile newYork = TaxProfile.consumer(new TaxPlace("US", "NY", "New York", "new york"));
        TaxProfile chicago = TaxProfile.consumer(new TaxPlace("US", "IL", "Cook", "Chicago"));

        assertThat(said(assessed(taxes, newYork, net("1", "100.00", TaxCategory.TELECOMMUNICATIONS))
                        .lines()
                        .getFirst()))
                .containsExactly(
                        "US-NY State sales tax 4 of 100.00: 4.00",
                        "US-NY New York Local sales tax 4.5 of 100.00: 4.50",
                        "US-NY New York MCTD sales tax 0.375 of 100.00: 0.38");
        assertThat(said(assessed(taxes, chicago, net("1", "100.00", TaxCategory.TELECOMMUNICATIONS))
                        .lines()
                        .getFirst()))
                .containsExactly(
                        "US-IL Telecom excise tax 7 of 100.00: 7.00",
                        "US-IL Chicago Municipal telecom tax 7 of 100.00: 7.00");
        assertThat(said(assessed(taxes, chicago, net("1", "100.00", TaxCategory.GOODS))
                        .lines()
                        .getFirst()))
                .containsExactly(
                        "US-IL State sales tax 6.25 of 100.00: 6.25",
                        "US-IL Cook County sales tax 1.75 of 100.00: 1.75",
                        "US-IL Chicago City sales tax 1.25 of 100.00: 1.25",
                        "US-IL Cook RTA sales tax 1 of 100.00: 1.00");
    }

    @Test
    void indiaDividesATaxWithinAStateAndNotBetweenTwo() {
        TableTaxes taxes = soldBy("IN,MH,establishment,27AAAAA0000A1Z5,2017-07-01,", "IN,,registered,27,2017-07-01,");

        assertThat(said(assessed(
                                taxes,
                                TaxProfile.consumer(TaxPlace.region("IN", "MH")),
                                net("1", "100.00", TaxCategory.TELECOMMUNICATIONS))
                        .lines()
                        .getFirst()))
                .containsExactly("IN CGST 9 of 100.00: 9.00", "IN SGST 9 of 100.00: 9.00");
        assertThat(said(assessed(
                                taxes,
                                TaxProfile.consumer(TaxPlace.region("IN", "KA")),
                                net("1", "100.00", TaxCategory.TELECOMMUNICATIONS))
                        .lines()
                        .getFirst()))
                .containsExactly("IN IGST 18 of 100.00: 18.00");
    }

    @Test
    void whoIsInNoPlaceOfTheTableIsRefusedAndNotUndercharged() {
        TableTaxes taxes = soldBy(
                "US,NY,establishment,1,2000-01-01,", "CA,,registered,2,2000-01-01,", "US,TX,registered,3,2000-01-01,");
        TaxableLine line = net("1", "1.00", TaxCategory.TELECOMMUNICATIONS);

        assertThat(refused(
                        taxes.assess(request(TaxProfile.consumer(new TaxPlace("US", "NY", "Albany", "Albany")), line))))
                .containsExactly(
                        "TAX_LOCALITY_UNKNOWN Local sales tax of US-NY depends on where that is, and there is no"
                                + " rate for US-NY, county Albany, city Albany on 2026-11-30.");
        assertThat(refused(taxes.assess(request(TaxProfile.consumer(TaxPlace.country("CA")), line))))
                .containsExactly("TAX_LOCALITY_UNKNOWN Provincial tax of CA depends on where that is, and there is no"
                        + " rate for CA, region unknown, county unknown, city unknown on 2026-11-30.");
        assertThat(refused(taxes.assess(request(TaxProfile.consumer(TaxPlace.region("US", "TX")), line))))
                .containsExactly(
                        "TAX_RATE_UNKNOWN There is no tax rate of US-TX for telecommunications on 2026-11-30.");
        assertThat(refused(soldBy(GERMAN)
                        .assess(request(CUSTOMER, on("1998-03-31", "1.00", TaxCategory.TELECOMMUNICATIONS)))))
                .containsExactly("TAX_PLACE_UNKNOWN The seller is not established anywhere on 1998-03-31.");
    }

    @Test
    void aPlaceThatChargesNothingSaysSoByItsLaw() {
        AppliedTax canaries = assessed(
                        soldBy("ES,,establishment,ES1,2000-01-01,"),
                        TaxProfile.consumer(TaxPlace.region("ES", "CN")),
                        net("1", "100.00", TaxCategory.GOODS))
                .lines()
                .getFirst()
                .taxes()
                .getFirst();

        assertThat(canaries.treatment()).isEqualTo(TaxTreatment.OUT_OF_SCOPE);
        assertThat(canaries.note()).contains("art. 6(1)(b)");
        assertThat(canaries.jurisdiction()).isEqualTo("ES-CN");
    }

    @Test
    void zeroIsARateAndExemptIsNone() {
        TaxRates table = rates(
                "DE,,,,VAT,goods,0,,,2023-01-01,,a zero rate", "DE,,,,VAT,services,exempt,,,2023-01-01,,an exemption");
        TableTaxes taxes = new TableTaxes(territories(), table, seller(GERMAN));

        TaxAssessment assessment = assessed(
                taxes, CUSTOMER, net("1", "100.00", TaxCategory.GOODS), net("2", "50.00", TaxCategory.SERVICES));

        assertThat(assessment.totals())
                .extracting(tax -> tax.treatment().code() + " " + tax.base() + " " + tax.note())
                .containsExactly("Z 100.00 EUR a zero rate", "E 50.00 EUR an exemption");
        assertThat(assessment.tax().isZero()).isTrue();
        assertThat(assessment.gross()).isEqualTo(Money.of("150.00", EUR));
    }

    @Test
    void anExemptionIsForItsTaxItsPlaceAndItsDays() {
        TableTaxes taxes = soldBy("US,NY,establishment,1,2000-01-01,");
        TaxPlace there = new TaxPlace("US", "NY", "", "New York");
        TaxPeriod year = new TaxPeriod(LocalDate.parse("2026-01-01"), Optional.of(LocalDate.parse("2027-01-01")));
        TaxProfile ofOne = exempt(there, new TaxExemption(there, "Local sales tax", "Resale", "ST-120 4711", year));
        TaxProfile ofAll = exempt(there, new TaxExemption(TaxPlace.region("US", "NY"), "", "Diplomat", "D-1", year));
        TaxProfile elsewhere =
                exempt(there, new TaxExemption(TaxPlace.region("US", "IL"), "", "Diplomat", "D-1", year));
        TaxableLine line = net("1", "100.00", TaxCategory.TELECOMMUNICATIONS);

        assertThat(assessed(taxes, ofOne, line).tax()).isEqualTo(Money.of("4.38", EUR));
        assertThat(assessed(taxes, ofOne, line).lines().getFirst().taxes())
                .filteredOn(tax -> tax.treatment() == TaxTreatment.EXEMPT)
                .extracting(tax -> tax.tax() + ", " + tax.note() + " " + tax.percent())
                .containsExactly("Local sales tax, Resale, certificate ST-120 4711 0");
        assertThat(assessed(taxes, ofAll, line).tax()).isEqualTo(Money.of("0.00", EUR));
        assertThat(assessed(taxes, elsewhere, line).tax()).isEqualTo(Money.of("8.88", EUR));
        assertThat(assessed(taxes, ofAll, on("2027-01-01", "100.00", TaxCategory.TELECOMMUNICATIONS))
                        .tax())
                .isEqualTo(Money.of("8.88", EUR));
        assertThat(assessed(taxes, ofAll, on("2025-12-31", "100.00", TaxCategory.TELECOMMUNICATIONS))
                        .tax())
                .isEqualTo(Money.of("8.88", EUR));
    }

    private static TaxProfile exempt(TaxPlace place, TaxExemption exemption) {
        return new TaxProfile(place, CustomerType.BUSINESS, "1", List.of(exemption));
    }

    @Test
    void aTaxOnAnExemptTaxIsOnNothingOfIt() {
        TableTaxes taxes = soldBy("CA,,establishment,1,2000-01-01,");
        TaxPlace quebec = TaxPlace.region("CA", "QC");
        TaxPeriod ever = new TaxPeriod(LocalDate.parse("2000-01-01"), Optional.empty());
        TaxProfile withoutGst = exempt(quebec, new TaxExemption(quebec, "GST", "Reserve", "R-7", ever));

        assertThat(said(assessed(taxes, withoutGst, on("2012-12-31", "100.00", TaxCategory.GOODS))
                        .lines()
                        .getFirst()))
                .containsExactly("CA-QC GST 0 of 100.00: 0.00", "CA-QC QST 9.5 of 100.00: 9.50");
    }

    @Test
    void whereTaxIsOnTaxAPriceWithBothInItComesOut() {
        TableTaxes taxes = soldBy("CA,,establishment,1,2000-01-01,");
        TaxableLine line = new TaxableLine(
                "1", TaxCategory.GOODS, Money.of("114.98", EUR), PriceBasis.GROSS, LocalDate.parse("2012-12-31"));

        TaxedLine taxed = assessed(taxes, TaxProfile.consumer(TaxPlace.region("CA", "QC")), line)
                .lines()
                .getFirst();

        assertThat(said(taxed)).containsExactly("CA-QC GST 5 of 100.00: 5.00", "CA-QC QST 9.5 of 105.00: 9.98");
        assertThat(taxed.gross()).isEqualTo(line.amount());
    }

    /** The worked example of {@link TaxRounding}: 0.0057 three times. */
    @Test
    void roundedPerInvoiceTheLinesGetSharesAndRoundedPerLineTheyAddUp() {
        TaxableLine[] lines = {
            net("1", "0.03", TaxCategory.GOODS),
            net("2", "0.03", TaxCategory.GOODS),
            net("3", "0.03", TaxCategory.GOODS)
        };
        TaxTerritories perLine = accepted(TaxTerritories.read(
                "territories.csv",
                TaxTables.lines(TaxTerritories.HEADER, "DE,eu-vat,per-line,DE[0-9]{9},1993-01-01,,a test")));

        TaxAssessment byInvoice = assessed(soldBy(GERMAN), CUSTOMER, lines);
        TaxAssessment byLine = assessed(new TableTaxes(perLine, rates(), seller(GERMAN)), CUSTOMER, lines);

        assertThat(byInvoice.lines())
                .extracting(line -> line.tax().amount().toPlainString())
                .containsExactly("0.01", "0.01", "0.00");
        assertThat(byInvoice.tax()).isEqualTo(Money.of("0.02", EUR));
        assertThat(byLine.lines())
                .extracting(line -> line.tax().amount().toPlainString())
                .containsExactly("0.01", "0.01", "0.01");
        assertThat(byLine.totals())
                .extracting(total -> total.base() + " " + total.amount())
                .containsExactly("0.09 EUR 0.03 EUR");
    }

    @Test
    void aCurrencyWithoutDecimalsIsRoundedToItsUnit() {
        Currency yen = Currency.getInstance("JPY");
        TaxRequest request = new TaxRequest(
                CUSTOMER,
                yen,
                List.of(new TaxableLine("1", TaxCategory.GOODS, Money.of("950", yen), PriceBasis.NET, DAY)));

        assertThat(accepted(soldBy(GERMAN).assess(request)).tax()).isEqualTo(Money.of("181", yen));
    }

    @Test
    void anInvoiceOfNothingHasNoTax() {
        TaxAssessment nothing = assessed(soldBy(GERMAN), CUSTOMER);

        assertThat(nothing.gross()).isEqualTo(Money.zero(EUR));
        assertThat(nothing.totals()).isEmpty();
    }

    @Test
    void aRequestIsInOneCurrency() {
        TaxableLine pounds = new TaxableLine(
                "1", TaxCategory.GOODS, Money.of("1.00", Currency.getInstance("GBP")), PriceBasis.NET, DAY);

        assertThatThrownBy(() -> request(CUSTOMER, pounds)).hasMessage("Line 1 is not in EUR");
        TaxableLine line = net("1", "1.00", TaxCategory.GOODS);
        assertThat(new TaxRequest(CUSTOMER, EUR, Collections.nCopies(TaxRequest.MAX_LINES, line)).lines())
                .hasSize(TaxRequest.MAX_LINES);
        assertThatThrownBy(() -> new TaxRequest(CUSTOMER, EUR, Collections.nCopies(TaxRequest.MAX_LINES + 1, line)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Over random invoices: each total is the exact sum, rounded; lines add up to totals; a price with tax in it stays what it is; no line is more
     * than a minor unit from its exact tax; the credit of all lines takes back each of them; asked again it is the same.
     */
    @Test
    void propertiesHoldOverRandomInvoices() {
        TableTaxes taxes = soldBy("CA,,establishment,1,2000-01-01,");
        TaxProfile customer = TaxProfile.consumer(TaxPlace.region("CA", "QC"));
        Random random = new Random(20261126);
        for (int round = 0; round < 400; round++) {
            LocalDate day = LocalDate.parse(random.nextBoolean() ? "2012-06-30" : "2026-11-30");
            List<TaxableLine> lines = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                lines.add(new TaxableLine(
                        "L" + i,
                        TaxCategory.GOODS,
                        Money.of(
                                new java.math.BigDecimal(random.nextInt(-2_000, 20_000))
                                        .movePointLeft(2)
                                        .toPlainString(),
                                EUR),
                        random.nextBoolean() ? PriceBasis.NET : PriceBasis.GROSS,
                        day));
            }
            TaxRequest request = new TaxRequest(customer, EUR, lines);
            TaxAssessment assessment = accepted(taxes.assess(request));

            assertThat(accepted(taxes.assess(request))).isEqualTo(assessment);
            assertThat(assessment.net().plus(assessment.tax())).isEqualTo(assessment.gross());
            assertThat(assessment.totals().stream().map(AppliedTax::amount).reduce(Money.zero(EUR), Money::plus))
                    .isEqualTo(assessment.tax());
            for (TaxedLine line : assessment.lines()) {
                assertThat(line.line().basis() == PriceBasis.NET ? line.net() : line.gross())
                        .isEqualTo(line.line().amount());
            }
            TaxAssessment credit = accepted(taxes.assess(new TaxRequest(customer, EUR, negated(lines))));
            IntStream.range(0, lines.size())
                    .forEach(i -> assertThat(credit.lines().get(i).gross().negated())
                            .isEqualTo(assessment.lines().get(i).gross()));
        }
    }

    private static List<TaxableLine> negated(List<TaxableLine> lines) {
        return lines.stream()
                .map(line -> new TaxableLine(
                        line.id(), line.category(), line.amount().negated(), line.basis(), line.suppliedOn()))
                .toList();
    }
}
