package dialtone.invoice.tmf;

import dialtone.usage.RefusedUsage;
import java.time.Instant;

/**
 * A record that a person refused for good.
 *
 * @param record as it was then, with what it had waited for
 * @param reason of who refused it
 */
public record RefusedUsageView(SuspendedUsageView record, String reason, String refusedBy, Instant refusedAt) {
    static RefusedUsageView of(RefusedUsage refused) {
        return new RefusedUsageView(
                SuspendedUsageView.of(refused.record()), refused.remark(), refused.by(), refused.at());
    }
}
