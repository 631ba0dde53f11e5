package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageCycle;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageCyclesTest {

    private static final LocalDate BEGAN = LocalDate.parse("2027-01-31");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 month, day 1          | 2027-02-17 | 2027-02-01 | 2027-03-01
                    1 month, day 15         | 2027-02-14 | 2027-01-15 | 2027-02-15
                    1 month, account        | 2027-02-20 | 2027-02-20 | 2027-03-20
                    1 month, anniversary    | 2027-02-27 | 2027-01-31 | 2027-02-28
                    1 month, anniversary    | 2027-03-01 | 2027-02-28 | 2027-03-31
                    1 month, anniversary    | 2027-03-31 | 2027-03-31 | 2027-04-30
                    1 week, anniversary     | 2027-02-06 | 2027-01-31 | 2027-02-07
                    1 week, anniversary     | 2027-02-07 | 2027-02-07 | 2027-02-14
                    1 week, day 1           | 2027-02-07 | 2027-02-01 | 2027-02-08
                    1 day, day 1            | 2027-03-28 | 2027-03-28 | 2027-03-29
                    30 day, anniversary     | 2027-03-02 | 2027-03-02 | 2027-04-01
                    1 quarter, day 1        | 2027-02-17 | 2027-01-01 | 2027-04-01
                    1 year, anniversary     | 2028-01-30 | 2027-01-31 | 2028-01-31
                    """)
    void a_day_lies_in_one_cycle(String said, LocalDate day, LocalDate from, LocalDate to) {
        UsageCycles cycles = UsageCycles.of(UsageCycle.parse(said), BEGAN, 20);
        assertThat(cycles.cycleOf(day)).isEqualTo(new ChargePeriod(from, to));
        assertThat(cycles.startOf(day)).isEqualTo(from);
        assertThat(UsageCycles.parse(cycles.text())).isEqualTo(cycles);
        assertThat(UsageCycle.parse(said).text()).isEqualTo(said);
    }

    @Test
    void a_day_of_24_hours_or_of_23_begins_at_the_midnight_of_the_accounts_zone() {
        UsageCycles days = UsageCycles.of(UsageCycle.parse("1 day, day 1"), BEGAN, 1);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(days.startOf(Instant.parse("2027-03-27T23:30:00Z"), berlin)).isEqualTo("2027-03-28");
        assertThat(days.startOf(Instant.parse("2027-03-28T21:59:59Z"), berlin)).isEqualTo("2027-03-28");
        assertThat(days.startOf(Instant.parse("2027-03-28T22:00:00Z"), berlin)).isEqualTo("2027-03-29");
    }

    @Test
    void cycles_follow_each_other_and_are_counted() {
        Random random = new Random(9);
        for (String said : List.of(
                "1 month, day 1",
                "1 month, day 31",
                "1 month, anniversary",
                "1 week, anniversary",
                "2 week, anniversary",
                "1 day, day 1",
                "1 quarter, day 15",
                "1 year, anniversary")) {
            UsageCycles cycles = UsageCycles.of(UsageCycle.parse(said), BEGAN.minusDays(random.nextInt(400)), 1);
            LocalDate begin = LocalDate.parse("2025-01-01").plusDays(random.nextInt(800));
            List<ChargePeriod> all = cycles.within(new ChargePeriod(begin, begin.plusDays(900)));
            assertThat(all.getFirst().contains(begin)).as(said).isTrue();
            for (int i = 0; i < all.size(); i++) {
                ChargePeriod cycle = all.get(i);
                assertThat(i == 0 || all.get(i - 1).to().equals(cycle.from()))
                        .as(said)
                        .isTrue();
                LocalDate day = cycle.from().plusDays(random.nextInt((int) cycle.days()));
                assertThat(cycles.cycleOf(day)).as(said).isEqualTo(cycle);
                assertThat(cycles.between(begin, day)).as(said).isEqualTo(i);
            }
        }
    }

    /** A line that changes plans at random: each day of each plan, with the cycle that its use is counted in, is of the re-rating of one month. */
    @Test
    void each_day_of_a_line_is_rated_again_with_one_month() {
        Random random = new Random(63);
        List<String> said = List.of(
                "1 month, day 1",
                "1 month, day 15",
                "1 month, anniversary",
                "1 week, day 1",
                "1 week, anniversary",
                "2 week, anniversary",
                "1 day, day 1",
                "1 quarter, day 1",
                "1 year, day 1",
                "1 year, anniversary");
        for (int history = 0; history < 300; history++) {
            LocalDate began = LocalDate.parse("2026-01-01").plusDays(random.nextInt(365));
            LocalDate from = began;
            for (int plan = 0; plan < 5; plan++) {
                String cycle = said.get(random.nextInt(said.size()));
                UsageCycles cycles = UsageCycles.of(UsageCycle.parse(cycle), began, 20);
                LocalDate last = from.plusDays(random.nextInt(plan % 2 == 0 ? 20 : 200));
                Map<LocalDate, List<YearMonth>> months = new TreeMap<>();
                for (YearMonth month = YearMonth.of(2025, 1); month.getYear() < 2030; month = month.plusMonths(1)) {
                    for (LocalDate on : cycles.begunIn(
                            ChargePeriod.month(month), from, plan == 4 ? Optional.empty() : Optional.of(last))) {
                        months.computeIfAbsent(on, added -> new ArrayList<>()).add(month);
                    }
                }
                for (LocalDate day = from; !day.isAfter(last); day = day.plusDays(1)) {
                    assertThat(months.getOrDefault(cycles.startOf(day), List.of()))
                            .as("%s from %s, on %s", cycle, from, day)
                            .hasSize(1);
                }
                if (plan < 4) {
                    LocalDate first = from;
                    assertThat(months.keySet())
                            .as("%s from %s to %s: no cycle without a day", cycle, from, last)
                            .allMatch(on ->
                                    !on.isAfter(last) && cycles.cycleOf(on).to().isAfter(first));
                }
                from = last.plusDays(1);
            }
        }
    }

    @Test
    void some_months_together_have_what_each_of_them_has() {
        UsageCycles weeks = cycles("1 week, day 1", "2026-12-03");
        LocalDate from = LocalDate.parse("2026-12-03");
        ChargePeriod november = ChargePeriod.month(YearMonth.of(2026, 11));
        ChargePeriod december = ChargePeriod.month(YearMonth.of(2026, 12));
        assertThat(weeks.begunIn(november, from, Optional.empty())).isEmpty();
        assertThat(weeks.begunIn(december, from, Optional.of(LocalDate.parse("2026-12-13"))))
                .containsExactly(LocalDate.parse("2026-11-30"), LocalDate.parse("2026-12-07"));
        assertThat(weeks.begunIn(december, LocalDate.parse("2026-11-03"), Optional.empty()))
                .as("the week from the 30th is November's")
                .startsWith(LocalDate.parse("2026-12-07"));
        assertThat(weeks.begunIn(new ChargePeriod(november.from(), december.to()), from, Optional.empty()))
                .containsExactlyElementsOf(weeks.begunIn(december, from, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 year, anniversary  | 2027-03-01 |            | 2027-01-31
                    1 year, anniversary  | 2027-03-01 | 2027-02-10 | 2027-03-01
                    1 year, anniversary  | 2027-03-01 | 2027-02-28 | 2027-03-01
                    1 year, anniversary  | 2027-03-01 | 2027-03-01 | 2027-01-31
                    1 month, day 1       | 2027-03-15 |            | 2027-03-01
                    1 month, day 1       | 2027-03-15 | 2027-03-10 | 2027-03-15
                    """)
    void a_cycle_is_over_when_its_line_has_ended(String said, LocalDate day, LocalDate last, LocalDate notOver) {
        assertThat(cycles(said, BEGAN.toString()).notOverOn(day, Optional.ofNullable(last)))
                .isEqualTo(notOver);
    }

    @Test
    void those_of_two_lines_run_together_where_they_begin_on_the_same_days() {
        UsageCycles week = cycles("1 week, anniversary", "2026-12-03");
        assertThat(week.runWith(cycles("1 week, anniversary", "2026-12-17"))).isTrue();
        assertThat(week.runWith(cycles("7 day, anniversary", "2026-12-03"))).isTrue();
        assertThat(week.runWith(cycles("1 week, anniversary", "2026-12-04"))).isFalse();
        assertThat(week.runWith(cycles("1 week, day 1", "2026-12-03"))).isFalse();
        assertThat(cycles("1 week, anniversary", "2026-11-30").runWith(cycles("1 week, day 1", "2026-12-03")))
                .as("a Monday")
                .isTrue();
        assertThat(cycles("1 month, anniversary", "2027-01-31").runWith(cycles("1 month, anniversary", "2027-02-28")))
                .isFalse();
        assertThat(cycles("1 month, anniversary", "2027-01-15").runWith(cycles("1 month, day 15", "2027-02-28")))
                .isTrue();
        assertThat(cycles("1 month, anniversary", "2027-01-01").runWith(UsageCycles.MONTHS))
                .isTrue();
        assertThat(UsageCycles.MONTHS.runWith(week)).isFalse();
        assertThat(UsageCycles.MONTHS.lastAs(UsageCycle.parse("1 month, day 15")))
                .isTrue();
        assertThat(week.lastAs(UsageCycle.parse("1 week, day 1"))).isTrue();
        assertThat(week.lastAs(UsageCycle.MONTH)).isFalse();
        assertThat(cycles("1 quarter, anniversary", "2027-01-15")
                        .runWith(cycles("1 quarter, anniversary", "2027-02-15")))
                .isFalse();
    }

    @Test
    void the_months_of_the_calendar_say_nothing() {
        assertThat(UsageCycles.of(UsageCycle.MONTH, BEGAN, 20)).isSameAs(UsageCycles.MONTHS);
        assertThat(UsageCycles.MONTHS.text()).isEmpty();
        assertThat(UsageCycles.parse("")).isSameAs(UsageCycles.MONTHS);
        assertThat(UsageCycle.MONTH.description()).isEmpty();
        assertThat(UsageCycle.parse("1 month, account").description())
                .isEqualTo("by the month, from the account's bill cycle day");
        assertThat(UsageCycle.parse("1 month, day 15").description()).isEqualTo("by the month, from day 15");
        assertThat(UsageCycle.parse("1 week, day 1").description()).isEqualTo("by the week");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 week", "2 week, day 1", "1 week, account", "5 month, day 1", "1 moon, day 1"})
    void what_is_no_cycle_is_refused(String text) {
        assertThatThrownBy(() -> UsageCycle.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UsageCycles.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UsageCycles.parse("1 month, account, from 2026-12-03"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void terms_have_the_cycle_and_those_without_one_the_text_that_they_had() {
        UsageCycle week = UsageCycle.parse("1 week, anniversary");
        AllowanceTerms renewed = AllowanceTerms.parse("rollover=2").in(week);
        assertThat(renewed.text()).isEqualTo("rollover=2;cycle=1 week, anniversary");
        assertThat(AllowanceTerms.parse(renewed.text())).isEqualTo(renewed);
        assertThat(renewed.description(Long::toString))
                .isEqualTo(
                        "renewed by the week, from the day the line began; what is left is carried over for 2 weeks");
        assertThat(renewed.in(UsageCycle.MONTH).text()).isEqualTo("rollover=2");
        UsageTerms counted = UsageTerms.PLAIN.in(week);
        assertThat(counted.text()).isEqualTo("cycle=1 week, anniversary");
        assertThat(UsageTerms.parse(counted.text(), Currency.getInstance("EUR")))
                .isEqualTo(counted);
        assertThat(counted.description()).isEqualTo("counted by the week, from the day the line began");
        Price included =
                new Price.Allowance("data", "Data", List.of(UsageType.DATA), 1_000, AllowanceTerms.PLAIN.in(week));
        assertThat(new Tariff(List.of(included)).cycle()).isEqualTo(week);
        assertThat(new Tariff(List.of()).cycle()).isEqualTo(UsageCycle.MONTH);
    }

    private static UsageCycles cycles(String said, String began) {
        return UsageCycles.of(UsageCycle.parse(said), LocalDate.parse(began), 1);
    }
}
