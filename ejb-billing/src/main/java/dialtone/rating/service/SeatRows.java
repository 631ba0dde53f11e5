package dialtone.rating.service;

import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statements on SUBSCRIPTION_SEATS, and on SEAT_ORDER, which says which orders have changed them. */
final class SeatRows {

    private SeatRows() {}

    /** Whether the prices of a subscription ask for seats; of most they do not, and nothing is read. */
    static boolean matter(Subscription subscription) {
        return subscription.prices().prices().stream()
                .anyMatch(price -> price instanceof Price.Recurring recurring && recurring.isBySeat());
    }

    /** By the primary key. */
    static Subscription withSeats(Connection connection, Subscription subscription) throws SQLException {
        List<Subscription.Seats> seats = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT FROM_ON, SEATS FROM SUBSCRIPTION_SEATS WHERE ORDER_ID = ? AND ITEM_ID = ? ORDER BY FROM_ON")) {
            select.setString(1, subscription.order().value());
            select.setString(2, subscription.itemId());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    seats.add(new Subscription.Seats(Columns.date(row, "FROM_ON"), row.getLong("SEATS")));
                }
            }
        }
        return subscription.on(subscription.course().seating(seats));
    }

    /** Those that a subscription begins with, because what it takes the place of has had them. */
    static void insert(Connection connection, Subscription subscription, Instant now) throws SQLException {
        for (Subscription.Seats seats : subscription.course().seats()) {
            set(connection, subscription, seats, subscription.order().value(), now);
        }
    }

    /** Whether nobody has said its number of the day it began on, but that of what it took the place of. */
    static boolean isInherited(Connection connection, Subscription subscription) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CHANGED_BY FROM SUBSCRIPTION_SEATS WHERE ORDER_ID = ? AND ITEM_ID = ? AND FROM_ON = ?")) {
            select.setString(1, subscription.order().value());
            select.setString(2, subscription.itemId());
            select.setObject(3, subscription.activatedOn());
            try (ResultSet row = select.executeQuery()) {
                return !row.next()
                        || row.getString("CHANGED_BY")
                                .equals(subscription.order().value());
            }
        }
    }

    /** From that day on, in place of what was said of that day before. */
    static void set(Connection connection, Subscription subscription, Subscription.Seats seats, String by, Instant now)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE SUBSCRIPTION_SEATS SET SEATS = ?, CHANGED_BY = ?, CHANGED_AT = ?"
                        + " WHERE ORDER_ID = ? AND ITEM_ID = ? AND FROM_ON = ?")) {
            if (execute(update, subscription, seats, by, now) == 1) {
                return;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO SUBSCRIPTION_SEATS (SEATS, CHANGED_BY, CHANGED_AT, ORDER_ID, ITEM_ID, FROM_ON)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            execute(insert, subscription, seats, by, now);
        }
    }

    /** The same by an order, once: that it has is kept, whoever says another number of that day. */
    static void setBy(
            Connection connection, OrderId order, Subscription subscription, Subscription.Seats seats, Instant now)
            throws SQLException {
        set(connection, subscription, seats, order.value(), now);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO SEAT_ORDER (ORDER_ID, ITEM_ID, ORDERED_BY, FROM_ON) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, subscription.order().value());
            insert.setString(2, subscription.itemId());
            insert.setString(3, order.value());
            insert.setObject(4, seats.from());
            insert.executeUpdate();
        }
    }

    /** Whether an order has said a number of a subscription. By the primary key. */
    static boolean isSetBy(Connection connection, OrderId order, OrderFacts.Ending charged) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT FROM_ON FROM SEAT_ORDER WHERE ORDER_ID = ? AND ITEM_ID = ? AND ORDERED_BY = ?")) {
            select.setString(1, charged.order().value());
            select.setString(2, charged.itemId());
            select.setString(3, order.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static int execute(
            PreparedStatement statement, Subscription subscription, Subscription.Seats seats, String by, Instant now)
            throws SQLException {
        statement.setLong(1, seats.count());
        statement.setString(2, by);
        statement.setObject(3, Columns.utc(now));
        statement.setString(4, subscription.order().value());
        statement.setString(5, subscription.itemId());
        statement.setObject(6, seats.from());
        return statement.executeUpdate();
    }
}
