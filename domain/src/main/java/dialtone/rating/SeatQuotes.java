package dialtone.rating;

import dialtone.order.OrderId;
import java.time.Instant;
import java.util.Optional;

/** Says what another number of seats would cost: what the customer side asks of the money side. */
public interface SeatQuotes {

    String JNDI = "java:app/ejb-billing/SeatQuotesBean!dialtone.rating.SeatQuotes";

    /**
     * @param order  of the item that the product is charged by
     * @param itemId of that order
     * @param seats  that there are to be, all of them
     * @param at     from when on
     */
    record Asked(OrderId order, String itemId, long seats, Instant at) {}

    /** Stores nothing; empty when it is charged no more. */
    Optional<SeatQuote> quote(Asked asked);
}
