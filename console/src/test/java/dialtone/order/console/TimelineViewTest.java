package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.console.Badge;
import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.order.FulfilmentPlan;
import dialtone.order.FulfilmentPlan.Planned;
import dialtone.order.ItemAction;
import dialtone.order.Jeopardy;
import dialtone.order.JeopardyAlert;
import dialtone.order.Milestone;
import dialtone.order.OrderActivities;
import dialtone.order.OrderId;
import dialtone.order.OrderTimeline;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Punctuality;
import dialtone.order.Schedule;
import dialtone.order.console.PlanGraph.Edge;
import dialtone.order.console.PlanGraph.Node;
import dialtone.order.console.TimelineView.MilestoneRow;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A line with a handset: SIM 10 s, then profile 5 s and device 20 s side by side; checks, reservation and completion around them. */
class TimelineViewTest {

    private static final Instant TEN = Instant.parse("2026-11-26T10:00:00Z");
    private static final OrderId ORDER = new OrderId("ORD-1");
    private static final DeliveryExpectation DELIVERY = DeliveryExpectation.USUAL;

    private final FulfilmentPlan plan = new FulfilmentPlan(
            List.of(
                    planned(1, "Activate SIM", 10, PointOfNoReturn.SOFT),
                    planned(2, "Apply network profile", 5, PointOfNoReturn.NONE, 1),
                    planned(3, "Activate device", 20, PointOfNoReturn.HARD, 1)),
            List.of());
    private final ProductOrder order = order();
    private final List<PlanStep> steps = new ArrayList<>(
            plan.steps().stream().map(step -> new PlanStep(ORDER, step)).toList());

    @Test
    void the_graph_goes_from_top_to_bottom_with_what_is_parallel_side_by_side() {
        PlanGraph graph = view(TEN).graph();

        assertThat(graph.nodes())
                .extracting(Node::full)
                .containsExactly(
                        "Checks",
                        "Reservation",
                        "Activate SIM",
                        "Apply network profile",
                        "Activate device",
                        "Completion");
        assertThat(node(graph, "Apply network profile").y())
                .isEqualTo(node(graph, "Activate device").y());
        assertThat(node(graph, "Apply network profile").x())
                .isLessThan(node(graph, "Activate device").x());
        assertThat(node(graph, "Completion").y())
                .isGreaterThan(node(graph, "Activate device").y());
        assertThat(graph.nodes()).allSatisfy(node -> {
            assertThat(node.x()).isBetween(0, graph.width() - PlanGraph.NODE_WIDTH);
            assertThat(node.y()).isBetween(0, graph.height() - PlanGraph.NODE_HEIGHT);
        });
        assertThat(graph.edges())
                .as(
                        "what a longer way says already is left out: nothing but the checks comes right before the reservation")
                .hasSize(6);
    }

    @Test
    void the_critical_path_and_the_points_of_no_return_are_marked() {
        TimelineView view = view(TEN);

        assertThat(view.criticalPath()).isEqualTo("Checks, Reservation, Activate SIM, Activate device, Completion");
        assertThat(view.planned()).isEqualTo("42 s");
        assertThat(node(view.graph(), "Apply network profile").critical()).isFalse();
        assertThat(node(view.graph(), "Activate device").note()).isEqualTo("no way back");
        assertThat(node(view.graph(), "Activate SIM").note()).isEqualTo("taken back at a cost");
        assertThat(view.graph().edges()).filteredOn(Edge::critical).hasSize(4);
    }

    @Test
    void the_time_line_shows_what_was_planned_what_was_taken_and_what_is_late() {
        order.begin(TEN.plusSeconds(1));
        steps.getFirst().release(TEN.plusSeconds(2));
        order.follow(new Punctuality(Jeopardy.AMBER, Optional.empty(), Optional.empty(), TEN.plusSeconds(117)));

        TimelineView view = view(TEN.plusSeconds(92));

        assertThat(view.late()).isTrue();
        assertThat(view.jeopardy().label()).isEqualTo("Amber");
        assertThat(view.why()).isEqualTo("Activate SIM is late.");
        TimelineRow sim = row(view, "Activate SIM");
        assertThat(sim.tone()).as("80 s over, amber after 60").isEqualTo("warn");
        assertThat(sim.times()).isEqualTo("1 min 30 s, expected 10 s");
        assertThat(sim.actual().shown()).isTrue();
        assertThat(sim.ahead().shown()).as("it should have ended").isFalse();
        TimelineRow profile = row(view, "Apply network profile");
        assertThat(profile.actual().shown()).isFalse();
        assertThat(profile.ahead().shown()).isTrue();
        assertThat(profile.times()).isEqualTo("expected 5 s");
        assertThat(row(view, "Checks").tone()).isEqualTo("good");
        assertThat(view.now()).isEqualTo("78.63%");
    }

    @Test
    void what_is_expected_is_never_in_the_past() {
        order.begin(TEN.plusSeconds(1));
        steps.getFirst().release(TEN.plusSeconds(2));
        order.follow(new Punctuality(Jeopardy.AMBER, Optional.empty(), Optional.empty(), TEN.plusSeconds(117)));

        TimelineView before = view(TEN.plusSeconds(29));
        assertThat(before.expected().at()).contains(TEN.plusSeconds(117));
        assertThat(before.milestones())
                .extracting(MilestoneRow::state)
                .containsExactly(new Badge("Reached", "good"), new Badge("Ahead", "idle"));

        TimelineView after = view(TEN.plusSeconds(118));
        assertThat(after.expected().at().orElseThrow()).isAfter(TEN.plusSeconds(118));
        assertThat(after.milestones().getLast().state()).isEqualTo(new Badge("Overdue", "warn"));
    }

    @Test
    void what_takes_a_step_back_is_drawn_below_it_and_is_not_planned() {
        order.begin(TEN);
        PlanStep sim = steps.getFirst();
        sim.release(TEN);
        sim.complete(Map.of(), TEN.plusSeconds(5));
        PlanStep undo = new PlanStep(
                sim, new Undo("fulfilment.deactivate-sim", "Deactivate SIM", Duration.ofSeconds(10)), 4, Set.of());
        undo.release(TEN.plusSeconds(6));
        steps.add(undo);

        TimelineView view = view(TEN.plusSeconds(7));

        Node back = node(view.graph(), "Deactivate SIM");
        assertThat(back.y()).isGreaterThan(node(view.graph(), "Activate SIM").y());
        assertThat(back.critical()).isFalse();
        assertThat(row(view, "Deactivate SIM").expected().shown()).isFalse();
    }

    @Test
    void an_order_without_a_plan_has_neither_graph_nor_line() {
        steps.clear();

        TimelineView view = view(TEN);

        assertThat(view.graph().nodes()).isEmpty();
        assertThat(view.rows()).isEmpty();
    }

    private TimelineView view(Instant now) {
        return TimelineView.of(
                order,
                steps,
                new OrderTimeline(
                        now,
                        Schedule.planned(OrderActivities.planned(steps, DELIVERY), TEN),
                        Schedule.forecast(OrderActivities.of(order, steps, DELIVERY), TEN, now),
                        List.of(
                                new Milestone("accepted", "Checked and accepted", TEN, Optional.of(TEN)),
                                new Milestone(
                                        "active", "Active on the network", TEN.plusSeconds(30), Optional.empty())),
                        List.of(new JeopardyAlert(
                                "ORD-1-J1",
                                ORDER,
                                Jeopardy.GREEN,
                                Jeopardy.AMBER,
                                now,
                                "ORD-1-S1",
                                Duration.ofSeconds(80),
                                "Activate SIM is late.",
                                now)),
                        DELIVERY));
    }

    private static Node node(PlanGraph graph, String label) {
        return graph.nodes().stream()
                .filter(node -> node.full().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static TimelineRow row(TimelineView view, String label) {
        return view.rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Planned planned(int position, String label, int seconds, PointOfNoReturn point, Integer... before) {
        return new Planned(
                position,
                "1",
                "service-" + position,
                new StepTemplate(
                        "fulfilment.do-" + position,
                        label,
                        List.of(),
                        Duration.ofSeconds(seconds),
                        Map.of(),
                        point,
                        point == PointOfNoReturn.HARD
                                ? Optional.empty()
                                : Optional.of(new Undo("fulfilment.undo-it", "Undo", Duration.ofSeconds(5)))),
                Set.of(before));
    }

    private static ProductOrder order() {
        ProductOffering offering = new ProductOffering(
                new OfferingId("mobile-m"),
                "Mobile M",
                "",
                ProductOffering.Role.PLAN,
                "mobile-line",
                List.of(),
                List.of(),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
        PlaceOrder command = new PlaceOrder(
                Optional.empty(),
                Optional.empty(),
                new CustomerId("CUS-1"),
                Optional.empty(),
                "console",
                "csr",
                List.of(new PlaceOrder.Item("1", ItemAction.ADD, offering.id(), Map.of(), "productOrderItem[0]")));
        return new ProductOrder(
                ORDER,
                command,
                new BillingAccountId("BAC-1"),
                "1",
                List.of(new OrderedItem("1", offering, Map.of(), Optional.empty())),
                Optional.empty(),
                TEN);
    }
}
