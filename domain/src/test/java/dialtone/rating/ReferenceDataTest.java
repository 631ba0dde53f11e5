package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.spending.SpendingLimits;
import dialtone.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Destination zones and holidays, as their files say them. */
class ReferenceDataTest {

    private static final ZonePlan ZONES =
            zones("49,domestic,,", "49900,premium,,", "44,europe,,2026-12-01", "44,world,2026-12-01,", "1,world,,");

    @Test
    void the_longest_prefix_says_the_zone_and_a_prefix_may_change_it() {
        Instant november = Instant.parse("2026-11-30T23:59:59Z");
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(ZONES.zoneOf("49900123", november)).isEqualTo("premium");
        assertThat(ZONES.zoneOf("+4990", november)).isEqualTo("domestic");
        assertThat(ZONES.zoneOf("442079460000", november)).isEqualTo("europe");
        assertThat(ZONES.zoneOf("+44", december)).isEqualTo("world");
        assertThat(ZONES.zoneOf("4300000", december)).isEmpty();
        assertThat(ZONES.zoneOf("internet", december)).isEmpty();
        assertThat(ZONES.zoneOf("", december)).isEmpty();
        assertThat(ZONES.zoneOf("1".repeat(UsageEvent.MAX_PEER), december)).isEqualTo("world");
        ZonePlan cgrates = zones("0256,gotham,,", "025,country,,");
        assertThat(cgrates.zoneOf("0256308200", november)).isEqualTo("gotham");
        assertThat(cgrates.zones()).containsExactly("country", "gotham");
    }

    /** 112 and 110 would be in North America, 116117 and 118 33 too. */
    @Test
    void a_short_number_is_in_no_zone_but_one_that_names_it() {
        for (String number : List.of("112", "110", "116117", "11833", "491234")) {
            assertThat(ZONES.zoneOf(number, Instant.EPOCH)).as(number).isEmpty();
        }
        assertThat(ZONES.zoneOf("+112", Instant.EPOCH)).isEqualTo("world");
        assertThat(ZONES.zoneOf("1121234", Instant.EPOCH)).as("seven digits").isEqualTo("world");
        ZonePlan emergency = zones("1,world,,", "112,emergency,,");
        assertThat(emergency.zoneOf("112", Instant.EPOCH)).isEqualTo("emergency");
        assertThat(emergency.zoneOf("1120", Instant.EPOCH)).isEmpty();
    }

    @Test
    void two_hundred_thousand_prefixes_are_read_in_less_than_five_seconds() {
        List<String> lines = new ArrayList<>(List.of(ZonePlan.HEADER));
        for (int prefix = 1_000_000; lines.size() <= 200_000; prefix += 7) {
            lines.add(prefix + ",zone-" + prefix % 50 + ",,");
        }
        long begun = System.nanoTime();
        ZonePlan plan = read(lines);
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
        assertThat(plan.zoneOf("1000007123", Instant.EPOCH)).isEqualTo("zone-" + 1_000_007 % 50);
        assertThat(plan.zoneOf("1000008123", Instant.EPOCH)).isEmpty();
    }

    @Test
    void reference_data_is_refused_with_file_line_and_reason() {
        assertThat(faults(
                        "prefix,zone,from,to",
                        "49,domestic,,",
                        "49,world,2026-01-01,",
                        "x,y,,",
                        "1,World,,",
                        "1,world"))
                .containsExactly(
                        "zones.csv:4 a line is prefix, zone, first day and first day after it, not x,y,,",
                        "zones.csv:5 a line is prefix, zone, first day and first day after it, not 1,World,,",
                        "zones.csv:6 a line is prefix, zone, first day and first day after it, not 1,world",
                        "zones.csv:3 prefix 49 is in a zone at that time already, by line 2");
        assertThat(faults("49,domestic,,"))
                .containsExactly("zones.csv:1 the first line is prefix,zone,from,to, and there are at most 2000000");
        assertThat(faults("prefix,zone,from,to", "49,a,2026-02-01,2026-01-01")).hasSize(1);
        List<String> days = Holidays.read(
                        "holidays.csv",
                        List.of(Holidays.HEADER, "de,2026-12-25,A", "de,2026-12-25,B", "DE,2026-12-26,C", "de,soon,D"))
                .fold(
                        read -> List.of(),
                        reasons -> reasons.stream()
                                .map(reason -> reason.field() + " " + reason.message())
                                .toList());
        assertThat(days)
                .containsExactly(
                        "holidays.csv:3 2026-12-25 is a holiday of de already",
                        "holidays.csv:4 a calendar is named in kebab-case, not DE",
                        "holidays.csv:5 a line is calendar, date and name, not de,soon,D");
    }

    @Test
    void holidays_are_those_of_their_calendar() {
        Holidays read = Holidays.read(
                        "holidays.csv",
                        List.of(Holidays.HEADER, "de,2026-12-25,Christmas Day", "at,2026-10-26,National Day"))
                .fold(days -> days, reasons -> {
                    throw new AssertionError(reasons.toString());
                });
        assertThat(read.calendars()).containsExactlyInAnyOrder("at", "de");
        LocalDate christmas = LocalDate.parse("2026-12-25");
        assertThat(read.isHoliday("de", christmas.toEpochDay())).isTrue();
        assertThat(read.isHoliday("de", christmas.plusDays(1).toEpochDay())).isFalse();
        assertThat(read.isHoliday("at", christmas.toEpochDay())).isFalse();
        assertThat(read.isHoliday("fr", christmas.toEpochDay())).isFalse();
    }

    @Test
    void other_limits_leave_the_zones_as_they_are() {
        ReferenceData limited = new ReferenceData(ZONES, Holidays.NONE).with(SpendingLimits.NONE);
        assertThat(limited.zones()).isEqualTo(ZONES);
        assertThat(limited.limits()).isEqualTo(SpendingLimits.NONE);
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

    private static List<String> faults(String... lines) {
        return ZonePlan.read("zones.csv", List.of(lines))
                .fold(
                        plan -> List.of(),
                        reasons -> reasons.stream()
                                .map(reason -> reason.field() + " " + reason.message())
                                .toList());
    }
}
