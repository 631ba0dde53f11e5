package dialtone.rating.service;

import dialtone.ledger.service.CreditedCharges;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Has products that are charged for other numbers of seats from today on, in the transaction of their order's charges. What finance has said of
 * days to come stays said.
 *
 * @param by the order; its id is kept as who has said so
 */
record OrderedSeats(Connection connection, OrderId by) {

    /** Whether the order has said them before: all or none. By the primary key. */
    boolean isDone(List<OrderFacts.Seating> seatings) throws SQLException {
        if (seatings.isEmpty()) {
            return false;
        }
        OrderFacts.Ending charged = seatings.getFirst().charged();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT FROM_ON FROM SUBSCRIPTION_SEATS WHERE ORDER_ID = ? AND ITEM_ID = ? AND CHANGED_BY = ?")) {
            select.setString(1, charged.order().value());
            select.setString(2, charged.itemId());
            select.setString(3, by.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
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
            SeatRows.set(connection, running, new Subscription.Seats(today, seating.seats()), by.value(), now);
            Subscription seated = SeatRows.withSeats(connection, running);
            charges.addAll(CreditedCharges.left(
                    connection, seated.reconcile(today, Recalculation.posted(connection, seated))));
        }
        return charges;
    }
}
