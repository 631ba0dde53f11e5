package dialtone.rating.service;

import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.CellUse;
import dialtone.rating.CycleUsage;
import dialtone.rating.IncludedUse;
import dialtone.rating.Tariff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an add-on makes of its line's number: another tariff from now on. What was used before is rated by the former one, also when its
 * record comes later; what that has included in this bill cycle counts on, so that nobody gets a second allowance by having an add-on
 * come and go.
 */
record NumberTariff(Connection connection, String msisdn) {

    /** Rows of one bill cycle that count on from each other: more than a line's add-ons come and go. */
    private static final int MAX_ROWS = 500;

    private record Row(
            long id, String tariffId, ZoneId zone, Instant validFrom, Optional<Instant> validTo, boolean countsOn) {

        LocalDate cycleOf(Instant at) {
            return at.atZone(zone).toLocalDate().withDayOfMonth(1);
        }
    }

    /**
     * Puts the prices of use and the allowances of an add-on behind those that the number has.
     *
     * @throws IllegalStateException if nobody pays for the number
     */
    void bring(Tariff addOn, Tariffs tariffs, Clock clock) throws SQLException {
        List<Price> ofUse = ofUse(addOn);
        Changed rows = change(
                tariff -> {
                    List<Price> prices = new ArrayList<>(tariff.prices());
                    prices.addAll(ofUse);
                    return new Tariff(prices);
                },
                tariffs,
                clock);
        if (rows.found() == 0) {
            throw new IllegalStateException("Nobody pays for number " + msisdn + ", which an add-on is for");
        }
    }

    /**
     * Takes the prices and allowances of an add-on out: each price once, for an add-on that is there twice ends once.
     *
     * @return whether the number had them
     */
    boolean withdraw(Tariff addOn, Tariffs tariffs, Clock clock) throws SQLException {
        List<Price> ofUse = ofUse(addOn);
        return change(
                                tariff -> {
                                    List<Price> left = new ArrayList<>(tariff.prices());
                                    ofUse.forEach(left::remove);
                                    return new Tariff(left);
                                },
                                tariffs,
                                clock)
                        .changed()
                > 0;
    }

    /**
     * @param found   rows of now and of what is to follow
     * @param changed how many of them have another tariff
     */
    private record Changed(int found, int changed) {}

    static List<Price> ofUse(Tariff tariff) {
        return tariff.prices().stream()
                .filter(price -> price instanceof Price.Usage || price instanceof Price.Allowance)
                .toList();
    }

    private Changed change(UnaryOperator<Tariff> next, Tariffs tariffs, Clock clock) throws SQLException {
        Instant now = clock.instant();
        List<Row> rows = fromNowOn(now);
        int changed = 0;
        for (Row row : rows) {
            Tariff former = tariffs.load(connection, Set.of(row.tariffId())).of(row.tariffId());
            Tariff tariff = next.apply(former);
            if (tariff.equals(former)) {
                continue;
            }
            changed++;
            tariffs.ensure(connection, List.of(tariff), clock);
            if (row.validFrom().isBefore(now)) {
                Map<Cell, Long> included = included(row, tariff, tariffs, now);
                closeAt(connection, row.id(), now);
                countOn(openAt(row, now, tariff), row.cycleOf(now), included);
            } else {
                alter(row, tariff);
                if (row.countsOn()) {
                    countOn(row.id(), row.cycleOf(now), included(row, tariff, tariffs, now));
                }
            }
        }
        return new Changed(rows.size(), changed);
    }

    /** The row of now, and what is to follow it. By NUMBER_ACCOUNT_UK. */
    private List<Row> fromNowOn(Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT, VALID_TO_AT, COUNTS_ON FROM NUMBER_ACCOUNT WHERE MSISDN = ?"
                        + " AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID FOR UPDATE")) {
            select.setString(1, msisdn);
            select.setObject(2, Columns.utc(now));
            return read(select);
        }
    }

    private static List<Row> read(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(
                        row.getLong("ID"),
                        row.getString("TARIFF_ID"),
                        ZoneId.of(row.getString("TIME_ZONE")),
                        Columns.instant(row, "VALID_FROM_AT"),
                        Columns.instantOrNone(row, "VALID_TO_AT"),
                        row.getInt("COUNTS_ON") == 1));
            }
        }
        return rows;
    }

    /** Under the row's lock, which whoever rates use of the number holds too. */
    private Map<Cell, Long> included(Row row, Tariff next, Tariffs tariffs, Instant now) throws SQLException {
        IncludedUse included = new IncludedUse();
        for (Row before : chain(row, now)) {
            // what began at this moment has nothing before it but what the others have
            if (before.validFrom().isBefore(now)) {
                included.add(usage(
                        before.id(),
                        row.cycleOf(now),
                        tariffs.load(connection, Set.of(before.tariffId())).of(before.tariffId())));
            }
        }
        return included.of(next);
    }

    /** Rows of the cycle up to this one, each counting on from that before it, oldest first. By NUMBER_ACCOUNT_UK. */
    private List<Row> chain(Row last, Instant now) throws SQLException {
        List<Row> rows;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT, VALID_TO_AT, COUNTS_ON FROM NUMBER_ACCOUNT WHERE MSISDN = ?"
                        + " AND VALID_FROM_AT <= ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)"
                        + " ORDER BY VALID_FROM_AT DESC, ID DESC FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, msisdn);
            select.setObject(2, Columns.utc(last.validFrom()));
            select.setObject(
                    3, Columns.utc(last.cycleOf(now).atStartOfDay(last.zone()).toInstant()));
            select.setInt(4, MAX_ROWS);
            rows = read(select);
        }
        List<Row> chain = new ArrayList<>();
        for (Row row : rows) {
            chain.addFirst(row);
            if (!row.countsOn()) {
                break;
            }
        }
        return chain;
    }

    /** By the primary key. */
    private CycleUsage usage(long id, LocalDate cycle, Tariff tariff) throws SQLException {
        Map<Cell, CellUse> use = new HashMap<>();
        Map<Cell, Long> opening = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT USAGE_TYPE, CELL, BILLABLE_UNITS, RECORD_COUNT, OPENING_UNITS FROM USAGE_COUNTER WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?")) {
            select.setLong(1, id);
            select.setObject(2, cycle);
            try (ResultSet counter = select.executeQuery()) {
                while (counter.next()) {
                    Cell cell = Cell.of(UsageType.valueOf(counter.getString("USAGE_TYPE")), counter.getString("CELL"));
                    use.put(cell, new CellUse(counter.getLong("BILLABLE_UNITS"), counter.getLong("RECORD_COUNT")));
                    opening.put(cell, counter.getLong("OPENING_UNITS"));
                }
            }
        }
        return CycleUsage.of(tariff, use).countingOn(opening);
    }

    static void closeAt(Connection connection, long id, Instant at) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = ? WHERE ID = ?")) {
            update.setObject(1, Columns.utc(at));
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    /** @return id of the row that goes on */
    private long openAt(Row former, Instant at, Tariff tariff) throws SQLException {
        long id = nextId();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT,"
                        + " VALID_TO_AT, BARRED, COUNTS_ON) SELECT ?, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, ?, TIME_ZONE, ?, ?,"
                        + " BARRED, 1 FROM NUMBER_ACCOUNT WHERE ID = ?")) {
            insert.setLong(1, id);
            insert.setString(2, tariff.id());
            insert.setObject(3, Columns.utc(at));
            insert.setObject(4, former.validTo().map(Columns::utc).orElse(null));
            insert.setLong(5, former.id());
            insert.executeUpdate();
        }
        return id;
    }

    private long nextId() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT NUMBER_ACCOUNT_SEQ.NEXTVAL AS ID FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong("ID");
        }
    }

    /** In place of what it counted on from, which is something only for a row that began at this very moment. */
    private void countOn(long id, LocalDate cycle, Map<Cell, Long> included) throws SQLException {
        try (PreparedStatement clear = connection.prepareStatement(
                "UPDATE USAGE_COUNTER SET OPENING_UNITS = 0 WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?")) {
            clear.setLong(1, id);
            clear.setObject(2, cycle);
            clear.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE USAGE_COUNTER SET OPENING_UNITS = ? WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? AND USAGE_TYPE = ? AND CELL = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO USAGE_COUNTER (OPENING_UNITS, NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE, CELL, BILLABLE_UNITS)"
                                + " VALUES (?, ?, ?, ?, ?, 0)")) {
            for (Map.Entry<Cell, Long> entry : included.entrySet()) {
                if (entry.getValue() > 0 && count(update, id, cycle, entry) == 0) {
                    count(insert, id, cycle, entry);
                }
            }
        }
    }

    private static int count(PreparedStatement statement, long id, LocalDate cycle, Map.Entry<Cell, Long> included)
            throws SQLException {
        statement.setLong(1, included.getValue());
        statement.setLong(2, id);
        statement.setObject(3, cycle);
        statement.setString(4, included.getKey().type().name());
        statement.setString(5, included.getKey().key());
        return statement.executeUpdate();
    }

    private void alter(Row row, Tariff tariff) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NUMBER_ACCOUNT SET TARIFF_ID = ? WHERE ID = ?")) {
            update.setString(1, tariff.id());
            update.setLong(2, row.id());
            update.executeUpdate();
        }
    }
}
