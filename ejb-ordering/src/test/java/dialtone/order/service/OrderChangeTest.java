package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.bpmn.ProcessError;
import dialtone.catalog.ByHand;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductChange;
import dialtone.inventory.Service;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderPreview;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines that change their plan, as the process drives it, every job twice. */
class OrderChangeTest extends LineStories {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String S = "mobile-sim-only-s";
    private static final String M = "mobile-sim-only-m";
    private static final String L = "mobile-sim-only-l";

    @Test
    void a_line_goes_from_s_to_m_and_stays_the_same_line() {
        OrderId first = line(ADA, S);
        Product before = product(first);
        String number = number(before);

        OrderId id = ordered(first);
        planned(id, number);
        performAll(id);
        charged(id, first, number);
        install(id);
        changed(first, id, before);
        told(id);
    }

    @Test
    void a_plan_that_needs_more_of_the_network_is_asked_about_and_one_that_needs_no_more_is_not() {
        CheckRequest upwards =
                checked(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", line(ADA, S), L)))));
        assertThat(upwards.addsAnything()).isFalse();
        assertThat(upwards.changed())
                .singleElement()
                .extracting(CheckRequest.Item::technology)
                .isEqualTo(Optional.of("5G"));

        assertThat(checked(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", line(ADA, S), M)))))
                        .asksForCoverage())
                .isFalse();
    }

    private CheckRequest checked(ProductOrder order) {
        return in(() -> desk.checks.request(order.id()).request());
    }

    private OrderId ordered(OrderId first) {
        ProductOrder change = accepted(desk.entry.place(order(ADA, Optional.of("up"), change("1", first, M))));
        assertThat(change.items()).singleElement().satisfies(item -> {
            assertThat(item.offeringName()).isEqualTo("Mobile M");
            assertThat(item.formerOffering()).contains("Mobile S");
            assertThat(item.product()).contains(product(first).id().value());
            assertThat(item.characteristics()).containsOnly(Map.entry("simType", "esim"));
            assertThat(item.prices()).noneMatch(Price.OneOff.class::isInstance).hasSize(7);
        });
        assertThat(accepted(desk.entry.place(order(ADA, Optional.of("up"), change("1", first, M))))
                        .id())
                .as("the same key again")
                .isEqualTo(change.id());
        assertThat(refusals(ADA, change("1", first, L))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        assertThat(refusals(ADA, item("1", "mobile-data-boost", Map.of()))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        return change.id();
    }

    private void planned(OrderId id, String number) {
        for (int time = 0; time < 2; time++) {
            assertThat(in(() -> desk.validate(id, 77))).isTrue();
        }
        CheckRequest checks = in(() -> desk.checks.request(id).request());
        assertThat(checks.addsAnything()).isFalse();
        assertThat(accepted(in(() -> desk.progress.reserve(id)))).isEmpty();
        assertThat(in(() -> desk.orders.plan(id))).singleElement().satisfies(step -> {
            assertThat(step.label()).isEqualTo("Change network profile");
            assertThat(step.jobType()).isEqualTo("fulfilment.replace-network-profile");
            assertThat(step.replaces()).contains("network-profile-s");
        });
        StepWork work = in(() -> desk.steps.work(id + "-S1"));
        assertThat(work.parameters())
                .containsEntry("profile", "mobile-data-m")
                .containsEntry("former.profile", "mobile-data-s")
                .containsEntry("former.downlinkKbps", "50000");
        assertThat(work.facts()).containsEntry("msisdn", number).containsKeys("imsi", "iccid");
        assertThat(work.stopping()).isFalse();
    }

    private void charged(OrderId id, OrderId first, String number) {
        OrderFacts.Charges charges = in(() -> desk.facts.charges(id)).orElseThrow();
        assertThat(charges.items()).isEmpty();
        assertThat(charges.ends()).isEmpty();
        assertThat(charges.changes()).singleElement().satisfies(change -> {
            assertThat(change.former())
                    .isEqualTo(new OrderFacts.Ending(first, "1", Optional.of(number), Optional.empty()));
            assertThat(change.into().offeringName()).isEqualTo("Mobile M");
            assertThat(change.into().prices()).hasSize(7);
        });
    }

    private void changed(OrderId first, OrderId id, Product before) {
        assertThat(found(id).state()).isEqualTo(OrderState.COMPLETED);
        Product after = product(first);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.offering()).isEqualTo(new OfferingId(M));
        assertThat(after.state()).isEqualTo(InventoryState.ACTIVE);
        assertThat(number(after)).isEqualTo(number(before));
        assertThat(after.services())
                .extracting(service -> service.name() + " " + service.state())
                .containsExactly(
                        "mobile-voice ACTIVE",
                        "mobile-data-s TERMINATED",
                        "subscriber-and-sim ACTIVE",
                        "network-profile-s TERMINATED",
                        "mobile-data-m ACTIVE",
                        "network-profile-m ACTIVE");
        assertThat(after.delivering())
                .extracting(Service::name)
                .containsExactly("mobile-voice", "subscriber-and-sim", "mobile-data-m", "network-profile-m");
        assertThat(after.changes())
                .containsExactly(new ProductChange(
                        id.value(), "1", S, "Mobile S", before.catalogVersion(), desk.clock.instant()));
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(2);
    }

    private void told(OrderId id) {
        CustomerNotice notice = in(() -> desk.notices.completion(id));
        assertThat(notice.changed()).containsExactly(new CustomerNotice.Change("Mobile S", "Mobile M"));
        assertThat(notice.offeringNames()).isEmpty();
        assertThat(notice.ended()).isEmpty();
        assertThat(notice.lines()).isEmpty();
    }

    @Test
    void what_was_changed_ends_as_what_it_is_and_is_charged_by_what_changed_it() {
        OrderId first = line(ADA, S);
        OrderId change = done(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", first, M)))));
        desk.clock.pass(Duration.ofHours(1));
        OrderId end = accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        PlaceOrder.Item.end("1", product(first).id().value(), "productOrderItem[1]"))))
                .id();
        started(end);
        assertThat(in(() -> desk.orders.plan(end)))
                .extracting(PlanStep::label)
                .containsExactly("Remove network profile", "Deactivate SIM");
        assertThat(in(() -> desk.steps.work(end + "-S1")).parameters()).containsEntry("profile", "mobile-data-m");
        performAll(end);
        assertThat(in(() -> desk.facts.charges(end)).orElseThrow().ends())
                .extracting(ending -> ending.order() + "/" + ending.itemId())
                .containsExactly(change + "/1");
        install(end);
        assertThat(product(first).state()).isEqualTo(InventoryState.TERMINATED);
        assertThat(product(first).delivering()).hasSize(4);
        assertThat(desk.pooled("QUARANTINED")).as("the number").isEqualTo(1);
        assertThat(desk.pooled("RETIRED")).as("the SIM").isEqualTo(1);
    }

    @Test
    void an_add_on_that_does_not_go_with_the_new_plan_ends_in_the_same_order_before_the_change() {
        OrderId first = line(ADA, M, item("2", "mobile-data-boost", Map.of()));
        assertThat(refused(desk.entry.place(order(ADA, Optional.empty(), change("1", first, L)))))
                .extracting(refusal -> refusal.code() + " " + refusal.field())
                .containsExactly("EXCLUDED_OFFERING productOrderItem[1].productOffering.id");
        String boost = Product.Origin.productId(first, 2).value();
        OrderId id = started(accepted(desk.entry.place(order(
                        ADA,
                        Optional.empty(),
                        change("1", first, L),
                        PlaceOrder.Item.end("2", boost, "productOrderItem[2]"))))
                .id());
        assertThat(in(() -> desk.orders.plan(id)))
                .extracting(step -> step.itemId() + " " + step.label() + " after " + step.dependsOn())
                .containsExactly("2 Remove data boost after []", "1 Change network profile after [" + id + "-S1]");
        performAll(id);
        install(id);
        assertThat(products(ADA))
                .extracting(product -> product.offeringName() + " " + product.state())
                .containsExactlyInAnyOrder("Mobile L ACTIVE", "Data Boost TERMINATED");
    }

    @Test
    void what_a_change_takes_away_is_not_skipped_and_not_given_up_without_a_person() {
        OrderId id = started(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", line(ADA, S), M))))
                .id());
        run(() -> {
            PlanStep removal = new PlanStep(
                    id,
                    new FulfilmentPlan.Planned(
                            9,
                            "1",
                            "device-activation",
                            new StepTemplate(
                                    "fulfilment.deactivate-device",
                                    "Deactivate device",
                                    List.of(),
                                    Duration.ofSeconds(5),
                                    Map.of(),
                                    PointOfNoReturn.HARD,
                                    Optional.empty()),
                            Set.of()));
            removal.release(desk.clock.instant());
            desk.database.entities().persist(removal);
        });
        FalloutTask task = in(() -> desk.fallout.open(
                new FalloutTasks.Cause(
                        id, Optional.of(id + "-S9"), ProcessError.ROLLBACK_BY_POLICY.name(), "terminated already"),
                5));
        assertThat(task.isOpen()).isTrue();
        assertThat(in(() -> desk.fallout.byHand(task))).contains(ByHand.NOTHING);
    }

    @Test
    void what_goes_with_both_plans_stays_with_the_line() {
        OrderId first = line(ADA, S, item("2", "mobile-data-boost", Map.of()));
        OrderId id = started(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", first, M))))
                .id());
        assertThat(in(() -> desk.orders.plan(id))).hasSize(1);
        performAll(id);
        install(id);
        assertThat(products(ADA))
                .extracting(product -> product.offeringName() + " " + product.state())
                .containsExactlyInAnyOrder("Mobile M ACTIVE", "Data Boost ACTIVE");
    }

    @Test
    void a_change_that_is_cancelled_or_given_up_brings_back_what_the_line_had() {
        OrderId first = line(ADA, M);
        takenBack(first, FalloutDecision.CANCEL, OrderState.CANCELLED);
        takenBack(first, FalloutDecision.FAIL, OrderState.FAILED);
        // and nobody claims the line any more
        done(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", first, S)))));
        assertThat(product(first).offering()).isEqualTo(new OfferingId(S));
    }

    private void takenBack(OrderId first, FalloutDecision decision, OrderState end) {
        OrderId id = started(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", first, S))))
                .id());
        assertThat(due(id)).hasSize(1);
        FalloutTask task = in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + "-S1"), "ELEMENT_REFUSED", "unable to comply"),
                decision == FalloutDecision.CANCEL ? 5 : 6));
        accepted(in(() -> desk.fallout.resolve(task.id(), decision, "ops", "stays as it is")));
        assertThat(due(id)).singleElement().satisfies(step -> {
            assertThat(step.label()).isEqualTo("Restore network profile");
            StepWork back = in(() -> desk.steps.work(step.id()));
            assertThat(back.parameters())
                    .containsEntry("profile", "mobile-data-s")
                    .containsEntry("former.profile", "mobile-data-m");
            assertThat(back.undoes()).contains(id + "-S1");
            run(() -> desk.steps.complete(step.id(), Map.of()));
        });
        assertThat(in(() -> desk.progress.releaseSteps(id)).delivering()).isFalse();
        run(() -> desk.progress.close(id));
        assertThat(found(id).state()).isEqualTo(end);
        assertThat(product(first).offering()).isEqualTo(new OfferingId(M));
        assertThat(product(first).changes()).isEmpty();
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(2);
    }

    @Test
    void nothing_is_added_to_a_line_in_the_order_that_changes_it() {
        OrderId first = line(ADA, S);
        assertThat(refusals(ADA, change("1", first, M), item("2", "mobile-data-boost", Map.of())))
                .containsExactly("LINE_CHANGES");
        assertThat(refusals(BRUNO, change("1", first, M))).containsExactly("UNKNOWN_PRODUCT");
        assertThat(refusals(ADA, change("1", first, S))).containsExactly("NOTHING_CHANGES");
    }

    @Test
    void a_preview_says_what_the_change_means_and_stores_nothing() {
        OrderId first = line(ADA, M);
        OrderPreview preview = accepted(desk.entry.preview(order(ADA, Optional.empty(), change("1", first, S))));
        assertThat(preview.oneOff()).as("24 months at 4.00").isEqualTo(Money.of("96.00", EUR));
        assertThat(preview.changes()).singleElement().satisfies(change -> {
            assertThat(change.from()).isEqualTo("Mobile M");
            assertThat(change.to()).isEqualTo("Mobile S");
            assertThat(change.on()).isEqualTo(LocalDate.of(2026, 11, 25));
            assertThat(change.credit()).isEqualTo(Money.of("3.98", EUR));
            assertThat(change.firstCharge()).isEqualTo(Money.of("1.98", EUR));
        });
        assertThat(refusals(ADA, change("1", first, M))).containsExactly("NOTHING_CHANGES");
    }

    @Test
    void a_term_runs_on_after_a_change_to_something_dearer_and_is_paid_off_by_one_to_something_cheaper() {
        OrderId first = line(ADA, M);
        desk.clock.pass(Duration.ofDays(30));
        OrderId up = done(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", first, L)))));
        assertThat(fees(up)).as("more is paid").isEmpty();
        // L asks for 99.00, M for 23 months at 4.00, 92.00: one of them is paid, the dearer
        assertThat(endingCosts(first)).isEqualTo(Money.of("99.00", EUR));
        desk.clock.pass(Duration.ofDays(366));
        // L's year is over, of M's two years ten months and some days remain
        assertThat(endingCosts(first)).isEqualTo(Money.of("44.00", EUR));

        OrderId down = done(accepted(desk.entry.place(order(ADA, Optional.empty(), change("1", first, S)))));
        assertThat(fees(down)).containsExactly(Money.of("44.00", EUR));
        assertThat(accepted(desk.entry.preview(order(ADA, Optional.empty(), end(first))))
                        .oneOff())
                .isEqualTo(Money.zero(EUR));
    }

    private Money endingCosts(OrderId first) {
        return accepted(desk.entry.preview(order(ADA, Optional.empty(), end(first))))
                .oneOff();
    }

    private List<Money> fees(OrderId id) {
        return found(id).items().stream()
                .flatMap(item -> item.earlyTermination().stream())
                .map(Price.EarlyTermination::amount)
                .toList();
    }

    private PlaceOrder.Item end(OrderId first) {
        return PlaceOrder.Item.end("1", product(first).id().value(), "productOrderItem[1]");
    }

    private PlaceOrder.Item change(String id, OrderId first, String offering) {
        return PlaceOrder.Item.change(
                id,
                Product.Origin.productId(first, 1).value(),
                new OfferingId(offering),
                "productOrderItem[" + id + "]");
    }

    private List<String> refusals(CustomerId customer, PlaceOrder.Item... items) {
        return refused(desk.entry.place(order(customer, Optional.empty(), items))).stream()
                .map(Rejection::code)
                .distinct()
                .toList();
    }

    /** A line on that plan, in use, with what else is ordered with it. */
    private OrderId line(CustomerId customer, String plan, PlaceOrder.Item... more) {
        List<PlaceOrder.Item> items = new ArrayList<>(List.of(item("1", plan, Map.of("simType", "esim"))));
        items.addAll(List.of(more));
        return done(
                accepted(desk.entry.place(order(customer, Optional.empty(), items.toArray(new PlaceOrder.Item[0])))));
    }

    private OrderId done(ProductOrder placed) {
        started(placed.id());
        performAll(placed.id());
        install(placed.id());
        return placed.id();
    }

    private static String number(Product product) {
        return product.resources().getFirst().identifier();
    }
}
