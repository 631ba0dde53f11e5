package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanStepTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final List<PlanStep> steps = steps();
    private final PlanStep sim = steps.get(0);
    private final PlanStep profile = steps.get(1);

    @Test
    void a_step_is_ready_when_those_it_depends_on_are_completed_and_not_any_more_when_it_is_released() {
        assertThat(sim.isReady(Set.of())).isTrue();
        assertThat(profile.dependsOn()).containsExactly(sim.id());
        assertThat(profile.isReady(Set.of())).isFalse();
        assertThat(profile.isReady(Set.of(sim.id()))).isTrue();
        assertThat(profile.mayHaveTouchedTheNetwork()).isFalse();
        profile.release(NOON);
        assertThat(profile.isReady(Set.of(sim.id()))).isFalse();
        assertThat(profile.mayHaveTouchedTheNetwork()).isTrue();
        assertThat(profile.releasedAt()).contains(NOON);
        assertThat(profile.completedAt()).isEmpty();
    }

    @Test
    void a_step_says_what_is_to_be_done_for_which_item() {
        assertThat(sim.id()).isEqualTo("ORD-1-S" + sim.position());
        assertThat(sim.order()).isEqualTo(new OrderId("ORD-1"));
        assertThat(sim.itemId()).isEqualTo("1");
        assertThat(sim.service()).isEqualTo("sim");
        assertThat(sim.jobType()).isEqualTo("fulfilment.sim");
        assertThat(sim.label()).isEqualTo("sim");
        assertThat(sim.expectedDuration()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void what_was_not_released_is_not_done() {
        assertThatThrownBy(sim::awaitOutcome).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(sim::fallOut).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sim.complete(Map.of(), NOON)).hasMessageContaining("PLANNED");
        sim.resubmit();
        assertThat(sim.state()).as("only what is in fallout is resubmitted").isEqualTo(StepState.PLANNED);
    }

    @Test
    void a_step_is_released_once() {
        sim.release(NOON);
        assertThatThrownBy(() -> sim.release(NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_step_in_fallout_may_still_be_answered() {
        sim.release(NOON);
        sim.fallOut();
        sim.awaitOutcome();
        assertThat(sim.state()).isEqualTo(StepState.AWAITING_OUTCOME);
        sim.complete(Map.of("activationCode", ""), NOON);
        assertThat(sim.state()).isEqualTo(StepState.COMPLETED);
        assertThat(sim.facts()).as("a fact without a value is none").isEmpty();
        assertThatThrownBy(sim::fallOut).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_step_that_was_given_up_stays_so() {
        sim.release(NOON);
        sim.fallOut();
        sim.giveUp();
        assertThat(sim.state()).isEqualTo(StepState.FAILED);
        assertThatThrownBy(sim::fallOut).isInstanceOf(IllegalStateException.class);
        sim.awaitOutcome();
        assertThat(sim.state()).isEqualTo(StepState.FAILED);
    }

    @Test
    void a_step_that_is_skipped_lets_go_on_what_waits_for_it_and_is_not_done() {
        sim.release(NOON);
        sim.fallOut();
        sim.skip();
        assertThat(sim.state()).isEqualTo(StepState.SKIPPED);
        assertThat(sim.state().isPassed()).isTrue();
        assertThat(sim.state().isFinal()).isTrue();
        assertThat(sim.completedAt()).isEmpty();
        sim.completeByHand(Map.of("code", "1"), NOON);
        assertThat(sim.state()).as("it has ended").isEqualTo(StepState.SKIPPED);
        assertThat(sim.isByHand()).isFalse();
        sim.complete(Map.of(), NOON);
        sim.skip();
        assertThat(sim.state())
                .as("the network has done it after all, and it will be taken back with the order")
                .isEqualTo(StepState.COMPLETED);
    }

    @Test
    void a_step_that_was_done_by_hand_is_done_with_what_is_said_of_it() {
        sim.release(NOON);
        sim.fallOut();
        sim.completeByHand(Map.of("code", "1"), NOON);
        assertThat(sim.state()).isEqualTo(StepState.COMPLETED);
        assertThat(sim.isByHand()).isTrue();
        assertThat(sim.facts()).containsOnly(Map.entry("code", "1"));
        assertThat(StepState.FAILED.isPassed()).isFalse();
    }

    @Test
    void a_step_whose_element_refuses_for_now_says_why_and_until_when() {
        sim.release(NOON);
        assertThat(sim.heldUntil()).isEmpty();
        assertThat(sim.heldWords()).isEmpty();
        sim.hold("MAP 39" + "x".repeat(FalloutTask.MAX_MESSAGE), NOON.plusSeconds(60));
        assertThat(sim.state()).isEqualTo(StepState.AWAITING_OUTCOME);
        assertThat(sim.heldUntil()).contains(NOON.plusSeconds(60));
        assertThat(sim.heldWords()).hasSize(FalloutTask.MAX_MESSAGE).startsWith("MAP 39");
        sim.hold("MAP 51", NOON.plusSeconds(90));
        assertThat(sim.heldWords()).isEqualTo("MAP 51");
        sim.awaitOutcome();
        assertThat(sim.heldUntil()).as("accepted by now").isEmpty();
        sim.complete(Map.of(), NOON);
        sim.hold("late", NOON);
        assertThat(sim.heldUntil()).isEmpty();
    }

    private static List<PlanStep> steps() {
        PlaceOrder command = order(item("1", "plan", Map.of("simType", "physical")));
        FulfilmentPlan plan = FulfilmentPlan.of(
                Catalogs.small(),
                OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .items());
        List<PlanStep> all = plan.steps().stream()
                .map(planned -> new PlanStep(new OrderId("ORD-1"), planned))
                .toList();
        return List.of(
                all.stream()
                        .filter(step -> step.service().equals("sim"))
                        .findFirst()
                        .orElseThrow(),
                all.stream()
                        .filter(step -> step.service().equals("profile"))
                        .findFirst()
                        .orElseThrow());
    }
}
