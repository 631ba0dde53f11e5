package dialtone.hierarchy.service;

import dialtone.base.Outcome;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Accounts join others in a test's database. */
public final class Families {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

    private final BillingDatabase database;

    public Families(BillingDatabase database) {
        this.database = database;
    }

    /** That this account belongs to that one from a day on, and who pays for it. */
    public Outcome<AccountRelationship> join(int child, int parent, PaidBy paidBy, String from) {
        AccountRelationship joining = new AccountRelationship(
                0,
                new BillingAccountId("BAC-" + child),
                new BillingAccountId("BAC-" + parent),
                paidBy,
                LocalDate.parse(from),
                Optional.empty());
        return database.inTransaction(source -> new AccountHierarchies(source, CLOCK).join(joining, "finance"));
    }

    /** The same, paid for by its parent. @return its number */
    public long paidFor(int child, int parent, String from) {
        return join(child, parent, PaidBy.PARENT, from).fold(AccountRelationship::number, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    public Outcome<AccountRelationship> leave(int child, long number, String to) {
        return database.inTransaction(source -> new AccountHierarchies(source, CLOCK)
                .leave(new BillingAccountId("BAC-" + child), number, LocalDate.parse(to), "finance"));
    }

    public AccountHierarchy of(int account) {
        return new AccountHierarchies(database.dataSource(), CLOCK).of(new BillingAccountId("BAC-" + account));
    }

    /** The code of why it was refused; empty when it was not. */
    public static String code(Outcome<AccountRelationship> outcome) {
        return outcome.fold(done -> "", reasons -> reasons.getFirst().code());
    }
}
