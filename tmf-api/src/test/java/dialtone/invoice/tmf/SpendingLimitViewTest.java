package dialtone.invoice.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.spending.SpendingChoice;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer wants of a limit, as it is sent. */
class SpendingLimitViewTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void an_amount_or_a_choice_is_read() {
        assertThat(read("{\"limit\": \"roaming-data\", \"amount\": {\"unit\": \"EUR\", \"value\": 100}}")
                        .read(EUR))
                .isEqualTo(new SpendingChoice.Most(Money.of("100.00", EUR)));
        assertThat(read("{\"limit\": \"roaming-data\", \"choice\": \"off\"}").read(EUR))
                .isEqualTo(new SpendingChoice.Off());
        assertThat(read("{\"limit\": \"roaming-data\", \"choice\": \"usual\"}").read(EUR))
                .isEqualTo(new SpendingChoice.Usual());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"choice\": \"none\"}",
                "{\"choice\": \"off\", \"amount\": {\"unit\": \"EUR\", \"value\": 1}}",
                "{\"amount\": {\"unit\": \"USD\", \"value\": 1}}",
                "{\"spent\": {\"unit\": \"EUR\", \"value\": 1}, \"choice\": \"off\"}"
            })
    void what_is_neither_is_refused(String body) {
        assertThatThrownBy(() -> read(body).read(EUR)).isInstanceOf(TmfRefusal.class);
        assertThatThrownBy(() -> read("{}").limitRead()).isInstanceOf(TmfRefusal.class);
    }

    private static SpendingLimitView read(String body) {
        return RequestJson.read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), SpendingLimitView.class);
    }
}
