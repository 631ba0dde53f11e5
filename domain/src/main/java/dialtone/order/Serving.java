package dialtone.order;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which process instance serves an order: one, never two. An order may leave its instance, which is ended then, and is served by the next
 * one that asks.
 *
 * <p>Example: 700 serves and has called 720. The order leaves it; 700 and 720 may do nothing more. 900 asks and serves; 720, should it still
 * be at work, is not heard.
 */
@Embeddable
public class Serving {

    @Column(name = "INSTANCE_KEY")
    private @Nullable Long instanceKey;

    @Column(name = "INSTANCE_LEFT")
    private boolean left;

    /** None serves yet. */
    protected Serving() {}

    /** @return whether the instance serves: the first that asks does, and after the order has left it another one */
    boolean by(long instance) {
        if (instanceKey == null || (left && instanceKey != instance)) {
            instanceKey = instance;
            left = false;
        }
        return instanceKey == instance && !left;
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
