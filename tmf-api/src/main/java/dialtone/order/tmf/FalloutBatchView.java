package dialtone.order.tmf;

import dialtone.order.BatchProgress;
import dialtone.order.BatchedTask;
import dialtone.order.FalloutBatch;
import dialtone.order.service.FalloutBatches.Standing;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One decision about many fallout tasks.
 *
 * @param filter         which were meant, as the query of {@code /ops/v1/fallout-tasks}; absent for all that were open
 * @param tasksPerSecond how many are decided in a second
 * @param approvedBy     login of the second person; absent for what needs none, and while he is waited for
 * @param state          {@code proposed}: waits for a second person, {@code running}, {@code paused}, {@code stopped}, {@code done}: nothing waits to be decided
 * @param stateBy        login of who paused, resumed or stopped it; absent for what it did by itself
 */
@JsonbPropertyOrder({
    "id",
    "decision",
    "reason",
    "filter",
    "tasksPerSecond",
    "createdBy",
    "createdAt",
    "approvedBy",
    "state",
    "stateBy",
    "stateAt",
    "progress"
})
public record FalloutBatchView(
        String id,
        String decision,
        String reason,
        @Nullable String filter,
        int tasksPerSecond,
        String createdBy,
        Instant createdAt,
        @Nullable String approvedBy,
        String state,
        @Nullable String stateBy,
        Instant stateAt,
        ProgressView progress) {

    /**
     * How many tasks of the batch stand where; those from {@code waiting} to {@code left} together are {@code tasks}.
     *
     * @param retried        resubmitted, and the engine has made a new job: those of {@code runningAgain}, and what came of others
     * @param waiting        not decided yet
     * @param decided        decided, and the engine has not said yet that it has gone on
     * @param runningAgain   the engine has made a new job, and what comes of it is not known
     * @param completed      ran again and came through
     * @param inFalloutAgain ran again and waits for a person once more
     * @param ended          given up or cancelled, and the engine has gone on without it
     * @param refused        could not be decided so; the log says why
     * @param left           the batch was stopped before their turn
     */
    @JsonbPropertyOrder({
        "tasks",
        "retried",
        "waiting",
        "decided",
        "runningAgain",
        "completed",
        "inFalloutAgain",
        "ended",
        "refused",
        "left"
    })
    public record ProgressView(
            long tasks,
            long retried,
            long waiting,
            long decided,
            long runningAgain,
            long completed,
            long inFalloutAgain,
            long ended,
            long refused,
            long left) {

        static ProgressView of(BatchProgress progress) {
            return new ProgressView(
                    progress.total(),
                    progress.retried(),
                    progress.in(BatchedTask.State.WAITING),
                    progress.in(BatchedTask.State.DECIDED),
                    progress.in(BatchedTask.State.RUNNING_AGAIN),
                    progress.in(BatchedTask.State.COMPLETED),
                    progress.in(BatchedTask.State.IN_FALLOUT_AGAIN),
                    progress.in(BatchedTask.State.ENDED),
                    progress.in(BatchedTask.State.REFUSED),
                    progress.in(BatchedTask.State.LEFT));
        }
    }

    static FalloutBatchView of(Standing standing) {
        FalloutBatch batch = standing.batch();
        return new FalloutBatchView(
                batch.id(),
                batch.decision().wire(),
                batch.reason(),
                batch.filter().isEmpty() ? null : batch.filter(),
                batch.aSecond(),
                batch.createdBy(),
                batch.createdAt(),
                batch.approvedBy().orElse(null),
                batch.state().name().toLowerCase(Locale.ROOT),
                batch.stateBy().orElse(null),
                batch.stateAt(),
                ProgressView.of(standing.progress()));
    }
}
