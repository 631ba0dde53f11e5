package dialtone.catalog.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.CouponCode;
import dialtone.catalog.Promotion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The codes that a catalogue names, as rows of COUPON that orders count up. */
final class PromotionCodes {

    private PromotionCodes() {}

    /** With the limits of this version; how often a code was used stays. By the primary key. */
    static void announce(Connection connection, Catalog catalog, Instant now) throws SQLException {
        for (Promotion promotion : catalog.promotions()) {
            if (promotion.code().isEmpty()) {
                continue;
            }
            String hash = new CouponCode(promotion.code().get()).hash();
            @Nullable Integer most = promotion.limit().orElse(null);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE COUPON SET PROMOTION_ID = ?, MOST = ? WHERE CODE_HASH = ?")) {
                update.setString(1, promotion.id());
                update.setObject(2, most, Types.INTEGER);
                update.setString(3, hash);
                if (update.executeUpdate() == 1) {
                    continue;
                }
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO COUPON (CODE_HASH, PROMOTION_ID, MOST, USED, MADE_AT) VALUES (?, ?, ?, 0, ?)")) {
                insert.setString(1, hash);
                insert.setString(2, promotion.id());
                insert.setObject(3, most, Types.INTEGER);
                insert.setTimestamp(4, Timestamp.from(now));
                insert.executeUpdate();
            }
        }
    }
}
