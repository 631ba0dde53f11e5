package dialtone.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaysTest {

    @Test
    void a_day_is_of_a_year_that_tables_have() {
        assertThat(Days.parse("1970-01-01")).contains(LocalDate.of(1970, 1, 1));
        assertThat(Days.parse("9999-12-31")).contains(LocalDate.of(9999, 12, 31));
    }

    @Test
    void a_month_is_too() {
        assertThat(Days.month("2026-12")).contains(YearMonth.of(2026, 12));
        for (String none : new String[] {"", "2026-13", "2026", "1969-12", "+999999999-12"}) {
            assertThat(Days.month(none)).as(none).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tomorrow", "2026-02-30", "1969-12-31", "+10000-01-01", "+999999999-12-31", "-0001-01-01"})
    void anything_else_is_none(String text) {
        assertThat(Days.parse(text)).isEmpty();
    }
}
