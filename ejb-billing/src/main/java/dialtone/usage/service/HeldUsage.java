package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.usage.Suspension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** The records in suspense that a line was not to be charged for: barred, as far as was known when they came, or at what its customer wants to spend. */
public final class HeldUsage {

    private HeldUsage() {}

    /**
     * What began at this instant or later was not barred after all, or may be charged now: it waits to be rated, as what came before its number had an account.
     * The caller has locked the rows of NUMBER_ACCOUNT that such use is rated by, so that no more of it is held meanwhile. By
     * USAGE_SUSPENSION_NUMBER_IX.
     *
     * @param reason that it was held for
     * @param since  when the line was back, or the bill cycle began
     */
    public static void release(Connection connection, Suspension reason, String msisdn, Instant since)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_SUSPENSION SET REASON = ? WHERE MSISDN = ? AND REASON = ? AND STARTED_AT >= ?")) {
            update.setString(1, Suspension.NO_ACCOUNT.name());
            update.setString(2, msisdn);
            update.setString(3, reason.name());
            update.setObject(4, Columns.utc(since));
            update.executeUpdate();
        }
    }
}
