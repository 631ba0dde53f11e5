package dialtone.ledger.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.Posting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The journal's tables. Rows are appended within the caller's transaction and never change. */
public final class Journal {

    private Journal() {}

    /**
     * Appends an entry, and asks the table afterwards whether what it holds of it sums to zero.
     *
     * @throws SQLException if an entry of this key is there already, or the database fails
     * @throws IllegalStateException if the stored entry does not balance, or its time is in a closed period: the transaction must not commit
     */
    public static void append(Connection connection, JournalEntry entry) throws SQLException {
        append(connection, List.of(entry));
    }

    /**
     * Appends entries in a few statements for all of them.
     *
     * @throws SQLException as of one
     * @throws IllegalStateException as of one
     */
    public static void append(Connection connection, List<JournalEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        refuseClosed(connection, entries);
        List<Long> ids = nextIds(connection, entries.size());
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO JOURNAL_ENTRY (ID, ENTRY_KEY, DESCRIPTION, BOOKED_AT, POSTING_COUNT) VALUES (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < entries.size(); i++) {
                JournalEntry entry = entries.get(i);
                insert.setLong(1, ids.get(i));
                insert.setString(2, entry.key());
                insert.setString(3, entry.description());
                insert.setObject(4, Columns.utc(entry.bookedAt()));
                insert.setInt(5, entry.postings().size());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        insertPostings(connection, entries, ids);
        refuseUnbalanced(connection, ids.getFirst(), ids.getLast());
    }

    /** A handful of rows. */
    private static void refuseClosed(Connection connection, List<JournalEntry> entries) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT MAX(CLOSED_TO_AT) AS CLOSED_TO_AT FROM LEDGER_CLOSE");
                ResultSet row = select.executeQuery()) {
            row.next();
            Optional<Instant> closed = Columns.instantOrNone(row, "CLOSED_TO_AT");
            for (JournalEntry entry : entries) {
                if (closed.filter(entry.bookedAt()::isBefore).isPresent()) {
                    throw new IllegalStateException(
                            "Entry " + entry.key() + " of " + entry.bookedAt() + " is in a period that is closed");
                }
            }
        }
    }

    private static void insertPostings(Connection connection, List<JournalEntry> entries, List<Long> ids)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO POSTING (ENTRY_ID, POSTING_NUMBER, LEDGER_ACCOUNT, AMOUNT, CURRENCY) VALUES (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < entries.size(); i++) {
                int number = 1;
                for (Posting posting : entries.get(i).postings()) {
                    insert.setLong(1, ids.get(i));
                    insert.setInt(2, number++);
                    insert.setString(3, posting.account().code());
                    insert.setBigDecimal(4, posting.amount().amount());
                    insert.setString(5, posting.amount().currency().getCurrencyCode());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
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

    private static List<Long> nextIds(Connection connection, int count) throws SQLException {
        List<Long> ids = new ArrayList<>(count);
        try (PreparedStatement select = connection.prepareStatement("SELECT JOURNAL_ENTRY_SEQ.NEXTVAL FROM DUAL")) {
            for (int i = 0; i < count; i++) {
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    /** By the primary key of POSTING; entries of others between the two balance as well. */
    private static void refuseUnbalanced(Connection connection, long first, long last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ENTRY_ID, CURRENCY, SUM(AMOUNT) AS DIFFERENCE FROM POSTING WHERE ENTRY_ID BETWEEN ? AND ?"
                        + " GROUP BY ENTRY_ID, CURRENCY HAVING SUM(AMOUNT) <> 0")) {
            select.setLong(1, first);
            select.setLong(2, last);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new IllegalStateException("Entry " + row.getLong("ENTRY_ID") + " does not balance as stored: "
                            + row.getBigDecimal("DIFFERENCE") + " " + row.getString("CURRENCY"));
                }
            }
        }
    }
}
