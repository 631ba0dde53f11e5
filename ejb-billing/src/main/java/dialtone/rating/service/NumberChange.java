package dialtone.rating.service;

import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.order.OrderFacts;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A number has another tariff from now on: what was used before is rated by the former one, also when its record comes later. What the
 * line's add-ons bring stays in it. Where use costs the same as before, the number goes on with what it has used of the month.
 */
record NumberChange(Connection connection, OrderFacts.Change change) {

    private record Row(long id, String tariffId, Instant validFrom, Optional<Instant> validTo) {}

    /**
     * @param former what the line was charged by
     * @param next   what it is charged by
     */
    void change(Subscription former, Subscription next, Tariffs tariffs, Clock clock) throws SQLException {
        Instant now = clock.instant();
        for (Row row : fromNowOn(now)) {
            Tariff tariff = tariffs.load(connection, Set.of(row.tariffId())).of(row.tariffId());
            Tariff changed = changed(tariff, former.prices(), next.prices());
            tariffs.ensure(connection, List.of(changed), clock);
            if (row.validFrom().isBefore(now) && !changed.equals(tariff)) {
                NumberTariff.closeAt(connection, row.id(), now);
                open(row, now, next, changed);
            } else {
                alter(row, next, changed);
                if (!changed.equals(tariff)) {
                    countAnew(row, cycles(next, changed));
                }
            }
        }
    }

    /**
     * The plan's prices come first: those of its add-ons count for what it has no price for. A plan whose use costs the same leaves the
     * tariff as it is, also where an add-on was ordered first: another order of the same prices would be another tariff, which begins
     * with all that a month includes.
     */
    private static Tariff changed(Tariff tariff, Tariff former, Tariff next) {
        List<Price> prices = new ArrayList<>(NumberTariff.ofUse(next));
        if (prices.equals(NumberTariff.ofUse(former))) {
            return tariff;
        }
        List<Price> others = new ArrayList<>(tariff.prices());
        former.prices().forEach(others::remove);
        prices.addAll(others);
        return new Tariff(prices);
    }

    /** The row of now, and what is to follow it. By NUMBER_ACCOUNT_UK. */
    private List<Row> fromNowOn(Instant now) throws SQLException {
        List<Row> rows = new ArrayList<>();
        if (change.former().msisdn().isEmpty()) {
            return rows;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, TARIFF_ID, VALID_FROM_AT, VALID_TO_AT FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND ORDER_ID = ?"
                        + " AND ITEM_ID = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID FOR UPDATE")) {
            select.setString(1, change.former().msisdn().get());
            select.setString(2, change.former().order().value());
            select.setString(3, change.former().itemId());
            select.setObject(4, Columns.utc(now));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong("ID"),
                            row.getString("TARIFF_ID"),
                            Columns.instant(row, "VALID_FROM_AT"),
                            Columns.instantOrNone(row, "VALID_TO_AT")));
                }
            }
        }
        return rows;
    }

    private void open(Row former, Instant now, Subscription next, Tariff tariff) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT,"
                        + " VALID_TO_AT, USAGE_CYCLE, BARRED, SHARED_ALLOWANCE_ID, SHARED_POSITION) SELECT NUMBER_ACCOUNT_SEQ.NEXTVAL, MSISDN, BILLING_ACCOUNT_ID, ?, ?, ?,"
                        + " TIME_ZONE, ?, ?, ?, BARRED, SHARED_ALLOWANCE_ID, SHARED_POSITION FROM NUMBER_ACCOUNT WHERE ID = ?")) {
            insert.setString(1, next.order().value());
            insert.setString(2, next.itemId());
            insert.setString(3, tariff.id());
            insert.setObject(4, Columns.utc(now));
            insert.setObject(5, former.validTo().map(Columns::utc).orElse(null));
            insert.setString(6, cycles(next, tariff));
            insert.setLong(7, former.id());
            insert.executeUpdate();
        }
    }

    /** What an add-on that ends in the same order has left to count on is done with: the plan begins with all that it includes. */
    private void countAnew(Row row, String cycles) throws SQLException {
        LinkedUseRows.keep(connection, row.id(), List.of());
        try (PreparedStatement counters = connection.prepareStatement(
                        "UPDATE USAGE_COUNTER SET OPENING_UNITS = 0 WHERE NUMBER_ACCOUNT_ID = ?");
                PreparedStatement number = connection.prepareStatement(
                        "UPDATE NUMBER_ACCOUNT SET COUNTS_ON = 0, USAGE_CYCLE = ? WHERE ID = ?")) {
            counters.setLong(1, row.id());
            counters.executeUpdate();
            number.setString(1, cycles);
            number.setLong(2, row.id());
            number.executeUpdate();
        }
    }

    /** The line's days go on: an anniversary is the first plan's. */
    private String cycles(Subscription next, Tariff tariff) throws SQLException {
        return NumberRow.cycles(connection, tariff, next.course().anchoredOn(), next.account())
                .text();
    }

    private void alter(Row later, Subscription next, Tariff tariff) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NUMBER_ACCOUNT SET ORDER_ID = ?, ITEM_ID = ?, TARIFF_ID = ? WHERE ID = ?")) {
            update.setString(1, next.order().value());
            update.setString(2, next.itemId());
            update.setString(3, tariff.id());
            update.setLong(4, later.id());
            update.executeUpdate();
        }
    }
}
