package dialtone.order.service;

import dialtone.fulfilment.CheckResult;
import dialtone.order.OrderId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements on DEPENDENCY_CHECK. Findings are facts: those that came first stay. */
final class CheckRows {

    /** More than there are checks. */
    static final int MAX_CHECKS = 50;

    private static final int MAX_MESSAGE = 500;

    private CheckRows() {}

    static List<CheckResult> of(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT CHECK_NAME, VERDICT, CODE, MESSAGE"
                + " FROM DEPENDENCY_CHECK WHERE ORDER_ID = ? ORDER BY POSITION FETCH FIRST " + MAX_CHECKS
                + " ROWS ONLY")) {
            select.setString(1, order.value());
            List<CheckResult> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new CheckResult(
                            rows.getString("CHECK_NAME"),
                            CheckResult.Verdict.valueOf(rows.getString("VERDICT")),
                            rows.getString("CODE"),
                            rows.getString("MESSAGE")));
                }
            }
            return found;
        }
    }

    static void insert(Connection connection, OrderId order, List<CheckResult> results) throws SQLException {
        if (results.size() > MAX_CHECKS) {
            throw new IllegalArgumentException(results.size() + " checks for " + order);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO DEPENDENCY_CHECK (ORDER_ID, POSITION, CHECK_NAME, VERDICT, CODE, MESSAGE)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            int position = 0;
            for (CheckResult result : results) {
                position++;
                insert.setString(1, order.value());
                insert.setInt(2, position);
                insert.setString(3, result.check());
                insert.setString(4, result.verdict().name());
                insert.setString(5, result.code());
                insert.setString(
                        6,
                        result.message().substring(0, Math.min(result.message().length(), MAX_MESSAGE)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
