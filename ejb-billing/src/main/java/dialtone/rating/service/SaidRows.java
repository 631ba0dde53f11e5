package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was said of accounts in rows that are appended and never changed: of two of the same, the later one holds. */
public final class SaidRows {

    private SaidRows() {}

    /** One row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * In the order it was said. By the table's index on BILLING_ACCOUNT_ID.
     *
     * @param select columns and the table, which has ID and BILLING_ACCOUNT_ID
     */
    public static <T> List<T> read(Connection connection, String select, Collection<String> accounts, Reader<T> reader)
            throws SQLException {
        List<T> found = new ArrayList<>();
        if (accounts.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                select + " WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList() + ") ORDER BY ID")) {
            for (List<String> list : Columns.inLists(accounts)) {
                for (int i = 0; i < list.size(); i++) {
                    statement.setString(i + 1, list.get(i));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(reader.read(row));
                    }
                }
            }
        }
        return found;
    }

    /** By what it was said of, in the order it was said; what nothing was said of is left out. */
    public static <K, S, T> Map<K, List<T>> by(List<S> said, Function<S, K> key, Function<S, T> what) {
        Map<K, List<T>> found = new HashMap<>();
        for (S each : said) {
            found.computeIfAbsent(key.apply(each), added -> new ArrayList<>()).add(what.apply(each));
        }
        return found;
    }
}
