package dialtone.order.tmf;

import dialtone.order.MovedOrder;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a move's log.
 *
 * @param state           one of the counts of {@link ProcessMoveView.ProgressView}
 * @param reasonCode      why it was not moved; absent otherwise
 * @param reason          the same as a sentence, or what one that leaves waits for
 * @param fromInstanceKey process instance that it has left
 * @param toInstanceKey   process instance that serves it since
 * @param endedAt         when it was noticed what had come of it
 */
@JsonbPropertyOrder({
    "position",
    "orderId",
    "state",
    "reasonCode",
    "reason",
    "fromInstanceKey",
    "fromVersion",
    "toInstanceKey",
    "toVersion",
    "leftAt",
    "endedAt"
})
public record MovedOrderView(
        int position,
        String orderId,
        String state,
        @Nullable String reasonCode,
        @Nullable String reason,
        @Nullable String fromInstanceKey,
        @Nullable Integer fromVersion,
        @Nullable String toInstanceKey,
        @Nullable Integer toVersion,
        @Nullable Instant leftAt,
        @Nullable Instant endedAt) {

    static MovedOrderView of(MovedOrder line) {
        return new MovedOrderView(
                line.position(),
                line.order().value(),
                line.state().wire(),
                line.reasonCode().orElse(null),
                line.reason().orElse(null),
                line.fromInstance().map(Object::toString).orElse(null),
                line.fromVersion().orElse(null),
                line.toInstance().map(Object::toString).orElse(null),
                line.toVersion().orElse(null),
                line.leftAt().orElse(null),
                line.endedAt().orElse(null));
    }
}
