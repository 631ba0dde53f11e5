package dialtone.order.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.AmendOrder;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.ProductOrder;
import dialtone.pool.ResourceNeed;
import dialtone.pool.service.PoolContention;
import jakarta.ejb.EJBException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes of others who amend or reserve at the same time, as the container brings it. */
class AmendmentEntryTest {

    private static final Outcome<ProductOrder> REUSED =
            Outcome.rejected(Rejection.of("IDEMPOTENCY_KEY_REUSED", "of another order"));

    /** Fails as often as there are failures. */
    private static final class Amendments extends OrderAmendments {
        private final Deque<RuntimeException> failures;

        Amendments(RuntimeException... failures) {
            this.failures = new ArrayDeque<>(List.of(failures));
        }

        @Override
        public Outcome<ProductOrder> amend(AmendOrder command) {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            return REUSED;
        }
    }

    @Test
    void the_key_of_another_order_at_the_same_time_is_a_key_that_was_used() {
        assertThat(new AmendmentEntry(new Amendments(keyTaken())).amend(command(Optional.of("k"))))
                .isEqualTo(REUSED);
        assertThatThrownBy(() -> new AmendmentEntry(new Amendments(keyTaken())).amend(command(Optional.empty())))
                .isInstanceOf(EJBException.class);
    }

    @Test
    void a_crowd_at_the_pool_passes() {
        PoolContention crowd = new PoolContention(new ResourceNeed("1", ResourceKind.SIM, "esim"));
        assertThat(Desk.refused(
                        new AmendmentEntry(new Amendments(new EJBException(crowd))).amend(command(Optional.of("k")))))
                .extracting(Rejection::code)
                .containsExactly("POOL_CONTENTION");
    }

    @Test
    void a_failure_is_none_of_these() {
        EJBException failure = new EJBException(new IllegalStateException("no connection"));
        assertThatThrownBy(() -> new AmendmentEntry(new Amendments(failure)).amend(command(Optional.of("k"))))
                .isSameAs(failure);
    }

    private static EJBException keyTaken() {
        return new EJBException(new IllegalStateException("not stored", new SQLException("unique", "23505")));
    }

    private static AmendOrder command(Optional<String> key) {
        return new AmendOrder(new OrderId("ORD-1"), key, "", 1, "tmf622", "csr", Optional.empty(), OrderDetails.NONE);
    }
}
