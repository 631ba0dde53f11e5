package dialtone.order;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which process instance serves an order: one, never two. The engine runs one instance at a time for an order, so that a second one that asks
 * says that the first is gone: the order has left it and it was ended, it was ended by hand, or the engine has died and has forgotten it.
 *
 * <p>Example: 700 serves and has called 720. The order leaves it; 700 and 720 may do nothing more. 900 asks and serves; 720, should it still
 * be at work, is not heard.
 */
@Embeddable
public class Serving {

    /**
     * An instance asks to serve.
     *
     * @param instance key of the process instance
     * @param deadline of the job that asks, by the engine's clock: jobs of this type have the same time, so that the one with the later
     *                 deadline was handed out later
     */
    public record Asking(long instance, Instant deadline) {}

    @Column(name = "INSTANCE_KEY")
    private @Nullable Long instanceKey;

    @Column(name = "INSTANCE_LEFT")
    private boolean left;

    /** With which the instance that serves has asked last; null for one that asked before this was kept. */
    @Column(name = "INSTANCE_DEADLINE")
    private @Nullable Instant deadline;

    /** None serves yet. */
    protected Serving() {}

    /**
     * @return whether the instance serves: the first that asks does, another one does when the order has left the former or when it was
     *     asked for later; a job of the former that is late is refused
     */
    boolean by(Asking asking) {
        boolean same = instanceKey != null && instanceKey == asking.instance();
        if (same ? left : !left && instanceKey != null && !isLater(asking)) {
            return false;
        }
        instanceKey = asking.instance();
        left = false;
        if (deadline == null || isLater(asking)) {
            deadline = asking.deadline();
        }
        return true;
    }

    private boolean isLater(Asking asking) {
        return deadline == null || asking.deadline().isAfter(deadline);
    }

    /**
     * Whether an instance is the one that serves, or was called for it. Keys of a partition ascend, and an order's instances are all of one
     * partition, that of the message by whose correlation key they start: one that is called has a higher key than its caller, and one of a
     * former caller's has a lower key than the present one.
     */
    public boolean isBy(long instance) {
        return instanceKey != null && !left && instance >= instanceKey;
    }

    /**
     * The instance that serves is to be ended, and the next one that asks serves.
     *
     * @throws IllegalStateException if none serves
     */
    public void leave() {
        if (instanceKey == null || left) {
            throw new IllegalStateException("No instance to be left");
        }
        left = true;
    }

    /** Whether the instance that has served is to be ended, and no other one serves yet. */
    public boolean isLeft() {
        return left;
    }

    Optional<Long> instanceKey() {
        return Optional.ofNullable(instanceKey);
    }
}
