package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.order.FulfilmentPlan.Planned;
import dialtone.party.BillingAccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A plan (1) and a handset (2) under way, and an amendment that comes at the wrong moment, or asks for too much. */
class AmendmentRefusalsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Catalog CATALOG = Catalogs.small();
    private static final PlaceOrder.Item PLAN = item("1", "plan", Map.of());
    private static final PlaceOrder.Item HANDSET = item("2", "handset", Map.of("deviceColour", "sage"));
    private static final OfferingId BOOST = new OfferingId("boost");

    private final List<OrderedItem> items = checked(order(PLAN, HANDSET));
    private final ProductOrder order = placed(items, Optional.empty());
    private final PlanStep sim = step(1, "1", PointOfNoReturn.SOFT);
    private final PlanStep device = step(2, "2", PointOfNoReturn.NONE);

    private static List<OrderedItem> checked(PlaceOrder command) {
        return OrderChecks.check(command, CATALOG, CustomerProducts.active(Set.of()))
                .items();
    }

    private static ProductOrder placed(List<OrderedItem> items, Optional<String> lineProduct) {
        return new ProductOrder(
                new OrderId("ORD-7"), order(PLAN), new BillingAccountId("BAC-1"), "1", items, lineProduct, NOW);
    }

    private static StepTemplate template(PointOfNoReturn pointOfNoReturn) {
        return new StepTemplate(
                "fulfilment.work",
                "Work",
                List.of(),
                Duration.ofSeconds(5),
                Map.of(),
                pointOfNoReturn,
                pointOfNoReturn == PointOfNoReturn.NONE || pointOfNoReturn == PointOfNoReturn.SOFT
                        ? Optional.of(undo())
                        : Optional.empty());
    }

    private static Undo undo() {
        return new Undo("fulfilment.undo-work", "Undo work", Duration.ofSeconds(5));
    }

    private static Planned planned(int position, String itemId, PointOfNoReturn pointOfNoReturn) {
        return new Planned(position, itemId, "work-" + position, template(pointOfNoReturn), Set.of());
    }

    private static PlanStep step(int position, String itemId, PointOfNoReturn pointOfNoReturn) {
        return new PlanStep(new OrderId("ORD-7"), planned(position, itemId, pointOfNoReturn));
    }

    private Optional<Rejection> objection(List<PlanStep> steps) {
        return AmendmentChecks.objection(order, steps, amend(order.revision(), Optional.of(List.of(PLAN))));
    }

    private AmendOrder amend(int revision, Optional<List<PlaceOrder.Item>> asked) {
        return new AmendOrder(
                order.id(), Optional.empty(), "content", revision, "console", "csr", asked, OrderDetails.NONE);
    }

    private void assertRefused(List<PlanStep> steps, String words) {
        assertThat(objection(steps)).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo("NOT_IN_VALID_STATE");
            assertThat(refusal.message()).contains(words);
        });
    }

    @Test
    void an_order_that_was_rejected_is_ordered_anew() {
        order.reject(NOW);
        assertRefused(List.of(), "Order ORD-7 is rejected: it has ended. Order anew.");
    }

    @Test
    void an_order_that_was_cancelled_at_once_is_ordered_anew() {
        order.cancel("", "csr", NOW);
        assertRefused(List.of(), "Order ORD-7 is cancelled: it has ended. Order anew.");
    }

    @Test
    void what_a_partial_order_has_brought_is_changed_by_another_one() {
        order.begin(NOW);
        order.giveUp("2");
        order.complete(NOW);
        assertRefused(List.of(), "Order ORD-7 is partial: it has ended. What it has brought is changed by another");
    }

    @Test
    void an_order_has_twenty_revisions_and_not_one_more_not_even_of_what_is_said() {
        for (int revision = 2; revision < AmendOrder.MAX_REVISIONS; revision++) {
            order.amend(OrderDetails.NONE);
        }
        assertThat(order.revision()).isEqualTo(19);
        assertThat(objection(List.of())).isEmpty();
        order.amend(OrderDetails.NONE);
        for (Optional<List<PlaceOrder.Item>> asked :
                List.of(Optional.<List<PlaceOrder.Item>>empty(), Optional.of(List.of(PLAN)))) {
            assertThat(AmendmentChecks.objection(order, List.of(), amend(20, asked)))
                    .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo("TOO_MANY_REVISIONS"));
        }
        assertThat(AmendmentChecks.objection(order, List.of(), amend(19, Optional.empty())))
                .as("who has not seen the last one is told that first")
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo("CHANGED_MEANWHILE"));
    }

    @Test
    void what_was_given_up_stands_in_the_way_until_it_is_taken_back() {
        order.begin(NOW);
        order.giveUp("2");
        assertRefused(List.of(sim, device), "is still taking back what was given up of it");
        device.release(NOW);
        device.giveUp();
        assertRefused(List.of(sim, device), "is still taking back what was given up of it");
        PlanStep back = new PlanStep(device, undo(), 3, Set.of());
        assertRefused(List.of(sim, device, back), "is still taking back what was given up of it");
        back.release(NOW);
        back.complete(Map.of(), NOW);
        assertThat(objection(List.of(sim, device, back))).isEmpty();
    }

    @Test
    void what_was_given_up_and_is_not_taken_back_stands_in_nobodys_way() {
        order.begin(NOW);
        order.giveUp("2");
        PlanStep asks = step(3, "2", PointOfNoReturn.ASKS);
        PlanStep hard = step(4, "2", PointOfNoReturn.HARD);
        for (PlanStep step : List.of(asks, hard)) {
            step.release(NOW);
            step.giveUp();
        }
        device.giveUp();
        assertThat(objection(List.of(sim, device, asks, hard)))
                .as("not begun, only asked, for ever")
                .isEmpty();
    }

    @Test
    void an_order_whose_last_wanted_step_has_passed_is_about_to_be_completed() {
        order.begin(NOW);
        order.giveUp("2");
        device.giveUp();
        PlanStep former = step(3, "1", PointOfNoReturn.NONE);
        former.release(NOW);
        former.supersede(2, Map.of());
        PlanStep back = new PlanStep(former, undo(), 4, Set.of());
        List<PlanStep> steps = List.of(sim, device, former, back);
        assertThat(objection(steps)).isEmpty();
        sim.release(NOW);
        sim.fallOut();
        assertThat(objection(steps)).as("a person decides about the SIM").isEmpty();
        sim.skip();
        assertRefused(steps, "is activated and about to be completed");
    }

    @Test
    void an_order_that_ends_or_changes_products_is_not_amended_in_its_items() {
        OwnedProduct line = owned("P1", "plan", Map.of(), Optional.empty());
        ProductOrder ending = placed(List.of(OrderedItem.end("1", line, Optional.empty())), Optional.empty());
        assertThat(AmendmentChecks.items(ending, List.of(PLAN)))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(tuple("productOrderItem", "AMENDMENT_NOT_TAKEN"));
    }

    @Test
    void an_item_that_was_given_up_stays_as_it_is() {
        order.begin(NOW);
        order.giveUp("2");
        assertThat(AmendmentChecks.items(order, List.of(PLAN, HANDSET))).isEmpty();
        PlaceOrder.Item withoutAnswers = item("2", "handset", Map.of());
        assertThat(AmendmentChecks.items(order, List.of(withoutAnswers))).isEmpty();
        List<PlaceOrder.Item> others = List.of(
                item("2", "handset", Map.of("deviceColour", "black")),
                item("2", "boost", Map.of()),
                new PlaceOrder.Item("2", ItemAction.ADD, Optional.empty(), Optional.empty(), Map.of(), "item[2]"));
        for (PlaceOrder.Item other : others) {
            assertThat(AmendmentChecks.items(order, List.of(other)))
                    .extracting(Rejection::field, Rejection::code, Rejection::message)
                    .containsExactly(tuple("item[2].id", "ITEM_HAS_ENDED", "Item 2 is failed and stays as it is."));
        }
        assertThat(AmendmentChecks.items(order, List.of(item("1", "bigger", Map.of()))))
                .as("one that has not ended may become another")
                .isEmpty();
    }

    @Test
    void an_item_of_a_line_that_the_customer_has_stays_with_that_line() {
        OrderedItem boost = new OrderedItem("1", CATALOG.offering(BOOST).orElseThrow(), Map.of(), Optional.empty());
        ProductOrder adding = placed(List.of(boost), Optional.of("P1"));
        assertThat(AmendmentChecks.items(adding, List.of(item("1", "boost", Map.of()))))
                .isEmpty();
        assertThat(AmendmentChecks.items(adding, List.of(PlaceOrder.Item.addTo("P1", "1", BOOST, Map.of(), "item[1]"))))
                .isEmpty();
        assertThat(AmendmentChecks.items(adding, List.of(PlaceOrder.Item.addTo("P2", "1", BOOST, Map.of(), "item[1]"))))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(tuple("item[1]" + Additions.LINE, "LINE_OF_ITEM_CHANGES"));
    }

    @Test
    void what_is_added_belongs_to_the_nearest_plan_before_it_else_to_the_first_one_after_it() {
        PlaceOrder.Item early = item("3", "boost", Map.of());
        PlaceOrder.Item second = item("4", "plan", Map.of());
        PlaceOrder.Item late = item("5", "boost", Map.of());
        PlaceOrder.Item elsewhere = PlaceOrder.Item.addTo("P1", "6", BOOST, Map.of(), "item[6]");
        PlaceOrder.Item unknown = item("7", "none-such", Map.of());
        AmendmentChecks.Asked wanted = AmendmentChecks.wanted(
                order, List.of(early, HANDSET, PLAN, second, late, elsewhere, unknown, PLAN), CATALOG);
        assertThat(wanted.items())
                .as("the order's in its order, then the others; one that is named twice is there twice")
                .containsExactly(PLAN, HANDSET, early, second, late, elsewhere, unknown, PLAN);
        assertThat(wanted.known()).containsExactlyInAnyOrder("1", "2");
        assertThat(wanted.lines())
                .containsEntry("1", Optional.empty())
                .containsEntry("2", Optional.of("1"))
                .containsEntry("3", Optional.of("1"))
                .containsEntry("4", Optional.empty())
                .containsEntry("5", Optional.of("4"))
                .containsEntry("6", Optional.empty())
                .containsEntry("7", Optional.of("4"));
    }

    @Test
    void what_has_ended_is_not_delivered_again_and_without_a_plan_nothing_has_a_line() {
        order.begin(NOW);
        order.giveUp("1");
        AmendmentChecks.Asked wanted =
                AmendmentChecks.wanted(order, List.of(PLAN, HANDSET, item("3", "boost", Map.of())), CATALOG);
        assertThat(wanted.items()).extracting(PlaceOrder.Item::id).containsExactly("3");
        assertThat(wanted.known()).isEmpty();
        assertThat(wanted.lines()).isEqualTo(Map.of("3", Optional.empty()));
    }

    @Test
    void an_item_of_a_line_that_is_not_in_the_order_names_no_other() {
        OrderedItem first = boost(Map.of(OrderedItem.LINE_MSISDN, "491510000001"));
        OrderedItem second = boost(Map.of(OrderedItem.LINE_MSISDN, "491510000002"));
        assertThat(AmendmentChecks.identity(List.of(first), List.of(first), Map.of()))
                .isEmpty();
        assertThat(AmendmentChecks.identity(List.of(first), List.of(second), Map.of("3", "item[3]")))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(tuple("item[3].product.productCharacteristic[lineMsisdn]", "LINE_OF_ITEM_CHANGES"));
        assertThat(AmendmentChecks.identity(List.of(), List.of(second), Map.of()))
                .as("an item that is new is what it is")
                .isEmpty();
        assertThat(AmendmentChecks.identity(items, items, Map.of()))
                .as("the line of the handset stays in the order")
                .isEmpty();
    }

    private static OrderedItem boost(Map<String, String> answers) {
        return new OrderedItem("3", CATALOG.offering(BOOST).orElseThrow(), answers, Optional.empty());
    }

    private static PlanRevision revision(List<PlanStep> kept, List<PlanStep> undone, List<Planned> added) {
        return new PlanRevision(kept, undone, List.of(), added, List.of(), Set.of(), Map.of());
    }

    @Test
    void a_step_that_cannot_be_taken_back_names_the_order_to_follow() {
        PlanRevision revision = revision(List.of(), List.of(sim, step(3, "1", PointOfNoReturn.HARD)), List.of());
        String hard = "\"Work\" of item 1, step ORD-7-S3, cannot be taken back. ";
        List<OrderedItem> bigger = checked(order(item("1", "bigger", Map.of())));
        assertThat(AmendmentChecks.plan(revision, 2, items, List.of(items.getLast())))
                .extracting(Rejection::field, Rejection::code, Rejection::message)
                .containsExactly(tuple(
                        "productOrderItem",
                        "PAST_POINT_OF_NO_RETURN",
                        hard + "Let the order be completed and end the product by another one, with action delete."));
        assertThat(message(revision, items, bigger))
                .isEqualTo(hard + "Let the order be completed and change the plan by another one, with action modify.");
        assertThat(message(revision, items, items))
                .as("the same plan with other answers")
                .isEqualTo(hard + "No other order changes that afterwards.");
        assertThat(message(revision, List.of(), bigger)).isEqualTo(hard + "No other order changes that afterwards.");
        PlanRevision ofHandset = revision(List.of(), List.of(step(4, "2", PointOfNoReturn.HARD)), List.of());
        assertThat(message(ofHandset, items, items)).endsWith("No other order changes that afterwards.");
    }

    private static String message(PlanRevision revision, List<OrderedItem> before, List<OrderedItem> after) {
        return AmendmentChecks.plan(revision, 2, before, after).getFirst().message();
    }

    /** 100 stored, of which one is taken back and one stays, and 49 added, each to be taken back some day: 100 + 1 + 1 + 98. */
    @Test
    void a_plan_has_room_for_all_that_may_have_to_be_taken_back() {
        List<Planned> added = Collections.nCopies(49, planned(101, "1", PointOfNoReturn.NONE));
        PlanRevision revision = revision(List.of(sim), List.of(device), added);
        assertThat(AmendmentChecks.plan(revision, 100, items, items)).isEmpty();
        assertThat(AmendmentChecks.plan(revision, 101, items, items))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(tuple("productOrderItem", "TOO_MANY_STEPS"));
    }
}
