package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderId;
import dialtone.order.ProductOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the line that an order adds to is still to be had when the order begins. A line that was lost, or that nobody pays for, is
 * suspended without waiting for what is to be added to it one day.
 */
record LineClaims(Inventory inventory, ProductClaims claims) {

    /**
     * Holds the lines until the transaction ends: a suspension that comes meanwhile waits and then sees that the order has begun.
     *
     * <p>Rejections: {@code LINE_SUSPENDED, PRODUCT_IN_ANOTHER_ORDER}.
     */
    List<Rejection> refusals(ProductOrder order) {
        List<Rejection> refusals = new ArrayList<>();
        order.items().stream()
                .filter(item -> item.isAdd() || item.isUpgrade())
                .flatMap(item -> item.lineProduct().stream())
                .distinct()
                .sorted()
                .forEach(line -> refusals.addAll(refusals(order.id(), line)));
        return refusals;
    }

    private List<Rejection> refusals(OrderId order, String line) {
        List<Rejection> refusals = new ArrayList<>();
        Product owned = inventory.locked(new ProductId(line)).orElseThrow();
        if (owned.suspension().isPresent()) {
            refusals.add(Rejection.at(
                    "productOrderItem",
                    "LINE_SUSPENDED",
                    "The line that this belongs to has been suspended meanwhile."));
        }
        Map<String, OrderId> naming = claims.naming(List.of(line));
        naming.values().stream()
                .filter(other -> !other.equals(order))
                .forEach(other -> refusals.add(Rejection.at(
                        "productOrderItem",
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + other + " is under way and about the line that this belongs to.")));
        return refusals;
    }
}
