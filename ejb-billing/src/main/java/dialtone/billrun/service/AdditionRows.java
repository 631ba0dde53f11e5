package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.billrun.BillPolicy.DueSurcharge;
import dialtone.billrun.MinimumCommitment.TrueUp;
import dialtone.billrun.RunAddition;
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
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements on what bill runs add to invoices: a row of ADJUSTMENT, and one of COMMITMENT_TRUE_UP or SURCHARGE_CHARGE that says how it came about. */
final class AdditionRows {

    /** Who agrees to them. */
    private static final String BILL_RUN = "bill run";

    /** The tables, each with what its rows have for {@link RunAddition#key}. */
    private static final Map<String, String> KEYS = Map.of(
            "COMMITMENT_TRUE_UP",
            "'MINIMUM'",
            "SURCHARGE_CHARGE",
            "CASE WHEN T.OFFERINGS = '*' THEN T.SURCHARGE_ID ELSE T.SURCHARGE_ID || ' ' || T.OFFERINGS END");

    /** Columns that both tables have. */
    private static final String CAME =
            "BILLING_ACCOUNT_ID, CYCLE_TO_ON, ADJUSTMENT_ID, CHARGED_AMOUNT, CURRENCY, CYCLE_KEY";

    private AdditionRows() {}

    /**
     * @param cycleTo  first day that the invoice does not have
     * @param cycleKey of the invoice
     */
    record Added(
            RunAddition addition,
            UnbilledAdjustment adjustment,
            BillingAccountId account,
            LocalDate cycleTo,
            String cycleKey) {}

    static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ADJUSTMENT_SEQ.NEXTVAL AS ID FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong("ID");
        }
    }

    /** @return its entry */
    static JournalEntry insert(Connection connection, Added added, Instant now) throws SQLException {
        return switch (added.addition()) {
            case TrueUp trueUp -> {
                // asked for by who agreed on the minimum
                JournalEntry entry = adjustment(connection, added, "minimum commitment", now);
                came(
                        connection,
                        added,
                        "INSERT INTO COMMITMENT_TRUE_UP (" + CAME + ", COMMITTED_AMOUNT) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        List.of(trueUp.committed().amount()));
                yield entry;
            }
            case DueSurcharge due -> {
                JournalEntry entry = adjustment(connection, added, "surcharge", now);
                came(
                        connection,
                        added,
                        "INSERT INTO SURCHARGE_CHARGE (" + CAME
                                + ", PERCENT, SURCHARGE_ID, OFFERINGS) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        List.of(
                                due.surcharge().percent(),
                                due.surcharge().id(),
                                due.surcharge().offerings().text()));
                yield entry;
            }
        };
    }

    /** @param own values behind {@link #CAME} */
    private static void came(Connection connection, Added added, String sql, List<?> own) throws SQLException {
        Money charged = added.addition().charged();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, added.account().value());
            insert.setObject(2, added.cycleTo());
            insert.setLong(3, added.adjustment().id());
            insert.setBigDecimal(4, charged.amount());
            insert.setString(5, charged.currency().getCurrencyCode());
            insert.setString(6, added.cycleKey());
            Lists.bind(insert, 7, own);
            insert.executeUpdate();
        }
    }

    /** @param asks who it is asked for by */
    private static JournalEntry adjustment(Connection connection, Added added, String asks, Instant now)
            throws SQLException {
        Adjustment adjustment = new Adjustment(
                added.adjustment().id(),
                Adjustment.Kind.ADJUSTMENT,
                added.account(),
                added.adjustment().amount(),
                added.adjustment().reason(),
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
            insert.setString(3, added.account().value());
            insert.setBigDecimal(4, adjustment.amount().amount());
            insert.setString(5, adjustment.amount().currency().getCurrencyCode());
            insert.setString(6, adjustment.reason());
            insert.setString(7, adjustment.state().name());
            insert.setString(8, adjustment.askedBy());
            insert.setObject(9, Columns.utc(now));
            insert.setString(10, BILL_RUN);
            insert.setObject(11, Columns.utc(now));
            insert.setObject(12, added.adjustment().on());
            insert.executeUpdate();
        }
        return adjustment.entry(now);
    }

    /** Numbers of the lines of an invoice that a run has added. By the unique keys on ADJUSTMENT_ID. */
    static Set<Integer> linesOf(Connection connection, Invoice invoice) throws SQLException {
        Map<Long, Integer> lines = new HashMap<>();
        for (BilledLine line : invoice.lines()) {
            if (line.origin() instanceof BilledLine.OfAdjustment adjustment) {
                lines.put(adjustment.adjustmentId(), line.number());
            }
        }
        Set<Integer> found = new HashSet<>();
        for (String table : KEYS.keySet()) {
            AccountReading.query(
                    connection,
                    lines.keySet(),
                    "SELECT ADJUSTMENT_ID FROM " + table + " WHERE ADJUSTMENT_ID IN (" + Columns.inList() + ")",
                    List.of(),
                    row -> found.add(requireNonNull(lines.get(row.getLong("ADJUSTMENT_ID")))));
        }
        return found;
    }

    /**
     * Keys of what was added to a cycle and is not credited: it stands, or was taken back otherwise. By ADJUSTMENT_ACCOUNT_IX, the unique keys on ADJUSTMENT_ID,
     * INVOICE_LINE_ADJUSTMENT_UK and _CREDITED_UK.
     *
     * @param beside adjustments that are being credited
     */
    static Set<String> notCredited(
            Connection connection, BillingAccountId account, LocalDate cycleTo, Collection<Long> beside)
            throws SQLException {
        Set<String> found = new HashSet<>();
        for (Map.Entry<String, String> each : KEYS.entrySet()) {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT A.ID, " + each.getValue() + " AS ADDED_KEY FROM ADJUSTMENT A JOIN " + each.getKey()
                            + " T ON T.ADJUSTMENT_ID = A.ID JOIN INVOICE_LINE L ON L.ADJUSTMENT_ID = A.ID"
                            + " WHERE A.BILLING_ACCOUNT_ID = ? AND T.CYCLE_TO_ON = ? AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE C"
                            + " WHERE C.CREDITED_KEY = L.INVOICE_ID || ':' || TO_CHAR(L.LINE_NUMBER))")) {
                select.setString(1, account.value());
                select.setObject(2, cycleTo);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        if (!beside.contains(row.getLong("ID"))) {
                            found.add(row.getString("ADDED_KEY"));
                        }
                    }
                }
            }
        }
        return found;
    }
}
