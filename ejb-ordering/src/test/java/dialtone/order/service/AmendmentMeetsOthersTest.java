package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.Priority;
import dialtone.bpmn.ProcessMessage;
import dialtone.bpmn.Variable;
import dialtone.catalog.SuspensionReason;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.OrderToCheck;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.order.AmendOrder;
import dialtone.order.DecisionRequest.Asked;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderNote;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.pool.PooledResource;
import dialtone.pool.service.Pools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Amendments that meet decisions, holds, other orders and other lines. */
class AmendmentMeetsOthersTest extends AmendmentStories {

    @Test
    void what_two_persons_were_to_decide_about_a_step_that_is_not_wanted_any_more_has_lapsed() {
        OrderId id = withSimActivated();
        FalloutTask task = fallout(id, id + "-S3");
        accepted(in(() -> desk.secondPerson.ask(
                task.id(), new Asked(FalloutDecision.SKIP, "ops", "it works without", Map.of()))));
        accepted(amend(id, 1, PHYSICAL));
        FalloutTask closed = in(() -> desk.fallout.find(task.id())).orElseThrow();
        assertThat(closed.isOpen()).isFalse();
        assertThat(closed.request()).isEmpty();
        assertThat(closed.log().getLast().what())
                .isEqualTo("The request of ops to skip it has lapsed: decided otherwise.");
        assertThat(due(id)).contains(id + "-S3-undo");
    }

    @Test
    void an_order_whose_checks_wait_is_amended_and_what_they_find_of_the_former_one_is_not_kept() {
        OrderId id = placed(ESIM);
        assertThat(in(() -> desk.validate(id, 77))).isTrue();
        OrderToCheck former = in(() -> desk.checks.request(id));
        accepted(amend(id, 1, PHYSICAL));

        List<CheckResult> found = List.of(CheckResult.passed("coverage", "There is coverage."));
        assertThat(in(() -> desk.checks.record(id, former.revision(), found)))
                .as("of another order than this")
                .isEmpty();
        OrderToCheck amended = in(() -> desk.checks.request(id));
        assertThat(amended.request().items().getFirst().simType()).contains("physical");
        assertThat(amended.request().reference())
                .as("another question")
                .isNotEqualTo(former.request().reference());
        assertThat(in(() -> desk.checks.record(id, amended.revision(), found))).contains(true);
        assertThat(refused(amend(id, 2, ESIM)).getFirst().message()).contains("has just been checked");

        List<PooledResource> reserved = accepted(in(() -> desk.progress.reserve(id)));
        assertThat(reserved)
                .extracting(PooledResource::variant)
                .contains("physical")
                .doesNotContain("esim");
        assertThat(due(id)).as("of the former plan nothing is performed").noneMatch((id + "-S1")::equals);
        accepted(amend(id, 2, ESIM));
    }

    @Test
    void what_is_held_and_not_wanted_any_more_comes_at_once() {
        OrderId id = withSimActivated();
        run(() -> desk.steps.hold(id + "-S3", "busy", Duration.ofMinutes(5)));
        accepted(amend(id, 1, PHYSICAL));
        assertThat(desk.messages())
                .filteredOn(message -> message.message() == ProcessMessage.FULFILMENT_OUTCOME_REPORTED)
                .singleElement()
                .satisfies(message -> assertThat(message.correlationKey()).isEqualTo(id + "-S3"));
        assertThat(in(() -> desk.steps.hold(id + "-S3", "busy", Duration.ofMinutes(5))))
                .as("refused for now once more")
                .isEqualTo(Duration.ZERO);
        assertThat(in(() -> desk.steps.work(id + "-S3")).stopping()).isTrue();
    }

    @Test
    void what_is_read_for_a_step_while_its_order_is_amended_is_read_again() {
        OrderId id = withSimActivated();
        AtomicBoolean amended = new AtomicBoolean();
        Pools readBeforeAnAmendment = new Pools(desk.database.dataSource(), desk.clock) {
            @Override
            public List<PooledResource> ofOrder(OrderId order) {
                List<PooledResource> held = super.ofOrder(order);
                if (amended.compareAndSet(false, true)) {
                    CompletableFuture.runAsync(() -> accepted(amend(id, 1, PHYSICAL)))
                            .join();
                }
                return held;
            }
        };
        PlanSteps steps = new PlanSteps(
                desk.database.entities(), desk.catalogs, readBeforeAnAmendment, desk.inventory, desk.clock);
        assertThat(in(() -> steps.work(id + "-S3")).stopping()).isTrue();
        assertThat(amended).isTrue();
    }

    @Test
    void an_order_that_does_without_a_skipped_step_is_activated_and_amended_no_more() {
        OrderId id = placed(ESIM, HANDSET);
        begin(id);
        assertThat(due(id)).containsExactly(id + "-S1");
        decided(fallout(id, id + "-S1"), FalloutDecision.COMPLETE_BY_HAND, Map.of());
        assertThat(due(id)).containsExactly(id + "-S2", id + "-S3");
        decided(fallout(id, id + "-S3"), FalloutDecision.SKIP, Map.of());
        complete(id + "-S2");
        assertThat(refused(amend(id, 1, PHYSICAL, HANDSET)))
                .extracting(Rejection::message)
                .as("all is done, or done without")
                .singleElement()
                .asString()
                .contains("is activated and about to be completed");
    }

    @Test
    void an_amendment_takes_back_what_was_done_by_hand_or_skipped_and_the_service_that_comes_is_active() {
        OrderId id = placed(ESIM, HANDSET);
        begin(id);
        due(id);
        Map<String, String> before = facts(id + "-S1");
        decided(fallout(id, id + "-S1"), FalloutDecision.COMPLETE_BY_HAND, Map.of());
        due(id);
        decided(fallout(id, id + "-S3"), FalloutDecision.SKIP, Map.of());
        accepted(amend(id, 1, PHYSICAL, HANDSET));
        complete(id + "-S2");
        assertThat(due(id)).contains(id + "-S2-undo", id + "-S3-undo");
        complete(id + "-S2-undo");
        complete(id + "-S3-undo");
        assertThat(due(id)).containsExactly(id + "-S1-undo");
        StepWork back = in(() -> desk.steps.work(id + "-S1-undo"));
        assertThat(back.doneByHand()).as("the element itself is asked").contains(Map.of());
        assertThat(back.facts())
                .containsAllEntriesOf(before)
                .containsEntry("offering", "mobile-sim-only-m")
                .hasSize(before.size() + 1);
        complete(id + "-S1-undo");
        for (List<String> next = due(id); !next.isEmpty(); next = due(id)) {
            next.forEach(this::complete);
        }
        finish(id);
        assertThat(found(id).isSettling()).isFalse();
        assertThat(in(() -> desk.inventory.products(id)).stream().flatMap(product -> product.delivering().stream()))
                .allMatch(service -> service.state() == InventoryState.ACTIVE);
    }

    private void decided(FalloutTask task, FalloutDecision decision, Map<String, String> facts) {
        String request = accepted(in(() ->
                        desk.secondPerson.ask(task.id(), new Asked(decision, "ops", "on the vendor's console", facts))))
                .request()
                .orElseThrow()
                .id();
        accepted(in(() -> desk.secondPerson.approve(task.id(), request, "admin", "")));
    }

    @Test
    void what_may_wait_begins_in_the_last_queue_and_its_start_is_moved_whatever_priority_is_said_later() {
        Instant start = desk.clock.instant().plus(Duration.ofDays(2));
        Instant later = start.plus(Duration.ofDays(1));
        OrderId id = accepted(desk.entry.place(new PlaceOrder(
                        Optional.empty(),
                        Optional.empty(),
                        ADA,
                        Optional.empty(),
                        "console",
                        "csr",
                        List.of(ESIM),
                        prioritised(start, OrderDetails.LOWEST_PRIORITY))))
                .id();
        assertThat(desk.priority(id.value())).contains(Priority.BATCH);
        assertThat(desk.messages())
                .filteredOn(message -> message.messageId().equals(id.value()))
                .singleElement()
                .satisfies(message -> assertThat(message.variables()).containsEntry(Variable.QUEUE, ".batch"));
        accepted(say(id, 1, prioritised(start, 1)));
        accepted(say(id, 2, prioritised(later, 1)));
        assertThat(desk.due(id.value())).contains(later);
    }

    @Test
    void what_ends_or_suspends_something_keeps_its_start_and_a_lost_line_its_priority() {
        String line = Product.Origin.productId(inUse(), 1).value();
        Instant start = desk.clock.instant().plus(Duration.ofDays(2));
        LineSuspension lost = new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL);
        for (PlaceOrder.Item item : List.of(
                PlaceOrder.Item.end("1", line, "productOrderItem[1]"),
                PlaceOrder.Item.suspend("1", line, lost, "productOrderItem[1]"))) {
            OrderId id = accepted(desk.entry.place(new PlaceOrder(
                                    Optional.empty(),
                                    Optional.empty(),
                                    ADA,
                                    Optional.empty(),
                                    "console",
                                    "csr",
                                    List.of(item),
                                    OrderDetails.startingAt(start))
                            .withSuspensionRights(SuspensionReason.grantedTo("csr"::equals))))
                    .id();
            assertThat(refused(say(id, 1, OrderDetails.startingAt(start.plus(Duration.ofDays(90))))))
                    .extracting(Rejection::code)
                    .containsExactly("AMENDMENT_NOT_TAKEN");
            ProductOrder said = accepted(say(id, 1, prioritised(start, 3)));
            assertThat(said.details().priority()).contains(item.status().isPresent() ? 0 : 3);
            assertThat(found(id).details().priority()).isEqualTo(said.details().priority());
            accepted(in(() -> desk.cancel(id, "enough", "csr")));
        }
    }

    @Test
    void what_is_added_is_of_the_line_it_stands_behind_and_what_is_there_stays_with_its_own() {
        PlaceOrder.Item second = item("2", "mobile-sim-only-s", Map.of("simType", "esim"));
        OrderId id = placed(PHYSICAL, second);
        begin(id);
        accepted(amend(id, 1, PHYSICAL, BOOST, second));
        assertThat(found(id).items()).extracting(OrderItem::itemId).containsExactly("1", "2", "3");
        assertThat(found(id).item("3").orElseThrow().lineItem()).contains("1");
        ProductOrder same = accepted(amend(id, 2, PHYSICAL, second, BOOST));
        assertThat(same.revision()).as("what was read is what is there").isEqualTo(2);
        assertThat(same.item("3").orElseThrow().lineItem()).contains("1");
        assertThat(refused(amend(id, 2, second, BOOST)))
                .extracting(Rejection::code)
                .containsExactly("LINE_OF_ITEM_CHANGES");
    }

    @Test
    void an_add_on_of_a_line_that_is_there_waits_for_what_is_taken_back_and_the_line_is_claimed_until_then() {
        OrderId first = inUse();
        OrderId id = placed(item("1", "mobile-data-boost", Map.of()));
        begin(id);
        inUse();
        assertThat(accepted(amend(id, 1, item("1", "mobile-data-boost", Map.of())))
                        .revision())
                .as("a second line changes nothing of it")
                .isEqualTo(1);
        assertThat(due(id)).containsExactly(id + "-S1");
        String number = facts(id + "-S1").get("msisdn");
        accepted(amend(id, 1, item("2", "mobile-data-boost", Map.of("lineMsisdn", number))));
        complete(id + "-S1");
        assertThat(due(id)).containsExactly(id + "-S1-undo");

        complete(id + "-S1-undo");
        assertThat(due(id)).containsExactly(id + "-S3");
        assertThat(facts(id + "-S3")).containsEntry("msisdn", number);

        accepted(amend(id, 2, item("3", "mobile-sim-only-s", Map.of("simType", "esim"))));
        PlaceOrder.Item end =
                PlaceOrder.Item.end("1", Product.Origin.productId(first, 1).value(), "productOrderItem[1]");
        assertThat(refused(desk.entry.place(order(ADA, Optional.empty(), end))))
                .extracting(Rejection::code)
                .containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        complete(id + "-S3");
        due(id);
        complete(id + "-S3-undo");
        due(id);
        accepted(desk.entry.place(order(ADA, Optional.empty(), end)));
    }

    @Test
    void a_note_neither_moves_the_promise_nor_tries_a_reservation_again() {
        OrderId id = placed(PHYSICAL);
        begin(id);
        Optional<Instant> promised = found(id).promisedAt();
        FalloutTask task = in(() ->
                desk.fallout.open(new FalloutTasks.Cause(id, Optional.empty(), "SIM_POOL_EMPTY", "none free"), 5));
        desk.clock.pass(Duration.ofDays(3));
        accepted(say(
                id,
                1,
                new OrderDetails(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new OrderNote(null, null, null, "He rang.")),
                        List.of())));
        assertThat(found(id).promisedAt()).isEqualTo(promised);
        assertThat(isOpen(task)).isTrue();
    }

    private Outcome<ProductOrder> say(OrderId id, int revision, OrderDetails details) {
        return in(() -> desk.amendments.amend(
                new AmendOrder(id, Optional.empty(), "", revision, "console", "csr", Optional.empty(), details)));
    }

    private static OrderDetails prioritised(Instant start, int priority) {
        return new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.of(priority),
                Optional.of(start),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** A line of the customer's. */
    private OrderId inUse() {
        OrderId id = placed(PHYSICAL);
        begin(id);
        for (List<String> due = due(id); !due.isEmpty(); due = due(id)) {
            due.forEach(this::complete);
        }
        finish(id);
        return id;
    }
}
