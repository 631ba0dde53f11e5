package dialtone.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.bpmn.ProcessMessage;
import dialtone.platform.schema.SchemaMigration;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    /** A clock that the test moves. */
    private static final class MovingClock extends Clock {
        private Instant now = TEN;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The container's, as far as the outbox asks it. */
    private static final class Transactions implements TransactionSynchronizationRegistry {
        private int status = Status.STATUS_ACTIVE;

        @Override
        public Object getTransactionKey() {
            return this;
        }

        @Override
        public void putResource(Object key, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getResource(Object key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            synchronization.afterCompletion(Status.STATUS_COMMITTED);
        }

        @Override
        public int getTransactionStatus() {
            return status;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }

    private final JdbcConnectionPool database = JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
            "sa",
            "sa");
    private final MovingClock clock = new MovingClock();
    private final Transactions transactions = new Transactions();
    private final Outbox outbox;

    OutboxTest() {
        SchemaMigration.migrate(database, false);
        outbox = new Outbox(database, transactions, new OutboxRelay(), clock);
    }

    @AfterEach
    void close() {
        database.dispose();
    }

    @Test
    void a_message_for_later_waits_for_its_time_and_holds_up_no_other() {
        outbox.putNotBefore(TEN.plus(Duration.ofDays(3)), message("friday"));
        outbox.putNotBefore(TEN.plus(Duration.ofDays(1)), message("tomorrow"));
        outbox.put(message("now"));
        outbox.putNotBefore(TEN.minusSeconds(60), message("past"));
        assertThat(pending()).containsExactly("now", "past");
        assertThat(outbox.backlog().waiting()).as("what is due").isEqualTo(2);

        clock.now = TEN.plus(Duration.ofDays(1)).minusMillis(1);
        assertThat(pending()).containsExactly("now", "past");
        clock.now = TEN.plus(Duration.ofDays(1));
        assertThat(pending()).containsExactly("now", "past", "tomorrow");

        outbox.settle(outbox.pending(10), List.of());
        clock.now = TEN.plus(Duration.ofDays(4));
        assertThat(pending()).as("a table is not forgotten when a server is").containsExactly("friday");
        assertThat(outbox.backlog()).isEqualTo(new Outbox.Backlog(1, Duration.ofDays(1)));
    }

    @Test
    void a_message_outside_a_transaction_is_a_bug_of_the_caller() {
        transactions.status = Status.STATUS_NO_TRANSACTION;
        assertThatThrownBy(() -> outbox.putNotBefore(TEN, message("now"))).isInstanceOf(IllegalStateException.class);
        assertThat(pending()).isEmpty();
    }

    private List<String> pending() {
        return outbox.pending(10).stream()
                .map(pending -> pending.message().messageId())
                .toList();
    }

    private static OutgoingMessage message(String id) {
        return new OutgoingMessage(
                ProcessMessage.ORDER_ACKNOWLEDGED, id, id, Duration.ofHours(1), Map.of("orderId", id));
    }
}
