package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CouponCode;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.Promotion;
import dialtone.order.CouponChecks;
import dialtone.order.CouponChecks.Known;
import dialtone.order.CouponChecks.Told;
import dialtone.order.OrderId;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.party.CustomerId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The items of an order at the prices that their coupons make of the offerings' own. A coupon goes with something new; what an amended order has
 * redeemed stays with its item.
 *
 * @param coupons those that are told, whether they are taken or not
 */
record PromotedItems(
        CustomerId customer,
        List<OrderedItem> items,
        List<Told> coupons,
        Map<String, String> redeemed,
        Coupons records) {

    static PromotedItems of(
            OrderAssessment.Amended amended, Catalog catalog, List<OrderedItem> checked, Coupons records) {
        PlaceOrder command = amended.command();
        List<Told> told = new ArrayList<>();
        for (PlaceOrder.Item item : command.items()) {
            String text = item.characteristics().getOrDefault(Promotion.COUPON, "");
            if (text.isBlank()) {
                continue;
            }
            CouponCode code = new CouponCode(text);
            told.add(new Told(
                    item.id(),
                    item.field() + ".product.productCharacteristic[" + Promotion.COUPON + "]",
                    code,
                    item(checked, item.id()).filter(OrderedItem::isAdd).map(OrderedItem::offering),
                    records.find(code, catalog)));
        }
        if (told.isEmpty()) {
            return new PromotedItems(command.customer(), checked, told, Map.of(), records);
        }
        Map<String, String> redeemed = amended.order().map(records::ofOrder).orElse(Map.of());
        List<OrderedItem> items = checked.stream()
                .map(item -> promotion(item, told).map(item::with).orElse(item))
                .toList();
        return new PromotedItems(command.customer(), items, told, redeemed, records);
    }

    private static Optional<OrderedItem> item(List<OrderedItem> checked, String id) {
        return checked.stream().filter(item -> item.itemId().equals(id)).findFirst();
    }

    private static Optional<ProductOffering> promotion(OrderedItem item, List<Told> told) {
        return told.stream()
                .filter(each -> each.item().equals(item.itemId()))
                .findFirst()
                .flatMap(each -> each.offering()
                        .flatMap(offering -> each.coupon()
                                .flatMap(Known::promotion)
                                .filter(promotion -> promotion.isFor(offering.id()))
                                .map(promotion -> promotion.off(offering))));
    }

    /**
     * Those of {@link CouponChecks#refusals}; {@code COUPON_NOT_TAKEN} of one that an amendment brings.
     *
     * @param amended the order that is amended
     * @param day     in the zone of the account
     */
    List<Rejection> refusals(Optional<OrderId> amended, LocalDate day) {
        if (coupons.isEmpty()) {
            return List.of();
        }
        if (amended.isEmpty()) {
            boolean asked = coupons.stream()
                    .flatMap(each -> each.coupon().flatMap(Known::promotion).stream())
                    .anyMatch(Promotion::newOnly);
            return new CouponChecks(day, asked && records.isNew(customer)).refusals(coupons);
        }
        return coupons.stream()
                // an answer that a product had before stands with what changes it
                .filter(each -> each.offering().isPresent())
                .filter(each -> !each.code().hash().equals(redeemed.get(each.item()))
                        || each.coupon()
                                .flatMap(Known::promotion)
                                .filter(promotion -> each.offering()
                                        .filter(offering -> promotion.isFor(offering.id()))
                                        .isPresent())
                                .isEmpty())
                .map(
                        each -> Rejection.at(
                                each.field(),
                                "COUPON_NOT_TAKEN",
                                "A coupon is redeemed when an order is placed, for what was ordered with it: an amendment brings none."))
                .toList();
    }
}
