package dialtone.platform.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Has the embedded database write to its file once for all migrations, and not at each statement of each (ADR 5, ADR 62): nobody can use
 * what it has on the way. One that is killed meanwhile is as it was at a moment before, mostly that of its start.
 *
 * <p>Another database, and one that has nothing to migrate, is left alone.
 */
final class WrittenAtTheEnd implements Callback {

    /** Then at the latest, should the migrations take longer. */
    private static final String LATER_MILLIS = "60000";

    /** How long a commit may wait when nothing is migrated; null while nothing is. */
    private @Nullable String usualMillis;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_MIGRATE || event == Event.AFTER_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                begin(context.getConnection());
            } else {
                end(context.getConnection());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database was not told when to write to its file", e);
        }
    }

    private void begin(Connection connection) throws SQLException {
        if (usualMillis != null
                || !connection.getMetaData().getDatabaseProductName().equals("H2")) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery(
                        "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'")) {
            setting.next();
            usualMillis = setting.getString(1);
        }
        delay(connection, LATER_MILLIS);
    }

    private void end(Connection connection) throws SQLException {
        if (usualMillis != null) {
            delay(connection, usualMillis);
            usualMillis = null;
        }
    }

    /** With 0 what has not been written is written at once. */
    private static void delay(Connection connection, String millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY " + millis);
        }
    }

    @Override
    public String getCallbackName() {
        return "written-at-the-end";
    }
}
