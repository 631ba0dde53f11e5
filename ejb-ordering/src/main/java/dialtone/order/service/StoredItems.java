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

    static List<OrderedItem> of(ProductOrder order, Catalog catalog, OwnedProducts owned) {
        return order.items().stream().map(item -> of(item, catalog, owned)).toList();
    }

    private static OrderedItem of(OrderItem item, Catalog catalog, OwnedProducts owned) {
        return item.product()
                .map(product ->
                        OrderedItem.end(item.itemId(), owned.find(product).orElseThrow(), item.lineItem()))
                .orElseGet(() -> new OrderedItem(
                        item.itemId(),
                        catalog.offering(item.offering()).orElseThrow(),
                        item.characteristics(),
                        item.lineItem()));
    }

    static FulfilmentPlan plan(ProductOrder order, Catalog catalog, OwnedProducts owned) {
        return FulfilmentPlan.of(catalog, of(order, catalog, owned));
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
                // what ends with its line was not asked for by itself
                order.items().stream()
                        .filter(item -> item.isAdd() || item.lineItem().isEmpty())
                        .map(StoredItems::command)
                        .toList());
    }

    private static PlaceOrder.Item command(OrderItem item) {
        String field = "productOrderItem[" + (item.position() - 1) + "]";
        return item.product()
                .map(product -> PlaceOrder.Item.end(item.itemId(), product, field))
                .orElseGet(() -> new PlaceOrder.Item(
                        item.itemId(), item.action(), item.offering(), item.characteristics(), field));
    }
}
