package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.usage.Suspension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

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

    /**
     * What an account's lines were not charged for because of what may be spent: a price has fallen, so that there may be room for it. The caller has locked all numbers of the
     * account, or, where its lines spend nothing together, those whose prices have fallen, and asks for those that wait ({@link UsageRecycling#waitingOf}) when that is committed. By NUMBER_ACCOUNT_ACCOUNT_IX and USAGE_SUSPENSION_NUMBER_IX.
     */
    public static void releaseSpending(Connection connection, String account, LocalDate since) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE USAGE_SUSPENSION SET REASON = ? WHERE REASON = ? AND STARTED_AT >= ? AND MSISDN IN"
                        + " (SELECT N.MSISDN FROM NUMBER_ACCOUNT N WHERE N.BILLING_ACCOUNT_ID = ?)")) {
            update.setString(1, Suspension.NO_ACCOUNT.name());
            update.setString(2, Suspension.SPENDING_LIMIT.name());
            // a zone's midnight is at most a day from that of UTC; what is released too early is held again
            update.setObject(3, since.minusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
            update.setString(4, account);
            update.executeUpdate();
        }
    }
}
