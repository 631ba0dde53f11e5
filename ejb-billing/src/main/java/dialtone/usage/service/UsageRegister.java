package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.usage.Delivery;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageReject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The tables USAGE_FILE and USAGE_REJECT. */
final class UsageRegister {

    private static final String COLUMNS =
            "SELECT ID, NAME, CHECKSUM, SOURCE_NAME, LAYOUT_NAME, CHANNEL, DELIVERED_BY, RECEIVED_AT, COMPLETED_AT, STATE, NEXT_LINE, RATED_COUNT,"
                    + " DUPLICATE_COUNT, REJECTED_COUNT, SUSPENDED_COUNT, JOINED_COUNT, FAILURE, ATTEMPT FROM USAGE_FILE";

    private UsageRegister() {}

    /** @param number from 1, of these bytes */
    record Attempt(UsageFile file, int number) {}

    /** The latest of these bytes. */
    static Optional<Attempt> byChecksum(Connection connection, String checksum) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + " WHERE CHECKSUM = ? ORDER BY ATTEMPT DESC FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, checksum);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Attempt(file(row), row.getInt("ATTEMPT"))) : Optional.empty();
            }
        }
    }

    static Optional<UsageFile> byId(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE ID = ?")) {
            select.setLong(1, id);
            return read(select).stream().findFirst();
        }
    }

    /** Newest first. */
    static List<UsageFile> list(Connection connection, int offset, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + " ORDER BY ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setInt(1, offset);
            select.setInt(2, limit);
            return read(select);
        }
    }

    static void insert(Connection connection, NewUsageFile file, int attempt, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_FILE (ID, NAME, CHECKSUM, SOURCE_NAME, LAYOUT_NAME, CHANNEL, DELIVERED_BY, RECEIVED_AT, STATE, NEXT_LINE, RATED_COUNT,"
                        + " DUPLICATE_COUNT, REJECTED_COUNT, SUSPENDED_COUNT, RECEIVED_COUNT, ATTEMPT)"
                        + " VALUES (USAGE_FILE_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?)")) {
            insert.setString(1, file.name());
            insert.setString(2, file.checksum());
            insert.setString(3, file.layout().sourceOf(file.name()));
            insert.setString(4, file.layout().name());
            insert.setString(5, file.delivery().channel().name());
            insert.setString(6, file.delivery().by());
            insert.setObject(7, Columns.utc(now));
            insert.setString(8, UsageFile.State.IN_PROGRESS.name());
            insert.setLong(9, file.layout().format().firstRecord());
            insert.setInt(10, attempt);
            insert.executeUpdate();
        }
    }

    /** Locks the file's row, so that its lines are taken by one transaction at a time. */
    static long lockNextLine(Connection connection, long fileId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT NEXT_LINE FROM USAGE_FILE WHERE ID = ? FOR UPDATE")) {
            select.setLong(1, fileId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("Usage file " + fileId + " is not registered");
                }
                return row.getLong(1);
            }
        }
    }

    /** Locks files' rows, in the order of their ids. */
    static void lock(Connection connection, SortedSet<Long> fileIds) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT ID FROM USAGE_FILE WHERE ID = ? FOR UPDATE")) {
            for (long fileId : fileIds) {
                select.setLong(1, fileId);
                select.executeQuery().close();
            }
        }
    }

    /** Moves records from suspended to rated in the counts of their files. */
    static void rateSuspended(Connection connection, Map<Long, Integer> recordsByFile) throws SQLException {
        move(
                connection,
                "UPDATE USAGE_FILE SET RATED_COUNT = RATED_COUNT + ?, SUSPENDED_COUNT = SUSPENDED_COUNT - ? WHERE ID = ?",
                recordsByFile);
    }

    /** Moves records from suspended to rejected in the counts of their files. */
    static void rejectSuspended(Connection connection, Map<Long, Integer> recordsByFile) throws SQLException {
        move(
                connection,
                "UPDATE USAGE_FILE SET REJECTED_COUNT = REJECTED_COUNT + ?, SUSPENDED_COUNT = SUSPENDED_COUNT - ? WHERE ID = ?",
                recordsByFile);
    }

    /** Moves records from suspended to duplicate in the counts of their files. */
    static void dropSuspended(Connection connection, Map<Long, Integer> recordsByFile) throws SQLException {
        move(
                connection,
                "UPDATE USAGE_FILE SET DUPLICATE_COUNT = DUPLICATE_COUNT + ?, SUSPENDED_COUNT = SUSPENDED_COUNT - ? WHERE ID = ?",
                recordsByFile);
    }

    private static void move(Connection connection, String sql, Map<Long, Integer> recordsByFile) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Map.Entry<Long, Integer> file : recordsByFile.entrySet()) {
                update.setInt(1, file.getValue());
                update.setInt(2, file.getValue());
                update.setLong(3, file.getKey());
                update.executeUpdate();
            }
        }
    }

    /** Notes how many of the rated records of files have their charge under another record. */
    static void join(Connection connection, Map<Long, Integer> recordsByFile) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE USAGE_FILE SET JOINED_COUNT = JOINED_COUNT + ? WHERE ID = ?")) {
            for (Map.Entry<Long, Integer> file : recordsByFile.entrySet()) {
                update.setInt(1, file.getValue());
                update.setLong(2, file.getKey());
                update.executeUpdate();
            }
        }
    }

    static void advance(Connection connection, UsageBatch batch, UsageCounts counts) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_FILE SET NEXT_LINE = ?, RECEIVED_COUNT = RECEIVED_COUNT + ?, RATED_COUNT = RATED_COUNT + ?, DUPLICATE_COUNT = DUPLICATE_COUNT + ?,"
                        + " REJECTED_COUNT = REJECTED_COUNT + ?, SUSPENDED_COUNT = SUSPENDED_COUNT + ? WHERE ID = ?")) {
            update.setLong(1, batch.nextLine());
            update.setLong(2, (long) batch.records().size() + batch.rejects().size());
            update.setLong(3, counts.rated());
            update.setLong(4, counts.duplicate());
            update.setLong(5, counts.rejected());
            update.setLong(6, counts.suspended());
            update.setLong(7, batch.fileId());
            update.executeUpdate();
        }
    }

    /** @param failure empty for a completed file */
    static void close(Connection connection, long fileId, UsageFile.State state, String failure, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_FILE SET STATE = ?, FAILURE = ?, COMPLETED_AT = ? WHERE ID = ? AND STATE = ?")) {
            update.setString(1, state.name());
            update.setString(2, failure);
            update.setObject(3, Columns.utc(now));
            update.setLong(4, fileId);
            update.setString(5, UsageFile.State.IN_PROGRESS.name());
            update.executeUpdate();
        }
    }

    static void insertRejects(Connection connection, UsageBatch batch, Instant now) throws SQLException {
        if (batch.rejects().isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_REJECT (FILE_ID, LINE_NUMBER, REASON, MESSAGE, RAW_LINE, REJECTED_AT)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (UsageReject reject : batch.rejects()) {
                insert.setLong(1, batch.fileId());
                insert.setLong(2, reject.lineNumber());
                insert.setString(3, reject.reason().name());
                insert.setString(4, reject.message());
                insert.setString(5, reject.raw());
                insert.setObject(6, Columns.utc(now));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static List<UsageFile> read(PreparedStatement select) throws SQLException {
        List<UsageFile> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(file(row));
            }
        }
        return found;
    }

    private static UsageFile file(ResultSet row) throws SQLException {
        return new UsageFile(
                row.getLong("ID"),
                row.getString("NAME"),
                row.getString("CHECKSUM"),
                row.getString("SOURCE_NAME"),
                row.getString("LAYOUT_NAME"),
                new Delivery(UsageChannel.valueOf(row.getString("CHANNEL")), row.getString("DELIVERED_BY")),
                Columns.instant(row, "RECEIVED_AT"),
                Columns.instantOrNone(row, "COMPLETED_AT"),
                UsageFile.State.valueOf(row.getString("STATE")),
                row.getLong("NEXT_LINE"),
                new UsageCounts(
                        row.getLong("RATED_COUNT"),
                        row.getLong("DUPLICATE_COUNT"),
                        row.getLong("REJECTED_COUNT"),
                        row.getLong("SUSPENDED_COUNT")),
                row.getLong("JOINED_COUNT"),
                Columns.text(row, "FAILURE"));
    }
}
