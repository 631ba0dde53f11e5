package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.bpmn.ProcessError;
import dialtone.bpmn.ProcessMessage;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.fulfilment.UnwantedStep;
import dialtone.order.CancellationAssessment;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.PricedItem;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Orders that change their mind and items that are given up, as the process drives them: a plan (S1, S2) with a handset (S3). */
class OrderRollbackTest extends OrderStories {

    @Test
    void an_order_cancelled_under_way_takes_back_what_it_did_and_ends_cancelled() {
        OrderId id = withSimActivated();
        CancellationAssessment dryRun =
                in(() -> desk.entry.assessCancellation(id)).orElseThrow();
        assertThat(dryRun.undone()).extracting(PlanStep::label).contains("Activate SIM");
        assertThat(dryRun.undone())
                .as("who shows a step reads its facts after the transaction")
                .extracting(PlanStep::facts)
                .isNotEmpty();
        assertThat(accepted(in(() -> desk.cancel(id, "changed her mind", "csr")))
                        .state())
                .isEqualTo(OrderState.PENDING_CANCELLATION);
        assertThat(refused(in(() -> desk.cancel(id, "", "csr"))))
                .extracting(Rejection::message)
                .containsExactly("Order " + id + " is being cancelled already.");

        assertThat(in(() -> desk.steps.work(id + "-S2")).stopping()).isTrue();
        complete(id + "-S2"); // it was on its way
        run(() -> desk.steps.cancel(id + "-S3")); // it was not
        assertThat(due(id)).containsExactlyInAnyOrder(id + "-S2-undo", id + "-S3-undo");
        assertThat(due(id)).as("again the same").containsExactlyInAnyOrder(id + "-S2-undo", id + "-S3-undo");
        assertThat(in(() -> desk.steps.work(id + "-S2-undo")).stopping()).isFalse();
        complete(id + "-S2-undo");
        complete(id + "-S3-undo");
        assertThat(due(id)).containsExactly(id + "-S1-undo");
        complete(id + "-S1-undo");
        OrderProgress.Due nothing = in(() -> desk.progress.releaseSteps(id));
        assertThat(nothing.steps()).isEmpty();
        assertThat(nothing.delivering()).isFalse();
        for (int time = 0; time < 2; time++) {
            run(() -> desk.progress.close(id));
        }

        ProductOrder cancelled = found(id);
        assertThat(cancelled.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(cancelled.cancelReason()).contains("changed her mind");
        assertThat(cancelled.items()).allMatch(item -> item.state() == OrderState.CANCELLED);
        assertThat(desk.events())
                .containsExactly(
                        "ProductOrderCreateEvent acknowledged",
                        "ProductOrderStateChangeEvent inProgress",
                        "ProductOrderStateChangeEvent pendingCancellation",
                        "ProductOrderStateChangeEvent cancelled");
        assertThat(desk.pooled("QUARANTINED")).isEqualTo(3);
    }

    @Test
    void steps_that_a_cancelled_order_has_under_way_and_those_that_take_back_are_not_wanted() {
        OrderId id = withSimActivated();
        assertThat(unwanted()).isEmpty();
        accepted(in(() -> desk.cancel(id, "", "csr")));
        assertThat(unwanted()).containsExactlyInAnyOrder(id + "-S2", id + "-S3");
        assertThat(in(() -> desk.steps.unwanted(Set.of("fulfilment.ship-sim"), 10)))
                .isEmpty();
        complete(id + "-S2");
        run(() -> desk.steps.cancel(id + "-S3"));
        assertThat(unwanted()).isEmpty();
        due(id);
        assertThat(unwanted()).containsExactlyInAnyOrder(id + "-S2-undo", id + "-S3-undo");
    }

    @Test
    void of_an_order_that_goes_on_only_what_takes_back_the_given_up_item_is_not_wanted() {
        OrderId id = withSimActivated();
        FalloutTask task = fallout(id, id + "-S3");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "the handset is locked")));
        assertThat(unwanted()).as("S2 delivers").isEmpty();
        complete(id + "-S2");
        due(id);
        assertThat(unwanted()).containsExactly(id + "-S3-undo");
    }

    private List<String> unwanted() {
        Set<String> all = Set.of(
                "fulfilment.apply-network-profile",
                "fulfilment.remove-network-profile",
                "fulfilment.activate-device",
                "fulfilment.deactivate-device");
        return in(() -> desk.steps.unwanted(all, 10)).stream()
                .map(UnwantedStep::stepId)
                .toList();
    }

    @Test
    void a_cancelled_order_waits_for_nobodys_decision() {
        OrderId id = withSimActivated();
        FalloutTask task = fallout(id, id + "-S2");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.CANCEL, "ops", "customer hung up")));
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "cancel");
        assertThat(in(() -> desk.fallout.find(task.id())).orElseThrow().isOpen())
                .isFalse();
        assertThat(state(id + "-S2")).isEqualTo(StepState.CANCELLED);
        assertThat(found(id).state()).isEqualTo(OrderState.PENDING_CANCELLATION);
        run(() -> desk.steps.cancel(id + "-S3"));
        assertThat(due(id)).contains(id + "-S2-undo");
    }

    @Test
    void an_item_that_is_given_up_is_taken_back_and_the_others_are_delivered_and_charged() {
        OrderId id = withSimActivated();
        FalloutTask task = fallout(id, id + "-S3");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "the handset is locked")));
        assertThat(found(id).item("2").map(OrderItem::state)).contains(OrderState.FAILED);
        complete(id + "-S2");
        assertThat(due(id)).containsExactly(id + "-S3-undo");
        complete(id + "-S3-undo");
        OrderProgress.Due nothing = in(() -> desk.progress.releaseSteps(id));
        assertThat(nothing.steps()).isEmpty();
        assertThat(nothing.delivering()).isTrue();

        OrderFacts.Charges charges = in(() -> desk.facts.charges(id)).orElseThrow();
        assertThat(charges.items()).extracting(PricedItem::itemId).containsExactly("1");
        for (int time = 0; time < 2; time++) {
            run(() -> desk.progress.install(id));
            run(() -> desk.progress.complete(id));
        }
        assertThat(found(id).state()).isEqualTo(OrderState.PARTIAL);
        assertThat(in(() -> desk.inventory.products(ADA))).hasSize(1);
        assertThat(desk.pooled("ASSIGNED"))
                .as("the number and the SIM, and no handset")
                .isEqualTo(2);
        assertThat(desk.pooled("QUARANTINED")).isEqualTo(1);
    }

    @Test
    void what_the_fault_policy_gives_up_needs_no_person_and_what_takes_back_needs_one() {
        OrderId id = withSimActivated();
        FalloutTask given = byPolicy(id, id + "-S3");
        assertThat(given.isOpen()).isFalse();
        assertThat(given.decision()).contains(FalloutDecision.FAIL);
        assertThat(given.resolvedBy()).contains(FalloutTasks.POLICY);
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "fail");
        assertThat(byPolicy(id, id + "-S3").id()).as("the job comes again").isEqualTo(given.id());
        complete(id + "-S2");
        assertThat(due(id)).containsExactly(id + "-S3-undo");
        assertThat(byPolicy(id, id + "-S3-undo").isOpen()).isTrue();
    }

    @Test
    void the_fault_policy_gives_up_nothing_of_which_a_part_cannot_be_taken_back() {
        OrderId id = withSimActivated();
        run(() -> {
            PlanStep hard = new PlanStep(
                    id,
                    new FulfilmentPlan.Planned(
                            9,
                            "2",
                            "parcel",
                            new StepTemplate(
                                    "fulfilment.send-parcel",
                                    "Send parcel",
                                    List.of(),
                                    Duration.ofSeconds(5),
                                    Map.of(),
                                    PointOfNoReturn.HARD,
                                    Optional.empty()),
                            Set.of()));
            hard.release(desk.clock.instant());
            hard.complete(Map.of(), desk.clock.instant());
            desk.database.entities().persist(hard);
        });
        assertThat(byPolicy(id, id + "-S3").isOpen()).isTrue();
        assertThat(byPolicy(id, id + "-S2").isOpen())
                .as("the handset would fail with its plan")
                .isTrue();
        assertThat(found(id).items()).noneMatch(item -> item.state() == OrderState.FAILED);
    }

    @Test
    void a_step_that_is_held_when_its_order_has_been_cancelled_comes_again_at_once() {
        OrderId id = withSimActivated();
        complete(id + "-S3");
        accepted(in(() -> desk.cancel(id, "changed her mind", "csr")));
        Duration pause = Duration.ofMinutes(5);
        assertThat(in(() -> desk.steps.hold(id + "-S2", "MAP 39", pause))).isEqualTo(Duration.ZERO);
        assertThat(state(id + "-S2")).isEqualTo(StepState.AWAITING_OUTCOME);
        assertThat(in(() -> desk.database
                        .entities()
                        .find(PlanStep.class, id + "-S2")
                        .heldUntil()))
                .isEmpty();
        run(() -> desk.steps.cancel(id + "-S2"));
        assertThat(due(id)).contains(id + "-S2-undo");
        assertThat(in(() -> desk.steps.hold(id + "-S2-undo", "MAP 39", pause)))
                .as("what takes back is wanted")
                .isEqualTo(pause);
    }

    @Test
    void a_step_that_is_held_is_told_at_once_that_its_order_is_cancelled() {
        OrderId id = withSimActivated();
        run(() -> desk.steps.hold(id + "-S2", "MAP 39", Duration.ofMinutes(5)));
        assertThat(in(() -> desk.database
                        .entities()
                        .find(PlanStep.class, id + "-S2")
                        .heldUntil()))
                .contains(desk.clock.instant().plus(Duration.ofMinutes(5)));
        accepted(in(() -> desk.cancel(id, "changed her mind", "csr")));
        assertThat(desk.messages())
                .filteredOn(message -> message.message() == ProcessMessage.FULFILMENT_OUTCOME_REPORTED)
                .singleElement()
                .satisfies(message -> assertThat(message.correlationKey()).isEqualTo(id + "-S2"));
    }

    @Test
    void a_plan_that_is_given_up_takes_its_handset_with_it() {
        OrderId id = withSimActivated();
        FalloutTask ofPlan = fallout(id, id + "-S2");
        FalloutTask ofHandset = fallout(id, id + "-S3");
        accepted(in(() -> desk.fallout.resolve(ofPlan.id(), FalloutDecision.FAIL, "ops", "hopeless")));
        assertThat(in(() -> desk.fallout.find(ofHandset.id())).orElseThrow().isOpen())
                .isFalse();
        assertThat(refused(in(() -> desk.cancel(id, "", "csr"))))
                .extracting(Rejection::message)
                .containsExactly("Order " + id + " has failed, and what it did is being taken back.");
        for (String undo : due(id)) {
            complete(undo);
        }
        // what a person leaves as it is does not hold up the rest
        FalloutTask undoing = fallout(id, due(id).getFirst());
        accepted(in(() -> desk.fallout.resolve(undoing.id(), FalloutDecision.FAIL, "ops", "deleted by hand")));
        OrderProgress.Due nothing = in(() -> desk.progress.releaseSteps(id));
        assertThat(nothing.steps()).isEmpty();
        assertThat(nothing.delivering()).isFalse();
        run(() -> desk.progress.close(id));
        assertThat(found(id).state()).isEqualTo(OrderState.FAILED);
    }

    @Test
    void an_order_that_is_activated_is_completed_and_not_cancelled() {
        OrderId id = withSimActivated();
        complete(id + "-S2");
        complete(id + "-S3");
        assertThat(refused(in(() -> desk.cancel(id, "too late", "csr"))))
                .containsExactly(
                        Rejection.of("NOT_IN_VALID_STATE", "Order " + id + " is activated and about to be completed."));
        assertThat(in(() -> desk.progress.releaseSteps(id)).delivering()).isTrue();
    }

    /** S1 is completed, S2 and S3 are released. */
    private OrderId withSimActivated() {
        OrderId id = accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of("simType", "esim")),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "sage")))))
                .id();
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(id, 77)))
                .isTrue();
        accepted(in(() -> desk.progress.reserve(id)));
        assertThat(due(id)).containsExactly(id + "-S1");
        complete(id + "-S1");
        assertThat(due(id)).containsExactly(id + "-S2", id + "-S3");
        return id;
    }

    private FalloutTask fallout(OrderId id, String step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step), "ELEMENT_REFUSED", "unable to comply"), step.hashCode()));
    }

    private FalloutTask byPolicy(OrderId id, String step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step), ProcessError.ROLLBACK_BY_POLICY.name(), "MAP 9"),
                step.hashCode()));
    }

    private List<String> due(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps().stream()
                .map(PlanStep::id)
                .toList();
    }

    private void complete(String stepId) {
        for (int time = 0; time < 2; time++) {
            run(() -> desk.steps.complete(stepId, Map.of()));
        }
    }

    private StepState state(String stepId) {
        return in(() -> desk.database.entities().find(PlanStep.class, stepId)).state();
    }
}
