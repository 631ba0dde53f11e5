package dialtone.pool.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.OrderId;
import dialtone.pool.FreeCount;
import dialtone.pool.PoolState;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements on POOLED_RESOURCE. Every change is guarded by the state it starts from: who comes second changes nothing. */
final class PoolRows {

    /** PLACE is below this, and a pool is spread evenly over a part of it, or all. */
    static final int PLACES = 1_000_000;

    /** Twenty items with a few resources each. */
    private static final int MAX_OF_ORDER = 200;

    private static final String COLUMNS = "ITEM_ID, KIND, VARIANT, IDENTIFIER, IMSI, EID";

    /** A reservation that has expired, and whether its order is under way. */
    record Expired(OrderId order, PooledResource resource, boolean underWay) {}

    private PoolRows() {}

    /** Free ones up to a number, by index POOLED_RESOURCE_FREE_IX. */
    static FreeCount free(Connection connection, ResourceKind kind, String variant, int upTo) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) AS FREE_COUNT FROM (SELECT PLACE"
                + " FROM POOLED_RESOURCE WHERE KIND = ? AND VARIANT = ? AND STATE = 'FREE' FETCH FIRST ? ROWS ONLY)")) {
            select.setString(1, kind.name());
            select.setString(2, variant);
            select.setInt(3, upTo);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new FreeCount(kind, variant, row.getLong("FREE_COUNT"));
            }
        }
    }

    /** By index POOLED_RESOURCE_ORDER_IX. */
    static List<PooledResource> ofOrder(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                + " FROM POOLED_RESOURCE WHERE ORDER_ID = ? AND ITEM_ID IS NOT NULL ORDER BY ITEM_ID, KIND FETCH FIRST "
                + MAX_OF_ORDER
                + " ROWS ONLY")) {
            select.setString(1, order.value());
            return resources(select);
        }
    }

    /** By index POOLED_RESOURCE_ORDER_IX. */
    static List<PooledResource> reservedOf(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                + " FROM POOLED_RESOURCE WHERE ORDER_ID = ? AND STATE = 'RESERVED'"
                + " ORDER BY ITEM_ID, KIND FETCH FIRST " + MAX_OF_ORDER + " ROWS ONLY")) {
            select.setString(1, order.value());
            return resources(select);
        }
    }

    /** Some free ones from a place on, by index POOLED_RESOURCE_FREE_IX. */
    static List<PooledResource> free(Connection connection, ResourceNeed need, int start, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT KIND, VARIANT, IDENTIFIER, IMSI, EID"
                + " FROM POOLED_RESOURCE WHERE KIND = ? AND VARIANT = ? AND STATE = 'FREE' AND PLACE >= ?"
                + " ORDER BY KIND, VARIANT, STATE, PLACE FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, need.kind().name());
            select.setString(2, need.variant());
            select.setInt(3, start);
            select.setInt(4, limit);
            List<PooledResource> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(resource(rows, need.itemId()));
                }
            }
            return found;
        }
    }

    /**
     * Waits for nobody: a row that another transaction is taking counts as taken.
     *
     * @return whether it was still free
     */
    static boolean reserve(Connection connection, OrderId order, PooledResource resource, Instant until)
            throws SQLException {
        if (!lockFree(connection, resource)) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE POOLED_RESOURCE SET STATE = 'RESERVED', ORDER_ID = ?, ITEM_ID = ?, RESERVED_UNTIL = ?"
                        + " WHERE KIND = ? AND IDENTIFIER = ? AND STATE = 'FREE'")) {
            update.setString(1, order.value());
            update.setString(2, resource.itemId());
            update.setTimestamp(3, Timestamp.from(until));
            update.setString(4, resource.kind().name());
            update.setString(5, resource.identifier());
            return update.executeUpdate() == 1;
        }
    }

    private static boolean lockFree(Connection connection, PooledResource resource) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT IDENTIFIER FROM POOLED_RESOURCE"
                + " WHERE KIND = ? AND IDENTIFIER = ? AND STATE = 'FREE' FOR UPDATE SKIP LOCKED")) {
            select.setString(1, resource.kind().name());
            select.setString(2, resource.identifier());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    static void extend(Connection connection, OrderId order, Instant until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE POOLED_RESOURCE SET RESERVED_UNTIL = ? WHERE ORDER_ID = ? AND STATE = 'RESERVED'")) {
            update.setTimestamp(1, Timestamp.from(until));
            update.setString(2, order.value());
            update.executeUpdate();
        }
    }

    static void assign(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE POOLED_RESOURCE SET STATE = 'ASSIGNED', RESERVED_UNTIL = NULL"
                        + " WHERE ORDER_ID = ? AND STATE = 'RESERVED'")) {
            update.setString(1, order.value());
            update.executeUpdate();
        }
    }

    static void quarantine(Connection connection, OrderId order, PooledResource resource) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE POOLED_RESOURCE SET STATE = 'QUARANTINED', RESERVED_UNTIL = NULL"
                        + " WHERE KIND = ? AND IDENTIFIER = ? AND ORDER_ID = ? AND STATE = 'RESERVED'")) {
            update.setString(1, resource.kind().name());
            update.setString(2, resource.identifier());
            update.setString(3, order.value());
            update.executeUpdate();
        }
    }

    /** In quarantine as what the order's network knows, and no item's any more: the order may have another one in its place. */
    static void setAside(Connection connection, OrderId order, PooledResource held) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE POOLED_RESOURCE SET STATE = 'QUARANTINED', ITEM_ID = NULL, RESERVED_UNTIL = NULL"
                        + " WHERE KIND = ? AND IDENTIFIER = ? AND ORDER_ID = ? AND STATE = 'RESERVED'")) {
            update.setString(1, held.kind().name());
            update.setString(2, held.identifier());
            update.setString(3, order.value());
            update.executeUpdate();
        }
    }

    /** Of a product that has ended; it ages. Guarded: a number that was handed out again since is somebody else's. */
    static void age(Connection connection, String msisdn, OrderId order, Instant until) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE POOLED_RESOURCE SET STATE = 'QUARANTINED', QUARANTINED_UNTIL = ?"
                        + " WHERE KIND = ? AND IDENTIFIER = ? AND ORDER_ID = ? AND STATE = 'ASSIGNED'")) {
            update.setTimestamp(1, Timestamp.from(until));
            update.setString(2, ResourceKind.MSISDN.name());
            update.setString(3, msisdn);
            update.setString(4, order.value());
            update.executeUpdate();
        }
    }

    /** Whichever order brought it: what is installed is handed out once. */
    static void retire(Connection connection, ResourceKind kind, String identifier) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE POOLED_RESOURCE SET STATE = 'RETIRED' WHERE KIND = ? AND IDENTIFIER = ? AND STATE = 'ASSIGNED'")) {
            update.setString(1, kind.name());
            update.setString(2, identifier);
            update.executeUpdate();
        }
    }

    /** A device that is in one of these states. */
    static void moveDevice(Connection connection, String imei, PoolState to, Set<PoolState> from) throws SQLException {
        for (PoolState before : from) {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE POOLED_RESOURCE SET STATE = ? WHERE KIND = ? AND IDENTIFIER = ? AND STATE = ?")) {
                update.setString(1, to.name());
                update.setString(2, ResourceKind.DEVICE.name());
                update.setString(3, imei);
                update.setString(4, before.name());
                update.executeUpdate();
            }
        }
    }

    /** Numbers that have aged, those first that have waited longest, by index POOLED_RESOURCE_QUARANTINED_IX. */
    static List<String> aged(Connection connection, Instant now, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT IDENTIFIER FROM POOLED_RESOURCE"
                + " WHERE QUARANTINED_UNTIL < ? AND KIND = ? ORDER BY QUARANTINED_UNTIL FETCH FIRST ? ROWS ONLY")) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setString(2, ResourceKind.MSISDN.name());
            select.setInt(3, limit);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString("IDENTIFIER"));
                }
            }
            return found;
        }
    }

    static void free(Connection connection, String msisdn, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE POOLED_RESOURCE SET STATE = 'FREE', ORDER_ID = NULL, ITEM_ID = NULL, QUARANTINED_UNTIL = NULL"
                        + " WHERE KIND = ? AND IDENTIFIER = ? AND STATE = 'QUARANTINED' AND QUARANTINED_UNTIL < ?")) {
            update.setString(1, ResourceKind.MSISDN.name());
            update.setString(2, msisdn);
            update.setTimestamp(3, Timestamp.from(now));
            update.executeUpdate();
        }
    }

    static void release(Connection connection, OrderId order, PooledResource resource) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE POOLED_RESOURCE SET STATE = 'FREE', ORDER_ID = NULL, ITEM_ID = NULL, RESERVED_UNTIL = NULL"
                        + " WHERE KIND = ? AND IDENTIFIER = ? AND ORDER_ID = ? AND STATE = 'RESERVED'")) {
            update.setString(1, resource.kind().name());
            update.setString(2, resource.identifier());
            update.setString(3, order.value());
            update.executeUpdate();
        }
    }

    /** The longest expired, by index POOLED_RESOURCE_RESERVED_IX. An order that is final or unknown is not under way. */
    static List<Expired> expired(Connection connection, Instant now, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT R.ORDER_ID, R.ITEM_ID, R.KIND, R.VARIANT, R.IDENTIFIER, R.IMSI, R.EID,"
                        + " CASE WHEN O.STATE IN ('ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD',"
                        + " 'ASSESSING_CANCELLATION', 'PENDING_CANCELLATION') THEN 1 ELSE 0 END AS UNDER_WAY"
                        + " FROM POOLED_RESOURCE R LEFT JOIN PRODUCT_ORDER O ON O.ORDER_ID = R.ORDER_ID"
                        + " WHERE R.RESERVED_UNTIL < ? ORDER BY R.RESERVED_UNTIL FETCH FIRST ? ROWS ONLY")) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setInt(2, limit);
            List<Expired> expired = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    expired.add(new Expired(
                            new OrderId(rows.getString("ORDER_ID")),
                            resource(rows, rows.getString("ITEM_ID")),
                            rows.getInt("UNDER_WAY") == 1));
                }
            }
            return expired;
        }
    }

    private static List<PooledResource> resources(PreparedStatement select) throws SQLException {
        List<PooledResource> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(resource(rows, rows.getString("ITEM_ID")));
            }
        }
        return found;
    }

    private static PooledResource resource(ResultSet rows, String itemId) throws SQLException {
        return new PooledResource(
                itemId,
                ResourceKind.valueOf(rows.getString("KIND")),
                rows.getString("VARIANT"),
                rows.getString("IDENTIFIER"),
                Optional.ofNullable(rows.getString("IMSI")),
                Optional.ofNullable(rows.getString("EID")));
    }
}
