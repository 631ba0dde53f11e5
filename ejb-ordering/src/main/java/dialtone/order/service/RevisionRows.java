package dialtone.order.service;

import dialtone.order.OrderId;
import dialtone.order.OrderRevision;
import dialtone.order.OrderRevision.Change;
import dialtone.order.RequestKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on ORDER_REVISION and ORDER_REVISION_CHANGE. */
final class RevisionRows {

    /** Twenty revisions of at most twenty items with fifty answers each, and what is said of the order. */
    private static final int MAX_CHANGES = 25_000;

    /** @param digest of what was asked under the key */
    record Taken(OrderId order, String digest) {}

    private RevisionRows() {}

    static void insert(Connection connection, OrderRevision revision, RequestKey key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO ORDER_REVISION (ORDER_ID, REVISION_NO, REQUEST_KEY, REQUEST_DIGEST, CHANNEL, REQUESTED_BY,"
                                + " REQUESTED_AT, SETTLED_AT, REASON) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement change = connection.prepareStatement(
                        "INSERT INTO ORDER_REVISION_CHANGE (ORDER_ID, REVISION_NO, POSITION,"
                                + " ITEM_ID, ATTRIBUTE, FORMER_VALUE, AMENDED_VALUE) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, revision.order().value());
            insert.setInt(2, revision.number());
            insert.setString(3, key.key());
            insert.setString(4, key.digest());
            insert.setString(5, revision.channel());
            insert.setString(6, revision.requestedBy());
            insert.setTimestamp(7, Timestamp.from(revision.requestedAt()));
            insert.setTimestamp(8, revision.settledAt().map(Timestamp::from).orElse(null));
            insert.setString(9, revision.reason().orElse(null));
            insert.executeUpdate();
            int position = 0;
            for (Change each : revision.changes()) {
                position++;
                change.setString(1, revision.order().value());
                change.setInt(2, revision.number());
                change.setInt(3, position);
                change.setString(4, each.item().orElse(null));
                change.setString(5, each.attribute());
                change.setString(6, each.former().orElse(null));
                change.setString(7, each.amended().orElse(null));
                change.addBatch();
            }
            change.executeBatch();
        }
    }

    /** What has not settled yet; once: a revision that has stays so. */
    static void settle(Connection connection, OrderId order, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE ORDER_REVISION SET SETTLED_AT = ?" + " WHERE ORDER_ID = ? AND SETTLED_AT IS NULL")) {
            update.setTimestamp(1, Timestamp.from(at));
            update.setString(2, order.value());
            update.executeUpdate();
        }
    }

    /** By the unique key. */
    static Optional<Taken> withKey(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ORDER_ID, REQUEST_DIGEST FROM ORDER_REVISION WHERE REQUEST_KEY = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Taken(new OrderId(row.getString("ORDER_ID")), row.getString("REQUEST_DIGEST")))
                        : Optional.empty();
            }
        }
    }

    /** The latest first. */
    static List<OrderRevision> of(Connection connection, OrderId order) throws SQLException {
        Map<Integer, List<Change>> changes = changes(connection, order);
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT REVISION_NO, CHANNEL, REQUESTED_BY,"
                        + " REQUESTED_AT, SETTLED_AT, REASON FROM ORDER_REVISION WHERE ORDER_ID = ? ORDER BY REVISION_NO DESC")) {
            select.setString(1, order.value());
            List<OrderRevision> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    int number = rows.getInt("REVISION_NO");
                    found.add(new OrderRevision(
                            order,
                            number,
                            rows.getString("CHANNEL"),
                            rows.getString("REQUESTED_BY"),
                            rows.getTimestamp("REQUESTED_AT").toInstant(),
                            Optional.ofNullable(rows.getTimestamp("SETTLED_AT")).map(Timestamp::toInstant),
                            Optional.ofNullable(rows.getString("REASON")),
                            changes.getOrDefault(number, List.of())));
                }
            }
            return found;
        }
    }

    private static Map<Integer, List<Change>> changes(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT REVISION_NO, ITEM_ID, ATTRIBUTE,"
                + " FORMER_VALUE, AMENDED_VALUE FROM ORDER_REVISION_CHANGE WHERE ORDER_ID = ?"
                + " ORDER BY REVISION_NO, POSITION FETCH FIRST " + MAX_CHANGES + " ROWS ONLY")) {
            select.setString(1, order.value());
            Map<Integer, List<Change>> changes = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    changes.computeIfAbsent(rows.getInt("REVISION_NO"), number -> new ArrayList<>())
                            .add(new Change(
                                    Optional.ofNullable(rows.getString("ITEM_ID")),
                                    rows.getString("ATTRIBUTE"),
                                    Optional.ofNullable(rows.getString("FORMER_VALUE")),
                                    Optional.ofNullable(rows.getString("AMENDED_VALUE"))));
                }
            }
            return changes;
        }
    }
}
