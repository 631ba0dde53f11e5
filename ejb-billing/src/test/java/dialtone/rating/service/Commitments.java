package dialtone.rating.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.billrun.MinimumCommitment;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.MinimumCommitments.Said;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Minimums of accounts of a test's database, by {@code Framework 4711}. */
public final class Commitments {

    private Commitments() {}

    /** @param to empty without an end */
    public static Outcome<List<Said>> agree(
            BillingDatabase database, int account, String from, String to, Money amount) {
        MinimumCommitment commitment = new MinimumCommitment(
                LocalDate.parse(from),
                Optional.of(to).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                amount,
                "Framework 4711");
        return database.inTransaction(source ->
                new MinimumCommitments(source, Demo.NOON).agree(Demo.account(account), commitment, "finance"));
    }

    public static List<Said> of(BillingDatabase database, int account) {
        return new MinimumCommitments(database.dataSource(), Demo.NOON).of(Demo.account(account));
    }
}
