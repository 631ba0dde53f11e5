package dialtone.ledger.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.Adjustment;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Demo;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** The adjustments of a test's database, each decision in a transaction. */
public final class AdjustmentDesk {

    private final BillingDatabase database;
    private final Clock clock;

    public AdjustmentDesk(BillingDatabase database) {
        this(database, Demo.NOON);
    }

    private AdjustmentDesk(BillingDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The same at another time. */
    public AdjustmentDesk at(Clock other) {
        return new AdjustmentDesk(database, other);
    }

    /** One in euros that Ann has asked for and Bob has approved. */
    public long posted(BillingAccountId account, String amount) {
        long id = decided(all ->
                        all.ask(Adjustment.Kind.ADJUSTMENT, account, Money.of(amount, Demo.EUR), "Agreed", "ann"))
                .fold(Adjustment::id, AdjustmentDesk::refused);
        return decided(all -> all.approve(id, "bob")).fold(Adjustment::id, AdjustmentDesk::refused);
    }

    /** The one that takes another one back, approved. */
    public long takenBack(long id) {
        long asked = decided(all -> all.undo(id, "Not agreed", "ann")).fold(Adjustment::id, AdjustmentDesk::refused);
        return decided(all -> all.approve(asked, "bob")).fold(Adjustment::id, AdjustmentDesk::refused);
    }

    /** Asks to take one back. @return codes of why not */
    public List<String> undo(long id) {
        return decided(all -> all.undo(id, "Not agreed", "ann"))
                .fold(
                        done -> List.of(),
                        reasons -> reasons.stream().map(Rejection::code).toList());
    }

    private static long refused(List<Rejection> reasons) {
        throw new IllegalStateException(reasons.toString());
    }

    private Outcome<Adjustment> decided(Function<Adjustments, Outcome<Adjustment>> decision) {
        return database.inTransaction(source -> decision.apply(new Adjustments(source, clock)));
    }
}
