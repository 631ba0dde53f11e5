package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.rating.AgreedUse.PerUnits;
import dialtone.rating.AgreedUse.Percentage;
import dialtone.rating.AgreedUse.Rate;
import dialtone.rating.AgreedUse.Tiered;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is agreed of prices of use. */
class AgreedUseTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final RatingContext PLAIN = new RatingContext(ZoneId.of("UTC"), ReferenceData.NONE);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);
    private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);
    private static final long SEED = 20261127;

    private static final Price.Usage CALLS =
            new Price.Usage("calls", "Calls", UsageType.VOICE, unit("0.09"), 60, 60, 1, UsageTerms.PLAIN);
    private static final Tariff TARIFF =
            new Tariff(List.of(CALLS, new Price.Allowance("included", "Included", List.of(UsageType.VOICE), 100)));

    @ParameterizedTest
    @CsvSource({
        // own terms, agreed, seconds of one call (100 are included, 60 at the least), amount
        // 60 s at 0.05 a minute; 61 s are 0.0508; 600 s are 0.50
        "'', 0.05/60, 160, 0.05",
        "'', 0.05/60, 161, 0.05",
        "'', 0.05/60, 700, 0.50",
        // 600 s at 0.0011 a second
        "'', 0.0011/1, 700, 0.66",
        // 20 % off 0.90 and off 0.0915 (61 s); all of it off
        "'', 20, 700, 0.72",
        "'', 20, 161, 0.07",
        "'', 100, 700, 0.00",
        // 33.33 % off: 600 s at 0.060003 a minute are 0.60003
        "'', 33.33, 700, 0.60",
        // the set-up fee stays with a rate, 0.50 and 0.15; a percentage is off both, 0.72 and 0.12
        "setup=0.15, 0.05/60, 700, 0.65",
        "setup=0.15, 20, 700, 0.84",
        // so does the cap: 0.72 are more than 0.60
        "cap=0.60, 20, 700, 0.60",
        // 300 s at 0.06 and 300 s at 0.03 a minute, in place of one price and of tiers
        "'', graduated:300:0.06/60:units:0;*:0.03/60:units:0, 700, 0.45",
        "mode=graduated;tiers=100:1/60:units:0~*:2/60:units:0, 0.05/60, 700, 0.50",
        // by volume all 600 s by the second, and 1.00 for reaching it
        "'', volume:300:0.06/60:units:0;*:0.03/60:units:1.00, 700, 1.30",
        // 10 % off tiers: 300 s at 0.054, 300 s at 0.027 and 0.90 for reaching it: 0.27 + 0.135 + 0.90 = 1.305
        "mode=graduated;tiers=300:0.06/60:units:0~*:0.03/60:units:1.00, 10, 700, 1.31",
    })
    void a_cycle_costs_what_is_agreed_for_its_first_day(String terms, String agreed, long seconds, String amount) {
        Price.Usage own = new Price.Usage(
                "calls",
                "Calls",
                UsageType.VOICE,
                unit("0.09"),
                60,
                60,
                1,
                UsageTerms.parse(terms == null ? "" : terms.replace('~', ','), EUR));
        Tariff tariff = new Tariff(
                        List.of(own, new Price.Allowance("included", "Included", List.of(UsageType.VOICE), 100)))
                .agreeing(List.of(from(NOVEMBER, Optional.empty(), Optional.of(rate(agreed)))));
        assertThat(amountOf(tariff.in(NOVEMBER), seconds)).isEqualTo(amount + " EUR");
        assertThat(tariff.in(NOVEMBER).id()).as("it is the same tariff").isEqualTo(tariff.id());
    }

    @Test
    void it_holds_from_its_cycle_to_its_cycle_and_of_two_the_later_one() {
        Tariff tariff = TARIFF.agreeing(List.of(
                from(NOVEMBER, Optional.of(JANUARY), Optional.of(rate("0.05/60"))),
                from(DECEMBER, Optional.empty(), Optional.of(rate("0.03/60"))),
                new AgreedUse("other", NOVEMBER, Optional.empty(), Optional.of(rate("100")), "Other")));
        assertThat(amountOf(tariff.in(NOVEMBER.minusMonths(1)), 700)).isEqualTo("0.90 EUR");
        assertThat(amountOf(tariff.in(NOVEMBER), 700)).isEqualTo("0.50 EUR");
        assertThat(amountOf(tariff.in(DECEMBER), 700)).isEqualTo("0.30 EUR");
        assertThat(amountOf(tariff.in(JANUARY), 700)).isEqualTo("0.30 EUR");
        Tariff back = TARIFF.agreeing(List.of(
                from(NOVEMBER, Optional.empty(), Optional.of(rate("0.05/60"))),
                from(DECEMBER, Optional.empty(), Optional.empty())));
        assertThat(amountOf(back.in(NOVEMBER), 700)).isEqualTo("0.50 EUR");
        assertThat(amountOf(back.in(DECEMBER), 700)).as("its own again").isEqualTo("0.90 EUR");
        assertThat(back.in(DECEMBER)).as("nothing is agreed there").isSameAs(back);
    }

    @Test
    void what_is_agreed_in_another_currency_does_not_hold() {
        Rate dollars = new PerUnits(new UnitPrice(new BigDecimal("0.05"), Currency.getInstance("USD")), 60);
        Tariff tariff = TARIFF.agreeing(List.of(from(NOVEMBER, Optional.empty(), Optional.of(dollars))));
        assertThat(amountOf(tariff.in(NOVEMBER), 700)).isEqualTo("0.90 EUR");
    }

    @Test
    void a_line_of_the_invoice_says_what_it_is_in_place_of_and_why() {
        assertThat(explanation("0.05/60"))
                .isEqualTo("11:40 min, 1:40 min included, 10 minutes charged at 0.05 EUR per minute,"
                        + " agreed in place of 0.09 EUR per minute (Framework 4711)");
        assertThat(explanation("20"))
                .isEqualTo("11:40 min, 1:40 min included, 10 minutes charged at 0.072 EUR per minute,"
                        + " agreed at 20 % less than 0.09 EUR per minute (Framework 4711)");
        assertThat(explanation("graduated:300:0.06/60:units:0;*:0.03/60:units:0"))
                .isEqualTo("11:40 min, 1:40 min included, 10 minutes charged: 5 minutes at 0.06 EUR per minute,"
                        + " 5 minutes at 0.03 EUR per minute, agreed in place of 0.09 EUR per minute (Framework 4711)");
        assertThat(rate("20").text(UsageType.VOICE)).isEqualTo("20 % off");
        assertThat(rate("0.05/60").text(UsageType.VOICE)).isEqualTo("0.05 EUR per minute");
        assertThat(rate("graduated:300:0.06/60:units:0;*:0.03/60:units:0").text(UsageType.VOICE))
                .isEqualTo("up to 5 minutes at 0.06 EUR per minute, beyond at 0.03 EUR per minute");
        Price.Usage tiered = ((Tiered) rate("graduated:300:0.06/60:units:0;*:0.03/60:units:0")).of(CALLS);
        assertThat(from(NOVEMBER, Optional.empty(), Optional.of(rate("0.05/60")))
                        .explanation(tiered))
                .startsWith("agreed in place of up to 5 minutes at 0.06 EUR");
    }

    @Test
    void a_percentage_is_more_than_none_and_no_more_than_all() {
        assertThat(Stream.of("0.01", "100", "33.30").map(BigDecimal::new)).allMatch(Percentage::isOne);
        assertThat(Stream.of("0", "-1", "100.01", "1.234").map(BigDecimal::new)).noneMatch(Percentage::isOne);
        assertThatThrownBy(() -> new Percentage(BigDecimal.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PerUnits(unit("1"), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Stream.of("0", "0.0000000001", "999999999.99", "100").map(BigDecimal::new))
                .allMatch(AgreedUse::isPrice);
        assertThat(Stream.of("-0.01", "0.00000000001", "1000000000").map(BigDecimal::new))
                .noneMatch(AgreedUse::isPrice);
        Price.Usage fine =
                new Price.Usage("fine", "Fine", UsageType.VOICE, unit("0.0000000003"), 1, 0, 1, UsageTerms.PLAIN);
        assertThat(new Percentage(new BigDecimal("50")).of(fine).price())
                .as("rounded to ten decimals")
                .isEqualTo(unit("0.0000000002"));
    }

    /** Records, differences and all: whenever it is agreed, a cycle costs the same in the end. */
    @Test
    void whenever_it_is_agreed_records_and_differences_come_to_what_the_cycle_costs_by_it() {
        Random random = new Random(SEED);
        for (int run = 0; run < 200; run++) {
            Tariff agreed = TARIFF.agreeing(List.of(
                    from(NOVEMBER, Optional.empty(), Optional.of(rate(random.nextBoolean() ? "0.0512/60" : "17.5")))));
            int records = 1 + random.nextInt(12);
            int at = random.nextInt(records + 1);
            CycleUsage cycle = CycleUsage.none(TARIFF.in(NOVEMBER));
            List<UsageCharge> charges = new ArrayList<>();
            for (int i = 0; i <= records; i++) {
                if (i == at) {
                    CycleUsage otherwise = CycleUsage.of(agreed.in(NOVEMBER), cycle.use());
                    charges.addAll(cycle.chargesUpTo(otherwise));
                    cycle = otherwise;
                }
                if (i < records) {
                    RatedUsage rated = rated(cycle, 1 + random.nextInt(300));
                    charges.addAll(rated.charges());
                    cycle = rated.after();
                }
            }
            assertThat(charges.stream().map(each -> each.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("run %d, agreed before record %d", run, at)
                    .isEqualByComparingTo(cycle.prices().getFirst().amount().amount());
        }
    }

    @Test
    void a_line_that_carries_over_costs_what_is_agreed_in_each_of_its_cycles() {
        Price.Allowance carried = new Price.Allowance(
                "carried",
                "Carried",
                List.of(UsageType.VOICE),
                100,
                dialtone.catalog.AllowanceTerms.parse("rollover=1"));
        Tariff tariff = new Tariff(List.of(CALLS, carried))
                .agreeing(List.of(from(DECEMBER, Optional.empty(), Optional.of(rate("0.05/60")))));
        LinkedUse use = new LinkedUse(
                List.of(new LinkedUse.Line(1, 0, tariff, UsageCycles.MONTHS, NOVEMBER, List.of(), Map.of())),
                List.of());
        assertThat(use.rate(1, NOVEMBER, call(160), PLAIN).orElseThrow().usage().charges())
                .extracting(each -> each.amount().toString())
                .containsExactly("0.09 EUR");
        assertThat(use.rate(1, DECEMBER, call(160), PLAIN).orElseThrow().usage().charges())
                .extracting(each -> each.amount().toString())
                .containsExactly("0.05 EUR");
    }

    private static AgreedUse from(LocalDate from, Optional<LocalDate> to, Optional<Rate> rate) {
        return new AgreedUse("calls", from, to, rate, "Framework 4711");
    }

    /** {@code 0.05/60}, {@code 20} percent, or {@code graduated:} and tiers. */
    private static Rate rate(String text) {
        if (text.contains(":")) {
            UsageTerms terms = UsageTerms.parse(
                    "mode=" + text.substring(0, text.indexOf(':')) + ";tiers="
                            + text.substring(text.indexOf(':') + 1).replace(';', ','),
                    EUR);
            return new Tiered(terms.tiers().orElseThrow());
        }
        String[] parts = text.split("/", -1);
        return parts.length == 1
                ? new Percentage(new BigDecimal(text))
                : new PerUnits(unit(parts[0]), Long.parseLong(parts[1]));
    }

    private static UnitPrice unit(String amount) {
        return new UnitPrice(new BigDecimal(amount), EUR);
    }

    private static String explanation(String rate) {
        Tariff tariff = TARIFF.agreeing(List.of(from(NOVEMBER, Optional.empty(), Optional.of(rate(rate)))));
        return rated(CycleUsage.none(tariff.in(NOVEMBER)), 700)
                .after()
                .prices()
                .getFirst()
                .explanation();
    }

    private static String amountOf(Tariff tariff, long seconds) {
        return rated(CycleUsage.none(tariff), seconds)
                .after()
                .prices()
                .getFirst()
                .amount()
                .toString();
    }

    private static RatedUsage rated(CycleUsage cycle, long seconds) {
        return cycle.rate(call(seconds), PLAIN).orElseThrow();
    }

    private static UsageEvent call(long seconds) {
        return new UsageEvent(
                "test",
                1,
                UsageType.VOICE,
                "491510000001",
                Instant.parse("2026-11-10T12:00:00Z"),
                seconds,
                "4930123456");
    }
}
