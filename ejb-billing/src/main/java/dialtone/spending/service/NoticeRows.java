package dialtone.spending.service;

import dialtone.ledger.service.Columns;
import dialtone.spending.Spending;
import dialtone.spending.SpendingLimit.Then;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The statements on SPENDING_NOTICE that note what is reached. */
final class NoticeRows {

    private record Noted(SpendingKey key, BigDecimal most, int percent) {}

    private NoticeRows() {}

    /**
     * Notes each percentage that is reached, once for each cycle and amount of the limit. Of several that are reached at once the customer is told the highest. The
     * caller has locked the rows of SPENDING.
     */
    static void tell(Connection connection, SortedMap<SpendingKey, Spending> spendings, Instant now)
            throws SQLException {
        SortedMap<SpendingKey, Spending> reached = new TreeMap<>(spendings);
        reached.values().removeIf(spending -> spending.reached().isEmpty());
        if (reached.isEmpty()) {
            return;
        }
        Set<Noted> noted = read(connection, reached.keySet());
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO SPENDING_NOTICE (ID, BILLING_ACCOUNT_ID, SUBJECT, LIMIT_ID, CYCLE_ON, LIMIT_AMOUNT, PERCENT, LIMIT_NAME, AMOUNT,"
                        + " CURRENCY, HELD, REACHED_AT, MAILS, REFUSALS, DUE_AT)"
                        + " VALUES (SPENDING_NOTICE_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)")) {
            for (Map.Entry<SpendingKey, Spending> each : reached.entrySet()) {
                List<Integer> fresh = each.getValue().reached().stream()
                        .filter(percent -> !noted.contains(
                                noted(each.getKey(), each.getValue().most().amount(), percent)))
                        .toList();
                for (int percent : fresh) {
                    bind(insert, each.getKey(), each.getValue(), percent);
                    insert.setObject(11, Columns.utc(now));
                    insert.setObject(
                            12, percent == fresh.getLast() ? Columns.utc(now) : null, Types.TIMESTAMP_WITH_TIMEZONE);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static Noted noted(SpendingKey key, BigDecimal most, int percent) {
        return new Noted(key, most.stripTrailingZeros(), percent);
    }

    /** By SPENDING_NOTICE_ONCE_UK. */
    private static Set<Noted> read(Connection connection, Set<SpendingKey> keys) throws SQLException {
        Set<Noted> noted = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT LIMIT_AMOUNT, PERCENT FROM SPENDING_NOTICE WHERE BILLING_ACCOUNT_ID = ? AND SUBJECT = ? AND LIMIT_ID = ?"
                        + " AND CYCLE_ON = ?")) {
            for (SpendingKey key : keys) {
                select.setString(1, key.account());
                select.setString(2, key.subject());
                select.setString(3, key.limit());
                select.setObject(4, key.cycle());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        noted.add(noted(key, row.getBigDecimal("LIMIT_AMOUNT"), row.getInt("PERCENT")));
                    }
                }
            }
        }
        return noted;
    }

    private static void bind(PreparedStatement insert, SpendingKey key, Spending spending, int percent)
            throws SQLException {
        insert.setString(1, key.account());
        insert.setString(2, key.subject());
        insert.setString(3, key.limit());
        insert.setObject(4, key.cycle());
        insert.setBigDecimal(5, spending.most().amount());
        insert.setInt(6, percent);
        insert.setString(7, spending.limit().name());
        insert.setBigDecimal(8, spending.spent().amount());
        insert.setString(9, spending.spent().currency().getCurrencyCode());
        insert.setInt(10, spending.limit().then() == Then.HOLD ? 1 : 0);
    }
}
