package dialtone.invoice.console;

import dialtone.base.Days;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.Badge;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.hierarchy.service.AccountHierarchies;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What an account belongs to and what belongs to it, where it joins and leaves. Parameter of its address: id. */
@Named
@ViewScoped
public class FamilyPage extends AccountFormPage {
    private static final long serialVersionUID = 1;

    /**
     * A relationship in which the account is child or parent.
     *
     * @param other  the other account
     * @param role   what that one is
     * @param state  whether it holds today
     * @param ending whether an end can still be said here: of the account as the child, and not past
     */
    public record Row(
            long number, String other, String role, String paidBy, String days, Badge state, boolean ending) {}

    @EJB
    private AccountHierarchies hierarchies;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private LocalDate today = LocalDate.EPOCH;
    private List<FamilyMember> tree = List.of();
    private List<Row> rows = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public FamilyPage() {}

    @Override
    protected void show(BillingAccount account) {
        today = clock.instant().atZone(account.timeZone()).toLocalDate();
        entered().put("paidBy", PaidBy.PARENT.name());
        refresh();
    }

    private void refresh() {
        AccountHierarchy hierarchy = hierarchies.of(account());
        tree = FamilyMember.tree(hierarchy, account(), today);
        rows = hierarchy.relationships().stream()
                .filter(each -> each.child().equals(account()) || each.parent().equals(account()))
                .map(this::row)
                .toList();
    }

    private Row row(AccountRelationship each) {
        boolean isChild = each.child().equals(account());
        boolean over = each.to().filter(to -> !to.isAfter(today)).isPresent();
        Badge state = each.holdsOn(today)
                ? new Badge("Holds", "good")
                : over ? new Badge("Over", "idle") : new Badge("From " + BillView.day(each.from()), "busy");
        return new Row(
                each.number(),
                (isChild ? each.parent() : each.child()).value(),
                isChild ? "Parent" : "Child",
                each.paidBy() == PaidBy.PARENT ? "Parent pays" : "Child pays",
                "From " + BillView.day(each.from())
                        + each.to().map(to -> " until " + BillView.day(to)).orElse(""),
                state,
                isChild && !over);
    }

    /** Lets the account belong to the one of the form. */
    public void join() {
        Optional<LocalDate> from = Days.parse(text("from"));
        if (from.isEmpty()) {
            refuse(Rejection.at("from", "INVALID_DATE", "A day is written like 2026-12-01."));
            return;
        }
        AccountRelationship joining = new AccountRelationship(
                0,
                account(),
                new BillingAccountId(text("parent")),
                text("paidBy").equals(PaidBy.PARENT.name()) ? PaidBy.PARENT : PaidBy.SELF,
                from.get(),
                Optional.empty());
        taken(hierarchies.join(joining, signedIn.name()), "It belongs to " + joining.parent() + " from that day on.");
    }

    /** Lets the account leave on the day of the form. */
    public void leave(Row row) {
        Optional<LocalDate> to = Days.parse(text("to"));
        if (to.isEmpty()) {
            refuse(Rejection.at("to", "INVALID_DATE", "Say the first day on which it does not hold: 2026-12-01."));
            return;
        }
        taken(
                hierarchies.leave(account(), row.number(), to.get(), signedIn.name()),
                "From that day on it does not belong to " + row.other() + ".");
    }

    private void taken(Outcome<AccountRelationship> outcome, String words) {
        switch (outcome) {
            case Outcome.Rejected<AccountRelationship>(List<Rejection> reasons) -> refuse(reasons);
            case Outcome.Accepted<AccountRelationship>(AccountRelationship held) -> done(words);
        }
        refresh();
    }

    /** Who belongs together today, from the top. */
    public List<FamilyMember> tree() {
        return tree;
    }

    /** Relationships of the account, of all days. */
    public List<Row> rows() {
        return rows;
    }

    /** Whether one of them can be ended here. */
    public boolean isEnding() {
        return rows.stream().anyMatch(Row::ending);
    }
}
