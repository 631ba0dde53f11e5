package dialtone.invoice.service;

import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceId.Series;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Legal numbers. They are taken in the transaction that stores what has them, under the lock of the series' row, so that there is no gap
 * whatever is rolled back. Whoever takes some holds up all others until he commits: they are taken last.
 */
public final class InvoiceNumbers {

    private InvoiceNumbers() {}

    /** The next numbers of a series, in turn. */
    public static List<InvoiceId> take(Connection connection, Series series, int count) throws SQLException {
        List<InvoiceId> ids = new ArrayList<>(count);
        if (count == 0) {
            return ids;
        }
        long next;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT NEXT_NUMBER FROM INVOICE_SERIES WHERE SERIES = ? FOR UPDATE")) {
            select.setString(1, series.name());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("There is no series " + series);
                }
                next = row.getLong(1);
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE INVOICE_SERIES SET NEXT_NUMBER = ? WHERE SERIES = ?")) {
            update.setLong(1, next + count);
            update.setString(2, series.name());
            update.executeUpdate();
        }
        for (int i = 0; i < count; i++) {
            ids.add(InvoiceId.of(series, next + i));
        }
        return ids;
    }
}
