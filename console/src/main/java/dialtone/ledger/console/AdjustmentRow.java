package dialtone.ledger.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.ledger.Adjustment;
import java.util.Optional;

/**
 * An adjustment or a write-off as a list shows it.
 *
 * @param amount positive: the account owes more
 * @param undone number of the one that this one takes back; empty when none
 */
public record AdjustmentRow(
        long id,
        String kind,
        String account,
        String amount,
        String reason,
        String undone,
        Badge state,
        String askedBy,
        When askedAt,
        String decidedBy,
        When decidedAt,
        boolean open,
        boolean posted) {

    public static AdjustmentRow of(Adjustment adjustment) {
        return new AdjustmentRow(
                adjustment.id(),
                switch (adjustment.kind()) {
                    case ADJUSTMENT -> "Adjustment";
                    case WRITE_OFF -> "Write-off";
                },
                adjustment.account().value(),
                Amounts.text(adjustment.amount()),
                adjustment.reason(),
                adjustment.undone().map(id -> Long.toString(id)).orElse(""),
                badge(adjustment.state()),
                adjustment.askedBy(),
                When.of(adjustment.askedAt()),
                adjustment.decidedBy().orElse(""),
                new When(adjustment.decidedAt()),
                adjustment.state() == Adjustment.State.ASKED,
                adjustment.state() == Adjustment.State.POSTED);
    }

    private static Badge badge(Adjustment.State state) {
        return switch (state) {
            case ASKED -> new Badge("Waits for approval", "warn");
            case POSTED -> new Badge("Posted", "good");
            case DECLINED -> new Badge("Declined", "idle");
        };
    }

    /** Who asked may not approve. */
    public boolean mayApprove(String login) {
        return open && !askedBy.equals(login);
    }

    /** For the filter of a list: the state of that name; empty for all. */
    static Optional<Adjustment.State> state(String name) {
        for (Adjustment.State each : Adjustment.State.values()) {
            if (each.name().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
