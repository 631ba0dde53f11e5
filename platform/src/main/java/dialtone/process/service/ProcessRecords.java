package dialtone.process.service;

import dialtone.process.EngineRecord;
import dialtone.process.RecordBatch;
import dialtone.process.RejectedRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Takes the engine's records in, each once. Per partition the highest position is stored in the same transaction as the
 * rows; what comes again is ignored.
 */
@ApplicationScoped
public class ProcessRecords {

    /** Clocks of brokers may differ by so much without meaning anything. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private static final int MAX_TEXT = 1_000;

    /** Data exceptions and integrity violations of SQL, and Oracle's "value too large" (ORA-12899). */
    private static final Set<String> BAD_DATA = Set.of("22", "23", "72");

    /** Everything that is deleted with an instance. */
    private static final List<String> TABLES_OF_INSTANCE =
            List.of("PROCESS_ELEMENT", "PROCESS_INCIDENT", "PROCESS_VARIABLE", "PROCESS_TIMER", "PROCESS_INSTANCE");

    private final DataSource dataSource;
    private final Clock clock;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ProcessRecords() {
        this.dataSource = null;
        this.clock = null;
    }

    @Inject
    public ProcessRecords(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Stores those records of the batch that are not stored yet.
     *
     * @return the highest position of the partition that is committed when this method's transaction is; at least the
     *     batch's last
     * @throws RecordsRefused        when a record of the batch can never be stored
     * @throws IllegalStateException when the database is away; or when the broker's log has begun anew, which somebody must
     *                               decide upon: its keys would mix with those of the old engine
     */
    @Transactional
    public long accept(RecordBatch batch) {
        try (Connection connection = dataSource.getConnection()) {
            Progress before = lock(connection, batch.partition());
            List<EngineRecord> fresh = batch.records().stream()
                    .filter(entry -> entry.position() > before.position())
                    .toList();
            refuseAnotherLog(batch, before);
            write(connection, fresh);
            Instant newest =
                    fresh.stream().map(EngineRecord::at).max(Instant::compareTo).orElse(before.newestRecord());
            Progress after = new Progress(
                    Math.max(before.position(), batch.lastPosition()),
                    newest.isAfter(before.newestRecord()) ? newest : before.newestRecord());
            store(connection, batch.partition(), after);
            return after.position();
        } catch (SQLException away) {
            throw new IllegalStateException("The engine's records cannot be stored", away);
        }
    }

    /**
     * Notes a record that was refused, and counts its position as dealt with. The same record again changes nothing.
     *
     * @return the highest position of the partition that is committed when this method's transaction is
     * @throws IllegalStateException when the database is away
     */
    @Transactional
    public long reject(RejectedRecord rejected) {
        try (Connection connection = dataSource.getConnection()) {
            Progress before = lock(connection, rejected.partition());
            note(connection, rejected);
            Progress after = new Progress(Math.max(before.position(), rejected.position()), clock.instant());
            store(connection, rejected.partition(), after);
            return after.position();
        } catch (SQLException away) {
            throw new IllegalStateException("A refused record cannot be noted", away);
        }
    }

    /**
     * Deletes instances that ended before, oldest first, by index PROCESS_INSTANCE_ENDED_IX, with all that belongs to
     * them. One call is one transaction: call it until it returns less than the limit.
     *
     * @param limit instances, 1 to 1,000
     * @return how many were deleted
     */
    @Transactional
    public int purgeEndedBefore(Instant end, int limit) {
        int rows = Math.clamp(limit, 1, 1_000);
        try (Connection connection = dataSource.getConnection()) {
            List<Long> keys = endedBefore(connection, end, rows);
            for (String table : TABLES_OF_INSTANCE) {
                delete(connection, table, keys);
            }
            return keys.size();
        } catch (SQLException away) {
            throw new IllegalStateException("Ended instances cannot be deleted", away);
        }
    }

    private record Progress(long position, Instant newestRecord) {}

    /** Two brokers may both think they lead a partition for a moment: the second waits here, then finds nothing new. */
    private static Progress lock(Connection connection, int partition) throws SQLException {
        Optional<Progress> known = select(connection, partition);
        if (known.isPresent()) {
            return known.get();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO PROCESS_EXPORT_POSITION (PARTITION_ID, POSITION, EXPORTED_AT, NEWEST_RECORD_AT)"
                        + " VALUES (?, -1, ?, ?)")) {
            insert.setInt(1, partition);
            insert.setTimestamp(2, Timestamp.from(Instant.EPOCH));
            insert.setTimestamp(3, Timestamp.from(Instant.EPOCH));
            insert.executeUpdate();
        }
        return new Progress(-1, Instant.EPOCH);
    }

    private static Optional<Progress> select(Connection connection, int partition) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT POSITION, NEWEST_RECORD_AT FROM PROCESS_EXPORT_POSITION"
                        + " WHERE PARTITION_ID = ? FOR UPDATE")) {
            select.setInt(1, partition);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Progress(row.getLong(1), row.getTimestamp(2).toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** A repeated record is as old as when it came first; a newer one at a known position is of another log. */
    private static void refuseAnotherLog(RecordBatch batch, Progress before) {
        batch.records().stream()
                .filter(entry -> entry.position() <= before.position())
                .filter(entry -> entry.at().isAfter(before.newestRecord().plus(CLOCK_TOLERANCE)))
                .findFirst()
                .ifPresent(entry -> {
                    throw new IllegalStateException("The broker's log of partition " + batch.partition()
                            + " has begun anew: position " + entry.position() + " is of " + entry.at()
                            + ", and position " + before.position() + " of " + before.newestRecord()
                            + " is stored. Give the broker its old data back, or empty the PROCESS_ tables");
                });
    }

    private static void write(Connection connection, List<EngineRecord> records) throws SQLException {
        try (RecordWriter writer = new RecordWriter(connection)) {
            for (EngineRecord entry : records) {
                writer.add(entry);
            }
            writer.flush();
        } catch (SQLException failure) {
            if (isBadData(failure)) {
                throw new RecordsRefused(failure);
            }
            throw failure;
        }
    }

    private static boolean isBadData(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && state.length() == 5
                && BAD_DATA.contains(state.substring(0, 2).toUpperCase(Locale.ROOT));
    }

    private void store(Connection connection, int partition, Progress progress) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE PROCESS_EXPORT_POSITION SET POSITION = ?, EXPORTED_AT = ?, NEWEST_RECORD_AT = ?"
                        + " WHERE PARTITION_ID = ?")) {
            update.setLong(1, progress.position());
            update.setTimestamp(2, Timestamp.from(clock.instant()));
            update.setTimestamp(3, Timestamp.from(progress.newestRecord()));
            update.setInt(4, partition);
            update.executeUpdate();
        }
    }

    private void note(Connection connection, RejectedRecord rejected) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO PROCESS_REJECTED_RECORD (PARTITION_ID, POSITION, REASON, RECORD_JSON, REJECTED_AT)"
                        + " SELECT CAST(? AS NUMBER(10)), CAST(? AS NUMBER(19)), CAST(? AS VARCHAR2(1000 CHAR)),"
                        + " CAST(? AS VARCHAR2(1000 CHAR)), CAST(? AS TIMESTAMP(6) WITH TIME ZONE) FROM DUAL"
                        + " WHERE NOT EXISTS (SELECT 1 FROM PROCESS_REJECTED_RECORD"
                        + " WHERE PARTITION_ID = ? AND POSITION = ?)")) {
            insert.setInt(1, rejected.partition());
            insert.setLong(2, rejected.position());
            insert.setString(3, text(rejected.reason()));
            insert.setString(4, text(rejected.text()));
            insert.setTimestamp(5, Timestamp.from(clock.instant()));
            insert.setInt(6, rejected.partition());
            insert.setLong(7, rejected.position());
            insert.executeUpdate();
        }
    }

    /** Oracle takes an empty text for none, and the columns want one. */
    private static String text(String text) {
        if (text.isEmpty()) {
            return "-";
        }
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static List<Long> endedBefore(Connection connection, Instant end, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT PROCESS_INSTANCE_KEY FROM PROCESS_INSTANCE WHERE ENDED_AT < ?"
                        + " ORDER BY ENDED_AT FETCH FIRST ? ROWS ONLY")) {
            select.setTimestamp(1, Timestamp.from(end));
            select.setInt(2, limit);
            List<Long> keys = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getLong(1));
                }
            }
            return keys;
        }
    }

    private static void delete(Connection connection, String table, List<Long> instances) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + table + " WHERE PROCESS_INSTANCE_KEY = ?")) {
            for (long instance : instances) {
                delete.setLong(1, instance);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
