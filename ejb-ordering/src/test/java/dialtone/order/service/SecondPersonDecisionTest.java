package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.Service;
import dialtone.order.BatchedTask;
import dialtone.order.DecisionRequest.Asked;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PacedWork;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Steps of a plan (S1, S2) with a handset (S3) that two persons skip or count as done. */
class SecondPersonDecisionTest extends OrderStories {

    /** Of device management. */
    private static final String SERVICE = "svc-100001";

    private int orders;

    @Test
    void an_order_goes_on_without_a_step_that_two_persons_skip_and_its_service_is_not_active() {
        OrderId id = withSimActivated();
        FalloutTask task = fallout(id, "-S3");
        String request = ask(task, skip("ops")).request().orElseThrow().id();
        assertThat(state(id, "-S3")).as("nothing is decided yet").isEqualTo(StepState.IN_FALLOUT);
        assertThat(codes(approve(task, request, "OPS"))).containsExactly("SECOND_PERSON_REQUIRED");
        assertThat(accepted(approve(task, request, "admin")).decision()).contains(FalloutDecision.SKIP);
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "skip");
        assertThat(codes(approve(task, request, "admin"))).as("again").containsExactly("NOT_IN_VALID_STATE");
        assertThat(state(id, "-S3")).isEqualTo(StepState.SKIPPED);

        complete(id, "-S2");
        assertThat(due(id)).isEmpty();
        assertThat(in(() -> desk.facts.charges(id)).orElseThrow().items()).hasSize(2);
        run(() -> desk.progress.install(id));
        run(() -> desk.progress.complete(id));
        assertThat(in(() -> desk.orders.find(id)).orElseThrow().state()).isEqualTo(OrderState.COMPLETED);
        List<Product> products = in(() -> desk.inventory.products(id));
        assertThat(in(() -> desk.inventory.find(products.getLast().id()).orElseThrow().delivering().stream()
                        .filter(service -> service.name().equals("device-activation"))
                        .map(Service::state)
                        .toList()))
                .containsExactly(InventoryState.INACTIVE);

        OrderId end = accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        PlaceOrder.Item.end("1", products.getFirst().id().value(), "product"))))
                .id();
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(end, 900)))
                .isTrue();
        assertThat(in(() -> desk.orders.plan(end)))
                .extracting(PlanStep::jobType)
                .as("nobody knows whether it was activated")
                .containsExactlyInAnyOrder(
                        "fulfilment.deactivate-sim",
                        "fulfilment.remove-network-profile",
                        "fulfilment.deactivate-device");
        Map<String, Optional<String>> takenAway = in(() -> desk.orders.plan(end)).stream()
                .collect(Collectors.toMap(
                        PlanStep::service,
                        step -> in(() -> desk.steps.work(step.id())).undoes()));
        assertThat(takenAway)
                .as("what became of what the skipped step asked for is learned first")
                .containsEntry("device-activation", Optional.of(id + "-S3"))
                .containsEntry("subscriber-and-sim", Optional.empty());
    }

    @Test
    void a_step_that_was_done_by_hand_counts_with_what_it_brought_and_is_taken_back_like_any_other() {
        OrderId id = placed();
        FalloutTask sim = fallout(id, "-S1");
        assertThat(codes(in(() -> desk.secondPerson.ask(sim.id(), skip("ops")))))
                .containsExactly("NOT_SKIPPABLE");
        accepted(approve(sim, ask(sim, byHand(Map.of())).request().orElseThrow().id(), "admin"));
        assertThat(state(id, "-S1")).isEqualTo(StepState.COMPLETED);
        assertThat(due(id)).containsExactly(id + "-S2", id + "-S3");

        FalloutTask device = fallout(id, "-S3");
        assertThat(codes(in(() -> desk.secondPerson.ask(device.id(), byHand(Map.of())))))
                .containsExactly("MISSING");
        assertThat(codes(in(() -> desk.secondPerson.ask(device.id(), byHand(Map.of("deviceServiceId", "?"))))))
                .containsExactly("INVALID_FACT");
        String request = ask(device, byHand(Map.of("deviceServiceId", SERVICE)))
                .request()
                .orElseThrow()
                .id();
        accepted(approve(device, request, "admin"));
        assertThat(state(id, "-S3")).isEqualTo(StepState.COMPLETED);

        accepted(in(() -> desk.cancel(id, "changed her mind", "csr")));
        run(() -> desk.steps.cancel(id + "-S2"));
        List<String> undos = due(id);
        assertThat(undos).contains(id + "-S3-undo");
        assertThat(in(() -> desk.steps.work(id + "-S3-undo")).doneByHand())
                .contains(Map.of("deviceServiceId", SERVICE));
        undos.forEach(undo -> run(() -> desk.steps.complete(undo, Map.of())));
        assertThat(due(id)).containsExactly(id + "-S1-undo");
        assertThat(in(() -> desk.steps.work(id + "-S1-undo")).doneByHand()).contains(Map.of());
    }

    @Test
    void a_request_lapses_with_every_other_decision_and_with_the_orders_end() {
        OrderId id = withSimActivated();
        FalloutTask profile = fallout(id, "-S2");
        FalloutTask device = fallout(id, "-S3");
        String ofProfile =
                ask(profile, byHand(Map.of())).request().orElseThrow().id();
        String ofDevice = ask(device, skip("ops")).request().orElseThrow().id();
        assertThat(codes(in(() -> desk.secondPerson.ask(device.id(), skip("admin")))))
                .containsExactly("NOT_IN_VALID_STATE");

        accepted(in(() -> desk.fallout.resolve(profile.id(), FalloutDecision.RESUBMIT, "admin", "mended")));
        accepted(in(() -> desk.cancel(id, "changed her mind", "csr")));

        assertThat(codes(approve(profile, ofProfile, "admin"))).containsExactly("NOT_IN_VALID_STATE");
        assertThat(codes(approve(device, ofDevice, "admin"))).containsExactly("NOT_IN_VALID_STATE");
        assertThat(in(() -> desk.fallout.find(device.id()).orElseThrow().log())
                        .getLast()
                        .what())
                .isEqualTo("The request of ops to skip it has lapsed: decided otherwise.");
        assertThat(state(id, "-S3")).isEqualTo(StepState.CANCELLED);
    }

    @Test
    void a_second_person_may_say_no_and_a_third_who_works_on_it_keeps_both_away() {
        OrderId id = withSimActivated();
        FalloutTask task = fallout(id, "-S3");
        accepted(in(() -> desk.fallout.take(task.id(), "ops")));
        String first = ask(task, skip("ops")).request().orElseThrow().id();
        assertThat(codes(in(() -> desk.secondPerson.decline(task.id(), first, "admin", " "))))
                .containsExactly("REASON_REQUIRED");
        accepted(in(() -> desk.secondPerson.decline(task.id(), first, "admin", "she needs it")));
        assertThat(codes(approve(task, first, "admin"))).containsExactly("NOT_IN_VALID_STATE");

        String second = ask(task, skip("ops")).request().orElseThrow().id();
        accepted(in(() -> desk.fallout.giveBack(task.id(), "ops")));
        accepted(in(() -> desk.fallout.take(task.id(), "eve")));
        assertThat(codes(approve(task, second, "admin"))).containsExactly("NOT_IN_VALID_STATE");
        assertThat(codes(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.SKIP, "eve", "so"))))
                .containsExactly("SECOND_PERSON_REQUIRED");
        accepted(approve(task, second, "eve"));
    }

    @Test
    void a_batch_that_skips_waits_for_its_second_person_and_refuses_what_may_not_be_skipped() {
        OrderId id = withSimActivated();
        FalloutTask profile = fallout(id, "-S2");
        FalloutTask device = fallout(id, "-S3");
        FalloutBatch batch = accepted(in(() -> desk.batches.begin(
                        new FalloutBatch.Proposal(FalloutDecision.SKIP, "storm", FalloutFilter.ALL, 10), "ops")))
                .batch();
        assertThat(batch.state()).isEqualTo(PacedWork.State.PROPOSED);
        assertThat(desk.turns.due()).isEmpty();
        assertThat(codes(in(() -> desk.batches.approve(batch.id(), "Ops")))).containsExactly("SECOND_PERSON_REQUIRED");

        accepted(in(() -> desk.batches.approve(batch.id(), "admin")));
        desk.turns.take(batch.id()).orElseThrow().forEach(line -> desk.turns.decide(batch.id(), line));

        assertThat(in(() -> desk.batches.tasks(batch.id(), Optional.empty(), 0, 10))
                        .rows())
                .extracting(BatchedTask::task, BatchedTask::state)
                .containsExactlyInAnyOrder(
                        tuple(profile.id(), BatchedTask.State.REFUSED), tuple(device.id(), BatchedTask.State.DECIDED));
        FalloutTask decided = in(() -> desk.fallout.find(device.id())).orElseThrow();
        assertThat(decided.askedBy()).contains("ops");
        assertThat(decided.resolvedBy()).contains("admin");
        assertThat(state(id, "-S3")).isEqualTo(StepState.SKIPPED);
        assertThat(codes(in(() -> desk.batches.approve(batch.id(), "admin")))).containsExactly("NOT_IN_VALID_STATE");
    }

    private static Asked skip(String by) {
        return new Asked(FalloutDecision.SKIP, by, "it works without", Map.of());
    }

    private static Asked byHand(Map<String, String> facts) {
        return new Asked(FalloutDecision.COMPLETE_BY_HAND, "ops", "done on the vendor's console", facts);
    }

    private FalloutTask ask(FalloutTask task, Asked asked) {
        return accepted(in(() -> desk.secondPerson.ask(task.id(), asked)));
    }

    private Outcome<FalloutTask> approve(FalloutTask task, String request, String by) {
        return in(() -> desk.secondPerson.approve(task.id(), request, by, ""));
    }

    private static List<String> codes(Outcome<?> outcome) {
        return refused(outcome).stream().map(Rejection::code).toList();
    }

    /** S1 is released. */
    private OrderId placed() {
        OrderId id = accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "sage")))))
                .id();
        orders++;
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(id, orders)))
                .isTrue();
        accepted(in(() -> desk.progress.reserve(id)));
        assertThat(due(id)).containsExactly(id + "-S1");
        return id;
    }

    /** S1 is completed, S2 and S3 are released. */
    private OrderId withSimActivated() {
        OrderId id = placed();
        complete(id, "-S1");
        assertThat(due(id)).containsExactly(id + "-S2", id + "-S3");
        return id;
    }

    private FalloutTask fallout(OrderId id, String step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + step), "ELEMENT_REFUSED", "unable to comply"),
                (id + step).hashCode()));
    }

    private List<String> due(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps().stream()
                .map(PlanStep::id)
                .toList();
    }

    private void complete(OrderId id, String step) {
        run(() -> desk.steps.complete(id + step, Map.of()));
    }

    private StepState state(OrderId id, String step) {
        return in(() -> desk.database.entities().find(PlanStep.class, id + step))
                .state();
    }
}
