package dialtone.order.service;

import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import jakarta.persistence.EntityManager;
import java.util.List;

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

    /** All of each, by a handful of queries: each order by itself would ask as many times, and once more for each item. */
    static void load(List<ProductOrder> orders, EntityManager entities) {
        if (orders.isEmpty()) {
            return;
        }
        for (String collection : List.of("items", "notes", "references")) {
            entities.createQuery(
                            "select distinct o from ProductOrder o left join fetch o." + collection
                                    + " where o in :orders",
                            ProductOrder.class)
                    .setParameter("orders", orders)
                    .getResultList();
        }
        for (String collection : List.of("characteristics", "prices")) {
            entities.createQuery(
                            "select distinct i from OrderItem i left join fetch i." + collection
                                    + " where i.order in :orders",
                            OrderItem.class)
                    .setParameter("orders", orders)
                    .getResultList();
        }
        orders.forEach(OrderReading::loaded);
    }

    static PlanStep loaded(PlanStep step) {
        step.dependsOn();
        step.facts();
        step.formerFacts();
        return step;
    }
}
