package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.TimeBand;
import dialtone.catalog.TimeBand.Day;
import dialtone.catalog.TimeBand.Window;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls by time of day and by destination. EVENING is what cgrates/cgrates@19463bdc (engine/loader_csv_test.go, engine/calldesc_test.go) rates by:
 * working days until 18:00 connect 1 and 1 a second, working days from 18:00 and weekends connect 0 and 0.5 a second.
 */
class BandsAndZonesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long SEED = 20261129;

    private static final List<Day> DAYS = List.of(Day.values());
    private static final List<UsageType> TYPES = List.of(UsageType.values());
    private static final Set<Day> WORKING = EnumSet.range(Day.MON, Day.FRI);
    private static final TimeBand EVENING = new TimeBand(
            "evening",
            List.of(
                    new Window(WORKING, 18 * 60, 24 * 60),
                    new Window(EnumSet.of(Day.SAT, Day.SUN, Day.HOLIDAY), 0, 24 * 60)),
            Optional.of("de"));
    private static final ReferenceData REFERENCE = new ReferenceData(
            zones("49,domestic,,", "49900,premium,,", "44,europe,,2026-12-01", "44,world,2026-12-01,", "1,world,,"),
            holidays("de,2026-12-25,Christmas Day"));
    private static final RatingContext CONTEXT = new RatingContext(BERLIN, REFERENCE);

    private static final Tariff TIME_OF_DAY = new Tariff(List.of(
            voice("day", "1", 1, UsageScope.ANY, Optional.of("1")),
            voice("evening", "0.5", 1, at(EVENING), Optional.empty())));

    @ParameterizedTest
    @CsvSource({
        // from, seconds, cost
        "2012-02-02T17:30:00, 3600, 2701.00", // 1 + 1800 * 1 + 1800 * 0.5
        "2012-02-07T23:50:00, 2400, 2100.00", // 600 * 0.5 + 1800 * 1, and no second set-up
        "2012-02-07T23:50:00, 30, 15.00",
        "2012-02-07T22:50:00, 3621, 1810.50",
        "2012-02-07T22:50:00, 110, 55.00",
        "2012-02-02T17:30:00, 90, 91.00",
        "2012-02-02T17:30:00, 0, 0.00"
    })
    void the_cases_of_cgrates_by_time_of_day(String from, long seconds, String cost) {
        assertThat(total(TIME_OF_DAY, call(from, seconds, "49301234567"))).isEqualTo(Money.of(cost, EUR));
    }

    /** They rate a session that goes on without its set-up, 2700. Ours is put together from its partial records before it is rated. */
    @Test
    void a_session_that_goes_on_is_one_record_with_one_set_up() {
        RatedUsage rated = rate(TIME_OF_DAY, call("2012-02-02T17:30:00", 3600, "49301234567"));
        assertThat(rated.segments())
                .containsExactly(
                        new Segment(new Cell(UsageType.VOICE, "", ""), 1800),
                        new Segment(new Cell(UsageType.VOICE, "", "evening"), 1800));
        assertThat(rated.charges())
                .containsExactly(
                        new UsageCharge(UsageType.VOICE, "day", 1800, Money.of("1801.00", EUR)),
                        new UsageCharge(UsageType.VOICE, "evening", 1800, Money.of("900.00", EUR)));
        assertThat(rated.billable()).isEqualTo(3600);
        assertThat(rated.included()).isZero();
    }

    @Test
    void a_message_is_in_the_band_that_it_begins_in() {
        Price.Usage evening = new Price.Usage(
                "sms",
                "Messages",
                UsageType.SMS,
                new UnitPrice(BigDecimal.ONE, EUR),
                1,
                0,
                1,
                new UsageTerms(
                        at(EVENING), Optional.empty(), Optional.empty(), Optional.empty(), RoundingMode.HALF_UP));
        CycleUsage none = CycleUsage.none(new Tariff(List.of(evening)));
        Instant six = Instant.parse("2026-11-25T17:00:00Z");
        assertThat(none.rate(message(six), CONTEXT)).isPresent();
        assertThat(none.rate(message(six.minusSeconds(1)), CONTEXT)).isEmpty();
    }

    private static UsageEvent message(Instant at) {
        return new UsageEvent("msc1", 1, UsageType.SMS, "491510000001", at, 1, "49301234567");
    }

    @Test
    void a_holiday_is_no_working_day() {
        assertThat(total(TIME_OF_DAY, call("2026-12-25T12:00:00", 10, "49301234567")))
                .isEqualTo(Money.of("5.00", EUR));
        assertThat(total(TIME_OF_DAY, call("2026-12-24T12:00:00", 10, "49301234567")))
                .isEqualTo(Money.of("11.00", EUR));
        assertThat(total(TIME_OF_DAY, call("2026-12-24T23:59:55", 10, "49301234567")))
                .isEqualTo(Money.of("5.00", EUR));
    }

    /** A second belongs to the band it begins in. */
    @Test
    void a_call_is_divided_at_the_border_to_the_second() {
        UsageEvent half = new UsageEvent(
                "msc1", 1, UsageType.VOICE, "491510000001", Instant.parse("2026-11-25T16:59:59.500Z"), 3, "4930123456");
        assertThat(rate(TIME_OF_DAY, half).segments())
                .extracting(Segment::units)
                .containsExactly(1L, 2L);
        UsageEvent sharp = call("2026-11-25T18:00:00", 3, "49301234567");
        assertThat(rate(TIME_OF_DAY, sharp).segments())
                .containsExactly(new Segment(new Cell(UsageType.VOICE, "", "evening"), 3));
    }

    @Test
    void what_minimum_and_increment_add_belongs_to_the_band_that_the_call_ends_in() {
        Tariff tariff = new Tariff(List.of(
                voice("day", "0.10", 60, UsageScope.ANY, Optional.empty()),
                voice("evening", "0.05", 1, at(EVENING), Optional.empty())));
        assertThat(rate(tariff, call("2026-11-25T17:59:50", 15, "49301234567")).segments())
                .extracting(Segment::units)
                .containsExactly(10L, 50L);
        assertThat(rate(tariff, call("2026-11-25T23:59:50", 15, "49301234567")).segments())
                .as("the evening has no minimum")
                .extracting(Segment::units)
                .containsExactly(10L, 5L);
    }

    /** Berlin, 2026: on 29 March 2:00 becomes 3:00, on 25 October 3:00 becomes 2:00. NIGHT is from 2:30 to 6:00. */
    @Test
    void bands_go_by_what_the_clock_shows_when_it_is_put_forward_or_back() {
        TimeBand night =
                new TimeBand("night", List.of(new Window(EnumSet.range(Day.MON, Day.SUN), 150, 360)), Optional.empty());
        Tariff tariff = new Tariff(List.of(
                voice("day", "1", 1, UsageScope.ANY, Optional.empty()),
                voice("night", "0.5", 1, at(night), Optional.empty())));
        assertThat(units(tariff, call("2026-10-25T01:30:00", 7_200, "491234567")))
                .as("until 2:30, until 3:00, and again from 2:00 until 2:30")
                .containsExactlyInAnyOrderEntriesOf(Map.of("", 5_400L, "night", 1_800L));
        assertThat(units(tariff, call("2026-10-25T01:30:00", 9_000, "491234567")))
                .as("and from 2:30 on a second time")
                .containsExactlyInAnyOrderEntriesOf(Map.of("", 5_400L, "night", 3_600L));
        assertThat(units(tariff, call("2026-03-29T01:30:00", 3_600, "491234567")))
                .as("2:30 does not come: at 2:00 it is 3:00")
                .containsExactlyInAnyOrderEntriesOf(Map.of("", 1_800L, "night", 1_800L));
        assertThat(units(tariff, call("2026-10-24T12:00:00", 3 * 86_400, "491234567")))
                .as("three days of 3.5 hours, and the half hour that comes twice")
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("", 3 * 86_400L - 3 * 12_600 - 1_800, "night", 3 * 12_600L + 1_800));
    }

    /** Second by second, against the clock of the JDK. */
    @Test
    void every_second_of_a_call_is_in_the_band_that_the_clock_shows() {
        Random random = new Random(SEED);
        for (int round = 0; round < 15; round++) {
            TimeBand band = randomBand(random);
            Tariff tariff = new Tariff(List.of(
                    voice("day", "1", 1, UsageScope.ANY, Optional.empty()),
                    voice("b", "0.5", 1, at(band), Optional.empty())));
            long begin = Instant.parse(random.nextBoolean() ? "2026-10-24T20:00:00Z" : "2026-03-28T20:00:00Z")
                            .getEpochSecond()
                    + random.nextInt(30_000);
            int seconds = 1 + random.nextInt(12_000);
            long within = 0;
            for (int second = 0; second < seconds; second++) {
                ZonedDateTime at = Instant.ofEpochSecond(begin + second).atZone(BERLIN);
                Day day = DAYS.get(at.getDayOfWeek().getValue() - 1);
                within += holds(band, day, at.getHour() * 60 + at.getMinute()) ? 1 : 0;
            }
            UsageEvent call = new UsageEvent(
                    "msc1", 1, UsageType.VOICE, "491510000001", Instant.ofEpochSecond(begin), seconds, "491234567");
            assertThat(units(tariff, call).getOrDefault("b", 0L))
                    .as("round " + round)
                    .isEqualTo(within);
        }
    }

    private static boolean holds(TimeBand band, Day day, int minute) {
        for (Window window : band.windows()) {
            if (window.days().contains(day) && window.from() <= minute && minute < window.to()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void a_call_without_an_end_is_divided_a_thousand_times_and_no_more() {
        RatedUsage rated = rate(TIME_OF_DAY, call("2026-01-01T00:00:00", UsageEvent.MAX_QUANTITY, "49301234567"));
        assertThat(rated.billable()).isEqualTo(UsageEvent.MAX_QUANTITY);
        assertThat(rated.segments()).hasSize(2);
    }

    /** They answer −1 for a destination that no price is for; here its record is not rated and waits in suspense. */
    @Test
    void a_destination_that_no_price_is_for_is_not_rated() {
        Tariff tariff = new Tariff(
                List.of(voice("europe", "0.20", 1, new UsageScope(List.of("europe"), List.of()), Optional.empty())));
        assertThat(CycleUsage.none(tariff).rate(call("2026-11-25T12:00:00", 60, "12121234567"), CONTEXT))
                .isEmpty();
        assertThat(total(tariff, call("2026-11-25T12:00:00", 60, "44121234567")))
                .isEqualTo(Money.of("12.00", EUR));
    }

    @Test
    void a_price_for_a_zone_comes_before_one_for_a_time_and_that_before_one_for_any() {
        Tariff tariff = new Tariff(List.of(
                voice("any", "1", 1, UsageScope.ANY, Optional.empty()),
                voice("evening", "2", 1, at(EVENING), Optional.empty()),
                voice("europe", "3", 1, new UsageScope(List.of("europe"), List.of()), Optional.empty()),
                voice("both", "4", 1, new UsageScope(List.of("europe"), List.of(EVENING)), Optional.empty()),
                voice("later", "5", 1, UsageScope.ANY, Optional.empty())));
        assertThat(priceOf(tariff, "2026-11-25T12:00:00", "4930123456"))
                .as("an add-on's is behind the plan's")
                .isEqualTo("later");
        assertThat(priceOf(tariff, "2026-11-25T19:00:00", "4930123456")).isEqualTo("evening");
        assertThat(priceOf(tariff, "2026-11-25T12:00:00", "4412123456")).isEqualTo("europe");
        assertThat(priceOf(tariff, "2026-11-25T19:00:00", "4412123456")).isEqualTo("both");
        assertThat(tariff.priceOf(new Cell(UsageType.VOICE, "moon", "dawn"))).contains("later");
        assertThat(tariff.cellOf(new Cell(UsageType.VOICE, "europe", "dawn")))
                .isEqualTo(new Cell(UsageType.VOICE, "europe", ""));
    }

    @Test
    void an_allowance_for_a_zone_or_a_time_covers_that_alone() {
        Price.Allowance abroad = new Price.Allowance(
                "abroad", "Europe", List.of(UsageType.VOICE), 100, new UsageScope(List.of("europe"), List.of()));
        Price.Allowance evening =
                new Price.Allowance("evenings", "Evenings", List.of(UsageType.VOICE), 50, at(EVENING));
        Tariff tariff = new Tariff(List.of(voice("any", "1", 1, UsageScope.ANY, Optional.empty()), abroad, evening));
        CycleUsage cycle = CycleUsage.none(tariff);
        cycle = after(cycle, call("2026-11-25T12:00:00", 30, "49301234567"));
        assertThat(cycle.charged(UsageType.VOICE)).isEqualTo(30);
        cycle = after(cycle, call("2026-11-25T19:00:00", 120, "44121234567"));
        assertThat(cycle.charged(UsageType.VOICE))
                .as("100 by the zone, 20 by the time")
                .isEqualTo(30);
        cycle = after(cycle, call("2026-11-25T19:00:00", 40, "49301234567"));
        assertThat(cycle.charged(UsageType.VOICE)).isEqualTo(40);
        assertThat(cycle.allowances()).containsExactly(new AllowanceUse(abroad, 100), new AllowanceUse(evening, 50));
    }

    /** Were the wider one used first, 100 of Europe's would stay unused while calls to the world are charged. */
    @Test
    void the_narrowest_allowance_is_used_first_wherever_it_stands() {
        Price.Allowance both = allowance("both", 100, new UsageScope(List.of("europe", "world"), List.of()));
        Price.Allowance europe = allowance("europe", 100, new UsageScope(List.of("europe"), List.of()));
        for (List<Price.Allowance> order : List.of(List.of(both, europe), List.of(europe, both))) {
            CycleUsage cycle = CycleUsage.none(withAllowances(order));
            cycle = after(cycle, call("2026-11-25T12:00:00", 100, "4412123456"));
            cycle = after(cycle, call("2026-11-25T12:00:00", 100, "1212123456"));
            assertThat(cycle.charged(UsageType.VOICE)).isZero();
            assertThat(after(cycle, call("2026-11-25T12:00:00", 7, "4412123456"))
                            .charged(UsageType.VOICE))
                    .isEqualTo(7);
            assertThat(cycle.allowances())
                    .as("in the tariff's order")
                    .containsExactly(new AllowanceUse(order.get(0), 100), new AllowanceUse(order.get(1), 100));
        }
        Price.Allowance any = allowance("any", 100, UsageScope.ANY);
        Price.Allowance evening = allowance("evening", 100, at(EVENING));
        for (List<Price.Allowance> order : List.of(List.of(any, evening), List.of(evening, any))) {
            CycleUsage cycle = CycleUsage.none(withAllowances(order));
            cycle = after(cycle, call("2026-11-25T19:00:00", 100, "4930123456"));
            cycle = after(cycle, call("2026-11-25T12:00:00", 100, "4930123456"));
            assertThat(cycle.charged(UsageType.VOICE)).isZero();
        }
    }

    /** Neither is the narrower of them: Europe at any time, and any zone in the evening. */
    @Test
    void an_allowance_is_used_first_where_no_other_could_be() {
        Price.Allowance europe = allowance("europe", 100, new UsageScope(List.of("europe"), List.of()));
        Price.Allowance evening = allowance("evening", 100, at(EVENING));
        for (List<Price.Allowance> order : List.of(List.of(europe, evening), List.of(evening, europe))) {
            CycleUsage toEurope = CycleUsage.none(withAllowances(order));
            toEurope = after(toEurope, call("2026-11-25T19:00:00", 100, "4412123456"));
            CycleUsage byDay = after(toEurope, call("2026-11-25T12:00:00", 100, "4412123456"));
            assertThat(byDay.charged(UsageType.VOICE)).isZero();
            CycleUsage inTheEvening = after(toEurope, call("2026-11-25T19:00:00", 100, "4930123456"));
            assertThat(inTheEvening.charged(UsageType.VOICE)).isZero();
        }
    }

    private static Price.Allowance allowance(String id, long quantity, UsageScope scope) {
        return new Price.Allowance(id, id, List.of(UsageType.VOICE), quantity, scope);
    }

    private static Tariff withAllowances(List<Price.Allowance> allowances) {
        List<Price> prices = new ArrayList<>(List.of(voice("any", "1", 1, UsageScope.ANY, Optional.empty())));
        prices.addAll(allowances);
        return new Tariff(prices);
    }

    @Test
    void neither_the_order_of_records_nor_their_batches_change_what_each_price_charges() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Tariff tariff = randomTariff(random);
            List<UsageEvent> events = randomEvents(random);
            CycleUsage inOrder = rateAll(tariff, events, events.size());
            Collections.shuffle(events, random);
            CycleUsage shuffled = rateAll(tariff, events, 1 + random.nextInt(events.size()));
            assertThat(shuffled.prices()).as("round " + round).isEqualTo(inOrder.prices());
            assertThat(shuffled.allowances()).isEqualTo(inOrder.allowances());
            assertThat(CycleUsage.of(tariff, inOrder.use()).prices())
                    .as("recomputed")
                    .isEqualTo(inOrder.prices());
        }
    }

    @Test
    void the_charges_of_the_records_add_up_to_the_cycle_and_their_segments_to_the_use() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Tariff tariff = randomTariff(random);
            CycleUsage cycle = CycleUsage.none(tariff);
            Map<String, Money> sums = new HashMap<>();
            Map<Cell, Long> segments = new HashMap<>();
            for (UsageEvent event : randomEvents(random)) {
                RatedUsage rated = cycle.rate(event, CONTEXT).orElseThrow();
                assertThat(rated.segments().stream().mapToLong(Segment::units).sum())
                        .isEqualTo(rated.billable());
                assertThat(rated.included()).isBetween(0L, rated.billable());
                rated.charges().forEach(charge -> sums.merge(charge.priceId(), charge.amount(), Money::plus));
                rated.segments().forEach(part -> segments.merge(part.cell(), part.units(), Long::sum));
                cycle = rated.after();
            }
            for (PriceUse use : cycle.prices()) {
                assertThat(sums.getOrDefault(use.price().id(), Money.zero(EUR))).isEqualTo(use.amount());
            }
            segments.values().removeIf(units -> units == 0);
            Map<Cell, Long> counted = new HashMap<>();
            cycle.use().forEach((cell, use) -> counted.put(cell, use.units()));
            assertThat(segments).isEqualTo(counted);
        }
    }

    @Test
    void terms_are_read_back_as_they_were_written() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            for (Price price : randomTariff(random).prices()) {
                if (price instanceof Price.Usage usage) {
                    assertThat(UsageTerms.parse(usage.terms().text(), EUR)).isEqualTo(usage.terms());
                } else if (price instanceof Price.Allowance allowance) {
                    assertThat(UsageScope.parse(allowance.scope().text())).isEqualTo(allowance.scope());
                }
            }
        }
        assertThat(UsageTerms.PLAIN.text()).isEmpty();
        assertThat(Cell.of(UsageType.SMS, new Cell(UsageType.SMS, "europe", "").key()))
                .isEqualTo(new Cell(UsageType.SMS, "europe", ""));
        assertThat(Cell.of(UsageType.SMS, Cell.of(UsageType.SMS).key())).isEqualTo(Cell.of(UsageType.SMS));
    }

    private static Tariff randomTariff(Random random) {
        TimeBand band = randomBand(random);
        List<Price> prices = new ArrayList<>(List.of(
                tiered("any-voice", UsageType.VOICE, UsageScope.ANY, random),
                tiered("any-sms", UsageType.SMS, UsageScope.ANY, random),
                tiered("any-data", UsageType.DATA, UsageScope.ANY, random)));
        if (random.nextBoolean()) {
            prices.add(tiered("band", UsageType.VOICE, at(band), random));
        }
        if (random.nextBoolean()) {
            prices.add(tiered("zone", UsageType.SMS, new UsageScope(List.of("europe", "world"), List.of()), random));
            prices.add(tiered("both", UsageType.VOICE, new UsageScope(List.of("europe"), List.of(band)), random));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            List<UsageType> types = new ArrayList<>(List.of(UsageType.values()));
            Collections.shuffle(types, random);
            prices.add(new Price.Allowance(
                    "a" + i,
                    "A",
                    types.subList(0, 1 + random.nextInt(types.size())),
                    1 + random.nextInt(5_000),
                    new UsageScope(
                            random.nextBoolean() ? List.of() : List.of("europe"),
                            random.nextBoolean() ? List.of() : List.of(band))));
        }
        return new Tariff(prices);
    }

    private static Price.Usage tiered(String id, UsageType type, UsageScope scope, Random random) {
        String tiers = List.of(
                        "mode=graduated;tiers=500:0.03/1:units:0,*:0.01/7:units:0.50",
                        "mode=volume;tiers=300:0.05/1:units:0,*:0.01/1:units:0",
                        "mode=graduated;tiers=*:0.20/100:blocks:0;cap=20.00",
                        "setup=0.05;rounding=half_even",
                        "")
                .get(random.nextInt(5));
        UsageTerms read = UsageTerms.parse(tiers, EUR);
        return new Price.Usage(
                id,
                id,
                type,
                new UnitPrice(new BigDecimal("0.015"), EUR),
                1,
                random.nextBoolean() ? 30 : 0,
                1 + random.nextInt(20),
                new UsageTerms(scope, read.setup(), read.tiers(), read.cap(), read.rounding()));
    }

    private static TimeBand randomBand(Random random) {
        List<Window> windows = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(1_440);
            windows.add(new Window(
                    EnumSet.of(DAYS.get(random.nextInt(7)), Day.SUN, Day.WED),
                    from,
                    from + 1 + random.nextInt(1_440 - from)));
        }
        return new TimeBand("b", windows, Optional.empty());
    }

    private static List<UsageEvent> randomEvents(Random random) {
        List<String> peers = List.of("49301234567", "499001234567", "44121234567", "12121234567", "internet", "112");
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            UsageType type = TYPES.get(random.nextInt(3));
            Instant at = Instant.parse("2026-10-24T00:00:00Z").plusSeconds(random.nextInt(7 * 86_400));
            events.add(new UsageEvent(
                    "msc1",
                    i,
                    type,
                    "491510000001",
                    at,
                    random.nextInt(type == UsageType.VOICE ? 20_000 : 400),
                    peers.get(random.nextInt(peers.size()))));
        }
        return events;
    }

    /** Batch by batch, going on from what is stored of the batch before. */
    private static CycleUsage rateAll(Tariff tariff, List<UsageEvent> events, int batch) {
        Map<Cell, CellUse> stored = Map.of();
        for (int from = 0; from < events.size(); from += batch) {
            CycleUsage cycle = CycleUsage.of(tariff, stored);
            for (UsageEvent event : events.subList(from, Math.min(events.size(), from + batch))) {
                cycle = after(cycle, event);
            }
            stored = cycle.use();
        }
        return CycleUsage.of(tariff, stored);
    }

    private static Map<String, Long> units(Tariff tariff, UsageEvent call) {
        Map<String, Long> units = new HashMap<>();
        rate(tariff, call).segments().forEach(part -> units.merge(part.cell().band(), part.units(), Long::sum));
        return units;
    }

    private static String priceOf(Tariff tariff, String from, String peer) {
        return rate(tariff, call(from, 10, peer)).charges().getFirst().priceId();
    }

    private static CycleUsage after(CycleUsage cycle, UsageEvent event) {
        return cycle.rate(event, CONTEXT).orElseThrow().after();
    }

    private static RatedUsage rate(Tariff tariff, UsageEvent event) {
        return CycleUsage.none(tariff).rate(event, CONTEXT).orElseThrow();
    }

    private static Money total(Tariff tariff, UsageEvent event) {
        return rate(tariff, event).charges().stream().map(UsageCharge::amount).reduce(Money.zero(EUR), Money::plus);
    }

    private static UsageEvent call(String from, long seconds, String peer) {
        Instant at = LocalDateTime.parse(from).atZone(BERLIN).toInstant();
        return new UsageEvent("msc1", 1, UsageType.VOICE, "491510000001", at, seconds, peer);
    }

    private static UsageScope at(TimeBand band) {
        return new UsageScope(List.of(), List.of(band));
    }

    private static Price.Usage voice(
            String id, String price, long increment, UsageScope scope, Optional<String> setup) {
        UsageTerms terms = new UsageTerms(
                scope,
                setup.map(fee -> new UnitPrice(new BigDecimal(fee), EUR)),
                Optional.empty(),
                Optional.empty(),
                RoundingMode.HALF_UP);
        return new Price.Usage(
                id, id, UsageType.VOICE, new UnitPrice(new BigDecimal(price), EUR), 1, 0, increment, terms);
    }

    private static ZonePlan zones(String... lines) {
        List<String> all = new ArrayList<>(List.of(ZonePlan.HEADER));
        all.addAll(List.of(lines));
        return read(all);
    }

    private static ZonePlan read(List<String> lines) {
        return ZonePlan.read("zones.csv", lines).fold(plan -> plan, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    private static Holidays holidays(String... lines) {
        List<String> all = new ArrayList<>(List.of(Holidays.HEADER));
        all.addAll(List.of(lines));
        return Holidays.read("holidays.csv", all).fold(read -> read, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }
}
