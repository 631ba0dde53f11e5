package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.SuspensionReason;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.order.Additions;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderDetails;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.PricedItem;
import dialtone.party.CustomerId;
import dialtone.rating.SeatQuote;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Add-ons that come to a line and leave it again, as the process drives it, every job twice. */
class AddOnOrderTest extends LineStories {

    private static final String S = "mobile-sim-only-s";
    private static final String M = "mobile-sim-only-m";
    private static final String L = "mobile-sim-only-l";
    private static final String BOOST = "mobile-data-boost";
    private static final String PACK = "mobile-call-pack";

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void two_add_ons_come_to_a_line_by_one_order_and_are_charged_for_its_number() {
        OrderId first = line(ADA, S);
        OrderId id = placed(ADA, add("1", first, BOOST), add("2", first, PACK));
        started(id);
        assertThat(in(() -> desk.orders.plan(id)))
                .extracting(step -> step.itemId() + " " + step.label() + " " + step.dependsOn())
                .containsExactly("1 Apply data boost []", "2 Provision charging of call pack []");
        StepWork work = in(() -> desk.steps.work(id + "-S1"));
        assertThat(work.facts()).containsEntry("msisdn", number(first)).containsKeys("imsi", "iccid");
        performAll(id);

        OrderFacts.Charges charges = in(() -> desk.facts.charges(id)).orElseThrow();
        assertThat(charges.lines()).isEmpty();
        assertThat(charges.extensions())
                .containsExactly(
                        new OrderFacts.Extension("1", number(first)), new OrderFacts.Extension("2", number(first)));
        install(id);
        assertThat(belonging(first))
                .extracting(Product::offeringName)
                .containsExactlyInAnyOrder("Data Boost", "Call Pack");
        assertThat(desk.pooled("ASSIGNED")).as("the line's").isEqualTo(2);
    }

    @Test
    void an_add_on_by_the_seat_comes_with_seats_and_an_order_says_another_number() {
        OrderId first = line(ADA, S);
        OrderId talk = placed(
                ADA,
                PlaceOrder.Item.addTo(
                        product(first).id().value(),
                        "1",
                        new OfferingId("mobile-team-talk"),
                        Map.of("seats", "5"),
                        "f"));
        started(talk);
        performAll(talk);
        assertThat(in(() -> desk.facts.charges(talk)).orElseThrow().items())
                .extracting(PricedItem::seats)
                .containsExactly(5L);
        install(talk);
        assertThat(product(talk).characteristics()).containsEntry("seats", "5");

        PlaceOrder.Item eight = PlaceOrder.Item.seat("1", product(talk).id().value(), "8", "productOrderItem[0]");
        desk.seatQuote = asked -> Optional.of(new SeatQuote(
                5, asked.seats(), List.of(), YearMonth.of(2026, 12), Money.of("15.00", EUR), Money.of("24.00", EUR)));
        assertThat(accepted(desk.entry.preview(order(ADA, Optional.empty(), eight)))
                        .seats())
                .singleElement()
                .satisfies(seating -> {
                    assertThat(seating.name()).isEqualTo("Team Talk");
                    assertThat(seating.number()).contains(number(first));
                    assertThat(seating.quote().seats()).isEqualTo(8);
                });
        OrderId more = placed(ADA, eight);
        assertThat(refusals(ADA, eight)).containsExactly("PRODUCT_IN_ANOTHER_ORDER productOrderItem[0].product.id");
        started(more);
        performAll(more);
        assertThat(in(() -> desk.orders.plan(more))).isEmpty();
        OrderFacts.Charges charges = in(() -> desk.facts.charges(more)).orElseThrow();
        assertThat(charges.items()).isEmpty();
        assertThat(charges.changes()).isEmpty();
        assertThat(charges.seatings()).singleElement().satisfies(seating -> {
            assertThat(seating.seats()).isEqualTo(8);
            assertThat(seating.charged().order()).isEqualTo(talk);
            assertThat(seating.charged().itemId()).isEqualTo("1");
        });
        install(more);
        assertThat(product(talk).characteristics()).containsEntry("seats", "8");
        assertThat(product(talk).changes()).isEmpty();
        assertThat(found(more).state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void what_comes_with_the_second_of_two_new_lines_is_for_its_number() {
        OrderId id = placed(
                ADA,
                item("1", S, Map.of("simType", "esim")),
                item("2", M, Map.of("simType", "esim")),
                item("3", BOOST, Map.of()));
        started(id);
        performAll(id);
        OrderFacts.Charges charges = in(() -> desk.facts.charges(id)).orElseThrow();
        assertThat(charges.extensions())
                .containsExactly(new OrderFacts.Extension(
                        "3",
                        charges.lines().stream()
                                .filter(line -> line.itemId().equals("2"))
                                .map(OrderFacts.Line::msisdn)
                                .findFirst()
                                .orElseThrow()));
    }

    @Test
    void what_a_line_has_or_is_about_to_have_is_not_added_again() {
        OrderId first = line(ADA, S);
        OrderId boost = placed(ADA, add("1", first, BOOST));
        assertThat(refusals(ADA, add("1", first, BOOST)))
                .as("another order brings it")
                .containsExactly("TOO_MANY_ON_LINE productOrderItem[1].productOffering.id");
        OrderId pack = placed(ADA, add("1", first, PACK));
        done(boost);
        done(pack);
        assertThat(refusals(ADA, add("1", first, BOOST), add("2", first, PACK)))
                .containsExactly(
                        "TOO_MANY_ON_LINE productOrderItem[1].productOffering.id",
                        "TOO_MANY_ON_LINE productOrderItem[2].productOffering.id");
        assertThat(refusals(ADA, change("1", first, M)))
                .as("and once it is there, what it goes with may change")
                .isEmpty();
    }

    @Test
    void an_add_on_is_judged_by_the_line_that_it_is_for_and_not_by_what_else_the_customer_has() {
        OrderId small = line(ADA, S);
        OrderId large = line(ADA, L);
        assertThat(refusals(ADA, add("1", large, BOOST)))
                .containsExactly(
                        "REQUIRED_OFFERING_MISSING productOrderItem[1].productOffering.id",
                        "EXCLUDED_OFFERING productOrderItem[1].productOffering.id");
        assertThat(refusals(ADA, item("1", BOOST, Map.of())))
                .containsExactly("LINE_AMBIGUOUS productOrderItem[1].product.productCharacteristic[lineMsisdn]");
        assertThat(refusals(ADA, add("1", small, BOOST), add("2", large, PACK)))
                .containsExactly("SEVERAL_LINES productOrderItem[2]" + Additions.LINE);
        assertThat(refusals(BRUNO, add("1", small, PACK)))
                .contains("UNKNOWN_LINE productOrderItem[1]" + Additions.LINE);
        assertThat(refusals(ADA, addTo("1", "x".repeat(200), PACK)))
                .containsExactly("UNKNOWN_LINE productOrderItem[1]" + Additions.LINE);
        OrderId boost = placed(ADA, item("1", BOOST, Map.of("lineMsisdn", number(small))));
        assertThat(found(boost).items().getFirst().lineProduct())
                .contains(product(small).id().value());
        assertThat(refusals(ADA, addTo("1", product(done(boost)).id().value(), PACK)))
                .as("an add-on is no line")
                .containsExactly("UNKNOWN_LINE productOrderItem[1]" + Additions.LINE);
    }

    @Test
    void nothing_is_added_to_a_line_that_is_suspended_or_that_another_order_changes_or_ends() {
        OrderId first = line(ADA, S);
        OrderId change = placed(ADA, change("1", first, M));
        assertThat(refusals(ADA, add("1", first, PACK)))
                .containsExactly("PRODUCT_IN_ANOTHER_ORDER productOrderItem[1]" + Additions.LINE);
        done(change);
        done(placed(
                ADA,
                PlaceOrder.Item.suspend(
                        "1",
                        product(first).id().value(),
                        new LineSuspension(SuspensionReason.VOLUNTARY, Barring.ALL),
                        "productOrderItem[1]")));
        assertThat(refusals(ADA, add("1", first, PACK)))
                .containsExactly("LINE_SUSPENDED productOrderItem[1]" + Additions.LINE);
        done(placed(ADA, end("1", first)));
        assertThat(refusals(ADA, add("1", first, PACK))).contains("UNKNOWN_LINE productOrderItem[1]" + Additions.LINE);
    }

    @Test
    void a_line_that_waits_for_an_add_on_neither_changes_nor_ends_before_it_is_there() {
        OrderId first = line(ADA, S);
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        OrderId later = accepted(desk.entry.place(new PlaceOrder(
                        Optional.empty(),
                        Optional.empty(),
                        ADA,
                        Optional.empty(),
                        "console",
                        "csr",
                        List.of(add("1", first, BOOST)),
                        OrderDetails.startingAt(december))))
                .id();
        assertThat(desk.due(later.value())).contains(december);
        assertThat(refusals(ADA, change("1", first, M)))
                .containsExactly("PRODUCT_IN_ANOTHER_ORDER productOrderItem[1].product.id");
        assertThat(refusals(ADA, end("1", first)))
                .containsExactly("PRODUCT_IN_ANOTHER_ORDER productOrderItem[1].product.id");
        accepted(in(() -> desk.cancel(later, "changed her mind", "csr")));
        assertThat(found(later).state()).isEqualTo(OrderState.CANCELLED);
        done(placed(ADA, end("1", first)));
    }

    @Test
    void a_line_that_is_lost_is_suspended_before_what_waits_for_its_day_and_that_is_refused_then() {
        OrderId first = line(ADA, S);
        OrderId later = waiting(add("1", first, BOOST), Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(refusals(ADA, suspend(first, SuspensionReason.VOLUNTARY)))
                .as("there is no hurry")
                .containsExactly("PRODUCT_IN_ANOTHER_ORDER productOrderItem[1].product.id");
        OrderId lost = placed(ADA, suspend(first, SuspensionReason.LOST_OR_STOLEN));
        assertThat(in(() -> desk.validate(later, 78))).isFalse();
        assertThat(found(later).state()).isEqualTo(OrderState.REJECTED);
        done(lost);

        OrderId second = line(BRUNO, S);
        OrderId second2 = accepted(desk.entry.place(order(BRUNO, Optional.empty(), add("1", second, BOOST))))
                .id();
        assertThat(in(() -> desk.validate(second2, 79))).isTrue();
        assertThat(refusals(BRUNO, suspend(second, SuspensionReason.LOST_OR_STOLEN)))
                .as("it has begun")
                .containsExactly("PRODUCT_IN_ANOTHER_ORDER productOrderItem[1].product.id");
    }

    @Test
    void a_line_that_comes_back_into_use_does_not_wait_for_what_is_to_be_added_one_day() {
        OrderId first = line(ADA, S);
        OrderId later = waiting(add("1", first, BOOST), Instant.parse("2026-12-01T00:00:00Z"));
        done(placed(ADA, suspend(first, SuspensionReason.LOST_OR_STOLEN)));
        done(placed(ADA, PlaceOrder.Item.resume("1", product(first).id().value(), "productOrderItem[1]")));
        done(later);
        assertThat(belonging(first)).extracting(Product::offeringName).containsExactly("Data Boost");
    }

    private OrderId waiting(PlaceOrder.Item item, Instant until) {
        return accepted(desk.entry.place(new PlaceOrder(
                        Optional.empty(),
                        Optional.empty(),
                        ADA,
                        Optional.empty(),
                        "console",
                        "csr",
                        List.of(item),
                        OrderDetails.startingAt(until))))
                .id();
    }

    private PlaceOrder.Item suspend(OrderId line, SuspensionReason reason) {
        return PlaceOrder.Item.suspend(
                "1", product(line).id().value(), new LineSuspension(reason, Barring.ALL), "productOrderItem[1]");
    }

    @Test
    void a_line_is_named_by_one_number() {
        OrderId first = line(ADA, S);
        OrderId second = line(ADA, M);
        PlaceOrder.Item twice = PlaceOrder.Item.addTo(
                product(first).id().value(),
                "1",
                new OfferingId(BOOST),
                Map.of("lineMsisdn", number(second)),
                "productOrderItem[1]");
        assertThat(refusals(ADA, twice))
                .containsExactly("UNKNOWN_LINE productOrderItem[1].product.productCharacteristic[lineMsisdn]");
    }

    @Test
    void an_add_on_that_is_cancelled_or_given_up_while_it_comes_leaves_the_line_as_it_was() {
        OrderId first = line(ADA, S);
        OrderId id = started(placed(ADA, add("1", first, BOOST)));
        due(id);
        FalloutTask task = asked(id, id + "-S1");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "she does not want it")));
        takenBack(id, "Remove data boost", OrderState.FAILED);
        assertThat(belonging(first)).isEmpty();
        done(placed(ADA, add("1", first, BOOST)));
    }

    @Test
    void an_end_that_is_given_up_half_way_brings_back_what_the_line_had() {
        OrderId first = line(ADA, S);
        OrderId boost = done(placed(ADA, add("1", first, BOOST)));
        OrderId id = started(placed(ADA, end("1", boost)));
        due(id);
        assertThat(in(() -> desk.orders.plan(id)))
                .extracting(step -> step.label() + " " + step.pointOfNoReturn())
                .containsExactly("Remove data boost NONE");
        FalloutTask task = asked(id, id + "-S1");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "she keeps it")));
        PlanStep back = takenBack(id, "Apply data boost", OrderState.FAILED);
        assertThat(back.jobType()).isEqualTo("fulfilment.apply-network-profile");
        assertThat(product(boost).state()).isEqualTo(InventoryState.ACTIVE);

        OrderId again = done(placed(ADA, end("1", boost)));
        assertThat(found(again).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(product(boost).state()).isEqualTo(InventoryState.TERMINATED);
        assertThat(product(first).state()).isEqualTo(InventoryState.ACTIVE);
        done(placed(ADA, add("1", first, BOOST)));
    }

    @Test
    void the_end_of_a_line_takes_along_what_was_added_later() {
        OrderId first = line(ADA, S);
        OrderId boost = done(placed(ADA, add("1", first, BOOST), add("2", first, PACK)));
        OrderId id = started(placed(ADA, end("1", first)));
        performAll(id);
        assertThat(in(() -> desk.facts.charges(id)).orElseThrow().ends())
                .extracting(ending -> ending.order() + "/" + ending.itemId() + " "
                        + ending.msisdn().orElse("-"))
                .containsExactlyInAnyOrder(
                        first + "/1 " + number(first), boost + "/1 " + number(first), boost + "/2 " + number(first));
        install(id);
        assertThat(in(() -> desk.inventory.products(ADA)))
                .allMatch(product -> product.state() == InventoryState.TERMINATED);
    }

    private FalloutTask asked(OrderId id, String step) {
        return in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step), "ELEMENT_REFUSED", "unable to comply"), 5));
    }

    /** Performs what takes back, with what the step was performed with. */
    private PlanStep takenBack(OrderId id, String label, OrderState end) {
        PlanStep step = due(id).getFirst();
        assertThat(step.label()).isEqualTo(label);
        StepWork back = in(() -> desk.steps.work(step.id()));
        assertThat(back.parameters()).containsEntry("profile", "data-boost").containsKey("downlinkKbps");
        assertThat(back.facts()).containsKeys("imsi", "msisdn");
        assertThat(back.undoes()).contains(id + "-S1");
        assertThat(back.stopping()).isFalse();
        run(() -> desk.steps.complete(step.id(), Map.of()));
        assertThat(in(() -> desk.progress.releaseSteps(id)).delivering()).isFalse();
        run(() -> desk.progress.close(id));
        assertThat(found(id).state()).isEqualTo(end);
        return step;
    }

    private PlaceOrder.Item add(String id, OrderId line, String offering) {
        return addTo(id, Product.Origin.productId(line, 1).value(), offering);
    }

    private static PlaceOrder.Item addTo(String id, String line, String offering) {
        return PlaceOrder.Item.addTo(line, id, new OfferingId(offering), Map.of(), "productOrderItem[" + id + "]");
    }

    private static PlaceOrder.Item end(String id, OrderId order) {
        return PlaceOrder.Item.end(id, Product.Origin.productId(order, 1).value(), "productOrderItem[" + id + "]");
    }

    private static PlaceOrder.Item change(String id, OrderId order, String plan) {
        return PlaceOrder.Item.change(
                id, Product.Origin.productId(order, 1).value(), new OfferingId(plan), "productOrderItem[" + id + "]");
    }

    private List<String> refusals(CustomerId customer, PlaceOrder.Item... items) {
        return desk
                .entry
                .preview(order(customer, Optional.empty(), items))
                .<List<Rejection>>fold(preview -> List.of(), reasons -> reasons)
                .stream()
                .map(refusal -> refusal.code() + " " + refusal.field())
                .toList();
    }

    private OrderId placed(CustomerId customer, PlaceOrder.Item... items) {
        return accepted(desk.entry.place(order(customer, Optional.empty(), items)))
                .id();
    }

    private OrderId line(CustomerId customer, String plan) {
        return done(placed(customer, item("1", plan, Map.of("simType", "esim"))));
    }

    private OrderId done(OrderId id) {
        started(id);
        performAll(id);
        install(id);
        return id;
    }

    @Override
    void install(OrderId id) {
        super.install(id);
        desk.clock.pass(Duration.ofMinutes(1));
    }

    private List<Product> belonging(OrderId line) {
        return in(() -> desk.inventory.belongingTo(Product.Origin.productId(line, 1), 9));
    }

    private String number(OrderId line) {
        return product(line).resources().getFirst().identifier();
    }
}
