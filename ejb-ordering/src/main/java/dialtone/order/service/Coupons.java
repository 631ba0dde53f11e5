package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CouponCode;
import dialtone.catalog.Promotion;
import dialtone.order.CouponChecks;
import dialtone.order.CouponChecks.Known;
import dialtone.order.CouponChecks.Told;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.party.CustomerId;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is redeemed with orders, in their transactions. A code's row is counted up by one statement that asks whether there is one left, so that of
 * two orders for the last one the second finds it used up, whatever both had read before.
 */
final class Coupons {

    private final EntityManager entities;

    Coupons(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Empty when there is no such code. What the one code of a promotion gives, and how often, is what the catalogue says of it: one that this
     * catalogue does not name, gives nothing, nor does one of a series that was stopped. By the primary keys.
     */
    Optional<Known> find(CouponCode code, Catalog catalog) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT C.PROMOTION_ID, C.MOST, C.USED, C.SERIES, S.STOPPED_AT FROM COUPON C LEFT JOIN COUPON_SERIES S"
                                + " ON S.PROMOTION_ID = C.PROMOTION_ID AND S.SERIES = C.SERIES WHERE C.CODE_HASH = ?")
                .setParameter(1, code.hash())
                .getResultList();
        return rows.stream().findFirst().map(found -> {
            Object[] row = (Object[]) found;
            int used = ((Number) row[2]).intValue();
            if (row[3] != null) {
                return new Known(
                        catalog.promotion((String) row[0]).filter(promotion -> row[4] == null),
                        ((Number) row[1]).intValue(),
                        used);
            }
            Optional<Promotion> named = catalog.promotion(code);
            return new Known(named, named.flatMap(Promotion::limit).orElse(Integer.MAX_VALUE), used);
        });
    }

    /**
     * Whether the customer has never ordered anything that was delivered or is on its way. Locks the customer until the transaction ends: of two first
     * orders at the same time the second sees the first.
     */
    boolean isNew(CustomerId customer) {
        entities.createNativeQuery("SELECT CUSTOMER_ID FROM CUSTOMER WHERE CUSTOMER_ID = ? FOR UPDATE")
                .setParameter(1, customer.value())
                .getResultList();
        return entities.createQuery(
                        "select o.id from ProductOrder o where o.customer = :customer and o.state not in :nothing")
                .setParameter("customer", customer)
                .setParameter("nothing", Set.of(OrderState.CANCELLED, OrderState.FAILED))
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** What an order has redeemed, by item: hashes of codes. By the primary key. */
    Map<String, String> ofOrder(OrderId order) {
        Map<String, String> found = new HashMap<>();
        List<?> rows = entities.createNativeQuery(
                        "SELECT ITEM_ID, CODE_HASH FROM COUPON_REDEMPTION WHERE ORDER_ID = ? AND GIVEN_BACK_AT IS NULL")
                .setParameter(1, order.value())
                .getResultList();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            found.put((String) row[0], (String) row[1]);
        }
        return found;
    }

    /** {@code COUPON_USED_UP}, of those that others have used up meanwhile; then none of the order's is used. */
    List<Rejection> redeem(OrderId order, List<Told> coupons, Instant now) {
        // in one order of codes, so that nobody waits for who waits for him
        List<Told> ordered = coupons.stream()
                .sorted(Comparator.comparing(told -> told.code().hash()))
                .toList();
        List<Rejection> usedUp = new ArrayList<>();
        List<Told> redeemed = new ArrayList<>();
        for (Told told : ordered) {
            int counted = entities.createNativeQuery(
                            "UPDATE COUPON SET USED = USED + 1 WHERE CODE_HASH = ? AND USED < ?")
                    .setParameter(1, told.code().hash())
                    .setParameter(2, told.coupon().map(Known::most).orElse(0))
                    .executeUpdate();
            if (counted == 1) {
                redeemed.add(told);
            } else {
                usedUp.add(CouponChecks.usedUp(told));
            }
        }
        if (!usedUp.isEmpty()) {
            redeemed.forEach(told -> countDown(told.code().hash()));
            return usedUp;
        }
        for (Told told : redeemed) {
            entities.createNativeQuery(
                            "INSERT INTO COUPON_REDEMPTION (ORDER_ID, ITEM_ID, CODE_HASH, REDEEMED_AT) VALUES (?, ?, ?, ?)")
                    .setParameter(1, order.value())
                    .setParameter(2, told.item())
                    .setParameter(3, told.code().hash())
                    .setParameter(4, Timestamp.from(now))
                    .executeUpdate();
        }
        return usedUp;
    }

    /** Of an order that has ended with nothing delivered; once, whoever asks again. Whoever asks has locked the order. */
    void giveBack(OrderId order, Instant now) {
        ofOrder(order).entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(each -> {
            int given = entities.createNativeQuery("UPDATE COUPON_REDEMPTION SET GIVEN_BACK_AT = ?"
                            + " WHERE ORDER_ID = ? AND ITEM_ID = ? AND GIVEN_BACK_AT IS NULL")
                    .setParameter(1, Timestamp.from(now))
                    .setParameter(2, order.value())
                    .setParameter(3, each.getKey())
                    .executeUpdate();
            if (given == 1) {
                countDown(each.getValue());
            }
        });
    }

    private void countDown(String hash) {
        entities.createNativeQuery("UPDATE COUPON SET USED = USED - 1 WHERE CODE_HASH = ?")
                .setParameter(1, hash)
                .executeUpdate();
    }
}
