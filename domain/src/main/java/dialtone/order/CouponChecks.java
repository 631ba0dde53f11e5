package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.CouponCode;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.Promotion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be said to the coupons of an order.
 *
 * @param day         of the order, in the zone of the account that pays
 * @param newCustomer whether the customer has no product yet; not asked where no promotion is for those alone
 */
public record CouponChecks(LocalDate day, boolean newCustomer) {

    /**
     * A code as it was told.
     *
     * @param item      of the order
     * @param field     path of the answer in the request
     * @param offering  that is ordered with it; empty when the item orders nothing new
     * @param coupon    what is known of the code; empty when it is unknown
     */
    public record Told(
            String item, String field, CouponCode code, Optional<ProductOffering> offering, Optional<Known> coupon) {}

    /**
     * A code that there is.
     *
     * @param promotion that is on offer; empty when it is no more
     * @param most      how often it may be used
     * @param used      how often it was
     */
    public record Known(Optional<Promotion> promotion, int most, int used) {

        int left() {
            return most - used;
        }
    }

    /**
     * Rejections, each at its answer: {@code COUPON_UNKNOWN}, {@code COUPON_NOT_YET}, {@code COUPON_EXPIRED}, {@code COUPON_USED_UP},
     * {@code COUPON_NOT_FOR_OFFERING}, {@code COUPON_NOT_FOR_CUSTOMER}, {@code COUPON_NOT_COMBINABLE}.
     */
    public List<Rejection> refusals(List<Told> all) {
        List<Rejection> refusals = new ArrayList<>();
        Set<String> promotions = new HashSet<>();
        all.forEach(each -> each.coupon().flatMap(Known::promotion).ifPresent(found -> promotions.add(found.id())));
        Map<CouponCode, Integer> asked = new HashMap<>();
        Set<String> before = new HashSet<>();
        for (Told each : all) {
            int uses = asked.merge(each.code(), 1, Integer::sum) - 1;
            refusal(each, uses)
                    .or(() -> each.coupon()
                            .flatMap(Known::promotion)
                            .flatMap(promotion -> beside(each, promotion, promotions, before)))
                    .ifPresent(refusals::add);
            each.coupon().flatMap(Known::promotion).ifPresent(found -> before.add(found.id()));
        }
        return refusals;
    }

    /**
     * What the order's other coupons say to one.
     *
     * @param all    promotions of the order
     * @param before those of items before
     */
    private static Optional<Rejection> beside(Told told, Promotion promotion, Set<String> all, Set<String> before) {
        if (!promotion.combinable() && all.size() > 1) {
            return refused(
                    told,
                    "COUPON_NOT_COMBINABLE",
                    promotion.name() + " does not go with another promotion in one order.");
        }
        if (before.contains(promotion.id()) && (promotion.newOnly() || !promotion.combinable())) {
            return refused(told, "COUPON_NOT_COMBINABLE", promotion.name() + " is for one item of an order.");
        }
        return Optional.empty();
    }

    private Optional<Rejection> refusal(Told told, int before) {
        if (told.coupon().isEmpty()) {
            return refused(told, "COUPON_UNKNOWN", "There is no coupon with this code.");
        }
        Optional<Promotion> found = told.coupon().get().promotion();
        if (found.isEmpty()) {
            return refused(told, "COUPON_EXPIRED", "The promotion of this coupon is not offered any more.");
        }
        Promotion promotion = found.get();
        if (promotion.from().filter(day::isBefore).isPresent()) {
            return refused(
                    told,
                    "COUPON_NOT_YET",
                    promotion.name() + " is for orders from " + promotion.from().get() + " on.");
        }
        if (promotion.until().filter(day::isAfter).isPresent()) {
            return refused(
                    told,
                    "COUPON_EXPIRED",
                    promotion.name() + " was for orders until "
                            + promotion.until().get() + ".");
        }
        if (told.coupon().get().left() <= before) {
            return Optional.of(usedUp(told));
        }
        if (told.offering().filter(offering -> promotion.isFor(offering.id())).isEmpty()) {
            return refused(
                    told,
                    "COUPON_NOT_FOR_OFFERING",
                    promotion.name() + " is not for "
                            + told.offering().map(ProductOffering::name).orElse("what a customer has already") + ".");
        }
        if (promotion.newOnly() && !newCustomer) {
            return refused(told, "COUPON_NOT_FOR_CUSTOMER", promotion.name() + " is for new customers.");
        }
        return Optional.empty();
    }

    /** Also of one that another order has used up at the same moment. */
    public static Rejection usedUp(Told told) {
        return Rejection.at(told.field(), "COUPON_USED_UP", "This coupon has been used as often as it may be.");
    }

    private static Optional<Rejection> refused(Told told, String code, String sentence) {
        return Optional.of(Rejection.at(told.field(), code, sentence));
    }
}
