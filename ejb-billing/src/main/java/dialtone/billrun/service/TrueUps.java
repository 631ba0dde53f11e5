package dialtone.billrun.service;

import dialtone.billrun.FamilyToBill;
import dialtone.billrun.MinimumCommitment;
import dialtone.billrun.MinimumCommitment.TrueUp;
import dialtone.billrun.UnbilledAdjustment;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.ledger.JournalEntry;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.CommitmentRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * True-ups of a batch of accounts: adjustments that are asked for by who agreed on the minimum and agreed to by the run, each stored with the invoice
 * that it is on. A line of it is credited, taxed and shown as that of any other adjustment.
 */
final class TrueUps {

    private record Due(long id, BillingAccountId account, LocalDate cycleTo, String cycleKey, TrueUp trueUp) {}

    private final Connection connection;
    private final Map<String, List<MinimumCommitment>> said;
    private final Map<BillingAccountId, Due> due = new HashMap<>();

    private TrueUps(Connection connection, Map<String, List<MinimumCommitment>> said) {
        this.connection = connection;
        this.said = said;
    }

    /** By MINIMUM_COMMITMENT_ACCOUNT_IX: one statement for all. */
    static TrueUps load(Connection connection, Collection<String> accounts) throws SQLException {
        return new TrueUps(connection, CommitmentRows.of(connection, accounts));
    }

    boolean commits(BillingAccountId account) {
        return said.containsKey(account.value());
    }

    /**
     * The family with what its invoice lacks, if it lacks something.
     *
     * @param pays     whether the account pays for itself on a day
     * @param cycleKey of the invoice
     */
    FamilyToBill complete(FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays, String cycleKey)
            throws SQLException {
        Optional<TrueUp> found =
                MinimumCommitment.of(said.getOrDefault(draft.account().value(), List.of()), draft, pays);
        if (found.isEmpty()) {
            return family;
        }
        LocalDate cycleTo = draft.cycle().to();
        Due added = new Due(RunAdjustments.nextId(connection), draft.account(), cycleTo, cycleKey, found.get());
        due.put(draft.account(), added);
        LocalDate on = cycleTo.minusDays(1);
        return family.with(new UnbilledAdjustment(
                added.id(), found.get().reason(), found.get().amount(), on, on));
    }

    /**
     * Stores those of the accounts that are invoiced.
     *
     * @return their entries
     */
    List<JournalEntry> store(List<InvoiceDraft> invoiced, Instant now) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        for (InvoiceDraft draft : invoiced) {
            Due each = due.get(draft.account());
            if (each != null) {
                entries.add(RunAdjustments.store(
                        connection,
                        new UnbilledAdjustment(
                                each.id(),
                                each.trueUp().reason(),
                                each.trueUp().amount(),
                                each.cycleTo().minusDays(1),
                                each.cycleTo().minusDays(1)),
                        each.account(),
                        "minimum commitment",
                        now));
                insert(each);
            }
        }
        return entries;
    }

    private void insert(Due each) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO COMMITMENT_TRUE_UP (BILLING_ACCOUNT_ID, CYCLE_TO_ON, ADJUSTMENT_ID, COMMITTED_AMOUNT, CHARGED_AMOUNT, CURRENCY,"
                        + " CYCLE_KEY) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, each.account().value());
            insert.setObject(2, each.cycleTo());
            insert.setLong(3, each.id());
            insert.setBigDecimal(4, each.trueUp().committed().amount());
            insert.setBigDecimal(5, each.trueUp().charged().amount());
            insert.setString(6, each.trueUp().committed().currency().getCurrencyCode());
            insert.setString(7, each.cycleKey());
            insert.executeUpdate();
        }
    }

    /** Numbers of the lines of an invoice that are true-ups. By COMMITMENT_TRUE_UP_ADJUSTMENT_UK. */
    static Set<Integer> linesOf(Connection connection, Invoice invoice) throws SQLException {
        return RunAdjustments.linesOf(connection, invoice, "COMMITMENT_TRUE_UP");
    }
}
