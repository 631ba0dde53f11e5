package dialtone.order.service;

import dialtone.base.Page;
import dialtone.order.Jeopardy;
import dialtone.order.JeopardyAlert;
import dialtone.order.JeopardyTask;
import dialtone.order.OrderId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on JEOPARDY_ALERT, JEOPARDY_TASK and ORDER_MILESTONE. Alerts and milestones are facts; a task is opened and closed. */
final class JeopardyRows {

    /** More than a catalogue may name. */
    private static final int MAX_MILESTONES = 50;

    private static final String TASK =
            "SELECT T.TASK_ID, T.ORDER_ID, A.EXPLANATION, T.OPENED_AT, T.CLOSED_AT, T.CLOSED_BY, T.NOTE"
                    + " FROM JEOPARDY_TASK T JOIN JEOPARDY_ALERT A ON A.ALERT_ID = T.TASK_ID";

    private static final String COUNT = "SELECT COUNT(*) FROM JEOPARDY_TASK T";

    /** By index JEOPARDY_TASK_OPEN_FOR_UK, which has the few that are open. */
    private static final String OPEN = " WHERE T.OPEN_FOR IS NOT NULL";

    /** By index JEOPARDY_TASK_CLOSED_AT_IX. */
    private static final String CLOSED = " WHERE T.CLOSED_AT IS NOT NULL";

    private static final String PAGE = " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    private JeopardyRows() {}

    /** Orders whose jeopardy may have changed, the longest due first; by index PRODUCT_ORDER_JEOPARDY_DUE_IX. */
    static List<OrderId> due(Connection connection, Instant now, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ORDER_ID FROM PRODUCT_ORDER"
                + " WHERE JEOPARDY_DUE_AT <= ? ORDER BY JEOPARDY_DUE_AT FETCH FIRST ? ROWS ONLY")) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setInt(2, limit);
            List<OrderId> due = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new OrderId(rows.getString("ORDER_ID")));
                }
            }
            return due;
        }
    }

    /** The first first. */
    static List<JeopardyAlert> alerts(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ALERT_ID, FORMER, JEOPARDY, ALERTED_AT, ACTIVITY, LATE_MILLIS, EXPLANATION, EXPECTED_AT"
                        + " FROM JEOPARDY_ALERT WHERE ORDER_ID = ? ORDER BY ALERTED_AT, ALERT_ID FETCH FIRST "
                        + JeopardyAlert.MAX_OF_ORDER + " ROWS ONLY")) {
            select.setString(1, order.value());
            List<JeopardyAlert> alerts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    alerts.add(alert(order, rows));
                }
            }
            return alerts;
        }
    }

    private static JeopardyAlert alert(OrderId order, ResultSet row) throws SQLException {
        return new JeopardyAlert(
                row.getString("ALERT_ID"),
                order,
                Jeopardy.valueOf(row.getString("FORMER")),
                Jeopardy.valueOf(row.getString("JEOPARDY")),
                row.getTimestamp("ALERTED_AT").toInstant(),
                Optional.ofNullable(row.getString("ACTIVITY")).orElse(""),
                Duration.ofMillis(row.getLong("LATE_MILLIS")),
                row.getString("EXPLANATION"),
                row.getTimestamp("EXPECTED_AT").toInstant());
    }

    static int alertCount(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT COUNT(*) FROM JEOPARDY_ALERT WHERE ORDER_ID = ?")) {
            select.setString(1, order.value());
            return (int) count(select);
        }
    }

    static void insert(Connection connection, JeopardyAlert alert) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO JEOPARDY_ALERT (ALERT_ID, ORDER_ID, FORMER, JEOPARDY, ALERTED_AT, ACTIVITY, LATE_MILLIS,"
                        + " EXPLANATION, EXPECTED_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, alert.id());
            insert.setString(2, alert.order().value());
            insert.setString(3, alert.former().name());
            insert.setString(4, alert.jeopardy().name());
            insert.setTimestamp(5, Timestamp.from(alert.at()));
            insert.setString(6, alert.activity().isEmpty() ? null : alert.activity());
            insert.setLong(7, alert.lateBy().toMillis());
            insert.setString(8, alert.explanation());
            insert.setTimestamp(9, Timestamp.from(alert.expected()));
            insert.executeUpdate();
        }
    }

    static void openTask(Connection connection, JeopardyAlert alert) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO JEOPARDY_TASK (TASK_ID, ORDER_ID, OPENED_AT, OPEN_FOR) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, alert.id());
            insert.setString(2, alert.order().value());
            insert.setTimestamp(3, Timestamp.from(alert.at()));
            insert.setString(4, alert.order().value());
            insert.executeUpdate();
        }
    }

    /** Closes the task of an order that needs none any more. */
    static void closeTaskOf(Connection connection, OrderId order, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE JEOPARDY_TASK SET OPEN_FOR = NULL, CLOSED_AT = ?, CLOSED_BY = ? WHERE OPEN_FOR = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, JeopardyTask.BY_ITSELF);
            update.setString(3, order.value());
            update.executeUpdate();
        }
    }

    /**
     * The same for all orders that have ended of late, however that came.
     *
     * @param since orders that ended before are not looked at
     */
    static void closeTasksOfEnded(Connection connection, Instant since, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE JEOPARDY_TASK SET OPEN_FOR = NULL, CLOSED_AT = ?, CLOSED_BY = ? WHERE OPEN_FOR IN"
                        + " (SELECT O.ORDER_ID FROM PRODUCT_ORDER O WHERE O.FINISHED_AT >= ?)")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, JeopardyTask.BY_ITSELF);
            update.setTimestamp(3, Timestamp.from(since));
            update.executeUpdate();
        }
    }

    /** @return whether it was open */
    static boolean closeTask(Connection connection, String taskId, String by, String note, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE JEOPARDY_TASK SET OPEN_FOR = NULL,"
                + " CLOSED_AT = ?, CLOSED_BY = ?, NOTE = ? WHERE TASK_ID = ? AND OPEN_FOR IS NOT NULL")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, by);
            update.setString(3, note.isEmpty() ? null : note);
            update.setString(4, taskId);
            return update.executeUpdate() == 1;
        }
    }

    static Optional<JeopardyTask> task(Connection connection, String taskId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TASK + " WHERE T.TASK_ID = ?")) {
            select.setString(1, taskId);
            return tasks(select).stream().findFirst();
        }
    }

    /** Open ones, the longest open first; closed ones, the last closed first. */
    static Page<JeopardyTask> tasks(Connection connection, boolean open, int offset, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        open
                                ? TASK + OPEN + " ORDER BY T.OPENED_AT, T.TASK_ID" + PAGE
                                : TASK + CLOSED + " ORDER BY T.CLOSED_AT DESC, T.TASK_ID DESC" + PAGE);
                PreparedStatement count = connection.prepareStatement(open ? COUNT + OPEN : COUNT + CLOSED)) {
            select.setInt(1, offset);
            select.setInt(2, limit);
            return new Page<>(tasks(select), offset, count(count));
        }
    }

    private static List<JeopardyTask> tasks(PreparedStatement select) throws SQLException {
        List<JeopardyTask> tasks = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                tasks.add(new JeopardyTask(
                        rows.getString("TASK_ID"),
                        new OrderId(rows.getString("ORDER_ID")),
                        rows.getString("EXPLANATION"),
                        rows.getTimestamp("OPENED_AT").toInstant(),
                        Optional.ofNullable(rows.getTimestamp("CLOSED_AT")).map(Timestamp::toInstant),
                        Optional.ofNullable(rows.getString("CLOSED_BY")),
                        Optional.ofNullable(rows.getString("NOTE")).orElse("")));
            }
        }
        return tasks;
    }

    private static long count(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Name to when it was reached. */
    static Map<String, Instant> milestones(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT NAME, REACHED_AT FROM ORDER_MILESTONE WHERE ORDER_ID = ? FETCH FIRST " + MAX_MILESTONES
                        + " ROWS ONLY")) {
            select.setString(1, order.value());
            Map<String, Instant> reached = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reached.put(
                            rows.getString("NAME"),
                            rows.getTimestamp("REACHED_AT").toInstant());
                }
            }
            return reached;
        }
    }

    static void reach(Connection connection, OrderId order, String milestone, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ORDER_MILESTONE (ORDER_ID, NAME, REACHED_AT) VALUES (?, ?, ?)")) {
            insert.setString(1, order.value());
            insert.setString(2, milestone);
            insert.setTimestamp(3, Timestamp.from(at));
            insert.executeUpdate();
        }
    }
}
