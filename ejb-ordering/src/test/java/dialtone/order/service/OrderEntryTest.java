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
import dialtone.order.OrderId;
import dialtone.order.OrderPreview;
import dialtone.order.OrderQuery;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderEntryTest {

    private static Desk desk;

    @BeforeAll
    static void open() {
        desk = new Desk();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void all_that_speaks_against_an_order_is_said_at_once_and_nothing_is_stored() {
        PlaceOrder wrong = new PlaceOrder(
                Optional.empty(),
                Optional.of("x".repeat(65)),
                ADA,
                Optional.of(new BillingAccountId("BAC-100002")),
                "console",
                "csr",
                List.of(
                        item("1", "mobile-sim-only-xl", Map.of()),
                        item("2", "handset-fairline-5", Map.of("deviceColour", "pink", "weight", "10"))));
        long before = orders();
        assertThat(refused(desk.entry.place(wrong)))
                .extracting(Rejection::code)
                .containsExactlyInAnyOrder(
                        "INVALID_EXTERNAL_ID",
                        "BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER",
                        "UNKNOWN_OFFERING",
                        "CHARACTERISTIC_NOT_ALLOWED",
                        "UNKNOWN_CHARACTERISTIC",
                        "REQUIRED_OFFERING_MISSING");
        assertThat(orders()).isEqualTo(before);
    }

    @Test
    void an_unknown_customer_is_refused() {
        assertThat(refused(desk.entry.place(
                        order(new CustomerId("CUS-0"), Optional.empty(), item("1", "mobile-sim-only-s", Map.of())))))
                .extracting(Rejection::code, Rejection::field)
                .containsExactly(org.assertj.core.api.Assertions.tuple("UNKNOWN_CUSTOMER", "customer"));
    }

    @Test
    void a_repeated_key_answers_with_the_first_order_also_when_the_cache_is_lost() {
        PlaceOrder command =
                order(ADA, Optional.of("repeat-1"), item("1", "mobile-sim-only-s", Map.of("simType", "physical")));
        OrderId first = accepted(desk.entry.place(command)).id();
        assertThat(accepted(desk.entry.place(command)).id()).isEqualTo(first);
        desk.answers.clear();
        desk.catalogCache.clear();
        assertThat(accepted(desk.entry.place(command)).id()).isEqualTo(first);
        desk.answers.replaceAll((key, id) -> "ORD-0");
        assertThat(accepted(desk.entry.place(command)).id())
                .as("what the cache says is checked")
                .isEqualTo(first);
        assertThat(refused(desk.entry.place(
                        order(ADA, Optional.of("repeat-1"), item("1", "mobile-sim-only-m", Map.of())))))
                .extracting(Rejection::code)
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void the_same_request_at_the_same_time_makes_one_order() throws Exception {
        PlaceOrder command = order(BRUNO, Optional.of("at-once"), item("1", "mobile-sim-only-m", Map.of()));
        CountDownLatch start = new CountDownLatch(1);
        Set<OrderId> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<ProductOrder>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return accepted(desk.entry.place(command));
                }));
            }
            start.countDown();
            for (Future<ProductOrder> answer : answers) {
                ids.add(answer.get().id());
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void a_preview_says_what_the_order_costs_and_stores_nothing() {
        long before = orders();
        OrderPreview preview = accepted(desk.database.inTransaction(() -> desk.entry.preview(order(
                ADA,
                Optional.empty(),
                item("1", "mobile-sim-only-m", Map.of()),
                item("2", "handset-fairline-5-monthly", Map.of("deviceColour", "black"))))));
        Currency euro = Currency.getInstance("EUR");
        assertThat(preview.oneOff()).isEqualTo(Money.of("10.90", euro));
        assertThat(preview.monthly()).isEqualTo(Money.of("38.80", euro));
        assertThat(orders()).isEqualTo(before);
    }

    @Test
    void an_acknowledged_order_is_cancelled_at_once_and_one_under_way_when_it_is_closed() {
        OrderId id = accepted(desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-s", Map.of()))))
                .id();
        ProductOrder cancelled =
                accepted(desk.database.inTransaction(() -> desk.cancel(id, "changed her mind", "csr")));
        assertThat(cancelled.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(id, 5)))
                .isFalse();
        OrderId begun = accepted(
                        desk.entry.place(order(ADA, Optional.empty(), item("1", "mobile-sim-only-s", Map.of()))))
                .id();
        desk.database.inTransaction(() -> desk.validate(begun, 6));
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(begun)));
        assertThat(accepted(desk.database.inTransaction(() -> desk.cancel(begun, "", "csr")))
                        .state())
                .isEqualTo(OrderState.PENDING_CANCELLATION);
        desk.database.inTransaction(() -> desk.progress.close(begun));
        assertThat(refused(desk.database.inTransaction(() -> desk.cancel(begun, "", "csr"))))
                .extracting(Rejection::code)
                .containsExactly("NOT_IN_VALID_STATE");
    }

    @Test
    void a_list_is_filtered_and_text_is_no_pattern() {
        accepted(desk.entry.place(
                order(new CustomerId("CUS-100005"), Optional.empty(), item("1", "mobile-sim-only-l", Map.of()))));
        assertThat(found("elif")).isEqualTo(1);
        assertThat(found("ayd")).isEqualTo(1);
        assertThat(found("%")).isZero();
        assertThat(found("' or 1=1 --")).isZero();
    }

    private static long found(String text) {
        OrderQuery query = OrderQuery.all(0, 10)
                .in(Set.of(OrderState.ACKNOWLEDGED))
                .with(OrderQuery.Attribute.OFFERING, List.of("mobile-sim-only-l"))
                .mentioning(text);
        return desk.database.inTransaction(() -> desk.orders.list(query)).total();
    }

    private static long orders() {
        return desk.database
                .inTransaction(() -> desk.orders.list(OrderQuery.all(0, 1)))
                .total();
    }
}
