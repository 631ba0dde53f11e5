package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.billrun.FamilyToBill;
import dialtone.billrun.MinimumCommitment;
import dialtone.billrun.MinimumCommitment.TrueUp;
import dialtone.billrun.UnbilledAdjustment;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.Rebill;
import dialtone.ledger.Adjustment;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.CommitmentRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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

    /** Who agrees to them. */
    private static final String BILL_RUN = "bill run";

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
     * @param pays whether the account pays for itself on a day
     */
    FamilyToBill complete(FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays) throws SQLException {
        return complete(family, draft, pays, draft.cycleKey());
    }

    /** The same of an invoice that takes the place of another one. */
    FamilyToBill complete(FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays, InvoiceId replaced)
            throws SQLException {
        return complete(family, draft, pays, Rebill.cycleKey(replaced));
    }

    private FamilyToBill complete(FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays, String cycleKey)
            throws SQLException {
        Optional<TrueUp> found =
                MinimumCommitment.of(said.getOrDefault(draft.account().value(), List.of()), draft, pays);
        if (found.isEmpty()) {
            return family;
        }
        LocalDate cycleTo = draft.cycle().to();
        Due added = new Due(nextId(), draft.account(), cycleTo, cycleKey, found.get());
        due.put(draft.account(), added);
        LocalDate on = cycleTo.minusDays(1);
        return family.with(new UnbilledAdjustment(
                added.id(), found.get().reason(), found.get().amount(), on, on));
    }

    private long nextId() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ADJUSTMENT_SEQ.NEXTVAL AS ID FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong("ID");
        }
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
                Adjustment adjustment = adjustment(each, now);
                insert(adjustment, each.cycleTo());
                insert(each);
                entries.add(adjustment.entry(now));
            }
        }
        return entries;
    }

    private static Adjustment adjustment(Due each, Instant now) {
        return new Adjustment(
                each.id(),
                Adjustment.Kind.ADJUSTMENT,
                each.account(),
                each.trueUp().amount(),
                each.trueUp().reason(),
                Optional.empty(),
                Adjustment.State.POSTED,
                "minimum commitment",
                now,
                Optional.of(BILL_RUN),
                Optional.of(now));
    }

    private void insert(Adjustment adjustment, LocalDate cycleTo) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ADJUSTMENT (ID, KIND, BILLING_ACCOUNT_ID, AMOUNT, CURRENCY, REASON, STATE, ASKED_BY, ASKED_AT, DECIDED_BY,"
                        + " DECIDED_AT, AGREED_ON) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, adjustment.id());
            insert.setString(2, adjustment.kind().name());
            insert.setString(3, adjustment.account().value());
            insert.setBigDecimal(4, adjustment.amount().amount());
            insert.setString(5, adjustment.amount().currency().getCurrencyCode());
            insert.setString(6, adjustment.reason());
            insert.setString(7, adjustment.state().name());
            insert.setString(8, adjustment.askedBy());
            insert.setObject(9, Columns.utc(adjustment.askedAt()));
            insert.setString(10, BILL_RUN);
            insert.setObject(11, Columns.utc(adjustment.askedAt()));
            insert.setObject(12, cycleTo.minusDays(1));
            insert.executeUpdate();
        }
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
                "SELECT ADJUSTMENT_ID FROM COMMITMENT_TRUE_UP WHERE ADJUSTMENT_ID IN (" + Columns.inList() + ")",
                List.of(),
                row -> found.add(requireNonNull(lines.get(row.getLong("ADJUSTMENT_ID")))));
        return found;
    }
}
