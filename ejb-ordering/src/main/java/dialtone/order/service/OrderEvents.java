package dialtone.order.service;

import dialtone.event.DomainEvent;
import dialtone.event.service.DomainEvents;
import dialtone.order.JeopardyAlert;
import dialtone.order.Milestone;
import dialtone.order.OrderRevision;
import dialtone.order.OrderState;
import dialtone.order.ProductOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What an order tells of itself. An order is in each state once, so that the state makes the event's id. */
final class OrderEvents {

    private OrderEvents() {}

    static void placed(DomainEvents events, ProductOrder order) {
        events.record(new DomainEvent(
                order.id() + ":created",
                "ProductOrderCreateEvent",
                order.id().value(),
                order.placedAt(),
                facts(order)));
    }

    static void changed(DomainEvents events, ProductOrder order, OrderState previous, Instant now) {
        Map<String, String> facts = new HashMap<>(facts(order));
        facts.put("previousState", previous.tmf());
        events.record(new DomainEvent(
                order.id() + ":" + order.state().tmf(),
                "ProductOrderStateChangeEvent",
                order.id().value(),
                now,
                facts));
    }

    /**
     * Told of each amendment, with the items that it adds, changes or withdraws.
     *
     * @param revision of the order
     */
    static void amended(DomainEvents events, ProductOrder order, OrderRevision revision) {
        Map<String, String> facts = new HashMap<>(facts(order));
        facts.put("revision", Integer.toString(revision.number()));
        facts.put("changedItems", String.join(" ", revision.changedItems()));
        events.record(new DomainEvent(
                order.id() + ":revision:" + revision.number(),
                "ProductOrderAttributeValueChangeEvent",
                order.id().value(),
                revision.requestedAt(),
                facts));
    }

    /** Told each time that the order comes into more or less jeopardy. */
    static void inJeopardy(DomainEvents events, ProductOrder order, JeopardyAlert alert) {
        Map<String, String> facts = new HashMap<>(facts(order));
        facts.put("jeopardyAlert", alert.id());
        facts.put("jeopardyType", alert.jeopardy().tmf());
        facts.put("exception", alert.activity());
        facts.put("message", alert.explanation());
        events.record(new DomainEvent(
                alert.id(), "ProductOrderJeopardyAlertEvent", order.id().value(), alert.at(), facts));
    }

    /** Told once. */
    static void reached(DomainEvents events, ProductOrder order, Milestone milestone, Instant at) {
        Map<String, String> facts = new HashMap<>(facts(order));
        facts.put("milestone", milestone.name());
        facts.put("message", milestone.label());
        events.record(new DomainEvent(
                order.id() + ":milestone:" + milestone.name(),
                "ProductOrderMilestoneEvent",
                order.id().value(),
                at,
                facts));
    }

    private static Map<String, String> facts(ProductOrder order) {
        Map<String, String> facts = new HashMap<>();
        facts.put("state", order.state().tmf());
        facts.put("customer", order.customer().value());
        facts.put("channel", order.channel());
        facts.put(DomainEvent.PLACED_BY, order.placedBy());
        facts.put("items", Integer.toString(order.items().size()));
        order.externalId().ifPresent(id -> facts.put("externalId", id));
        return facts;
    }
}
