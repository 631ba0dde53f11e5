package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.Catalog;
import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.DeliveryExpectation.MilestoneRule;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.order.Schedule.Activity;
import dialtone.party.BillingAccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A plan with a physical SIM: sim, then profile; checks, reservation and completion around them. */
class OrderInTimeTest {

    private static final Instant TEN = Instant.parse("2026-11-26T10:00:00Z");
    private static final DeliveryExpectation DELIVERY = DeliveryExpectation.USUAL;

    private final Catalog catalog = Catalogs.small();
    private final PlaceOrder command = order(item("1", "plan", Map.of("simType", "physical")));
    private final OrderChecks.Checked checked = OrderChecks.check(command, catalog, CustomerProducts.active(Set.of()));
    private final FulfilmentPlan plan = FulfilmentPlan.of(catalog, checked.items());
    private final Duration steps = plan.steps().stream()
            .map(step -> step.template().expectedDuration())
            .reduce(Duration.ZERO, Duration::plus);
    private final ProductOrder order = new ProductOrder(
            new OrderId("ORD-7"), command, new BillingAccountId("BAC-1"), "1", checked.items(), Optional.empty(), TEN);
    private final List<PlanStep> stored = new ArrayList<>(plan.steps().stream()
            .map(planned -> new PlanStep(order.id(), planned))
            .toList());

    @Test
    void an_order_is_promised_for_when_its_plan_will_be_done() {
        order.promise(plan, DELIVERY);

        assertThat(order.promisedAt()).contains(TEN.plusSeconds(12).plus(steps));
        assertThat(order.expectedCompletionAt()).isEqualTo(order.promisedAt());
        assertThat(order.jeopardy()).contains(Jeopardy.GREEN);
        assertThat(order.jeopardyDueAt()).contains(TEN.plusSeconds(65));
    }

    @Test
    void what_has_been_done_is_seen_from_what_is_stored() {
        assertThat(ended()).isEmpty();
        order.begin(TEN.plusSeconds(3));
        assertThat(ended()).containsExactly("checks");
        stored.getFirst().release(TEN.plusSeconds(4));
        assertThat(ended()).containsExactly("checks", "reservation");
        stored.getFirst().complete(Map.of(), TEN.plusSeconds(9));
        stored.getLast().release(TEN.plusSeconds(10));
        assertThat(ended()).containsExactly("checks", "reservation", "ORD-7-S1");
        stored.getLast().complete(Map.of(), TEN.plusSeconds(11));
        assertThat(activity("completion").begun()).contains(TEN.plusSeconds(11));
        order.complete(TEN.plusSeconds(12));
        assertThat(ended()).containsExactly("checks", "reservation", "ORD-7-S1", "ORD-7-S2", "completion");
        assertThat(order.begunAt()).contains(TEN.plusSeconds(3));
    }

    @Test
    void what_is_not_wanted_any_more_is_left_out_and_what_takes_back_comes_after_what_it_takes_back() {
        order.begin(TEN);
        PlanStep sim = stored.getFirst();
        sim.release(TEN);
        sim.complete(Map.of(), TEN.plusSeconds(5));
        stored.getLast().cancel();
        stored.add(new PlanStep(sim, new Undo("fulfilment.undo-sim", "Undo", Duration.ofSeconds(5)), 3, Set.of()));

        assertThat(activities())
                .extracting(Activity::id)
                .containsExactly("checks", "reservation", "ORD-7-S1", "ORD-7-S1-undo", "completion");
        assertThat(activity("ORD-7-S1-undo").dependsOn()).contains("ORD-7-S1");
        assertThat(OrderActivities.planned(stored, DELIVERY))
                .extracting(Activity::id)
                .containsExactly("checks", "reservation", "ORD-7-S1", "ORD-7-S2", "completion");
    }

    @Test
    void an_order_that_was_refused_has_ended_its_checks() {
        stored.clear();
        order.reject(TEN.plusSeconds(2));

        assertThat(ended()).containsExactly("checks", "reservation", "completion");
    }

    @Test
    void what_is_expected_is_said_anew_when_the_jeopardy_changes_and_not_before() {
        order.promise(plan, DELIVERY);
        Instant promised = order.promisedAt().orElseThrow();

        assertThat(order.follow(punctuality(Jeopardy.GREEN, promised.plusSeconds(5))))
                .isFalse();
        assertThat(order.expectedCompletionAt()).contains(promised);
        assertThat(order.follow(punctuality(Jeopardy.AMBER, promised.plusSeconds(90))))
                .isTrue();
        assertThat(order.expectedCompletionAt()).contains(promised.plusSeconds(90));
        assertThat(order.promisedAt()).contains(promised);
        assertThat(order.jeopardyDueAt()).isEmpty();
    }

    @Test
    void an_order_that_has_ended_is_not_late_any_more() {
        order.promise(plan, DELIVERY);
        order.cancel("changed my mind", "csr", TEN);

        assertThat(order.jeopardy()).isEmpty();
        assertThat(order.jeopardyDueAt()).isEmpty();
        assertThatThrownBy(() -> order.follow(punctuality(Jeopardy.RED, TEN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not late any more");
    }

    @Test
    void red_comes_after_amber() {
        assertThatThrownBy(() -> new DeliveryExpectation(
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        List.of(new MilestoneRule("accepted", "Accepted", List.of("checks")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_alert_keeps_what_a_person_reads_of_a_long_explanation() {
        JeopardyAlert alert = new JeopardyAlert(
                JeopardyAlert.id(order.id(), 2),
                order.id(),
                Jeopardy.AMBER,
                Jeopardy.RED,
                TEN,
                "checks",
                Duration.ofMinutes(20),
                "x".repeat(600),
                TEN);

        assertThat(alert.id()).isEqualTo("ORD-7-J2");
        assertThat(alert.explanation()).hasSize(JeopardyAlert.MAX_EXPLANATION);
        assertThat(Jeopardy.RED.isWorseThan(Jeopardy.AMBER)).isTrue();
        assertThat(Jeopardy.AMBER.isWorseThan(Jeopardy.AMBER)).isFalse();
    }

    private static Punctuality punctuality(Jeopardy jeopardy, Instant expected) {
        return new Punctuality(jeopardy, Optional.empty(), Optional.empty(), expected);
    }

    private List<Activity> activities() {
        return OrderActivities.of(order, stored, DELIVERY);
    }

    private Activity activity(String id) {
        return activities().stream()
                .filter(activity -> activity.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> ended() {
        return activities().stream()
                .filter(activity -> activity.ended().isPresent())
                .map(Activity::id)
                .toList();
    }
}
