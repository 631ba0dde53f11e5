package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.billrun.UnbilledAdjustment;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.ledger.Adjustment;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adjustments that a bill run agrees to itself, each stored with the invoice that it is on. */
final class RunAdjustments {

    /** Who agrees to them. */
    private static final String BILL_RUN = "bill run";

    private RunAdjustments() {}

    static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ADJUSTMENT_SEQ.NEXTVAL AS ID FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong("ID");
        }
    }

    /**
     * @param asks who it is asked for by
     * @return its entry
     */
    static JournalEntry store(
            Connection connection, UnbilledAdjustment unbilled, BillingAccountId account, String asks, Instant now)
            throws SQLException {
        Adjustment adjustment = new Adjustment(
                unbilled.id(),
                Adjustment.Kind.ADJUSTMENT,
                account,
                unbilled.amount(),
                unbilled.reason(),
                Optional.empty(),
                Adjustment.State.POSTED,
                asks,
                now,
                Optional.of(BILL_RUN),
                Optional.of(now));
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ADJUSTMENT (ID, KIND, BILLING_ACCOUNT_ID, AMOUNT, CURRENCY, REASON, STATE, ASKED_BY, ASKED_AT, DECIDED_BY,"
                        + " DECIDED_AT, AGREED_ON) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, adjustment.id());
            insert.setString(2, adjustment.kind().name());
            insert.setString(3, account.value());
            insert.setBigDecimal(4, adjustment.amount().amount());
            insert.setString(5, adjustment.amount().currency().getCurrencyCode());
            insert.setString(6, adjustment.reason());
            insert.setString(7, adjustment.state().name());
            insert.setString(8, adjustment.askedBy());
            insert.setObject(9, Columns.utc(now));
            insert.setString(10, BILL_RUN);
            insert.setObject(11, Columns.utc(now));
            insert.setObject(12, unbilled.on());
            insert.executeUpdate();
        }
        return adjustment.entry(now);
    }

    /**
     * Numbers of the lines of an invoice that are such adjustments, by the unique key of their table.
     *
     * @param table that says how they came about
     */
    static Set<Integer> linesOf(Connection connection, Invoice invoice, String table) throws SQLException {
        Map<Long, Integer> lines = new HashMap<>();
        for (BilledLine line : invoice.lines()) {
            if (line.origin() instanceof BilledLine.OfAdjustment adjustment) {
                lines.put(adjustment.adjustmentId(), line.number());
            }
        }
        Set<Integer> found = new HashSet<>();
        AccountReading.query(
                connection,
                lines.keySet(),
                "SELECT ADJUSTMENT_ID FROM " + table + " WHERE ADJUSTMENT_ID IN (" + Columns.inList() + ")",
                List.of(),
                row -> found.add(requireNonNull(lines.get(row.getLong("ADJUSTMENT_ID")))));
        return found;
    }
}
