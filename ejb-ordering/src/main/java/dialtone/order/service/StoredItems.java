package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderItem;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import java.util.List;
import java.util.Optional;

/** An order's items as the calculations take them, by the catalogue it was placed under. */
final class StoredItems {

    private StoredItems() {}

    static List<OrderedItem> of(ProductOrder order, Catalog catalog) {
        return order.items().stream()
                .map(item -> new OrderedItem(
                        item.itemId(),
                        catalog.offering(item.offering()).orElseThrow(),
                        item.characteristics(),
                        item.lineItem()))
                .toList();
    }

    static FulfilmentPlan plan(ProductOrder order, Catalog catalog) {
        return FulfilmentPlan.of(catalog, of(order, catalog));
    }

    /** The command as it would be given today. */
    static PlaceOrder command(ProductOrder order) {
        return new PlaceOrder(
                Optional.empty(),
                order.externalId(),
                order.customer(),
                Optional.of(order.billingAccount()),
                order.channel(),
                order.placedBy(),
                order.items().stream().map(StoredItems::command).toList());
    }

    private static PlaceOrder.Item command(OrderItem item) {
        return new PlaceOrder.Item(
                item.itemId(),
                item.action(),
                item.offering(),
                item.characteristics(),
                "productOrderItem[" + (item.position() - 1) + "]");
    }
}
