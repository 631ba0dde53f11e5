package dialtone.event.service;

import dialtone.event.DomainEvent;
import dialtone.platform.database.OneCommit;
import dialtone.platform.json.FactsJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tables of the hub: events, and what is still to be delivered of them. */
@ApplicationScoped
class EventStore {

    /** VARCHAR2(2000 CHAR). */
    static final int MAX_FACTS_LENGTH = 2_000;

    static final int MAX_FAILURE_LENGTH = 500;

    private final DataSource dataSource;
    private final Clock clock;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected EventStore() {
        this.dataSource = null;
        this.clock = null;
    }

    @Inject
    EventStore(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Inserts the event, in the caller's transaction where there is one. */
    void append(DomainEvent event) {
        String facts = FactsJson.write(event.facts());
        if (facts.length() > MAX_FACTS_LENGTH) {
            throw new IllegalArgumentException("Facts of more than " + MAX_FACTS_LENGTH + " characters: " + event);
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO DOMAIN_EVENT (ID, EVENT_ID, EVENT_TYPE, SUBJECT, OCCURRED_AT, FACTS, PENDING)"
                                + " VALUES (DOMAIN_EVENT_SEQ.NEXTVAL, ?, ?, ?, ?, ?, 1)")) {
            insert.setString(1, event.eventId());
            insert.setString(2, event.eventType());
            insert.setString(3, event.subject());
            insert.setTimestamp(4, Timestamp.from(event.occurredAt()));
            insert.setString(5, facts);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The event cannot be stored", e);
        }
    }

    /** @param id orders the events about one subject */
    record Recorded(long id, DomainEvent event) {}

    /** The oldest events that are not handed to their subscriptions yet, by index DOMAIN_EVENT_PENDING_IX. */
    List<Recorded> notHandedOut(int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT ID, EVENT_ID, EVENT_TYPE, SUBJECT, OCCURRED_AT, FACTS FROM DOMAIN_EVENT"
                                + " WHERE PENDING = 1 ORDER BY ID FETCH FIRST ? ROWS ONLY")) {
            select.setInt(1, limit);
            List<Recorded> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Recorded(
                            rows.getLong("ID"),
                            new DomainEvent(
                                    rows.getString("EVENT_ID"),
                                    rows.getString("EVENT_TYPE"),
                                    rows.getString("SUBJECT"),
                                    rows.getTimestamp("OCCURRED_AT").toInstant(),
                                    FactsJson.read(rows.getString("FACTS")))));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The events cannot be read", e);
        }
    }

    /**
     * What becomes of one event.
     *
     * @param body          what is sent
     * @param subscriptions ids of those that want it
     */
    record HandOut(Recorded recorded, Optional<String> body, List<String> subscriptions) {}

    /** Makes the deliveries of these events in one transaction, each once: a node that comes second makes none. */
    void handOut(List<HandOut> batch) {
        try {
            OneCommit.of(dataSource, connection -> {
                for (HandOut handOut : batch) {
                    if (taken(connection, handOut.recorded().id(), handOut.body())) {
                        insertDeliveries(connection, handOut.recorded().id(), handOut.subscriptions());
                    }
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("Events cannot be handed to their subscriptions", e);
        }
    }

    private static boolean taken(Connection connection, long event, Optional<String> body) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE DOMAIN_EVENT SET PENDING = NULL, BODY = ? WHERE ID = ? AND PENDING = 1")) {
            update.setString(1, body.orElse(null));
            update.setLong(2, event);
            return update.executeUpdate() == 1;
        }
    }

    private static void insertDeliveries(Connection connection, long event, List<String> subscriptions)
            throws SQLException {
        if (subscriptions.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO EVENT_DELIVERY (SUBSCRIPTION_ID, EVENT, ATTEMPTS, PENDING_FOR) VALUES (?, ?, 0, ?)")) {
            for (String subscription : subscriptions) {
                insert.setString(1, subscription);
                insert.setLong(2, event);
                insert.setString(3, subscription);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Ids of the subscriptions that something waits for and that may be delivered to now. */
    List<String> due(int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT S.ID FROM EVENT_SUBSCRIPTION S WHERE S.ENDED_AT IS NULL"
                                + " AND (S.NOT_BEFORE IS NULL OR S.NOT_BEFORE <= ?)"
                                + " AND EXISTS (SELECT 1 FROM EVENT_DELIVERY D WHERE D.PENDING_FOR = S.ID)"
                                + " ORDER BY S.NOT_BEFORE, S.ID FETCH FIRST ? ROWS ONLY")) {
            select.setTimestamp(1, Timestamp.from(clock.instant()));
            select.setInt(2, limit);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString("ID"));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The deliveries cannot be read", e);
        }
    }

    /** Takes the subscription for this node; false when another node has it, it rests after a failure, or it has ended. */
    boolean lease(String subscription, Duration time) {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE EVENT_SUBSCRIPTION SET NOT_BEFORE = ?"
                        + " WHERE ID = ? AND ENDED_AT IS NULL AND (NOT_BEFORE IS NULL OR NOT_BEFORE <= ?)")) {
            update.setTimestamp(1, Timestamp.from(now.plus(time)));
            update.setString(2, subscription);
            update.setTimestamp(3, Timestamp.from(now));
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("The subscription cannot be leased", e);
        }
    }

    /** Ends this node's lease; the next delivery may begin after the pause. */
    void release(String subscription, Duration pause) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE EVENT_SUBSCRIPTION SET NOT_BEFORE = ? WHERE ID = ?")) {
            update.setTimestamp(1, Timestamp.from(clock.instant().plus(pause)));
            update.setString(2, subscription);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The subscription cannot be released", e);
        }
    }

    /** @param attempts that failed before */
    record Delivery(String subscription, String callback, long event, String eventType, String body, int attempts) {}

    /** The oldest delivery that waits for the subscription, by index EVENT_DELIVERY_PENDING_FOR_IX. */
    Optional<Delivery> next(String subscription) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT S.CALLBACK, D.EVENT, D.ATTEMPTS, E.EVENT_TYPE, E.BODY"
                                + " FROM EVENT_DELIVERY D JOIN EVENT_SUBSCRIPTION S ON S.ID = D.SUBSCRIPTION_ID"
                                + " JOIN DOMAIN_EVENT E ON E.ID = D.EVENT"
                                + " WHERE D.PENDING_FOR = ? ORDER BY D.EVENT FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, subscription);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Delivery(
                                subscription,
                                row.getString("CALLBACK"),
                                row.getLong("EVENT"),
                                row.getString("EVENT_TYPE"),
                                row.getString("BODY"),
                                row.getInt("ATTEMPTS")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The delivery cannot be read", e);
        }
    }

    void delivered(Delivery delivery) {
        update(
                delivery,
                "UPDATE EVENT_DELIVERY SET ATTEMPTS = ATTEMPTS + 1, PENDING_FOR = NULL, DELIVERED_AT = ?, LAST_FAILURE = ?"
                        + " WHERE SUBSCRIPTION_ID = ? AND EVENT = ?",
                Timestamp.from(clock.instant()),
                "");
    }

    void failed(Delivery delivery, String why) {
        update(
                delivery,
                "UPDATE EVENT_DELIVERY SET ATTEMPTS = ATTEMPTS + 1, PARKED_AT = ?, LAST_FAILURE = ?"
                        + " WHERE SUBSCRIPTION_ID = ? AND EVENT = ?",
                null,
                why);
    }

    /** Sets the delivery aside, so that the next one may go out. */
    void parked(Delivery delivery, String why) {
        update(
                delivery,
                "UPDATE EVENT_DELIVERY SET ATTEMPTS = ATTEMPTS + 1, PENDING_FOR = NULL, PARKED_AT = ?, LAST_FAILURE = ?"
                        + " WHERE SUBSCRIPTION_ID = ? AND EVENT = ?",
                Timestamp.from(clock.instant()),
                why);
    }

    private void update(Delivery delivery, String sql, @Nullable Timestamp at, String failure) {
        String limited = failure.length() > MAX_FAILURE_LENGTH ? failure.substring(0, MAX_FAILURE_LENGTH) : failure;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, at);
            update.setString(2, limited.isEmpty() ? null : limited);
            update.setString(3, delivery.subscription());
            update.setLong(4, delivery.event());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The outcome of a delivery cannot be stored", e);
        }
    }

    /** Puts what was parked for the subscription back in the queue, in its place. */
    int unpark(String subscription) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE EVENT_DELIVERY SET PENDING_FOR = SUBSCRIPTION_ID, PARKED_AT = NULL, ATTEMPTS = 0"
                                + " WHERE SUBSCRIPTION_ID = ? AND PARKED_AT IS NOT NULL")) {
            update.setString(1, subscription);
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The deliveries cannot be put back", e);
        }
    }

    EventDelivery.Backlog backlog() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT COUNT(*) AS WAITING, MIN(E.OCCURRED_AT) AS OLDEST"
                                + " FROM EVENT_DELIVERY D JOIN DOMAIN_EVENT E ON E.ID = D.EVENT WHERE D.PENDING_FOR IS NOT NULL");
                PreparedStatement fresh = connection.prepareStatement(
                        "SELECT COUNT(*) AS WAITING, MIN(OCCURRED_AT) AS OLDEST FROM DOMAIN_EVENT WHERE PENDING = 1");
                PreparedStatement parked = connection.prepareStatement(
                        "SELECT COUNT(*) AS PARKED FROM EVENT_DELIVERY WHERE PARKED_AT IS NOT NULL");
                ResultSet toDeliver = select.executeQuery();
                ResultSet toHandOut = fresh.executeQuery();
                ResultSet setAside = parked.executeQuery()) {
            toDeliver.next();
            toHandOut.next();
            setAside.next();
            Duration oldest = age(toDeliver);
            Duration oldestFresh = age(toHandOut);
            return new EventDelivery.Backlog(
                    toHandOut.getLong("WAITING") + toDeliver.getLong("WAITING"),
                    oldest.compareTo(oldestFresh) > 0 ? oldest : oldestFresh,
                    setAside.getLong("PARKED"));
        } catch (SQLException e) {
            throw new IllegalStateException("The deliveries cannot be counted", e);
        }
    }

    private Duration age(ResultSet row) throws SQLException {
        Timestamp oldest = row.getTimestamp("OLDEST");
        return oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), clock.instant());
    }
}
