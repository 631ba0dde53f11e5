package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.order.MovedOrder;
import dialtone.process.ProcessInstanceKey;

/**
 * A line of a move's log as it is shown.
 *
 * @param reason why it was not moved, or what it waits for; empty otherwise
 * @param from   {@code v1}, the version that it has left; empty before
 * @param fromKey of the instance that it has left; empty before
 * @param to     the version that it goes on on; empty before
 * @param toKey  of the instance that serves it since; empty before
 */
public record MovedOrderRow(
        int position,
        String order,
        Badge state,
        String reason,
        String from,
        String fromKey,
        String to,
        String toKey,
        When left,
        When ended) {

    static MovedOrderRow of(MovedOrder line) {
        return new MovedOrderRow(
                line.position(),
                line.order().value(),
                MoveView.badge(line.state()),
                line.reason().orElse(""),
                line.fromVersion().map(version -> "v" + version).orElse(""),
                line.fromInstance().map(ProcessInstanceKey::toString).orElse(""),
                line.toVersion().map(version -> "v" + version).orElse(""),
                line.toInstance().map(ProcessInstanceKey::toString).orElse(""),
                new When(line.leftAt()),
                new When(line.endedAt()));
    }
}
