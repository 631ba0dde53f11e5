package dialtone.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes to the database and looks at what it comes back with. H2 alone comes back wrong once in some dozens of
 * kills: {@code -Ddialtone.kills=100} shows it.
 */
class KilledDatabaseTest {

    private static final int KILLS = Integer.getInteger("dialtone.kills", 3);

    @TempDir
    Path folder;

    @Test
    void comesBackWithAllThatWasCommittedAndEachTableLikeItsIndexes() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            Process writers = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx300m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writers.class.getName(),
                            folder.toString())
                    .redirectError(folder.resolve("writers.log").toFile())
                    .start();
            assertThat(writers.inputReader().readLine()).isEqualTo("begun");
            awaitCommits(writers, kill * 1_000);
            writers.destroyForcibly().waitFor();
            look(kill);
        }
    }

    /** Kills come at some moment of the writing, which is as near to random as scheduling is. */
    private void awaitCommits(Process writers, int atLeast) throws IOException {
        while (Files.size(Writers.committed(folder)) < atLeast * 37L) {
            assertThat(writers.isAlive())
                    .as(Files.readString(folder.resolve("writers.log")))
                    .isTrue();
            Thread.onSpinWait();
        }
    }

    private void look(int kill) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(Writers.url(folder), "sa", "");
                Statement statement = connection.createStatement()) {
            Set<String> names = new HashSet<>();
            long pending = 0;
            // by the primary key, which is the order of the table itself
            try (ResultSet row = statement.executeQuery("SELECT NAME, PENDING FROM EVENT ORDER BY ID")) {
                while (row.next()) {
                    names.add(row.getString(1));
                    pending += row.getInt(2);
                }
            }
            List<String> committed = Files.readAllLines(Writers.committed(folder));
            assertThat(names).as("committed, kill %d", kill).containsAll(committed);
            assertThat(count(statement, "SELECT COUNT(*) FROM EVENT WHERE NAME > '!'"))
                    .as("unique index, kill %d", kill)
                    .isEqualTo(names.size());
            assertThat(count(statement, "SELECT COUNT(*) FROM EVENT WHERE PENDING = 1"))
                    .as("index of what is pending, kill %d", kill)
                    .isEqualTo(pending);
            assertThat(count(
                            statement,
                            "SELECT COUNT(*) FROM EVENT WHERE PENDING = 1 AND ID IN (SELECT EVENT FROM DELIVERY)"))
                    .as("transactions in part, kill %d", kill)
                    .isZero();
            statement.executeUpdate("UPDATE EVENT SET NAME = NAME || '-' WHERE PENDING = 1");
            statement.executeUpdate("UPDATE EVENT SET NAME = SUBSTR(NAME, 1, 36) WHERE PENDING = 1");
        }
    }

    private static long count(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
