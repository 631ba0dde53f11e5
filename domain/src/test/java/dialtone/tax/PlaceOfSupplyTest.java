package dialtone.tax;

import static dialtone.tax.TaxTables.accepted;
import static dialtone.tax.TaxTables.net;
import static dialtone.tax.TaxTables.refused;
import static dialtone.tax.TaxTables.request;
import static dialtone.tax.TaxTables.seller;
import static dialtone.tax.TaxTables.soldBy;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.tax.TaxProfile.CustomerType;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who owes which tax on 100.00, by where seller and customer are and what is sold. */
class PlaceOfSupplyTest {

    private static final String GERMAN = "DE,,establishment,DE123456789,2000-01-01,";
    private static final String SHOP = "DE,,one-stop-shop,DE123456789,2021-07-01,";

    private static TaxProfile customer(String country, String region, String number) {
        return new TaxProfile(
                TaxPlace.region(country, region),
                number.isEmpty() ? CustomerType.CONSUMER : CustomerType.BUSINESS,
                number,
                List.of());
    }

    private static String said(TaxProvider taxes, TaxProfile customer, TaxCategory category) {
        AppliedTax tax = accepted(taxes.assess(request(customer, net("1", "100.00", category))))
                .lines()
                .getFirst()
                .taxes()
                .getFirst();
        return tax.treatment().code() + " " + tax.jurisdiction() + " " + tax.tax() + " " + tax.percent() + " "
                + tax.amount().amount() + " " + tax.note();
    }

    @ParameterizedTest(name = "{0} {1} buys {2}: {3}")
    @CsvSource(
            quoteCharacter = '"',
            emptyValue = "",
            value = {
                "DE,'',telecommunications,S DE VAT 19 19.00",
                "DE,DE999999999,telecommunications,S DE VAT 19 19.00",
                "AT,'',telecommunications,S AT VAT 20 20.00",
                "FI,'',goods,S FI VAT 25.5 25.50",
                "AT,'',services,S DE VAT 19 19.00",
                "AT,ATU12345678,telecommunications,AE DE VAT 0 0.00 Directive 2006/112/EC Articles 44 and 196",
                "AT,ATU12345678,services,AE DE VAT 0 0.00 Directive 2006/112/EC Articles 44 and 196",
                "AT,ATU12345678,goods,K DE VAT 0 0.00 Directive 2006/112/EC Article 138(1)",
                "CH,'',telecommunications,\"O DE VAT 0 0.00 Supplied in CH, Directive 2006/112/EC Article 58\"",
                "CH,CHE123456789,telecommunications,\"O DE VAT 0 0.00 Supplied in CH, Directive 2006/112/EC Article 44\"",
                "CH,CHE123456789,services,\"O DE VAT 0 0.00 Supplied in CH, Directive 2006/112/EC Article 44\"",
                "CH,'',services,S DE VAT 19 19.00",
                "CH,'',goods,G DE VAT 0 0.00 Directive 2006/112/EC Article 146(1)(a)",
                "BR,'',telecommunications,\"O DE VAT 0 0.00 Supplied in BR, Directive 2006/112/EC Article 58\"",
                "GB,GB123456789,goods,G DE VAT 0 0.00 Directive 2006/112/EC Article 146(1)(a)"
            })
    void aGermanSellerInTheOneStopShop(String country, String number, String category, String said) {
        String told = number.equals("''") ? "" : number;
        assertThat(said(
                                soldBy(GERMAN, SHOP),
                                customer(country, "", told),
                                TaxCategory.of(category).orElseThrow())
                        .strip())
                .isEqualTo(said);
    }

    @Test
    void belowTheThresholdASellerChargesHisOwnTax() {
        assertThat(said(soldBy(GERMAN), customer("AT", "", ""), TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S DE VAT 19");
    }

    @Test
    void aRegistrationThereIsAsGoodAsTheShop() {
        assertThat(said(
                        soldBy(GERMAN, "AT,,registered,ATU1,2000-01-01,"),
                        customer("AT", "", ""),
                        TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S AT VAT 20");
    }

    @Test
    void whoIsRegisteredOutsideTheUnionChargesThere() {
        TaxProvider taxes = soldBy(GERMAN, "CH,,registered,CHE123456789MWST,2020-01-01,");

        assertThat(said(taxes, customer("CH", "", ""), TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S CH VAT 8.1 8.10");
        assertThat(said(taxes, customer("CH", "", ""), TaxCategory.GOODS)).startsWith("S CH VAT 8.1 8.10");
    }

    @Test
    void aBusinessThatHasToldNoNumberIsTreatedAsAConsumer() {
        TaxProfile silent = new TaxProfile(TaxPlace.country("AT"), CustomerType.BUSINESS, "", List.of());

        assertThat(said(soldBy(GERMAN, SHOP), silent, TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S AT VAT 20");
    }

    @Test
    void aConsumerWithANumberIsAConsumer() {
        TaxProfile odd = new TaxProfile(TaxPlace.country("AT"), CustomerType.CONSUMER, "ATU12345678", List.of());

        assertThat(said(soldBy(GERMAN, SHOP), odd, TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S AT VAT 20");
    }

    @Test
    void greatBritainHasLeft() {
        TaxProvider taxes = soldBy(GERMAN);
        TaxableLine before = new TaxableLine(
                "1",
                TaxCategory.TELECOMMUNICATIONS,
                dialtone.base.Money.of("100.00", TaxTables.EUR),
                TaxableLine.PriceBasis.NET,
                LocalDate.parse("2020-12-31"));

        TaxAssessment then = accepted(taxes.assess(request(customer("GB", "", "GB123456789"), before)));

        assertThat(then.lines().getFirst().taxes().getFirst().treatment()).isEqualTo(TaxTreatment.REVERSE_CHARGE);
        assertThat(said(taxes, customer("GB", "", "GB123456789"), TaxCategory.TELECOMMUNICATIONS))
                .startsWith("O DE");
    }

    @Test
    void aSellerOutsideTheUnion() {
        TaxProvider taxes = soldBy("GB,,establishment,GB123456789,2000-01-01,");

        assertThat(said(taxes, customer("GB", "", ""), TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S GB VAT 20");
        assertThat(said(taxes, customer("DE", "", "DE123456789"), TaxCategory.TELECOMMUNICATIONS))
                .startsWith("AE GB VAT 0");
        assertThat(said(taxes, customer("DE", "", "DE123456789"), TaxCategory.GOODS))
                .startsWith("AE GB");
        assertThat(said(taxes, customer("DE", "", ""), TaxCategory.TELECOMMUNICATIONS))
                .isEqualTo("O GB VAT 0 0.00 The seller is not registered in DE");
        assertThat(said(taxes, customer("CH", "", ""), TaxCategory.SERVICES))
                .isEqualTo("O GB VAT 0 0.00 The seller is not registered in CH");
    }

    @Test
    void anAmericanSellerCollectsWhereHeIsRegistered() {
        TaxProvider taxes = soldBy("US,NH,establishment,12-3456789,2000-01-01,");

        assertThat(said(taxes, customer("US", "NH", ""), TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S US-NH Communications tax 7 7.00");
        assertThat(said(taxes, customer("US", "MT", ""), TaxCategory.TELECOMMUNICATIONS))
                .isEqualTo("O US-NH Sales tax 0 0.00 The seller is not registered in US-MT");
    }

    private static List<String> refusal(TaxProvider taxes, TaxProfile customer) {
        return refused(taxes.assess(request(customer, net("1", "100.00", TaxCategory.TELECOMMUNICATIONS))));
    }

    @Test
    void whoIsRegisteredByRegionHasToKnowTheCustomersRegion() {
        String unknown =
                "TAX_PLACE_UNKNOWN The seller is registered by region in US, and it is not known in which one the"
                        + " customer is.";

        assertThat(refusal(soldBy("US,NH,establishment,12-3456789,2000-01-01,"), customer("US", "", "")))
                .containsExactly(unknown);
        TaxProvider german = soldBy(GERMAN, "US,NH,registered,12-3456789,2026-01-01,2026-11-30");
        assertThat(said(german, customer("US", "", ""), TaxCategory.TELECOMMUNICATIONS))
                .as("that registration has ended")
                .startsWith("O DE VAT");
        assertThat(refusal(soldBy(GERMAN, "US,NH,registered,12-3456789,2026-01-01,"), customer("US", "", "")))
                .containsExactly(unknown);
    }

    @Test
    void whereTaxIsDividedByRegionBothRegionsAreKnown() {
        String unknown = "TAX_PLACE_UNKNOWN In IN tax depends on the regions of seller and customer: the ";
        TaxProvider everywhere = soldBy("IN,,establishment,27AAAAA0000A1Z5,2017-07-01,");

        assertThat(refusal(everywhere, customer("IN", "", ""))).containsExactly(unknown + "customer's is not known.");
        assertThat(refusal(everywhere, customer("IN", "MH", ""))).containsExactly(unknown + "seller's is not known.");
        assertThat(refusal(soldBy("IN,MH,establishment,27AAAAA0000A1Z5,2017-07-01,"), customer("IN", "", "")))
                .singleElement()
                .asString()
                .startsWith("TAX_PLACE_UNKNOWN The seller is registered by region in IN");
    }

    @ParameterizedTest(name = "{0}-{1} {2} buys: {3}")
    @CsvSource({
        "MC,'','',S FR VAT 20 20.00",
        "MC,'',FR12345678901,AE DE VAT 0 0.00",
        "ES,CE,'',O ES-CE VAT 0 0.00",
        "ES,ML,'',O ES-ML VAT 0 0.00",
        "ES,'','',S ES VAT 21 21.00",
    })
    void territoriesThatAreTaxedAsAnotherCountryOrNot(String country, String region, String number, String said) {
        assertThat(said(soldBy(GERMAN, SHOP), customer(country, region, number), TaxCategory.TELECOMMUNICATIONS))
                .startsWith(said);
    }

    @Test
    void theIsleOfManIsTaxedAsGreatBritain() {
        assertThat(said(
                        soldBy("GB,,establishment,GB123456789,2000-01-01,"),
                        customer("IM", "", ""),
                        TaxCategory.TELECOMMUNICATIONS))
                .startsWith("S GB VAT 20 20.00");
    }

    @ParameterizedTest
    @CsvSource({"FI,01", "FR,971", "FR,974", "GR,69"})
    void whatHasRulesOfItsOwnIsRefused(String country, String region) {
        assertThat(refusal(soldBy(GERMAN, SHOP), customer(country, region, "")))
                .singleElement()
                .asString()
                .startsWith("TAX_LOCALITY_UNKNOWN VAT of " + country + "-" + region);
    }

    @Test
    void theNarrowestRegistrationSaysWhereTheSellerIs() {
        Seller seller =
                seller("IN,,establishment,27AAAAA0000A1Z5,2017-07-01,", "IN,KA,registered,29AAAAA0000A1Z5,2017-07-01,");

        assertThat(seller.registration(TaxPlace.region("IN", "KA"), TaxTables.DAY)
                        .orElseThrow()
                        .number())
                .startsWith("29");
        assertThat(seller.registration(TaxPlace.region("IN", "MH"), TaxTables.DAY)
                        .orElseThrow()
                        .number())
                .startsWith("27");
        assertThat(seller.registrations(TaxTables.DAY)).hasSize(2);
        assertThat(seller.registrations(LocalDate.parse("2017-06-30"))).isEmpty();
    }

    @Test
    void nothingIsSaidOfACustomerWhoIsNowhere() {
        assertThat(refused(soldBy(GERMAN)
                        .assess(request(
                                TaxProfile.consumer(TaxPlace.country("")),
                                net("1", "1.00", TaxCategory.GOODS),
                                net("2", "1.00", TaxCategory.SERVICES)))))
                .containsExactly("TAX_PLACE_UNKNOWN It is not known in which country the customer is.");
    }

    @Test
    void nothingIsSaidBeforeTheSellerIsEstablished() {
        assertThat(refused(soldBy("DE,,establishment,DE1,2027-01-01,")
                        .assess(request(
                                TaxProfile.consumer(TaxPlace.country("DE")), net("1", "1.00", TaxCategory.GOODS)))))
                .containsExactly("TAX_PLACE_UNKNOWN The seller is not established anywhere on 2026-11-30.");
    }
}
