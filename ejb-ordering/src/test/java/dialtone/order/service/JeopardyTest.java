package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.Priority;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import dialtone.event.DomainEvent;
import dialtone.order.Jeopardy;
import dialtone.order.JeopardyAlert;
import dialtone.order.JeopardyTask;
import dialtone.order.Milestone;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.OrderQuery;
import dialtone.order.OrderTimeline;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How far orders are, with the clock moved by hand. By the catalogue of the house: checks 5 s, reservation 2 s, SIM 10 s, profile 5 s,
 * completion 5 s; amber after a minute, red after a quarter of an hour.
 */
class JeopardyTest {

    private static final String SIM = "fulfilment.activate-sim";
    private static final Duration MAINTENANCE = Duration.ofHours(2);

    private final Desk desk = new Desk();
    private final Instant placedAt = desk.clock.instant();

    @BeforeEach
    void theNetworkIsKnown() {
        desk.elements.admission(SIM, Priority.USUAL, Set.of("sim"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void an_order_says_at_entry_when_it_is_to_be_done() {
        ProductOrder order = find(place());

        assertThat(order.expectedCompletionAt()).contains(placedAt.plusSeconds(27));
        assertThat(order.jeopardy()).contains(Jeopardy.GREEN);
        assertThat(order.jeopardyDueAt()).as("checks, and a minute").contains(placedAt.plusSeconds(65));
    }

    @Test
    void an_order_for_later_is_measured_from_its_start() {
        Instant start = placedAt.plus(Duration.ofDays(7));
        PlaceOrder now = order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of()));
        OrderId id = accepted(desk.entry.place(new PlaceOrder(
                        now.idempotencyKey(),
                        now.externalId(),
                        now.customer(),
                        now.billingAccount(),
                        now.channel(),
                        now.placedBy(),
                        now.items(),
                        new OrderDetails(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(start),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of()))))
                .id();

        desk.clock.pass(Duration.ofDays(6));
        assertThat(desk.sweep.sweep())
                .as("it waits because its customer wants it so")
                .isZero();
        assertThat(find(id).expectedCompletionAt()).contains(start.plusSeconds(27));
        desk.clock.pass(Duration.ofDays(1).plusSeconds(65));
        desk.sweep.sweep();
        assertThat(find(id).jeopardy()).as("its process has not begun").contains(Jeopardy.AMBER);
    }

    @Test
    void an_order_whose_process_does_not_begin_is_promised_later_and_not_sooner() {
        OrderId id = place();
        desk.clock.pass(Duration.ofSeconds(65));
        desk.sweep.sweep();
        assertThat(find(id).jeopardy()).contains(Jeopardy.AMBER);
        assertThat(find(id).expectedCompletionAt())
                .as("checks now, then all that was promised to come after them")
                .contains(desk.clock.instant().plusSeconds(22));
    }

    @Test
    void a_step_that_waits_for_an_element_in_maintenance_makes_its_order_amber_then_red_and_green_when_it_is_done() {
        OrderId id = released();
        maintenance();

        desk.clock.pass(Duration.ofSeconds(69));
        assertThat(desk.sweep.sweep()).as("nothing is due").isZero();
        desk.clock.pass(Duration.ofSeconds(1));
        assertThat(desk.sweep.sweep()).isEqualTo(1);
        assertThat(desk.sweep.sweep()).as("it was looked at").isZero();
        assertThat(find(id).jeopardy()).contains(Jeopardy.AMBER);
        assertThat(desk.jeopardyTasks.list(true, 0, 10).rows()).isEmpty();

        desk.clock.pass(Duration.ofMinutes(14));
        desk.sweep.sweep();
        desk.sweep.sweep();
        assertThat(find(id).jeopardy()).contains(Jeopardy.RED);
        assertThat(find(id).jeopardyDueAt()).as("it can get no worse").isEmpty();
        List<JeopardyAlert> alerts = alerts(id);
        assertThat(alerts).extracting(JeopardyAlert::jeopardy).containsExactly(Jeopardy.AMBER, Jeopardy.RED);
        assertThat(alerts.getFirst().activity()).isEqualTo(id + "-S1");
        assertThat(alerts.getFirst().lateBy()).isEqualTo(Duration.ofMinutes(1));
        assertThat(alerts.getLast().explanation())
                .startsWith(
                        "Activate SIM: 15 min later than expected, because network element sim is in maintenance until ")
                .endsWith("(new boards).");
        assertThat(find(id).expectedCompletionAt())
                .as("what is expected is said anew: the maintenance, then the SIM, the profile and the rest")
                .contains(placedAt.plus(MAINTENANCE).plusSeconds(20));
        assertThat(timeline(id).forecast().find(id + "-S1").orElseThrow().ends())
                .isEqualTo(placedAt.plus(MAINTENANCE).plusSeconds(10));
        assertThat(desk.jeopardyTasks.list(true, 0, 10).rows()).singleElement().satisfies(task -> {
            assertThat(task.order()).isEqualTo(id);
            assertThat(task.explanation()).contains("new boards");
        });

        desk.clock.pass(Duration.ofMinutes(1));
        desk.database.inTransaction(() -> desk.steps.complete(id + "-S1", Map.of()));
        release(id);
        assertThat(find(id).jeopardy())
                .as("what was lost is lost: the order ends a quarter of an hour late")
                .contains(Jeopardy.RED);
        desk.database.inTransaction(() -> desk.steps.complete(id + "-S2", Map.of()));
        release(id);
        finish(id);
        assertThat(find(id).jeopardy()).isEmpty();
        assertThat(desk.jeopardyTasks.list(true, 0, 10).rows()).isEmpty();
        assertThat(desk.jeopardyTasks.list(false, 0, 10).rows())
                .singleElement()
                .extracting(JeopardyTask::closedBy)
                .isEqualTo(Optional.of(JeopardyTask.BY_ITSELF));
        assertThat(desk.told("ProductOrderJeopardyAlertEvent"))
                .as("each change once")
                .extracting(event -> event.facts().get("jeopardyType"))
                .containsExactly("Hazard", "Critical");
    }

    @Test
    void an_order_that_catches_up_is_green_again() {
        OrderId id = reserved();
        desk.clock.pass(Duration.ofSeconds(70));
        release(id);
        assertThat(find(id).jeopardy()).as("reserved at once, and then nothing").contains(Jeopardy.AMBER);

        desk.database.inTransaction(() -> desk.steps.complete(id + "-S1", Map.of()));
        release(id);
        assertThat(find(id).jeopardy()).as("the SIM took no time at all").contains(Jeopardy.GREEN);
        assertThat(alerts(id).getLast().explanation()).isEqualTo("The order has caught up.");
        assertThat(desk.told("ProductOrderJeopardyAlertEvent"))
                .extracting(event -> event.facts().get("jeopardyType"))
                .containsExactly("Hazard", "Normal");
    }

    @Test
    void what_a_person_has_to_decide_is_named_as_the_reason() {
        OrderId id = released();
        desk.database.inTransaction(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + "-S1"), "NETWORK_REFUSED", "no such profile"), 77));

        desk.clock.pass(Duration.ofSeconds(70));
        desk.sweep.sweep();

        assertThat(alerts(id).getFirst().explanation())
                .isEqualTo("Activate SIM: 1 min later than expected, because it waits for a person's decision,"
                        + " fallout task FAL-100001.");
    }

    @Test
    void a_person_who_sees_to_a_red_order_closes_its_task_and_is_not_asked_again() {
        OrderId id = released();
        desk.clock.pass(Duration.ofMinutes(16));
        desk.sweep.sweep();
        JeopardyTask task = desk.jeopardyTasks.list(true, 0, 10).rows().getFirst();

        assertThat(refused(desk.jeopardyTasks.close(task.id(), "ops", " "))
                        .getFirst()
                        .code())
                .isEqualTo("MISSING");
        assertThat(accepted(desk.jeopardyTasks.close(task.id(), "ops", "Called the vendor."))
                        .note())
                .isEqualTo("Called the vendor.");
        assertThat(refused(desk.jeopardyTasks.close(task.id(), "ops", "Again."))
                        .getFirst()
                        .code())
                .isEqualTo("NOT_IN_VALID_STATE");
        assertThat(refused(desk.jeopardyTasks.close("none", "ops", "Who?"))
                        .getFirst()
                        .code())
                .isEqualTo("UNKNOWN_JEOPARDY_TASK");

        desk.clock.pass(Duration.ofHours(1));
        desk.sweep.sweep();
        assertThat(desk.jeopardyTasks.list(true, 0, 10).rows()).isEmpty();
        assertThat(find(id).jeopardy()).contains(Jeopardy.RED);
    }

    @Test
    void the_task_of_an_order_that_is_cancelled_is_closed() {
        OrderId id = place();
        desk.clock.pass(Duration.ofMinutes(16));
        desk.sweep.sweep();
        assertThat(desk.jeopardyTasks.list(true, 0, 10).rows()).hasSize(1);

        accepted(desk.database.inTransaction(() -> desk.cancel(id, "too late", "csr")));
        desk.sweep.sweep();

        assertThat(find(id).jeopardy()).isEmpty();
        assertThat(desk.jeopardyTasks.list(true, 0, 10).rows()).isEmpty();
    }

    @Test
    void what_another_node_works_on_is_passed_by_and_the_others_are_looked_at() {
        OrderId busy = place();
        OrderId late = place();
        desk.clock.pass(Duration.ofSeconds(65));

        int looked = desk.database.inTransaction(() -> {
            desk.database.entities().find(ProductOrder.class, busy, LockModeType.PESSIMISTIC_WRITE);
            return elsewhere(desk.sweep::sweep);
        });

        assertThat(looked).isEqualTo(1);
        assertThat(find(late).jeopardy()).contains(Jeopardy.AMBER);
        assertThat(find(busy).jeopardy()).contains(Jeopardy.GREEN);
        assertThat(desk.sweep.sweep()).isEqualTo(1);
    }

    @Test
    void orders_are_found_by_their_jeopardy() {
        OrderId late = place();
        desk.clock.pass(Duration.ofSeconds(65));
        OrderId young = place();
        desk.sweep.sweep();

        assertThat(found(Jeopardy.AMBER)).containsExactly(late);
        assertThat(found(Jeopardy.GREEN)).containsExactly(young);
        assertThat(found(Jeopardy.RED)).isEmpty();
    }

    @Test
    void milestones_are_reached_once_each_when_what_the_catalogue_names_is_done() {
        OrderId id = released();
        assertThat(reached(id)).containsExactly("accepted", "reserved");
        desk.clock.pass(Duration.ofSeconds(3));
        desk.database.inTransaction(() -> desk.steps.complete(id + "-S1", Map.of()));
        release(id);
        release(id);
        desk.database.inTransaction(() -> desk.steps.complete(id + "-S2", Map.of()));
        release(id);
        assertThat(reached(id)).containsExactly("accepted", "reserved", "activated");
        finish(id);

        assertThat(reached(id)).containsExactly("accepted", "reserved", "activated", "completed");
        assertThat(desk.told("ProductOrderMilestoneEvent"))
                .extracting(DomainEvent::eventId)
                .containsExactly(
                        id + ":milestone:accepted",
                        id + ":milestone:reserved",
                        id + ":milestone:activated",
                        id + ":milestone:completed");
    }

    @Test
    void an_order_that_is_taken_back_reaches_no_more_milestones() {
        OrderId id = released();
        desk.database.inTransaction(() -> desk.steps.complete(id + "-S1", Map.of()));
        accepted(desk.database.inTransaction(() -> desk.cancel(id, "changed my mind", "csr")));
        release(id);

        assertThat(reached(id)).containsExactly("accepted", "reserved");
    }

    private OrderId place() {
        return accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "esim")))))
                .id();
    }

    private OrderId reserved() {
        OrderId id = place();
        desk.database.inTransaction(() -> desk.validate(id, 77));
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        return id;
    }

    private OrderId released() {
        OrderId id = reserved();
        release(id);
        return id;
    }

    private void release(OrderId id) {
        desk.database.inTransaction(() -> desk.progress.releaseSteps(id));
    }

    private void finish(OrderId id) {
        desk.database.inTransaction(() -> desk.progress.install(id));
        desk.database.inTransaction(() -> desk.progress.complete(id));
    }

    private void maintenance() {
        accepted(desk.elements.limit(
                "sim",
                new Proposal(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new MaintenanceProposal(
                                Optional.empty(), Optional.of(placedAt.plus(MAINTENANCE)), Optional.of("new boards")))),
                "ops"));
    }

    private ProductOrder find(OrderId id) {
        return desk.database.inTransaction(() -> desk.orders.find(id)).orElseThrow();
    }

    private List<OrderId> found(Jeopardy jeopardy) {
        return desk.database.inTransaction(() -> desk
                .orders
                .list(OrderQuery.all(0, 10).with(OrderQuery.Attribute.JEOPARDY, List.of(jeopardy.name())))
                .rows()
                .stream()
                .map(ProductOrder::id)
                .toList());
    }

    private OrderTimeline timeline(OrderId id) {
        return desk.database.inTransaction(
                () -> desk.timelines.of(desk.orders.find(id).orElseThrow(), desk.orders.plan(id)));
    }

    private List<JeopardyAlert> alerts(OrderId id) {
        return timeline(id).alerts();
    }

    private List<String> reached(OrderId id) {
        return timeline(id).milestones().stream()
                .filter(milestone -> milestone.reachedAt().isPresent())
                .map(Milestone::name)
                .toList();
    }

    /** On a thread of its own, as another node would. */
    private static int elsewhere(IntSupplier work) {
        return CompletableFuture.supplyAsync(work::getAsInt)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
