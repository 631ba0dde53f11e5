package dialtone.order.service;

import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;

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

    static PlanStep loaded(PlanStep step) {
        step.dependsOn();
        step.facts();
        step.formerFacts();
        return step;
    }
}
