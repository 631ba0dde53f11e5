package dialtone.rating.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.CreditedCharges;
import dialtone.ledger.service.Journal;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What is in the books of a subscription's charges, and what is posted when they are calculated anew. */
final class Recalculation {

    private Recalculation() {}

    /** All charges of it: a month or two of a handful of prices, or as long as it has run. By the primary key. */
    static List<RatedCharge> posted(Connection connection, Subscription subscription) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(ChargeRows.SELECT + " WHERE ORDER_ID = ? AND ITEM_ID = ?")) {
            select.setString(1, subscription.order().value());
            select.setString(2, subscription.itemId());
            return ChargeRows.read(select);
        }
    }

    /**
     * Posts differences in one entry of the journal. What a credit note has given back already is not given back again.
     *
     * @param key         of the entry
     * @param description of the entry
     * @return what was posted
     */
    static List<RatedCharge> post(
            Connection connection, List<RatedCharge> differences, String key, String description, Instant now)
            throws SQLException {
        List<RatedCharge> due = CreditedCharges.left(connection, differences);
        ChargeRows.insert(connection, due, now);
        Journal.append(
                connection,
                due.stream()
                        .map(charge -> new JournalEntry.Charge(charge.account(), charge.kind(), charge.amount()))
                        .toList(),
                postings -> new JournalEntry(key, description, now, postings));
        return due;
    }
}
