package dialtone.order.tmf;

import dialtone.event.DomainEvent;
import dialtone.event.service.EventRendering;
import dialtone.order.Cancellation;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.ProductOrder;
import dialtone.platform.tmf.ResourceJson;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** TMF622's events: the envelope with the whole resource in it. */
final class OrderEventRendering implements EventRendering {

    private static final String ITEMS = "productOrderItem";
    private static final String CANCEL = "CancelProductOrder";
    private static final String JEOPARDY = "ProductOrderJeopardyAlertEvent";
    private static final String AMENDED = "ProductOrderAttributeValueChangeEvent";
    private static final String MILESTONE = "ProductOrderMilestoneEvent";

    private final Function<OrderId, Optional<ProductOrder>> orders;
    private final Function<String, Optional<Cancellation>> cancellations;

    OrderEventRendering(
            Function<OrderId, Optional<ProductOrder>> orders, Function<String, Optional<Cancellation>> cancellations) {
        this.orders = orders;
        this.cancellations = cancellations;
    }

    @Override
    public Optional<String> render(DomainEvent event) {
        return event.eventType().startsWith(CANCEL)
                ? cancellations
                        .apply(event.subject())
                        .map(cancellation -> envelope(
                                event,
                                "cancelProductOrder",
                                ResourceJson.object(CancelProductOrderView.of(cancellation))))
                : orders.apply(new OrderId(event.subject()))
                        .map(order -> envelope(
                                event,
                                "productOrder",
                                withWhatIsTold(event, asOf(event, ResourceJson.object(ProductOrderView.of(order))))));
    }

    private static String envelope(DomainEvent event, String name, JsonObject resource) {
        JsonObjectBuilder envelope = Json.createObjectBuilder()
                .add("eventId", event.eventId())
                .add("eventTime", event.occurredAt().toString())
                .add("eventType", event.eventType())
                .add("correlationId", event.facts().getOrDefault("order", event.subject()))
                .add("domain", "ProductOrdering")
                .add("title", title(event))
                .add("description", title(event) + " (" + event.subject() + ")")
                .add("priority", "4")
                .add("timeOcurred", event.occurredAt().toString()) // so spelt in v4
                .add("id", resource.get("id"))
                .add("href", resource.get("href"))
                .add("event", Json.createObjectBuilder().add(name, resource));
        return envelope.build().toString();
    }

    /** The attributes that TMF622 has for these since v5; in v4 they are told by events and shown to operations. */
    private static JsonObject withWhatIsTold(DomainEvent event, JsonObject order) {
        return switch (event.eventType()) {
            case JEOPARDY ->
                with(
                        order,
                        "productOrderJeopardyAlert",
                        Json.createArrayBuilder(List.of(alert(event))).build());
            case MILESTONE ->
                with(
                        order,
                        "productOrderMilestone",
                        Json.createArrayBuilder(List.of(milestone(event))).build());
            case AMENDED -> with(order, ITEMS, changed(event, order));
            default -> order;
        };
    }

    /** The items that were added or changed, as they are, and of those that were withdrawn that they are. */
    private static JsonValue changed(DomainEvent event, JsonObject order) {
        Set<String> changed =
                Set.of(event.facts().getOrDefault("changedItems", "").split(" ", -1));
        JsonArrayBuilder items = Json.createArrayBuilder();
        Set<String> there = new HashSet<>();
        for (JsonObject item : order.getJsonArray(ITEMS).getValuesAs(JsonObject.class)) {
            there.add(item.getString("id"));
            if (changed.contains(item.getString("id"))) {
                items.add(item);
            }
        }
        changed.stream()
                .filter(id -> !id.isEmpty() && !there.contains(id))
                .sorted()
                .forEach(withdrawn -> items.add(
                        Json.createObjectBuilder().add("id", withdrawn).add("state", OrderState.CANCELLED.tmf())));
        return items.build();
    }

    private static JsonObject alert(DomainEvent event) {
        JsonObjectBuilder alert = Json.createObjectBuilder()
                .add("id", event.facts().getOrDefault("jeopardyAlert", ""))
                .add("alertDate", event.occurredAt().toString())
                .add("jeopardyType", event.facts().getOrDefault("jeopardyType", ""))
                .add("message", event.facts().getOrDefault("message", ""));
        String late = event.facts().getOrDefault("exception", "");
        return (late.isEmpty() ? alert : alert.add("exception", late)).build();
    }

    private static JsonObject milestone(DomainEvent event) {
        return Json.createObjectBuilder()
                .add("name", event.facts().getOrDefault("milestone", ""))
                .add("message", event.facts().getOrDefault("message", ""))
                .add("milestoneDate", event.occurredAt().toString())
                .add("status", "completed")
                .build();
    }

    private static String title(DomainEvent event) {
        if (event.eventType().equals(JEOPARDY)) {
            return "Product order's jeopardy is " + event.facts().getOrDefault("jeopardyType", "");
        }
        if (event.eventType().equals(MILESTONE)) {
            return "Product order has reached " + event.facts().getOrDefault("milestone", "");
        }
        if (event.eventType().equals(AMENDED)) {
            return "Product order is amended, revision " + event.facts().getOrDefault("revision", "");
        }
        String state = event.facts().getOrDefault("state", "");
        String what = event.eventType().startsWith(CANCEL) ? "Cancellation request" : "Product order";
        return event.eventType().endsWith("CreateEvent") ? what + " created" : what + " is " + state;
    }

    /**
     * The order in the state the event tells of. By the time it is told the order may have gone on, and then its items were
     * in the same state: they only part when the order ends, and an order that has ended does not go on.
     */
    private static JsonObject asOf(DomainEvent event, JsonObject order) {
        String then = event.facts().getOrDefault("state", order.getString("state"));
        if (then.equals(order.getString("state"))) {
            return order;
        }
        JsonArrayBuilder items = Json.createArrayBuilder();
        for (JsonObject item : order.getJsonArray(ITEMS).getValuesAs(JsonObject.class)) {
            items.add(with(item, "state", Json.createValue(then)));
        }
        return Json.createObjectBuilder(with(with(order, "state", Json.createValue(then)), ITEMS, items.build()))
                .remove("completionDate")
                .remove("cancellationDate")
                .remove("cancellationReason")
                .build();
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return Json.createObjectBuilder(object).add(name, value).build();
    }
}
