package dialtone.order.tmf;

import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person, or has waited.
 *
 * @param stepId       absent when the order as a whole cannot go on
 * @param errorMessage the refusing system's own words
 * @param instanceKey  of the process instance that waits
 * @param decision     {@code resubmit}, {@code fail} or {@code cancel}; absent while it is open
 * @param batchId      of the batch that it was decided with; absent when it was decided by itself
 */
@JsonbPropertyOrder({
    "id",
    "orderId",
    "stepId",
    "state",
    "errorCode",
    "errorMessage",
    "openedAt",
    "decision",
    "resolvedAt",
    "resolvedBy",
    "note",
    "batchId",
    "instanceKey"
})
public record FalloutTaskView(
        String id,
        String orderId,
        @Nullable String stepId,
        String errorCode,
        String errorMessage,
        long instanceKey,
        String state,
        Instant openedAt,
        @Nullable String decision,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String note,
        @Nullable String batchId) {

    static FalloutTaskView of(FalloutTask task) {
        return new FalloutTaskView(
                task.id(),
                task.order().value(),
                task.stepId().orElse(null),
                task.errorCode(),
                task.errorMessage(),
                task.instanceKey(),
                task.isOpen() ? "open" : "closed",
                task.openedAt(),
                task.decision().map(FalloutDecision::wire).orElse(null),
                task.resolvedAt().orElse(null),
                task.resolvedBy().orElse(null),
                task.note().isEmpty() ? null : task.note(),
                task.batch().orElse(null));
    }
}
