package dialtone.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Statements that are committed together by who is in no transaction of the server: a thread of its own. Without it each is a commit, those of
 * a batch too.
 */
public final class OneCommit {

    private OneCommit() {}

    /** What is stored. */
    public interface Work {
        void by(Connection connection) throws SQLException;
    }

    /** @throws SQLException what the work failed with; nothing of it is stored then, nor after any other failure */
    public static void of(DataSource database, Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                work.by(connection);
                connection.commit();
                committed = true;
            } finally {
                // whatever it failed with: switching back commits what is there
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }
}
