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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table USAGE_PART. */
final class UsageParts {

    private static final String COLUMNS =
            "SELECT SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID, SESSION_NAME, PART_NUMBER,"
                    + " IS_LAST, WAIT_UNTIL_AT, WHEN_MISSING, STATE, VISITED_NETWORK FROM USAGE_PART";

    private static final String BY_KEY = COLUMNS + " WHERE " + RecordKeys.CONDITION;

    /** By USAGE_PART_SESSION_IX. */
    private static final String IN_A_SECTION =
            COLUMNS + " WHERE SOURCE_NAME = ? AND SESSION_NAME = ? AND MSISDN = ? AND SECTION_NUMBER = ?";

    private static final String IN_ORDER = " ORDER BY PART_NUMBER, RECORD_SEQUENCE FETCH FIRST ? ROWS ONLY";

    /** What decides about a section: those that told the same or did not fit are nothing to it any more. */
    private static final String DECIDING = IN_A_SECTION + " AND STATE NOT IN ('DUPLICATE', 'UNFIT')" + IN_ORDER;

    private static final String ALL = IN_A_SECTION + IN_ORDER;

    /** Each part comes twice, and more often than that nobody needs to see it at once. */
    private static final int MAX_PARTS = 2 * SessionPart.SECTION;

    /** The first condition is for the index. */
    private static final String BEHIND =
            " AND SESSION_NAME >= ? AND (SESSION_NAME > ? OR MSISDN > ?" + " OR (MSISDN = ? AND SECTION_NUMBER > ?))";

    /** Most files bring some parts of a session. */
    private static final int ROWS_OF_A_SECTION = 5;

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
                    record.event().msisdn(),
                    record.part().section());
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
                        + " SESSION_NAME, PART_NUMBER, IS_LAST, WAIT_UNTIL_AT, WHEN_MISSING, STATE, VISITED_NETWORK, SECTION_NUMBER)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
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
                insert.setInt(16, part.section());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Those of some records that are parts, by the primary key. */
    static SortedMap<RecordKey, Row> of(Connection connection, Collection<RecordKey> keys) throws SQLException {
        SortedMap<RecordKey, Row> found = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(BY_KEY)) {
            RecordKeys.read(select, keys, UsageParts::read).forEach(row -> found.put(row.key(), row));
        }
        return found;
    }

    /** The parts that decide about some sections, of each at most {@value #MAX_PARTS}, in their order. */
    static SortedMap<SessionKey, List<Row>> ofSessions(Connection connection, Collection<SessionKey> sessions)
            throws SQLException {
        SortedMap<SessionKey, List<Row>> found = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(DECIDING)) {
            for (SessionKey session : sessions) {
                if (!found.containsKey(session)) {
                    found.put(session, ofSession(select, session));
                }
            }
        }
        return found;
    }

    private static List<Row> ofSession(PreparedStatement select, SessionKey session) throws SQLException {
        select.setString(1, session.source());
        select.setString(2, session.session());
        select.setString(3, session.msisdn());
        select.setInt(4, session.section());
        select.setInt(5, MAX_PARTS);
        return read(select);
    }

    /** All parts of the section that a record is a part of, in their order; empty for one that is by itself. */
    static List<PartEntry> around(Connection connection, RecordKey key) throws SQLException {
        Optional<Row> part = Optional.ofNullable(of(connection, List.of(key)).get(key));
        if (part.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select = connection.prepareStatement(ALL)) {
            return ofSession(select, part.get().session()).stream()
                    .map(row -> new PartEntry(row.record(), row.fileId(), row.state()))
                    .toList();
        }
    }

    /**
     * Sections that wait with a part of this file, whose records are all of one source, behind one of them in the order of their keys. Along
     * USAGE_PART_FILE_IX, from where the last ones ended.
     *
     * @return at most so many, and none only when there is none any more
     */
    static List<SessionKey> waitingIn(Connection connection, long fileId, Optional<SessionKey> after, int limit)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT SOURCE_NAME, SESSION_NAME, MSISDN, SECTION_NUMBER FROM USAGE_PART"
                        + " WHERE FILE_ID = ? AND STATE IN ('WAITING', 'OVERDUE')" + (after.isEmpty() ? "" : BEHIND)
                        + " ORDER BY FILE_ID, SESSION_NAME, MSISDN, SECTION_NUMBER FETCH FIRST ? ROWS ONLY")) {
            select.setLong(1, fileId);
            int bound = after.isEmpty() ? 1 : bindBehind(select, 1, after.get());
            return sessions(select, bound, limit);
        }
    }

    /**
     * Sections whose latest part has waited long enough, behind one of them in the order of their keys. Along USAGE_PART_WAITING_IX, from where the
     * last ones ended.
     *
     * @return at most so many, and none only when there is none any more
     */
    static List<SessionKey> overdue(Connection connection, Instant now, Optional<SessionKey> after, int limit)
            throws SQLException {
        if (after.isEmpty()) {
            return overdue(connection, now, "", (select, bound) -> bound, limit);
        }
        List<SessionKey> ofSource = overdue(
                connection,
                now,
                " AND SOURCE_NAME = ?" + BEHIND,
                (select, bound) -> {
                    select.setString(bound + 1, after.get().source());
                    return bindBehind(select, bound + 1, after.get());
                },
                limit);
        return ofSource.isEmpty()
                ? overdue(
                        connection,
                        now,
                        " AND SOURCE_NAME > ?",
                        (select, bound) -> {
                            select.setString(bound + 1, after.get().source());
                            return bound + 1;
                        },
                        limit)
                : ofSource;
    }

    private interface Binding {
        /** @return the last place that is bound then */
        int of(PreparedStatement select, int bound) throws SQLException;
    }

    private static List<SessionKey> overdue(
            Connection connection, Instant now, String behind, Binding binding, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT SOURCE_NAME, SESSION_NAME, MSISDN, SECTION_NUMBER FROM USAGE_PART P"
                        + " WHERE STATE = 'WAITING' AND WAIT_UNTIL_AT <= ?" + behind
                        + " AND NOT EXISTS (SELECT 1 FROM USAGE_PART L WHERE L.STATE = 'WAITING' AND L.SOURCE_NAME = P.SOURCE_NAME"
                        + " AND L.SESSION_NAME = P.SESSION_NAME AND L.MSISDN = P.MSISDN AND L.SECTION_NUMBER = P.SECTION_NUMBER"
                        + " AND L.WAIT_UNTIL_AT > ?)"
                        + " ORDER BY STATE, SOURCE_NAME, SESSION_NAME, MSISDN, SECTION_NUMBER FETCH FIRST ? ROWS ONLY")) {
            select.setObject(1, Columns.utc(now));
            int bound = binding.of(select, 1);
            select.setObject(bound + 1, Columns.utc(now));
            return sessions(select, bound + 1, limit);
        }
    }

    private static int bindBehind(PreparedStatement select, int bound, SessionKey key) throws SQLException {
        select.setString(bound + 1, key.session());
        select.setString(bound + 2, key.session());
        select.setString(bound + 3, key.msisdn());
        select.setString(bound + 4, key.msisdn());
        select.setInt(bound + 5, key.section());
        return bound + 5;
    }

    /** Of rows in the order of their sections, so many that all parts of the last one need not be among them. */
    private static List<SessionKey> sessions(PreparedStatement select, int bound, int limit) throws SQLException {
        select.setInt(bound + 1, limit * ROWS_OF_A_SECTION);
        LinkedHashSet<SessionKey> found = new LinkedHashSet<>();
        try (ResultSet row = select.executeQuery()) {
            while (found.size() < limit && row.next()) {
                found.add(new SessionKey(
                        row.getString("SOURCE_NAME"),
                        row.getString("SESSION_NAME"),
                        row.getString("MSISDN"),
                        row.getInt("SECTION_NUMBER")));
            }
        }
        return List.copyOf(found);
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
