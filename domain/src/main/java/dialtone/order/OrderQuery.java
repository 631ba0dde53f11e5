package dialtone.order;

import dialtone.base.Page;
import dialtone.catalog.OfferingId;
import dialtone.party.CustomerId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which orders a list shows, newest first.
 *
 * @param states     any of them; empty: all
 * @param placedFrom inclusive
 * @param placedTo   exclusive
 * @param offering   that one of the items has
 * @param text       part of the order's id or external id, or the beginning of the customer's name; case does not count
 * @param offset     at least 0
 * @param limit      1 to {@link Page#MAX_LIMIT}; more is cut to that
 */
public record OrderQuery(
        Set<OrderState> states,
        Optional<CustomerId> customer,
        Optional<String> externalId,
        Optional<Instant> placedFrom,
        Optional<Instant> placedTo,
        Optional<OfferingId> offering,
        Optional<String> text,
        int offset,
        int limit) {
    public OrderQuery {
        states = Set.copyOf(states);
        offset = Math.max(0, offset);
        limit = Math.clamp(limit, 1, Page.MAX_LIMIT);
    }

    /** All orders. */
    public static OrderQuery all(int offset, int limit) {
        return new OrderQuery(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                offset,
                limit);
    }
}
