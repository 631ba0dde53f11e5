package dialtone.platform.outbox;

import dialtone.bpmn.Priority;
import dialtone.bpmn.ProcessMessage;
import dialtone.platform.database.OneCommit;
import dialtone.platform.json.FactsJson;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The messages stored with their transactions. {@link OutboxRelay} sends them. */
@ApplicationScoped
public class Outbox {

    /** Of a message that is moved: longer than the transaction takes that moves it, locks that it waits for included. */
    static final Duration LEAST_WAIT = Duration.ofSeconds(10);

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    @Inject
    private OutboxRelay relay;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public Outbox() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    Outbox(DataSource dataSource, TransactionSynchronizationRegistry transactions, OutboxRelay relay, Clock clock) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * Stores the message in the caller's transaction; it is sent when that commits.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void put(OutgoingMessage message) {
        putNotBefore(clock.instant(), message);
    }

    /**
     * Stores the message in the caller's transaction; it is sent when that has committed and its time has come. Until then it
     * costs nothing but its row.
     *
     * @param due a time past is now
     * @throws IllegalStateException outside a transaction
     */
    public void putNotBefore(Instant due, OutgoingMessage message) {
        putNotBefore(due, Priority.USUAL, message);
    }

    /**
     * The same for a message that goes before or after others that are due.
     *
     * @param due a time past is now
     * @throws IllegalStateException outside a transaction
     */
    public void putNotBefore(Instant due, Priority priority, OutgoingMessage message) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("A message leaves with the transaction that caused it, and there is none");
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO OUTBOX_MESSAGE (ID, NAME, CORRELATION_KEY, MESSAGE_ID, TTL_SECONDS, VARIABLES, CREATED_AT,"
                                + " NOT_BEFORE, PRIORITY, PENDING) VALUES (OUTBOX_MESSAGE_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?, 1)")) {
            Instant now = clock.instant();
            insert.setString(1, message.message().name());
            insert.setString(2, message.correlationKey());
            insert.setString(3, message.messageId());
            insert.setLong(4, message.timeToLive().toSeconds());
            insert.setString(5, FactsJson.write(message.variables()));
            insert.setTimestamp(6, Timestamp.from(now));
            insert.setTimestamp(7, Timestamp.from(due.isAfter(now) ? due : now));
            insert.setString(8, priority.name());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox does not take a message", e);
        }
        wakeAfterCommit();
    }

    /**
     * Moves a message that waits for its time to another one, in the caller's transaction.
     *
     * @param former the time it waits for
     * @param due    a time past is now
     * @return false when no such message waits, or so shortly before its time that it may be sent before this commits
     */
    public boolean move(String messageId, Instant former, Instant due) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE OUTBOX_MESSAGE SET NOT_BEFORE = ?"
                        + " WHERE PENDING = 1 AND PRIORITY IN (?, ?, ?) AND NOT_BEFORE = ? AND MESSAGE_ID = ?")) {
            Instant now = clock.instant();
            if (!former.isAfter(now.plus(LEAST_WAIT))) {
                return false;
            }
            update.setTimestamp(1, Timestamp.from(due.isAfter(now) ? due : now));
            int next = setAll(update, 2);
            update.setTimestamp(next, Timestamp.from(former));
            update.setString(next + 1, messageId);
            boolean moved = update.executeUpdate() == 1;
            wakeAfterCommit();
            return moved;
        } catch (SQLException e) {
            throw new IllegalStateException("A message of the outbox is not moved", e);
        }
    }

    /** Whatever the priority: all of them are named, for the index begins with it. @return the position after them */
    private static int setAll(PreparedStatement statement, int first) throws SQLException {
        int position = first;
        for (Priority priority : Priority.values()) {
            statement.setString(position, priority.name());
            position++;
        }
        return position;
    }

    private void wakeAfterCommit() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    relay.wake();
                }
            }
        });
    }

    /**
     * The messages that are due and still to be sent, the urgent ones first, then those that have been due longest. A question for each
     * priority, by index OUTBOX_MESSAGE_PENDING_IX: one for both would go through all that waits for its time.
     */
    List<Pending> pending(int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT ID, NAME, CORRELATION_KEY, MESSAGE_ID, TTL_SECONDS, VARIABLES FROM OUTBOX_MESSAGE"
                                + " WHERE PENDING = 1 AND PRIORITY = ? AND NOT_BEFORE <= ? ORDER BY NOT_BEFORE, ID"
                                + " FETCH FIRST ? ROWS ONLY")) {
            Timestamp now = Timestamp.from(clock.instant());
            List<Pending> found = new ArrayList<>();
            for (Priority priority : Priority.values()) {
                if (found.size() < limit) {
                    select.setString(1, priority.name());
                    select.setTimestamp(2, now);
                    select.setInt(3, limit - found.size());
                    read(select, found);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox cannot be read", e);
        }
    }

    private static void read(PreparedStatement select, List<Pending> found) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Pending(
                        rows.getLong("ID"),
                        new OutgoingMessage(
                                ProcessMessage.valueOf(rows.getString("NAME")),
                                rows.getString("CORRELATION_KEY"),
                                rows.getString("MESSAGE_ID"),
                                Duration.ofSeconds(rows.getLong("TTL_SECONDS")),
                                FactsJson.read(rows.getString("VARIABLES")))));
            }
        }
    }

    /** Marks messages as done with, in one transaction: sent, or refused by the broker for good. */
    void settle(List<Pending> sent, List<Pending> refused) {
        if (sent.isEmpty() && refused.isEmpty()) {
            return;
        }
        try {
            OneCommit.of(dataSource, connection -> settle(connection, sent, refused));
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox cannot be marked", e);
        }
    }

    private void settle(Connection connection, List<Pending> sent, List<Pending> refused) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE OUTBOX_MESSAGE SET PENDING = NULL, SENT_AT = ?, REFUSED = ? WHERE ID = ?")) {
            Timestamp now = Timestamp.from(clock.instant());
            for (Pending message : sent) {
                addSettled(update, now, 0, message);
            }
            for (Pending message : refused) {
                addSettled(update, now, 1, message);
            }
            update.executeBatch();
        }
    }

    private static void addSettled(PreparedStatement update, Timestamp now, int refused, Pending message)
            throws SQLException {
        update.setTimestamp(1, now);
        update.setInt(2, refused);
        update.setLong(3, message.id());
        update.addBatch();
    }

    /** How many messages are due and not sent, and since when the oldest is, for the status page. */
    public Backlog backlog() {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT COUNT(*) AS WAITING, MIN(NOT_BEFORE) AS OLDEST FROM OUTBOX_MESSAGE"
                                + " WHERE PENDING = 1 AND PRIORITY IN (?, ?, ?) AND NOT_BEFORE <= ?")) {
            select.setTimestamp(setAll(select, 1), Timestamp.from(now));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Timestamp oldest = row.getTimestamp("OLDEST");
                Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now);
                return new Backlog(row.getLong("WAITING"), age);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox cannot be counted", e);
        }
    }

    /** @param oldest how long the message that has waited longest has been due */
    public record Backlog(long waiting, Duration oldest) {}

    record Pending(long id, OutgoingMessage message) {}
}
