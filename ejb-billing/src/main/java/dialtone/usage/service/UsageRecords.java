package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.LinkedUse;
import dialtone.rating.RatedUsage;
import dialtone.rating.Segment;
import dialtone.rating.UsageCharge;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The records of one batch on their way into the tables: rated, or suspended. A record that costs nothing but itself is one row. */
final class UsageRecords {

    /**
     * A rated record as its row has it. The sums of its cycle are not held for it, of which a tariff with many zones has hundreds.
     *
     * @param own     what the price of the cell that it began in charges
     * @param lateFor first day of the cycle that is invoiced with it, when it is not its own
     */
    private record Rated(
            UsageEvent event,
            LinkedUse.Place key,
            long billable,
            long included,
            List<Segment> segments,
            Optional<UsageCharge> own,
            Optional<LocalDate> lateFor) {

        Cell firstCell() {
            return segments.getFirst().cell();
        }
    }

    /** What a record adds to the charges of another price, line or cycle. */
    private record Further(UsageEvent event, LinkedUse.Further charge, Optional<LocalDate> lateFor) {}

    private record Suspended(UsageEvent event, Suspension reason) {}

    /** Rows that the driver holds: so few that what was bound is still in the processor's cache when it is inserted. */
    private static final int ROWS_AT_ONCE = 500;

    private final ToLongFunction<UsageEvent> fileOf;
    private final Instant now;
    private final List<Rated> rated = new ArrayList<>();
    private final List<Further> further = new ArrayList<>();
    private final List<Suspended> suspended = new ArrayList<>();

    /** @param fileOf the file of the register that a record came in */
    UsageRecords(ToLongFunction<UsageEvent> fileOf, Instant now) {
        this.fileOf = fileOf;
        this.now = now;
    }

    void rate(RatedUsage usage, LinkedUse.Place key, Optional<LocalDate> lateFor) {
        Optional<String> price =
                usage.after().tariff().priceOf(usage.segments().getFirst().cell());
        Optional<UsageCharge> own = Optional.empty();
        for (UsageCharge charge : usage.charges()) {
            if (price.isPresent() && price.get().equals(charge.priceId())) {
                own = Optional.of(charge);
            } else {
                charge(usage.event(), new LinkedUse.Further(key, charge), lateFor);
            }
        }
        rated.add(new Rated(usage.event(), key, usage.billable(), usage.included(), usage.segments(), own, lateFor));
    }

    /** What a rated record adds elsewhere. */
    void charge(UsageEvent event, LinkedUse.Further charge, Optional<LocalDate> lateFor) {
        further.add(new Further(event, charge, lateFor));
    }

    void suspend(UsageEvent event, Suspension reason) {
        suspended.add(new Suspended(event, reason));
    }

    Instant now() {
        return now;
    }

    int rated() {
        return rated.size();
    }

    List<UsageEvent> ratedEvents() {
        return rated.stream().map(Rated::event).toList();
    }

    int suspended() {
        return suspended.size();
    }

    /** Why those wait that do. */
    IdentityHashMap<UsageEvent, Suspension> suspendedReasons() {
        IdentityHashMap<UsageEvent, Suspension> reasons = new IdentityHashMap<>();
        suspended.forEach(record -> reasons.put(record.event(), record.reason()));
        return reasons;
    }

    void store(Connection connection) throws SQLException {
        storeRated(connection);
        insertSuspensions(connection);
    }

    /** Without those that wait: they are in suspense already. */
    void storeRated(Connection connection) throws SQLException {
        insertEvents(connection);
        insertSegments(connection);
        insertOtherCharges(connection);
        noteLate(connection);
    }

    private void insertEvents(Connection connection) throws SQLException {
        if (rated.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = BulkInsert.prepare(
                connection,
                "INSERT INTO USAGE_EVENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                        + " NUMBER_ACCOUNT_ID, CYCLE_ON, BILLABLE_UNITS, INCLUDED_UNITS, CELL, PRICE_ID, AMOUNT, CURRENCY, CHARGED_UNITS,"
                        + " BILL_CYCLE_ON, VISITED_NETWORK)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int pending = 0;
            for (List<Rated> ofPlace : inOrderOfTheIndex()) {
                for (Rated record : ofPlace) {
                    bindEvent(insert, record.event(), 19);
                    bindRating(insert, record);
                    insert.addBatch();
                    if (++pending % ROWS_AT_ONCE == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }

    /** A database finds the place of the next entry beside that of the last one. */
    private Collection<List<Rated>> inOrderOfTheIndex() {
        return new TreeMap<>(rated.stream().collect(Collectors.groupingBy(Rated::key))).values();
    }

    private void bindEvent(PreparedStatement insert, UsageEvent event, int networkAt) throws SQLException {
        UsageRows.bind(insert, event, networkAt);
        insert.setBigDecimal(8, BigDecimal.valueOf(fileOf.applyAsLong(event)));
    }

    private static void bindRating(PreparedStatement insert, Rated record) throws SQLException {
        insert.setBigDecimal(9, BigDecimal.valueOf(record.key().line()));
        insert.setObject(10, record.key().cycle());
        insert.setBigDecimal(11, BigDecimal.valueOf(record.billable()));
        insert.setBigDecimal(12, BigDecimal.valueOf(record.included()));
        Cell cell = record.firstCell();
        insert.setString(13, cell.equals(Cell.of(cell.type())) ? null : cell.key());
        insert.setObject(18, record.lateFor().orElse(null), Types.DATE);
        if (record.own().isPresent()) {
            bindCharge(insert, record.own().get(), record.billable() - record.included());
        } else {
            insert.setNull(14, Types.VARCHAR);
            insert.setNull(15, Types.NUMERIC);
            insert.setNull(16, Types.VARCHAR);
            insert.setNull(17, Types.NUMERIC);
        }
    }

    /** @param beyond units that are not included */
    private static void bindCharge(PreparedStatement insert, UsageCharge charge, long beyond) throws SQLException {
        insert.setString(14, charge.priceId());
        insert.setBigDecimal(15, charge.amount().amount());
        insert.setString(16, charge.amount().currency().getCurrencyCode());
        if (charge.units() == beyond) {
            insert.setNull(17, Types.NUMERIC);
        } else {
            insert.setBigDecimal(17, BigDecimal.valueOf(charge.units()));
        }
    }

    /** The parts of records in other cells than they began in. */
    private void insertSegments(Connection connection) throws SQLException {
        if (rated.stream().allMatch(record -> record.segments().size() == 1)) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_SEGMENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, CELL, FIRST_CELL, NUMBER_ACCOUNT_ID, CYCLE_ON,"
                        + " BILLABLE_UNITS, BILL_CYCLE_ON) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Rated record : rated) {
                for (Segment part : record.segments()) {
                    if (!part.cell().equals(record.firstCell())) {
                        insert.setString(1, record.event().source());
                        insert.setLong(2, record.event().sequence());
                        insert.setString(3, part.cell().type().name());
                        insert.setString(4, part.cell().key());
                        insert.setString(5, record.firstCell().key());
                        insert.setLong(6, record.key().line());
                        insert.setObject(7, record.key().cycle());
                        insert.setLong(8, part.units());
                        insert.setObject(9, record.lateFor().orElse(null), Types.DATE);
                        insert.addBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }

    /** What records add to the charges of other prices: of other bands they lie in, or of use, their own line's or not, whose part of an allowance they took. */
    private void insertOtherCharges(Connection connection) throws SQLException {
        if (further.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_CHARGE (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, NUMBER_ACCOUNT_ID, CYCLE_ON, PRICE_ID,"
                        + " CHARGED_UNITS, AMOUNT, CURRENCY, BILL_CYCLE_ON) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Further each : further) {
                bindOther(insert, each);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bindOther(PreparedStatement insert, Further further) throws SQLException {
        LinkedUse.Place at = further.charge().at();
        UsageCharge charge = further.charge().charge();
        insert.setString(1, further.event().source());
        insert.setLong(2, further.event().sequence());
        insert.setString(3, charge.type().name());
        insert.setLong(4, at.line());
        insert.setObject(5, at.cycle());
        insert.setString(6, charge.priceId());
        insert.setLong(7, charge.units());
        insert.setBigDecimal(8, charge.amount().amount());
        insert.setString(9, charge.amount().currency().getCurrencyCode());
        insert.setObject(10, further.lateFor().orElse(null), Types.DATE);
    }

    /** Where the invoice of a later cycle has to look for records: once for a number, its cycle and that of the invoice. */
    private void noteLate(Connection connection) throws SQLException {
        Map<LinkedUse.Place, LocalDate> late = new TreeMap<>();
        rated.forEach(record -> record.lateFor().ifPresent(invoiced -> late.put(record.key(), invoiced)));
        further.forEach(each ->
                each.lateFor().ifPresent(invoiced -> late.put(each.charge().at(), invoiced)));
        noteLate(connection, late);
    }

    /**
     * Notes that a later invoice has something of a number's cycle.
     *
     * @param late by number and cycle, first day of the cycle of that invoice
     */
    static void noteLate(Connection connection, Map<LinkedUse.Place, LocalDate> late) throws SQLException {
        if (late.isEmpty()) {
            return;
        }
        try (PreparedStatement merge = connection.prepareStatement(
                "MERGE INTO LATE_USAGE L USING (SELECT CAST(? AS NUMBER(19)) AS ID, CAST(? AS DATE) AS BILL_CYCLE,"
                        + " CAST(? AS DATE) AS CYCLE FROM DUAL) N ON (L.NUMBER_ACCOUNT_ID = N.ID AND L.BILL_CYCLE_ON = N.BILL_CYCLE"
                        + " AND L.CYCLE_ON = N.CYCLE) WHEN NOT MATCHED THEN INSERT (NUMBER_ACCOUNT_ID, BILL_CYCLE_ON, CYCLE_ON)"
                        + " VALUES (N.ID, N.BILL_CYCLE, N.CYCLE)")) {
            for (Map.Entry<LinkedUse.Place, LocalDate> each : late.entrySet()) {
                merge.setLong(1, each.getKey().line());
                merge.setObject(2, each.getValue());
                merge.setObject(3, each.getKey().cycle());
                merge.addBatch();
            }
            merge.executeBatch();
        }
    }

    private void insertSuspensions(Connection connection) throws SQLException {
        if (suspended.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_SUSPENSION (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                        + " REASON, SUSPENDED_AT, VISITED_NETWORK) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Suspended record : suspended) {
                bindEvent(insert, record.event(), 11);
                insert.setString(9, record.reason().name());
                insert.setObject(10, Columns.utc(now));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
