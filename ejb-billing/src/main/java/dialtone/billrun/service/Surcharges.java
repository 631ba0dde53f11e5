package dialtone.billrun.service;

import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillPolicy.DueSurcharge;
import dialtone.billrun.FamilyToBill;
import dialtone.billrun.UnbilledAdjustment;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.ledger.JournalEntry;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Surcharges of a batch of accounts: adjustments, each stored with the invoice that it is on, and once for it and a surcharge. */
final class Surcharges {

    private record Added(DueSurcharge due, UnbilledAdjustment adjustment, LocalDate cycleTo, String cycleKey) {}

    private final Connection connection;
    private final BillPolicy policy;
    private final Map<BillingAccountId, List<Added>> added = new HashMap<>();

    Surcharges(Connection connection, BillPolicy policy) {
        this.connection = connection;
        this.policy = policy;
    }

    /**
     * The family with what is charged of its invoice beside its lines.
     *
     * @param cycleKey of the invoice
     */
    FamilyToBill add(FamilyToBill family, InvoiceDraft draft, String cycleKey) throws SQLException {
        FamilyToBill with = family;
        for (DueSurcharge due : policy.surcharges(draft)) {
            UnbilledAdjustment adjustment = due.asAdjustment(RunAdjustments.nextId(connection), draft);
            added.computeIfAbsent(draft.account(), first -> new ArrayList<>())
                    .add(new Added(due, adjustment, draft.cycle().to(), cycleKey));
            with = with.with(adjustment);
        }
        return with;
    }

    /**
     * Stores those of the accounts that are invoiced.
     *
     * @return their entries
     */
    List<JournalEntry> store(List<InvoiceDraft> invoiced, Instant now) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        for (InvoiceDraft draft : invoiced) {
            for (Added each : added.getOrDefault(draft.account(), List.of())) {
                entries.add(RunAdjustments.store(connection, each.adjustment(), draft.account(), "surcharge", now));
                insert(draft.account(), each);
            }
        }
        return entries;
    }

    private void insert(BillingAccountId account, Added each) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO SURCHARGE_CHARGE (BILLING_ACCOUNT_ID, CYCLE_TO_ON, SURCHARGE_ID, ADJUSTMENT_ID, PERCENT, CHARGED_AMOUNT,"
                        + " CURRENCY, CYCLE_KEY) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, account.value());
            insert.setObject(2, each.cycleTo());
            insert.setString(3, each.due().surcharge().id());
            insert.setLong(4, each.adjustment().id());
            insert.setBigDecimal(5, each.due().surcharge().percent());
            insert.setBigDecimal(6, each.due().charged().amount());
            insert.setString(7, each.due().charged().currency().getCurrencyCode());
            insert.setString(8, each.cycleKey());
            insert.executeUpdate();
        }
    }

    /** Numbers of the lines of an invoice that are surcharges. By SURCHARGE_CHARGE_ADJUSTMENT_UK. */
    static Set<Integer> linesOf(Connection connection, Invoice invoice) throws SQLException {
        return RunAdjustments.linesOf(connection, invoice, "SURCHARGE_CHARGE");
    }
}
