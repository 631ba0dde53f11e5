package dialtone.platform.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file of the embedded database holds while it is migrated, and afterwards. A copy of the open file is what kill -9 leaves. */
class WrittenAtTheEndTest {

    @TempDir
    Path folder;

    private Path migrations;

    private JdbcDataSource database;

    /** Keeps the database open. */
    private Connection connection;

    private int kills;

    /** As the server's: a commit is in the file before its caller hears of it. */
    @BeforeEach
    void open() throws IOException, SQLException {
        migrations = Files.createDirectory(folder.resolve("migrations"));
        database = at("database", ";WRITE_DELAY=0");
        connection = database.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whatIsKilledBetweenTwoMigrationsIsAsItWasBeforeTheFirst() throws IOException {
        migration(1, "CREATE TABLE ONE (ID NUMBER(10));");
        migration(2, "CREATE TABLE NEXT_ONE (ID NUMBER(10));");
        List<List<String>> onTheWay = new ArrayList<>();

        migrate(database, new WrittenAtTheEnd(), new AfterEachMigration(() -> onTheWay.add(tablesAfterAKill())));

        assertThat(onTheWay).hasSize(2).allSatisfy(tables -> assertThat(tables).doesNotContain("ONE", "NEXT_ONE"));
    }

    @Test
    void whatIsKilledAfterwardsHasWhatWasMigratedAndEachCommitThatFollowed() throws IOException, SQLException {
        migration(1, "CREATE TABLE ONE (ID NUMBER(10));");

        migrate(database, new WrittenAtTheEnd());

        assertThat(tablesAfterAKill()).contains("ONE");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE LATER (ID NUMBER(10))");
        }
        assertThat(tablesAfterAKill()).contains("ONE", "LATER");
    }

    @Test
    void whereAMigrationFailsWhatItHadDoneIsInTheFileAndEachCommitThatFollows() throws IOException, SQLException {
        migration(1, "CREATE TABLE ONE (ID NUMBER(10)); CREATE TABLE ONE (ID NUMBER(10));");

        assertThatThrownBy(() -> migrate(database, new WrittenAtTheEnd())).isInstanceOf(FlywayException.class);

        assertThat(tablesAfterAKill()).contains("ONE");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE LATER (ID NUMBER(10))");
        }
        assertThat(tablesAfterAKill()).contains("LATER");
    }

    @Test
    void aDatabaseThatWritesLateGoesOnToDoSo() throws IOException, SQLException {
        JdbcDataSource late = at("late", ";WRITE_DELAY=400");
        try (Connection itself = late.getConnection()) {
            migration(1, "CREATE TABLE ONE (ID NUMBER(10));");
            List<String> onTheWay = new ArrayList<>();

            migrate(late, new WrittenAtTheEnd(), new AfterEachMigration(() -> onTheWay.add(writeDelay(itself))));

            assertThat(onTheWay).containsExactly("60000");
            assertThat(writeDelay(itself)).isEqualTo("400");
        }
    }

    private void migration(int version, String sql) throws IOException {
        Files.writeString(migrations.resolve("V" + version + "__test.sql"), sql);
    }

    private void migrate(JdbcDataSource source, Callback... callbacks) {
        Flyway.configure()
                .dataSource(source)
                .locations("filesystem:" + migrations)
                .callbacks(callbacks)
                .load()
                .migrate();
    }

    private JdbcDataSource at(String file, String options) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:file:" + folder.resolve(file) + ";MODE=Oracle;DB_CLOSE_ON_EXIT=FALSE" + options);
        source.setUser("sa");
        return source;
    }

    private List<String> tablesAfterAKill() {
        String copy = "killed-" + ++kills;
        try {
            Files.copy(folder.resolve("database.mv.db"), folder.resolve(copy + ".mv.db"));
            try (Connection killed = at(copy, "").getConnection()) {
                return texts(killed, "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String writeDelay(Connection connection) {
        return texts(
                        connection,
                        "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'")
                .getFirst();
    }

    private static List<String> texts(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks in between, as somebody who kills does. */
    private record AfterEachMigration(Runnable look) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            look.run();
        }

        @Override
        public String getCallbackName() {
            return "after-each-migration";
        }
    }
}
