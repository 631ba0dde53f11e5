package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.party.BillingAccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProductOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private static ProductOrder acknowledged() {
        PlaceOrder command = order(item("1", "plan", Map.of()), item("2", "handset", Map.of("deviceColour", "black")));
        return new ProductOrder(
                new OrderId("ORD-1"),
                command,
                new BillingAccountId("BAC-1"),
                "1",
                OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .items(),
                Optional.empty(),
                NOW);
    }

    @Test
    void an_order_is_acknowledged_begun_and_completed() {
        ProductOrder order = acknowledged();
        assertThat(order.serveBy(new Serving.Asking(7, NOW))).isTrue();
        assertThat(order.serveBy(new Serving.Asking(7, NOW))).isTrue();
        assertThat(order.serveBy(new Serving.Asking(8, NOW))).isFalse();
        order.begin(NOW);
        order.complete(NOW.plusSeconds(60));
        assertThat(order.state()).isEqualTo(OrderState.COMPLETED);
        assertThat(order.items()).allMatch(item -> item.state() == OrderState.COMPLETED);
        assertThat(order.finishedAt()).contains(NOW.plusSeconds(60));
        assertThat(order.serveBy(new Serving.Asking(7, NOW)))
                .as("a final order is not served")
                .isFalse();
    }

    @Test
    void an_order_under_way_is_pending_cancellation_until_it_is_closed() {
        ProductOrder begun = acknowledged();
        begun.begin(NOW);
        begun.cancel("lost interest", "csr", NOW);
        assertThat(begun.state()).isEqualTo(OrderState.PENDING_CANCELLATION);
        assertThat(begun.isStopping("1")).isTrue();
        assertThat(begun.finishedAt()).isEmpty();
        begun.close(NOW.plusSeconds(5));
        assertThat(begun.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(begun.items()).allMatch(item -> item.state() == OrderState.CANCELLED);
        assertThatThrownBy(() -> begun.cancel("", "csr", NOW)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> acknowledged().complete(NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_rejected_order_ends_with_its_items() {
        ProductOrder order = acknowledged();
        order.reject(NOW.plusSeconds(1));
        assertThat(order.state()).isEqualTo(OrderState.REJECTED);
        assertThat(order.items()).extracting(OrderItem::state).containsOnly(OrderState.REJECTED);
        assertThat(order.finishedAt()).contains(NOW.plusSeconds(1));
    }

    @Test
    void a_cancelled_order_says_why_and_by_whom() {
        ProductOrder order = acknowledged();
        order.cancel("changed his mind", "csr", NOW);
        assertThat(order.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(order.cancelReason()).contains("changed his mind");
        assertThat(order.cancelledBy()).contains("csr");
    }

    @Test
    void an_order_fails_with_its_items_and_is_partial_when_one_is_given_up() {
        ProductOrder failed = acknowledged();
        failed.begin(NOW);
        failed.giveUp("1");
        assertThat(failed.items())
                .as("what belongs to a plan fails with it")
                .allMatch(item -> failed.isStopping(item.itemId()));
        failed.close(NOW);
        assertThat(failed.state()).isEqualTo(OrderState.FAILED);
        ProductOrder partial = acknowledged();
        partial.begin(NOW);
        partial.giveUp("2");
        assertThat(partial.state()).isEqualTo(OrderState.IN_PROGRESS);
        partial.complete(NOW);
        assertThat(partial.state()).isEqualTo(OrderState.PARTIAL);
        assertThat(partial.item("1").orElseThrow().state()).isEqualTo(OrderState.COMPLETED);
        assertThat(partial.item("2").orElseThrow().state()).isEqualTo(OrderState.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED COMPLETED, COMPLETED",
        "COMPLETED FAILED, PARTIAL",
        "FAILED FAILED, FAILED",
        "FAILED CANCELLED, FAILED",
        "CANCELLED COMPLETED, PARTIAL",
        "CANCELLED REJECTED, CANCELLED",
        "REJECTED, REJECTED"
    })
    void an_orders_state_follows_from_those_of_its_items(String items, OrderState expected) {
        assertThat(OrderState.derivedFrom(List.of(items.split(" ", -1)).stream()
                        .map(OrderState::valueOf)
                        .toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void a_final_state_becomes_nothing_else(OrderState state) {
        for (OrderState next : OrderState.values()) {
            if (state.isFinal() || next == state) {
                assertThat(state.mayBecome(next)).isFalse();
            }
        }
    }

    @Test
    void every_kind_of_price_comes_back_from_its_row() {
        for (Price price : List.of(
                new Price.OneOff("a", "A", Money.of("1.50", Catalogs.EUR)),
                new Price.Recurring("b", "B", Money.of("10.00", Catalogs.EUR)),
                new Price.Usage(
                        "c", "C", UsageType.VOICE, new UnitPrice(new BigDecimal("0.0035"), Catalogs.EUR), 60, 60, 1),
                new Price.Allowance("d", "D", List.of(UsageType.SMS, UsageType.VOICE), 100))) {
            assertThat(ItemPrice.of(price).price()).isEqualTo(price);
        }
    }

    @Test
    void the_digest_of_a_request_covers_what_is_ordered_and_not_the_channel() {
        PlaceOrder one = order(item("1", "plan", Map.of("simType", "esim")));
        PlaceOrder other = order(item("1", "plan", Map.of("simType", "physical")));
        PlaceOrder elsewhere = new PlaceOrder(
                one.idempotencyKey(),
                one.externalId(),
                one.customer(),
                one.billingAccount(),
                "soap",
                one.placedBy(),
                one.items());
        assertThat(RequestKey.of(elsewhere)).isEqualTo(RequestKey.of(one));
        assertThat(RequestKey.of(other).digest())
                .isNotEqualTo(RequestKey.of(one).digest());
        assertThat(RequestKey.of(one).key()).isEqualTo("csr:key");
    }

    @Test
    void a_step_is_released_awaits_falls_out_is_resubmitted_and_completes_once() {
        PlanStep step = step();
        assertThatThrownBy(() -> step.complete(Map.of(), NOW)).isInstanceOf(IllegalStateException.class);
        step.release(NOW);
        step.awaitOutcome();
        assertThat(step.state()).isEqualTo(StepState.AWAITING_OUTCOME);
        step.fallOut();
        step.resubmit();
        assertThat(step.state()).isEqualTo(StepState.RELEASED);
        step.complete(Map.of("activationCode", "A"), NOW);
        step.complete(Map.of("activationCode", "B", "more", "C"), NOW.plusSeconds(9));
        assertThat(step.completedAt()).contains(NOW);
        assertThat(step.facts()).containsOnly(Map.entry("activationCode", "A"), Map.entry("more", "C"));
        step.awaitOutcome();
        step.giveUp();
        assertThat(step.state()).as("a late word changes nothing").isEqualTo(StepState.COMPLETED);
    }

    private static PlanStep step() {
        PlaceOrder command = order(item("1", "plan", Map.of()));
        FulfilmentPlan plan = FulfilmentPlan.of(
                Catalogs.small(),
                OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .items());
        return new PlanStep(new OrderId("ORD-1"), plan.steps().getFirst());
    }
}
