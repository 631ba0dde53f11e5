package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.order.AmendOrder;
import dialtone.order.FalloutTask;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the stories of amendments have in common: a desk, orders of a line, a telephone and more data, and what is said and done about them. */
abstract class AmendmentStories extends OrderStories {

    static final PlaceOrder.Item PHYSICAL = item("1", "mobile-sim-only-m", Map.of("simType", "physical"));
    static final PlaceOrder.Item ESIM = item("1", "mobile-sim-only-m", Map.of("simType", "esim"));
    static final PlaceOrder.Item HANDSET = item("2", "handset-fairline-5", Map.of("deviceColour", "sage"));
    static final PlaceOrder.Item BOOST = item("3", "mobile-data-boost", Map.of());

    static Money euros(String amount) {
        return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
    }

    /** S1 is completed, S2 and S3 are released. */
    OrderId withSimActivated() {
        OrderId id = placed(PHYSICAL, HANDSET);
        begin(id);
        assertThat(due(id)).containsExactly(id + "-S1");
        complete(id + "-S1");
        assertThat(due(id)).containsExactly(id + "-S2", id + "-S3");
        return id;
    }

    OrderId placed(PlaceOrder.Item... items) {
        return accepted(desk.entry.place(order(ADA, Optional.empty(), items))).id();
    }

    void begin(OrderId id) {
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(id, 77)))
                .isTrue();
        accepted(in(() -> desk.progress.reserve(id)));
    }

    Outcome<ProductOrder> amend(OrderId id, int revision, PlaceOrder.Item... items) {
        return in(() -> desk.amendments.amend(command(id, revision, items)));
    }

    static AmendOrder command(OrderId id, int revision, PlaceOrder.Item... items) {
        return new AmendOrder(
                id, Optional.empty(), "", revision, "console", "csr", Optional.of(List.of(items)), OrderDetails.NONE);
    }

    static AmendOrder keyed(OrderId id, String key, String content, PlaceOrder.Item... items) {
        return new AmendOrder(
                id, Optional.of(key), content, 1, "console", "csr", Optional.of(List.of(items)), OrderDetails.NONE);
    }

    FalloutTask fallout(OrderId id, String step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step), "ELEMENT_REFUSED", "unable to comply"), step.hashCode()));
    }

    boolean isOpen(FalloutTask task) {
        return in(() -> desk.fallout.find(task.id())).orElseThrow().isOpen();
    }

    List<String> due(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps().stream()
                .map(PlanStep::id)
                .toList();
    }

    void complete(String stepId) {
        complete(stepId, Map.of());
    }

    void complete(String stepId, Map<String, String> facts) {
        for (int time = 0; time < 2; time++) {
            run(() -> desk.steps.complete(stepId, facts));
        }
    }

    void finish(OrderId id) {
        assertThat(due(id)).isEmpty();
        for (int time = 0; time < 2; time++) {
            run(() -> desk.progress.install(id));
            run(() -> desk.progress.complete(id));
        }
    }

    Map<String, String> facts(String stepId) {
        return in(() -> desk.steps.work(stepId)).facts();
    }

    StepState state(String stepId) {
        return in(() -> desk.database.entities().find(PlanStep.class, stepId)).state();
    }
}
