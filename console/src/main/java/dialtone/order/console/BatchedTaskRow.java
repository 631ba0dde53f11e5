package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.order.BatchedTask;

/**
 * A line of a batch's log as it is shown.
 *
 * @param reason    why it was refused; empty otherwise
 * @param laterTask fallout task that the same waits with once more; empty otherwise
 */
public record BatchedTaskRow(
        int position,
        String task,
        String order,
        Badge state,
        String reason,
        String laterTask,
        When decided,
        When runningAgain,
        When ended) {

    static BatchedTaskRow of(BatchedTask line) {
        return new BatchedTaskRow(
                line.position(),
                line.task(),
                line.order().value(),
                BatchView.badge(line.state()),
                line.reason().orElse(""),
                line.laterTask().orElse(""),
                new When(line.decidedAt()),
                new When(line.runningAgainAt()),
                new When(line.endedAt()));
    }
}
