package dialtone.billrun.service;

import dialtone.billrun.NumberUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Use that was rated after its cycle had been invoiced and that no invoice has yet: it waits for the next one, until the invoice of its own cycle is made
 * again. Of a cycle of which something late is on a later invoice nothing is brought back: what came behind it was rated on top of it.
 */
final class LateUse {

    /** Of a row E of use, and the row N of its number. */
    static final String IS_FREE = "(E.BILL_CYCLE_ON >= N.BILLED_TO_ON AND NOT EXISTS (SELECT 1 FROM LATE_USAGE B"
            + " WHERE B.NUMBER_ACCOUNT_ID = N.ID AND B.CYCLE_ON = E.CYCLE_ON AND B.BILL_CYCLE_ON < N.BILLED_TO_ON))";

    private static final List<String> TABLES = List.of("USAGE_EVENT", "USAGE_CHARGE", "USAGE_SEGMENT");

    private LateUse() {}

    /** From now on it is of its own cycle's invoice. By the indexes on number and cycle. */
    static void bringBack(Connection connection, Collection<NumberUse> use) throws SQLException {
        List<NumberUse> inTime = use.stream().filter(each -> !each.isLate()).toList();
        for (String table : TABLES) {
            try (PreparedStatement update = connection.prepareStatement("UPDATE " + table
                    + " E SET BILL_CYCLE_ON = NULL WHERE E.NUMBER_ACCOUNT_ID = ? AND E.CYCLE_ON = ? AND E.BILL_CYCLE_ON IS NOT NULL"
                    + " AND EXISTS (SELECT 1 FROM NUMBER_ACCOUNT N WHERE N.ID = E.NUMBER_ACCOUNT_ID AND " + IS_FREE
                    + ")")) {
                execute(update, inTime);
            }
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM LATE_USAGE E WHERE E.NUMBER_ACCOUNT_ID = ? AND E.CYCLE_ON = ?"
                        + " AND EXISTS (SELECT 1 FROM NUMBER_ACCOUNT N WHERE N.ID = E.NUMBER_ACCOUNT_ID AND " + IS_FREE
                        + ")")) {
            execute(delete, inTime);
        }
    }

    private static void execute(PreparedStatement statement, List<NumberUse> use) throws SQLException {
        for (NumberUse each : use) {
            statement.setLong(1, each.numberAccountId());
            statement.setObject(2, each.cycle());
            statement.addBatch();
        }
        if (!use.isEmpty()) {
            statement.executeBatch();
        }
    }
}
