package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.Cancellation;
import dialtone.order.OrderId;
import dialtone.order.OrderScope;
import dialtone.order.OrderState;
import dialtone.order.Requester;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to cancel, each kept with its verdict. */
class OrderCancellationTest {

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void an_order_that_nothing_is_reserved_for_is_cancelled_and_the_request_says_so() {
        OrderId id = ordered();

        Cancellation done = accepted(request(id, OrderScope.ALL));

        assertThat(done.accepted()).isTrue();
        assertThat(done.verdict()).isEqualTo("The order is cancelled.");
        assertThat(desk.database
                        .inTransaction(() -> desk.orders.find(id))
                        .orElseThrow()
                        .state())
                .isEqualTo(OrderState.CANCELLED);
        assertThat(desk.database.inTransaction(() -> desk.cancellations.find(done.id())))
                .map(Cancellation::order)
                .contains(id);
    }

    @Test
    void an_order_that_has_ended_stays_as_it_is_and_the_request_is_kept_with_the_reason() {
        OrderId id = ordered();
        accepted(request(id, OrderScope.ALL));

        Cancellation again = accepted(request(id, OrderScope.ALL));

        assertThat(again.accepted()).isFalse();
        assertThat(again.verdict()).contains("is cancelled: it has ended");
    }

    @Test
    void whose_order_it_is_not_hears_that_there_is_none_and_nothing_is_kept() {
        OrderId id = ordered();

        assertThat(refused(request(id, OrderScope.placedBy("another"))))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_ORDER");
        assertThat(accepted(request(id, OrderScope.placedBy("csr"))).accepted()).isTrue();
        assertThat(desk.database
                        .inTransaction(() -> desk.cancellations.list(OrderScope.ALL, 0, 10))
                        .total())
                .isEqualTo(1);
    }

    private OrderId ordered() {
        return accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of("simType", "physical")))))
                .id();
    }

    private Outcome<Cancellation> request(OrderId id, OrderScope scope) {
        return desk.database.inTransaction(() -> desk.cancellations.request(
                id, Optional.of("changed his mind"), Requester.of("csr", "csr"::equals), scope));
    }
}
