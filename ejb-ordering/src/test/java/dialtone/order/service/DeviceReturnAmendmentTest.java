package dialtone.order.service;

import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.order.OrderId;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.pool.DeviceReturn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders whose handset the carrier has already when they are amended. */
class DeviceReturnAmendmentTest extends AmendmentStories {

    private static final PlaceOrder.Item LEASED =
            item("2", "handset-fairline-5-leased", Map.of("deviceColour", "black"));
    private static final PlaceOrder.Item PEBBLE = item("2", "handset-pebble-2", Map.of("deviceColour", "black"));

    @Test
    void a_handset_that_the_order_still_delivers_is_not_asked_back_when_its_line_gets_another_sim() {
        OrderId id = shipped(PHYSICAL, LEASED, BOOST);
        accepted(amend(id, 1, ESIM, LEASED, BOOST));
        performAll(id);
        assertThat(in(() -> step(id, "Cancel device shipment").facts()))
                .as("the carrier has it")
                .containsKey("rma");
        finish(id);
        assertThat(in(() -> desk.returns.ofOrder(id))).isEmpty();
        assertThat(desk.pooled("AWAITED")).isZero();
    }

    @Test
    void a_handset_that_another_one_takes_the_place_of_is_asked_back_by_the_terms_it_was_sent_under() {
        OrderId id = shipped(PHYSICAL, LEASED, BOOST);
        accepted(amend(id, 1, PHYSICAL, PEBBLE, BOOST));
        performAll(id);
        finish(id);
        List<DeviceReturn> asked = in(() -> desk.returns.ofOrder(id));
        assertThat(asked).singleElement().satisfies(handset -> {
            assertThat(handset.rma()).isEqualTo(undo(id).id());
            assertThat(handset.offering().value()).isEqualTo("handset-fairline-5-leased");
            assertThat(handset.deviceName()).isEqualTo("Fairline 5 on lease");
            assertThat(handset.residualCharge().orElseThrow().amount()).isEqualByComparingTo("240.00");
        });
        assertThat(desk.pooled("AWAITED")).isEqualTo(1);
    }

    /** The handset is sent, and the data boost is still to come. */
    private OrderId shipped(PlaceOrder.Item... items) {
        OrderId id = placed(items);
        begin(id);
        PlanStep ship = step(id, "Ship device");
        for (List<String> due = due(id); !due.contains(ship.id()); due = due(id)) {
            List<String> others = due.stream()
                    .filter(step -> !found(step).itemId().equals("3"))
                    .toList();
            assertThat(others).isNotEmpty();
            others.forEach(this::perform);
        }
        complete(ship.id(), Map.of("trackingNumber", "CX000000015DE"));
        return id;
    }

    private void performAll(OrderId id) {
        for (List<String> due = due(id); !due.isEmpty(); due = due(id)) {
            due.forEach(this::perform);
        }
    }

    private void perform(String stepId) {
        Map<String, String> facts = facts(stepId);
        complete(
                stepId,
                found(stepId).label().equals("Cancel device shipment")
                        ? Map.of("rma", stepId, "imei", facts.get("imei"), "trackingNumber", "CR000000015DE")
                        : Map.of());
    }

    private PlanStep found(String stepId) {
        return in(() -> desk.database.entities().find(PlanStep.class, stepId));
    }

    private PlanStep undo(OrderId id) {
        return step(id, "Cancel device shipment");
    }

    private PlanStep step(OrderId id, String label) {
        return steps(id).stream()
                .filter(step -> step.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
