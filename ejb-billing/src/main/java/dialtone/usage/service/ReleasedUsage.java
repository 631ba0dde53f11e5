package dialtone.usage.service;

import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An account of which held use was released. It is noted in the transaction that releases, and forgotten when its use has been tried again: whoever dies in between leaves it to
 * {@link ReleaseRounds}.
 *
 * @param at the last time
 */
public record ReleasedUsage(BillingAccountId account, Instant at) {

    /** Accounts in one round; those beyond are in the next. */
    static final int MAX = 100;

    /** The caller has locked numbers of the account, or itself, so that nobody notes it at the same time. */
    public void note(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE USAGE_RELEASE SET RELEASED_AT = ? WHERE BILLING_ACCOUNT_ID = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO USAGE_RELEASE (RELEASED_AT, BILLING_ACCOUNT_ID) VALUES (?, ?)")) {
            if (execute(update) == 0) {
                execute(insert);
            }
        }
    }

    /** It was tried, unless more was released meanwhile. */
    void forget(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM USAGE_RELEASE WHERE RELEASED_AT = ? AND BILLING_ACCOUNT_ID = ?")) {
            execute(delete);
        }
    }

    private int execute(PreparedStatement statement) throws SQLException {
        statement.setObject(1, Columns.utc(at));
        statement.setString(2, account.value());
        return statement.executeUpdate();
    }

    /** Those of before, the longest waiting first. The table has those of the last minute, and of whoever died. */
    static List<ReleasedUsage> before(Connection connection, Instant time) throws SQLException {
        List<ReleasedUsage> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT BILLING_ACCOUNT_ID, RELEASED_AT FROM USAGE_RELEASE"
                        + " WHERE RELEASED_AT < ? ORDER BY RELEASED_AT, BILLING_ACCOUNT_ID FETCH FIRST ? ROWS ONLY")) {
            select.setObject(1, Columns.utc(time));
            select.setInt(2, MAX);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new ReleasedUsage(
                            new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                            Columns.instant(row, "RELEASED_AT")));
                }
            }
        }
        return found;
    }
}
