package dialtone.rating.service;

import dialtone.base.Money;
import dialtone.ledger.JournalEntry;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.UsageCharge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statements on USAGE_DIFFERENCE: what cycles cost more or less since something was agreed, beside what their records were rated at. */
final class DifferenceRows {

    /** What a cycle of a number costs more by one price; less, where it is negative. */
    record Difference(LinkedUse.Place at, UsageCharge charge) {}

    private DifferenceRows() {}

    /**
     * By how much the same use costs more or less.
     *
     * @param after the same places
     */
    static List<Difference> between(Map<LinkedUse.Place, CycleUsage> before, Map<LinkedUse.Place, CycleUsage> after) {
        List<Difference> differences = new ArrayList<>();
        new TreeMap<>(before)
                .forEach((place, was) -> was.chargesUpTo(after.getOrDefault(place, was)).stream()
                        .filter(charge -> !charge.amount().isZero())
                        .forEach(charge -> differences.add(new Difference(place, charge))));
        return differences;
    }

    static void insert(Connection connection, long cause, List<Difference> differences) throws SQLException {
        if (differences.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO USAGE_DIFFERENCE (NUMBER_ACCOUNT_ID, CYCLE_ON, PRICE_ID, CONTRACT_USE_PRICE_ID, AMOUNT, CURRENCY)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (Difference each : differences) {
                Money amount = each.charge().amount();
                insert.setLong(1, each.at().line());
                insert.setObject(2, each.at().cycle());
                insert.setString(3, each.charge().priceId());
                insert.setLong(4, cause);
                insert.setBigDecimal(5, amount.amount());
                insert.setString(6, amount.currency().getCurrencyCode());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static List<JournalEntry.Charge> charges(BillingAccountId account, List<Difference> differences) {
        return differences.stream()
                .map(each -> new JournalEntry.Charge(
                        account, ChargeKind.USAGE, each.charge().amount()))
                .toList();
    }
}
