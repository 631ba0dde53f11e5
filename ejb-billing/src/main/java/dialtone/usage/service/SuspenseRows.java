package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.usage.RecordKey;
import dialtone.usage.RefusedUsage;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.SuspenseAction;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.Suspension;
import dialtone.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables USAGE_SUSPENSION, USAGE_REFUSAL and USAGE_SUSPENSE_ACTION. */
final class SuspenseRows {

    /** With a condition that holds for all, for others to stand behind. */
    private static final String COLUMNS =
            "SELECT SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID, REASON, SUSPENDED_AT, VISITED_NETWORK"
                    + " FROM USAGE_SUSPENSION WHERE SUSPENDED_AT IS NOT NULL";

    private static final String IN_ORDER = " ORDER BY SOURCE_NAME, RECORD_SEQUENCE";

    /** By the primary key. */
    private static final String SOME = COLUMNS + " AND " + RecordKeys.CONDITION + IN_ORDER;

    private SuspenseRows() {}

    /** What a filter says, as a condition and its values. */
    private record Condition(String sql, List<Object> values) {

        /** By USAGE_SUSPENSION_NUMBER_IX or USAGE_SUSPENSION_FILE_IX where it names a number or a file, else along the primary key. */
        static Condition of(SuspenseFilter filter) {
            StringBuilder sql = new StringBuilder();
            List<Object> values = new ArrayList<>();
            filter.reason().ifPresent(reason -> add(sql, " AND REASON = ?", values, reason.name()));
            filter.source().ifPresent(source -> add(sql, " AND SOURCE_NAME = ?", values, source));
            filter.fileId().ifPresent(file -> add(sql, " AND FILE_ID = ?", values, file));
            filter.msisdn().ifPresent(msisdn -> add(sql, " AND MSISDN = ?", values, msisdn));
            filter.suspendedBefore()
                    .ifPresent(before -> add(sql, " AND SUSPENDED_AT < ?", values, Columns.utc(before)));
            return new Condition(sql.toString(), values);
        }

        private static void add(StringBuilder sql, String condition, List<Object> values, Object value) {
            sql.append(condition);
            values.add(value);
        }

        int bind(PreparedStatement statement) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return values.size();
        }
    }

    static List<SuspendedUsage> list(Connection connection, SuspenseFilter filter, int offset, int limit)
            throws SQLException {
        Condition condition = Condition.of(filter);
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + condition.sql() + IN_ORDER + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            int bound = condition.bind(select);
            select.setInt(bound + 1, offset);
            select.setInt(bound + 2, limit);
            return read(select);
        }
    }

    static long count(Connection connection, SuspenseFilter filter) throws SQLException {
        Condition condition = Condition.of(filter);
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(*) FROM USAGE_SUSPENSION WHERE SUSPENDED_AT IS NOT NULL" + condition.sql())) {
            condition.bind(select);
            return number(select);
        }
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** In the order of their keys, behind one of them. */
    static List<SuspendedUsage> behind(
            Connection connection, SuspenseFilter filter, Optional<RecordKey> after, int limit) throws SQLException {
        Condition condition = Condition.of(filter);
        String further = after.isEmpty() ? "" : " AND (SOURCE_NAME > ? OR (SOURCE_NAME = ? AND RECORD_SEQUENCE > ?))";
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + condition.sql() + further + IN_ORDER + " FETCH FIRST ? ROWS ONLY")) {
            int bound = condition.bind(select);
            if (after.isPresent()) {
                select.setString(++bound, after.get().source());
                select.setString(++bound, after.get().source());
                select.setLong(++bound, after.get().sequence());
            }
            select.setInt(bound + 1, limit);
            return read(select);
        }
    }

    static Optional<SuspendedUsage> find(Connection connection, RecordKey key) throws SQLException {
        return still(connection, List.of(key)).stream().findFirst();
    }

    /** Those that are suspended now, after the rows of their files are locked. In the order of their keys. */
    static List<SuspendedUsage> still(Connection connection, Collection<RecordKey> keys) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SOME)) {
            return RecordKeys.read(select, keys, SuspenseRows::read);
        }
    }

    /** Locks the files of some records, and reads those that are suspended then. Files come before numbers, as the intake of a file locks them. */
    static List<SuspendedUsage> locked(Connection connection, Collection<RecordKey> keys) throws SQLException {
        UsageRegister.lock(
                connection, new TreeSet<>(byFile(still(connection, keys)).keySet()));
        return still(connection, keys);
    }

    private static List<SuspendedUsage> read(PreparedStatement select) throws SQLException {
        List<SuspendedUsage> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(record(row));
            }
        }
        return found;
    }

    private static SuspendedUsage record(ResultSet row) throws SQLException {
        return new SuspendedUsage(
                UsageRows.event(row),
                row.getLong("FILE_ID"),
                Suspension.valueOf(row.getString("REASON")),
                Columns.instant(row, "SUSPENDED_AT"));
    }

    static void delete(Connection connection, List<SuspendedUsage> records) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM USAGE_SUSPENSION WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ?")) {
            for (SuspendedUsage record : records) {
                delete.setString(1, record.event().source());
                delete.setLong(2, record.event().sequence());
                delete.addBatch();
            }
            for (int deleted : delete.executeBatch()) {
                if (deleted != 1) {
                    throw new IllegalStateException("A record left suspense while its file was locked");
                }
            }
        }
    }

    /** @param reasons why records wait now; those that wait for that already are left alone */
    static void decide(Connection connection, Map<SuspendedUsage, Suspension> reasons) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_SUSPENSION SET REASON = ? WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ?")) {
            for (Map.Entry<SuspendedUsage, Suspension> record : reasons.entrySet()) {
                if (record.getKey().reason() != record.getValue()) {
                    update.setString(1, record.getValue().name());
                    update.setString(2, record.getKey().event().source());
                    update.setLong(3, record.getKey().event().sequence());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    static void correct(Connection connection, UsageEvent event, Suspension reason) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_SUSPENSION SET USAGE_TYPE = ?, MSISDN = ?, STARTED_AT = ?, QUANTITY = ?, PEER = ?, REASON = ?,"
                        + " VISITED_NETWORK = ?"
                        + " WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ?")) {
            update.setString(1, event.type().name());
            update.setString(2, event.msisdn());
            update.setObject(3, Columns.utc(event.startedAt()));
            update.setLong(4, event.quantity());
            update.setString(5, event.peer());
            update.setString(6, reason.name());
            update.setString(7, event.visitedNetwork());
            update.setString(8, event.source());
            update.setLong(9, event.sequence());
            update.executeUpdate();
        }
    }

    /** @param refused who, when and why */
    static void refuse(Connection connection, List<SuspendedUsage> records, SuspenseAction refused)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_REFUSAL (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                        + " SUSPENDED_FOR, SUSPENDED_AT, REMARK, REFUSED_BY, REFUSED_AT, VISITED_NETWORK)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (SuspendedUsage record : records) {
                UsageRows.bind(insert, record.event(), 14);
                insert.setLong(8, record.fileId());
                insert.setString(9, record.reason().name());
                insert.setObject(10, Columns.utc(record.suspendedAt()));
                insert.setString(11, refused.remark());
                insert.setString(12, refused.by());
                insert.setObject(13, Columns.utc(refused.at()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** By the primary key. */
    static Optional<SuspendedUsage> refused(Connection connection, RecordKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID, SUSPENDED_FOR AS REASON,"
                        + " SUSPENDED_AT, VISITED_NETWORK FROM USAGE_REFUSAL WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ?")) {
            select.setString(1, key.source());
            select.setLong(2, key.sequence());
            return read(select).stream().findFirst();
        }
    }

    /** By USAGE_REFUSAL_FILE_IX, in the order of their keys. */
    static List<RefusedUsage> refusedOf(Connection connection, long fileId, int offset, int limit) throws SQLException {
        List<RefusedUsage> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID, SUSPENDED_FOR AS REASON,"
                        + " SUSPENDED_AT, VISITED_NETWORK, REMARK, REFUSED_BY, REFUSED_AT FROM USAGE_REFUSAL WHERE FILE_ID = ?"
                        + IN_ORDER
                        + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setLong(1, fileId);
            select.setInt(2, offset);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new RefusedUsage(
                            record(row),
                            row.getString("REMARK"),
                            row.getString("REFUSED_BY"),
                            Columns.instant(row, "REFUSED_AT")));
                }
            }
        }
        return found;
    }

    static long countRefused(Connection connection, long fileId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT COUNT(*) FROM USAGE_REFUSAL WHERE FILE_ID = ?")) {
            select.setLong(1, fileId);
            return number(select);
        }
    }

    static void note(Connection connection, SortedMap<RecordKey, List<SuspenseAction>> actions) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_SUSPENSE_ACTION (ID, SOURCE_NAME, RECORD_SEQUENCE, ACTION, FIELD_NAME, FORMER_VALUE, NEW_VALUE, REMARK,"
                        + " ACTED_BY, ACTED_AT) VALUES (USAGE_SUSPENSE_ACTION_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<RecordKey, List<SuspenseAction>> of : actions.entrySet()) {
                for (SuspenseAction action : of.getValue()) {
                    insert.setString(1, of.getKey().source());
                    insert.setLong(2, of.getKey().sequence());
                    insert.setString(3, action.kind().name());
                    insert.setString(4, action.field());
                    insert.setString(5, action.former());
                    insert.setString(6, action.now());
                    insert.setString(7, action.remark());
                    insert.setString(8, action.by());
                    insert.setObject(9, Columns.utc(action.at()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** By USAGE_SUSPENSE_ACTION_RECORD_IX, the latest first. */
    static List<SuspenseAction> actions(Connection connection, RecordKey key, int offset, int limit)
            throws SQLException {
        List<SuspenseAction> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ACTION, FIELD_NAME, FORMER_VALUE, NEW_VALUE, REMARK, ACTED_BY, ACTED_AT FROM USAGE_SUSPENSE_ACTION"
                        + " WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ? ORDER BY ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setString(1, key.source());
            select.setLong(2, key.sequence());
            select.setInt(3, offset);
            select.setInt(4, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new SuspenseAction(
                            SuspenseAction.Kind.valueOf(row.getString("ACTION")),
                            Columns.text(row, "FIELD_NAME"),
                            Columns.text(row, "FORMER_VALUE"),
                            Columns.text(row, "NEW_VALUE"),
                            Columns.text(row, "REMARK"),
                            row.getString("ACTED_BY"),
                            Columns.instant(row, "ACTED_AT")));
                }
            }
        }
        return found;
    }

    static long countActions(Connection connection, RecordKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(*) FROM USAGE_SUSPENSE_ACTION WHERE SOURCE_NAME = ? AND RECORD_SEQUENCE = ?")) {
            select.setString(1, key.source());
            select.setLong(2, key.sequence());
            return number(select);
        }
    }

    /** How many records of each file there are among these. */
    static SortedMap<Long, Integer> byFile(Collection<SuspendedUsage> records) {
        SortedMap<Long, Integer> byFile = new TreeMap<>();
        records.forEach(record -> byFile.merge(record.fileId(), 1, Integer::sum));
        return byFile;
    }
}
