package dialtone.rating.service;

import dialtone.billrun.MinimumCommitment;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.MinimumCommitments.Said;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The statements on MINIMUM_COMMITMENT. */
public final class CommitmentRows {

    private CommitmentRows() {}

    /** By account, in the order it was said; accounts that have none are left out. */
    public static Map<String, List<MinimumCommitment>> of(Connection connection, Collection<String> accounts)
            throws SQLException {
        return SaidRows.by(read(connection, accounts), each -> each.account().value(), Said::commitment);
    }

    /** In the order it was said. By MINIMUM_COMMITMENT_ACCOUNT_IX. */
    static List<Said> read(Connection connection, Collection<String> accounts) throws SQLException {
        return SaidRows.read(
                connection,
                "SELECT BILLING_ACCOUNT_ID, FROM_ON, TO_ON, AMOUNT, CURRENCY, REASON, AGREED_AT, AGREED_BY FROM MINIMUM_COMMITMENT",
                accounts,
                CommitmentRows::said);
    }

    private static Said said(ResultSet row) throws SQLException {
        return new Said(
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                new MinimumCommitment(
                        Columns.date(row, "FROM_ON"),
                        Columns.dateOrNone(row, "TO_ON"),
                        Columns.money(row),
                        row.getString("REASON")),
                Columns.instant(row, "AGREED_AT"),
                row.getString("AGREED_BY"));
    }

    static void insert(Connection connection, Said said) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO MINIMUM_COMMITMENT (ID, BILLING_ACCOUNT_ID, FROM_ON, TO_ON, AMOUNT, CURRENCY, REASON, AGREED_AT, AGREED_BY)"
                        + " VALUES (MINIMUM_COMMITMENT_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            MinimumCommitment commitment = said.commitment();
            insert.setString(1, said.account().value());
            insert.setObject(2, commitment.from());
            insert.setObject(3, commitment.to().orElse(null), Types.DATE);
            insert.setBigDecimal(4, commitment.amount().amount());
            insert.setString(5, commitment.amount().currency().getCurrencyCode());
            insert.setString(6, commitment.reason());
            insert.setObject(7, Columns.utc(said.at()));
            insert.setString(8, said.by());
            insert.executeUpdate();
        }
    }
}
