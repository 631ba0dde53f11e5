package dialtone.order.service;

import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.Resource;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderItem;
import dialtone.order.ProductOrder;
import dialtone.pool.PooledResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the steps of an item that is added are performed with: its answers and what is reserved for it, and those of the line it belongs to;
 * the item's own count first.
 *
 * @param held what is reserved for its order
 */
record ItemFacts(List<PooledResource> held, Inventory inventory) {

    Map<String, String> of(ProductOrder order, OrderItem item) {
        Map<String, String> facts = new LinkedHashMap<>();
        item.lineProduct()
                .flatMap(line -> inventory.find(new ProductId(line)))
                .ifPresent(line -> facts.putAll(installed(line)));
        item.lineItem().flatMap(order::item).ifPresent(line -> {
            facts.putAll(line.characteristics());
            facts.putAll(PooledResource.facts(held, line.itemId()));
        });
        facts.putAll(item.characteristics());
        facts.putAll(PooledResource.facts(held, item.itemId()));
        return facts;
    }

    static Map<String, String> installed(Product product) {
        Map<String, String> facts = new LinkedHashMap<>(product.characteristics());
        product.resources().stream().map(Resource::facts).forEach(facts::putAll);
        return facts;
    }
}
