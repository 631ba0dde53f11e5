package dialtone.rating;

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
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Calls by time of day and by destination. EVENING is what cgrates/cgrates@19463bdc (engine/loader_csv_test.go, engine/calldesc_test.go) rates by:
 * working days until 18:00 connect 1 and 1 a second, working days from 18:00 and weekends connect 0 and 0.5 a second.
 */
final class BandedUse {

    static final Currency EUR = Currency.getInstance("EUR");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final long SEED = 20261129;

    static final List<Day> DAYS = List.of(Day.values());
    static final Set<Day> WORKING = EnumSet.range(Day.MON, Day.FRI);
    static final TimeBand EVENING = new TimeBand(
            "evening",
            List.of(
                    new Window(WORKING, 18 * 60, 24 * 60),
                    new Window(EnumSet.of(Day.SAT, Day.SUN, Day.HOLIDAY), 0, 24 * 60)),
            Optional.of("de"));
    static final ReferenceData REFERENCE = new ReferenceData(
            zones("49,domestic,,", "49900,premium,,", "44,europe,,2026-12-01", "44,world,2026-12-01,", "1,world,,"),
            holidays("de,2026-12-25,Christmas Day"));
    static final RatingContext CONTEXT = new RatingContext(BERLIN, REFERENCE);

    static final Tariff TIME_OF_DAY = new Tariff(List.of(
            voice("day", "1", 1, UsageScope.ANY, Optional.of("1")),
            voice("evening", "0.5", 1, at(EVENING), Optional.empty())));

    private BandedUse() {}

    static TimeBand randomBand(Random random) {
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

    static Map<String, Long> units(Tariff tariff, UsageEvent call) {
        Map<String, Long> units = new HashMap<>();
        rate(tariff, call).segments().forEach(part -> units.merge(part.cell().band(), part.units(), Long::sum));
        return units;
    }

    static String priceOf(Tariff tariff, String from, String peer) {
        return rate(tariff, call(from, 10, peer)).charges().getFirst().priceId();
    }

    static CycleUsage after(CycleUsage cycle, UsageEvent event) {
        return cycle.rate(event, CONTEXT).orElseThrow().after();
    }

    static RatedUsage rate(Tariff tariff, UsageEvent event) {
        return CycleUsage.none(tariff).rate(event, CONTEXT).orElseThrow();
    }

    static Money total(Tariff tariff, UsageEvent event) {
        return rate(tariff, event).charges().stream().map(UsageCharge::amount).reduce(Money.zero(EUR), Money::plus);
    }

    static UsageEvent call(String from, long seconds, String peer) {
        Instant at = LocalDateTime.parse(from).atZone(BERLIN).toInstant();
        return new UsageEvent("msc1", 1, UsageType.VOICE, "491510000001", at, seconds, peer);
    }

    static UsageScope at(TimeBand band) {
        return new UsageScope(List.of(), List.of(band));
    }

    static Price.Usage voice(String id, String price, long increment, UsageScope scope, Optional<String> setup) {
        UsageTerms terms = new UsageTerms(
                scope,
                setup.map(fee -> new UnitPrice(new BigDecimal(fee), EUR)),
                Optional.empty(),
                Optional.empty(),
                RoundingMode.HALF_UP);
        return new Price.Usage(
                id, id, UsageType.VOICE, new UnitPrice(new BigDecimal(price), EUR), 1, 0, increment, terms);
    }

    static ZonePlan zones(String... lines) {
        List<String> all = new ArrayList<>(List.of(ZonePlan.HEADER));
        all.addAll(List.of(lines));
        return read(all);
    }

    static ZonePlan read(List<String> lines) {
        return ZonePlan.read("zones.csv", lines).fold(plan -> plan, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    static Holidays holidays(String... lines) {
        List<String> all = new ArrayList<>(List.of(Holidays.HEADER));
        all.addAll(List.of(lines));
        return Holidays.read("holidays.csv", all).fold(read -> read, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }
}
