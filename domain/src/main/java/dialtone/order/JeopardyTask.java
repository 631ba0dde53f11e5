package dialtone.order;

import java.time.Instant;
import java.util.Optional;

/**
 * An order that is so late that a person looks after it. The task is open until the order is no longer red, has ended, or somebody says
 * that it is seen to.
 *
 * @param id          that of the alert which opened it
 * @param explanation what was late then, and why
 * @param closedBy    login, or {@value #BY_ITSELF}
 */
public record JeopardyTask(
        String id,
        OrderId order,
        String explanation,
        Instant openedAt,
        Optional<Instant> closedAt,
        Optional<String> closedBy,
        String note) {

    /** Longest note of the person who closes it. */
    public static final int MAX_NOTE = 500;

    /** Who closes the task of an order that is not red any more. */
    public static final String BY_ITSELF = "order";

    public boolean isOpen() {
        return closedAt.isEmpty();
    }
}
