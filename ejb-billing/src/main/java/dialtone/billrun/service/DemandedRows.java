package dialtone.billrun.service;

import dialtone.billrun.BilledOnDemand;
import dialtone.invoice.BilledLine;
import dialtone.ledger.service.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on bills on demand of cycles that are held against a minimum when their turn comes. */
final class DemandedRows {

    /** What a line L counts: one of use in a cycle that went on nothing, and one that has the rest of such a cycle all of it. By INVOICE_LINE_SO_FAR_IX. */
    private static final String COUNTED =
            "CASE WHEN L.SO_FAR_NUMBER_ID IS NOT NULL THEN 0 ELSE L.AMOUNT + COALESCE((SELECT SUM(S.AMOUNT) FROM INVOICE_LINE S"
                    + " WHERE S.SO_FAR_NUMBER_ID = L.NUMBER_ACCOUNT_ID AND S.PERIOD_FROM_ON = L.PERIOD_FROM_ON"
                    + " AND S.PRICE_ID = L.PRICE_ID AND L.BILL_CYCLE_ON = L.PERIOD_FROM_ON"
                    + " AND NOT EXISTS (SELECT 1 FROM INVOICE X WHERE X.REPLACED_ID = S.INVOICE_ID)), 0) END";

    private DemandedRows() {}

    /**
     * Bills on demand before a day, without those that another one has taken the place of, since the account was last billed in its turn, or held against its minimum with nothing to bill. A
     * line that is credited counts, as one of the cycle's invoice does when it is credited afterwards. By INVOICE_ACCOUNT_IX, INVOICE_REPLACED_UK and the primary keys.
     *
     * @return by account; accounts without any are left out
     */
    static Map<String, BilledOnDemand> before(Connection connection, Collection<String> accounts, LocalDate billedTo)
            throws SQLException {
        Map<String, LocalDate> met = met(connection, accounts, billedTo);
        Map<String, LocalDate> from = new HashMap<>(met);
        Map<String, List<BilledOnDemand.Line>> lines = new HashMap<>();
        AccountReading.query(
                connection,
                accounts,
                "SELECT I.BILLING_ACCOUNT_ID, I.CYCLE_FROM_ON, I.CYCLE_TO_ON, L.LINE_KIND, L.PERIOD_TO_ON, L.CURRENCY, "
                        + COUNTED
                        + " AS AMOUNT"
                        + " FROM INVOICE I JOIN INVOICE_LINE L ON L.INVOICE_ID = I.INVOICE_ID WHERE I.BILLING_ACCOUNT_ID IN ("
                        + Columns.inList()
                        + ") AND I.KIND = 'INVOICE' AND I.RUN_TYPE = 'OFF_CYCLE' AND I.CYCLE_TO_ON < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE R WHERE R.REPLACED_ID = I.INVOICE_ID)"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE O WHERE O.BILLING_ACCOUNT_ID = I.BILLING_ACCOUNT_ID"
                        + " AND O.KIND = 'INVOICE' AND O.RUN_TYPE = 'ON_CYCLE' AND O.CYCLE_TO_ON >= I.CYCLE_TO_ON"
                        + " AND O.CYCLE_TO_ON < ?)",
                List.of(billedTo, billedTo),
                row -> {
                    String account = row.getString("BILLING_ACCOUNT_ID");
                    LocalDate since = met.getOrDefault(account, LocalDate.EPOCH);
                    if (Columns.date(row, "CYCLE_TO_ON").isAfter(since)) {
                        LocalDate begins = Columns.date(row, "CYCLE_FROM_ON");
                        from.merge(account, begins.isBefore(since) ? since : begins, DemandedRows::earlier);
                        lines.computeIfAbsent(account, added -> new ArrayList<>())
                                .add(new BilledOnDemand.Line(
                                        BilledLine.Kind.valueOf(row.getString("LINE_KIND")),
                                        Columns.date(row, "PERIOD_TO_ON"),
                                        Columns.money(row)));
                    }
                });
        Map<String, BilledOnDemand> found = new HashMap<>();
        from.forEach((account, day) ->
                found.put(account, new BilledOnDemand(Optional.of(day), lines.getOrDefault(account, List.of()))));
        return found;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** First days behind the last cycles that were held against a minimum and have no invoice, where no invoice has come since. By COMMITMENT_MET_PK and INVOICE_ACCOUNT_IX. */
    private static Map<String, LocalDate> met(Connection connection, Collection<String> accounts, LocalDate billedTo)
            throws SQLException {
        Map<String, LocalDate> met = new HashMap<>();
        AccountReading.query(
                connection,
                accounts,
                "SELECT M.BILLING_ACCOUNT_ID, MAX(M.CYCLE_TO_ON) AS MET_TO_ON FROM COMMITMENT_MET M WHERE M.BILLING_ACCOUNT_ID IN ("
                        + Columns.inList() + ") AND M.CYCLE_TO_ON < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE O WHERE O.BILLING_ACCOUNT_ID = M.BILLING_ACCOUNT_ID"
                        + " AND O.KIND = 'INVOICE' AND O.RUN_TYPE = 'ON_CYCLE' AND O.CYCLE_TO_ON > M.CYCLE_TO_ON"
                        + " AND O.CYCLE_TO_ON < ?) GROUP BY M.BILLING_ACCOUNT_ID",
                List.of(billedTo, billedTo),
                row -> met.put(row.getString("BILLING_ACCOUNT_ID"), Columns.date(row, "MET_TO_ON")));
        return met;
    }

    /** Notes, once, that the cycle of these accounts has no invoice of its own, and its bills on demand have what is committed. Another run of the cycle finds the same. */
    static void insertMet(Connection connection, Collection<String> accounts, LocalDate cycleTo, long runId)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO COMMITMENT_MET (BILLING_ACCOUNT_ID, CYCLE_TO_ON, RUN_ID)"
                        + " SELECT B.BILLING_ACCOUNT_ID, CAST(? AS DATE), CAST(? AS NUMBER(19)) FROM BILLING_ACCOUNT B WHERE B.BILLING_ACCOUNT_ID = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM COMMITMENT_MET M WHERE M.BILLING_ACCOUNT_ID = B.BILLING_ACCOUNT_ID"
                        + " AND M.CYCLE_TO_ON = ?)")) {
            for (String account : accounts) {
                insert.setObject(1, cycleTo);
                insert.setLong(2, runId);
                insert.setString(3, account);
                insert.setObject(4, cycleTo);
                insert.executeUpdate();
            }
        }
    }
}
