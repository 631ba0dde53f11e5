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
import dialtone.order.DecisionRequest.Asked;
import dialtone.order.FalloutDecision;
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
        assertThat(step(id, "line-as-ordered").state()).isEqualTo(StepState.CANCELLED);
        assertThat(desk.database
                        .inTransaction(() -> desk.orders.find(id))
                        .orElseThrow()
                        .state())
                .isEqualTo(OrderState.PENDING_CANCELLATION);
    }

    @Test
    void what_was_done_by_hand_is_read_and_what_was_skipped_is_not() {
        OrderId id = reserved();
        FalloutTask sim = fallout(step(id, "subscriber-and-sim"));
        String request = accepted(desk.database.inTransaction(() -> desk.secondPerson.ask(
                        sim.id(),
                        new Asked(FalloutDecision.COMPLETE_BY_HAND, "ops", "done on the vendor's console", Map.of()))))
                .request()
                .orElseThrow()
                .id();
        accepted(desk.database.inTransaction(() -> desk.secondPerson.approve(sim.id(), request, "admin", "")));
        release(id);
        PlanStep profile = step(id, "network-profile-m");
        fallout(profile);
        desk.database.inTransaction(() ->
                desk.database.entities().find(PlanStep.class, profile.id()).skip());
        release(id);
        PlanStep reading = step(id, "line-as-ordered");
        assertThat(reading.state()).isEqualTo(StepState.RELEASED);
        assertThat(desk.database.inTransaction(() -> desk.steps.doneBefore(reading.id())))
                .extracting(StepWork::jobType)
                .containsExactly("fulfilment.activate-sim");
    }

    @Test
    void one_that_is_under_way_at_a_cancellation_is_ended_before_anything_is_taken_back() {
        OrderId id = reserved();
        complete(id, "subscriber-and-sim");
        complete(id, "network-profile-m");
        PlanStep reading = step(id, "line-as-ordered");
        accepted(desk.database.inTransaction(() -> desk.cancel(id, "changed my mind", "csr")));
        assertThat(desk.database.inTransaction(() -> desk.steps.doneBefore(reading.id())))
                .isEmpty();
        assertThat(release(id)).extracting(PlanStep::label).containsExactly("Read elements back");
        for (int time = 0; time < 2; time++) {
            desk.database.inTransaction(() -> desk.steps.cancel(reading.id()));
        }
        assertThat(release(id)).extracting(PlanStep::label).containsExactly("Remove network profile");
    }

    @Test
    void after_an_amendment_the_new_sim_is_what_is_compared() {
        OrderId id = reserved();
        complete(id, "subscriber-and-sim");
        complete(id, "network-profile-m");
        PlanStep before = step(id, "line-as-ordered");
        String former = iccid(before);
        accepted(desk.database.inTransaction(() -> desk.amendments.amend(
                AmendmentStories.command(id, 1, item("1", "mobile-sim-only-m", Map.of("simType", "physical"))))));
        desk.database.inTransaction(() -> desk.steps.cancel(before.id()));
        for (int wave = 0; wave < 4; wave++) {
            release(id).forEach(step -> desk.database.inTransaction(() -> desk.steps.complete(step.id(), Map.of())));
        }
        PlanStep after = release(id).getFirst();
        assertThat(after.label()).isEqualTo("Read elements back");
        assertThat(iccid(after)).isNotEqualTo(former);
    }

    private String iccid(PlanStep reading) {
        return desk.database
                .inTransaction(() -> desk.steps.doneBefore(reading.id()))
                .getLast()
                .facts()
                .getOrDefault("iccid", "");
    }

    private FalloutTask fallout(PlanStep step) {
        return desk.database.inTransaction(() -> desk.fallout.open(
                new FalloutTasks.Cause(step.order(), Optional.of(step.id()), "ELEMENT_REFUSED", "unable to comply"),
                step.id().hashCode()));
    }

    private OrderId reserved() {
        OrderId id = accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "esim")))))
                .id();
        desk.database.inTransaction(() -> desk.validate(id, 77));
        desk.database.inTransaction(
                () -> desk.checks.record(id, 1, List.of(CheckResult.passed("coverage", "There is coverage."))));
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
