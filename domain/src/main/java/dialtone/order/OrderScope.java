package dialtone.order;

import java.util.Optional;

/**
 * Whose orders somebody may see and touch: a partner those he placed, the house's own people all.
 *
 * @param placedBy login whose orders they are; empty: everybody's
 */
public record OrderScope(Optional<String> placedBy) {

    /** Everybody's. */
    public static final OrderScope ALL = new OrderScope(Optional.empty());

    /** @param login who placed them */
    public static OrderScope placedBy(String login) {
        return new OrderScope(Optional.of(login));
    }

    public boolean covers(ProductOrder order) {
        return coversThoseOf(order.placedBy());
    }

    /** @param login who placed them */
    public boolean coversThoseOf(String login) {
        return placedBy.isEmpty() || placedBy.get().equals(login);
    }
}
