package dialtone.billrun.service;

import dialtone.billrun.BillPolicy;
import dialtone.billrun.FamilyToBill;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.Rebill;
import dialtone.ledger.JournalEntry;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What invoices have beside what was charged: surcharges, and what they lack of a minimum. Neither counts the other. */
record RunAdditions(BillPolicy policy, Surcharges surcharges, TrueUps trueUps) {

    /** Lines of an invoice that were added to it so, by their numbers. */
    record Lines(Set<Integer> surcharges, Set<Integer> trueUps) {

        static Lines of(Connection connection, Invoice invoice) throws SQLException {
            return new Lines(Surcharges.linesOf(connection, invoice), TrueUps.linesOf(connection, invoice));
        }

        Set<Integer> all() {
            Set<Integer> all = new TreeSet<>(surcharges);
            all.addAll(trueUps);
            return all;
        }
    }

    static RunAdditions load(Connection connection, BillPolicy policy, Collection<String> accounts)
            throws SQLException {
        return new RunAdditions(policy, new Surcharges(connection, policy), TrueUps.load(connection, accounts));
    }

    boolean isAdding(BillingAccountId account) {
        return !policy.surcharges().isEmpty() || trueUps.commits(account);
    }

    /**
     * The family with what its invoice gets.
     *
     * @param pays whether the account pays for itself on a day
     */
    FamilyToBill to(FamilyToBill family, InvoiceDraft draft, Predicate<LocalDate> pays) throws SQLException {
        FamilyToBill with = pays.test(lastDay(draft)) ? surcharges.add(family, draft, draft.cycleKey()) : family;
        return trueUps.complete(with, draft, pays, draft.cycleKey());
    }

    /**
     * The same of an invoice that takes the place of another one. What somebody has taken back of the original by an adjustment is not added again.
     *
     * @param lines of the original
     */
    FamilyToBill toRebilled(
            FamilyToBill family,
            InvoiceDraft draft,
            Predicate<LocalDate> pays,
            Invoice original,
            Rebill rebill,
            Lines lines)
            throws SQLException {
        String cycleKey = Rebill.cycleKey(original.id());
        FamilyToBill with = pays.test(lastDay(draft)) && rebill.credits(lines.surcharges())
                ? surcharges.add(family, draft, cycleKey)
                : family;
        return rebill.credits(lines.trueUps()) ? trueUps.complete(with, draft, pays, cycleKey) : with;
    }

    private static LocalDate lastDay(InvoiceDraft draft) {
        return draft.cycle().to().minusDays(1);
    }

    /**
     * Stores those of the accounts that are invoiced.
     *
     * @return their entries
     */
    List<JournalEntry> store(List<InvoiceDraft> invoiced, Instant now) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>(surcharges.store(invoiced, now));
        entries.addAll(trueUps.store(invoiced, now));
        return entries;
    }
}
