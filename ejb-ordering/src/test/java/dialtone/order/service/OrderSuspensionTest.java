package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.bpmn.JobType;
import dialtone.bpmn.Priority;
import dialtone.bpmn.ProcessError;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.SuspensionReason;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import dialtone.fulfilment.CustomerNotice;
import dialtone.fulfilment.StepWork;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.inventory.Service;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.OrderTimeline;
import dialtone.order.PlaceOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines that are suspended and come back, as the process drives it, every job twice. */
class OrderSuspensionTest extends LineStories {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String M = "mobile-sim-only-m";
    private static final LineSuspension LOST = new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL);
    private static final LineSuspension AWAY = new LineSuspension(SuspensionReason.VOLUNTARY, Barring.OUTGOING);

    @Test
    void a_lost_line_goes_first_is_barred_keeps_its_number_and_comes_back() {
        OrderId first = line();
        String number = number(first);
        OrderId id = placed(suspend(first, LOST));
        assertThat(desk.priority(id.value())).contains(Priority.URGENT);
        assertThat(desk.priority(first.value())).contains(Priority.USUAL);
        assertThat(found(id).details().priority()).contains(0);
        assertThat(codes(suspend(first, AWAY))).containsExactly("PRODUCT_IN_ANOTHER_ORDER");

        started(id);
        assertThat(in(() -> desk.orders.plan(id))).singleElement().satisfies(step -> {
            assertThat(step.label()).isEqualTo("Bar subscriber");
            assertThat(step.jobType()).isEqualTo("fulfilment.bar-subscriber");
        });
        assertThat(in(() -> desk.checks.request(id).request()).addsAnything()).isFalse();
        StepWork work = in(() -> desk.steps.work(id + "-S1"));
        assertThat(work.facts())
                .containsEntry("suspensionReason", "lost-or-stolen")
                .containsEntry("barring", "all")
                .containsEntry("msisdn", number)
                .containsKeys("imsi", "iccid");
        perform(id);
        Instant barredAt = desk.clock.instant();
        desk.clock.pass(Duration.ofSeconds(5));
        OrderFacts.Charges charges = charges(id);
        assertThat(charges.changes()).as("the fee goes on").isEmpty();
        assertThat(charges.barred()).containsExactly(new OrderFacts.Barred("1", number, LOST, barredAt));
        install(id);

        assertThat(product(first).state()).isEqualTo(InventoryState.SUSPENDED);
        assertThat(product(first).suspension()).contains(LOST);
        assertThat(product(first).delivering()).extracting(Service::state).containsOnly(InventoryState.SUSPENDED);
        assertThat(product(first).chargedOrder()).isEqualTo(first);
        assertThat(number(first)).isEqualTo(number);
        assertThat(desk.pooled("ASSIGNED")).isEqualTo(2);
        assertThat(in(() -> desk.notices.completion(id)).suspended())
                .containsExactly(new CustomerNotice.Suspended("Mobile M", LOST));
        comesBack(first, number);
    }

    private void comesBack(OrderId first, String number) {
        assertThat(codes(suspend(first, AWAY))).containsExactly("ALREADY_SUSPENDED");
        assertThat(codes(PlaceOrder.Item.change(
                        "1", id(first), new OfferingId("mobile-sim-only-l"), "productOrderItem[1]")))
                .containsExactly("LINE_SUSPENDED");
        assertThat(codes(item("1", "mobile-data-boost", Map.of()))).containsExactly("LINE_SUSPENDED");

        OrderId back = started(placed(resume(first)));
        assertThat(desk.priority(back.value())).contains(Priority.USUAL);
        desk.clock.pass(Duration.ofSeconds(5));
        Instant asked = desk.clock.instant();
        assertThat(due(back)).singleElement().satisfies(step -> {
            assertThat(step.label()).isEqualTo("Unbar subscriber");
            desk.clock.pass(Duration.ofSeconds(5));
            run(() -> desk.steps.complete(step.id(), Map.of()));
        });
        assertThat(charges(back).unbarred()).containsExactly(new OrderFacts.Unbarred(number, asked));
        assertThat(charges(back).changes()).isEmpty();
        install(back);
        assertThat(product(first).state()).isEqualTo(InventoryState.ACTIVE);
        assertThat(product(first).changes())
                .extracting(change ->
                        change.state() + " " + change.suspension().orElseThrow().reason())
                .containsExactly("SUSPENDED LOST_OR_STOLEN", "ACTIVE LOST_OR_STOLEN");
        assertThat(in(() -> desk.notices.completion(back)).resumed()).containsExactly("Mobile M");
        assertThat(codes(resume(first))).containsExactly("NOT_SUSPENDED");
    }

    @Test
    void who_does_without_the_line_for_a_while_pays_the_fee_of_the_catalogue_and_then_the_price_of_the_plan_again() {
        OrderId first = line();
        OrderId away = placed(suspend(first, AWAY));
        assertThat(found(away).items().getFirst().prices())
                .hasSize(7)
                .contains(new Price.Recurring("suspension-fee", "Mobile M, suspended", Money.of("2.90", EUR)))
                .noneMatch(price -> price.id().equals("monthly-fee"));
        started(away);
        perform(away);
        assertThat(charges(away).changes()).singleElement().satisfies(change -> {
            assertThat(change.former().order()).isEqualTo(first);
            assertThat(change.into().prices()).hasSize(7);
        });
        install(away);
        assertThat(product(first).chargedOrder()).isEqualTo(away);

        desk.clock.pass(Duration.ofDays(10));
        OrderId back = placed(resume(first));
        started(back);
        perform(back);
        assertThat(charges(back).changes()).singleElement().satisfies(change -> {
            assertThat(change.former().order()).isEqualTo(away);
            assertThat(change.into().prices())
                    .contains(new Price.Recurring("monthly-fee", "Mobile M", Money.of("19.90", EUR)));
        });
        install(back);
        assertThat(product(first).chargedOrder()).isEqualTo(back);
        assertThat(accepted(desk.entry.preview(order(ADA, Optional.empty(), end(first))))
                        .oneOff())
                .as("24 months of 4.00: the minimum term has run on from its first day")
                .isEqualTo(Money.of("96.00", EUR));
    }

    @Test
    void a_lost_line_does_not_wait_for_an_element_that_is_only_asked_by_checks() {
        OrderId first = line();
        desk.elements.admission(JobType.FULFILMENT_CHECK.type(), Priority.USUAL, Set.of("policy"));
        Instant morning = desk.clock.instant().plus(Duration.ofHours(8));
        accepted(desk.elements.limit(
                "policy",
                new Proposal(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new MaintenanceProposal(
                                Optional.empty(), Optional.of(morning), Optional.of("new boards")))),
                "ops"));
        OrderId lost = placed(suspend(first, LOST));
        OrderId added = placed(item("1", M, Map.of("simType", "esim")));
        desk.clock.pass(Duration.ofMinutes(2));
        desk.sweep.sweep();

        assertThat(timeline(added).forecast().ends()).isAfter(morning);
        assertThat(timeline(added).alerts().getFirst().explanation()).contains("policy is in maintenance");
        assertThat(timeline(lost).forecast().ends()).isBefore(morning);
        assertThat(timeline(lost).alerts().getFirst().explanation()).doesNotContain("policy");
    }

    private OrderTimeline timeline(OrderId id) {
        return in(() -> desk.timelines.of(desk.orders.find(id).orElseThrow(), desk.orders.plan(id)));
    }

    @Test
    void a_suspended_line_ends_and_what_it_was_charged_by_ends_with_it() {
        OrderId first = line();
        OrderId away = placed(suspend(first, AWAY));
        started(away);
        perform(away);
        install(away);
        OrderId end = started(placed(end(first)));
        perform(end);
        assertThat(charges(end).ends()).extracting(OrderFacts.Ending::order).containsExactly(away);
        install(end);
        assertThat(product(first).state()).isEqualTo(InventoryState.TERMINATED);
    }

    @Test
    void a_suspension_that_is_cancelled_or_given_up_leaves_the_line_in_use_and_a_resumption_leaves_it_barred() {
        OrderId first = line();
        takenBack(suspend(first, LOST), FalloutDecision.CANCEL, "Unbar subscriber", OrderState.CANCELLED, LOST);
        takenBack(suspend(first, AWAY), FalloutDecision.FAIL, "Unbar subscriber", OrderState.FAILED, AWAY);
        assertThat(product(first).state()).isEqualTo(InventoryState.ACTIVE);
        assertThat(product(first).changes()).isEmpty();

        OrderId lost = started(placed(suspend(first, LOST)));
        perform(lost);
        install(lost);
        takenBack(resume(first), FalloutDecision.CANCEL, "Bar subscriber", OrderState.CANCELLED, LOST);
        assertThat(product(first).suspension()).contains(LOST);
    }

    private void takenBack(
            PlaceOrder.Item item, FalloutDecision decision, String label, OrderState end, LineSuspension facts) {
        OrderId id = started(placed(item));
        assertThat(due(id)).hasSize(1);
        FalloutTask task = in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(id + "-S1"), "ELEMENT_REFUSED", "unable to comply"),
                id.hashCode()));
        accepted(in(() -> desk.fallout.resolve(task.id(), decision, "ops", "stays as it is")));
        assertThat(due(id)).singleElement().satisfies(step -> {
            assertThat(step.label()).isEqualTo(label);
            StepWork back = in(() -> desk.steps.work(step.id()));
            assertThat(back.undoes()).contains(id + "-S1");
            assertThat(back.facts()).containsAllEntriesOf(facts.characteristics());
            run(() -> desk.steps.complete(step.id(), Map.of()));
        });
        assertThat(in(() -> desk.progress.releaseSteps(id)).delivering()).isFalse();
        run(() -> desk.progress.close(id));
        assertThat(found(id).state()).isEqualTo(end);
    }

    @Test
    void a_lost_line_that_the_network_does_not_bar_is_a_persons_whatever_the_fault_policy_says() {
        OrderId id = started(placed(suspend(line(), LOST)));
        String step = due(id).getFirst().id();
        FalloutTask task = in(() -> desk.fallout.open(
                new FalloutTasks.Cause(id, Optional.of(step), ProcessError.ROLLBACK_BY_POLICY.name(), "MAP 9"), 5));
        assertThat(task.isOpen()).isTrue();
        assertThat(found(id).items()).noneMatch(item -> item.state() == OrderState.FAILED);
    }

    @Test
    void whoever_is_not_responsible_brings_no_line_back() {
        OrderId first = line();
        LineSuspension unpaid = new LineSuspension(SuspensionReason.NON_PAYMENT, Barring.ALL);
        assertThat(refused(desk.entry.place(order(ADA, Optional.empty(), suspend(first, unpaid)))))
                .extracting(reason -> reason.code() + " " + reason.field())
                .containsExactly(
                        "REASON_NOT_GRANTED productOrderItem[1].product.productCharacteristic[suspensionReason]");
        OrderId barred =
                accepted(desk.entry.place(byBilling(suspend(first, unpaid)))).id();
        started(barred);
        perform(barred);
        install(barred);
        assertThat(refused(desk.entry.place(order(ADA, Optional.empty(), resume(first)))))
                .extracting(Rejection::message)
                .containsExactly("The line is suspended, not paid: it is billing who brings it back.");
        OrderId paid = accepted(desk.entry.place(byBilling(resume(first)))).id();
        started(paid);
        perform(paid);
        install(paid);
        assertThat(product(first).state()).isEqualTo(InventoryState.ACTIVE);
    }

    @Test
    void a_suspension_and_what_ends_it_are_cancelled_only_by_whoever_answers_for_the_reason() {
        OrderId first = line();
        LineSuspension unpaid = new LineSuspension(SuspensionReason.NON_PAYMENT, Barring.ALL);
        OrderId barring =
                accepted(desk.entry.place(byBilling(suspend(first, unpaid)))).id();
        for (String other : List.of("csr", "partner", "operations")) {
            notCancelled(barring, other, "The order suspends a line, not paid: it is billing who cancels it.");
        }
        started(barring);
        notCancelled(barring, "csr", "The order suspends a line, not paid: it is billing who cancels it.");
        perform(barring);
        install(barring);

        OrderId unbarring = accepted(desk.entry.place(byBilling(resume(first)))).id();
        notCancelled(
                unbarring,
                "csr",
                "The order brings back a line that is suspended, not paid: it is billing who cancels it.");
        accepted(in(() -> desk.cancel(unbarring, "not paid after all", "billing")));
        assertThat(found(unbarring).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(found(unbarring).cancelledBy()).contains("billing");
        assertThat(product(first).suspension()).contains(unpaid);

        OrderId lost = placed(suspend(line(), LOST));
        notCancelled(
                lost, "billing", "The order suspends a line, lost or stolen: it is customer service who cancels it.");
        accepted(in(() -> desk.cancel(lost, "found", "csr")));
        assertThat(found(lost).state()).isEqualTo(OrderState.CANCELLED);
    }

    private void notCancelled(OrderId id, String by, String message) {
        OrderState before = found(id).state();
        assertThat(refused(in(() -> desk.cancel(id, "", by))))
                .containsExactly(Rejection.at("order", "REASON_NOT_GRANTED", message));
        assertThat(found(id).state()).isEqualTo(before);
    }

    private static PlaceOrder byBilling(PlaceOrder.Item item) {
        return order(ADA, Optional.empty(), item).withSuspensionRights(SuspensionReason.grantedTo("billing"::equals));
    }

    private PlaceOrder.Item suspend(OrderId first, LineSuspension suspension) {
        return PlaceOrder.Item.suspend("1", id(first), suspension, "productOrderItem[1]");
    }

    private PlaceOrder.Item resume(OrderId first) {
        return PlaceOrder.Item.resume("1", id(first), "productOrderItem[1]");
    }

    private PlaceOrder.Item end(OrderId first) {
        return PlaceOrder.Item.end("1", id(first), "productOrderItem[1]");
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

    private OrderId line() {
        OrderId id = started(placed(item("1", M, Map.of("simType", "esim"))));
        perform(id);
        install(id);
        return id;
    }

    private OrderFacts.Charges charges(OrderId id) {
        return in(() -> desk.facts.charges(id)).orElseThrow();
    }

    private String number(OrderId first) {
        return product(first).resources().getFirst().identifier();
    }
}
