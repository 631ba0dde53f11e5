package dialtone.rating;

import static dialtone.rating.BandedUse.CONTEXT;
import static dialtone.rating.BandedUse.EUR;
import static dialtone.rating.BandedUse.SEED;
import static dialtone.rating.BandedUse.after;
import static dialtone.rating.BandedUse.at;
import static dialtone.rating.BandedUse.randomBand;
import static dialtone.rating.BandedUse.units;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.TimeBand;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of seeded random tariffs and records, of whatever zones and times. */
class RatingPropertiesTest {

    private static final List<UsageType> TYPES = List.of(UsageType.values());

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
}
