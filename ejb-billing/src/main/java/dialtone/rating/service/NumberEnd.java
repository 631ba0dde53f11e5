package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import dialtone.order.OrderFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** What becomes of a number when its line ends: it is nobody's any more. */
record NumberEnd(Connection connection, OrderFacts.Ending ending) {

    /**
     * The number of a line is the account's up to now: what was used before is rated still, what is used after is suspended.
     *
     * @return whether the product had a number of its own
     */
    boolean end(Instant now) throws SQLException {
        if (ending.msisdn().isEmpty()) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(
                // a tariff that was to begin later never does
                "UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = CASE WHEN VALID_FROM_AT > ? THEN VALID_FROM_AT ELSE ? END"
                        + " WHERE MSISDN = ? AND ORDER_ID = ? AND ITEM_ID = ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)")) {
            update.setObject(1, Columns.utc(now));
            update.setObject(2, Columns.utc(now));
            update.setString(3, ending.msisdn().get());
            update.setString(4, ending.order().value());
            update.setString(5, ending.itemId());
            update.setObject(6, Columns.utc(now));
            boolean ended = update.executeUpdate() > 0;
            if (ended) {
                NumberBars.end(connection, ending.msisdn().get(), now);
                FavouriteRows.end(
                        connection, ending.msisdn().get(), now, ending.order().value());
            }
            return ended;
        }
    }
}
