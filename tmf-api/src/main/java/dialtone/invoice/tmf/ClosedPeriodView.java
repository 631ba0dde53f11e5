package dialtone.invoice.tmf;

import dialtone.ledger.ClosedPeriod;
import dialtone.platform.tmf.ReadOnly;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A closed period of the books, both ways.
 *
 * @param until   first day that is open, UTC
 * @param entries within the period: from the end of the one closed before to that day
 * @param intact  whether there are still the same entries
 */
public record ClosedPeriodView(
        @Nullable String until,
        @ReadOnly @Nullable String closedBy,
        @ReadOnly @Nullable Instant closedAt,
        @ReadOnly @Nullable Long entries,
        @ReadOnly @Nullable Boolean intact) {

    static ClosedPeriodView of(ClosedPeriod closed) {
        return new ClosedPeriodView(
                closed.until().toString(), closed.closedBy(), closed.closedAt(), closed.entries(), closed.intact());
    }
}
