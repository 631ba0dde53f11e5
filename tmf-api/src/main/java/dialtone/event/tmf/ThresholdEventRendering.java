package dialtone.event.tmf;

import dialtone.event.DomainEvent;
import dialtone.event.service.EventRendering;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.Optional;

/** That a percentage of a spending limit is reached: the envelope of TMF677's events, with what a bucket of money has. */
public final class ThresholdEventRendering implements EventRendering {

    private static final String PATH = "/tmf-api/usageConsumption/v4/queryUsageConsumption/";

    @Override
    public Optional<String> render(DomainEvent event) {
        String id = fact(event, "billingAccount") + "-" + fact(event, "month");
        String title = fact(event, "percent") + " % of " + fact(event, "name") + " is reached";
        JsonObjectBuilder consumption = Json.createObjectBuilder()
                .add("id", id)
                .add("href", PATH + id)
                .add("billingAccount", Json.createObjectBuilder().add("id", fact(event, "billingAccount")));
        if (!fact(event, "number").isEmpty()) {
            consumption.add("logicalResource", Json.createObjectBuilder().add("value", fact(event, "number")));
        }
        consumption.add(
                "bucket",
                Json.createObjectBuilder()
                        .add("id", fact(event, "limit"))
                        .add("name", fact(event, "name"))
                        .add("percent", Integer.parseInt(fact(event, "percent")))
                        .add("usedValue", money(event, "spent"))
                        .add("value", money(event, "most"))
                        .add("held", Boolean.parseBoolean(fact(event, "held"))));
        return Optional.of(Json.createObjectBuilder()
                .add("eventId", event.eventId())
                .add("eventTime", event.occurredAt().toString())
                .add("eventType", event.eventType())
                .add("correlationId", id)
                .add("domain", "UsageConsumption")
                .add("title", title)
                .add("description", title + " (" + event.subject() + ")")
                .add("priority", "4")
                .add("timeOcurred", event.occurredAt().toString()) // so spelt in v4
                .add("event", Json.createObjectBuilder().add("usageConsumption", consumption))
                .build()
                .toString());
    }

    private static JsonObjectBuilder money(DomainEvent event, String name) {
        return Json.createObjectBuilder()
                .add("amount", new BigDecimal(fact(event, name)))
                .add("units", fact(event, "currency"));
    }

    private static String fact(DomainEvent event, String name) {
        return event.facts().getOrDefault(name, "");
    }
}
