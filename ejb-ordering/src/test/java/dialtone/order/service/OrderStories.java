package dialtone.order.service;

import static dialtone.order.service.Desk.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** What stories of orders have in common: a desk of their own, and each thing done in a transaction. */
abstract class OrderStories {

    final Desk desk;

    OrderStories() {
        this(new Desk());
    }

    OrderStories(Desk desk) {
        this.desk = desk;
    }

    @AfterEach
    void close() {
        desk.close();
    }

    ProductOrder found(OrderId id) {
        return in(() -> desk.orders.find(id)).orElseThrow();
    }

    List<PlanStep> steps(OrderId id) {
        return in(() -> desk.orders.plan(id));
    }

    /** Its process has begun and what it needs is reserved, every job twice. */
    OrderId started(OrderId id) {
        for (int time = 0; time < 2; time++) {
            assertThat(in(() -> desk.validate(id, 77))).isTrue();
            accepted(in(() -> desk.progress.reserve(id)));
        }
        return id;
    }

    <T> T in(Supplier<T> work) {
        return desk.database.inTransaction(work);
    }

    void run(Runnable work) {
        desk.database.inTransaction(work);
    }
}
