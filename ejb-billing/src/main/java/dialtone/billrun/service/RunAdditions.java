package dialtone.billrun.service;

import dialtone.billrun.BillPolicy;
import dialtone.billrun.BilledOnDemand;
import dialtone.billrun.FamilyToBill;
import dialtone.billrun.MinimumCommitment;
import dialtone.billrun.RunAddition;
import dialtone.billrun.UnbilledAdjustment;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.LineOfferings;
import dialtone.invoice.Rebill;
import dialtone.ledger.JournalEntry;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.CommitmentRows;
import dialtone.rating.service.LineOfferingRows;
import java.sql.Connection;
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
 * What invoices of a batch have beside what was charged: surcharges, and what they lack of a minimum. Neither counts the other. Each is an adjustment that the run agrees to, stored with
 * the invoice that it is on.
 */
final class RunAdditions {

    private final Connection connection;
    private final BillPolicy policy;
    private final Map<String, List<MinimumCommitment>> said;
    private final Map<String, BilledOnDemand> onDemand;
    private final LineOfferings sold;
    private final Map<BillingAccountId, List<AdditionRows.Added>> added = new HashMap<>();

    private RunAdditions(
            Connection connection,
            BillPolicy policy,
            Map<String, List<MinimumCommitment>> said,
            Map<String, BilledOnDemand> onDemand,
            LineOfferings sold) {
        this.connection = connection;
        this.policy = policy;
        this.said = said;
        this.onDemand = onDemand;
        this.sold = sold;
    }

    /**
     * By MINIMUM_COMMITMENT_ACCOUNT_IX: one statement for all; where somebody has a minimum, another one, and where a surcharge is of some offerings, two more.
     *
     * @param payers   who gets the invoices
     * @param accounts of all that is on them
     * @param billedTo first day that they do not have
     */
    static RunAdditions load(
            Connection connection,
            BillPolicy policy,
            Collection<String> payers,
            Collection<String> accounts,
            LocalDate billedTo)
            throws SQLException {
        Map<String, List<MinimumCommitment>> said = CommitmentRows.of(connection, payers);
        return new RunAdditions(
                connection,
                policy,
                said,
                DemandedRows.before(connection, said.keySet(), billedTo),
                policy.asksForOfferings() ? LineOfferingRows.of(connection, accounts) : LineOfferings.NONE);
    }

    boolean isAdding(BillingAccountId account) {
        return !policy.surcharges().isEmpty() || said.containsKey(account.value());
    }

    /** Whether a minimum is held against its invoice together with bills on demand of the same cycle. */
    boolean isMeasuredWithBillsOnDemand(BillingAccountId account) {
        return !onDemand.getOrDefault(account.value(), BilledOnDemand.NONE)
                .lines()
                .isEmpty();
    }

    /**
     * The family with what its invoice gets.
     *
     * @param pays whether the account pays for itself on a day
     */
    FamilyToBill to(FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays) throws SQLException {
        return add(family, draft, pays, Set.of(), draft.cycleKey());
    }

    /**
     * The same of an invoice that takes the place of another one. What is credited with that one is worked out anew; what somebody has taken back of it by an adjustment, or of one
     * that it has taken the place of itself, is not added again.
     */
    FamilyToBill toRebilled(
            FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays, InvoiceId original, Rebill rebill)
            throws SQLException {
        Set<String> settled = AdditionRows.notCredited(
                connection, draft.account(), draft.cycle().to(), rebill.creditedAdjustments());
        return add(family, draft, pays, settled, Rebill.cycleKey(original));
    }

    /** @param settled keys of what is not added */
    private FamilyToBill add(
            FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays, Set<String> settled, String cycleKey)
            throws SQLException {
        Optional<LocalDate> on = RunAddition.day(draft, pays);
        if (on.isEmpty()) {
            return family;
        }
        List<RunAddition> due = new ArrayList<>(policy.surcharges(draft, sold));
        String account = draft.account().value();
        MinimumCommitment.of(
                        said.getOrDefault(account, List.of()),
                        draft,
                        onDemand.getOrDefault(account, BilledOnDemand.NONE).and(family.billedSoFar()),
                        pays)
                .ifPresent(due::add);
        due.removeIf(each -> settled.contains(each.key()));
        FamilyToBill with = family;
        for (RunAddition each : due) {
            UnbilledAdjustment adjustment = each.asAdjustment(AdditionRows.nextId(connection), on.get());
            added.computeIfAbsent(draft.account(), first -> new ArrayList<>())
                    .add(new AdditionRows.Added(
                            each, adjustment, draft.account(), draft.cycle().to(), cycleKey));
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
            for (AdditionRows.Added each : added.getOrDefault(draft.account(), List.of())) {
                entries.add(AdditionRows.insert(connection, each, now));
            }
        }
        return entries;
    }
}
