package dialtone.order.tmf;

import dialtone.order.Milestone;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A milestone in the words of TMF641 v4.1 and TMF622 v5; TMF622 v4 has none.
 *
 * @param message       as a person reads it
 * @param status        completed or pending
 * @param milestoneDate when it was reached; absent before
 * @param expectedDate  when it was expected by the plan
 */
@JsonbPropertyOrder({"name", "message", "status", "milestoneDate", "expectedDate"})
public record MilestoneView(
        String name,
        String message,
        String status,
        @Nullable Instant milestoneDate,
        Instant expectedDate) {

    static MilestoneView of(Milestone milestone) {
        return new MilestoneView(
                milestone.name(),
                milestone.label(),
                milestone.status(),
                milestone.reachedAt().orElse(null),
                milestone.expectedAt());
    }
}
