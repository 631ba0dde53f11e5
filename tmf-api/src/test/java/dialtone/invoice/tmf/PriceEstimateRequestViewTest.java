package dialtone.invoice.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dialtone.catalog.UsageType;
import dialtone.platform.tmf.RequestJson;
import dialtone.rating.AssumedUse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What prices are asked for, and that a request is refused before it costs anything. */
class PriceEstimateRequestViewTest {

    private static <T extends Record> T read(String json, Class<T> type) {
        return RequestJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), type);
    }

    private static PriceEstimateRequestView use(String quantity, String unit) {
        return read(
                "{\"usage\": [{\"type\": \"data\", \"quantity\": " + quantity + ", \"unit\": \"" + unit + "\"}]}",
                PriceEstimateRequestView.class);
    }

    @Test
    void useIsInPeoplesUnits() {
        assertThat(use("1.5", "GB").usageRead())
                .containsExactly(new AssumedUse(UsageType.DATA, "", "", 1_500_000_000L, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1E600000000, GB, usage[0].quantity, INVALID_QUANTITY",
        "1E-600000000, GB, usage[0].quantity, INVALID_QUANTITY",
        "1E600000000, min, usage[0].unit, INVALID_UNIT",
        "-1, GB, usage[0].quantity, INVALID_QUANTITY",
    })
    void aQuantityThatNobodyMeansIsRefusedAtOnceAndAtItsField(String quantity, String unit, String field, String code) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> use(quantity, unit).usageRead())
                        .hasMessageContaining(field)
                        .hasMessageContaining(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E600000000", "1E-600000000", "-1E600000000"})
    void soIsAnAmountThatNobodyPays(String value) {
        ReceiptView receipt = read("{\"amount\": {\"unit\": \"EUR\", \"value\": " + value + "}}", ReceiptView.class);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> receipt.amountRead(Currency.getInstance("EUR")))
                        .hasMessageContaining("INVALID_AMOUNT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "1969-12-31", "+10000-01-01", "+999999999-12-31"})
    void aDayThatNoTableHasIsRefusedAtItsField(String from) {
        PriceEstimateRequestView asked = read("{\"from\": \"" + from + "\"}", PriceEstimateRequestView.class);

        assertThatThrownBy(asked::fromRead).hasMessageContaining("from").hasMessageContaining("INVALID_DATE");
    }
}
