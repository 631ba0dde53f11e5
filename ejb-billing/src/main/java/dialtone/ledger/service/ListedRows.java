package dialtone.ledger.service;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Rows that a statement finds by a list of values, asked for in lists of {@link Columns#IN_LIST}. */
public final class ListedRows {

    private ListedRows() {}

    /** What is made of a row. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Reads them in the order of the lists, and within one as the statement says; nothing where the list is empty.
     *
     * @param sql    with {@link Columns#inList} for the list, and no other parameter
     * @param listed texts or numbers
     */
    public static void read(Connection connection, String sql, Collection<?> listed, RowReader reader)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (List<?> list : Columns.inLists(listed)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setObject(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
        }
    }
}
