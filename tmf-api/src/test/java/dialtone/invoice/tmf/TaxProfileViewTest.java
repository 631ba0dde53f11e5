package dialtone.invoice.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.tax.TaxProfile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxProfileViewTest {

    private static final String WHOLE =
            "{\"customerType\":\"business\",\"place\":{\"country\":\"US\",\"region\":\"NY\",\"city\":\"New York\"},"
                    + "\"taxNumber\":\"12-3456789\",\"exemptions\":[{\"place\":{\"country\":\"US\",\"region\":\"NY\"},\"tax\":\"State sales tax\","
                    + "\"reason\":\"Resale\",\"certificate\":\"ST-120\",\"from\":\"2026-01-01\",\"until\":\"2027-01-01\"}]}";

    private static TaxProfile read(String json) {
        return RequestJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), TaxProfileView.class)
                .read();
    }

    @Test
    void whatIsToldIsAnsweredAsItWasTold() {
        assertThat(ResourceJson.write(TaxProfileView.of(read(WHOLE)))).isEqualTo(WHOLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|INVALID_CUSTOMER_TYPE",
                "{\"customerType\":\"school\"}|INVALID_CUSTOMER_TYPE",
                "{\"customerType\":\"consumer\",\"exemptions\":[{}]}|exemptions[0].from",
                "{\"customerType\":\"consumer\",\"exemptions\":[{\"from\":\"2026-01-02\",\"until\":\"2026-01-02\"}]}|exemptions[0].from",
            })
    void whatCannotBeReadIsNamed(String json, String named) {
        assertThatThrownBy(() -> read(json)).hasMessageContaining(named);
    }

    @Test
    void whereACustomerIsMayBeMissingUntilItIsChecked() {
        assertThat(read("{\"customerType\":\"consumer\"}").place().country()).isEmpty();
    }
}
