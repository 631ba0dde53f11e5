package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Promotion.Charge;
import dialtone.catalog.RecurringTerms.Discount;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromotionTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Set<Charge> BOTH = Set.of(Charge.ONE_OFF, Charge.RECURRING);
    private static final Discount HALF = new Discount(
            Optional.of(BigDecimal.valueOf(50)),
            Optional.empty(),
            0,
            Optional.of(3),
            DiscountCondition.named("Welcome"));
    private static final Discount FIVE = new Discount(
            Optional.empty(), Optional.of(eur("5.00")), 0, Optional.empty(), DiscountCondition.named("Welcome"));

    private static final Price.OneOff ACTIVATION = new Price.OneOff("activation", "Activation Mobile S", eur("9.90"));
    private static final Price.Recurring FEE = new Price.Recurring("fee", "Fee", eur("20.00"));

    @Test
    void half_off_both_for_three_months_is_4_95_at_once_and_10_00_in_each_of_them() {
        List<Price> prices = reduced(promotion(HALF, BOTH), ACTIVATION, FEE);

        assertThat(prices)
                .containsExactly(
                        new Price.OneOff(
                                "activation", "Activation Mobile S (9.90 EUR less 50 %, Welcome)", eur("4.95")),
                        new Price.Recurring("fee", "Fee", eur("20.00"), RecurringTerms.MONTHLY.with(HALF)));
        assertThat(IntStream.range(0, 4).mapToObj(period -> inPeriod((Price.Recurring) prices.getLast(), period)))
                .containsExactly(eur("10.00"), eur("10.00"), eur("10.00"), eur("20.00"));
    }

    @Test
    void an_amount_takes_at_most_what_there_is_and_the_name_says_how_much_it_was() {
        assertThat(reduced(promotion(FIVE, BOTH), new Price.OneOff("once", "Once", eur("3.00"))))
                .containsExactly(new Price.OneOff("once", "Once (3.00 EUR less 5.00 EUR, Welcome)", eur("0.00")));
    }

    @Test
    void what_the_promotion_is_not_for_costs_what_it_did() {
        Promotion once = promotion(HALF, Set.of(Charge.ONE_OFF));
        Promotion monthly = promotion(HALF, Set.of(Charge.RECURRING));

        assertThat(reduced(once, ACTIVATION, FEE)).contains(FEE).doesNotContain(ACTIVATION);
        assertThat(reduced(monthly, ACTIVATION, FEE)).contains(ACTIVATION).doesNotContain(FEE);
    }

    @Test
    void nothing_comes_off_what_is_free_what_goes_by_other_prices_or_what_is_for_use() {
        Price free = new Price.OneOff("free", "Free", eur("0.00"));
        Price share = recurring("basis=percent:5:fee", "0.00");
        Price least = recurring("basis=minimum:fee", "100.00");
        Price allowance = new Price.Allowance("minutes", "Minutes", List.of(UsageType.VOICE), 6_000);

        assertThat(reduced(promotion(HALF, BOTH), free, share, least, allowance))
                .containsExactly(free, share, least, allowance);
    }

    @Test
    void it_comes_off_use_of_the_kinds_that_it_names_at_home_or_abroad() {
        Price.Usage calls = usage(UsageType.VOICE, "");
        Price.Usage data = usage(UsageType.DATA, "roaming=home,eu");
        Price.Usage abroad = usage(UsageType.DATA, "roaming=usa");
        Price.Usage messages = usage(UsageType.SMS, "");
        Price[] all = {calls, data, abroad, messages};
        assertThat(reduced(promotion(HALF, Set.of(Charge.VOICE, Charge.SMS)), all))
                .containsExactly(
                        usage(UsageType.VOICE, "discounts=percent:50:0:3:n/Welcome"),
                        data,
                        abroad,
                        usage(UsageType.SMS, "discounts=percent:50:0:3:n/Welcome"));
        assertThat(reduced(promotion(FIVE, Set.of(Charge.DATA)), all))
                .contains(abroad)
                .doesNotContain(data);
        assertThat(reduced(promotion(FIVE, Set.of(Charge.ROAMING)), all))
                .contains(data)
                .doesNotContain(abroad);
        assertThat(promotion(FIVE, Set.of(Charge.ROAMING, Charge.VOICE)).description())
                .isEqualTo("5.00 EUR off each voice price and each roaming price");
    }

    private static Price.Usage usage(UsageType type, String terms) {
        return new Price.Usage(
                "use", "Use", type, new UnitPrice(BigDecimal.ONE, EUR), 1, 0, 1, UsageTerms.parse(terms, EUR));
    }

    @Test
    void it_comes_off_each_seat_after_the_discounts_that_there_are() {
        Price.Recurring seats = recurring("basis=seats;discounts=amount:2.00:0:*", "12.00");
        Price.Recurring less =
                (Price.Recurring) reduced(promotion(HALF, BOTH), seats).getFirst();

        assertThat(less.terms().text()).isEqualTo("basis=seats;discounts=amount:2.00:0:*,percent:50:0:3:n/Welcome");
        assertThat(inPeriod(less, 0)).isEqualTo(eur("5.00"));
    }

    @Test
    void a_long_name_of_a_price_is_cut_to_its_column_and_what_comes_off_is_not() {
        Price.OneOff once = new Price.OneOff("once", "x".repeat(128), eur("9.90"));

        assertThat(reduced(promotion(HALF, BOTH), once).getFirst().name())
                .hasSize(128)
                .startsWith("xxx")
                .endsWith("x (9.90 EUR less 50 %, Welcome)");
    }

    @Test
    void an_offering_keeps_all_but_its_prices() {
        ProductOffering offering = offering(ACTIVATION, FEE);

        assertThat(promotion(HALF, BOTH).off(offering).withPrices(offering.prices()))
                .isEqualTo(offering);
    }

    @Test
    void it_is_for_the_offerings_that_it_names() {
        assertThat(promotion(HALF, BOTH).isFor(new OfferingId("plan"))).isTrue();
        assertThat(promotion(HALF, BOTH).isFor(new OfferingId("bigger"))).isFalse();
    }

    @Test
    void it_says_what_it_gives_without_its_name() {
        assertThat(promotion(HALF, Set.of(Charge.RECURRING)).description())
                .isEqualTo("50 % for periods 1 to 3 off recurring prices");
        assertThat(promotion(FIVE, Set.of(Charge.RECURRING)).description())
                .isEqualTo("5.00 EUR off each recurring price");
        assertThat(promotion(FIVE, BOTH).description())
                .isEqualTo("5.00 EUR off each one-off price and each recurring price");
        assertThat(promotion(HALF, BOTH).description())
                .isEqualTo("50 % for periods 1 to 3 off one-off prices and recurring prices");
    }

    private static Money inPeriod(Price.Recurring price, int period) {
        Money amount = price.amount();
        for (Discount discount : price.terms().discounts()) {
            amount = discount.isGivenIn(period) ? discount.off(amount) : amount;
        }
        return amount;
    }

    private static List<Price> reduced(Promotion promotion, Price... prices) {
        return promotion.off(offering(prices)).prices();
    }

    private static Price.Recurring recurring(String terms, String amount) {
        return new Price.Recurring("other", "Other", eur(amount), RecurringTerms.parse(terms, EUR));
    }

    private static ProductOffering offering(Price... prices) {
        return new ProductOffering(
                new OfferingId("plan"),
                "Plan",
                "A plan",
                ProductOffering.Role.PLAN,
                "plan-spec",
                List.of(),
                List.of(prices),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
    }

    private static Promotion promotion(Discount discount, Set<Charge> charges) {
        return new Promotion(
                "welcome",
                "Welcome",
                Optional.of("WELCOME-26"),
                Optional.empty(),
                discount,
                charges,
                List.of(new OfferingId("plan")),
                Optional.empty(),
                Optional.empty(),
                false,
                true);
    }

    private static Money eur(String amount) {
        return Money.of(amount, EUR);
    }
}
