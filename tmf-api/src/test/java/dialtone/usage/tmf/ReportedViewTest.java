package dialtone.usage.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.UsageEvent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedViewTest {

    @ParameterizedTest
    @CsvSource({"msc1, api-msc1", "' msc1 ', api-msc1", "api-msc1, api-msc1"})
    void a_reported_source_is_none_that_files_have(String written, String source) {
        assertThat(read(written).source()).isEqualTo(source);
    }

    @Test
    void who_names_no_source_has_his_own() {
        String body = body("x").replace("{\"name\": \"source\", \"value\": \"x\"}, ", "");
        assertThat(parsed(body).source()).isEqualTo("api-ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "api-", "0123456789012345678901234567890123456789012345678901234567890"})
    void what_is_no_source_is_refused(String written) {
        assertThatThrownBy(() -> read(written))
                .isInstanceOfSatisfying(
                        TmfRefusal.class,
                        refusal -> assertThat(refusal.reasons())
                                .singleElement()
                                .satisfies(
                                        reason -> assertThat(reason.field()).isEqualTo("usageCharacteristic.source")));
    }

    @Test
    void a_moment_is_cut_to_what_the_tables_have() {
        assertThat(read("msc1").startedAt()).isEqualTo(Instant.parse("2026-11-25T09:00:00.123456Z"));
    }

    private static UsageEvent read(String source) {
        return parsed(body(source));
    }

    private static UsageEvent parsed(String body) {
        return ReportedView.read(
                RequestJson.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), UsageView.class),
                "ada");
    }

    private static String body(String source) {
        return "{\"usageType\": \"VOICE\", \"usageDate\": \"2026-11-25T09:00:00.123456789Z\", \"usageCharacteristic\": ["
                + "{\"name\": \"source\", \"value\": \"" + source + "\"}, {\"name\": \"sequence\", \"value\": 1},"
                + " {\"name\": \"msisdn\", \"value\": \"491510000001\"}, {\"name\": \"quantity\", \"value\": 61}]}";
    }
}
