package dialtone.event.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.event.DomainEvent;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdEventRenderingTest {

    private static final Map<String, String> FACTS = Map.of(
            "billingAccount", "BAC-100001",
            "number", "491510000001",
            "limit", "abroad",
            "name", "Data abroad",
            "month", "2026-12",
            "percent", "80",
            "spent", "40.25",
            "most", "50.00",
            "currency", "EUR",
            "held", "false");

    @Test
    void a_percentage_that_is_reached_is_told_with_what_is_spent_of_how_much() {
        JsonObject json = render(FACTS);
        assertThat(json.getString("eventId")).isEqualTo("spending-notice-7");
        assertThat(json.getString("eventType")).isEqualTo("UsageConsumptionThresholdEvent");
        assertThat(json.getString("title")).isEqualTo("80 % of Data abroad is reached");
        JsonObject told = json.getJsonObject("event").getJsonObject("usageConsumption");
        assertThat(told.getString("href"))
                .isEqualTo("/tmf-api/usageConsumption/v4/queryUsageConsumption/BAC-100001-2026-12");
        assertThat(told.getJsonObject("logicalResource").getString("value")).isEqualTo("491510000001");
        assertThat(told.getJsonObject("bucket"))
                .hasToString(
                        "{\"id\":\"abroad\",\"name\":\"Data abroad\",\"percent\":80,"
                                + "\"usedValue\":{\"amount\":40.25,\"units\":\"EUR\"},\"value\":{\"amount\":50.00,\"units\":\"EUR\"},\"held\":false}");
    }

    @Test
    void a_limit_of_all_lines_names_none() {
        Map<String, String> facts = new HashMap<>(FACTS);
        facts.put("number", "");
        assertThat(render(facts).getJsonObject("event").getJsonObject("usageConsumption"))
                .doesNotContainKey("logicalResource");
    }

    private static JsonObject render(Map<String, String> facts) {
        DomainEvent event = new DomainEvent(
                "spending-notice-7",
                "UsageConsumptionThresholdEvent",
                "BAC-100001",
                Instant.parse("2026-12-05T10:00:00Z"),
                facts);
        return Json.createReader(new StringReader(
                        new ThresholdEventRendering().render(event).orElseThrow()))
                .readObject();
    }
}
