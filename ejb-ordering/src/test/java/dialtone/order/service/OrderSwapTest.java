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
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.SuspensionReason;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.inventory.Resource;
import dialtone.order.Correction;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.ItemAction;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines that get another SIM, as the process drives it, every job twice. */
class OrderSwapTest extends LineStories {

    private static final String M = "mobile-sim-only-m";

    private static final String FIRST_TELEPHONE = "89049032000000000000000000000017";
    private static final String NEXT_TELEPHONE = "89049032000000000000000000000071";

    /** Of the few steps that a line has here it is the first one that takes the EID. */
    OrderSwapTest() {
        super(new Desk(text -> text.replace("correctable: [esim-profile]", "correctable: [subscriber-and-sim]")));
    }

    @Test
    void a_line_keeps_its_number_and_works_on_the_former_sim_until_the_register_has_the_new_one() {
        OrderId first = line("esim");
        Resource former = sim(first);
        String number = number(first);
        OrderId id = started(swap(first, "physical"));
        List<PlanStep> plan = in(() -> desk.orders.plan(id));
        assertThat(plan)
                .extracting(PlanStep::label)
                .containsExactly(
                        "Activate new SIM",
                        "Apply network profile, new SIM",
                        "Change SIM of subscriber",
                        "Remove network profile, former SIM",
                        "Deactivate former SIM");
        assertThat(plan.get(2).dependsOn())
                .contains(plan.get(0).id(), plan.get(1).id());
        assertThat(plan.get(4).dependsOn())
                .contains(plan.get(2).id(), plan.get(3).id());

        StepWork prepares = work(plan.getFirst());
        assertThat(prepares.bringsProduct()).isTrue();
        assertThat(prepares.facts())
                .containsEntry("simType", "physical")
                .containsEntry("msisdn", number)
                .containsEntry("former.iccid", former.identifier())
                .containsEntry("former.imsi", former.imsi().orElseThrow());
        String iccid = prepares.facts().get("iccid");
        assertThat(iccid).isNotEqualTo(former.identifier());
        assertThat(work(plan.get(1)).parameters()).containsEntry("profile", "mobile-data-m");
        assertThat(work(plan.get(4)).facts())
                .containsEntry("iccid", former.identifier())
                .containsEntry("imsi", former.imsi().orElseThrow())
                .doesNotContainKey("former.iccid");
        perform(id);

        assertThat(charges(id).fees())
                .singleElement()
                .satisfies(fee -> assertThat(fee.prices())
                        .singleElement()
                        .isEqualTo(new Price.OneOff(
                                "sim-fee", "Another SIM", Money.of("9.90", Currency.getInstance("EUR")))));
        install(id);
        assertThat(sim(first).identifier()).isEqualTo(iccid);
        assertThat(number(first)).isEqualTo(number);
        assertThat(product(first).characteristics()).containsEntry("simType", "physical");
        assertThat(product(first).changes()).singleElement().satisfies(change -> {
            assertThat(change.isSwap()).isTrue();
            assertThat(change.order()).isEqualTo(id.value());
        });
        assertThat(product(first).chargedOrder()).isEqualTo(first);
        assertThat(desk.pooled("RETIRED"))
                .as("the former SIM is never handed out again")
                .isEqualTo(1);
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(2);
        assertThat(in(() -> desk.notices.completion(id)).swapped()).containsExactly("Mobile M");
        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        theLineEndsOnItsNewSim(first);
    }

    @Test
    void what_a_swap_brings_is_not_counted_where_an_element_is_asked_for_room() {
        OrderId first = line("esim");
        OrderId id = started(swap(first, "physical"));
        assertThat(in(() -> desk.checks.request(first).request()).steps())
                .containsEntry("fulfilment.apply-network-profile", 1);
        assertThat(in(() -> desk.checks.request(id).request()).steps())
                .as("at a full element a line gets another SIM: the former one's place is free afterwards")
                .isEmpty();
    }

    private void theLineEndsOnItsNewSim(OrderId first) {
        OrderId end = started(placed(PlaceOrder.Item.end("1", id(first), "productOrderItem[1]")));
        perform(end);
        install(end);
        assertThat(product(first).state()).isEqualTo(InventoryState.TERMINATED);
        assertThat(desk.pooled("RETIRED")).isEqualTo(2);
        assertThat(desk.pooled("ASSIGNED")).isZero();
    }

    @Test
    void a_swap_that_is_given_up_or_cancelled_puts_the_former_sim_back() {
        OrderId first = line("esim");
        Resource former = sim(first);
        for (FalloutDecision decision : List.of(FalloutDecision.FAIL, FalloutDecision.CANCEL)) {
            OrderId id = started(swap(first, "esim"));
            performUntil(id, "Change SIM of subscriber");
            FalloutTask task = fallout(id, "Change SIM of subscriber");
            accepted(in(() -> desk.fallout.resolve(task.id(), decision, "ops", "back to what was there")));
            List<String> undone = new ArrayList<>();
            for (List<PlanStep> due = due(id); !due.isEmpty(); due = due(id)) {
                for (PlanStep step : new ArrayList<>(due)) {
                    undone.add(step.label());
                    assertThat(work(step).facts()).containsEntry("former.iccid", former.identifier());
                    run(() -> desk.steps.complete(step.id(), Map.of()));
                }
            }
            assertThat(undone)
                    .as("the subscriber comes back before what is under the new SIM goes")
                    .containsExactly("Put former SIM back", "Remove network profile, new SIM", "Deactivate new SIM");
            run(() -> desk.progress.close(id));
            assertThat(found(id).state())
                    .isEqualTo(decision == FalloutDecision.FAIL ? OrderState.FAILED : OrderState.CANCELLED);
            assertThat(sim(first).identifier()).isEqualTo(former.identifier());
            assertThat(product(first).simSwappedAt()).as("no cool-off").isEmpty();
        }
        assertThat(desk.pooled("QUARANTINED")).isEqualTo(2);
    }

    @Test
    void another_esim_is_for_the_telephone_that_its_order_says_and_that_can_be_corrected() {
        OrderId first = placedAndDone(item("1", M, Map.of("simType", "esim", "eid", FIRST_TELEPHONE)));
        accepted(confirm(first, issue(first).digits(), "csr"));
        assertThat(codes(swapWith(first, "17"))).containsExactly("CHARACTERISTIC_NOT_ALLOWED");
        OrderId id = started(placed(swapWith(first, FIRST_TELEPHONE.replace('7', '8'))));
        due(id);
        FalloutTask task = fallout(id, "Activate new SIM");
        accepted(in(() -> desk.corrections.correct(
                task.id(), new Correction(Map.of("eid", NEXT_TELEPHONE), "Read out once more.", "ops"))));
        assertThat(work(due(id).getFirst()).facts()).containsEntry("eid", NEXT_TELEPHONE);
        perform(id);
        install(id);
        assertThat(product(first).characteristics()).containsEntry("eid", NEXT_TELEPHONE);

        desk.clock.pass(Duration.ofDays(4));
        OrderId card = started(swap(first, "physical"));
        perform(card);
        install(card);
        assertThat(product(first).characteristics())
                .as("what was told with the former SIM goes with it")
                .doesNotContainKey("eid");
    }

    private static PlaceOrder.Item swapWith(OrderId first, String eid) {
        return new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.empty(),
                Optional.of(id(first)),
                Map.of("simType", "esim", "eid", eid),
                "productOrderItem[1]");
    }

    @Test
    void a_swap_whose_way_back_is_given_up_leaves_the_line_the_sim_that_the_register_has() {
        OrderId first = line("physical");
        OrderId id = started(swap(first, "esim"));
        performUntil(id, "Change SIM of subscriber");
        FalloutTask forth = fallout(id, "Change SIM of subscriber");
        accepted(in(() -> desk.fallout.resolve(forth.id(), FalloutDecision.FAIL, "ops", "back to what was there")));
        assertThat(due(id)).extracting(PlanStep::label).containsExactly("Put former SIM back");
        FalloutTask back = fallout(id, "Put former SIM back");
        accepted(in(() -> desk.fallout.resolve(back.id(), FalloutDecision.FAIL, "ops", "the register refuses")));

        assertThat(due(id)).as("nothing of the new SIM is taken away").isEmpty();
        assertThat(in(() -> desk.orders.plan(id)))
                .filteredOn(PlanStep::isUndo)
                .hasSize(3)
                .extracting(PlanStep::state)
                .containsOnly(StepState.FAILED);
        run(() -> desk.progress.close(id));
        assertThat(found(id).state()).isEqualTo(OrderState.FAILED);
        assertThat(desk.pooled("QUARANTINED"))
                .as("no other line gets the new SIM")
                .isEqualTo(1);
    }

    @Test
    void behind_the_last_way_back_a_person_leaves_what_the_former_sim_still_has_and_the_line_has_the_new_one() {
        OrderId first = line("physical");
        OrderId id = started(swap(first, "esim"));
        performUntil(id, "Deactivate former SIM");
        assertThat(refused(in(() -> desk.cancel(id, "", "csr"))))
                .extracting(Rejection::code)
                .containsExactly("NOT_IN_VALID_STATE");
        due(id);
        FalloutTask task = fallout(id, "Deactivate former SIM");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "the vendor has lost it")));
        assertThat(due(id)).isEmpty();
        assertThat(charges(id).fees()).as("an eSIM costs nothing").isEmpty();
        install(id);
        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(sim(first).variant()).isEqualTo("esim");
    }

    @Test
    void without_a_code_that_the_customer_has_said_to_who_orders_there_is_no_swap() {
        OrderId first = line("esim");
        PlaceOrder.Item item = PlaceOrder.Item.swap("1", id(first), "esim", "productOrderItem[1]");
        assertThat(codes(item)).containsExactly("SIM_SWAP_CODE_MISSING");
        assertThat(refused(confirm(first, "000000", "csr")))
                .extracting(Rejection::code)
                .containsExactly("CODE_UNKNOWN");
        SwapCodes.Issued issued = issue(first);
        assertThat(issued.toString()).doesNotContain(issued.digits());
        assertThat(refused(in(() -> desk.swapCodes.issue(Product.Origin.productId(first, 1), "csr"))))
                .extracting(Rejection::code)
                .containsExactly("CODE_TOO_SOON");
        accepted(confirm(
                first, issued.digits().substring(0, 3) + " " + issued.digits().substring(3), "another"));
        assertThat(codes(item)).as("said to somebody else").containsExactly("SIM_SWAP_CODE_MISSING");
        desk.clock.pass(Duration.ofMinutes(2));
        accepted(confirm(first, issue(first).digits(), "csr"));
        desk.clock.pass(Duration.ofMinutes(31));
        assertThat(codes(item)).as("too long ago").containsExactly("SIM_SWAP_CODE_MISSING");
        accepted(confirm(first, issue(first).digits(), "csr"));
        OrderId swapped = placed(item);
        assertThat(codes(item)).contains("PRODUCT_IN_ANOTHER_ORDER");
        accepted(in(() -> desk.cancel(swapped, "", "csr")));
        assertThat(codes(item)).as("a code is of one order").containsExactly("SIM_SWAP_CODE_MISSING");
    }

    @Test
    void a_code_is_void_after_three_wrong_ones_and_late_after_ten_minutes_and_five_are_sent_a_day() {
        OrderId first = line("esim");
        String digits = issue(first).digits();
        String wrong = digits.equals("123456") ? "123457" : "123456";
        assertThat(List.of(wrongly(first, wrong), wrongly(first, wrong), wrongly(first, wrong)))
                .containsExactly(
                        "CODE_WRONG That is not the code. It may be tried 2 times more.",
                        "CODE_WRONG That is not the code. It may be tried once more.",
                        "CODE_WRONG That is not the code, and it cannot be tried again: have another one sent.");
        assertThat(wrongly(first, digits)).startsWith("CODE_VOID");
        desk.clock.pass(Duration.ofMinutes(1));
        String late = issue(first).digits();
        desk.clock.pass(Duration.ofMinutes(10));
        assertThat(wrongly(first, late)).startsWith("CODE_EXPIRED");
        for (int more = 0; more < 3; more++) {
            issue(first);
            desk.clock.pass(Duration.ofMinutes(1));
        }
        assertThat(refused(in(() -> desk.swapCodes.issue(Product.Origin.productId(first, 1), "csr"))))
                .extracting(Rejection::code)
                .containsExactly("TOO_MANY_CODES");
    }

    @Test
    void for_three_days_after_a_swap_there_is_no_other_one_and_no_telephone_for_the_line() {
        OrderId first = line("esim");
        OrderId id = started(swap(first, "esim"));
        perform(id);
        install(id);
        desk.clock.pass(Duration.ofHours(71));
        assertThat(codes(PlaceOrder.Item.swap("1", id(first), "esim", "productOrderItem[1]")))
                .containsExactly("SIM_SWAP_COOL_OFF");
        assertThat(refused(in(() -> desk.swapCodes.issue(Product.Origin.productId(first, 1), "csr"))))
                .extracting(Rejection::message)
                .singleElement()
                .asString()
                .contains("before 2026-11-28T10:01:00Z");
        PlaceOrder.Item telephone = item("1", "handset-fairline-5", Map.of("deviceColour", "black"));
        assertThat(codes(telephone)).containsExactly("SIM_SWAP_COOL_OFF");
        assertThat(placed(item("1", "mobile-data-boost", Map.of()))).isNotNull();
        desk.clock.pass(Duration.ofHours(1));
        assertThat(placed(telephone)).isNotNull();
    }

    @Test
    void a_lost_line_gets_another_sim_and_stays_barred_and_any_other_suspended_one_does_not() {
        OrderId first = line("physical");
        suspended(first, SuspensionReason.LOST_OR_STOLEN);
        OrderId id = started(swap(first, "esim"));
        perform(id);
        install(id);
        assertThat(product(first).state()).isEqualTo(InventoryState.SUSPENDED);
        assertThat(sim(first).variant()).isEqualTo("esim");
        OrderId back = started(placed(PlaceOrder.Item.resume("1", id(first), "productOrderItem[1]")));
        assertThat(work(in(() -> desk.orders.plan(back)).getFirst()).facts())
                .as("the bar is lifted where the subscriber is now")
                .containsEntry("imsi", sim(first).imsi().orElseThrow());

        OrderId away = line("esim");
        suspended(away, SuspensionReason.VOLUNTARY);
        assertThat(codes(PlaceOrder.Item.swap("1", id(away), "esim", "productOrderItem[1]")))
                .containsExactly("LINE_SUSPENDED");
    }

    @Test
    void a_swap_is_of_a_line_alone_by_itself_and_holds_what_belongs_to_the_line() {
        OrderId first = line("esim");
        String boost = product(placedAndDone(item("1", "mobile-data-boost", Map.of())), 1)
                .id()
                .value();
        assertThat(codes(PlaceOrder.Item.swap("1", boost, "esim", "x"))).containsExactly("NOT_A_PLAN");
        assertThat(codes(PlaceOrder.Item.swap("1", "PRD-1-1", "esim", "x"))).containsExactly("UNKNOWN_PRODUCT");
        assertThat(codes(PlaceOrder.Item.swap("1", id(first), "cloud", "x")))
                .containsExactly("CHARACTERISTIC_NOT_ALLOWED");
        assertThat(refused(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        PlaceOrder.Item.swap("1", id(first), "esim", "x"),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "black"))))))
                .extracting(Rejection::code)
                .contains("SWAP_WITH_OTHERS");

        OrderId id = started(swap(first, "esim"));
        assertThat(in(() -> desk.orders.plan(id)))
                .extracting(PlanStep::label)
                .contains("Apply data boost, new SIM", "Remove data boost, former SIM");
        assertThat(codes(PlaceOrder.Item.end("1", boost, "x"))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(codes(PlaceOrder.Item.change("1", id(first), new OfferingId("mobile-sim-only-s"), "x")))
                .contains("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(work(in(() -> desk.orders.plan(id)).stream()
                                .filter(step -> step.label().equals("Apply data boost, new SIM"))
                                .findFirst()
                                .orElseThrow())
                        .parameters())
                .containsEntry("profile", "data-boost");
    }

    private OrderId placedAndDone(PlaceOrder.Item item) {
        OrderId id = started(placed(item));
        perform(id);
        install(id);
        return id;
    }

    private void suspended(OrderId first, SuspensionReason reason) {
        placedAndDone(PlaceOrder.Item.suspend(
                "1", id(first), new LineSuspension(reason, Barring.ALL), "productOrderItem[1]"));
    }

    private OrderId swap(OrderId first, String simType) {
        accepted(confirm(first, issue(first).digits(), "csr"));
        desk.clock.pass(Duration.ofMinutes(1));
        return placed(PlaceOrder.Item.swap("1", id(first), simType, "productOrderItem[1]"));
    }

    private SwapCodes.Issued issue(OrderId first) {
        return accepted(in(() -> desk.swapCodes.issue(Product.Origin.productId(first, 1), "csr")));
    }

    private Outcome<Instant> confirm(OrderId first, String said, String by) {
        return in(() -> desk.swapCodes.confirm(Product.Origin.productId(first, 1), said, by));
    }

    private String wrongly(OrderId first, String said) {
        Rejection reason = refused(confirm(first, said, "csr")).getFirst();
        return reason.code() + " " + reason.message();
    }

    private FalloutTask fallout(OrderId id, String label) {
        PlanStep step = in(() -> desk.orders.plan(id)).stream()
                .filter(planned -> planned.label().equals(label))
                .findFirst()
                .orElseThrow();
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step.id()), "ELEMENT_REFUSED", "unable to comply"),
                (id + label).hashCode()));
    }

    private static String id(OrderId first) {
        return Product.Origin.productId(first, 1).value();
    }

    private List<String> codes(PlaceOrder.Item item) {
        return refused(desk.entry.place(order(ADA, Optional.empty(), item))).stream()
                .map(Rejection::code)
                .distinct()
                .toList();
    }

    private OrderId placed(PlaceOrder.Item item) {
        return accepted(desk.entry.place(order(ADA, Optional.empty(), item))).id();
    }

    private OrderId line(String simType) {
        return placedAndDone(item("1", M, Map.of("simType", simType)));
    }

    private StepWork work(PlanStep step) {
        return in(() -> desk.steps.work(step.id()));
    }

    private OrderFacts.Charges charges(OrderId id) {
        return in(() -> desk.facts.charges(id)).orElseThrow();
    }

    private Resource sim(OrderId first) {
        return resource(first, ResourceKind.SIM);
    }

    private Resource resource(OrderId first, ResourceKind kind) {
        List<Resource> found = product(first).resources().stream()
                .filter(resource -> resource.kind() == kind)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private String number(OrderId first) {
        return resource(first, ResourceKind.MSISDN).identifier();
    }
}
