package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.SuspensionReason;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.ContractTermRules;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.inventory.Resource;
import dialtone.order.AmendOrder;
import dialtone.order.DecisionRequest;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.ItemAction;
import dialtone.order.OrderDetails;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderPreview;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines that get another handset in place of the one they have, as the process drives it, every job twice. */
class OrderUpgradeTest extends LineStories {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String M = "mobile-sim-only-m";
    private static final String MONTHLY = "handset-fairline-5-monthly";
    private static final String OUTRIGHT = "handset-fairline-5";
    private static final String SMALL = "handset-pebble-2";

    @Test
    void the_new_handset_works_before_the_former_one_ends_and_that_is_paid_for_to_its_end() {
        OrderId first = line("esim", MONTHLY);
        Product before = handset(first);
        String number = number(first);
        desk.clock.pass(Duration.ofDays(60));
        OrderId id = placed(upgrade(first, MONTHLY, "sage"));
        assertThat(found(id).items()).singleElement().satisfies(item -> {
            assertThat(item.isUpgrade()).isTrue();
            assertThat(item.product()).contains(before.id().value());
            assertThat(item.lineProduct()).contains(plan(first).id().value());
            assertThat(item.earlyTermination().orElseThrow().amount())
                    .as("of 24 months one is over, and the second has begun")
                    .isEqualTo(Money.of("434.70", EUR));
        });
        started(id);
        planned(id, before, number);
        perform(id);
        charged(id, first, number);
        install(id);

        Product after = handset(first);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.characteristics()).containsEntry("deviceColour", "sage");
        assertThat(imei(after)).isNotEqualTo(imei(before));
        assertThat(after.delivering())
                .filteredOn(service -> !service.facts().isEmpty())
                .singleElement()
                .satisfies(service -> assertThat(service.facts()).containsEntry("deviceServiceId", id + "-S1"));
        assertThat(after.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.order()).isEqualTo(id.value()));
        assertThat(desk.pooled("RETIRED")).as("the former handset").isEqualTo(1);
        assertThat(desk.pooled("ASSIGNED")).as("number, SIM, handset").isEqualTo(3);
        CustomerNotice notice = in(() -> desk.notices.completion(id));
        assertThat(notice.offeringNames()).containsExactly("Fairline 5 by the month");
        assertThat(notice.changed()).isEmpty();
        assertThat(work(in(() -> desk.orders.plan(id)).get(1)).facts())
                .as("what ended is the former one, also when somebody looks afterwards")
                .containsEntry("imei", imei(before));
        theNextOneIsPaidByItsOwnTerm(first);
    }

    private void planned(OrderId id, Product before, String number) {
        List<PlanStep> plan = in(() -> desk.orders.plan(id));
        assertThat(plan)
                .extracting(PlanStep::label, PlanStep::jobType, PlanStep::pointOfNoReturn)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "Activate device", "fulfilment.activate-device", PointOfNoReturn.NONE),
                        org.assertj.core.groups.Tuple.tuple(
                                "Deactivate device, former handset",
                                "fulfilment.deactivate-device",
                                PointOfNoReturn.HARD));
        assertThat(plan.get(1).dependsOn()).containsExactly(plan.getFirst().id());
        StepWork comes = work(plan.getFirst());
        assertThat(comes.bringsProduct()).isTrue();
        assertThat(comes.facts())
                .containsEntry("msisdn", number)
                .containsEntry("deviceModel", "fairline-5")
                .containsEntry("deviceColour", "sage")
                .containsKeys("imsi", "iccid");
        assertThat(comes.facts().get("imei")).isNotEqualTo(imei(before));
        assertThat(work(plan.get(1)).facts())
                .containsEntry("imei", imei(before))
                .containsEntry("deviceServiceId", before.order() + "-S" + position(before.order(), "Activate device"));
        CheckRequest checks = in(() -> desk.checks.request(id).request());
        assertThat(ContractTermRules.judge(checks))
                .singleElement()
                .satisfies(term -> assertThat(term.message())
                        .as("the sum that the order charges")
                        .contains("costs 434.70 EUR"));
        assertThat(checks.steps()).containsEntry("fulfilment.activate-device", 1);
        assertThat(checks.items()).singleElement().satisfies(item -> {
            assertThat(item.profile()).contains("mobile-data-m");
            assertThat(item.simType()).contains("esim");
        });
        assertThat(checks.needs())
                .singleElement()
                .satisfies(need -> assertThat(need.variant()).isEqualTo("fairline-5/sage"));
    }

    private int position(OrderId id, String label) {
        return in(() -> desk.orders.plan(id)).stream()
                .filter(step -> step.label().equals(label))
                .findFirst()
                .orElseThrow()
                .position();
    }

    private void charged(OrderId id, OrderId first, String number) {
        OrderFacts.Charges charges = in(() -> desk.facts.charges(id)).orElseThrow();
        assertThat(charges.items()).isEmpty();
        assertThat(charges.fees()).isEmpty();
        assertThat(charges.changes()).singleElement().satisfies(change -> {
            assertThat(change.former().order()).isEqualTo(first);
            assertThat(change.former().itemId()).isEqualTo("2");
            assertThat(change.former().msisdn()).contains(number);
            assertThat(change.former().earlyTermination()).isPresent();
            assertThat(change.into().prices())
                    .extracting(Price::id)
                    .as("its own first payment, too")
                    .containsExactly("first-payment", "instalment");
        });
    }

    /** And all of it ends with the line, the handset that it has in the end among it. */
    private void theNextOneIsPaidByItsOwnTerm(OrderId first) {
        desk.clock.pass(Duration.ofDays(366 + 365));
        OrderId next = placed(upgrade(first, OUTRIGHT, "black"));
        assertThat(found(next).items().getFirst().earlyTermination())
                .as("24 months since the upgrade are over")
                .isEmpty();
        started(next);
        perform(next);
        install(next);
        assertThat(handset(first).offering()).isEqualTo(new OfferingId(OUTRIGHT));
        assertThat(in(() -> desk.notices.completion(next)).changed())
                .containsExactly(new CustomerNotice.Change("Fairline 5 by the month", "Fairline 5"));
        assertThat(desk.pooled("RETIRED")).isEqualTo(2);

        OrderId end = started(placed(PlaceOrder.Item.end("1", plan(first).id().value(), "productOrderItem[1]")));
        StepWork goes = in(() -> desk.orders.plan(end)).stream()
                .filter(step -> step.label().equals("Deactivate device"))
                .map(this::work)
                .findFirst()
                .orElseThrow();
        assertThat(goes.facts()).containsEntry("deviceServiceId", next + "-S1");
        assertThat(goes.skipped()).isEmpty();
        perform(end);
        install(end);
        assertThat(desk.pooled("RETIRED")).as("with the line's SIM").isEqualTo(4);
        assertThat(desk.pooled("ASSIGNED")).isZero();
    }

    @Test
    void an_upgrade_that_is_cancelled_or_given_up_leaves_the_former_handset_and_costs_nothing() {
        OrderId first = line("esim", MONTHLY);
        String imei = imei(handset(first));
        for (FalloutDecision decision : List.of(FalloutDecision.FAIL, FalloutDecision.CANCEL)) {
            OrderId id = started(placed(upgrade(first, MONTHLY, "sage")));
            due(id);
            FalloutTask task = fallout(id, "Activate device");
            accepted(in(() -> desk.fallout.resolve(task.id(), decision, "ops", "keep what is there")));
            for (List<PlanStep> due = due(id); !due.isEmpty(); due = due(id)) {
                assertThat(due).extracting(PlanStep::label).containsExactly("Deactivate device");
                assertThat(work(due.getFirst()).facts().get("imei")).isNotEqualTo(imei);
                String undo = due.getFirst().id();
                run(() -> desk.steps.complete(undo, Map.of()));
            }
            assertThat(in(() -> desk.orders.plan(id)))
                    .filteredOn(step -> step.label().endsWith("former handset"))
                    .singleElement()
                    .extracting(PlanStep::state)
                    .isEqualTo(StepState.CANCELLED);
            run(() -> desk.progress.close(id));
            assertThat(found(id).state())
                    .isEqualTo(decision == FalloutDecision.FAIL ? OrderState.FAILED : OrderState.CANCELLED);
            assertThat(imei(handset(first))).isEqualTo(imei);
            assertThat(handset(first).changes()).isEmpty();
            assertThat(handset(first).chargedOrder()).isEqualTo(first);
        }
        OrderId waiting = started(placed(upgrade(first, MONTHLY, "sage")));
        assertThat(desk.pooled("RESERVED")).isEqualTo(1);
        accepted(in(() -> desk.cancel(waiting, "", "csr")));
        assertThat(due(waiting)).isEmpty();
        run(() -> desk.progress.close(waiting));
        assertThat(desk.pooled("RESERVED")).as("free again").isZero();
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(3);
    }

    @Test
    void behind_the_last_way_back_a_person_leaves_what_the_former_handset_still_has() {
        OrderId first = line("esim", MONTHLY);
        String imei = imei(handset(first));
        OrderId id = started(placed(upgrade(first, OUTRIGHT, "black")));
        performUntil(id, "Deactivate device, former handset");
        assertThat(refused(in(() -> desk.cancel(id, "", "csr"))))
                .extracting(Rejection::code)
                .containsExactly("NOT_IN_VALID_STATE");
        FalloutTask task = fallout(id, "Deactivate device, former handset");
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.FAIL, "ops", "device management lost it")));
        assertThat(due(id)).isEmpty();
        assertThat(in(() -> desk.facts.charges(id)).orElseThrow().changes()).hasSize(1);
        install(id);
        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(imei(handset(first))).isNotEqualTo(imei);
    }

    @Test
    void a_handset_of_which_nobody_knows_whether_the_network_has_it_is_ended_too() {
        OrderId first = placed(item("1", M, Map.of("simType", "esim")), handset("2", OUTRIGHT, "black"));
        started(first);
        performUntil(first, "Activate device");
        FalloutTask task = fallout(first, "Activate device");
        String request = accepted(in(() -> desk.secondPerson.ask(
                        task.id(),
                        new DecisionRequest.Asked(FalloutDecision.SKIP, "ops", "it works without", Map.of()))))
                .request()
                .orElseThrow()
                .id();
        accepted(in(() -> desk.secondPerson.approve(task.id(), request, "admin", "")));
        perform(first);
        install(first);
        OrderId id = started(placed(upgrade(first, OUTRIGHT, "sage")));
        perform(id);
        StepWork goes = work(in(() -> desk.orders.plan(id)).get(1));
        assertThat(goes.skipped()).contains(first + "-S" + position(first, "Activate device"));
        install(id);
        OrderId next = started(placed(upgrade(first, OUTRIGHT, "black")));
        assertThat(work(in(() -> desk.orders.plan(next)).get(1)).skipped())
                .as("the second one was activated")
                .isEmpty();
    }

    @Test
    void a_preview_says_what_it_costs_and_stores_nothing() {
        OrderId first = line("esim", MONTHLY);
        OrderPreview preview =
                accepted(desk.entry.preview(order(ADA, Optional.empty(), upgrade(first, MONTHLY, "sage"))));
        assertThat(preview.oneOff())
                .as("24 months at 18.90 and the first payment")
                .isEqualTo(Money.of("454.60", EUR));
        assertThat(preview.monthly()).isEqualTo(Money.of("18.90", EUR));
        assertThat(preview.changes()).singleElement().satisfies(change -> {
            assertThat(change.from()).isEqualTo("Fairline 5 by the month");
            assertThat(change.number()).contains(number(first));
            assertThat(change.on()).isEqualTo(LocalDate.of(2026, 11, 25));
            assertThat(change.credit()).as("6 of 30 days").isEqualTo(Money.of("3.78", EUR));
            assertThat(change.firstCharge()).isEqualTo(Money.of("3.78", EUR));
        });
        assertThat(desk.pooled("RESERVED")).isZero();
    }

    @Test
    void an_upgrade_for_a_day_waits_and_is_judged_again_when_that_has_come() {
        OrderId first = line("esim", MONTHLY);
        Instant december = Instant.parse("2026-11-30T23:00:00Z");
        OrderId id = accepted(desk.entry.place(dated(december, upgrade(first, OUTRIGHT, "black"))))
                .id();
        assertThat(desk.due(id.value())).contains(december);
        assertThat(codes(upgrade(first, OUTRIGHT, "sage"))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(codes(item("1", "mobile-data-boost", Map.of()))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(codes(PlaceOrder.Item.end("1", handset(first).id().value(), "x")))
                .contains("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(codes(PlaceOrder.Item.change(
                        "1", plan(first).id().value(), new OfferingId("mobile-sim-only-s"), "x")))
                .contains("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(refused(in(() -> desk.amendments.amend(new AmendOrder(
                        id,
                        Optional.empty(),
                        "",
                        1,
                        "tmf622",
                        "csr",
                        Optional.of(List.of(upgrade(first, OUTRIGHT, "sage"))),
                        OrderDetails.NONE)))))
                .extracting(Rejection::code)
                .contains("AMENDMENT_NOT_TAKEN");

        OrderId lost = started(placed(PlaceOrder.Item.suspend(
                "1",
                plan(first).id().value(),
                new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL),
                "productOrderItem[1]")));
        perform(lost);
        install(lost);
        assertThat(in(() -> desk.validate(id, 78)))
                .as("a line that was lost meanwhile gets no handset")
                .isFalse();
        assertThat(found(id).state()).isEqualTo(OrderState.REJECTED);
        assertThat(handset(first).state()).isEqualTo(InventoryState.ACTIVE);
        assertThat(codes(upgrade(first, OUTRIGHT, "sage"))).containsExactly("LINE_SUSPENDED");
    }

    @Test
    void an_upgrade_for_a_day_costs_what_leaving_the_former_handset_does_on_that_day_and_is_carried_out_then() {
        OrderId first = line("esim", MONTHLY);
        String imei = imei(handset(first));
        assertThat(fee(upgrade(first, MONTHLY, "sage")))
                .as("today: no month of 24 is over")
                .isEqualTo(Money.of("453.60", EUR));
        Instant january = Instant.parse("2027-01-24T23:00:00Z");
        OrderId id = accepted(desk.entry.place(dated(january, upgrade(first, MONTHLY, "sage"))))
                .id();
        assertThat(found(id).items().getFirst().earlyTermination().orElseThrow().amount())
                .as("on the 25th of January in Berlin the third month begins")
                .isEqualTo(Money.of("415.80", EUR));
        desk.clock.pass(Duration.between(desk.clock.instant(), january));
        started(id);
        perform(id);
        OrderFacts.Change change =
                in(() -> desk.facts.charges(id)).orElseThrow().changes().getFirst();
        assertThat(change.former().earlyTermination().orElseThrow().amount()).isEqualTo(Money.of("415.80", EUR));
        install(id);
        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        assertThat(imei(handset(first))).isNotEqualTo(imei);
        assertThat(handset(first).characteristics()).containsEntry("deviceColour", "sage");
    }

    private Money fee(PlaceOrder.Item item) {
        return accepted(desk.entry.preview(order(ADA, Optional.empty(), item)))
                .oneOff()
                .minus(Money.of("1.00", EUR)); // the first payment
    }

    @Test
    void a_line_that_was_given_another_sim_gets_no_handset_for_three_days() {
        OrderId first = line("esim", MONTHLY);
        var line = plan(first).id();
        String digits = accepted(in(() -> desk.swapCodes.issue(line, "csr"))).digits();
        accepted(in(() -> desk.swapCodes.confirm(line, digits, "csr")));
        OrderId swap = started(placed(PlaceOrder.Item.swap("1", line.value(), "esim", "productOrderItem[1]")));
        perform(swap);
        install(swap);
        assertThat(codes(upgrade(first, OUTRIGHT, "black"))).containsExactly("SIM_SWAP_COOL_OFF");
        desk.clock.pass(Duration.ofDays(3));
        assertThat(placed(upgrade(first, OUTRIGHT, "black"))).isNotNull();
    }

    @Test
    void a_handset_that_cannot_run_what_is_on_the_line_is_not_had() {
        OrderId first = line("esim", MONTHLY);
        assertThat(codes(upgrade(first, SMALL, "black"))).as("it takes no eSIM").containsExactly("DEVICE_INCOMPATIBLE");
        assertThat(codes(upgrade(first, MONTHLY, "black"))).containsExactly("NOTHING_CHANGES");
        PlaceOrder.Item same = upgrade(first, MONTHLY, "black");
        assertThat(codes(new PlaceOrder.Item(
                        same.id(),
                        same.action(),
                        same.offering(),
                        same.product(),
                        Map.of("deviceColour", "black", "lineMsisdn", number(first)),
                        same.field())))
                .as("nor does the number of its own line make it another one")
                .containsExactly("NOTHING_CHANGES");
    }

    private PlaceOrder.Item upgrade(OrderId first, String offering, String colour) {
        return new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.of(new OfferingId(offering)),
                Optional.of(Product.Origin.productId(first, 2).value()),
                Map.of("deviceColour", colour),
                "productOrderItem[1]");
    }

    private static PlaceOrder dated(Instant start, PlaceOrder.Item item) {
        return new PlaceOrder(
                Optional.empty(),
                Optional.empty(),
                ADA,
                Optional.empty(),
                "console",
                "csr",
                List.of(item),
                OrderDetails.startingAt(start));
    }

    private static PlaceOrder.Item handset(String id, String offering, String colour) {
        return item(id, offering, Map.of("deviceColour", colour));
    }

    private List<String> codes(PlaceOrder.Item item) {
        return refused(desk.entry.place(order(ADA, Optional.empty(), item))).stream()
                .map(Rejection::code)
                .distinct()
                .toList();
    }

    private OrderId placed(PlaceOrder.Item... items) {
        return accepted(desk.entry.place(order(ADA, Optional.empty(), items))).id();
    }

    /** A line on plan M with that handset in black, in use. */
    private OrderId line(String simType, String offering) {
        OrderId id = started(placed(item("1", M, Map.of("simType", simType)), handset("2", offering, "black")));
        perform(id);
        install(id);
        return id;
    }

    @Override
    Map<String, String> told(PlanStep step) {
        return step.label().equals("Activate device") ? Map.of("deviceServiceId", step.id()) : Map.of();
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

    private StepWork work(PlanStep step) {
        return in(() -> desk.steps.work(step.id()));
    }

    private Product plan(OrderId first) {
        return in(() -> desk.inventory.find(Product.Origin.productId(first, 1))).orElseThrow();
    }

    private Product handset(OrderId first) {
        return in(() -> desk.inventory.find(Product.Origin.productId(first, 2))).orElseThrow();
    }

    private static String imei(Product handset) {
        return handset.resources().stream()
                .map(Resource::identifier)
                .findFirst()
                .orElseThrow();
    }

    private String number(OrderId first) {
        return plan(first).resources().getFirst().identifier();
    }
}
