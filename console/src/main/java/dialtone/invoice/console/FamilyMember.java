package dialtone.invoice.console;

import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.party.BillingAccountId;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account in the tree that it belongs to.
 *
 * @param depth  0 for the one at the top
 * @param payer  words for who pays
 * @param chosen whether it is the one that the page is about
 */
public record FamilyMember(String account, int depth, String payer, boolean chosen) implements Serializable {

    /** Rows that a page shows; the API has all. */
    static final int MAX_ROWS = 100;

    /** The tree of an account on a day, from the top; none when it belongs to nobody and nobody to it. */
    static List<FamilyMember> tree(AccountHierarchy hierarchy, BillingAccountId account, LocalDate day) {
        BillingAccountId top = account;
        Optional<AccountRelationship> above = hierarchy.of(top, day);
        for (int level = 0; level < AccountHierarchy.MAX_DEPTH && above.isPresent(); level++) {
            top = above.get().parent();
            above = hierarchy.of(top, day);
        }
        List<FamilyMember> members = new ArrayList<>();
        members.add(new FamilyMember(top.value(), 0, "pays itself", top.equals(account)));
        addBelow(members, hierarchy, top, account, day, 1);
        return members.size() == 1 ? List.of() : members;
    }

    private static void addBelow(
            List<FamilyMember> members,
            AccountHierarchy hierarchy,
            BillingAccountId parent,
            BillingAccountId chosen,
            LocalDate day,
            int depth) {
        for (AccountRelationship each : hierarchy.childrenOf(parent, day)) {
            if (members.size() < MAX_ROWS) {
                String payer = each.paidBy() == PaidBy.SELF
                        ? "pays itself"
                        : "paid for by " + hierarchy.payerOf(each.child(), day);
                members.add(new FamilyMember(
                        each.child().value(), depth, payer, each.child().equals(chosen)));
                addBelow(members, hierarchy, each.child(), chosen, day, depth + 1);
            }
        }
    }

    /** Room before it, in the console's steps. */
    public int indent() {
        return depth * 24;
    }
}
