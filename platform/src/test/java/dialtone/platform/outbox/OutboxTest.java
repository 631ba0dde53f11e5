package dialtone.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.bpmn.Priority;
import dialtone.bpmn.ProcessMessage;
import dialtone.platform.schema.MigratedDatabase;
import dialtone.platform.zeebe.ProcessDeployment;
import dialtone.platform.zeebe.ProcessMessages;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
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

    /** A broker that answers LATER to the messages named in {@code laterOf} and takes all others. */
    private static final class Broker extends ProcessMessages {
        private final List<String> asked = new ArrayList<>();
        private Set<String> laterOf;

        Broker(Set<String> laterOf) {
            this.laterOf = laterOf;
        }

        @Override
        public CompletionStage<Receipt> publish(OutgoingMessage message) {
            asked.add(message.messageId());
            return CompletableFuture.completedStage(
                    laterOf.contains(message.messageId()) ? Receipt.LATER : Receipt.TAKEN);
        }
    }

    /** The processes are where the messages go. */
    private static final class Deployed extends ProcessDeployment {
        @Override
        public boolean ensureDeployed() {
            return true;
        }
    }

    private final MigratedDatabase migrated = MigratedDatabase.taken(false);
    private final DataSource database = migrated.dataSource();
    private final MovingClock clock = new MovingClock();
    private final Transactions transactions = new Transactions();
    private final Outbox outbox;

    OutboxTest() {
        outbox = new Outbox(database, transactions, new OutboxRelay(), clock);
    }

    @AfterEach
    void close() {
        migrated.giveBack();
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
    void a_message_is_moved_unless_it_may_be_under_way_before_that_is_stored() {
        Instant due = TEN.plus(Duration.ofHours(1));
        Instant later = TEN.plus(Duration.ofHours(2));
        outbox.putNotBefore(due, message("waits"));
        clock.now = due.minus(Outbox.LEAST_WAIT);
        assertThat(outbox.move("waits", due, later)).isFalse();
        clock.now = clock.now.minusMillis(1);
        assertThat(outbox.move("waits", due, later)).isTrue();
        clock.now = due;
        assertThat(pending()).isEmpty();
        clock.now = later;
        assertThat(pending()).containsExactly("waits");
    }

    @Test
    void what_is_urgent_goes_before_all_that_is_due_and_not_before_its_own_time() {
        outbox.putNotBefore(TEN, Priority.BATCH, message("of a batch"));
        outbox.put(message("first"));
        outbox.putNotBefore(TEN.plusSeconds(60), Priority.URGENT, message("urgent-later"));
        outbox.put(message("second"));
        outbox.putNotBefore(TEN, Priority.URGENT, message("urgent"));
        assertThat(pending()).containsExactly("urgent", "first", "second", "of a batch");
        assertThat(pending(2)).containsExactly("urgent", "first");
        assertThat(outbox.backlog().waiting()).isEqualTo(4);

        clock.now = TEN.plusSeconds(60);
        assertThat(pending()).containsExactly("urgent", "urgent-later", "first", "second", "of a batch");
        assertThat(pending(1)).containsExactly("urgent");
    }

    @Test
    void a_message_that_the_broker_does_not_take_holds_up_no_other() {
        Broker broker = new Broker(Set.of("stuck"));
        OutboxRelay relay = new OutboxRelay(outbox, broker, new Deployed(), clock);
        outbox.put(message("stuck"));
        for (int i = 0; i < 70; i++) {
            outbox.put(message("order-" + i));
        }

        assertThat(relay.sendDue()).as("the broker is there").isTrue();
        assertThat(pending()).containsExactly("stuck");
        assertThat(broker.asked).hasSize(71).doesNotHaveDuplicates();

        outbox.put(message("new"));
        assertThat(relay.sendDue()).isTrue();
        assertThat(broker.asked).as("the one is left alone for a while").hasSize(72);
        assertThat(pending()).containsExactly("stuck");

        broker.laterOf = Set.of();
        clock.now = clock.now.plusMillis(150);
        assertThat(relay.sendDue()).isTrue();
        assertThat(pending()).isEmpty();
    }

    @Test
    void a_broker_that_takes_nothing_of_a_batch_is_left_alone_and_has_everything_soon_when_it_is_back() {
        Broker away =
                new Broker(IntStream.range(0, 70).mapToObj(i -> "order-" + i).collect(Collectors.toSet()));
        OutboxRelay relay = new OutboxRelay(outbox, away, new Deployed(), clock);
        away.laterOf.stream().sorted().forEach(id -> outbox.put(message(id)));

        long backOff = 0;
        for (int look = 1; look <= 100; look++) {
            assertThat(relay.sendDue()).isFalse();
            assertThat(away.asked).as("a batch a look").hasSizeLessThanOrEqualTo(32 * look);
            backOff = OutboxRelay.backOff(backOff);
            clock.now = clock.now.plusMillis(OutboxRelay.withChance(backOff));
        }
        assertThat(OutboxRelay.withChance(backOff)).isBetween(1_000L, 1_500L);
        assertThat(pending(100)).hasSize(70);

        away.laterOf = Set.of();
        away.asked.clear();
        relay.sendDue();
        clock.now = clock.now.plusMillis(1_500);
        assertThat(relay.sendDue()).isTrue();
        assertThat(pending()).isEmpty();
        assertThat(away.asked).hasSize(70).doesNotHaveDuplicates();
    }

    @Test
    void a_whole_batch_that_is_never_taken_does_not_stand_before_the_others_for_ever() {
        Set<String> stuck = IntStream.range(0, 40).mapToObj(i -> "stuck-" + i).collect(Collectors.toSet());
        Broker broker = new Broker(stuck);
        OutboxRelay relay = new OutboxRelay(outbox, broker, new Deployed(), clock);
        stuck.forEach(id -> outbox.put(message(id)));
        outbox.put(message("new"));

        relay.sendDue();
        relay.sendDue();

        assertThat(pending(100)).containsExactlyInAnyOrderElementsOf(stuck);
    }

    @Test
    void what_another_node_has_sent_is_held_back_no_more() {
        HeldBack held = new HeldBack();
        held.hold(1, TEN);
        held.hold(2, TEN);
        held.retain(Set.of(2L));
        assertThat(held.size()).isEqualTo(1);
        assertThat(held.holds(1, TEN)).isFalse();
        assertThat(held.holds(2, TEN)).isTrue();
        assertThat(held.untilFirst(TEN)).isBetween(100L, 151L);
        assertThat(held.untilFirst(TEN.plusSeconds(9))).isEqualTo(1);
        held.release(2);
        assertThat(held.untilFirst(TEN)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_message_outside_a_transaction_is_a_bug_of_the_caller() {
        transactions.status = Status.STATUS_NO_TRANSACTION;
        assertThatThrownBy(() -> outbox.putNotBefore(TEN, message("now"))).isInstanceOf(IllegalStateException.class);
        assertThat(pending()).isEmpty();
    }

    private List<String> pending() {
        return pending(10);
    }

    private List<String> pending(int limit) {
        return outbox.pending(limit).stream()
                .map(pending -> pending.message().messageId())
                .toList();
    }

    private static OutgoingMessage message(String id) {
        return new OutgoingMessage(
                ProcessMessage.ORDER_ACKNOWLEDGED, id, id, Duration.ofHours(1), Map.of("orderId", id));
    }
}
