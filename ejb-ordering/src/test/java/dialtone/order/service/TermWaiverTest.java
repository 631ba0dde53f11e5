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
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.ContractTermRules;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.order.OrderId;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.TermWaiver;
import dialtone.order.TermWaiver.State;
import dialtone.order.WaiverReason;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions from the minimum term of Mobile M, 24 months at 4.00 EUR for each that remains; or, where a test says so, one that may not be left. */
class TermWaiverTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String M = "mobile-sim-only-m";
    private static final Money DEAREST = Money.of("96.00", EUR);

    private Desk desk = new Desk();

    private TermWaivers waivers() {
        return new TermWaivers(desk.database.entities(), desk.catalogs, desk.inventory, desk.parties, desk.clock);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Outcome<TermWaiver> asked(ProductId product, WaiverReason reason, String note, String by) {
        return in(() -> waivers().ask(product, reason, note, by));
    }

    private Outcome<TermWaiver> granted(String id, String by) {
        return in(() -> waivers().grant(id, by, ""));
    }

    private static String code(Outcome<TermWaiver> outcome) {
        return refused(outcome).getFirst().code();
    }

    /** What ending it now would cost beside its prices. */
    private Money toEnd(ProductId product) {
        return accepted(desk.entry.preview(order(ADA, Optional.empty(), end(product))))
                .oneOff();
    }

    @Test
    void a_death_is_asked_for_by_one_and_granted_by_another_and_then_the_line_ends_at_no_cost() {
        ProductId line = line();
        assertThat(toEnd(line)).isEqualTo(DEAREST);
        assertThat(code(asked(line, WaiverReason.DEATH, " ", "csr"))).isEqualTo("REASON_REQUIRED");
        TermWaiver waiver = accepted(asked(line, WaiverReason.DEATH, "certificate of 10 January", "csr"));
        assertThat(waiver.state()).isEqualTo(State.ASKED);
        assertThat(toEnd(line)).as("nobody has agreed yet").isEqualTo(DEAREST);
        assertThat(code(asked(line, WaiverReason.GOODWILL, "again", "csr"))).isEqualTo("ALREADY_ASKED");
        assertThat(code(granted(waiver.id(), "CSR"))).isEqualTo("SECOND_PERSON_REQUIRED");
        assertThat(in(() -> waivers().list(Optional.of(State.ASKED), 0, 9)).total())
                .isEqualTo(1);
        assertThat(accepted(granted(waiver.id(), "ops")).validUntil()).contains(LocalDate.parse("2026-12-25"));
        assertThat(code(granted(waiver.id(), "admin"))).isEqualTo("NOT_IN_VALID_STATE");
        assertThat(toEnd(line)).isEqualTo(Money.zero(EUR));

        OrderId end = placed(end(line));
        assertThat(in(() -> desk.orders.find(end))
                        .orElseThrow()
                        .items()
                        .getFirst()
                        .earlyTermination())
                .isEmpty();
        assertThat(in(() -> desk.validate(end, 77))).isTrue();
        assertThat(ContractTermRules.judge(in(() -> desk.checks.request(end).request())))
                .singleElement()
                .extracting(CheckResult::message)
                .asString()
                .contains("costs nothing: death of the customer, " + waiver.id());
    }

    @Test
    void a_withdrawal_within_fourteen_days_needs_nobody_and_afterwards_is_none() {
        ProductId line = line();
        desk.clock.pass(Duration.ofDays(13));
        TermWaiver waiver = accepted(asked(line, WaiverReason.WITHDRAWAL, "", "csr"));
        assertThat(waiver.state()).isEqualTo(State.GRANTED);
        assertThat(waiver.decidedBy()).contains("csr");
        assertThat(toEnd(line)).isEqualTo(Money.zero(EUR));
        ProductId other = line();
        desk.clock.pass(Duration.ofDays(15));
        assertThat(code(asked(other, WaiverReason.WITHDRAWAL, "", "csr"))).isEqualTo("WITHDRAWAL_OVER");
    }

    @Test
    void an_exception_is_used_in_time_and_holds_for_no_term_that_begins_later() {
        ProductId line = line();
        accepted(granted(
                accepted(asked(line, WaiverReason.MOVE, "to Iceland", "csr")).id(), "ops"));
        desk.clock.pass(Duration.ofDays(29));
        assertThat(toEnd(line)).isEqualTo(Money.zero(EUR));
        desk.clock.pass(Duration.ofDays(2));
        assertThat(toEnd(line)).as("too late: 23 months").isEqualTo(Money.of("92.00", EUR));
        accepted(granted(
                accepted(asked(line, WaiverReason.MOVE, "to Iceland", "csr")).id(), "ops"));
        desk.clock.pass(Duration.ofMinutes(1));
        done(placed(change(line, "mobile-sim-only-l")));
        assertThat(toEnd(line)).as("the plan it has gone over to binds it").isEqualTo(Money.of("99.00", EUR));
        assertThat(accepted(asked(line, WaiverReason.DEATH, "certificate", "csr"))
                        .state())
                .as("of that term nothing was granted")
                .isEqualTo(State.ASKED);
    }

    /** M of 25 November, L of the 30th: until 9 December both may be withdrawn from, until the 14th L alone, and M costs 4.00 for 24 months. */
    @Test
    void a_withdrawal_is_from_all_that_was_agreed_in_its_fourteen_days_and_from_nothing_before() {
        ProductId both = line();
        ProductId later = line();
        desk.clock.pass(Duration.ofDays(5));
        done(placed(change(both, "mobile-sim-only-l")));
        done(placed(change(later, "mobile-sim-only-l")));
        desk.clock.pass(Duration.ofDays(9));
        accepted(asked(both, WaiverReason.WITHDRAWAL, "", "csr"));
        assertThat(toEnd(both)).isEqualTo(Money.zero(EUR));
        desk.clock.pass(Duration.ofDays(1));
        accepted(asked(later, WaiverReason.WITHDRAWAL, "", "csr"));
        assertThat(toEnd(later)).as("99.00 is none any more").isEqualTo(DEAREST);
    }

    @Test
    void what_may_not_be_left_may_be_left_by_an_exception_and_what_is_refused_changes_nothing() {
        desk.close();
        desk = new Desk(text -> text.replace(
                "minimumTerm: {months: 24, earlyTermination: {perRemainingMonth: 4.00}}",
                "minimumTerm: {months: 24, leaving: at-the-end}"));
        ProductId line = line();
        assertThat(tooEarly(line)).containsExactly("MINIMUM_TERM_RUNS");
        TermWaiver refused = accepted(asked(line, WaiverReason.GOODWILL, "a good customer", "csr"));
        assertThat(code(in(() -> waivers().refuse(refused.id(), "ops", "")))).isEqualTo("REASON_REQUIRED");
        assertThat(accepted(in(() -> waivers().refuse(refused.id(), "ops", "No.")))
                        .state())
                .isEqualTo(State.REFUSED);
        assertThat(tooEarly(line)).containsExactly("MINIMUM_TERM_RUNS");
        accepted(granted(
                accepted(asked(line, WaiverReason.SERVICE_FAILURE, "no coverage for a month", "csr"))
                        .id(),
                "ops"));
        assertThat(tooEarly(line)).isEmpty();
        assertThat(in(() -> waivers().of(line))).hasSize(2);
    }

    @Test
    void who_has_asked_takes_it_back_and_asks_for_another_reason() {
        ProductId line = line();
        String id = accepted(asked(line, WaiverReason.MOVE, "a slip", "csr")).id();
        assertThat(code(in(() -> waivers().takeBack(id, "csr-2")))).isEqualTo("ASKED_BY_ANOTHER");
        assertThat(accepted(in(() -> waivers().takeBack(id, "CSR"))).isTakenBack())
                .isTrue();
        assertThat(code(in(() -> waivers().takeBack(id, "csr")))).isEqualTo("NOT_IN_VALID_STATE");
        assertThat(code(in(() -> waivers().takeBack("WAI-0", "csr")))).isEqualTo("UNKNOWN_WAIVER");
        assertThat(accepted(asked(line, WaiverReason.DEATH, "certificate", "csr"))
                        .state())
                .isEqualTo(State.ASKED);
    }

    @Test
    void what_is_free_or_unknown_needs_no_exception() {
        assertThat(code(asked(new ProductId("PRD-0"), WaiverReason.DEATH, "x", "csr")))
                .isEqualTo("UNKNOWN_PRODUCT");
        OrderId free = done(placed(item("1", "mobile-sim-only-s", Map.of())));
        assertThat(code(asked(Product.Origin.productId(free, 1), WaiverReason.DEATH, "x", "csr")))
                .isEqualTo("NO_TERM_RUNS");
        assertThat(code(granted("WAI-0", "ops"))).isEqualTo("UNKNOWN_WAIVER");
        assertThat(code(in(() -> waivers().grant("WAI-0", "ops", "x".repeat(256)))))
                .isEqualTo("TOO_LONG");
        assertThat(code(asked(line(), WaiverReason.DEATH, "x".repeat(256), "csr")))
                .isEqualTo("TOO_LONG");
    }

    private List<String> tooEarly(ProductId line) {
        return in(() -> desk.entry.leftTooEarly(order(ADA, Optional.empty(), end(line)))).stream()
                .map(CheckResult::code)
                .toList();
    }

    private static PlaceOrder.Item end(ProductId product) {
        return PlaceOrder.Item.end("1", product.value(), "productOrderItem[0]");
    }

    private static PlaceOrder.Item change(ProductId product, String plan) {
        return PlaceOrder.Item.change("1", product.value(), new OfferingId(plan), "productOrderItem[0]");
    }

    private ProductId line() {
        return Product.Origin.productId(done(placed(item("1", M, Map.of("simType", "esim")))), 1);
    }

    private OrderId placed(PlaceOrder.Item item) {
        return accepted(desk.entry.place(order(ADA, Optional.empty(), item))).id();
    }

    private OrderId done(OrderId id) {
        assertThat(in(() -> desk.validate(id, 77))).isTrue();
        assertThat(in(() -> desk.progress.reserve(id)).<List<Rejection>>fold(held -> List.of(), reasons -> reasons))
                .isEmpty();
        for (List<PlanStep> due = due(id); !due.isEmpty(); due = due(id)) {
            for (PlanStep step : due) {
                desk.database.inTransaction(() -> desk.steps.complete(step.id(), Map.of()));
            }
        }
        desk.database.inTransaction(() -> desk.progress.install(id));
        desk.database.inTransaction(() -> desk.progress.complete(id));
        return id;
    }

    private List<PlanStep> due(OrderId id) {
        return in(() -> desk.progress.releaseSteps(id)).steps();
    }

    private <T> T in(Supplier<T> work) {
        return desk.database.inTransaction(work);
    }
}
