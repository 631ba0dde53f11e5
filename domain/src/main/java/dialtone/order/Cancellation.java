package dialtone.order;

import java.time.Instant;
import java.util.Optional;

/**
 * A request to cancel an order, and what came of it (TMF622 CancelProductOrder). It is assessed when it is made.
 *
 * @param id          such as {@code CAN-100001}; at most 32 characters
 * @param reason      the requester's; at most 255 characters
 * @param requestedBy login
 * @param effectiveAt when the order was cancelled; empty when it was not
 * @param verdict     one sentence for the requester
 */
public record Cancellation(
        String id,
        OrderId order,
        Optional<String> reason,
        String requestedBy,
        Instant requestedAt,
        Optional<Instant> effectiveAt,
        String verdict) {}
