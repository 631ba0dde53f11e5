package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.pool.DeviceReturn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices that an order's steps have asked back: those of products that end or are exchanged, and those that were sent in vain. */
record AskedBack(CatalogStore catalogs, Inventory inventory) {

    /** Fact of a step that has asked a device back: the number of the return. */
    private static final String RMA = "rma";

    /**
     * Before the order is installed, for what a product was before says what its device costs that does not come.
     *
     * @param steps the plan
     */
    List<DeviceReturn.Asked> of(ProductOrder order, List<PlanStep> steps) {
        return steps.stream()
                .filter(step -> step.facts().containsKey(RMA) && (step.isUndo() || !order.isStopping(step)))
                .map(step -> asked(order, step))
                .toList();
    }

    private DeviceReturn.Asked asked(ProductOrder order, PlanStep step) {
        OrderItem item = order.item(step.itemId()).orElseThrow();
        ProductOffering offering = offering(order, item, step);
        Map<String, String> facts = step.facts();
        return new DeviceReturn.Asked(
                facts.getOrDefault(RMA, ""),
                facts.getOrDefault("imei", ""),
                order.id(),
                item.itemId(),
                order.customer(),
                order.billingAccount(),
                offering.id(),
                offering.name(),
                facts.getOrDefault("trackingNumber", ""),
                offering.residualCharge());
    }

    /** Of what was sent in vain it is that of the order; of what a customer has had, the one he has had it by. */
    private ProductOffering offering(ProductOrder order, OrderItem item, PlanStep step) {
        Optional<Product> had = step.isUndo()
                ? Optional.empty()
                : item.product().map(ProductId::new).flatMap(inventory::find);
        Catalog catalog = catalogs.version(had.map(Product::catalogVersion).orElse(order.catalogVersion()));
        return catalog.offering(had.map(Product::offering).orElse(item.offering()))
                .orElseThrow();
    }
}
