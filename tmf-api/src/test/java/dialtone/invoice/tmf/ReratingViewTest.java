package dialtone.invoice.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.Catalog;
import dialtone.party.BillingAccountId;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.service.Reratings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for of a re-rating, as it is sent. */
class ReratingViewTest {

    private static final Catalog CATALOG = new Catalog("2026-12", List.of(), List.of(), List.of(), List.of());
    private static final String ALL =
            "'offering': 'mobile-m', 'price': 'calls', 'from': '2026-11-01', 'to': '2026-12-01', 'reason': 'Misprint'";

    @Test
    void it_names_the_price_and_the_months_and_one_account_or_none() {
        Reratings.Asked asked = read(ALL + ", 'billingAccount': 'BAC-100001'");
        assertThat(asked.offering().value()).isEqualTo("mobile-m");
        assertThat(asked.priceId()).isEqualTo("calls");
        assertThat(asked.version()).isEqualTo("2026-12");
        assertThat(asked.from()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(asked.to()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(asked.account()).contains(new BillingAccountId("BAC-100001"));
        assertThat(read(ALL).account()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'from': '2026-11-01' | 'from': 'November' | INVALID_DATE
            , 'to': '2026-12-01' | | MISSING
            'offering': 'mobile-m', | | MISSING
            """)
    void what_is_missing_or_no_day_is_refused(String said, String instead, String code) {
        assertThatThrownBy(() -> read(ALL.replace(said, instead == null ? "" : instead)))
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining(code);
    }

    private static Reratings.Asked read(String fields) {
        return RequestJson.read(
                        new ByteArrayInputStream(
                                ("{" + fields + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                        ReratingView.AskedView.class)
                .by(CATALOG, (offering, price) -> Set.of(price + " of " + offering));
    }
}
