package dialtone.spending.service;

import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.SaidRows;
import dialtone.spending.SpendingChoice;
import dialtone.spending.service.SpendingChoices.Said;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on SPENDING_CHOICE. */
final class ChoiceRows {

    private ChoiceRows() {}

    /** By account, in the order it was said; accounts that have said nothing are left out. */
    static Map<String, List<SpendingChoice>> of(Connection connection, Collection<String> accounts)
            throws SQLException {
        return SaidRows.by(read(connection, accounts), each -> each.account().value(), Said::choice);
    }

    /** In the order it was said. By SPENDING_CHOICE_ACCOUNT_IX. */
    static List<Said> read(Connection connection, Collection<String> accounts) throws SQLException {
        return SaidRows.read(
                connection,
                "SELECT BILLING_ACCOUNT_ID, LIMIT_ID, MSISDN, FROM_ON, WISH, AMOUNT, CURRENCY, SAID_AT, SAID_BY FROM SPENDING_CHOICE",
                accounts,
                ChoiceRows::said);
    }

    private static Said said(ResultSet row) throws SQLException {
        return new Said(
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                new SpendingChoice(
                        row.getString("LIMIT_ID"),
                        Optional.of(Columns.text(row, "MSISDN")).filter(text -> !text.isEmpty()),
                        Columns.date(row, "FROM_ON"),
                        wish(row)),
                Columns.instant(row, "SAID_AT"),
                row.getString("SAID_BY"));
    }

    private static SpendingChoice.Wish wish(ResultSet row) throws SQLException {
        return switch (row.getString("WISH")) {
            case "MOST" -> new SpendingChoice.Most(Columns.money(row));
            case "OFF" -> new SpendingChoice.Off();
            case "USUAL" -> new SpendingChoice.Usual();
            default -> throw new IllegalStateException("An unknown wish: " + row.getString("WISH"));
        };
    }

    static void insert(Connection connection, Said said) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO SPENDING_CHOICE (ID, BILLING_ACCOUNT_ID, LIMIT_ID, MSISDN, FROM_ON, WISH, AMOUNT, CURRENCY, SAID_AT, SAID_BY)"
                        + " VALUES (SPENDING_CHOICE_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, said.account().value());
            insert.setString(2, said.choice().limit());
            insert.setString(3, said.choice().msisdn().orElse(null));
            insert.setObject(4, said.choice().from());
            insert.setNull(6, Types.NUMERIC);
            insert.setNull(7, Types.VARCHAR);
            switch (said.choice().wish()) {
                case SpendingChoice.Most most -> {
                    insert.setString(5, "MOST");
                    insert.setBigDecimal(6, most.amount().amount());
                    insert.setString(7, most.amount().currency().getCurrencyCode());
                }
                case SpendingChoice.Off off -> insert.setString(5, "OFF");
                case SpendingChoice.Usual usual -> insert.setString(5, "USUAL");
            }
            insert.setObject(8, Columns.utc(said.at()));
            insert.setString(9, said.by());
            insert.executeUpdate();
        }
    }
}
