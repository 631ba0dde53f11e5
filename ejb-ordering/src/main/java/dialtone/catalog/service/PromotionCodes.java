package dialtone.catalog.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.CouponCode;
import dialtone.catalog.Promotion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** The codes that a catalogue names, as rows of COUPON that orders count up. */
final class PromotionCodes {

    private PromotionCodes() {}

    /**
     * A row for each code that has none. What a code gives and how often is asked of the catalogue that an order is judged by, so that a version
     * that waits for its time changes nothing before. By the primary key.
     */
    static void announce(Connection connection, Catalog catalog, Instant now) throws SQLException {
        for (Promotion promotion : catalog.promotions()) {
            if (promotion.code().isEmpty()) {
                continue;
            }
            String hash = new CouponCode(promotion.code().get()).hash();
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO COUPON (CODE_HASH, PROMOTION_ID, USED, MADE_AT) SELECT ?, ?, 0, ? FROM DUAL"
                            + " WHERE NOT EXISTS (SELECT 1 FROM COUPON WHERE CODE_HASH = ?)")) {
                insert.setString(1, hash);
                insert.setString(2, promotion.id());
                insert.setTimestamp(3, Timestamp.from(now));
                insert.setString(4, hash);
                insert.executeUpdate();
            }
        }
    }
}
