package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.AllowanceTerms.Rollover;
import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;
import dialtone.rating.LinkedUse.Further;
import dialtone.rating.LinkedUse.Place;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is carried over, and what lines have together. */
class LinkedUseTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final RatingContext PLAIN = new RatingContext(ZoneId.of("UTC"), ReferenceData.NONE);
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);
    private static final long SEED = 20261126;

    private static final Price.Usage CALLS = price("calls", UsageType.VOICE, "0.10");
    private static final Price.Usage SMS = price("sms", UsageType.SMS, "0.05");

    /** Of weeks from Thursday 2026-10-01, of days, of the weeks of the calendar, of months from the 15th. */
    private static final List<UsageCycles> COUNTED = List.of(
            UsageCycles.MONTHS,
            UsageCycles.parse("1 week, anniversary, from 2026-10-01"),
            UsageCycles.parse("1 day, anniversary, from 2026-10-01"),
            UsageCycles.parse("1 week, day 1, from 1970-01-01"),
            UsageCycles.parse("1 month, day 15, from 1970-01-01"));

    @Test
    void what_a_week_leaves_is_carried_into_the_next_one_and_lost_with_the_week_that_may_have_it() {
        UsageCycles weeks = UsageCycles.parse("1 week, anniversary, from 2026-10-01");
        LinkedUse use = new LinkedUse(
                List.of(new LinkedUse.Line(
                        1,
                        0,
                        new Tariff(List.of(CALLS, carried(100, 1, Optional.empty()))),
                        weeks,
                        OCTOBER,
                        List.of(),
                        Map.of())),
                List.of());
        rate(use, OCTOBER, UsageType.VOICE, 30);
        assertThat(use.of(1, OCTOBER.plusWeeks(1)).carried()).containsExactly(new Carried(0, 1, 70));
        assertThat(use.of(1, OCTOBER.plusWeeks(2)).carried())
                .as("a week without use leaves its own hundred")
                .containsExactly(new Carried(0, 1, 100));
        rate(use, OCTOBER.plusWeeks(1), UsageType.VOICE, 180);
        assertThat(use.of(1, OCTOBER.plusWeeks(1)).prices().getFirst().explanation())
                .isEqualTo(
                        "3 minutes, 2:50 min included (1:10 min of them carried over), 10 seconds charged at 0.1 EUR per second");
        assertThat(use.of(1, OCTOBER.plusWeeks(2)).carried()).isEmpty();
    }

    /** 100 messages for all lines: of three records of 60, 60 and 10 the first is included, and 40 of the second. */
    @Test
    void a_record_says_how_much_of_it_what_lines_have_together_covers() {
        LinkedUse use = of(
                List.of(new Tariff(List.of(CALLS, SMS))),
                List.of(shared("shared", 100, List.of(UsageType.SMS))),
                Map.of());
        assertThat(rate(use, OCTOBER, UsageType.SMS, 60).usage().included()).isEqualTo(60);
        assertThat(rate(use, OCTOBER, UsageType.SMS, 60).usage().included()).isEqualTo(40);
        assertThat(rate(use, OCTOBER, UsageType.SMS, 10).usage().included()).isZero();
    }

    @Test
    void what_is_left_is_used_in_the_next_cycles_the_oldest_first_and_lost_when_they_are_over() {
        LinkedUse use = line(carried(100, 2, Optional.empty()));
        rate(use, OCTOBER, UsageType.VOICE, 30);
        assertThat(use.of(1, NOVEMBER).allowances()).singleElement().satisfies(voice -> {
            assertThat(voice.carried()).isEqualTo(70);
            assertThat(voice.available()).isEqualTo(170);
        });
        rate(use, NOVEMBER, UsageType.VOICE, 50);
        assertThat(use.of(1, DECEMBER).carried())
                .as("50 were of October's")
                .containsExactly(new Carried(0, 2, 20), new Carried(0, 1, 100));
        assertThat(use.of(1, DECEMBER.plusMonths(1)).carried())
                .as("October's are lost, and nothing was used in December")
                .containsExactly(new Carried(0, 2, 100), new Carried(0, 1, 100));
        assertThat(use.of(1, DECEMBER.plusYears(9)).carried())
                .containsExactly(new Carried(0, 2, 100), new Carried(0, 1, 100));
        rate(use, DECEMBER, UsageType.VOICE, 230);
        assertThat(use.of(1, DECEMBER).prices().getFirst().explanation())
                .isEqualTo(
                        "3:50 min, 3:40 min included (2 minutes of them carried over), 10 seconds charged at 0.1 EUR per second");
    }

    @Test
    void of_more_than_may_be_carried_the_oldest_is_lost() {
        LinkedUse use = line(carried(100, 3, Optional.of(150L)));
        rate(use, OCTOBER, UsageType.VOICE, 0);
        assertThat(use.of(1, DECEMBER).carried()).containsExactly(new Carried(0, 2, 50), new Carried(0, 1, 100));
        assertThat(use.of(1, DECEMBER.plusMonths(1)).carried())
                .containsExactly(new Carried(0, 2, 50), new Carried(0, 1, 100));
    }

    @Test
    void a_late_record_leaves_less_to_the_next_cycle_and_is_charged_with_what_that_costs_more() {
        LinkedUse use = line(carried(100, 1, Optional.empty()));
        rate(use, NOVEMBER, UsageType.VOICE, 180);
        LinkedUse.Rated late = rate(use, OCTOBER, UsageType.VOICE, 60);
        assertThat(late.usage().charges()).isEmpty();
        assertThat(late.usage().included()).isEqualTo(60);
        assertThat(late.further())
                .containsExactly(new Further(
                        new Place(1, NOVEMBER), new UsageCharge(UsageType.VOICE, "calls", 40, Money.of("4.00", EUR))));
    }

    @Test
    void a_priority_goes_before_all_and_of_equals_what_is_lost_the_soonest() {
        Price.Allowance carried = carried(100, 1, Optional.empty());
        Price.Allowance lost = new Price.Allowance("lost", "Lost", List.of(UsageType.VOICE), 100);
        LinkedUse use = line(carried, lost);
        rate(use, OCTOBER, UsageType.VOICE, 50);
        assertThat(use.of(1, OCTOBER).allowances())
                .extracting(AllowanceUse::used)
                .containsExactly(0L, 50L);
        Price.Allowance first = new Price.Allowance(
                "first",
                "First",
                List.of(UsageType.VOICE),
                100,
                new AllowanceTerms(UsageScope.ANY, 1, carried.terms().rollover(), false));
        LinkedUse other = line(lost, first);
        rate(other, OCTOBER, UsageType.VOICE, 50);
        assertThat(other.of(1, OCTOBER).allowances())
                .extracting(AllowanceUse::used)
                .containsExactly(0L, 50L);
    }

    @Test
    void what_lines_share_covers_the_one_that_joined_first_and_others_records_are_charged_with_what_they_take() {
        Tariff tariff = new Tariff(List.of(CALLS));
        LinkedUse use = together(10, tariff, tariff);
        rate(use, 1, OCTOBER, UsageType.VOICE, 4);
        LinkedUse.Rated second = rate(use, 2, OCTOBER, UsageType.VOICE, 7);
        assertThat(second.usage().charges())
                .containsExactly(new UsageCharge(UsageType.VOICE, "calls", 1, Money.of("0.10", EUR)));
        assertThat(second.usage().included()).isEqualTo(6);
        LinkedUse.Rated first = rate(use, 1, OCTOBER, UsageType.VOICE, 2);
        assertThat(first.usage().charges()).isEmpty();
        assertThat(first.usage().included()).isEqualTo(2);
        assertThat(first.further())
                .containsExactly(new Further(
                        new Place(2, OCTOBER), new UsageCharge(UsageType.VOICE, "calls", 2, Money.of("0.20", EUR))));
        assertThat(use.sharedUse(OCTOBER)).extracting(AllowanceUse::used).containsExactly(10L);
        assertThat(use.of(2, OCTOBER).prices().getFirst().explanation())
                .isEqualTo(
                        "7 seconds, 4 seconds included (4 seconds of them shared), 3 seconds charged at 0.1 EUR per second");
        assertThat(use.sharedUse(NOVEMBER)).extracting(AllowanceUse::used).containsExactly(0L);
    }

    @Test
    void use_that_costs_nothing_takes_nothing_of_what_is_shared() {
        Price.Allowance own = new Price.Allowance("own", "Own", List.of(UsageType.VOICE), 5);
        LinkedUse use = together(
                10,
                new Tariff(List.of(own)),
                new Tariff(List.of(price("free", UsageType.VOICE, "0.00"))),
                new Tariff(List.of(CALLS)));
        rate(use, 1, OCTOBER, UsageType.VOICE, 7);
        rate(use, 2, OCTOBER, UsageType.VOICE, 7);
        assertThat(rate(use, 3, OCTOBER, UsageType.VOICE, 10).usage().included())
                .isEqualTo(10);
    }

    @Test
    void a_lines_own_are_used_before_what_it_shares() {
        LinkedUse use = together(
                10, new Tariff(List.of(CALLS, new Price.Allowance("own", "Own", List.of(UsageType.VOICE), 5))));
        rate(use, 1, OCTOBER, UsageType.VOICE, 7);
        assertThat(use.sharedUse(OCTOBER)).extracting(AllowanceUse::used).containsExactly(2L);
    }

    /** Against a calculation that was made apart: lots in a list, the oldest taken first. */
    @Test
    void what_is_carried_is_what_a_list_of_lots_comes_to() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            int quantity = 1 + random.nextInt(100);
            int cycles = 1 + random.nextInt(4);
            Optional<Long> most = random.nextBoolean() ? Optional.empty() : Optional.of(1L + random.nextInt(200));
            LinkedUse use = line(carried(quantity, cycles, most));
            List<long[]> lots = new ArrayList<>(); // month, units
            for (int month = 0; month < 8; month++) {
                int now = month;
                long used = random.nextInt(3) == 0 ? 0 : random.nextInt(250);
                if (used > 0) {
                    rate(use, OCTOBER.plusMonths(month), UsageType.VOICE, used);
                }
                lots.add(new long[] {month, quantity});
                long left = used;
                for (long[] lot : lots) {
                    long taken = Math.min(left, lot[1]);
                    lot[1] -= taken;
                    left -= taken;
                }
                assertThat(use.of(1, OCTOBER.plusMonths(month)).charged(UsageType.VOICE))
                        .as("round %d, month %d", round, month)
                        .isEqualTo(left);
                lots.removeIf(lot -> lot[0] + cycles <= now || lot[1] == 0);
                long more = lots.stream().mapToLong(lot -> lot[1]).sum() - most.orElse(Long.MAX_VALUE);
                for (long[] lot : lots) {
                    long lost = Math.max(0, Math.min(more, lot[1]));
                    lot[1] -= lost;
                    more -= lost;
                }
            }
        }
    }

    @Test
    void neither_the_order_of_records_nor_how_they_are_divided_changes_what_anybody_is_charged() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            List<Tariff> tariffs = new ArrayList<>();
            UsageCycles counted = COUNTED.get(random.nextInt(COUNTED.size()));
            List<ChargePeriod> cycles = counted.within(new ChargePeriod(OCTOBER, OCTOBER.plusMonths(4)));
            int lines = 1 + random.nextInt(4);
            for (int line = 0; line < lines; line++) {
                tariffs.add(randomTariff(random));
            }
            List<Price.Allowance> shared = random.nextInt(4) == 0 ? List.of() : randomShared(random);
            List<Use> history = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                history.add(new Use(
                        1 + random.nextInt(lines),
                        cycles.get(random.nextInt(4)).from(),
                        random.nextBoolean() ? UsageType.VOICE : UsageType.SMS,
                        random.nextInt(60)));
            }
            Map<String, Money> inOrder = charged(tariffs, counted, shared, history, history.size());
            Collections.shuffle(history, random);
            assertThat(charged(tariffs, counted, shared, history, 1 + random.nextInt(10)))
                    .as("round " + round)
                    .isEqualTo(inOrder);
        }
    }

    private record Use(long line, LocalDate cycle, UsageType type, long quantity) {}

    /** By line, cycle and price; calculated anew from the sums after each part, and compared with what a calculation of all of them gives. */
    private static Map<String, Money> charged(
            List<Tariff> tariffs, UsageCycles counted, List<Price.Allowance> shared, List<Use> history, int part) {
        Map<Place, Map<Cell, CellUse>> sums = new HashMap<>();
        Map<String, Money> charged = new TreeMap<>();
        for (int from = 0; from < history.size(); from += part) {
            LinkedUse use = of(tariffs, counted, shared, sums);
            for (Use each : history.subList(from, Math.min(history.size(), from + part))) {
                if (each.quantity() % 3 == 0) {
                    // one that is taken back leaves nothing
                    rate(use, each.line(), each.cycle(), each.type(), each.quantity() + 7);
                    use.takeBack();
                }
                LinkedUse.Rated rated = rate(use, each.line(), each.cycle(), each.type(), each.quantity());
                assertThat(rated.usage().included()).isBetween(0L, rated.usage().billable());
                add(charged, new Place(each.line(), each.cycle()), rated.usage().charges());
                rated.further().forEach(more -> add(charged, more.at(), List.of(more.charge())));
            }
            use.all().forEach((place, cycle) -> sums.put(place, cycle.use()));
        }
        Map<String, Money> anew = new TreeMap<>();
        of(tariffs, counted, shared, sums)
                .all()
                .forEach((place, cycle) -> cycle.prices()
                        .forEach(price -> anew.merge(place + price.price().id(), price.amount(), Money::plus)));
        anew.values().removeIf(Money::isZero);
        charged.values().removeIf(Money::isZero);
        assertThat(charged).isEqualTo(anew);
        return charged;
    }

    private static void add(Map<String, Money> sums, Place at, List<UsageCharge> charges) {
        charges.forEach(charge -> sums.merge(at + charge.priceId(), charge.amount(), Money::plus));
    }

    private static LinkedUse of(
            List<Tariff> tariffs, List<Price.Allowance> shared, Map<Place, Map<Cell, CellUse>> sums) {
        return of(tariffs, UsageCycles.MONTHS, shared, sums);
    }

    private static LinkedUse of(
            List<Tariff> tariffs,
            UsageCycles counted,
            List<Price.Allowance> shared,
            Map<Place, Map<Cell, CellUse>> sums) {
        List<LinkedUse.Line> lines = new ArrayList<>();
        for (int line = 1; line <= tariffs.size(); line++) {
            Map<LocalDate, CycleUsage> cycles = new HashMap<>();
            for (Map.Entry<Place, Map<Cell, CellUse>> sum : sums.entrySet()) {
                if (sum.getKey().line() == line) {
                    cycles.put(sum.getKey().cycle(), CycleUsage.of(tariffs.get(line - 1), sum.getValue()));
                }
            }
            lines.add(new LinkedUse.Line(
                    line, 0, tariffs.get(line - 1), counted, counted.startOf(OCTOBER), List.of(), cycles));
        }
        return new LinkedUse(lines, shared);
    }

    private static Tariff randomTariff(Random random) {
        List<Price> prices = new ArrayList<>(List.of(CALLS, SMS));
        for (int i = 0; i < random.nextInt(4); i++) {
            List<UsageType> types = new ArrayList<>(List.of(UsageType.VOICE, UsageType.SMS));
            Collections.shuffle(types, random);
            prices.add(new Price.Allowance(
                    "included-" + i,
                    "Included",
                    types.subList(0, 1 + random.nextInt(2)),
                    1 + random.nextInt(150),
                    new AllowanceTerms(
                            UsageScope.ANY,
                            1 + random.nextInt(3),
                            random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(new Rollover(
                                            1 + random.nextInt(3),
                                            random.nextBoolean() ? Optional.empty() : Optional.of(70L))),
                            false)));
        }
        return new Tariff(prices);
    }

    private static List<Price.Allowance> randomShared(Random random) {
        List<Price.Allowance> shared = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            shared.add(shared(
                    "shared-" + i,
                    1 + random.nextInt(400),
                    random.nextBoolean() ? List.of(UsageType.VOICE) : List.of(UsageType.SMS, UsageType.VOICE)));
        }
        return shared;
    }

    private static Price.Allowance shared(String id, long quantity, List<UsageType> types) {
        return new Price.Allowance(
                id,
                "Shared",
                types,
                quantity,
                new AllowanceTerms(UsageScope.ANY, AllowanceTerms.USUAL, Optional.empty(), true));
    }

    private static LinkedUse line(Price.Allowance... allowances) {
        List<Price> prices = new ArrayList<>(List.of(CALLS));
        prices.addAll(List.of(allowances));
        return of(List.of(new Tariff(prices)), List.of(), Map.of());
    }

    private static LinkedUse together(long quantity, Tariff... tariffs) {
        return of(List.of(tariffs), List.of(shared("shared", quantity, List.of(UsageType.VOICE))), Map.of());
    }

    private static LinkedUse.Rated rate(LinkedUse use, LocalDate cycle, UsageType type, long quantity) {
        return rate(use, 1, cycle, type, quantity);
    }

    private static LinkedUse.Rated rate(LinkedUse use, long line, LocalDate cycle, UsageType type, long quantity) {
        Instant at = cycle.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
        return use.rate(line, cycle, new UsageEvent("msc1", 1, type, "491510000001", at, quantity, ""), PLAIN)
                .orElseThrow();
    }

    private static Price.Allowance carried(long quantity, int cycles, Optional<Long> most) {
        return new Price.Allowance(
                "carried",
                "Carried",
                List.of(UsageType.VOICE),
                quantity,
                new AllowanceTerms(
                        UsageScope.ANY, AllowanceTerms.USUAL, Optional.of(new Rollover(cycles, most)), false));
    }

    private static Price.Usage price(String id, UsageType type, String price) {
        return new Price.Usage(id, id, type, new UnitPrice(new BigDecimal(price), EUR), 1, 0, 1);
    }
}
