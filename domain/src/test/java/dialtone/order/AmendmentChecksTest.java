package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.order.OrderRevision.Change;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands against an amendment, and what one changes. */
class AmendmentChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Catalog CATALOG = Catalogs.small();
    private static final PlaceOrder.Item PLAN = item("1", "plan", Map.of());
    private static final PlaceOrder.Item HANDSET = item("2", "handset", Map.of("deviceColour", "sage"));

    private final PlaceOrder command = order(PLAN, HANDSET);
    private final List<OrderedItem> items = checked(command);
    private final ProductOrder order = new ProductOrder(
            new OrderId("ORD-7"), command, new BillingAccountId("BAC-1"), "1", items, Optional.empty(), NOW);
    private final List<PlanStep> steps = new ArrayList<>(FulfilmentPlan.of(CATALOG, items).steps().stream()
            .map(planned -> new PlanStep(order.id(), planned))
            .toList());

    private static List<OrderedItem> checked(PlaceOrder command) {
        return OrderChecks.check(command, CATALOG, CustomerProducts.active(Set.of()))
                .items();
    }

    private AmendOrder amend(int revision, PlaceOrder.Item... asked) {
        return new AmendOrder(
                order.id(),
                Optional.of("key"),
                "content",
                revision,
                "console",
                "csr",
                asked.length == 0 ? Optional.empty() : Optional.of(List.of(asked)),
                OrderDetails.NONE);
    }

    private Optional<String> objection(AmendOrder asked) {
        return AmendmentChecks.objection(order, steps, asked).map(Rejection::message);
    }

    @Test
    void an_order_is_amended_before_it_is_checked_and_while_it_is_in_progress() {
        assertThat(objection(amend(1, PLAN))).isEmpty();
        assertThat(objection(amend(2, PLAN)).orElseThrow()).contains("at revision 1 and not 2");
        order.serveBy(new Serving.Asking(5, NOW));
        assertThat(objection(amend(1, PLAN))).as("its checks may wait for long").isEmpty();
        assertThat(AmendmentChecks.afterChecks(order, Optional.empty())).isEmpty();
        assertThat(AmendmentChecks.afterChecks(order, Optional.of(true))
                        .orElseThrow()
                        .message())
                .contains("has just been checked");
        assertThat(AmendmentChecks.afterChecks(order, Optional.of(false))
                        .orElseThrow()
                        .message())
                .contains("is refused by its checks");
        order.begin(NOW);
        assertThat(objection(amend(1, PLAN))).isEmpty();
        assertThat(AmendmentChecks.afterChecks(order, Optional.of(true))).isEmpty();
        order.settle();
        assertThat(objection(amend(1, PLAN)).orElseThrow()).contains("one amendment at a time");
        order.settled();
        steps.forEach(step -> {
            step.release(NOW);
            step.complete(Map.of(), NOW);
        });
        assertThat(objection(amend(1, PLAN)).orElseThrow()).contains("about to be completed");
        order.complete(NOW);
        assertThat(objection(amend(1, PLAN)).orElseThrow()).contains("with action modify");
        assertThat(RequestKey.of(amend(1, PLAN)).key()).isEqualTo("csr:key");
    }

    @Test
    void what_was_given_up_is_taken_back_first_and_what_is_cancelled_stays_so() {
        order.begin(NOW);
        PlanStep device = steps.stream()
                .filter(step -> step.itemId().equals("2"))
                .findFirst()
                .orElseThrow();
        device.release(NOW);
        device.giveUp();
        order.giveUp("2");
        assertThat(objection(amend(1, PLAN)).orElseThrow()).contains("still taking back");
        order.giveUp("1");
        assertThat(objection(amend(1, PLAN)).orElseThrow()).contains("has failed");
        order.close(NOW);
        assertThat(objection(amend(1, PLAN)).orElseThrow()).contains("Order anew");
    }

    @Test
    void an_order_that_is_being_cancelled_is_not_amended() {
        order.begin(NOW);
        order.cancel("enough", "csr", NOW);
        assertThat(objection(amend(1, PLAN)).orElseThrow()).contains("is being cancelled");
    }

    @Test
    void only_what_is_added_is_amended_and_an_id_is_used_once() {
        order.amend(OrderDetails.NONE);
        order.deliver(checked(order(PLAN)), Optional.empty());
        assertThat(order.item("2").orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(AmendmentChecks.items(order, List.of(PLAN, HANDSET, PlaceOrder.Item.end("3", "PRD-1", "item[3]"))))
                .extracting(Rejection::code)
                .containsExactly("ITEM_ID_USED", "AMENDMENT_NOT_TAKEN");
        PlaceOrder.Item boost = item("4", "boost", Map.of());
        AmendmentChecks.Asked wanted = AmendmentChecks.wanted(order, List.of(boost, PLAN), CATALOG);
        assertThat(wanted.items()).containsExactly(PLAN, boost);
        assertThat(wanted.lines()).containsEntry(boost.id(), Optional.of(PLAN.id()));
    }

    @Test
    void an_item_stays_of_its_kind_and_of_its_line() {
        List<OrderedItem> other = checked(order(item("1", "plan", Map.of()), item("2", "boost", Map.of())));
        assertThat(AmendmentChecks.identity(items, other, Map.of("2", "productOrderItem[1]")))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(tuple("productOrderItem[1].productOffering.id", "KIND_OF_ITEM_CHANGES"));
        List<OrderedItem> withoutItsLine = List.of(items.getLast());
        assertThat(AmendmentChecks.identity(items, withoutItsLine, Map.of()))
                .extracting(Rejection::code)
                .containsExactly("LINE_OF_ITEM_CHANGES");
    }

    @Test
    void the_number_that_an_item_was_ordered_with_stays_and_one_that_was_not_asked_for_is_not_asked_for_later() {
        List<OrderedItem> wanting = List.of(wanting(items.getFirst(), "999155500010"));
        assertThat(AmendmentChecks.identity(wanting, wanting, Map.of())).isEmpty();
        for (List<OrderedItem> other :
                List.of(List.of(wanting(items.getFirst(), "999155500011")), items.subList(0, 1))) {
            assertThat(AmendmentChecks.identity(wanting, other, Map.of("1", "productOrderItem[0]")))
                    .extracting(Rejection::field, Rejection::code)
                    .containsExactly(
                            tuple("productOrderItem[0].product.productCharacteristic[wantedMsisdn]", "NUMBER_STAYS"));
        }
        assertThat(AmendmentChecks.identity(items.subList(0, 1), wanting, Map.of()))
                .extracting(Rejection::code, Rejection::message)
                .containsExactly(tuple(
                        "NUMBER_STAYS",
                        "Item 1 stays with any number, as it was ordered, and is amended without naming one: for another,"
                                + " withdraw the item and add one with the number that is wanted."));
    }

    private static OrderedItem wanting(OrderedItem item, String number) {
        return new OrderedItem(item.itemId(), item.offering(), Map.of("wantedMsisdn", number), Optional.empty());
    }

    @Test
    void each_change_is_kept_with_what_was_and_what_is() {
        List<OrderedItem> after = checked(order(item("1", "bigger", Map.of("simType", "physical"))));
        OrderDetails said = OrderDetails.startingAt(NOW);
        OrderRevision revision = new OrderRevision(
                order.id(),
                2,
                "console",
                "csr",
                NOW,
                Optional.empty(),
                Optional.empty(),
                OrderRevision.changes(items, after, OrderDetails.NONE, said));
        assertThat(revision.changes())
                .containsExactly(
                        new Change(Optional.of("1"), "productOffering", Optional.of("plan"), Optional.of("bigger")),
                        new Change(Optional.of("1"), "simType", Optional.of("esim"), Optional.of("physical")),
                        new Change(Optional.of("2"), OrderRevision.ITEM, Optional.of("handset"), Optional.empty()),
                        new Change(
                                Optional.empty(),
                                "requestedStartDate",
                                Optional.empty(),
                                Optional.of("2026-11-26T10:00:00Z")));
        assertThat(revision.changedItems()).containsExactly("1", "2");
        assertThat(OrderRevision.changes(after, items, said, said))
                .contains(new Change(Optional.of("2"), OrderRevision.ITEM, Optional.empty(), Optional.of("handset")));
    }
}
