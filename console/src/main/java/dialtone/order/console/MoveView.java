package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.order.MovedOrder;
import dialtone.order.PacedWork;
import dialtone.order.ProcessMove;
import dialtone.order.service.ProcessMoves.Standing;
import java.util.List;

/**
 * A move of orders to the newest process versions as it is shown.
 *
 * @param what    {@code 12 orders off Order fulfilment v3}
 * @param percent of the orders that have come to their end
 * @param counts  of the log, each with the state that filters it; those of none are left out
 * @param moving  whether something of it may still change by itself
 */
public record MoveView(
        String id,
        String what,
        Badge state,
        String stateBy,
        When stateAt,
        String reason,
        String by,
        When begun,
        int percent,
        int pace,
        List<WorkLog.Count> counts,
        boolean running,
        boolean paused,
        boolean moving) {

    static MoveView of(Standing standing) {
        ProcessMove move = standing.move();
        String orders = move.orderCount() == 1 ? "1 order" : move.orderCount() + " orders";
        return new MoveView(
                move.id(),
                move.version()
                        .map(version -> orders + " off " + Words.of(version.processId()) + " v" + version.number())
                        .orElse("1 order by itself"),
                WorkLog.badge(move.state(), "None waits"),
                move.stateBy().orElse(""),
                When.of(move.stateAt()),
                move.reason(),
                move.createdBy(),
                When.of(move.createdAt()),
                standing.progress().percentDone(),
                move.aSecond(),
                WorkLog.counts(
                        MovedOrder.State.values(), MovedOrder.State::wire, MoveView::badge, standing.progress()::in),
                move.isRunning(),
                move.state() == PacedWork.State.PAUSED,
                move.nextTurnAt().isPresent());
    }

    static Badge badge(MovedOrder.State state) {
        return switch (state) {
            case WAITING -> new Badge("Waits for its turn", "idle");
            case LEAVING -> new Badge("Leaves its instance", "busy");
            case BEGINNING -> new Badge("Begins anew", "busy");
            case MOVED -> new Badge("Moved", "good");
            case NOT_MOVED -> new Badge("Not moved", "bad");
            case UNTOUCHED -> new Badge("Left where it was", "idle");
        };
    }
}
