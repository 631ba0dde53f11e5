package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.pool.DeviceReturn;
import dialtone.pool.PooledResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The devices that an order's steps have asked back: those of products that end or are exchanged, and those that were sent in vain. */
record AskedBack(CatalogStore catalogs, Inventory inventory) {

    /** Fact of a step that has asked a device back: the number of the return. */
    private static final String RMA = "rma";

    private static final String IMEI = "imei";

    /** Fact of a step that an amendment does not want: the offering that its item had when it was begun. */
    static final String OFFERING = "offering";

    /**
     * Before the order is installed, for what a product was before says what its device costs that does not come. What the order delivers is
     * not asked back, though it was sent by a step that an amendment does not want.
     *
     * @param steps the plan
     * @param held  what the order holds
     */
    List<DeviceReturn.Asked> of(ProductOrder order, List<PlanStep> steps, List<PooledResource> held) {
        Set<String> delivered = held.stream()
                .filter(resource -> resource.kind() == ResourceKind.DEVICE && !order.isStopping(resource.itemId()))
                .map(PooledResource::identifier)
                .collect(Collectors.toSet());
        return steps.stream()
                .filter(step -> step.facts().containsKey(RMA) && (step.isUndo() || !order.isStopping(step)))
                .filter(step -> !delivered.contains(step.facts().getOrDefault(IMEI, "")))
                .map(step -> asked(order, step, steps))
                .toList();
    }

    private DeviceReturn.Asked asked(ProductOrder order, PlanStep step, List<PlanStep> steps) {
        OrderItem item = order.item(step.itemId()).orElseThrow();
        ProductOffering offering = offering(order, item, step, steps);
        Map<String, String> facts = step.facts();
        return new DeviceReturn.Asked(
                facts.getOrDefault(RMA, ""),
                facts.getOrDefault(IMEI, ""),
                order.id(),
                item.itemId(),
                order.customer(),
                order.billingAccount(),
                offering.id(),
                offering.name(),
                facts.getOrDefault("trackingNumber", ""),
                offering.residualCharge());
    }

    /**
     * Of what was sent in vain it is that of the order when it was sent, for an amendment may have changed it since; of what a customer has
     * had, the one he has had it by.
     */
    private ProductOffering offering(ProductOrder order, OrderItem item, PlanStep step, List<PlanStep> steps) {
        if (step.isUndo()) {
            OfferingId sentBy = steps.stream()
                    .filter(sent -> step.undoes().filter(sent.id()::equals).isPresent())
                    .flatMap(sent -> Optional.ofNullable(sent.formerFacts().get(OFFERING)).stream())
                    .findFirst()
                    .map(OfferingId::new)
                    .orElseGet(item::offering);
            return catalogs.version(order.catalogVersion()).offering(sentBy).orElseThrow();
        }
        Optional<Product> had = item.product().map(ProductId::new).flatMap(inventory::find);
        Catalog catalog = catalogs.version(had.map(Product::catalogVersion).orElse(order.catalogVersion()));
        return catalog.offering(had.map(Product::offering).orElse(item.offering()))
                .orElseThrow();
    }
}
