package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CycleUsageTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final List<UsageType> TYPES = List.of(UsageType.values());
    private static final RatingContext PLAIN = new RatingContext(ZoneId.of("Europe/Berlin"), ReferenceData.NONE);
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final long SEED = 20261125;

    private static final Price.Usage VOICE = price("voice", UsageType.VOICE, "0.09", 60, 60, 1);
    private static final Price.Usage SMS = price("sms", UsageType.SMS, "0.0735", 1, 1, 1);
    private static final Price.Usage DATA = price("data", UsageType.DATA, "0.01", 1_048_576, 0, 1024);

    @ParameterizedTest
    @CsvSource({
        // minimum, increment, quantity, billable
        "60, 1, 0, 0",
        "60, 1, 1, 60",
        "60, 1, 60, 60",
        "60, 1, 61, 61",
        "60, 60, 61, 120",
        "0, 1, 17, 17",
        "0, 1024, 1, 1024",
        "0, 1024, 1025, 2048",
        "90, 60, 10, 120"
    })
    void minimum_and_increment_apply_to_each_record(long minimum, long increment, long quantity, long billable) {
        Price.Usage price = price("voice", UsageType.VOICE, "0.09", 60, minimum, increment);
        assertThat(RatePlan.billableQuantity(price, quantity)).isEqualTo(billable);
    }

    @Test
    void add_ons_that_come_and_go_never_include_more_than_once_in_a_cycle() {
        neverIncludesMoreThanOnce(
                List.of(allowance("units", 1_000, UsageType.VOICE, UsageType.SMS)),
                List.of(
                        allowance("more", 500, UsageType.SMS, UsageType.DATA),
                        allowance("talk", 300, UsageType.VOICE)));
        neverIncludesMoreThanOnce(
                List.of(allowance("calls", 400, UsageType.VOICE), allowance("data", 600, UsageType.DATA)),
                List.of(allowance("more", 500, UsageType.DATA), allowance("talk", 300, UsageType.VOICE)));
    }

    private static void neverIncludesMoreThanOnce(List<Price> plan, List<Price> addOn) {
        List<Price> prices = new ArrayList<>(List.of(VOICE, SMS, DATA));
        prices.addAll(plan);
        Tariff alone = new Tariff(prices);
        prices.addAll(addOn);
        Tariff both = new Tariff(prices);
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            CycleUsage usage = CycleUsage.none(random.nextBoolean() ? alone : both);
            IncludedUse soFar = new IncludedUse();
            Map<UsageType, Long> used = new EnumMap<>(UsageType.class);
            Map<UsageType, Long> charged = new EnumMap<>(UsageType.class);
            for (int step = 0; step < 30; step++) {
                if (random.nextInt(4) == 0) {
                    Tariff next = usage.tariff().equals(alone) ? both : alone;
                    add(used, usage::billable);
                    add(charged, usage::charged);
                    soFar.add(usage);
                    usage = CycleUsage.none(next).countingOn(soFar.of(next));
                } else {
                    UsageType type = TYPES.get(random.nextInt(TYPES.size()));
                    usage = usage.rate(event(step, type, random.nextInt(200)), PLAIN)
                            .orElseThrow()
                            .after();
                }
            }
            add(used, usage::billable);
            add(charged, usage::charged);
            long included = 0;
            for (UsageType type : TYPES) {
                long of = used.getOrDefault(type, 0L) - charged.getOrDefault(type, 0L);
                assertThat(of).as("nothing is charged twice, round " + round).isNotNegative();
                included += of;
            }
            assertThat(included).as("round " + round).isLessThanOrEqualTo(1_000 + 500 + 300);
        }
    }

    private static void add(Map<UsageType, Long> sums, ToLongFunction<UsageType> units) {
        TYPES.forEach(type -> sums.merge(type, units.applyAsLong(type), Long::sum));
    }

    @Test
    void a_record_that_crosses_the_end_of_the_allowance_is_split_there() {
        Tariff tariff = new Tariff(List.of(VOICE, allowance("minutes", 100, UsageType.VOICE)));
        RatedUsage first = CycleUsage.none(tariff)
                .rate(event(1, UsageType.VOICE, 160), PLAIN)
                .orElseThrow();
        assertThat(first.billable()).isEqualTo(160);
        assertThat(first.included()).isEqualTo(100);
        assertThat(first.charges())
                .containsExactly(new UsageCharge(UsageType.VOICE, "voice", 60, Money.of("0.09", EUR)));
        assertThat(first.after().allowances())
                .containsExactly(new AllowanceUse(allowance("minutes", 100, UsageType.VOICE), 100));
    }

    @Test
    void a_record_is_charged_for_its_own_units_only() {
        RatedUsage first = CycleUsage.none(new Tariff(List.of(VOICE)))
                .rate(event(1, UsageType.VOICE, 120), PLAIN)
                .orElseThrow();
        RatedUsage second =
                first.after().rate(event(2, UsageType.VOICE, 60), PLAIN).orElseThrow();
        assertThat(second.charges())
                .containsExactly(new UsageCharge(UsageType.VOICE, "voice", 60, Money.of("0.09", EUR)));
        assertThat(second.after().charged(UsageType.VOICE)).isEqualTo(180);
    }

    @Test
    void use_within_the_allowance_costs_nothing() {
        Tariff tariff = new Tariff(List.of(VOICE, allowance("minutes", 6000, UsageType.VOICE)));
        RatedUsage rated = CycleUsage.none(tariff)
                .rate(event(1, UsageType.VOICE, 10), PLAIN)
                .orElseThrow();
        assertThat(rated.included()).isEqualTo(60);
        assertThat(rated.charges()).isEmpty();
        assertThat(amount(rated.after(), UsageType.VOICE)).contains(Money.zero(EUR));
        assertThat(rated.after().allowances().get(0).remaining()).isEqualTo(5940);
    }

    @Test
    void a_call_that_nobody_answered_costs_nothing() {
        RatedUsage rated = CycleUsage.none(new Tariff(List.of(VOICE)))
                .rate(event(1, UsageType.VOICE, 0), PLAIN)
                .orElseThrow();
        assertThat(rated.billable()).isZero();
        assertThat(rated.charges()).isEmpty();
    }

    @Test
    void a_record_costs_what_the_rounded_total_grew_by() {
        CycleUsage cycle = CycleUsage.none(new Tariff(List.of(VOICE)));
        List<String> amounts = new ArrayList<>();
        for (int call = 1; call <= 4; call++) {
            RatedUsage rated =
                    cycle.rate(event(call, UsageType.VOICE, 61), PLAIN).orElseThrow();
            amounts.add(rated.charges().get(0).amount().amount().toPlainString());
            cycle = rated.after();
        }
        assertThat(amounts).containsExactly("0.09", "0.09", "0.09", "0.10"); // 0.0915, 0.183, 0.2745, 0.366
        assertThat(amount(cycle, UsageType.VOICE)).contains(Money.of("0.37", EUR));
    }

    /** Three messages of 0.0735 with 0.05 for each are 0.3705; five calls of a minute each at 0.09 are 0.45. */
    @Test
    void the_fee_of_a_record_is_charged_for_the_records_of_its_own_price() {
        Price.Usage message =
                SMS.with(UsageTerms.PLAIN.withSetup(Optional.of(new UnitPrice(new BigDecimal("0.05"), EUR))));
        CycleUsage cycle = CycleUsage.of(
                new Tariff(List.of(VOICE, message)),
                Map.of(Cell.of(UsageType.VOICE), new CellUse(300, 5), Cell.of(UsageType.SMS), new CellUse(3, 3)));
        assertThat(amount(cycle, UsageType.SMS)).contains(Money.of("0.37", EUR));
        assertThat(amount(cycle, UsageType.VOICE)).contains(Money.of("0.45", EUR));
    }

    @Test
    void each_of_several_prices_has_its_own_records() {
        Tariff tariff =
                new Tariff(List.of(setUp("voice", UsageType.VOICE, "0.15"), setUp("sms", UsageType.SMS, "0.05"), DATA));
        CycleUsage cycle = CycleUsage.none(tariff);
        for (UsageEvent event : List.of(
                event(1, UsageType.VOICE, 60),
                event(2, UsageType.SMS, 1),
                event(3, UsageType.SMS, 1),
                event(4, UsageType.SMS, 1),
                event(5, UsageType.DATA, 1_048_576),
                event(6, UsageType.VOICE, 30))) {
            cycle = cycle.rate(event, PLAIN).orElseThrow().after();
        }
        assertThat(cycle.prices())
                .extracting(
                        use -> use.price().id() + " " + use.charged() + " in " + use.records() + ": " + use.amount())
                .containsExactly("voice 90 in 2: 90.30 EUR", "sms 3 in 3: 3.15 EUR", "data 1048576 in 1: 0.01 EUR");
        assertThat(CycleUsage.of(tariff, cycle.use()).prices())
                .as("calculated anew from what was counted")
                .isEqualTo(cycle.prices());
    }

    private static Price.Usage setUp(String id, UsageType type, String fee) {
        return new Price.Usage(
                id,
                id,
                type,
                new UnitPrice(BigDecimal.ONE, EUR),
                1,
                0,
                1,
                new UsageTerms(
                        UsageScope.ANY,
                        Optional.of(new UnitPrice(new BigDecimal(fee), EUR)),
                        Optional.empty(),
                        Optional.empty(),
                        RoundingMode.HALF_UP));
    }

    @Test
    void allowances_are_consumed_in_the_tariffs_order() {
        Price.Allowance plan = allowance("plan", 100, UsageType.VOICE);
        Price.Allowance addOn = allowance("add-on", 50, UsageType.VOICE);
        CycleUsage cycle = CycleUsage.of(
                new Tariff(List.of(VOICE, plan, addOn)), Map.of(Cell.of(UsageType.VOICE), new CellUse(120, 1)));
        assertThat(cycle.allowances()).containsExactly(new AllowanceUse(plan, 100), new AllowanceUse(addOn, 20));
        assertThat(cycle.charged(UsageType.VOICE)).isZero();
    }

    @Test
    void a_type_that_comes_first_takes_a_shared_allowance_back_from_one_that_came_earlier() {
        Price.Allowance shared = allowance("shared", 100, UsageType.VOICE, UsageType.SMS);
        Price.Usage message = price("sms", UsageType.SMS, "0.10", 1, 1, 1);
        CycleUsage afterMessages = CycleUsage.of(
                new Tariff(List.of(VOICE, message, shared)), Map.of(Cell.of(UsageType.SMS), new CellUse(30, 1)));
        RatedUsage call =
                afterMessages.rate(event(1, UsageType.VOICE, 100), PLAIN).orElseThrow();
        assertThat(call.included()).isEqualTo(100);
        assertThat(call.charges()).containsExactly(new UsageCharge(UsageType.SMS, "sms", 30, Money.of("3.00", EUR)));
    }

    @Test
    void use_beyond_an_allowance_without_a_price_costs_nothing() {
        Tariff tariff = new Tariff(List.of(allowance("data", 1000, UsageType.DATA)));
        RatedUsage rated = CycleUsage.none(tariff)
                .rate(event(1, UsageType.DATA, 5000), PLAIN)
                .orElseThrow();
        assertThat(rated.included()).isEqualTo(1000);
        assertThat(rated.charges()).isEmpty();
        assertThat(amount(rated.after(), UsageType.DATA)).isEmpty();
    }

    @Test
    void a_type_that_the_tariff_neither_prices_nor_includes_is_refused() {
        CycleUsage cycle = CycleUsage.none(new Tariff(List.of(VOICE)));
        assertThat(cycle.rate(event(1, UsageType.DATA, 1), PLAIN)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "usage-vectors.csv", useHeadersInDisplayName = true, numLinesToSkip = 1)
    void other_systems_cases_come_out_the_same(
            String source,
            String unitPrice,
            long perUnitCount,
            long minimum,
            long increment,
            long quantity,
            String expected) {
        Price.Usage price = price("p", UsageType.VOICE, unitPrice, perUnitCount, minimum, increment);
        CycleUsage cycle = CycleUsage.none(new Tariff(List.of(price)))
                .rate(event(1, UsageType.VOICE, quantity), PLAIN)
                .orElseThrow()
                .after();
        assertThat(amount(cycle, UsageType.VOICE)).as(source).contains(Money.of(expected, EUR));
    }

    /**
     * Lago, package of 10 at 100 with 5 free, 12 used: it takes the free units off first and charges one package, 100. We apply the
     * increment to the record, as telephone tariffs do (a call of 12 is 20), and cover what the allowance has: 15 are left, 150.
     */
    @Test
    void an_increment_applies_before_the_allowance_other_than_with_a_package_that_has_free_units() {
        Price.Usage tens = price("tens", UsageType.VOICE, "100", 10, 0, 10);
        CycleUsage cycle = CycleUsage.none(new Tariff(List.of(tens, allowance("free", 5, UsageType.VOICE))));
        assertThat(amount(
                        cycle.rate(event(1, UsageType.VOICE, 12), PLAIN)
                                .orElseThrow()
                                .after(),
                        UsageType.VOICE))
                .contains(Money.of("150.00", EUR));
    }

    @Test
    void neither_the_order_of_records_nor_their_batches_change_the_total() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            Tariff tariff = randomTariff(random);
            List<UsageEvent> events = randomEvents(random);
            Map<UsageType, Money> inOrder = totals(tariff, events, events.size());
            Collections.shuffle(events, random);
            assertThat(totals(tariff, events, 1 + random.nextInt(events.size())))
                    .as("round " + round)
                    .isEqualTo(inOrder);
        }
    }

    @Test
    void the_amounts_of_the_records_add_up_to_the_total_and_none_is_negative() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            CycleUsage cycle = CycleUsage.none(randomTariff(random));
            Map<UsageType, Money> sums = new EnumMap<>(UsageType.class);
            long billable = 0;
            for (UsageEvent event : randomEvents(random)) {
                RatedUsage rated = cycle.rate(event, PLAIN).orElseThrow();
                assertThat(rated.included()).isBetween(0L, rated.billable());
                for (UsageCharge charge : rated.charges()) {
                    assertThat(charge.amount().isNegative()).isFalse();
                    sums.merge(charge.type(), charge.amount(), Money::plus);
                }
                billable += rated.billable();
                cycle = rated.after();
            }
            CycleUsage end = cycle;
            sums.forEach((type, sum) -> assertThat(amount(end, type)).contains(sum));
            long used = end.allowances().stream().mapToLong(AllowanceUse::used).sum();
            long charged =
                    Arrays.stream(UsageType.values()).mapToLong(end::charged).sum();
            assertThat(used + charged).isEqualTo(billable);
        }
    }

    /** Rates batch by batch, going on from the stored sums of the batch before. */
    @Test
    void an_amount_is_the_decimal_quotient_rounded_half_up_however_large_it_is() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            Price.Usage price = price(
                    "p",
                    UsageType.DATA,
                    BigDecimal.valueOf(random.nextLong(1L << (1 + random.nextInt(58))), random.nextInt(11))
                            .toPlainString(),
                    1 + random.nextLong(1L << (1 + random.nextInt(50))),
                    0,
                    1);
            long units = random.nextLong(1L << (1 + random.nextInt(44)));
            BigDecimal exact = price.price()
                    .amount()
                    .multiply(BigDecimal.valueOf(units))
                    .divide(BigDecimal.valueOf(price.perUnitCount()), 2, RoundingMode.HALF_UP);
            if (exact.precision() - exact.scale() <= Money.MAX_INTEGER_DIGITS) {
                assertThat(amount(price, units)).isEqualTo(new Money(exact, EUR));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // price, per, units, amount
        "0.09, 60, 61, 0.09", // 0.0915
        "0.09, 60, 63, 0.09", // 0.0945
        "0.09, 60, 64, 0.10", // 0.096
        "0.01, 2, 1, 0.01", // 0.005
        "0.01, 3, 1, 0.00",
        "5, 1, 3, 15.00", // coarser than the minor unit
        "0.0000000001, 9223372036854775807, 1, 0.00",
        "0.0000000001, 1, 49999999, 0.00",
        "0.0000000001, 1, 50000000, 0.01",
        "92233720368.54775807, 1, 1000, 92233720368547.76"
    })
    void the_price_of_a_quantity(String price, long per, long units, String amount) {
        assertThat(amount(price("p", UsageType.VOICE, price, per, 0, 1), units)).isEqualTo(Money.of(amount, EUR));
    }

    private static Money amount(Price.Usage price, long units) {
        PriceCurve curve = new PriceCurve(price);
        return curve.money(curve.minorUnits(units, 0));
    }

    private static Optional<Money> amount(CycleUsage cycle, UsageType type) {
        return cycle.prices().stream()
                .filter(use -> use.price().type() == type)
                .map(PriceUse::amount)
                .findFirst();
    }

    private static Map<UsageType, Money> totals(Tariff tariff, List<UsageEvent> events, int batch) {
        Map<Cell, CellUse> stored = Map.of();
        Map<UsageType, Money> totals = new EnumMap<>(UsageType.class);
        for (int from = 0; from < events.size(); from += batch) {
            CycleUsage cycle = CycleUsage.of(tariff, stored);
            for (UsageEvent event : events.subList(from, Math.min(events.size(), from + batch))) {
                RatedUsage rated = cycle.rate(event, PLAIN).orElseThrow();
                rated.charges().forEach(charge -> totals.merge(charge.type(), charge.amount(), Money::plus));
                cycle = rated.after();
            }
            stored = cycle.use();
        }
        totals.values().removeIf(Money::isZero);
        return totals;
    }

    private static Tariff randomTariff(Random random) {
        List<Price> prices = new ArrayList<>(List.of(VOICE, SMS, DATA));
        for (int i = random.nextInt(4); i > 0; i--) {
            List<UsageType> types = new ArrayList<>(List.of(UsageType.values()));
            Collections.shuffle(types, random);
            prices.add(new Price.Allowance(
                    "a" + i,
                    "Allowance " + i,
                    types.subList(0, 1 + random.nextInt(types.size())),
                    1 + random.nextInt(5000)));
        }
        return new Tariff(prices);
    }

    private static List<UsageEvent> randomEvents(Random random) {
        List<UsageEvent> events = new ArrayList<>();
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            UsageType type = TYPES.get(random.nextInt(TYPES.size()));
            long quantity = type == UsageType.DATA ? random.nextInt(50_000_000) : random.nextInt(400);
            events.add(event(i, type, quantity));
        }
        return events;
    }

    private static UsageEvent event(long sequence, UsageType type, long quantity) {
        return new UsageEvent("msc1", sequence, type, "491510000001", NOON, quantity, "4930123456");
    }

    private static Price.Allowance allowance(String id, long quantity, UsageType... types) {
        return new Price.Allowance(id, id, List.of(types), quantity);
    }

    private static Price.Usage price(
            String id, UsageType type, String amount, long perUnitCount, long minimum, long increment) {
        return new Price.Usage(
                id, id, type, new UnitPrice(new BigDecimal(amount), EUR), perUnitCount, minimum, increment);
    }
}
