package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.usage.PartEntry;
import dialtone.usage.PartEntry.State;
import dialtone.usage.PartialRecord;
import dialtone.usage.RecordKey;
import dialtone.usage.SessionKey;
import dialtone.usage.SessionPart;
import dialtone.usage.SessionPart.Missing;
import dialtone.usage.SessionPart.Patience;
import dialtone.usage.SuspendedUsage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table USAGE_PART. */
final class UsageParts {

    private static final String COLUMNS =
            "SELECT SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID, SESSION_NAME, PART_NUMBER,"
                    + " IS_LAST, WAIT_UNTIL_AT, WHEN_MISSING, STATE, VISITED_NETWORK FROM USAGE_PART";

    private static final String BY_KEY =
            COLUMNS + " WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE IN (" + Columns.inList() + ")";

    /** By USAGE_PART_SESSION_IX. */
    private static final String BY_SESSION = COLUMNS
            + " WHERE SOURCE_NAME = ? AND SESSION_NAME = ? AND MSISDN = ? ORDER BY PART_NUMBER, RECORD_SEQUENCE"
            + " FETCH FIRST ? ROWS ONLY";

    /** Each part comes twice, and more often than that nobody needs to see it at once. */
    private static final int MAX_PARTS = 2 * SessionPart.MAX_NUMBER;

    private UsageParts() {}

    /** @param record as it came */
    record Row(PartialRecord record, long fileId, State state, Instant waitUntil) {

        RecordKey key() {
            return RecordKey.of(record.event());
        }

        SessionKey session() {
            return new SessionKey(
                    record.event().source(),
                    record.part().session(),
                    record.event().msisdn());
        }

        /** Whether it may still become a part of the whole. */
        boolean isOpen() {
            return state == State.WAITING || state == State.OVERDUE;
        }
    }

    static void insert(Connection connection, long fileId, List<PartialRecord> parts, Instant now) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_PART (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                        + " SESSION_NAME, PART_NUMBER, IS_LAST, WAIT_UNTIL_AT, WHEN_MISSING, STATE, VISITED_NETWORK)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (PartialRecord record : parts) {
                SessionPart part = record.part();
                UsageRows.bind(insert, record.event(), 15);
                insert.setLong(8, fileId);
                insert.setString(9, part.session());
                insert.setInt(10, part.number());
                insert.setInt(11, part.last() ? 1 : 0);
                insert.setObject(12, Columns.utc(now.plus(part.patience().forOthers())));
                insert.setString(13, part.patience().missing().name());
                insert.setString(14, State.WAITING.name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Those of some records that are parts, by the primary key. */
    static SortedMap<RecordKey, Row> of(Connection connection, Collection<RecordKey> keys) throws SQLException {
        SortedMap<RecordKey, Row> found = new TreeMap<>();
        Map<String, List<RecordKey>> bySource = keys.stream().collect(Collectors.groupingBy(RecordKey::source));
        try (PreparedStatement select = connection.prepareStatement(BY_KEY)) {
            for (Map.Entry<String, List<RecordKey>> source : bySource.entrySet()) {
                for (List<RecordKey> list : Columns.inLists(source.getValue())) {
                    select.setString(1, source.getKey());
                    for (int i = 0; i < list.size(); i++) {
                        select.setLong(i + 2, list.get(i).sequence());
                    }
                    read(select).forEach(row -> found.put(row.key(), row));
                }
            }
        }
        return found;
    }

    /** All parts of some sessions, of each session at most {@value #MAX_PARTS}, in their order. */
    static SortedMap<SessionKey, List<Row>> ofSessions(Connection connection, Collection<SessionKey> sessions)
            throws SQLException {
        SortedMap<SessionKey, List<Row>> found = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(BY_SESSION)) {
            for (SessionKey session : sessions) {
                if (!found.containsKey(session)) {
                    select.setString(1, session.source());
                    select.setString(2, session.session());
                    select.setString(3, session.msisdn());
                    select.setInt(4, MAX_PARTS);
                    found.put(session, read(select));
                }
            }
        }
        return found;
    }

    /** All parts of the session that a record is a part of, in their order; empty for one that is by itself. */
    static List<PartEntry> around(Connection connection, RecordKey key) throws SQLException {
        Optional<Row> part = Optional.ofNullable(of(connection, List.of(key)).get(key));
        return part.isEmpty()
                ? List.of()
                : ofSessions(connection, List.of(part.get().session())).values().iterator().next().stream()
                        .map(row -> new PartEntry(row.record(), row.fileId(), row.state()))
                        .toList();
    }

    /** Sessions that wait with a part of this file, behind one of them in the order of their keys. By USAGE_PART_FILE_IX. */
    static List<SessionKey> waitingIn(Connection connection, long fileId, Optional<SessionKey> after, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT DISTINCT SOURCE_NAME, SESSION_NAME, MSISDN FROM USAGE_PART WHERE FILE_ID = ? AND STATE IN ('WAITING', 'OVERDUE')"
                        + behind(after) + " ORDER BY SOURCE_NAME, SESSION_NAME, MSISDN FETCH FIRST ? ROWS ONLY")) {
            select.setLong(1, fileId);
            int bound = bindBehind(select, 1, after);
            select.setInt(bound + 1, limit);
            return sessions(select);
        }
    }

    /** Sessions whose latest part has waited long enough. By USAGE_PART_WAITING_IX. */
    static List<SessionKey> overdue(Connection connection, Instant now, Optional<SessionKey> after, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT SOURCE_NAME, SESSION_NAME, MSISDN FROM USAGE_PART WHERE STATE = 'WAITING'"
                        + behind(after)
                        + " GROUP BY SOURCE_NAME, SESSION_NAME, MSISDN HAVING MAX(WAIT_UNTIL_AT) <= ?"
                        + " ORDER BY SOURCE_NAME, SESSION_NAME, MSISDN FETCH FIRST ? ROWS ONLY")) {
            int bound = bindBehind(select, 0, after);
            select.setObject(bound + 1, Columns.utc(now));
            select.setInt(bound + 2, limit);
            return sessions(select);
        }
    }

    private static String behind(Optional<SessionKey> after) {
        return after.isEmpty()
                ? ""
                : " AND (SOURCE_NAME > ? OR (SOURCE_NAME = ? AND SESSION_NAME > ?)"
                        + " OR (SOURCE_NAME = ? AND SESSION_NAME = ? AND MSISDN > ?))";
    }

    private static int bindBehind(PreparedStatement select, int bound, Optional<SessionKey> after) throws SQLException {
        if (after.isEmpty()) {
            return bound;
        }
        SessionKey key = after.get();
        List<String> values =
                List.of(key.source(), key.source(), key.session(), key.source(), key.session(), key.msisdn());
        for (int i = 0; i < values.size(); i++) {
            select.setString(bound + i + 1, values.get(i));
        }
        return bound + values.size();
    }

    static void mark(Connection connection, Collection<SuspendedUsage> records, State state) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_PART SET STATE = ? WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ?")) {
            for (SuspendedUsage record : records) {
                update.setString(1, state.name());
                update.setString(2, record.event().source());
                update.setLong(3, record.event().sequence());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** @param wholes sequence numbers of the records that parts were rated as, by the parts */
    static void join(Connection connection, Map<SuspendedUsage, Long> wholes) throws SQLException {
        if (wholes.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_PART SET STATE = 'JOINED', WHOLE_SEQUENCE = ? WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ?")) {
            for (Map.Entry<SuspendedUsage, Long> part : wholes.entrySet()) {
                update.setLong(1, part.getValue());
                update.setString(2, part.getKey().event().source());
                update.setLong(3, part.getKey().event().sequence());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static List<SessionKey> sessions(PreparedStatement select) throws SQLException {
        List<SessionKey> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new SessionKey(
                        row.getString("SOURCE_NAME"), row.getString("SESSION_NAME"), row.getString("MSISDN")));
            }
        }
        return found;
    }

    private static List<Row> read(PreparedStatement select) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                // what is left of the wait is told by waitUntil
                Patience patience = new Patience(Duration.ZERO, Missing.valueOf(row.getString("WHEN_MISSING")));
                SessionPart part = new SessionPart(
                        row.getString("SESSION_NAME"), row.getInt("PART_NUMBER"), row.getInt("IS_LAST") == 1, patience);
                found.add(new Row(
                        new PartialRecord(UsageRows.event(row), part),
                        row.getLong("FILE_ID"),
                        State.valueOf(row.getString("STATE")),
                        Columns.instant(row, "WAIT_UNTIL_AT")));
            }
        }
        return found;
    }
}
