package dialtone.rating;

import static dialtone.rating.BandedUse.BERLIN;
import static dialtone.rating.BandedUse.CONTEXT;
import static dialtone.rating.BandedUse.DAYS;
import static dialtone.rating.BandedUse.EUR;
import static dialtone.rating.BandedUse.EVENING;
import static dialtone.rating.BandedUse.SEED;
import static dialtone.rating.BandedUse.TIME_OF_DAY;
import static dialtone.rating.BandedUse.at;
import static dialtone.rating.BandedUse.call;
import static dialtone.rating.BandedUse.randomBand;
import static dialtone.rating.BandedUse.rate;
import static dialtone.rating.BandedUse.total;
import static dialtone.rating.BandedUse.units;
import static dialtone.rating.BandedUse.voice;
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
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls and messages by the time of day and the holidays of a calendar. */
class TimeBandsTest {

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

    /** From 17:59 for thirteen hours and two minutes, by a clock that is set for no summer. */
    @Test
    void a_call_through_four_bands_has_a_stretch_of_each() {
        Tariff tariff = new Tariff(List.of(
                voice("day", "1", 1, UsageScope.ANY, Optional.empty()),
                voice("evening", "1", 1, at(daily("evening", 18, 24)), Optional.empty()),
                voice("night", "1", 1, at(daily("night", 0, 6)), Optional.empty()),
                voice("morning", "1", 1, at(daily("morning", 6, 7)), Optional.empty())));
        assertThat(rate(tariff, call("2026-11-25T17:59:00", 46_920, "49301234567"))
                        .segments())
                .containsExactlyInAnyOrder(
                        new Segment(new Cell(UsageType.VOICE, "", ""), 120),
                        new Segment(new Cell(UsageType.VOICE, "", "evening"), 21_600),
                        new Segment(new Cell(UsageType.VOICE, "", "night"), 21_600),
                        new Segment(new Cell(UsageType.VOICE, "", "morning"), 3_600));
    }

    private static TimeBand daily(String id, int from, int to) {
        return new TimeBand(id, List.of(new Window(EnumSet.allOf(Day.class), from * 60, to * 60)), Optional.empty());
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
}
