package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.Tiers;
import dialtone.catalog.Tiers.Tier;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PriceCurveTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final long SEED = 20261129;
    private static final List<RoundingMode> ROUNDINGS =
            List.of(RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN);

    @ParameterizedTest
    @CsvFileSource(resources = "billing-vectors.csv", useHeadersInDisplayName = true, numLinesToSkip = 1)
    void other_systems_cases_come_out_the_same(
            String source, String mode, String tiers, String terms, long units, long records, String expected) {
        assertThat(cost(price(mode, tiers, terms), units, records)).as(source).isEqualTo(Money.of(expected, EUR));
    }

    @ParameterizedTest
    @CsvSource({
        // the examples of the class: mode, tiers, terms, units, records, amount
        "graduated, *:0.09/60:units:0, , 61, 1, 0.09",
        "graduated, 1000:1.50/1:units:0 *:2.00/1:units:0, , 1200, 1, 1900.00",
        "volume, 1000:1.50/1:units:0 *:2.00/1:units:0, , 1200, 1, 2400.00",
        "graduated, *:100/10:blocks:0, , 15, 1, 200.00",
        "graduated, *:1.00/1:units:0, setup=1.00, 90, 1, 91.00",
        // roundings of 0.005, 0.015 and 0.001
        "graduated, *:0.005/1:units:0, , 1, 1, 0.01",
        "graduated, *:0.005/1:units:0, rounding=half_even, 1, 1, 0.00",
        "graduated, *:0.005/1:units:0, rounding=half_even, 3, 1, 0.02",
        "graduated, *:0.001/1:units:0, rounding=half_even, 6, 1, 0.01",
        "graduated, *:0.001/1:units:0, rounding=up, 1, 1, 0.01",
        "graduated, *:0.001/1:units:0, rounding=up, 10, 1, 0.01",
        "graduated, *:0.001/1:units:0, rounding=down, 19, 1, 0.01",
        // a fee alone, a cap over a fee, flat amounts, nothing at all
        "graduated, *:0.09/60:units:0, setup=0.15, 0, 3, 0.45",
        "graduated, *:0.09/60:units:0, setup=0.15;cap=0.40, 60, 3, 0.40",
        "graduated, 5:0/1:units:3.50 *:0/1:units:1.25, , 5, 1, 3.50",
        "graduated, 5:0/1:units:3.50 *:0/1:units:1.25, , 6, 1, 4.75",
        "volume, 5:0/1:units:3.50 *:0/1:units:1.25, , 6, 1, 1.25",
        "graduated, 5:0/1:units:3.50 *:0/1:units:1.25, , 0, 0, 0.00",
        // thirds and sevenths are brought together before anything is rounded: 1/3 + 1/7 is 0.476
        "graduated, 1:1/3:units:0 *:1/7:units:0, , 2, 1, 0.48"
    })
    void the_cost_of_a_cycle(String mode, String tiers, String terms, long units, long records, String amount) {
        assertThat(cost(price(mode, tiers, terms == null ? "" : terms), units, records))
                .isEqualTo(Money.of(amount, EUR));
    }

    /** Lago and OpenMeter charge a tier's flat amount to who uses nothing. We do not: what is due without use is a monthly price. */
    @Test
    void nothing_used_costs_nothing_other_than_where_the_first_tiers_flat_amount_is_due_anyway() {
        assertThat(cost(price("graduated", "5:10/1:units:100 *:5/1:units:50", ""), 0, 0))
                .isEqualTo(Money.zero(EUR));
        assertThat(cost(price("volume", "5:0/1:units:100 *:0/1:units:150", ""), 0, 0))
                .isEqualTo(Money.zero(EUR));
    }

    /** Against fractions without any common denominator, in large decimals. */
    @Test
    void an_amount_is_the_sum_of_the_tiers_rounded_once_however_large_it_is() {
        Random random = new Random(SEED);
        int compared = 0;
        for (int i = 0; i < 5_000; i++) {
            Price.Usage price = randomPrice(random);
            long units = random.nextLong(1L << (1 + random.nextInt(40)));
            long records = random.nextInt(1_000);
            BigDecimal exact = exact(price, units, records);
            if (exact.compareTo(new BigDecimal("1e15")) < 0) {
                BigDecimal rounded = exact.setScale(2, price.terms().rounding());
                BigDecimal most = price.terms().cap().map(Money::amount).orElse(rounded);
                assertThat(cost(price, units, records))
                        .as(price.toString())
                        .isEqualTo(new Money(rounded.min(most), EUR));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(2_000);
    }

    @Test
    void more_than_a_long_holds_is_refused() {
        PriceCurve curve = new PriceCurve(price("graduated", "*:1000000/1:units:0", ""));
        assertThatThrownBy(() -> curve.minorUnits(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void use_says_how_its_amount_came_about() {
        Price.Usage tiered = price("graduated", "1000:1.50/1:units:0 *:2.00/10:blocks:5", "setup=0.05;cap=1500.00");
        PriceUse use = new PriceUse(tiered, 1_300, 1_200, 7, Money.of("1500.00", EUR));
        assertThat(use.explanation())
                .isEqualTo(
                        "1300 messages, 100 messages included, 1200 messages charged: 1000 messages at 1.5 EUR per message,"
                                + " 200 messages at 2 EUR per 10 messages begun and 5 EUR, 7 set up at 0.05 EUR, at most 1500.00 EUR");
        assertThat(new PriceUse(tiered, 100, 0, 7, Money.of("0.35", EUR)).explanation())
                .isEqualTo("100 messages, all included, 7 set up at 0.05 EUR");
    }

    private static BigDecimal exact(Price.Usage price, long units, long records) {
        MathContext wide = new MathContext(60);
        BigDecimal sum = price.terms()
                .setup()
                .map(fee -> fee.amount().multiply(BigDecimal.valueOf(records)))
                .orElse(BigDecimal.ZERO);
        long below = 0;
        for (Tier tier : price.tiers().tiers()) {
            boolean volume = price.tiers().mode() == Tiers.Mode.VOLUME;
            long within = volume
                    ? (units > below && units <= tier.upTo() ? units : 0)
                    : Math.max(0, Math.min(units, tier.upTo()) - below);
            if (within > 0) {
                BigDecimal blocks = BigDecimal.valueOf(within).divide(BigDecimal.valueOf(tier.perUnitCount()), wide);
                BigDecimal charged = tier.wholeBlocks() ? blocks.setScale(0, RoundingMode.CEILING) : blocks;
                sum = sum.add(tier.price().amount().multiply(charged))
                        .add(tier.flat().amount());
            }
            below = tier.upTo();
        }
        return sum.setScale(40, RoundingMode.HALF_UP);
    }

    /** The divisors are products of 2 and 5, of which a decimal has every fraction. */
    private static Price.Usage randomPrice(Random random) {
        List<Tier> tiers = new ArrayList<>();
        long upTo = 0;
        int count = 1 + random.nextInt(4);
        for (int i = 1; i <= count; i++) {
            upTo += 1 + random.nextLong(1L << (1 + random.nextInt(30)));
            tiers.add(new Tier(
                    i == count ? Tiers.NO_END : upTo,
                    unitPrice(random),
                    (1L << random.nextInt(31)) * (random.nextBoolean() ? 1 : 1_000_000),
                    random.nextInt(3) == 0,
                    random.nextBoolean() ? unitPrice(random) : new UnitPrice(BigDecimal.ZERO, EUR)));
        }
        UsageTerms terms = new UsageTerms(
                UsageScope.ANY,
                random.nextBoolean() ? Optional.of(unitPrice(random)) : Optional.empty(),
                Optional.of(new Tiers(random.nextBoolean() ? Tiers.Mode.VOLUME : Tiers.Mode.GRADUATED, tiers)),
                random.nextInt(5) == 0 ? Optional.of(Money.of("1000.00", EUR)) : Optional.empty(),
                ROUNDINGS.get(random.nextInt(ROUNDINGS.size())));
        return new Price.Usage("p", "P", UsageType.DATA, tiers.getFirst().price(), 1, 0, 1, terms);
    }

    private static UnitPrice unitPrice(Random random) {
        return new UnitPrice(
                BigDecimal.valueOf(random.nextLong(1L << (1 + random.nextInt(40))), random.nextInt(11)), EUR);
    }

    private static Money cost(Price.Usage price, long units, long records) {
        PriceCurve curve = new PriceCurve(price);
        return curve.money(curve.minorUnits(units, records));
    }

    private static Price.Usage price(String mode, String tiers, String terms) {
        String text = "mode=" + mode + ";tiers=" + tiers.replace(' ', ',')
                + (terms == null || terms.isEmpty() ? "" : ";" + terms);
        UsageTerms parsed = UsageTerms.parse(text, EUR);
        Tier first = parsed.tiers().orElseThrow().tiers().getFirst();
        return new Price.Usage("p", "P", UsageType.SMS, first.price(), first.perUnitCount(), 0, 1, parsed);
    }
}
