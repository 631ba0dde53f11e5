package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.service.CatalogStore;
import dialtone.fulfilment.CheckRequest;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderedItem;
import dialtone.pool.ResourceNeed;
import java.util.Map;
import java.util.Optional;

/**
 * The items of an order as the dependency checks see them.
 *
 * @param items   all of the order, by their ids
 * @param catalog of the order
 */
record CheckedItems(Map<String, OrderedItem> items, Catalog catalog, Inventory inventory, CatalogStore catalogs) {

    /** @param lineProduct that it belongs to, when that is not an item of the order */
    CheckRequest.Item of(OrderedItem item, Optional<String> lineProduct) {
        Line line = line(item, lineProduct);
        return new CheckRequest.Item(
                item.itemId(),
                item.offeringId(),
                item.offering().name(),
                item.offering().role(),
                item.offering().requires(),
                item.characteristics(),
                line.profile(),
                line.simType(),
                Optional.ofNullable(item.characteristics().get(ResourceNeed.DEVICE_MODEL))
                        .flatMap(catalog::device));
    }

    private record Line(Optional<String> profile, Optional<String> simType) {

        static Line of(Decomposition decomposition, Map<String, String> characteristics) {
            return new Line(decomposition.profile(), Optional.ofNullable(characteristics.get(ResourceNeed.SIM_TYPE)));
        }
    }

    private Line line(OrderedItem item, Optional<String> lineProduct) {
        Optional<Product> product = lineProduct.flatMap(id -> inventory.find(new ProductId(id)));
        if (product.isPresent()) {
            Catalog then = catalogs.version(product.get().catalogVersion());
            Map<String, String> characteristics = product.get().characteristics();
            return then.offering(product.get().offering())
                    .map(offering -> Line.of(Decomposition.of(then, offering, characteristics), characteristics))
                    .orElse(new Line(Optional.empty(), Optional.empty()));
        }
        OrderedItem plan = Optional.ofNullable(items.get(item.lineItem().orElse(item.itemId())))
                .orElseThrow();
        return Line.of(Decomposition.of(catalog, plan.offering(), plan.characteristics()), plan.characteristics());
    }
}
