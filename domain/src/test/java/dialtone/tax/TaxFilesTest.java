package dialtone.tax;

import static dialtone.tax.TaxTables.lines;
import static dialtone.tax.TaxTables.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line that is not right is refused with file, line and reason. */
class TaxFilesTest {

    private static final String VAT = "DE,,,,VAT,all,19,,,2021-01-01,,a law";

    private static Outcome<TaxRates> rates(String... rows) {
        return TaxRates.read("rates.csv", lines(TaxRates.HEADER, rows));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE,,,,VAT,all,19,,,2021-01-01,|a line has the 12 fields country,region,county,city,tax,category,rate,on,supply,from,until,source, not 11",
                "de,,,,VAT,all,19,,,2021-01-01,,law|a country is two letters of ISO 3166-1, not 'de'",
                "DE,Bayern,,,VAT,all,19,,,2021-01-01,,law|a region is the end of its code in ISO 3166-2, not 'Bayern'",
                "US,,Cook,,Tax,all,19,,,2021-01-01,,law|a county or city is in a region",
                "US,,,Chicago,Tax,all,19,,,2021-01-01,,law|a county or city is in a region",
                "DE,,,,,all,19,,,2021-01-01,,law|a tax is named by up to 24 characters without a plus, not ''",
                "DE,,,,VAT,food,19,,,2021-01-01,,law|a category is all or one of the catalogue's, not 'food'",
                "DE,,,,VAT,all,much,,,2021-01-01,,law|a rate is a percentage, exempt, none or local, not 'much'",
                "DE,,,,VAT,all,-1,,,2021-01-01,,law|a rate is 0 to 100 with up to 6 decimals, not -1",
                "DE,,,,VAT,all,100.01,,,2021-01-01,,law|a rate is 0 to 100 with up to 6 decimals, not 100.01",
                "DE,,,,VAT,all,1.0000001,,,2021-01-01,,law|a rate is 0 to 100 with up to 6 decimals, not 1.0000001",
                "DE,,,,VAT,all,19,GST,,2021-01-01,,law|DE has no tax GST to be charged on",
                "DE,,,,VAT,all,19,VAT,,2021-01-01,,law|VAT would be charged on itself, by way of VAT",
                "DE,,,,VAT,all,19,,far,2021-01-01,,law|a supply is within, between or empty, not 'far'",
                "DE,,,,VAT,all,19,,,1.1.2021,,law|a day is written 2026-11-25, not '1.1.2021'",
                "DE,,,,VAT,all,19,,,2021-01-01,2021-01-01,law|until, the first day behind the period, is later than from",
                "DE,,,,VAT,all,19,,,2021-01-01,,|a line names its source, not ''",
            })
    void aRateThatIsNotRight(String row, String reason) {
        assertThat(refused(rates(row))).containsExactly("rates.csv:2 " + reason);
    }

    @Test
    void ratesOfATaxFollowEachOtherWithoutOverlapOrGap() {
        assertThat(refused(rates(VAT, "DE,,,,VAT,all,16,,,2020-07-01,2021-01-02,a law")))
                .containsExactly("rates.csv:2 there is a rate for these days already, by line 3");
        assertThat(refused(rates("DE,,,,VAT,all,16,,,2020-07-01,2020-12-31,a law", VAT)))
                .containsExactly("rates.csv:3 there is no rate between the end of line 2 and this one; where there was"
                        + " none, a line says so");
        TaxTables.accepted(rates(
                "# a comment",
                "",
                "DE,,,,VAT,all,16,,,2020-07-01,2021-01-01,a law",
                VAT,
                "DE,,,,VAT,goods,7,,,2019-01-01,,another category",
                "DE,BY,,,VAT,all,7,,,2019-01-01,,another place",
                "DE,,,,Duty,all,7,,,2019-01-01,,another tax",
                "DE,,,,VAT,all,7,,within,2019-01-01,,another reach"));
    }

    @Test
    void taxesAreNotChargedOnEachOther() {
        assertThat(refused(rates(
                        "CA,,,,A,all,1,B,,2021-01-01,,law",
                        "CA,,,,B,all,1,C+D,,2021-01-01,,law",
                        "CA,,,,C,all,1,A,,2021-01-01,,law",
                        "CA,,,,D,all,1,,,2021-01-01,,law")))
                .containsExactly(
                        "rates.csv:2 A would be charged on itself, by way of B",
                        "rates.csv:3 B would be charged on itself, by way of C",
                        "rates.csv:4 C would be charged on itself, by way of A");
    }

    @Test
    void aFileBeginsWithItsHeaderAndHasAnEnd() {
        String fault = "rates.csv:1 the first line is " + TaxRates.HEADER + ", and there are at most 200000";

        assertThat(refused(TaxRates.read("rates.csv", List.of()))).containsExactly(fault);
        assertThat(refused(TaxRates.read("rates.csv", List.of(VAT)))).containsExactly(fault);
        List<String> many = new ArrayList<>(Collections.nCopies(ReferenceTable.MAX_LINES, ""));
        many.set(0, TaxRates.HEADER);
        TaxTables.accepted(TaxRates.read("rates.csv", many));
        many.add("");
        assertThat(refused(TaxRates.read("rates.csv", many))).containsExactly(fault);
    }

    @Test
    void onlyTheFirstFaultsAreListed() {
        List<String> bad = new ArrayList<>(Collections.nCopies(500, "bad"));
        bad.set(0, TaxRates.HEADER);

        assertThat(refused(TaxRates.read("rates.csv", bad))).hasSize(ReferenceTable.MAX_FAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DE,vat-eu,per-invoice,DE[0-9]{9},1993-01-01,,law|a system is eu-vat, vat, gst or sales-tax, not 'vat-eu'",
                "DE,eu-vat,never,DE[0-9]{9},1993-01-01,,law|a rounding is per-line or per-invoice, not 'never'",
                "DE,eu-vat,per-line,DE[0-9,1993-01-01,,law|the form of a tax number is a regular expression, not 'DE[0-9'",
                "D,eu-vat,per-line,x,1993-01-01,,law|a country is two letters of ISO 3166-1, not 'D'",
                "DE,eu-vat,per-line,x,1993-01-01,,|a line names its source, not ''",
            })
    void aTerritoryThatIsNotRight(String row, String reason) {
        assertThat(refused(TaxTerritories.read("territories.csv", lines(TaxTerritories.HEADER, row))))
                .containsExactly("territories.csv:2 " + reason);
    }

    @Test
    void aCountryHasOneSetOfRulesAtATime() {
        String left = "GB,eu-vat,per-line,x,1993-01-01,2021-01-01,law";

        assertThat(refused(TaxTerritories.read(
                        "t.csv", lines(TaxTerritories.HEADER, left, "GB,vat,per-line,x,2020-12-31,,law"))))
                .containsExactly("t.csv:3 GB has rules for these days already, by line 2");
        assertThat(refused(TaxTerritories.read(
                        "t.csv", lines(TaxTerritories.HEADER, left, "GB,vat,per-line,x,2021-01-02,,law"))))
                .containsExactly("t.csv:3 GB has no rules between the end of line 2 and this one");
        TaxTables.accepted(TaxTerritories.read(
                "t.csv",
                lines(
                        TaxTerritories.HEADER,
                        left,
                        "GB,vat,per-line,x,2021-01-01,,law",
                        "DE,eu-vat,per-line,x,1993-01-01,,law")));
    }

    @ParameterizedTest
    @CsvSource({
        "DE, DE123456789, true",
        "DE, DE12345678, false",
        "DE, 123456789, false",
        "AT, ATU12345678, true",
        "AT, AT12345678, false",
        "GR, EL123456789, true",
        "GR, GR123456789, false",
        "IE, IE1234567FA, true",
        "NL, NL123456789B01, true",
        "IN, 27AAPFU0939F1ZV, true",
        "AU, 51824753556, true",
        "BR, anything, true",
    })
    void aTaxNumberHasTheFormOfItsCountry(String country, String number, boolean may) {
        assertThat(TaxTables.territories().mayBeTaxNumber(country, number, TaxTables.DAY))
                .isEqualTo(may);
    }

    @Test
    void aSellerIsEstablishedOnceAndRegisteredOnceAPlace() {
        String home = "DE,,establishment,DE1,2020-01-01,";

        assertThat(refused(Seller.read(
                        "r.csv",
                        lines(
                                Seller.HEADER,
                                home,
                                "FR,,establishment,FR1,2020-01-01,",
                                "DE,,registered,DE2,2021-01-01,",
                                "AT,,post-box,AT1,2021-01-01,",
                                "AT,,registered,,2021-01-01,",
                                "MC,,registered,FR2,2021-01-01,"))))
                .containsExactly(
                        "r.csv:5 a kind is establishment, registered or one-stop-shop, not 'post-box'",
                        "r.csv:6 a number has 1 to 32 characters, not ''",
                        "r.csv:7 MC is taxed as FR, and so a registration is there",
                        "r.csv:3 line 2 is a registration of that place, or the establishment, for these days already",
                        "r.csv:4 line 2 is a registration of that place, or the establishment, for these days already");
        assertThat(refused(Seller.read(
                        "r.csv",
                        lines(
                                Seller.HEADER,
                                "FR,,establishment,FR1,2022-01-02,",
                                "DE,,establishment,DE1,2020-01-01,2022-01-01"))))
                .containsExactly("r.csv:2 there is no establishment between the end of line 3 and this one");
        Seller moved = TaxTables.accepted(Seller.read(
                "r.csv",
                lines(
                        Seller.HEADER,
                        "DE,,establishment,DE1,2020-01-01,2022-01-01",
                        "FR,,establishment,FR1,2022-01-01,",
                        "DE,,one-stop-shop,DE1,2021-07-01,",
                        "DE,,registered,DE1,2022-01-01,")));
        assertThat(moved.establishment(LocalDate.parse("2021-12-31")).map(TaxRegistration::number))
                .isEqualTo(Optional.of("DE1"));
        assertThat(moved.establishment(LocalDate.parse("2022-01-01")).map(TaxRegistration::number))
                .isEqualTo(Optional.of("FR1"));
        assertThat(moved.hasOneStopShop(LocalDate.parse("2021-06-30"))).isFalse();
        assertThat(moved.hasOneStopShop(LocalDate.parse("2021-07-01"))).isTrue();
        assertThat(moved.collectsIn(TaxPlace.country("DE"), LocalDate.parse("2022-01-01")))
                .isTrue();
        assertThat(moved.collectsIn(TaxPlace.country("AT"), LocalDate.parse("2022-01-01")))
                .isFalse();
        assertThat(moved.registrations(LocalDate.parse("2022-01-01")))
                .extracting(TaxRegistration::kind)
                .containsExactly(
                        TaxRegistration.Kind.ESTABLISHMENT,
                        TaxRegistration.Kind.REGISTERED,
                        TaxRegistration.Kind.ONE_STOP_SHOP);
    }

    @Test
    void theLongestNameOfAnOfferingHoldsAndAPriceBeforeNone() {
        TaxCategories categories = TaxTables.accepted(TaxCategories.read(
                "categories.csv",
                lines(
                        TaxCategories.HEADER,
                        "*,,telecommunications",
                        "handset-*,,goods",
                        "handset-*,insurance,services",
                        "handset-repair,,services",
                        "handset-repair-*,,goods")));

        assertThat(categories.of("mobile-sim-only-s", "monthly-fee")).contains(TaxCategory.TELECOMMUNICATIONS);
        assertThat(categories.of("", "")).contains(TaxCategory.TELECOMMUNICATIONS);
        assertThat(categories.of("handset-fairline-5", "purchase")).contains(TaxCategory.GOODS);
        assertThat(categories.of("handset-fairline-5", "insurance")).contains(TaxCategory.SERVICES);
        assertThat(categories.of("handset-repair", "once")).contains(TaxCategory.SERVICES);
        assertThat(categories.of("handset-repair-kit", "once")).contains(TaxCategory.GOODS);
        assertThat(TaxCategories.NONE.of("anything", "")).isEmpty();
    }

    @Test
    void aCategoryThatIsNotRight() {
        assertThat(refused(TaxCategories.read(
                        "categories.csv",
                        lines(
                                TaxCategories.HEADER,
                                "*,,telecommunications",
                                "*,,goods",
                                "Handset,,goods",
                                "a*b,,goods",
                                "a,P,goods",
                                "a,,food"))))
                .containsExactly(
                        "categories.csv:4 an offering is kebab-case, at its end perhaps a star, not 'Handset'",
                        "categories.csv:5 an offering is kebab-case, at its end perhaps a star, not 'a*b'",
                        "categories.csv:6 a price is kebab-case, or empty, not 'P'",
                        "categories.csv:7 a category is telecommunications, goods or services, not 'food'",
                        "categories.csv:3 this offering and price have a category already");
    }

    @Test
    void theHousesOwnTablesAreRight() {
        TaxTables.rates();
        TaxTables.territories();
        TaxTables.accepted(Seller.read("registrations.csv", TaxTables.file("registrations.csv")));
        TaxTables.accepted(TaxCategories.read("categories.csv", TaxTables.file("categories.csv")));
    }
}
