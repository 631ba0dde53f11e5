package dialtone.billrun;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceSection;
import dialtone.party.BillingAccountId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one account pays for of itself and of others: one invoice with a section for each of them that has a line. What is charged goes to who pays on the day of the
 * charge ({@link dialtone.rating.RatedCharge#dueOn}) or of the adjustment ({@link UnbilledAdjustment#payerOn}); use goes to who pays on the last day of the month with which it is
 * invoiced, since a month of use is one amount.
 *
 * <pre>
 * BAC-1 pays for BAC-2 from 16 November on; November is billed.
 * BAC-2: activation 9.99 on 10 November, a fee of 5.00 due on 20 November, use of November 0.09
 * own invoice of BAC-2: 9.99; section of BAC-2 on the invoice of BAC-1: 5.00 + 0.09 = 5.09
 * </pre>
 *
 * @param children others that it pays for, by their ids; with what it pays for alone
 */
public record FamilyToBill(AccountToBill payer, List<AccountToBill> children) {

    public FamilyToBill {
        children = List.copyOf(children);
    }

    /**
     * Where an invoice ends.
     *
     * @param billedTo first day that it does not have
     * @param cycleTo  first day behind the payer's cycle that the day before is of: the same, but for a bill on demand
     */
    public record Until(LocalDate billedTo, LocalDate cycleTo) {

        /**
         * The day that decides who pays for use that is invoiced: 30 November for what is billed with a cycle until 1 December, or until 15 December. A bill on demand has
         * from use what the invoice of that cycle would have, and the same accounts'.
         */
        public LocalDate lastDayOfUse() {
            return lastDayOfMonthBefore(cycleTo);
        }

        /** The same of a number: what goes on is paid for so far by who pays for it with the invoice of the cycle in which it ends. */
        private LocalDate lastDayOfUse(NumberUse use) {
            LocalDate ends = cycleTo;
            while (use.goesOn() && use.period().to().isAfter(ends)) {
                ends = ends.plusMonths(1);
            }
            return lastDayOfMonthBefore(ends);
        }

        private static LocalDate lastDayOfMonthBefore(LocalDate day) {
            return day.withDayOfMonth(1).minusDays(1);
        }
    }

    /**
     * @param accounts the payer and those that it may pay for, by their ids, each with all that it has not been invoiced for
     * @param until    where the invoice ends
     */
    public static FamilyToBill of(
            BillingAccountId payer, Collection<AccountToBill> accounts, AccountHierarchy hierarchy, Until until) {
        return again(payer, accounts, hierarchy, until, (account, use) -> false);
    }

    /**
     * The same of an invoice that is made again.
     *
     * @param had whether it has such use of an account, whoever pays for that by now on the day that decides: that of a bill on demand was ahead when it was made
     */
    public static FamilyToBill again(
            BillingAccountId payer,
            Collection<AccountToBill> accounts,
            AccountHierarchy hierarchy,
            Until until,
            BiPredicate<BillingAccountId, NumberUse> had) {
        AccountToBill paying = accounts.stream()
                .filter(each -> each.account().equals(payer))
                .findFirst()
                .orElseThrow();
        return new FamilyToBill(
                paidBy(payer, paying, paying, hierarchy, until, had),
                accounts.stream()
                        .filter(each -> !each.account().equals(payer))
                        .map(each -> paidBy(payer, each, paying, hierarchy, until, had))
                        .toList());
    }

    private static AccountToBill paidBy(
            BillingAccountId payer,
            AccountToBill account,
            AccountToBill paying,
            AccountHierarchy hierarchy,
            Until until,
            BiPredicate<BillingAccountId, NumberUse> had) {
        Predicate<LocalDate> paid =
                day -> hierarchy.payerOf(account.account(), day).equals(payer);
        AccountToBill own = account.where(paid, paying.billedFrom(), until.billedTo());
        return own.withUse(use -> had.test(account.account(), use) || paid.test(until.lastDayOfUse(use)));
    }

    /**
     * The draft of its invoice; without sections where all lines are the payer's own.
     *
     * <p>Rejections: those of {@link AccountToBill#draft}; what is said of another account begins with its id.
     */
    public Outcome<InvoiceDraft> draft(LocalDate billedTo, LocalDate issuedOn, BillPolicy policy) {
        if (children.isEmpty()) {
            return payer.draft(billedTo, issuedOn, policy);
        }
        List<BilledLine> lines = new ArrayList<>();
        List<InvoiceSection> sections = new ArrayList<>();
        for (AccountToBill each : accounts().toList()) {
            switch (each.draft(billedTo, issuedOn, policy)) {
                case Outcome.Rejected<InvoiceDraft>(List<Rejection> reasons) -> {
                    return Outcome.rejected(
                            each.account().equals(payer.account()) ? reasons.getFirst() : of(each, reasons.getFirst()));
                }
                case Outcome.Accepted<InvoiceDraft>(InvoiceDraft own) -> {
                    if (!own.currency().equals(payer.currency())) {
                        return Outcome.rejected(Rejection.of(
                                "FOREIGN_CURRENCY",
                                each.account() + " is charged in " + own.currency() + ", and who pays for it pays in "
                                        + payer.currency() + "."));
                    }
                    append(own, lines, sections);
                }
            }
        }
        if (lines.size() > AccountToBill.MAX_LINES) {
            return Outcome.rejected(
                    Rejection.of("TOO_MANY_LINES", "An invoice has at most " + AccountToBill.MAX_LINES + " lines."));
        }
        boolean isOwn = sections.stream().allMatch(section -> section.account().equals(payer.account()));
        return payer.draft(billedTo, issuedOn, policy)
                .fold(
                        own -> Outcome.accepted(
                                isOwn ? own : own.withLines(lines).withSections(sections)),
                        Outcome::rejected);
    }

    /** What bills on demand have had of the use that it has, while its cycles went on: these count with the rest. */
    public List<BilledOnDemand.Line> billedSoFar() {
        return accounts()
                .flatMap(account -> account.use().stream())
                .filter(use -> !use.goesOn())
                .flatMap(use -> use.onDemand().billed().values().stream()
                        .map(amount -> new BilledOnDemand.Line(
                                BilledLine.Kind.USAGE, use.days().to(), amount)))
                .toList();
    }

    /** The same with another adjustment of the payer's own. */
    public FamilyToBill with(UnbilledAdjustment adjustment) {
        return new FamilyToBill(payer.with(adjustment), children);
    }

    private static void append(InvoiceDraft own, List<BilledLine> lines, List<InvoiceSection> sections) {
        if (!own.lines().isEmpty()) {
            int before = lines.size();
            own.lines().forEach(line -> lines.add(line.numbered(before + line.number())));
            sections.add(new InvoiceSection(own.account(), before + 1, lines.size()));
        }
    }

    private static Rejection of(AccountToBill child, Rejection reason) {
        return Rejection.of(reason.code(), child.account() + ": " + reason.message());
    }

    /** Whether the draft goes to the next invoice instead, because it is so little and it goes on to pay for one of the accounts that goes on. */
    public boolean carriesOver(InvoiceDraft draft, BillPolicy policy) {
        return accounts().anyMatch(each -> each.carriesOver(draft, policy));
    }

    private Stream<AccountToBill> accounts() {
        return Stream.concat(Stream.of(payer), children.stream());
    }
}
