package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.rating.RatedUsage;
import dialtone.rating.UsageCharge;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The records of one batch on their way into the tables: rated, or suspended. */
final class UsageRecords {

    /** A range of sequence numbers is asked for as such while at most every fourth of them can be in the batch. */
    private static final int SPARSE = 4;

    private record Rated(RatedUsage usage, UsageCounters.Key key) {}

    private record Suspended(UsageEvent event, Suspension reason) {}

    private final long fileId;
    private final Instant now;
    private final List<Rated> rated = new ArrayList<>();
    private final List<Suspended> suspended = new ArrayList<>();

    UsageRecords(long fileId, Instant now) {
        this.fileId = fileId;
        this.now = now;
    }

    /** Those that neither the table nor an earlier place of the batch holds. A batch is of one source. */
    static List<UsageEvent> withoutDuplicates(Connection connection, List<UsageEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return List.of();
        }
        String source = events.get(0).source();
        TreeSet<Long> sequences = new TreeSet<>();
        events.forEach(event -> sequences.add(event.sequence()));
        Set<Long> known = sequences.last() - sequences.first() < (long) SPARSE * events.size()
                ? knownInRange(connection, source, sequences.first(), sequences.last())
                : knownOf(connection, source, sequences);
        List<UsageEvent> fresh = new ArrayList<>(events.size());
        for (UsageEvent event : events) {
            if (!event.source().equals(source)) {
                throw new IllegalArgumentException("A batch of two sources: " + source + " and " + event.source());
            }
            if (known.add(event.sequence())) {
                fresh.add(event);
            }
        }
        return fresh;
    }

    void rate(RatedUsage usage, UsageCounters.Key key) {
        rated.add(new Rated(usage, key));
    }

    void suspend(UsageEvent event, Suspension reason) {
        suspended.add(new Suspended(event, reason));
    }

    int rated() {
        return rated.size();
    }

    int suspended() {
        return suspended.size();
    }

    void store(Connection connection) throws SQLException {
        insertEvents(connection);
        insertCharges(connection);
        insertSuspensions(connection);
    }

    private void insertEvents(Connection connection) throws SQLException {
        if (rated.isEmpty() && suspended.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_EVENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                        + " NUMBER_ACCOUNT_ID, CYCLE_ON, BILLABLE_UNITS, INCLUDED_UNITS)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Rated record : rated) {
                bind(insert, record.usage().event());
                insert.setLong(9, record.key().numberAccountId());
                insert.setObject(10, record.key().cycle());
                insert.setLong(11, record.usage().billable());
                insert.setLong(12, record.usage().included());
                insert.addBatch();
            }
            for (Suspended record : suspended) {
                bind(insert, record.event());
                insert.setNull(9, Types.NUMERIC);
                insert.setNull(10, Types.DATE);
                insert.setNull(11, Types.NUMERIC);
                insert.setNull(12, Types.NUMERIC);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void bind(PreparedStatement insert, UsageEvent event) throws SQLException {
        insert.setString(1, event.source());
        insert.setLong(2, event.sequence());
        insert.setString(3, event.type().name());
        insert.setString(4, event.msisdn());
        insert.setObject(5, Columns.utc(event.startedAt()));
        insert.setLong(6, event.quantity());
        insert.setString(7, event.peer());
        insert.setLong(8, fileId);
    }

    private void insertCharges(Connection connection) throws SQLException {
        if (rated.stream().allMatch(record -> record.usage().charges().isEmpty())) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_CHARGE (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, NUMBER_ACCOUNT_ID, CYCLE_ON, PRICE_ID,"
                        + " CHARGED_UNITS, AMOUNT, CURRENCY) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Rated record : rated) {
                for (UsageCharge charge : record.usage().charges()) {
                    insert.setString(1, record.usage().event().source());
                    insert.setLong(2, record.usage().event().sequence());
                    insert.setString(3, charge.type().name());
                    insert.setLong(4, record.key().numberAccountId());
                    insert.setObject(5, record.key().cycle());
                    insert.setString(6, charge.priceId());
                    insert.setLong(7, charge.units());
                    insert.setBigDecimal(8, charge.amount().amount());
                    insert.setString(9, charge.amount().currency().getCurrencyCode());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void insertSuspensions(Connection connection) throws SQLException {
        if (suspended.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_SUSPENSION (SOURCE_NAME, RECORD_SEQUENCE, REASON, SUSPENDED_AT) VALUES (?, ?, ?, ?)")) {
            for (Suspended record : suspended) {
                insert.setString(1, record.event().source());
                insert.setLong(2, record.event().sequence());
                insert.setString(3, record.reason().name());
                insert.setObject(4, Columns.utc(now));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** By the primary key. */
    private static Set<Long> knownInRange(Connection connection, String source, long first, long last)
            throws SQLException {
        Set<Long> known = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT RECORD_SEQUENCE FROM USAGE_EVENT WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE >= ? AND RECORD_SEQUENCE <= ?")) {
            select.setString(1, source);
            select.setLong(2, first);
            select.setLong(3, last);
            readSequences(select, known);
        }
        return known;
    }

    /** By the primary key. */
    private static Set<Long> knownOf(Connection connection, String source, Set<Long> sequences) throws SQLException {
        Set<Long> known = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT RECORD_SEQUENCE FROM USAGE_EVENT WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE IN ("
                        + Columns.inList() + ")")) {
            for (List<Long> list : Columns.inLists(sequences)) {
                select.setString(1, source);
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 2, list.get(i));
                }
                readSequences(select, known);
            }
        }
        return known;
    }

    private static void readSequences(PreparedStatement select, Set<Long> into) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                into.add(row.getLong(1));
            }
        }
    }
}
