package dialtone.rating.service;

import dialtone.invoice.LineOfferings;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.ListedRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What accounts have ever been charged for. */
public final class LineOfferingRows {

    private LineOfferingRows() {}

    /** Of their items. By RATING_SUBSCRIPTION_ACCOUNT_IX. */
    public static LineOfferings ofItems(Connection connection, Collection<String> accounts) throws SQLException {
        return new LineOfferings(items(connection, accounts), Map.of());
    }

    /** Of their items, and of their numbers. By RATING_SUBSCRIPTION_ACCOUNT_IX and NUMBER_ACCOUNT_ACCOUNT_IX. */
    public static LineOfferings of(Connection connection, Collection<String> accounts) throws SQLException {
        Map<LineOfferings.Item, String> items = items(connection, accounts);
        Map<Long, String> numbers = new HashMap<>();
        ListedRows.read(
                connection,
                "SELECT ID, ORDER_ID, ITEM_ID FROM NUMBER_ACCOUNT WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList()
                        + ")",
                accounts,
                row -> {
                    String plan = items.get(item(row));
                    if (plan != null) {
                        numbers.put(row.getLong("ID"), plan);
                    }
                });
        return new LineOfferings(items, numbers);
    }

    private static Map<LineOfferings.Item, String> items(Connection connection, Collection<String> accounts)
            throws SQLException {
        Map<LineOfferings.Item, String> items = new HashMap<>();
        ListedRows.read(
                connection,
                "SELECT ORDER_ID, ITEM_ID, OFFERING_ID FROM RATING_SUBSCRIPTION WHERE BILLING_ACCOUNT_ID IN ("
                        + Columns.inList() + ")",
                accounts,
                row -> items.put(item(row), row.getString("OFFERING_ID")));
        return items;
    }

    private static LineOfferings.Item item(ResultSet row) throws SQLException {
        return new LineOfferings.Item(row.getString("ORDER_ID"), row.getString("ITEM_ID"));
    }
}
