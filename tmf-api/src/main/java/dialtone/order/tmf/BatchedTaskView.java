package dialtone.order.tmf;

import dialtone.order.BatchedTask;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a batch's log.
 *
 * @param state          one of the counts of {@link FalloutBatchView.ProgressView}
 * @param reason         why it was refused; absent otherwise
 * @param laterTaskId    fallout task that the same waits with once more
 * @param runningAgainAt when it was noticed that the engine had made a new job
 * @param endedAt        when it was noticed what had come of it
 */
@JsonbPropertyOrder({
    "position",
    "taskId",
    "orderId",
    "state",
    "reason",
    "laterTaskId",
    "decidedAt",
    "runningAgainAt",
    "endedAt"
})
public record BatchedTaskView(
        int position,
        String taskId,
        String orderId,
        String state,
        @Nullable String reason,
        @Nullable String laterTaskId,
        @Nullable Instant decidedAt,
        @Nullable Instant runningAgainAt,
        @Nullable Instant endedAt) {

    static BatchedTaskView of(BatchedTask line) {
        return new BatchedTaskView(
                line.position(),
                line.task(),
                line.order().value(),
                line.state().wire(),
                line.reason().orElse(null),
                line.laterTask().orElse(null),
                line.decidedAt().orElse(null),
                line.runningAgainAt().orElse(null),
                line.endedAt().orElse(null));
    }
}
