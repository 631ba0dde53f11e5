package dialtone.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {

    private static final int COMMITS = 6_000;
    private static final int BODY = 200;

    /** Percent of the file that are data in use; H2 alone comes to about four. */
    private static final long LEAST_FILL_RATE = 35;

    private static final long DEADLINE_SECONDS = 30;

    @TempDir
    Path folder;

    @Test
    void mostOfTheFileIsDataHoweverManyCommitsWroteIt() throws Exception {
        try (Connection connection = open()) {
            create(connection);
            for (int row = 0; row < COMMITS; row++) {
                insert(connection);
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            while (fillRate(connection) < LEAST_FILL_RATE && System.nanoTime() < deadline) {
                insert(connection);
            }
            assertThat(fillRate(connection)).isGreaterThanOrEqualTo(LEAST_FILL_RATE);
        }
        try (Connection again = open()) {
            assertThat(number(again, "SELECT COUNT(*) FROM T WHERE LENGTH(BODY) = " + BODY))
                    .isGreaterThanOrEqualTo(COMMITS)
                    .isEqualTo(number(again, "SELECT COUNT(*) FROM T WHERE NAME > '!'"));
        }
    }

    /** Parts of the file are old after a moment, and not after the usual 45 seconds. */
    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("db").toAbsolutePath()
                        + ";MODE=Oracle;WRITE_DELAY=0;RETENTION_TIME=10",
                "sa",
                "");
        connection.setAutoCommit(false);
        return connection;
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SEQUENCE S");
            statement.execute("CREATE TABLE T (ID NUMBER(9) PRIMARY KEY, NAME VARCHAR2(36 CHAR), BODY VARCHAR2(" + BODY
                    + " CHAR), CONSTRAINT T_UK UNIQUE (NAME))");
        }
        connection.commit();
    }

    /** A row in a transaction, at the end of the table and somewhere in its index. */
    private static void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO T (ID, NAME, BODY) VALUES (NEXT VALUE FOR S, ?, RPAD('x', " + BODY + ", 'x'))")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.executeUpdate();
        }
        connection.commit();
    }

    private static long fillRate(Connection connection) throws SQLException {
        return number(
                connection,
                "SELECT CAST(SETTING_VALUE AS INT) FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'info.CHUNKS_FILL_RATE'");
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
