package dialtone.benchmark;

import dialtone.platform.schema.SchemaMigration;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Usage records as a plain JDBC batch insert and nothing else, into files of the embedded database with the server's settings: as they come, into a table of their
 * seven columns with their key; and as the intake stores them, into USAGE_EVENT of the server's own schema, with its columns and its index.
 */
final class BareInsert {

    private static final String SETTINGS = ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0";

    private final Path folder;
    private final String stored;

    BareInsert(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.stored = "jdbc:h2:file:" + this.folder.resolve("bare-stored") + SETTINGS;
    }

    /** @return seconds for rows of seven columns, into a new file */
    double asTheyCome(int round, List<UsageRow> rows, int batch) throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("bare" + round + "-" + batch) + SETTINGS;
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            try (Statement create = connection.createStatement()) {
                create.execute(
                        "CREATE TABLE USAGE_ROW (SOURCE VARCHAR2(64 CHAR) NOT NULL, SEQUENCE_NO NUMBER(18) NOT NULL,"
                                + " TYPE VARCHAR2(8 CHAR), MSISDN VARCHAR2(15 CHAR), STARTED_AT TIMESTAMP(6) WITH TIME ZONE,"
                                + " QUANTITY NUMBER(19), PEER VARCHAR2(64 CHAR), PRIMARY KEY (SOURCE, SEQUENCE_NO))");
            }
            return seconds(
                    connection, "INSERT INTO USAGE_ROW VALUES (?, ?, ?, ?, ?, ?, ?)", rows, batch, BareInsert::bindRaw);
        }
    }

    /**
     * The rows of the intake: rated beforehand, each batch in the order of the index, as the intake has it.
     *
     * @return seconds for rows of nineteen columns, into the file that has those of the rounds before
     */
    double asStored(int round, List<UsageRow> rows, int batch) throws SQLException {
        if (round == 0) {
            migrate();
        }
        List<UsageRow> sorted = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += batch) {
            List<UsageRow> some = new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + batch)));
            some.sort(Comparator.comparing(UsageRow::msisdn));
            sorted.addAll(some);
        }
        try (Connection connection = DriverManager.getConnection(stored, "sa", "sa")) {
            return seconds(
                    connection,
                    "INSERT INTO USAGE_EVENT (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, FILE_ID,"
                            + " NUMBER_ACCOUNT_ID, CYCLE_ON, BILLABLE_UNITS, INCLUDED_UNITS, CELL, PRICE_ID, AMOUNT, CURRENCY,"
                            + " CHARGED_UNITS, BILL_CYCLE_ON, VISITED_NETWORK)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    sorted,
                    batch,
                    BareInsert::bindStored);
        }
    }

    private void migrate() {
        JdbcConnectionPool pool = JdbcConnectionPool.create(stored, "sa", "sa");
        try {
            SchemaMigration.migrate(pool, false);
        } finally {
            pool.dispose();
        }
    }

    private interface Binding {
        void bind(PreparedStatement insert, UsageRow row) throws SQLException;
    }

    private static double seconds(Connection connection, String sql, List<UsageRow> rows, int batch, Binding binding)
            throws SQLException {
        connection.setAutoCommit(false);
        long begun = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < rows.size(); i++) {
                binding.bind(insert, rows.get(i));
                insert.addBatch();
                if ((i + 1) % batch == 0 || i + 1 == rows.size()) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        return OrderFigures.seconds(begun);
    }

    private static void bindRaw(PreparedStatement insert, UsageRow row) throws SQLException {
        insert.setString(1, "bench");
        insert.setLong(2, row.sequence());
        insert.setString(3, row.type());
        insert.setString(4, row.msisdn());
        insert.setTimestamp(5, Timestamp.from(row.startedAt()));
        insert.setLong(6, row.quantity());
        insert.setString(7, row.peer());
    }

    /** As a record is that is charged, which one beyond an allowance is. */
    private static void bindStored(PreparedStatement insert, UsageRow row) throws SQLException {
        insert.setString(1, "bench");
        insert.setLong(2, row.sequence());
        insert.setString(3, row.type());
        insert.setString(4, row.msisdn());
        insert.setObject(5, row.startedAt().atOffset(ZoneOffset.UTC));
        insert.setLong(6, row.quantity());
        insert.setString(7, row.peer());
        insert.setLong(8, 1);
        insert.setLong(9, Long.parseLong(row.msisdn()) % 1_000_000);
        insert.setObject(
                10, LocalDate.ofInstant(row.startedAt(), ZoneOffset.UTC).withDayOfMonth(1));
        insert.setLong(11, row.quantity());
        insert.setLong(12, 0);
        insert.setNull(13, Types.VARCHAR);
        insert.setString(14, "voice-overage");
        insert.setBigDecimal(15, BigDecimal.valueOf(row.quantity() % 100, 2));
        insert.setString(16, "EUR");
        insert.setNull(17, Types.NUMERIC);
        insert.setNull(18, Types.DATE);
        insert.setNull(19, Types.VARCHAR);
    }
}
