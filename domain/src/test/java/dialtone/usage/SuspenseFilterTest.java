package dialtone.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuspenseFilterTest {

    private static final Instant SHOWN_AT = Instant.parse("2026-11-26T10:00:00Z");

    @Test
    void a_filter_that_says_nothing_means_all_whenever_they_came() {
        assertThat(SuspenseFilter.ALL.meansAll()).isTrue();
        assertThat(SuspenseFilter.ALL.suspendedBefore()).isEmpty();
        assertThat(SuspenseFilter.ALL.before(SHOWN_AT).meansAll()).isTrue();
    }

    @Test
    void a_filter_that_says_anything_does_not_mean_all() {
        List<SuspenseFilter> narrow = List.of(
                new SuspenseFilter(
                        Optional.of(Suspension.NO_PRICE), Optional.empty(), Optional.empty(), Optional.empty()),
                new SuspenseFilter(Optional.empty(), Optional.of("msc1"), Optional.empty(), Optional.empty()),
                new SuspenseFilter(Optional.empty(), Optional.empty(), Optional.of(7L), Optional.empty()),
                new SuspenseFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("491510000001")));
        assertThat(narrow).noneMatch(SuspenseFilter::meansAll);
    }

    @Test
    void who_decides_about_what_he_was_shown_keeps_what_he_asked_for() {
        SuspenseFilter asked = new SuspenseFilter(
                Optional.of(Suspension.BARRED), Optional.of("msc1"), Optional.of(7L), Optional.of("491510000001"));
        assertThat(asked.before(SHOWN_AT))
                .isEqualTo(new SuspenseFilter(
                        Optional.of(Suspension.BARRED),
                        Optional.of("msc1"),
                        Optional.of(7L),
                        Optional.of("491510000001"),
                        Optional.of(SHOWN_AT)));
    }
}
