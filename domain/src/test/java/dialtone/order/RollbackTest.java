package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A plan with an eSIM and a handset: sim; then profile, download and device. What is taken back, and what stands against it. */
class RollbackTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final Catalog catalog = Catalogs.small();
    private final PlaceOrder command =
            order(item("1", "plan", Map.of()), item("2", "handset", Map.of("deviceColour", "sage")));
    private final OrderChecks.Checked checked = OrderChecks.check(command, catalog, CustomerProducts.active(Set.of()));
    private final ProductOrder order = new ProductOrder(
            new OrderId("ORD-7"), command, new BillingAccountId("BAC-1"), "1", checked.items(), Optional.empty(), NOW);
    private final List<PlanStep> steps = new ArrayList<>(FulfilmentPlan.of(catalog, checked.items()).steps().stream()
            .map(planned -> new PlanStep(order.id(), planned))
            .toList());

    @Test
    void nothing_is_taken_back_of_what_was_never_begun() {
        assertThat(missing(RollbackTest::any)).isEmpty();
    }

    @Test
    void nothing_is_taken_back_while_a_step_is_under_way() {
        done("sim");
        step("profile").release(NOW);
        assertThat(missing(RollbackTest::any)).isEmpty();
    }

    @Test
    void what_was_done_last_is_taken_back_first() {
        done("sim");
        done("profile");
        done("device-on");
        List<PlanStep> undos = missing(RollbackTest::any);
        assertThat(undos).hasSize(3).allMatch(PlanStep::isUndo);
        PlanStep sim = undos.getLast();
        assertThat(sim.jobType()).isEqualTo("fulfilment.undo-sim");
        assertThat(sim.undoes()).contains(step("sim").id());
        assertThat(sim.dependsOn()).containsExactlyInAnyOrder(undoOf("profile"), undoOf("device-on"));
        assertThat(undos).extracting(PlanStep::position).containsExactly(5, 6, 7);
        steps.addAll(undos);
        assertThat(missing(RollbackTest::any)).as("once").isEmpty();
    }

    @Test
    void a_step_that_was_stopped_half_way_is_taken_back_too() {
        step("sim").release(NOW);
        step("sim").cancel();
        assertThat(missing(RollbackTest::any)).extracting(PlanStep::id).containsExactly(undoOf("sim"));
    }

    @Test
    void an_item_is_taken_back_without_the_others() {
        done("sim");
        done("device-on");
        step("profile").release(NOW);
        assertThat(missing(step -> step.itemId().equals("2")))
                .extracting(PlanStep::id)
                .containsExactly(undoOf("device-on"));
    }

    @Test
    void what_nothing_takes_back_stays_and_what_came_before_it_is_still_taken_back() {
        done("sim");
        done("profile");
        List<PlanStep> undos = Rollback.missing(
                steps, RollbackTest::any, step -> step.service().equals("profile") ? Optional.empty() : undo(step));
        assertThat(undos).extracting(PlanStep::id).containsExactly(undoOf("sim"));
        assertThat(undos.getFirst().dependsOn()).isEmpty();
    }

    @Test
    void a_cancellation_says_what_is_undone_and_what_is_left_out() {
        order.begin(NOW);
        done("sim");
        step("profile").release(NOW);
        CancellationAssessment assessment = CancellationAssessment.of(order, steps);
        assertThat(assessment.objection()).isEmpty();
        assertThat(assessment.undone()).extracting(PlanStep::service).containsExactly("profile", "sim");
        assertThat(assessment.leftOut())
                .extracting(PlanStep::service)
                .containsExactlyInAnyOrder("download", "device-on");
    }

    @Test
    void what_is_activated_or_has_ended_or_is_being_cancelled_is_not_cancelled() {
        order.begin(NOW);
        steps.forEach(step -> done(step.service()));
        assertThat(CancellationAssessment.of(order, steps).objection())
                .contains("Order ORD-7 is activated and about to be completed.");
        order.complete(NOW);
        assertThat(CancellationAssessment.of(order, steps).objection())
                .contains("Order ORD-7 is completed: it has ended.");
        ProductOrder other = new ProductOrder(
                new OrderId("ORD-8"),
                command,
                new BillingAccountId("BAC-1"),
                "1",
                checked.items(),
                Optional.empty(),
                NOW);
        other.begin(NOW);
        other.cancel("", "csr", NOW);
        assertThat(CancellationAssessment.of(other, List.of()).objection())
                .contains("Order ORD-8 is being cancelled already.");
    }

    @Test
    void a_step_that_cannot_be_taken_back_stands_against_a_cancellation_once_it_is_begun() {
        order.begin(NOW);
        StepTemplate shipping = new StepTemplate(
                "fulfilment.ship",
                "Ship SIM",
                List.of(),
                java.time.Duration.ofDays(2),
                Map.of(),
                ServiceSpecification.PointOfNoReturn.HARD,
                Optional.empty());
        PlanStep hard = new PlanStep(order.id(), new FulfilmentPlan.Planned(9, "1", "shipping", shipping, Set.of()));
        steps.add(hard);
        assertThat(CancellationAssessment.of(order, steps).objection()).isEmpty();
        hard.release(NOW);
        assertThat(CancellationAssessment.of(order, steps).objection())
                .contains("Order ORD-7 is past its point of no return: \"Ship SIM\" cannot be taken back.");
    }

    private static boolean any(PlanStep step) {
        return !step.id().isEmpty();
    }

    private List<PlanStep> missing(Predicate<PlanStep> unwanted) {
        return Rollback.missing(steps, unwanted, this::undo);
    }

    private Optional<StepTemplate.Undo> undo(PlanStep step) {
        return catalog.service(step.service())
                .flatMap(ServiceSpecification::step)
                .flatMap(StepTemplate::undo);
    }

    private PlanStep step(String service) {
        return steps.stream()
                .filter(step -> step.service().equals(service) && !step.isUndo())
                .findFirst()
                .orElseThrow();
    }

    private void done(String service) {
        step(service).release(NOW);
        step(service).complete(Map.of(), NOW);
    }

    private String undoOf(String service) {
        return step(service).id() + PlanStep.UNDO;
    }
}
