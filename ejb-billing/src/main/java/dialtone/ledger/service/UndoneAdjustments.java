package dialtone.ledger.service;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An adjustment that is on an invoice is taken back once: by another adjustment, or by a credit note for its line. */
public final class UndoneAdjustments {

    private UndoneAdjustments() {}

    /**
     * Locks adjustments until the transaction ends, as whoever asks to undo one does.
     *
     * @return those of them that are undone, or that somebody has asked to undo
     */
    public static Set<Long> lock(Connection connection, Collection<Long> adjustments) throws SQLException {
        Set<Long> undone = new HashSet<>();
        List<Long> inOrder = adjustments.stream().sorted().toList();
        try (PreparedStatement lock = connection.prepareStatement(
                        "SELECT ID FROM ADJUSTMENT WHERE ID IN (" + Columns.inList() + ") ORDER BY ID FOR UPDATE");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT UNDONE_KEY FROM ADJUSTMENT WHERE UNDONE_KEY IN (" + Columns.inList() + ")")) {
            for (List<Long> list : Columns.inLists(inOrder)) {
                for (int i = 0; i < list.size(); i++) {
                    lock.setLong(i + 1, list.get(i));
                    select.setLong(i + 1, list.get(i));
                }
                lock.executeQuery().close();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        undone.add(row.getLong("UNDONE_KEY"));
                    }
                }
            }
        }
        return undone;
    }

    /**
     * Whether a credit note takes back the invoice's line of one that is locked, and no other line has taken its place. By INVOICE_LINE_ADJUSTMENT_UK,
     * INVOICE_LINE_REBILLED_ID_IX and _CREDITED_UK.
     */
    static boolean isCredited(Connection connection, long adjustment) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT C.LINE_NUMBER FROM (SELECT INVOICE_ID, LINE_NUMBER FROM INVOICE_LINE WHERE ADJUSTMENT_ID = ?"
                        + " UNION ALL SELECT INVOICE_ID, LINE_NUMBER FROM INVOICE_LINE WHERE REBILLED_ID = ? AND LINE_KIND = 'ADJUSTMENT') L"
                        + " JOIN INVOICE_LINE C ON C.CREDITED_KEY = L.INVOICE_ID || ':' || TO_CHAR(L.LINE_NUMBER)"
                        + " WHERE NOT EXISTS (SELECT 1 FROM INVOICE_LINE R WHERE R.REBILLED_KEY = C.CREDITED_KEY)")) {
            select.setLong(1, adjustment);
            select.setLong(2, adjustment);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
