package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Product;
import dialtone.inventory.Service;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line whose last step reads back what the others have done. */
class ReadBackStepTest {

    private final Desk desk = new Desk(text -> text.replace(
            "  - {id: data-boost-option,",
            "  - {id: line-is-read-back, from: mobile-voice, to: [line-as-ordered]}\n  - {id: data-boost-option,"));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void it_gets_the_work_of_what_is_done_before_it_and_is_no_service_of_the_product() {
        OrderId id = reserved();
        complete(id, "subscriber-and-sim");
        complete(id, "network-profile-m");
        PlanStep reading = step(id, "line-as-ordered");
        assertThat(reading.state()).isEqualTo(StepState.RELEASED);
        List<StepWork> done = desk.database.inTransaction(() -> desk.steps.doneBefore(reading.id()));
        assertThat(done)
                .extracting(StepWork::jobType)
                .containsExactly("fulfilment.activate-sim", "fulfilment.apply-network-profile");
        assertThat(done.getLast().parameters()).containsEntry("profile", "mobile-data-m");
        assertThat(done.getLast().facts()).containsKeys("imsi", "msisdn", "iccid");

        complete(id, "line-as-ordered");
        desk.database.inTransaction(() -> desk.progress.install(id));
        Product line = desk.database
                .inTransaction(() -> desk.inventory.find(Product.Origin.productId(id, 1)))
                .orElseThrow();
        assertThat(line.services())
                .extracting(Service::name)
                .contains("network-profile-m")
                .doesNotContain("line-as-ordered");
    }

    @Test
    void what_differs_is_a_task_about_no_single_element_and_the_order_can_still_be_cancelled_whole() {
        OrderId id = reserved();
        complete(id, "subscriber-and-sim");
        complete(id, "network-profile-m");
        PlanStep reading = step(id, "line-as-ordered");
        FalloutTask task = desk.database.inTransaction(() -> desk.fallout.open(
                new FalloutTasks.Cause(
                        id, Optional.of(reading.id()), "ELEMENT_REFUSED", "hlr holds no subscriber of this line."),
                4711));
        assertThat(task.element()).isEmpty();

        accepted(desk.database.inTransaction(() -> desk.cancel(id, "changed my mind", "csr")));
        assertThat(release(id)).extracting(PlanStep::label).containsExactly("Remove network profile");
        assertThat(step(id, "line-as-ordered").state()).isIn(StepState.CANCELLED, StepState.IN_FALLOUT);
        assertThat(desk.database
                        .inTransaction(() -> desk.orders.find(id))
                        .orElseThrow()
                        .state())
                .isEqualTo(OrderState.PENDING_CANCELLATION);
    }

    private OrderId reserved() {
        OrderId id = accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "esim")))))
                .id();
        desk.database.inTransaction(() -> desk.progress.validate(id, 77));
        desk.database.inTransaction(
                () -> desk.checks.record(id, List.of(CheckResult.passed("coverage", "There is coverage."))));
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        release(id);
        return id;
    }

    private void complete(OrderId id, String service) {
        String step = step(id, service).id();
        desk.database.inTransaction(() -> desk.steps.complete(step, Map.of()));
        release(id);
    }

    private List<PlanStep> release(OrderId id) {
        return desk.database.inTransaction(() -> desk.progress.releaseSteps(id)).steps();
    }

    private PlanStep step(OrderId id, String service) {
        return desk.database.inTransaction(() -> desk.orders.plan(id)).stream()
                .filter(step -> step.service().equals(service) && !step.isUndo())
                .findFirst()
                .orElseThrow();
    }
}
