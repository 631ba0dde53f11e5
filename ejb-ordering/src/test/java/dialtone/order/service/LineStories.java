package dialtone.order.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.inventory.Product;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import dialtone.party.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stories of lines, as the process drives their orders, every job twice: at least once must be exactly once. */
abstract class LineStories extends OrderStories {

    LineStories() {}

    LineStories(Desk desk) {
        super(desk);
    }

    /** What the network tells with a step. */
    Map<String, String> told(PlanStep step) {
        return Map.of();
    }

    void perform(OrderId id) {
        performUntil(id, "");
    }

    /** All that its plan has. */
    void performAll(OrderId id) {
        perform(id);
        assertThat(steps(id)).allMatch(step -> step.state() == StepState.COMPLETED);
    }

    /** @param label of a step: when it is due, nothing more is done */
    void performUntil(OrderId id, String label) {
        for (List<PlanStep> due = due(id); !due.isEmpty(); due = due(id)) {
            if (due.stream().anyMatch(step -> step.label().equals(label))) {
                return;
            }
            for (PlanStep step : new ArrayList<>(due)) {
                Map<String, String> told = told(step);
                for (int time = 0; time < 2; time++) {
                    run(() -> desk.steps.complete(step.id(), told));
                }
            }
        }
    }

    List<PlanStep> due(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps();
    }

    void install(OrderId id) {
        for (int time = 0; time < 2; time++) {
            run(() -> desk.progress.install(id));
            run(() -> desk.progress.complete(id));
        }
    }

    List<Product> products(CustomerId customer) {
        return in(() -> desk.inventory.products(customer));
    }

    /** The first item of the order has brought it. */
    Product product(OrderId order) {
        return product(order, 1);
    }

    Product product(OrderId order, int position) {
        return in(() -> desk.inventory.find(Product.Origin.productId(order, position)))
                .orElseThrow();
    }
}
