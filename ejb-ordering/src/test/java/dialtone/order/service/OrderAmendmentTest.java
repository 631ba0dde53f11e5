package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.ProcessMessage;
import dialtone.catalog.SuspensionReason;
import dialtone.event.DomainEvent;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.order.AmendOrder;
import dialtone.order.AmendmentAssessment;
import dialtone.order.DecisionRequest.Asked;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderDetails;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderNote;
import dialtone.order.OrderRevision;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.PricedItem;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders that are amended under way, as the process drives them: a plan (S1, S2) with a handset (S3). */
class OrderAmendmentTest {

    private static final PlaceOrder.Item PHYSICAL = item("1", "mobile-sim-only-m", Map.of("simType", "physical"));
    private static final PlaceOrder.Item ESIM = item("1", "mobile-sim-only-m", Map.of("simType", "esim"));
    private static final PlaceOrder.Item HANDSET = item("2", "handset-fairline-5", Map.of("deviceColour", "sage"));
    private static final PlaceOrder.Item BOOST = item("3", "mobile-data-boost", Map.of());

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void another_sim_takes_the_former_one_back_once_and_the_number_stays() {
        OrderId id = withSimActivated();
        Map<String, String> before = facts(id + "-S1");
        complete(id + "-S2");
        run(() -> desk.steps.awaitOutcome(id + "-S3"));

        accepted(amend(id, 1, ESIM, HANDSET));
        assertThat(found(id).state()).isEqualTo(OrderState.IN_PROGRESS);
        assertThat(found(id).isSettling()).isTrue();
        Map<String, String> after = facts(id + "-S7");
        assertThat(after.get("iccid")).isNotEqualTo(before.get("iccid"));
        assertThat(after).containsEntry("simType", "esim").containsEntry("msisdn", before.get("msisdn"));
        assertThat(facts(id + "-S1-undo")).as("what it was begun with").isEqualTo(before);
        assertThat(facts(id + "-S3-undo")).containsEntry("iccid", before.get("iccid"));
        assertThat(in(() -> desk.steps.work(id + "-S3")).stopping()).isTrue();
        assertThat(desk.pooled("QUARANTINED")).as("the SIM").isEqualTo(1);
        assertThat(desk.pooled("RESERVED")).isEqualTo(3);

        assertThat(due(id)).as("the device is known first").containsExactlyInAnyOrder(id + "-S2-undo", id + "-S3");
        assertThat(refused(amend(id, 2, PHYSICAL))).extracting(Rejection::code).containsExactly("AMENDMENT_SETTLING");
        complete(id + "-S3");
        complete(id + "-S2-undo");
        assertThat(due(id)).containsExactly(id + "-S3-undo");
        complete(id + "-S3-undo");
        assertThat(due(id)).containsExactly(id + "-S1-undo");
        complete(id + "-S1-undo");
        assertThat(due(id)).containsExactly(id + "-S7");
        assertThat(found(id).isSettling()).isFalse();
        complete(id + "-S7", Map.of("activationCode", "LPA:1$new"));
        assertThat(due(id)).containsExactlyInAnyOrder(id + "-S8", id + "-S9");
        complete(id + "-S8");
        complete(id + "-S9");
        finish(id);

        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(3);
        assertThat(desk.pooled("QUARANTINED")).isEqualTo(1);
        assertThat(in(() -> desk.inventory.products(id)).stream()
                        .flatMap(product -> product.delivering().stream())
                        .flatMap(service -> service.facts().values().stream()))
                .containsExactly("LPA:1$new");
        assertThat(in(() -> desk.notices.completion(id)).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.activationCode()).contains("LPA:1$new"));
        List<OrderRevision> revisions = in(() -> desk.amendments.of(id));
        assertThat(revisions).singleElement().satisfies(revision -> {
            assertThat(revision.number()).isEqualTo(2);
            assertThat(revision.settledAt()).isPresent();
            assertThat(revision.changes())
                    .containsExactly(new OrderRevision.Change(
                            Optional.of("1"), "simType", Optional.of("physical"), Optional.of("esim")));
        });
        assertThat(desk.told("ProductOrderAttributeValueChangeEvent"))
                .singleElement()
                .extracting(DomainEvent::facts)
                .satisfies(facts -> assertThat(facts).containsEntry("changedItems", "1"));
    }

    @Test
    void a_handset_is_dropped_and_an_add_on_added_and_the_final_items_are_charged() {
        OrderId id = withSimActivated();
        AmendmentAssessment dryRun = accepted(in(() -> desk.amendments.assess(command(id, 1, PHYSICAL, BOOST))));
        assertThat(dryRun.plan().undone()).extracting(PlanStep::id).containsExactly(id + "-S3");
        assertThat(dryRun.plan().kept()).extracting(PlanStep::id).containsExactly(id + "-S1", id + "-S2");
        assertThat(dryRun.before().oneOff()).isEqualTo(euros("458.90"));
        assertThat(dryRun.after().oneOff()).isEqualTo(euros("9.90"));
        assertThat(dryRun.after().monthly()).isEqualTo(euros("29.80"));
        FalloutTask task = fallout(id, id + "-S3");
        FalloutTask stays = fallout(id, id + "-S2");

        ProductOrder amended = accepted(amend(id, 1, PHYSICAL, BOOST));

        assertThat(amended.items()).extracting(OrderItem::itemId).containsExactly("1", "3");
        assertThat(amended.items()).extracting(OrderItem::revision).containsExactly(1, 2);
        assertThat(found(id).items()).extracting(OrderItem::itemId).containsExactly("1", "3");
        assertThat(isOpen(task)).isFalse();
        assertThat(isOpen(stays)).as("its step is still wanted").isTrue();
        assertThat(state(id + "-S3")).isEqualTo(StepState.CANCELLED);
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "cancel");
        assertThat(desk.pooled("QUARANTINED")).as("the handset").isEqualTo(1);
        accepted(in(() -> desk.fallout.resolve(stays.id(), FalloutDecision.RESUBMIT, "ops", "mended")));
        complete(id + "-S2");
        assertThat(due(id)).containsExactly(id + "-S3-undo");
        complete(id + "-S3-undo");
        assertThat(due(id)).containsExactly(id + "-S5");
        complete(id + "-S5");
        OrderFacts.Charges charges = in(() -> {
                    assertThat(desk.progress.releaseSteps(id).steps()).isEmpty();
                    return desk.facts.charges(id);
                })
                .orElseThrow();
        assertThat(charges.items()).extracting(PricedItem::itemId).containsExactly("1", "3");
        finish(id);
        assertThat(found(id).state()).as("and not partial").isEqualTo(OrderState.COMPLETED);
        assertThat(in(() -> desk.inventory.products(id))).hasSize(2);
    }

    @Test
    void what_is_withdrawn_before_it_was_begun_is_on_stock_again() {
        OrderId id = placed(PHYSICAL, HANDSET);
        begin(id);
        long free = desk.pooled("FREE");
        accepted(amend(id, 1, PHYSICAL));
        assertThat(desk.pooled("FREE")).isEqualTo(free + 1);
        assertThat(found(id).isSettling()).isFalse();
        assertThat(in(() -> desk.amendments.of(id)).getFirst().settledAt()).isPresent();
        assertThat(state(id + "-S3")).isEqualTo(StepState.CANCELLED);
        assertThat(due(id)).containsExactly(id + "-S1");
        assertThat(refused(amend(id, 2, PHYSICAL, HANDSET)))
                .extracting(Rejection::code)
                .containsExactly("ITEM_ID_USED");
    }

    @Test
    void an_amended_order_that_is_cancelled_leaves_nothing() {
        OrderId id = withSimActivated();
        complete(id + "-S2");
        complete(id + "-S3");
        OrderId other = withSimActivated();
        accepted(amend(other, 1, ESIM));
        accepted(in(() -> desk.cancel(other, "enough", "csr")));
        for (int round = 0; round < 10; round++) {
            for (String step : due(other)) {
                if (step.endsWith("-undo")) {
                    complete(step);
                } else {
                    run(() -> desk.steps.cancel(step));
                }
            }
        }
        assertThat(due(other)).isEmpty();
        run(() -> desk.progress.close(other));
        assertThat(found(other).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(steps(other).stream().filter(PlanStep::isUndo))
                .extracting(PlanStep::id)
                .containsExactlyInAnyOrder(other + "-S1-undo", other + "-S2-undo", other + "-S3-undo");
        assertThat(refused(amend(other, 2, ESIM))).extracting(Rejection::code).containsExactly("NOT_IN_VALID_STATE");
        assertThat(refused(amend(id, 1, ESIM)))
                .extracting(Rejection::message)
                .singleElement()
                .asString()
                .contains("is activated and about to be completed", "action modify or delete");
    }

    @Test
    void the_same_key_has_one_effect_and_another_patch_under_it_is_refused() {
        OrderId id = withSimActivated();
        AmendOrder command = keyed(id, "k", "esim", ESIM, HANDSET);
        accepted(in(() -> desk.amendments.amend(command)));
        assertThat(accepted(in(() -> desk.amendments.amend(command))).revision())
                .isEqualTo(2);
        assertThat(refused(in(() -> desk.amendments.amend(keyed(id, "k", "other", ESIM)))))
                .extracting(Rejection::code)
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
        assertThat(refused(amend(id, 1, ESIM))).extracting(Rejection::code).containsExactly("CHANGED_MEANWHILE");
    }

    @Test
    void what_would_be_refused_at_entry_is_refused_and_nothing_changes() {
        OrderId id = withSimActivated();
        assertThat(refused(amend(id, 1))).extracting(Rejection::code).containsExactly("NO_ITEMS");
        assertThat(refused(amend(id, 1, HANDSET)))
                .extracting(Rejection::code)
                .containsExactly("REQUIRED_OFFERING_MISSING");
        assertThat(refused(amend(id, 1, item("1", "mobile-sim-only-l", Map.of()), BOOST)))
                .extracting(Rejection::code)
                .contains("EXCLUDED_OFFERING");
        assertThat(refused(amend(id, 1, ESIM, item("2", "handset-pebble-2", Map.of()))))
                .extracting(Rejection::code)
                .containsExactly("DEVICE_INCOMPATIBLE");
        PlaceOrder.Item turned = item("2", "mobile-data-boost", Map.of());
        assertThat(refused(amend(id, 1, PHYSICAL, turned)))
                .extracting(Rejection::code)
                .containsExactly("KIND_OF_ITEM_CHANGES");
        assertThat(accepted(amend(id, 1, PHYSICAL, HANDSET)).revision()).isEqualTo(1);
        assertThat(desk.told("ProductOrderAttributeValueChangeEvent")).isEmpty();
    }

    @Test
    void an_order_that_has_not_begun_is_another_one_at_another_time() {
        Instant start = desk.clock.instant().plus(Duration.ofDays(2));
        OrderId id = accepted(desk.entry.place(new PlaceOrder(
                        Optional.empty(),
                        Optional.empty(),
                        ADA,
                        Optional.empty(),
                        "console",
                        "csr",
                        List.of(PHYSICAL, HANDSET),
                        OrderDetails.startingAt(start))))
                .id();
        Instant later = start.plus(Duration.ofDays(1));
        OrderDetails details = new OrderDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(later),
                Optional.empty(),
                Optional.of("+49 151 1"),
                List.of(new OrderNote(null, null, null, "He rang.")),
                List.of());
        ProductOrder amended = accepted(in(() -> desk.amendments.amend(
                new AmendOrder(id, Optional.empty(), "", 1, "console", "bo", Optional.of(List.of(ESIM)), details))));
        assertThat(amended.startsAt()).isEqualTo(later);
        assertThat(amended.details().notes()).singleElement().satisfies(note -> {
            assertThat(note.author()).isEqualTo("bo");
            assertThat(note.id()).isEqualTo("1");
        });
        assertThat(desk.due(id.value())).contains(later);
        assertThat(amended.promisedAt().orElseThrow()).isAfter(later);
        desk.clock.pass(Duration.ofDays(3));
        begin(id);
        assertThat(steps(id))
                .extracting(PlanStep::service)
                .contains("subscriber-and-sim")
                .doesNotContain("device-activation");
        assertThat(refused(in(() -> desk.amendments.amend(new AmendOrder(
                        id, Optional.empty(), "", 2, "console", "bo", Optional.empty(), OrderDetails.NONE)))))
                .extracting(Rejection::code)
                .containsExactlyInAnyOrder("ALREADY_BEGUN", "NOTE_STAYS");
    }

    @Test
    void what_could_not_be_reserved_is_tried_again_for_what_the_order_is_now() {
        OrderId id = placed(PHYSICAL);
        begin(id);
        FalloutTask task = in(() ->
                desk.fallout.open(new FalloutTasks.Cause(id, Optional.empty(), "SIM_POOL_EMPTY", "none free"), 5));
        accepted(amend(id, 1, ESIM));
        assertThat(isOpen(task)).isFalse();
        assertThat(desk.messages().getLast().variables()).containsEntry("falloutDecision", "resubmit");
    }

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
        assertThat(back.facts()).isEqualTo(before);
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

    private static Money euros(String amount) {
        return new Money(new BigDecimal(amount), Currency.getInstance("EUR"));
    }

    /** S1 is completed, S2 and S3 are released. */
    private OrderId withSimActivated() {
        OrderId id = placed(PHYSICAL, HANDSET);
        begin(id);
        assertThat(due(id)).containsExactly(id + "-S1");
        complete(id + "-S1");
        assertThat(due(id)).containsExactly(id + "-S2", id + "-S3");
        return id;
    }

    private OrderId placed(PlaceOrder.Item... items) {
        return accepted(desk.entry.place(order(ADA, Optional.empty(), items))).id();
    }

    private void begin(OrderId id) {
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.progress.validate(id, 77)))
                .isTrue();
        accepted(in(() -> desk.progress.reserve(id)));
    }

    private Outcome<ProductOrder> amend(OrderId id, int revision, PlaceOrder.Item... items) {
        return in(() -> desk.amendments.amend(command(id, revision, items)));
    }

    private static AmendOrder command(OrderId id, int revision, PlaceOrder.Item... items) {
        return new AmendOrder(
                id, Optional.empty(), "", revision, "console", "csr", Optional.of(List.of(items)), OrderDetails.NONE);
    }

    private static AmendOrder keyed(OrderId id, String key, String content, PlaceOrder.Item... items) {
        return new AmendOrder(
                id, Optional.of(key), content, 1, "console", "csr", Optional.of(List.of(items)), OrderDetails.NONE);
    }

    private FalloutTask fallout(OrderId id, String step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step), "ELEMENT_REFUSED", "unable to comply"), step.hashCode()));
    }

    private boolean isOpen(FalloutTask task) {
        return in(() -> desk.fallout.find(task.id())).orElseThrow().isOpen();
    }

    private List<String> due(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps().stream()
                .map(PlanStep::id)
                .toList();
    }

    private void complete(String stepId) {
        complete(stepId, Map.of());
    }

    private void complete(String stepId, Map<String, String> facts) {
        for (int time = 0; time < 2; time++) {
            run(() -> desk.steps.complete(stepId, facts));
        }
    }

    private void finish(OrderId id) {
        assertThat(due(id)).isEmpty();
        for (int time = 0; time < 2; time++) {
            run(() -> desk.progress.install(id));
            run(() -> desk.progress.complete(id));
        }
    }

    private Map<String, String> facts(String stepId) {
        return in(() -> desk.steps.work(stepId)).facts();
    }

    private StepState state(String stepId) {
        return in(() -> desk.database.entities().find(PlanStep.class, stepId)).state();
    }

    private List<PlanStep> steps(OrderId id) {
        return in(() -> desk.orders.plan(id));
    }

    private ProductOrder found(OrderId id) {
        return in(() -> desk.orders.find(id)).orElseThrow();
    }

    private <T> T in(Supplier<T> work) {
        return desk.database.inTransaction(work);
    }

    private void run(Runnable work) {
        desk.database.inTransaction(work);
    }
}
