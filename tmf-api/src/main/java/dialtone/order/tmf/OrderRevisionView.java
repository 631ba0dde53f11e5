package dialtone.order.tmf;

import dialtone.order.OrderRevision;
import dialtone.order.PlanStep;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An amendment of an order, and what has become of the plan with it.
 *
 * @param reason     why operations have corrected it; absent of what was asked for
 * @param settledAt  when nothing of the former plan was left to be taken back; absent before
 * @param superseded ids of the steps that it does not want
 * @param added      ids of the steps that it has brought; those among them that take something back
 */
@JsonbPropertyOrder({
    "revision",
    "requestedBy",
    "channel",
    "requestedAt",
    "settledAt",
    "reason",
    "change",
    "superseded",
    "added"
})
public record OrderRevisionView(
        int revision,
        String channel,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant settledAt,
        @Nullable String reason,
        List<RevisionChangeView> change,
        List<String> superseded,
        List<String> added) {

    /** @param steps of the order's plan */
    static OrderRevisionView of(OrderRevision revision, List<PlanStep> steps) {
        return new OrderRevisionView(
                revision.number(),
                revision.channel(),
                revision.requestedBy(),
                revision.requestedAt(),
                revision.settledAt().orElse(null),
                revision.reason().orElse(null),
                revision.changes().stream().map(RevisionChangeView::of).toList(),
                steps.stream()
                        .filter(step -> step.supersededIn().equals(Optional.of(revision.number())))
                        .map(PlanStep::id)
                        .toList(),
                steps.stream()
                        .filter(step -> step.addedIn() == revision.number())
                        .map(PlanStep::id)
                        .toList());
    }
}
