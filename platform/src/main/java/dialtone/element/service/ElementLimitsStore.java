package dialtone.element.service;

import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.LimitsSetting;
import dialtone.element.Maintenance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The limits that were set, all versions of them; the last version of an element holds. */
@ApplicationScoped
public class ElementLimitsStore {

    private final DataSource dataSource;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ElementLimitsStore() {
        this.dataSource = null;
    }

    @Inject
    public ElementLimitsStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What holds, by element; elements that nobody has set anything for are absent.
     *
     * @throws IllegalStateException the database is away
     */
    public Map<String, LimitsSetting> latest() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT s.ELEMENT, s.VERSION, s.CALLS_PER_SECOND, s.CALLS_PER_WINDOW, s.WINDOW_MINUTES,"
                                + " s.CONCURRENT_CALLS, s.MAINTENANCE_FROM_AT, s.MAINTENANCE_UNTIL_AT,"
                                + " s.MAINTENANCE_REASON, s.SET_BY, s.SET_AT FROM NETWORK_ELEMENT_LIMITS s"
                                + " WHERE s.VERSION = (SELECT MAX(m.VERSION) FROM NETWORK_ELEMENT_LIMITS m"
                                + " WHERE m.ELEMENT = s.ELEMENT)");
                ResultSet rows = select.executeQuery()) {
            Map<String, LimitsSetting> latest = new HashMap<>();
            while (rows.next()) {
                LimitsSetting setting = setting(rows);
                latest.put(setting.element(), setting);
            }
            return latest;
        } catch (SQLException e) {
            throw new IllegalStateException("The limits of the network elements cannot be read", e);
        }
    }

    private static LimitsSetting setting(ResultSet row) throws SQLException {
        Optional<Integer> windowMinutes = number(row, "WINDOW_MINUTES");
        return new LimitsSetting(
                row.getString("ELEMENT"),
                row.getInt("VERSION"),
                new ElementLimits(
                        number(row, "CALLS_PER_SECOND"),
                        number(row, "CALLS_PER_WINDOW")
                                .flatMap(calls -> windowMinutes.map(minutes -> new CallWindow(calls, minutes))),
                        number(row, "CONCURRENT_CALLS"),
                        maintenance(row)),
                row.getString("SET_BY"),
                row.getTimestamp("SET_AT").toInstant());
    }

    private static Optional<Maintenance> maintenance(ResultSet row) throws SQLException {
        Timestamp from = row.getTimestamp("MAINTENANCE_FROM_AT");
        return from == null
                ? Optional.empty()
                : Optional.of(new Maintenance(
                        from.toInstant(),
                        row.getTimestamp("MAINTENANCE_UNTIL_AT").toInstant(),
                        row.getString("MAINTENANCE_REASON")));
    }

    private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /**
     * Keeps a setting as the next version.
     *
     * @return false when somebody else was faster and the version is taken; nothing is kept
     * @throws IllegalStateException the database is away
     */
    boolean keep(LimitsSetting setting) {
        ElementLimits limits = setting.limits();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO NETWORK_ELEMENT_LIMITS (ELEMENT, VERSION, CALLS_PER_SECOND, CALLS_PER_WINDOW,"
                                + " WINDOW_MINUTES, CONCURRENT_CALLS, MAINTENANCE_FROM_AT, MAINTENANCE_UNTIL_AT,"
                                + " MAINTENANCE_REASON, SET_BY, SET_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, setting.element());
            insert.setInt(2, setting.version());
            setNumber(insert, 3, limits.callsPerSecond());
            setNumber(insert, 4, limits.window().map(CallWindow::calls));
            setNumber(insert, 5, limits.window().map(CallWindow::minutes));
            setNumber(insert, 6, limits.concurrentCalls());
            insert.setTimestamp(
                    7,
                    limits.maintenance()
                            .map(window -> Timestamp.from(window.from()))
                            .orElse(null));
            insert.setTimestamp(
                    8,
                    limits.maintenance()
                            .map(window -> Timestamp.from(window.until()))
                            .orElse(null));
            insert.setString(9, limits.maintenance().map(Maintenance::reason).orElse(null));
            insert.setString(10, setting.by());
            insert.setTimestamp(11, Timestamp.from(setting.at()));
            insert.executeUpdate();
            return true;
        } catch (SQLIntegrityConstraintViolationException taken) {
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException("The limits of " + setting.element() + " cannot be stored", e);
        }
    }

    private static void setNumber(PreparedStatement statement, int index, Optional<Integer> number)
            throws SQLException {
        if (number.isPresent()) {
            statement.setInt(index, number.get());
        } else {
            statement.setNull(index, Types.NUMERIC);
        }
    }
}
