package dialtone.database.embedded;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes to a database from several threads until it is killed; on its standard output, once it has begun, a line. */
final class Writers {

    private static final int INSERTING = 6;
    private static final String BODY = "x".repeat(3_000);

    private Writers() {}

    static String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("db").toAbsolutePath()
                + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;RETENTION_TIME=200";
    }

    /** The events whose insertion was committed, a line each. */
    static Path committed(Path folder) {
        return folder.resolve("committed");
    }

    public static void main(String... arguments) throws SQLException, IOException {
        Path folder = Path.of(arguments[0]);
        try (Connection connection = connect(folder);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SEQUENCE IF NOT EXISTS EVENT_SEQ START WITH 1 CACHE 100");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS EVENT (ID NUMBER(19) NOT NULL, NAME VARCHAR2(64 CHAR) NOT NULL,"
                            + " BODY CLOB, PENDING NUMBER(1), CONSTRAINT EVENT_PK PRIMARY KEY (ID), CONSTRAINT EVENT_UK UNIQUE (NAME))");
            statement.execute("CREATE INDEX IF NOT EXISTS EVENT_PENDING_IX ON EVENT (PENDING)");
            statement.execute("CREATE TABLE IF NOT EXISTS DELIVERY (EVENT NUMBER(19) NOT NULL, CONSTRAINT DELIVERY_PK"
                    + " PRIMARY KEY (EVENT), CONSTRAINT DELIVERY_EVENT_FK FOREIGN KEY (EVENT) REFERENCES EVENT (ID))");
        }
        PrintStream committed = new PrintStream(
                new FileOutputStream(committed(folder).toFile(), true), true, StandardCharsets.US_ASCII);
        for (int writer = 0; writer < INSERTING; writer++) {
            begin(folder, connection -> insert(connection, committed));
        }
        begin(folder, Writers::deliver);
        begin(folder, Writers::forget);
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII).println("begun");
    }

    @FunctionalInterface
    private interface Work {
        void once(Connection connection) throws SQLException;
    }

    private static void begin(Path folder, Work work) {
        new Thread(() -> {
                    try (Connection connection = connect(folder)) {
                        connection.setAutoCommit(false);
                        while (true) {
                            work.once(connection);
                            connection.commit();
                        }
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start();
    }

    private static void insert(Connection connection, PrintStream committed) throws SQLException {
        StringBuilder names = new StringBuilder();
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO EVENT (ID, NAME, PENDING) VALUES (EVENT_SEQ.NEXTVAL, ?, 1)")) {
            for (int event = 0; event < 3; event++) {
                String name = UUID.randomUUID().toString();
                insert.setString(1, name);
                insert.executeUpdate();
                names.append(name).append('\n');
            }
        }
        connection.commit();
        synchronized (committed) {
            committed.print(names);
        }
    }

    private static void deliver(Connection connection) throws SQLException {
        List<Long> pending = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT ID FROM EVENT WHERE PENDING = 1 ORDER BY ID FETCH FIRST 100 ROWS ONLY");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                pending.add(row.getLong(1));
            }
        }
        try (PreparedStatement update =
                        connection.prepareStatement("UPDATE EVENT SET PENDING = NULL, BODY = ? WHERE ID = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO DELIVERY (EVENT) VALUES (?)")) {
            for (long event : pending) {
                update.setString(1, BODY);
                update.setLong(2, event);
                update.executeUpdate();
                insert.setLong(1, event);
                insert.executeUpdate();
            }
        }
    }

    private static void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM DELIVERY WHERE EVENT < (SELECT MAX(EVENT) - 5000 FROM DELIVERY)");
        }
    }

    private static Connection connect(Path folder) throws SQLException {
        return DriverManager.getConnection(url(folder), "sa", "");
    }
}
