package dialtone.base.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.UsageType;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void anAmountHasTheDecimalsOfItsCurrency() {
        assertThat(Amounts.text(Money.of("1408.5", EUR))).isEqualTo("€1,408.50");
        assertThat(Amounts.text(Money.of("500", Currency.getInstance("JPY")))).isEqualTo("¥500");
    }

    @Test
    void aUnitPriceShowsAllTheDecimalsOfTheTariff() {
        assertThat(Amounts.text(new UnitPrice(new BigDecimal("0.0035"), EUR))).isEqualTo("€0.0035");
        assertThat(Amounts.text(new UnitPrice(new BigDecimal("0.1"), EUR))).isEqualTo("€0.10");
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE, 12000, 200 minutes",
        "VOICE, 60, 1 minute",
        "VOICE, 90, 1:30 min",
        "SMS, 1, 1 message",
        "SMS, 2000, '2,000 messages'",
        "DATA, 20000000000, 20 GB",
        "DATA, 500000000, 500 MB",
        "DATA, 1234567890000, '1,234.568 GB'"
    })
    void aQuantityIsSaidInTheLargestUnitThatIsExact(UsageType type, long baseUnits, String text) {
        assertThat(Amounts.text(type, baseUnits)).isEqualTo(text);
    }
}
