package dialtone.catalog.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.UsageType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the calculator is asked, as its address has it. */
class PricesPageTest {

    @Test
    void whatIsTooLongIsRefusedAtItsField() {
        assertThat(PricesPage.tooLong(
                        Map.of("voice", "1".repeat(33), "country", "D".repeat(33), "data", "1".repeat(32))::get))
                .extracting(Rejection::field)
                .containsExactly("place", "voice");
    }

    @Test
    void aCountIsOneWhereItIsNotSaid() {
        assertThat(PricesPage.count("")).contains(1L);
        assertThat(PricesPage.count("300")).contains(300L);
        assertThat(PricesPage.count("10000000")).contains(10_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1.5", "many", "10000001", "18446744073709551617", "1E600000000", "1E-600000000"})
    void aCountThatIsNoneIsNotMadeOne(String text) {
        assertThat(PricesPage.count(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "1E600000000", ""})
    void aQuantityIsANumberAndNotTooLarge(String text) {
        assertThat(PricesPage.units(UsageType.DATA, text, "GB")).isEmpty();
    }

    @Test
    void aQuantityMayHaveAComma() {
        assertThat(PricesPage.units(UsageType.DATA, "1,5", "GB")).contains(1_500_000_000L);
    }
}
