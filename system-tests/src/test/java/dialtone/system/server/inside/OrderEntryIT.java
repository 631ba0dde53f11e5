package dialtone.system.server.inside;

import static dialtone.system.server.inside.OrderRun.PLAN;
import static dialtone.system.server.inside.OrderRun.accepted;
import static dialtone.system.server.inside.OrderRun.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.order.service.OrderEntry;
import dialtone.order.service.Orders;
import dialtone.party.CustomerId;
import dialtone.system.server.InTheServer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Order entry as the container runs it: its transactions, its pool of beans, its caches. */
@InTheServer
class OrderEntryIT {

    private static final CustomerId ADA = new CustomerId("CUS-100001");
    private static final int AT_ONCE = 6;

    private static final String ORDERS = "SELECT COUNT(*) FROM PRODUCT_ORDER WHERE REQUEST_KEY = ?";
    private static final String ALL_ORDERS = "SELECT COUNT(*) FROM PRODUCT_ORDER";
    private static final String ALL_ITEMS = "SELECT COUNT(*) FROM ORDER_ITEM";
    private static final String ALL_MESSAGES = "SELECT COUNT(*) FROM OUTBOX_MESSAGE";
    private static final String ALL_EVENTS = "SELECT COUNT(*) FROM DOMAIN_EVENT";
    private static final String MESSAGES_OF = "SELECT COUNT(*) FROM OUTBOX_MESSAGE WHERE MESSAGE_ID = ?";

    @Inject
    private OrderEntry entry;

    @Inject
    private Orders orders;

    @Inject
    private OrderRun run;

    @Inject
    private Tables tables;

    @Resource
    private ManagedExecutorService threads;

    @Test
    void anOrderIsStoredWithItsPricesAndTheMessageThatStartsIt() {
        OrderId id = run.place(ADA);

        ProductOrder order = orders.find(id).orElseThrow();
        assertThat(order.state()).isEqualTo(OrderState.ACKNOWLEDGED);
        assertThat(order.items().getFirst().prices())
                .extracting(price -> price.id())
                .contains("activation", "monthly-fee", "data-overage");
        assertThat(tables.number(MESSAGES_OF, id.value())).isEqualTo(1);
    }

    @Test
    void oneKeyPlacesOneOrderAndServesNoOther() {
        PlaceOrder command = mobileOrder(ADA, Optional.of("inside-once"));
        OrderId first = accepted(entry.place(command)).id();

        assertThat(accepted(entry.place(command)).id()).isEqualTo(first);
        assertThat(refused(entry.place(mobileOrder(ADA, Optional.of("inside-once"), PLAN, "physical"))))
                .extracting(Rejection::code)
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
        assertThat(tables.number(ORDERS, "csr:inside-once")).isEqualTo(1);
        assertThat(tables.number(MESSAGES_OF, first.value())).isEqualTo(1);
    }

    @Test
    void oneKeyFromManyThreadsAtOncePlacesOneOrder() {
        PlaceOrder command = mobileOrder(ADA, Optional.of("inside-at-once"));

        List<CompletableFuture<OrderId>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> accepted(entry.place(command)).id(), threads))
                .limit(AT_ONCE)
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(tables.number(ORDERS, "csr:inside-at-once")).isEqualTo(1);
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() {
        List<Long> before = everything();
        PlaceOrder unknownOffering =
                mobileOrder(ADA, Optional.of("inside-refused"), new OfferingId("mobile-nowhere"), "esim");
        PlaceOrder unknownCustomer = mobileOrder(new CustomerId("CUS-999999"), Optional.of("inside-refused"));

        assertThat(refused(entry.place(unknownOffering)))
                .extracting(Rejection::code, Rejection::field)
                .containsExactly(tuple("UNKNOWN_OFFERING", "productOrderItem[0].productOffering.id"));
        assertThat(refused(entry.place(unknownCustomer)))
                .extracting(Rejection::code)
                .contains("UNKNOWN_CUSTOMER");
        assertThat(refused(entry.preview(unknownOffering)))
                .extracting(Rejection::code)
                .containsExactly("UNKNOWN_OFFERING");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aFailureAfterTheOrderIsWrittenTakesTheOrderBackAndTheKeyCanBeUsedAgain() {
        PlaceOrder command = mobileOrder(ADA, Optional.of("inside-failed"));
        long orders = tables.number(ALL_ORDERS);
        long items = tables.number(ALL_ITEMS);
        long events = tables.number(ALL_EVENTS);

        tables.without(
                "OUTBOX_MESSAGE",
                () -> assertThatThrownBy(() -> entry.place(command)).hasStackTraceContaining("outbox"));

        assertThat(tables.number(ALL_ORDERS)).isEqualTo(orders);
        assertThat(tables.number(ALL_ITEMS)).isEqualTo(items);
        assertThat(tables.number(ALL_EVENTS)).isEqualTo(events);

        OrderId placed = accepted(entry.place(command)).id();
        assertThat(tables.number(ORDERS, "csr:inside-failed")).isEqualTo(1);
        assertThat(tables.number(MESSAGES_OF, placed.value())).isEqualTo(1);
    }

    @Test
    void aFailureAfterTheMessageIsWrittenTakesTheMessageBack() {
        PlaceOrder command = mobileOrder(ADA, Optional.of("inside-no-items"));
        long messages = tables.number(ALL_MESSAGES);

        tables.without(
                "DOMAIN_EVENT",
                () -> assertThatThrownBy(() -> entry.place(command)).isInstanceOf(RuntimeException.class));

        assertThat(tables.number(ORDERS, "csr:inside-no-items")).isZero();
        assertThat(tables.number(ALL_MESSAGES)).isEqualTo(messages);
    }

    @Test
    void anOrderIsCancelledAtOnceOrWhenItIsTakenBackAndNotOnceItIsCompleted() {
        OrderId untouched = run.place(ADA);
        OrderId reserved = run.place(ADA);
        run.advance(reserved, OrderRun.Stage.RESERVED);
        OrderId completed = run.place(ADA);
        run.advance(completed, OrderRun.Stage.COMPLETED);

        assertThat(accepted(entry.cancel(untouched, "changed my mind", OrderRun.CSR))
                        .state())
                .isEqualTo(OrderState.CANCELLED);
        assertThat(accepted(entry.cancel(reserved, "changed my mind", OrderRun.CSR))
                        .state())
                .isEqualTo(OrderState.PENDING_CANCELLATION);
        assertThat(List.of(untouched, reserved, completed))
                .allSatisfy(id -> assertThat(refused(entry.cancel(id, "too late", OrderRun.CSR)))
                        .extracting(Rejection::code)
                        .containsExactly("NOT_IN_VALID_STATE"));
        assertThat(orders.find(completed).orElseThrow().state()).isEqualTo(OrderState.COMPLETED);
    }

    private List<Long> everything() {
        return Stream.of(ALL_ORDERS, ALL_ITEMS, ALL_MESSAGES, ALL_EVENTS)
                .map(tables::number)
                .toList();
    }

    private static List<Rejection> refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("Accepted: " + value);
                },
                reasons -> reasons);
    }
}
