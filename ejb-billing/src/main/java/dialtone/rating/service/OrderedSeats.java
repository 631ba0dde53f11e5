package dialtone.rating.service;

import dialtone.ledger.service.CreditedCharges;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Has products that are charged for other numbers of seats from today on, in the transaction of their order's charges. What finance has said of
 * days to come stays said.
 *
 * @param by the order; its id is kept as who has said so, and that it has done so when somebody says another number afterwards
 */
record OrderedSeats(Connection connection, OrderId by) {

    /** Whether the order has said them before: all or none. */
    boolean isDone(List<OrderFacts.Seating> seatings) throws SQLException {
        return !seatings.isEmpty()
                && SeatRows.isSetBy(connection, by, seatings.getFirst().charged());
    }

    /**
     * @param ends reads what is charged, locked
     * @return what is charged and given back today
     * @throws IllegalStateException if one is charged no more
     */
    List<RatedCharge> seat(EndCharges ends, List<OrderFacts.Seating> seatings, Instant now) throws SQLException {
        List<RatedCharge> charges = new ArrayList<>();
        for (OrderFacts.Seating seating : seatings) {
            Subscription running = ends.running(seating.charged());
            LocalDate today = now.atZone(running.zone()).toLocalDate();
            if (running.end().isPresent()) {
                throw new IllegalStateException("Item " + running.itemId() + " of " + running.order()
                        + " has ended, and " + by + " cannot change its seats");
            }
            SeatRows.setBy(connection, by, running, new Subscription.Seats(today, seating.seats()), now);
            Subscription seated = SeatRows.withSeats(connection, running);
            charges.addAll(CreditedCharges.left(
                    connection, seated.reconcile(today, Recalculation.posted(connection, seated))));
        }
        return charges;
    }
}
