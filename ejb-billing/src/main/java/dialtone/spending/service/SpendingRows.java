package dialtone.spending.service;

import dialtone.base.Money;
import dialtone.ledger.service.Columns;
import dialtone.rating.UsageCycles;
import dialtone.spending.Spending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The statements on SPENDING. Whoever counts has locked the number's row before. */
public final class SpendingRows {

    private static final String SELECT =
            "SELECT SUBJECT, LIMIT_ID, CYCLE_ON, BILLING_ACCOUNT_ID, AMOUNT, CURRENCY, HELD FROM SPENDING WHERE ";

    private SpendingRows() {}

    /** @param held whether a record waits for it */
    record Counted(Money spent, boolean held) {}

    /** Those that are there, locked in the order of their keys until the transaction ends. By the primary key. */
    static Map<SpendingKey, Counted> lock(Connection connection, SortedSet<SpendingKey> keys) throws SQLException {
        SortedSet<String> subjects = new TreeSet<>();
        SortedSet<LocalDate> cycles = new TreeSet<>();
        keys.forEach(key -> {
            subjects.add(key.subject());
            cycles.add(key.cycle());
        });
        Map<SpendingKey, Counted> found = new TreeMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + "SUBJECT IN (" + Columns.inList()
                        + ") AND CYCLE_ON >= ? AND CYCLE_ON <= ? ORDER BY SUBJECT, LIMIT_ID, CYCLE_ON, BILLING_ACCOUNT_ID FOR UPDATE")) {
            for (List<String> list : Columns.inLists(subjects)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                select.setObject(list.size() + 1, cycles.first());
                select.setObject(list.size() + 2, cycles.last());
                read(select, found);
            }
        }
        return found;
    }

    private static void read(PreparedStatement select, Map<SpendingKey, Counted> found) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.put(
                        new SpendingKey(
                                row.getString("SUBJECT"),
                                row.getString("LIMIT_ID"),
                                Columns.date(row, "CYCLE_ON"),
                                row.getString("BILLING_ACCOUNT_ID")),
                        new Counted(Columns.money(row), row.getInt("HELD") == 1));
            }
        }
    }

    static void insert(Connection connection, SortedMap<SpendingKey, Spending> spending) throws SQLException {
        store(
                connection,
                "INSERT INTO SPENDING (AMOUNT, CURRENCY, HELD, SUBJECT, LIMIT_ID, CYCLE_ON, BILLING_ACCOUNT_ID) VALUES (?, ?, ?, ?, ?, ?, ?)",
                spending);
    }

    static void update(Connection connection, SortedMap<SpendingKey, Spending> spending) throws SQLException {
        store(
                connection,
                "UPDATE SPENDING SET AMOUNT = ?, CURRENCY = ?, HELD = ? WHERE SUBJECT = ? AND LIMIT_ID = ? AND CYCLE_ON = ?"
                        + " AND BILLING_ACCOUNT_ID = ?",
                spending);
    }

    private static void store(Connection connection, String sql, SortedMap<SpendingKey, Spending> spending)
            throws SQLException {
        if (spending.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<SpendingKey, Spending> each : spending.entrySet()) {
                statement.setBigDecimal(1, each.getValue().spent().amount());
                statement.setString(2, each.getValue().spent().currency().getCurrencyCode());
                statement.setInt(3, each.getValue().held() ? 1 : 0);
                statement.setString(4, each.getKey().subject());
                statement.setString(5, each.getKey().limit());
                statement.setObject(6, each.getKey().cycle());
                statement.setString(7, each.getKey().account());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Lets what an account has spent from the month of this cycle on be added up anew, since something else than a record has changed it, or the limit. The
     * caller has the account's numbers. By SPENDING_ACCOUNT_IX.
     */
    public static void forget(Connection connection, String account, LocalDate cycle) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM SPENDING WHERE BILLING_ACCOUNT_ID = ? AND CYCLE_ON >= ?")) {
            delete.setString(1, account);
            delete.setObject(2, UsageCycles.MONTHS.startOf(cycle));
            delete.executeUpdate();
        }
    }
}
