package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import dialtone.order.OrderFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rows that an order ends or changes, locked before anything of them is read, in the one order that everybody keeps: the account that gets a number, numbers by ID,
 * then what lines share by ID, then subscriptions by ORDER_ID and ITEM_ID. A bill run, which has many of both, so waits for an order and never in a circle with it.
 */
record ChargeLocks(Connection connection, OrderFacts.Charges charges) {

    /**
     * @param now numbers that have ended before are nobody's business any more
     * @throws IllegalStateException if a line has joined what ends while this waited; locked now it would be out of order, so all begins again
     */
    void take(Instant now) throws SQLException {
        if (!charges.lines().isEmpty()) {
            lockAccount();
        }
        List<OrderFacts.Ending> former = Stream.of(
                        charges.ends().stream(),
                        charges.changes().stream().map(OrderFacts.Change::former),
                        charges.seatings().stream().map(OrderFacts.Seating::charged))
                .flatMap(rows -> rows)
                .sorted(Comparator.comparing(
                                (OrderFacts.Ending each) -> each.order().value())
                        .thenComparing(OrderFacts.Ending::itemId))
                .toList();
        if (former.isEmpty() && charges.extensions().isEmpty()) {
            return;
        }
        NavigableSet<Long> ids = new TreeSet<>(numbers(msisdns(former), now));
        ids.addAll(sharing(former, now));
        for (long id : ids) {
            lockNumber(id);
        }
        if (lockShared(former) && !ids.containsAll(sharing(former, now))) {
            throw new IllegalStateException("A line has joined meanwhile what " + charges.order() + " ends or changes");
        }
        for (OrderFacts.Ending ending : former) {
            lockSubscription(ending);
        }
    }

    /** Whoever agrees on something with the account agrees for the numbers that it has, and what is agreed holds for those that it gets: one comes after the other. */
    private void lockAccount() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? FOR UPDATE")) {
            select.setString(1, charges.billingAccount().value());
            select.executeQuery().close();
        }
    }

    /**
     * Whoever joins or leaves has to wait from now on. By SHARED_ALLOWANCE_UK.
     *
     * @return whether lines share something of it
     */
    private boolean lockShared(List<OrderFacts.Ending> former) throws SQLException {
        NavigableSet<Long> ids = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM SHARED_ALLOWANCE WHERE ORDER_ID = ? AND ITEM_ID = ? AND ENDED_AT IS NULL")) {
            for (OrderFacts.Ending ending : former) {
                select.setString(1, ending.order().value());
                select.setString(2, ending.itemId());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong("ID"));
                    }
                }
            }
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT ID FROM SHARED_ALLOWANCE WHERE ID = ? FOR UPDATE")) {
            for (long id : ids) {
                select.setLong(1, id);
                select.executeQuery().close();
            }
        }
        return !ids.isEmpty();
    }

    private NavigableSet<String> msisdns(List<OrderFacts.Ending> former) {
        NavigableSet<String> found = new TreeSet<>();
        former.forEach(ending -> ending.msisdn().ifPresent(found::add));
        charges.extensions().forEach(extension -> found.add(extension.msisdn()));
        charges.lines().forEach(line -> found.add(line.msisdn()));
        charges.barred().forEach(line -> found.add(line.msisdn()));
        charges.unbarred().forEach(line -> found.add(line.msisdn()));
        return found;
    }

    /** By NUMBER_ACCOUNT_UK. */
    private List<Long> numbers(NavigableSet<String> msisdns, Instant now) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)")) {
            for (String msisdn : msisdns) {
                select.setString(1, msisdn);
                select.setObject(2, Columns.utc(now));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong("ID"));
                    }
                }
            }
        }
        return found.stream().sorted().toList();
    }

    /** Of all lines that share what ends or changes. By SHARED_ALLOWANCE_UK and NUMBER_ACCOUNT_SHARED_IX. */
    private List<Long> sharing(List<OrderFacts.Ending> former, Instant now) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT N.ID FROM SHARED_ALLOWANCE S JOIN NUMBER_ACCOUNT N ON N.SHARED_ALLOWANCE_ID = S.ID WHERE S.ORDER_ID = ? AND S.ITEM_ID = ?"
                        + " AND (N.VALID_TO_AT IS NULL OR N.VALID_TO_AT > ?)")) {
            for (OrderFacts.Ending ending : former) {
                select.setString(1, ending.order().value());
                select.setString(2, ending.itemId());
                select.setObject(3, Columns.utc(now));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong("ID"));
                    }
                }
            }
        }
        return found;
    }

    private void lockNumber(long id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT ID FROM NUMBER_ACCOUNT WHERE ID = ? FOR UPDATE")) {
            select.setLong(1, id);
            select.executeQuery().close();
        }
    }

    private void lockSubscription(OrderFacts.Ending ending) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ORDER_ID FROM RATING_SUBSCRIPTION WHERE ORDER_ID = ? AND ITEM_ID = ? FOR UPDATE")) {
            select.setString(1, ending.order().value());
            select.setString(2, ending.itemId());
            select.executeQuery().close();
        }
    }
}
