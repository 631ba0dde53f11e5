package dialtone.order;

import java.time.Instant;
import java.util.Optional;

/**
 * A request to cancel an order, and what came of it (TMF622 CancelProductOrder). It is assessed when it is made.
 *
 * @param id          such as {@code CAN-100001}; at most 32 characters
 * @param reason      the requester's; at most 255 characters
 * @param requestedBy login
 * @param accepted    whether the order is cancelled by it, at once or as soon as what was done for it is taken back
 * @param effectiveAt when the order was cancelled; empty before, and when it goes on
 * @param verdict     one sentence for the requester
 */
public record Cancellation(
        String id,
        OrderId order,
        Optional<String> reason,
        String requestedBy,
        Instant requestedAt,
        boolean accepted,
        Optional<Instant> effectiveAt,
        String verdict) {}
