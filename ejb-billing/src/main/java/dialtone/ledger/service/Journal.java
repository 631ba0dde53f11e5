package dialtone.ledger.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.Posting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** The journal's tables. Rows are appended within the caller's transaction and never change. */
public final class Journal {

    private Journal() {}

    /**
     * Appends an entry, and asks the table afterwards whether what it holds of it sums to zero.
     *
     * @throws SQLException if an entry of this key is there already, or the database fails
     * @throws IllegalStateException if the stored entry does not balance: the transaction must not commit
     */
    public static void append(Connection connection, JournalEntry entry) throws SQLException {
        long id = nextId(connection);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO JOURNAL_ENTRY (ID, ENTRY_KEY, DESCRIPTION, BOOKED_AT, POSTING_COUNT) VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, entry.key());
            insert.setString(3, entry.description());
            insert.setObject(4, Columns.utc(entry.bookedAt()));
            insert.setInt(5, entry.postings().size());
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO POSTING (ENTRY_ID, POSTING_NUMBER, LEDGER_ACCOUNT, AMOUNT, CURRENCY) VALUES (?, ?, ?, ?, ?)")) {
            int number = 1;
            for (Posting posting : entry.postings()) {
                insert.setLong(1, id);
                insert.setInt(2, number++);
                insert.setString(3, posting.account().code());
                insert.setBigDecimal(4, posting.amount().amount());
                insert.setString(5, posting.amount().currency().getCurrencyCode());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        refuseUnbalanced(connection, id, entry.key());
    }

    /**
     * Appends what accounts owe for charges, unless that is nothing.
     *
     * @param entry of the postings; not asked when there are none
     * @throws SQLException as of the entry
     */
    public static void append(
            Connection connection, List<JournalEntry.Charge> charges, Function<List<Posting>, JournalEntry> entry)
            throws SQLException {
        List<Posting> postings = JournalEntry.postingsFor(charges);
        if (!postings.isEmpty()) {
            append(connection, entry.apply(postings));
        }
    }

    private static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT JOURNAL_ENTRY_SEQ.NEXTVAL FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** By the primary key of POSTING. */
    private static void refuseUnbalanced(Connection connection, long id, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CURRENCY, SUM(AMOUNT) AS DIFFERENCE FROM POSTING WHERE ENTRY_ID = ? GROUP BY CURRENCY"
                        + " HAVING SUM(AMOUNT) <> 0")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new IllegalStateException("Entry " + key + " does not balance as stored: "
                            + row.getBigDecimal("DIFFERENCE") + " " + row.getString("CURRENCY"));
                }
            }
        }
    }
}
