package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.Promotion;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogPromotionsTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static final String GOOD = CatalogText.of("""
            offerings:
              - id: plan
                name: Plan
                description: A plan.
                role: plan
                productSpecification: line
                characteristics:
                  [{name: coupon, label: Coupon code}, {name: simType, label: SIM, values: [physical, esim], default: esim}]
                prices:
                  - {id: activation, type: one-off, name: Activation, amount: 9.90}
                  - {id: fee, type: recurring, name: Fee, amount: 20.00, discounts: [{percent: 10, name: Family, together: [plan], atLeast: 2, atMost: 4, afterMonths: 12}]}
            promotions:
              - {id: half, name: Half, code: HALF, limit: 10, percent: 50, periods: 3, charges: [recurring, one-off], offerings: [plan], from: 2026-11-01, until: 2026-12-31, customers: new, combinable: true}
            """);

    private static Catalog loaded(String text) {
        return CatalogText.accepted(CatalogLoader.load(CatalogText.source(text)));
    }

    @Test
    void a_promotion_takes_half_off_what_is_paid_once_and_for_three_periods() {
        Catalog catalog = loaded(GOOD);
        ProductOffering offering = catalog.offering(new OfferingId("plan")).orElseThrow();
        Promotion promotion = catalog.promotion("half").orElseThrow();
        assertThat(promotion.description())
                .isEqualTo("50 % for periods 1 to 3 off one-off prices and recurring prices");
        List<Price> prices = promotion.off(offering).prices();
        assertThat(prices.getFirst())
                .isEqualTo(
                        new Price.OneOff("activation", "Activation (9.90 EUR less 50 %, Half)", Money.of("4.95", EUR)));
        assertThat(((Price.Recurring) prices.getLast()).terms().description())
                .isEqualTo("less 10 % (Family) and 50 % for periods 1 to 3 (Half)");
        assertThat(((Price.Recurring) prices.getLast()).terms().text())
                .isEqualTo("discounts=percent:10:0:*:n/Family:m/12:t/2/4/plan,percent:50:0:3:n/Half");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "percent: 50, periods: 3, charges | percent: 50, amount: 5.00, charges | 15 | either percent or amount",
                "percent: 50, periods: 3, charges | percent: 50, after: 12, charges | 15 | after is of recurring charges alone",
                "code: HALF | code: half | 15 | capitals",
                "limit: 10 | limit: 0 | 15 | from 1 to 1000000",
                "charges: [recurring, one-off] | charges: [usage] | 15 | charges are some of one-off, recurring, voice, sms, data and roaming",
                "charges: [recurring, one-off] | charges: [roaming] | 15 | offering plan has no price that something comes off",
                "offerings: [plan], from | offerings: [other], from | 15 | offering other is none",
                "name: coupon, label | name: voucher, label | 15 | has no characteristic coupon",
                "until: 2026-12-31 | until: 2026-10-31 | 15 | until is before from",
                "from: 2026-11-01 | from: 2026-13-01 | 15 | a day such as 2026-12-31",
                "customers: new | customers: nobody | 15 | all or new",
                "name: Half | name: 'Half, or so' | 15 | none of",
                "code: HALF, | '' | 15 | limit is said of a code",
                "together: [plan] | together: [other] | 4 | together names other",
                "atLeast: 2 | atLeast: 5 | 13 | atMost is not less than atLeast",
                "name: Family, together | together | 13 | has a name",
                "'together: [plan], ' | '' | 13 | together names the offerings",
                "afterMonths: 12 | afterMonths: 601 | 13 | from 1 to 600",
            })
    void what_is_wrong_is_said_with_file_and_line(String good, String bad, int line, String reason) {
        assertThat(GOOD).contains(good);
        assertThat(refusals(GOOD.replace(good, bad))).anySatisfy(refusal -> {
            assertThat(refusal.field()).isEqualTo("mobile.yaml:" + line);
            assertThat(refusal.message()).contains(reason);
        });
    }

    private static List<Rejection> refusals(String text) {
        return CatalogLoader.load(CatalogText.source(text)).fold(catalog -> List.of(), reasons -> reasons);
    }

    @Test
    void an_offering_has_a_price_that_something_comes_off() {
        String none = GOOD.replace("[recurring, one-off]", "[one-off]").replaceFirst(" *- \\{id: activation.*\\n", "");
        assertThat(refusals(none))
                .extracting(Rejection::message)
                .containsExactly("offering plan has no price that something comes off");
    }

    /** Of 4000 characters the price's own discounts take 3993: three of twenty offerings each. */
    @Test
    void terms_with_the_promotion_go_into_their_column() {
        String id = "p".repeat(62);
        String discount = "{percent: 1, name: " + "N".repeat(45) + ", together: ["
                + String.join(", ", Collections.nCopies(20, id)) + "]}";
        String full = GOOD.replaceFirst(
                        "discounts: \\[.*?}]",
                        "discounts: [" + String.join(", ", Collections.nCopies(3, discount)) + "]")
                .replace("id: plan\n", "id: " + id + "\n")
                .replace("[plan]", "[" + id + "]");
        assertThat(refusals(full))
                .extracting(Rejection::message)
                .containsExactly(
                        "all that is said of a price of " + id + ", with the promotion, has at most 4000 characters");
    }

    @Test
    void an_amount_comes_off_each_price() {
        Promotion promotion = loaded(GOOD.replace("percent: 50, periods: 3", "amount: 5.00"))
                .promotion("half")
                .orElseThrow();
        assertThat(promotion.description()).isEqualTo("5.00 EUR off each one-off price and each recurring price");
    }

    @Test
    void two_promotions_have_two_ids_and_two_codes() {
        String twice = GOOD.replaceFirst("( *- \\{id: half.*\\n)", "$1$1");
        assertThat(refusals(twice))
                .extracting(Rejection::message)
                .contains("promotion half occurs more than once", "code HALF is that of another promotion");
    }
}
