package dialtone.simulator.store;

import dialtone.simulator.element.Behaviour;
import dialtone.simulator.element.Behaviour.LateOutcome;
import dialtone.simulator.element.Call;
import dialtone.simulator.element.NetworkElement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An accepted request whose effect or report is still owed.
 *
 * @param replyTo where the outcome is reported; null when it is only found in a monitor
 * @param state WAITING until the effect is there, REPORTING until the report is acknowledged
 * @param attempts reports sent so far
 * @param dueAtMillis when the effect or the next report is due, epoch milliseconds
 * @param repeatAfterMillis how long after the acknowledgement the report is sent once more; null when it is not
 * @param problem why the last report was not acknowledged; null when none was sent
 */
public record LateWork(
        NetworkElement element,
        String requestId,
        String operation,
        String key,
        LateOutcome outcome,
        @Nullable String replyTo,
        State state,
        int attempts,
        long dueAtMillis,
        @Nullable Long repeatAfterMillis,
        @Nullable String problem) {

    /** What is owed. */
    public enum State {
        WAITING,
        REPORTING
    }

    public static LateWork of(Call call, Behaviour ordered, long dueAtMillis) {
        Integer repeatAfter = ordered.repeatAfterMillis();
        return new LateWork(
                call.element(),
                Objects.requireNonNull(call.requestId(), "only a request with an id is late"),
                call.operation(),
                call.key(),
                ordered.outcome() == null ? LateOutcome.SUCCEEDED : ordered.outcome(),
                call.replyTo(),
                State.WAITING,
                0,
                dueAtMillis,
                repeatAfter == null ? null : repeatAfter.longValue(),
                null);
    }
}
