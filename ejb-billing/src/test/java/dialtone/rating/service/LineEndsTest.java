package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineEndsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static LineEnds row(long id, String msisdn, String from, String to, boolean countsOn) {
        return new LineEnds(
                id,
                msisdn,
                BERLIN,
                Instant.parse(from),
                Optional.of(to).filter(end -> !end.isEmpty()).map(Instant::parse),
                countsOn);
    }

    private static Map<Long, LocalDate> lastDays(LineEnds... rows) {
        return LineEnds.lastDays(List.of(rows));
    }

    /** A line of 11-25 that gets an add-on on 12-03 and loses it on 12-05, and ends at midnight in Berlin, with which 12-10 begins. */
    @Test
    void a_row_that_others_count_on_from_is_over_with_the_last_of_them() {
        LineEnds first = row(1, "1", "2026-11-25T12:00:00Z", "2026-12-03T12:00:00Z", false);
        LineEnds second = row(2, "1", "2026-12-03T12:00:00Z", "2026-12-05T12:00:00Z", true);
        assertThat(lastDays(first, second, row(3, "1", "2026-12-05T12:00:00Z", "", true)))
                .isEmpty();
        LocalDate ninth = LocalDate.parse("2026-12-09");
        assertThat(lastDays(first, second, row(3, "1", "2026-12-05T12:00:00Z", "2026-12-09T23:00:00Z", true)))
                .isEqualTo(Map.of(1L, ninth, 2L, ninth, 3L, ninth));
    }

    @Test
    void one_that_another_plan_or_another_line_follows_is_over_by_itself() {
        LineEnds former = row(1, "1", "2026-11-25T12:00:00Z", "2026-12-03T12:00:00Z", false);
        LocalDate third = LocalDate.parse("2026-12-03");
        assertThat(lastDays(former, row(2, "1", "2026-12-03T12:00:00Z", "", false)))
                .isEqualTo(Map.of(1L, third));
        assertThat(lastDays(former, row(2, "2", "2026-12-03T12:00:00Z", "", true)))
                .isEqualTo(Map.of(1L, third));
    }

    @Test
    void rows_that_never_began_are_followed_by_nothing() {
        String at = "2026-12-03T12:00:00Z";
        assertThat(lastDays(
                        row(1, "1", "2026-11-25T12:00:00Z", at, false),
                        row(2, "1", at, at, true),
                        row(3, "1", at, at, true)))
                .containsEntry(1L, LocalDate.parse("2026-12-03"));
    }
}
