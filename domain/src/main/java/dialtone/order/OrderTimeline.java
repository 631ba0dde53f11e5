package dialtone.order;

import dialtone.catalog.DeliveryExpectation;
import java.time.Instant;
import java.util.List;

/**
 * How an order goes in time, as it looks at one moment.
 *
 * @param planned    as it was expected when nothing had begun; with the phases before and after the steps
 * @param forecast   with what has begun and ended since; without what is not wanted any more, with what is taken back
 * @param milestones in the catalogue's order
 * @param alerts     each time that it came into more or less jeopardy, the first first
 * @param delivery   what its catalogue expects
 */
public record OrderTimeline(
        Instant now,
        Schedule planned,
        Schedule forecast,
        List<Milestone> milestones,
        List<JeopardyAlert> alerts,
        DeliveryExpectation delivery) {
    public OrderTimeline {
        milestones = List.copyOf(milestones);
        alerts = List.copyOf(alerts);
    }
}
