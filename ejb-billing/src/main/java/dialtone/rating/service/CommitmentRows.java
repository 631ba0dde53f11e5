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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements on MINIMUM_COMMITMENT. */
public final class CommitmentRows {

    private CommitmentRows() {}

    /** By account, in the order it was said; accounts that have none are left out. */
    public static Map<String, List<MinimumCommitment>> of(Connection connection, Collection<String> accounts)
            throws SQLException {
        Map<String, List<MinimumCommitment>> found = new HashMap<>();
        for (Said each : read(connection, accounts)) {
            found.computeIfAbsent(each.account().value(), added -> new ArrayList<>())
                    .add(each.commitment());
        }
        return found;
    }

    /** In the order it was said. By MINIMUM_COMMITMENT_ACCOUNT_IX. */
    static List<Said> read(Connection connection, Collection<String> accounts) throws SQLException {
        List<Said> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID, FROM_ON, TO_ON, AMOUNT, CURRENCY, REASON, AGREED_AT, AGREED_BY FROM MINIMUM_COMMITMENT"
                        + " WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList() + ") ORDER BY ID")) {
            for (List<String> list : Columns.inLists(accounts)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Said(
                                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                                new MinimumCommitment(
                                        Columns.date(row, "FROM_ON"),
                                        Columns.dateOrNone(row, "TO_ON"),
                                        Columns.money(row),
                                        row.getString("REASON")),
                                Columns.instant(row, "AGREED_AT"),
                                row.getString("AGREED_BY")));
                    }
                }
            }
        }
        return found;
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
