package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.SimSwap;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.Resource;
import dialtone.inventory.Service;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.pool.PooledResource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an order that gives a line another SIM makes of the line.
 *
 * @param held what is reserved for the order
 */
record SwapInstallation(ProductOrder order, Catalog catalog, List<PooledResource> held, List<PlanStep> steps) {

    /**
     * Told again, it changes nothing.
     *
     * @param offering of the line, as it has been since it was ordered or changed
     * @return the SIM whose place is taken
     */
    List<Resource> install(OrderItem item, Product line, ProductOffering offering, Instant now) {
        List<Resource> before = line.resources();
        line.swapSim(
                Installation.origin(order, item),
                item.characteristics(),
                sim(item),
                line.delivering().stream()
                        .map(Service::name)
                        .filter(this::comesWithSim)
                        .collect(Collectors.toSet()),
                Installation.services(
                                item, Decomposition.of(catalog, offering, item.characteristics()), List.of(), steps)
                        .stream()
                        .filter(service -> comesWithSim(service.name()))
                        .toList(),
                now);
        return before.stream()
                .filter(resource -> resource.state() == InventoryState.TERMINATED)
                .toList();
    }

    private PooledResource sim(OrderItem item) {
        return held.stream()
                .filter(resource -> resource.itemId().equals(item.itemId()) && resource.kind() == ResourceKind.SIM)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No SIM is reserved for order " + order.id()));
    }

    /** A profile, the shipment of a card: of each SIM its own. */
    private boolean comesWithSim(String service) {
        return catalog.service(service)
                .flatMap(ServiceSpecification::step)
                .filter(step -> step.simSwap().has(SimSwap.Part.FOLLOWS))
                .isPresent();
    }
}
