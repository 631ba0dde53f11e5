package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargePeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-01, 2026-12-01, 2026-11",
        "2026-12-03, 2026-12-04, 2026-12-03",
        "2026-11-15, 2026-12-15, 2026-11-15 to 2026-12-14",
        "2026-11-01, 2026-11-30, 2026-11-01 to 2026-11-29"
    })
    void a_month_of_the_calendar_is_called_that_and_other_days_by_the_first_and_the_last(
            LocalDate from, LocalDate to, String name) {
        assertThat(new ChargePeriod(from, to).name()).isEqualTo(name);
    }
}
