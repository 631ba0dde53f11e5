package dialtone.system.server.inside;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The tables behind the services, to be counted and broken. */
@ApplicationScoped
public class Tables {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource database;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public Tables() {}

    /** What may fail once the table is away. */
    interface Attempt {
        void run();
    }

    /** @param query one number */
    public long number(String query, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            bind(select, values);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    public int update(String statement, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            bind(update, values);
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Takes a table away for the time of an attempt, so that what writes to it fails in the middle of its transaction. */
    public void without(String table, Attempt attempt) {
        update("ALTER TABLE " + table + " RENAME TO " + table + "_AWAY");
        try {
            attempt.run();
        } finally {
            update("ALTER TABLE " + table + "_AWAY RENAME TO " + table);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
