package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units as people read them. */
class UsageTypeTest {

    @ParameterizedTest
    @CsvSource({
        "VOICE, 0, 0 minutes",
        "VOICE, 45, 45 seconds",
        "VOICE, 1, 1 second",
        "VOICE, 60, 1 minute",
        "VOICE, 61, 1:01 min",
        "VOICE, 160, 2:40 min",
        "VOICE, 12000, 200 minutes",
        "SMS, 1, 1 message",
        "SMS, 1200, 1200 messages",
        "DATA, 0, 0 bytes",
        "DATA, 1, 1 byte",
        "DATA, 999, 999 bytes",
        "DATA, 1500, 1.5 kB",
        "DATA, 1024, 1 KiB",
        "DATA, 1024000, 1.024 MB",
        "DATA, 126418944, 126.419 MB",
        "DATA, 2147483648, 2 GiB",
        "DATA, 12000000000, 12 GB",
        "DATA, 1234567890, 1.235 GB",
        "DATA, 1234499999, 1.234 GB",
        "DATA, 2000000000000, 2000 GB",
    })
    void units_are_said_in_the_largest_that_they_fill(UsageType type, long baseUnits, String text) {
        assertThat(type.text(baseUnits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE, 1, second",
        "VOICE, 60, minute",
        "VOICE, 3600, hour",
        "VOICE, 90, 1:30 min",
        "VOICE, 600, 10 minutes",
        "SMS, 1, message",
        "SMS, 10, 10 messages",
        "DATA, 1000000, MB",
        "DATA, 1073741824, GiB",
        "DATA, 100000000, 100 MB",
    })
    void a_price_is_per_one_of_them_or_several(UsageType type, long baseUnits, String text) {
        assertThat(type.per(baseUnits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE, 90, s, 90",
        "VOICE, 1.5, min, 90",
        "VOICE, 2, h, 7200",
        "SMS, 3, messages, 3",
        "DATA, 1.5, GB, 1500000000",
        "DATA, 2, GiB, 2147483648",
        "DATA, 7, B, 7",
        "DATA, 1.0005, kB, 1001",
    })
    void an_amount_in_a_unit_of_people_is_so_many_base_units(
            UsageType type, BigDecimal amount, String unit, long baseUnits) {
        assertThat(type.units(amount, unit)).contains(baseUnits);
    }

    @Test
    void a_unit_of_something_else_is_none() {
        assertThat(UsageType.VOICE.units(BigDecimal.ONE, "MB")).isEmpty();
        assertThat(UsageType.DATA.units(BigDecimal.ONE, "min")).isEmpty();
        assertThat(UsageType.SMS.units(BigDecimal.ONE, "s")).isEmpty();
        assertThat(UsageType.DATA.units(new BigDecimal("1e30"), "GB")).isEmpty();
    }

    /** Written out they have half a gigabyte of digits. */
    @ParameterizedTest
    @ValueSource(strings = {"1E600000000", "-1E2147483647", "1E-600000000", "0E600000000", "1E19"})
    void a_number_that_nobody_means_is_refused_before_it_is_written_out(String amount) {
        assertThat(assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> UsageType.DATA.units(new BigDecimal(amount), "GB")))
                .isEmpty();
    }
}
