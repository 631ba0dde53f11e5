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
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of a number when a product ends: with its line it is nobody's any more; without an add-on it has another tariff. */
record NumberEnd(Connection connection, OrderFacts.Ending ending) {

    /**
     * The number of a line is the account's up to now: what was used before is rated still, what is used after is suspended.
     *
     * @return whether the product had a number of its own
     */
    boolean end(Instant now) throws SQLException {
        if (ending.msisdn().isEmpty()) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(
                // a tariff that was to begin later never does
                "UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = CASE WHEN VALID_FROM_AT > ? THEN VALID_FROM_AT ELSE ? END"
                        + " WHERE MSISDN = ? AND ORDER_ID = ? AND ITEM_ID = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)")) {
            update.setObject(1, Columns.utc(now));
            update.setObject(2, Columns.utc(now));
            update.setString(3, ending.msisdn().get());
            update.setString(4, ending.order().value());
            update.setString(5, ending.itemId());
            update.setObject(6, Columns.utc(now));
            boolean ended = update.executeUpdate() > 0;
            if (ended) {
                NumberBars.end(connection, ending.msisdn().get(), now);
            }
            return ended;
        }
    }

    private record Current(long id, String tariffId, Instant validFrom) {}

    /**
     * Takes the prices and allowances of an add-on out of the number's tariff, from the next bill cycle on: what a cycle includes is
     * counted for the whole of it.
     */
    void withdraw(Subscription ended, Tariffs tariffs, Clock clock) throws SQLException {
        Optional<Current> current = current();
        if (current.isEmpty()) {
            return;
        }
        Tariff tariff = tariffs.load(connection, Set.of(current.get().tariffId()))
                .of(current.get().tariffId());
        Tariff left = without(tariff, ended.prices());
        if (left.equals(tariff)) {
            return;
        }
        tariffs.ensure(connection, List.of(left), clock);
        Instant nextCycle = YearMonth.from(clock.instant().atZone(ended.zone()))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ended.zone())
                .toInstant();
        if (current.get().validFrom().isBefore(nextCycle)) {
            closeAt(current.get(), nextCycle);
            openAt(current.get(), nextCycle, left);
        } else {
            change(current.get(), left);
        }
    }

    /** Each price once: an add-on that was ordered twice ends once. */
    private static Tariff without(Tariff tariff, Tariff withdrawn) {
        List<Price> left = new ArrayList<>(tariff.prices());
        for (Price price : withdrawn.prices()) {
            left.remove(price);
        }
        return new Tariff(left);
    }

    /** By NUMBER_ACCOUNT_UK. */
    private Optional<Current> current() throws SQLException {
        if (ending.msisdn().isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, TARIFF_ID, VALID_FROM_AT FROM NUMBER_ACCOUNT WHERE MSISDN = ? AND VALID_TO_AT IS NULL FOR UPDATE")) {
            select.setString(1, ending.msisdn().get());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Current(
                                row.getLong("ID"), row.getString("TARIFF_ID"), Columns.instant(row, "VALID_FROM_AT")))
                        : Optional.empty();
            }
        }
    }

    private void closeAt(Current current, Instant at) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = ? WHERE ID = ?")) {
            update.setObject(1, Columns.utc(at));
            update.setLong(2, current.id());
            update.executeUpdate();
        }
    }

    private void openAt(Current former, Instant at, Tariff tariff) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT,"
                        + " BARRED) SELECT NUMBER_ACCOUNT_SEQ.NEXTVAL, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, ?, TIME_ZONE, ?, BARRED"
                        + " FROM NUMBER_ACCOUNT WHERE ID = ?")) {
            insert.setString(1, tariff.id());
            insert.setObject(2, Columns.utc(at));
            insert.setLong(3, former.id());
            insert.executeUpdate();
        }
    }

    private void change(Current later, Tariff tariff) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NUMBER_ACCOUNT SET TARIFF_ID = ? WHERE ID = ?")) {
            update.setString(1, tariff.id());
            update.setLong(2, later.id());
            update.executeUpdate();
        }
    }
}
