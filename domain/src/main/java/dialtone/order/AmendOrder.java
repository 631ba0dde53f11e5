package dialtone.order;

import java.util.List;
import java.util.Optional;

/**
 * The command to amend an order that is under way: what it is to be, in full.
 *
 * @param idempotencyKey repeated by the same requester with the same content, the command has no second effect; at most 128 characters
 * @param content        of the request as it came, by which a repeat is known
 * @param revision       of the order that the requester has seen: another one meanwhile is not overwritten
 * @param channel        where it came from: {@code console}, {@code tmf622}
 * @param requestedBy    login
 * @param items          all items that the order is to have; empty when they stay as they are
 * @param details        all that is said of the order; a note without an author is the requester's of now
 */
public record AmendOrder(
        OrderId order,
        Optional<String> idempotencyKey,
        String content,
        int revision,
        String channel,
        String requestedBy,
        Optional<List<PlaceOrder.Item>> items,
        OrderDetails details) {

    /** Who changes his mind more often takes another order. */
    public static final int MAX_REVISIONS = 20;

    /** That no order has: 1 is as it was placed. */
    public static final int NO_REVISION = 0;

    public AmendOrder {
        items = items.map(List::copyOf);
    }

    /** The same by a requester who has seen another revision. */
    public AmendOrder seen(int another) {
        return new AmendOrder(order, idempotencyKey, content, another, channel, requestedBy, items, details);
    }
}
