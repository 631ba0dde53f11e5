package dialtone.order.tmf;

import dialtone.order.JeopardyTask;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that a person looks after because it is late, or was.
 *
 * @param id       that of the alert which opened it
 * @param message  what was late then, and why
 * @param closedBy login, or {@code order} when the order caught up or ended
 */
@JsonbPropertyOrder({"id", "orderId", "state", "message", "openedAt", "closedAt", "closedBy", "note"})
public record JeopardyTaskView(
        String id,
        String orderId,
        String state,
        String message,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String note) {

    static JeopardyTaskView of(JeopardyTask task) {
        return new JeopardyTaskView(
                task.id(),
                task.order().value(),
                task.isOpen() ? "open" : "closed",
                task.explanation(),
                task.openedAt(),
                task.closedAt().orElse(null),
                task.closedBy().orElse(null),
                task.note().isEmpty() ? null : task.note());
    }
}
