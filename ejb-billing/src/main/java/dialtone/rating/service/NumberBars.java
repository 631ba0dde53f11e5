package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.usage.Suspension;
import dialtone.usage.service.HeldUsage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements on NUMBER_BARRING that an order's charges make: when its lines are barred from what, and when no more. */
record NumberBars(Connection connection, OrderId by) {

    /** By NUMBER_BARRING_PK. */
    static final String HAS_BARRED = "SELECT ITEM_ID FROM NUMBER_BARRING WHERE ORDER_ID = ?";

    /** By NUMBER_BARRING_LIFTED_IX. */
    static final String HAS_LIFTED = "SELECT ITEM_ID FROM NUMBER_BARRING WHERE LIFTED_BY_ORDER_ID = ?";

    /** Whether the order has barred or unbarred its lines before. All or none of what it does has been; most orders do neither. */
    boolean isDone(OrderFacts.Charges charges) throws SQLException {
        if (!charges.barred().isEmpty()) {
            return isFound(HAS_BARRED);
        }
        return !charges.unbarred().isEmpty() && isFound(HAS_LIFTED);
    }

    private boolean isFound(String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, by.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    void bar(List<OrderFacts.Barred> lines) throws SQLException {
        for (OrderFacts.Barred line : lines) {
            mark(line);
            insert(line);
        }
    }

    /** Waits for whoever rates use of the number just now: what comes after it sees that the number is barred. */
    private void mark(OrderFacts.Barred line) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NUMBER_ACCOUNT SET BARRED = 1 WHERE MSISDN = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)")) {
            update.setString(1, line.msisdn());
            update.setObject(2, Columns.utc(line.since()));
            if (update.executeUpdate() == 0) {
                throw new IllegalStateException("Nobody pays for number " + line.msisdn() + ", which is barred");
            }
        }
    }

    private void insert(OrderFacts.Barred line) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NUMBER_BARRING (ORDER_ID, ITEM_ID, MSISDN, REASON, BARRING, BARRED_AT) VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, by.value());
            insert.setString(2, line.itemId());
            insert.setString(3, line.msisdn());
            insert.setString(4, line.suspension().reason().name());
            insert.setString(5, line.suspension().barring().name());
            insert.setObject(6, Columns.utc(line.since()));
            insert.executeUpdate();
        }
    }

    /**
     * The lines were back on the network before their charges know it here: what was used in between and has come already was taken for
     * barred, and waits to be rated from now on.
     *
     * @throws IllegalStateException if one is not barred
     */
    void lift(List<OrderFacts.Unbarred> lines) throws SQLException {
        for (OrderFacts.Unbarred line : lines) {
            lock(line);
            end(line);
            HeldUsage.release(connection, Suspension.BARRED, line.msisdn(), line.until());
        }
    }

    /** Waits for whoever rates use of the number just now: what comes before it is in suspense, what comes after it sees that it is lifted. */
    private void lock(OrderFacts.Unbarred line) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID FOR UPDATE")) {
            select.setString(1, line.msisdn());
            select.setObject(2, Columns.utc(line.until()));
            select.executeQuery().close();
        }
    }

    private void end(OrderFacts.Unbarred line) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NUMBER_BARRING SET LIFTED_AT = ?, LIFTED_BY_ORDER_ID = ? WHERE MSISDN = ? AND LIFTED_AT IS NULL")) {
            update.setObject(1, Columns.utc(line.until()));
            update.setString(2, by.value());
            update.setString(3, line.msisdn());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("Number " + line.msisdn() + " is not barred");
            }
        }
    }

    /** A number that nobody has any more is barred from nothing: who gets it next has not been suspended. */
    static void end(Connection connection, String msisdn, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NUMBER_BARRING SET LIFTED_AT = ? WHERE MSISDN = ? AND LIFTED_AT IS NULL")) {
            update.setObject(1, Columns.utc(now));
            update.setString(2, msisdn);
            update.executeUpdate();
        }
    }
}
