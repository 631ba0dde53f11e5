package dialtone.order.service;

import dialtone.order.OrderItem;
import dialtone.order.OrderPart;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** Loads all of an order, so that it can be read after its transaction. */
final class OrderReading {

    private OrderReading() {}

    static ProductOrder loaded(ProductOrder order) {
        for (OrderItem item : order.items()) {
            item.characteristics();
            item.prices();
        }
        order.details();
        return order;
    }

    /** These parts of each, a query or three for a part: each order by itself would ask as many times, and once more for each item. */
    static void load(List<ProductOrder> orders, Set<OrderPart> parts, EntityManager entities) {
        if (orders.isEmpty()) {
            return;
        }
        if (parts.contains(OrderPart.NOTES)) {
            ofOrders("notes", orders, entities);
        }
        if (parts.contains(OrderPart.REFERENCES)) {
            ofOrders("references", orders, entities);
        }
        if (parts.contains(OrderPart.ITEMS)) {
            ofOrders("items", orders, entities);
            ofItems("characteristics", orders, entities);
            ofItems("prices", orders, entities);
        }
    }

    private static void ofOrders(String collection, List<ProductOrder> orders, EntityManager entities) {
        entities.createQuery(
                        "select distinct o from ProductOrder o left join fetch o." + collection + " where o in :orders",
                        ProductOrder.class)
                .setParameter("orders", orders)
                .getResultList();
    }

    private static void ofItems(String collection, List<ProductOrder> orders, EntityManager entities) {
        entities.createQuery(
                        "select distinct i from OrderItem i left join fetch i." + collection
                                + " where i.order in :orders",
                        OrderItem.class)
                .setParameter("orders", orders)
                .getResultList();
    }

    static PlanStep loaded(PlanStep step) {
        step.dependsOn();
        step.facts();
        step.formerFacts();
        return step;
    }
}
