package dialtone.invoice.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Tiers;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.AgreedUse;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is agreed of prices of use, as it is sent and answered. */
class ContractUsePriceViewTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final UsageRates CALLS = new UsageRates(Optional.of(UsageType.VOICE));
    private static final String REST = ", 'from': '2026-12-01', 'to': '2027-12-01', 'reason': 'Framework 4711'}";

    @Test
    void a_rate_is_in_units_that_people_use() {
        assertThat(read("'rate': {'unit': 'EUR', 'value': 0.05, 'per': 1, 'perUnit': 'min'}"))
                .isEqualTo(new AgreedUse(
                        "voice-overage",
                        LocalDate.of(2026, 12, 1),
                        Optional.of(LocalDate.of(2027, 12, 1)),
                        Optional.of(new AgreedUse.PerUnits(new UnitPrice(new BigDecimal("0.05"), EUR), 60)),
                        "Framework 4711"));
        assertThat(read("'percentOff': 12.5").rate()).contains(new AgreedUse.Percentage(new BigDecimal("12.5")));
        assertThat(read("'percentOff': null").rate()).as("its own again").isEmpty();
    }

    @Test
    void tiers_count_the_use_of_a_month() {
        Tiers tiers = UsageTerms.parse("mode=graduated;tiers=60000:0.05/60:units:0,*:0.03/60:blocks:1.5", EUR)
                .tiers()
                .orElseThrow();
        AgreedUse agreed = read("'tiers': {'mode': 'graduated', 'unit': 'EUR', 'perUnit': 'min', 'steps': ["
                + "{'upTo': 1000, 'value': 0.05}, {'value': 0.03, 'blocks': true, 'flat': 1.50}]}");
        assertThat(agreed.rate()).contains(new AgreedUse.Tiered(tiers));
    }

    @Test
    void what_is_answered_may_be_sent_again() {
        for (String said : List.of(
                "'rate': {'unit': 'EUR', 'value': 0.05, 'perUnit': 'min'}",
                "'percentOff': 20",
                "'tiers': {'mode': 'volume', 'unit': 'EUR', 'per': 10, 'perUnit': 's', 'steps': [{'upTo': 60, 'value': 1}, {'value': 2}]}")) {
            AgreedUse agreed = read(said);
            String answered = ResourceJson.write(
                    ContractUsePriceView.of(new OfferingId("mobile-sim-only-m"), agreed, CALLS, List.of()));
            assertThat(answered).contains("\"posted\":[]");
            assertThat(view(answered.replace(",\"posted\":[]", "")).read(CALLS)).isEqualTo(agreed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'rate': {'unit': 'EUR', 'value': 1, 'perUnit': 'MB'} | INVALID_UNIT",
                "'rate': {'unit': 'EUR', 'value': 1, 'per': 0, 'perUnit': 's'} | INVALID_AMOUNT",
                "'rate': {'unit': 'EUR', 'value': 1, 'per': 1000000000000000, 'perUnit': 'h'} | INVALID_AMOUNT",
                "'rate': {'unit': 'EUR', 'value': -1, 'perUnit': 's'} | INVALID_AMOUNT",
                "'rate': {'unit': 'EUR', 'value': 0.00000000001, 'perUnit': 's'} | INVALID_AMOUNT",
                "'rate': {'unit': 'EUR', 'value': 1E600000000, 'perUnit': 's'} | INVALID_AMOUNT",
                "'rate': {'unit': 'XEU', 'value': 1} | WRONG_CURRENCY",
                "'rate': {'unit': 'EUR', 'perUnit': 's'} | MISSING",
                "'rate': {'unit': 'EUR', 'value': 1} | MISSING",
                "'rate': {'value': 1, 'perUnit': 's'} | MISSING",
                "'percentOff': 0 | INVALID_PERCENTAGE",
                "'percentOff': 100.01 | INVALID_PERCENTAGE",
                "'percentOff': 1E-600000000 | INVALID_PERCENTAGE",
                "'percentOff': '20' | WRONG_TYPE",
                "'percentOff': 20, 'rate': {} | AMBIGUOUS",
                "'tiers': {'mode': 'graduated', 'unit': 'EUR', 'perUnit': 's'} | INVALID_TIERS",
                "'tiers': {'mode': 'stairs', 'unit': 'EUR', 'perUnit': 's', 'steps': [{'value': 1}]} | INVALID_TIERS",
                "'tiers': {'mode': 'volume', 'unit': 'EUR', 'perUnit': 's', 'steps': [{'upTo': 2, 'value': 1}]} | INVALID_TIERS",
            })
    void what_is_no_rate_is_refused(String said, String code) {
        assertThatThrownBy(() -> read(said.strip()))
                .isInstanceOf(TmfRefusal.class)
                .extracting(
                        refused -> ((TmfRefusal) refused).reasons().getFirst().code())
                .isEqualTo(code);
    }

    private static AgreedUse read(String rate) {
        return view("{'offering': 'mobile-sim-only-m', 'price': 'voice-overage', " + rate + REST)
                .read(CALLS);
    }

    private static ContractUsePriceView view(String json) {
        return RequestJson.read(
                new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                ContractUsePriceView.class);
    }
}
