package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.Decomposition.Decomposed;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.Resource;
import dialtone.inventory.Service;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import dialtone.pool.PooledResource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an order's items become in the inventory: a function of the order, its catalogue, what was reserved and learned. */
final class Installation {

    private Installation() {}

    /** Of the items that add something and were not given up. Plans first, since the others belong to them. */
    static List<Product> products(
            ProductOrder order, Catalog catalog, List<PooledResource> held, List<PlanStep> steps, Instant now) {
        return order.items().stream()
                .filter(item -> item.isAdd() && !order.isStopping(item.itemId()))
                .sorted(Comparator.comparing(item -> offering(catalog, item).role()))
                .map(item -> product(order, item, catalog, held, steps, now))
                .toList();
    }

    /** Brings a product to the offering of the item that changes it; what it runs on stays its own. */
    static void change(
            ProductOrder order, OrderItem item, Catalog catalog, List<PlanStep> steps, Product product, Instant now) {
        product.change(
                origin(order, item),
                offering(catalog, item),
                item.characteristics(),
                services(item, catalog, List.of(), steps),
                now);
    }

    /**
     * Exchanges the handset of a line.
     *
     * @return what its place is taken of; nothing when it is told again
     */
    static List<Resource> upgrade(
            ProductOrder order,
            OrderItem item,
            Catalog catalog,
            List<PooledResource> held,
            List<PlanStep> steps,
            Product product,
            Instant now) {
        List<Resource> before = product.resources();
        product.upgrade(
                origin(order, item),
                offering(catalog, item),
                item.characteristics(),
                services(item, catalog, held, steps),
                now);
        return before.stream()
                .filter(resource -> resource.state() == InventoryState.TERMINATED)
                .toList();
    }

    /** Suspends a line or brings it back, as the item says. */
    static void use(ProductOrder order, OrderItem item, Product product, Instant now) {
        boolean charged = !item.prices().isEmpty();
        item.suspension()
                .ifPresentOrElse(
                        suspension -> product.suspend(origin(order, item), suspension, charged, now),
                        () -> product.resume(origin(order, item), charged, now));
    }

    private static Product product(
            ProductOrder order,
            OrderItem item,
            Catalog catalog,
            List<PooledResource> held,
            List<PlanStep> steps,
            Instant now) {
        Product product = new Product(origin(order, item), offering(catalog, item), item.characteristics(), now);
        services(item, catalog, held, steps).forEach(product::install);
        return product;
    }

    /** Customer-facing ones first. */
    private static List<Service.Installed> services(
            OrderItem item, Catalog catalog, List<PooledResource> held, List<PlanStep> steps) {
        return services(item, Decomposition.of(catalog, offering(catalog, item), item.characteristics()), held, steps);
    }

    static List<Service.Installed> services(
            OrderItem item, Decomposition decomposition, List<PooledResource> held, List<PlanStep> steps) {
        List<Decomposed> services = decomposition.services();
        return Stream.of(Kind.CUSTOMER_FACING, Kind.RESOURCE_FACING)
                .flatMap(kind -> services.stream()
                        .filter(decomposed -> decomposed.service().kind() == kind
                                && !decomposed.service().onlyAsks()))
                .map(decomposed -> new Service.Installed(
                        decomposed.service().name(),
                        decomposed.service().kind(),
                        decomposed.parent(),
                        held.stream()
                                .filter(resource -> resource.itemId().equals(item.itemId()))
                                .filter(resource ->
                                        decomposed.service().resources().contains(resource.kind()))
                                .toList(),
                        facts(steps, item.itemId(), decomposed.service().name()),
                        steps.stream()
                                .filter(step -> step.isCurrent()
                                        && step.itemId().equals(item.itemId())
                                        && step.service()
                                                .equals(decomposed.service().name()))
                                .noneMatch(step -> step.state() == StepState.SKIPPED)))
                .toList();
    }

    static Product.Origin origin(ProductOrder order, OrderItem item) {
        Optional<ProductId> line = item.lineItem()
                .flatMap(order::item)
                .map(plan -> Product.Origin.productId(order.id(), plan.position()))
                .or(() -> item.lineProduct().map(ProductId::new));
        return new Product.Origin(
                order.id(),
                item.itemId(),
                item.position(),
                order.customer(),
                order.billingAccount(),
                order.catalogVersion(),
                line);
    }

    private static Map<String, String> facts(List<PlanStep> steps, String itemId, String service) {
        return steps.stream()
                .filter(step -> step.isCurrent())
                .filter(step -> step.itemId().equals(itemId) && step.service().equals(service))
                .sorted(Comparator.comparingInt(PlanStep::position)) // what a SIM swap brings comes before what it ends
                .map(PlanStep::facts)
                .findFirst()
                .orElse(Map.of());
    }

    private static ProductOffering offering(Catalog catalog, OrderItem item) {
        return catalog.offering(item.offering()).orElseThrow();
    }
}
