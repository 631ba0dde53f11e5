package dialtone.hierarchy;

import dialtone.base.Rejection;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.party.BillingAccountId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Some accounts with the relationships in which they are children. An account has one parent at most on a day, and none is above itself.
 *
 * <p>What an account is charged goes on the invoice of who pays for it on the day of the charge: {@code BAC-2} belongs to {@code BAC-1} and is paid for by
 * it from 16 November on. A fee of 5.00 EUR that is due on 10 November is its own, one that is due on 20 November is BAC-1's.
 */
public final class AccountHierarchy {

    /** Accounts above one another, the first and the last included: what people can still read. */
    public static final int MAX_DEPTH = 5;

    /** Accounts of a tree: one transaction bills those that one account pays for. */
    public static final int MAX_ACCOUNTS = 1_000;

    private static final Comparator<AccountRelationship> IN_TURN = Comparator.comparing(
                    (AccountRelationship each) -> each.child().value())
            .thenComparing(AccountRelationship::from)
            .thenComparingLong(AccountRelationship::number);

    private final List<AccountRelationship> all;
    private final Map<BillingAccountId, List<AccountRelationship>> byChild = new HashMap<>();
    private final Map<BillingAccountId, List<AccountRelationship>> byParent = new HashMap<>();

    /** Of accounts that belong to nobody. */
    public static final AccountHierarchy NONE = new AccountHierarchy(List.of());

    public AccountHierarchy(List<AccountRelationship> relationships) {
        all = relationships.stream().sorted(IN_TURN).toList();
        for (AccountRelationship each : all) {
            byChild.computeIfAbsent(each.child(), added -> new ArrayList<>()).add(each);
            byParent.computeIfAbsent(each.parent(), added -> new ArrayList<>()).add(each);
        }
    }

    /** By child, then by day. */
    public List<AccountRelationship> relationships() {
        return all;
    }

    /** What an account belongs to on a day. */
    public Optional<AccountRelationship> of(BillingAccountId child, LocalDate day) {
        return byChild.getOrDefault(child, List.of()).stream()
                .filter(each -> each.holdsOn(day))
                .findFirst();
    }

    /** Those that belong to an account on a day, by their ids. */
    public List<AccountRelationship> childrenOf(BillingAccountId parent, LocalDate day) {
        return byParent.getOrDefault(parent, List.of()).stream()
                .filter(each -> each.holdsOn(day))
                .toList();
    }

    /** On whose invoice is what an account is charged on a day: its own, its parent's, or that of who pays for its parent. */
    public BillingAccountId payerOf(BillingAccountId account, LocalDate day) {
        BillingAccountId payer = account;
        for (int above = 0; above < MAX_DEPTH; above++) {
            Optional<AccountRelationship> paid = of(payer, day).filter(each -> each.paidBy() == PaidBy.PARENT);
            if (paid.isEmpty()) {
                return payer;
            }
            payer = paid.get().parent();
        }
        return payer;
    }

    /** Whether somebody may ever have to pay for others: who is not a parent that pays has nothing to look for. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The account and all that it has ever paid for, by way of others too. */
    public Set<BillingAccountId> paidFor(BillingAccountId account) {
        Set<BillingAccountId> found = new LinkedHashSet<>(List.of(account));
        List<BillingAccountId> level = List.of(account);
        while (!level.isEmpty()) {
            level = level.stream()
                    .flatMap(parent -> byParent.getOrDefault(parent, List.of()).stream())
                    .filter(each -> each.paidBy() == PaidBy.PARENT)
                    .map(AccountRelationship::child)
                    .filter(found::add)
                    .toList();
        }
        return found;
    }

    /**
     * Why an account cannot join another one so; the hierarchy has all that are above and below both.
     *
     * <p>Rejections: {@code OWN_PARENT} it would be above itself on a day; {@code PARENT_ALREADY} it has a parent on one of those days;
     * {@code TOO_DEEP}, {@code TOO_MANY_ACCOUNTS}.
     */
    public Optional<Rejection> refusal(AccountRelationship joining) {
        if (byChild.getOrDefault(joining.child(), List.of()).stream().anyMatch(joining::overlaps)) {
            return refused("from", "PARENT_ALREADY", joining.child() + " belongs to an account on some of those days.");
        }
        if (joining.parent().equals(joining.child()) || isBelow(joining, joining.child(), joining.parent(), 0)) {
            return refused("parent", "OWN_PARENT", joining.child() + " would be above itself.");
        }
        int depth = above(joining, joining.parent(), 0) + 1 + below(joining, joining.child(), 0);
        if (depth >= MAX_DEPTH) {
            return refused("parent", "TOO_DEEP", "At most " + MAX_DEPTH + " accounts are above one another.");
        }
        if (accountsOn(joining) > MAX_ACCOUNTS) {
            return refused("parent", "TOO_MANY_ACCOUNTS", "At most " + MAX_ACCOUNTS + " accounts belong together.");
        }
        return Optional.empty();
    }

    /** How many would belong together on its days: those that have left before, or never were there, are not counted. */
    private int accountsOn(AccountRelationship joining) {
        Set<BillingAccountId> found = new LinkedHashSet<>(List.of(joining.child(), joining.parent()));
        List<BillingAccountId> next = List.copyOf(found);
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(each -> Stream.concat(
                            byParent.getOrDefault(each, List.of()).stream()
                                    .filter(joining::overlaps)
                                    .map(AccountRelationship::child),
                            byChild.getOrDefault(each, List.of()).stream()
                                    .filter(joining::overlaps)
                                    .map(AccountRelationship::parent)))
                    .filter(found::add)
                    .toList();
        }
        return found.size();
    }

    /**
     * Whose invoices change if a relationship holds on its days or does not: both accounts; where the parent pays, all that are paid for by way
     * of the child and all that pay for the parent on one of those days too.
     */
    public Set<BillingAccountId> touchedBy(AccountRelationship days) {
        Set<BillingAccountId> found = new LinkedHashSet<>(List.of(days.child(), days.parent()));
        if (days.paidBy() == PaidBy.PARENT) {
            collect(List.of(days.child()), byParent, AccountRelationship::child, days, found);
            collect(List.of(days.parent()), byChild, AccountRelationship::parent, days, found);
        }
        return found;
    }

    private static void collect(
            List<BillingAccountId> from,
            Map<BillingAccountId, List<AccountRelationship>> by,
            Function<AccountRelationship, BillingAccountId> other,
            AccountRelationship days,
            Set<BillingAccountId> into) {
        List<BillingAccountId> next = from;
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(each -> by.getOrDefault(each, List.of()).stream())
                    .filter(each -> each.paidBy() == PaidBy.PARENT && each.overlaps(days))
                    .map(other)
                    .filter(into::add)
                    .toList();
        }
    }

    /** Whether the other account is below this one on a day of those. */
    private boolean isBelow(AccountRelationship days, BillingAccountId top, BillingAccountId other, int depth) {
        return depth <= MAX_DEPTH
                && byParent.getOrDefault(top, List.of()).stream()
                        .anyMatch(each -> each.together(days)
                                .filter(both ->
                                        both.child().equals(other) || isBelow(both, both.child(), other, depth + 1))
                                .isPresent());
    }

    /** How many are above an account at most, on one of those days. */
    private int above(AccountRelationship days, BillingAccountId account, int depth) {
        return depth > MAX_DEPTH
                ? 0
                : byChild.getOrDefault(account, List.of()).stream()
                        .flatMap(each -> each.together(days).stream())
                        .mapToInt(each -> 1 + above(each, each.parent(), depth + 1))
                        .max()
                        .orElse(0);
    }

    /** How many are below an account at most, one below the other, on one of those days. */
    private int below(AccountRelationship days, BillingAccountId account, int depth) {
        return depth > MAX_DEPTH
                ? 0
                : byParent.getOrDefault(account, List.of()).stream()
                        .flatMap(each -> each.together(days).stream())
                        .mapToInt(each -> 1 + below(each, each.child(), depth + 1))
                        .max()
                        .orElse(0);
    }

    private static Optional<Rejection> refused(String field, String code, String why) {
        return Optional.of(Rejection.at(field, code, why));
    }
}
