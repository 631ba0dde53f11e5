package dialtone.order.tmf;

import dialtone.order.MoveProgress;
import dialtone.order.MovedOrder;
import dialtone.order.ProcessMove;
import dialtone.order.ProcessMove.Target;
import dialtone.order.service.ProcessMoves.Standing;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Orders that are moved to the newest versions of their processes.
 *
 * @param processId       process whose version is left; absent for an order by itself
 * @param version         that is left; absent for an order by itself
 * @param ordersPerSecond how many are moved in a second
 * @param state           {@code running}, {@code paused}, {@code stopped}, {@code done}: no order waits
 * @param stateBy         login of who paused, resumed or stopped it; absent for what it did by itself
 */
@JsonbPropertyOrder({
    "id",
    "processId",
    "version",
    "reason",
    "ordersPerSecond",
    "createdBy",
    "createdAt",
    "state",
    "stateBy",
    "stateAt",
    "progress"
})
public record ProcessMoveView(
        String id,
        @Nullable String processId,
        @Nullable Integer version,
        String reason,
        int ordersPerSecond,
        String createdBy,
        Instant createdAt,
        String state,
        @Nullable String stateBy,
        Instant stateAt,
        ProgressView progress) {

    /**
     * How many orders of the move stand where; those from {@code waiting} to {@code untouched} together are {@code orders}.
     *
     * @param waiting   whose turn has not come
     * @param leaving   nothing is done of them any more, and the engine has not said yet that their instance has ended
     * @param beginning their instance has ended, and no other one serves them yet
     * @param moved     another instance serves them
     * @param notMoved  could not be moved; the log says why
     * @param untouched the move was stopped before their turn
     */
    @JsonbPropertyOrder({"orders", "waiting", "leaving", "beginning", "moved", "notMoved", "untouched"})
    public record ProgressView(
            long orders, long waiting, long leaving, long beginning, long moved, long notMoved, long untouched) {

        static ProgressView of(MoveProgress progress) {
            return new ProgressView(
                    progress.total(),
                    progress.in(MovedOrder.State.WAITING),
                    progress.in(MovedOrder.State.LEAVING),
                    progress.in(MovedOrder.State.BEGINNING),
                    progress.in(MovedOrder.State.MOVED),
                    progress.in(MovedOrder.State.NOT_MOVED),
                    progress.in(MovedOrder.State.UNTOUCHED));
        }
    }

    static ProcessMoveView of(Standing standing) {
        ProcessMove move = standing.move();
        return new ProcessMoveView(
                move.id(),
                move.version().map(Target.Version::processId).orElse(null),
                move.version().map(Target.Version::number).orElse(null),
                move.reason(),
                move.aSecond(),
                move.createdBy(),
                move.createdAt(),
                move.state().name().toLowerCase(Locale.ROOT),
                move.stateBy().orElse(null),
                move.stateAt(),
                ProgressView.of(standing.progress()));
    }
}
