package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductChange;
import dialtone.inventory.ProductId;
import dialtone.inventory.Resource;
import dialtone.inventory.Service;
import dialtone.inventory.service.Inventory;
import dialtone.order.OwnedProduct;
import dialtone.order.PlaceOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Products of the inventory as orders about them see them. */
final class OwnedProducts {

    /** Longest id of a product. */
    private static final int MAX_ID = 48;

    /** Products of a line that are looked at: one more than an order may end, so that it is refused. */
    private static final int MAX_OF_LINE = 61;

    private final Inventory inventory;
    private final CatalogStore catalogs;

    OwnedProducts(Inventory inventory, CatalogStore catalogs) {
        this.inventory = inventory;
        this.catalogs = catalogs;
    }

    /** Whether it could be the id of a product. */
    static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID;
    }

    /** As a stored order knows it, whose price snapshot says already what ending it costs. */
    Optional<OwnedProduct> find(String id) {
        return inventory.find(new ProductId(id)).map(product -> of(product, (term, since) -> Optional.empty()));
    }

    /** The same with the services of what belongs to it. */
    Optional<OwnedProduct> findWithAll(String id) {
        return find(id).map(line -> line.with(inventory.belongingTo(new ProductId(id), MAX_OF_LINE).stream()
                .flatMap(belonging -> find(belonging.id().value()).stream())
                .toList()));
    }

    /**
     * Those of the customer's that a command names, the lines that these belong to, and the active ones that belong to either; in the order
     * of their ids.
     */
    List<Product> namedBy(PlaceOrder command) {
        Map<String, Product> found = new TreeMap<>();
        command.items().stream()
                .flatMap(item -> item.product().stream())
                .filter(id -> id.length() <= MAX_ID)
                .flatMap(id -> inventory.find(new ProductId(id)).stream())
                .filter(product -> product.customer().equals(command.customer()))
                .flatMap(product ->
                        Stream.concat(product.lineProduct().flatMap(inventory::find).stream(), Stream.of(product)))
                .forEach(product -> {
                    found.put(product.id().value(), product);
                    inventory
                            .belongingTo(product.id(), MAX_OF_LINE)
                            .forEach(belonging -> found.put(belonging.id().value(), belonging));
                });
        return List.copyOf(found.values());
    }

    /** Lines of the customer's that what is added says it belongs to. */
    List<ProductId> linesOf(PlaceOrder command) {
        return command.items().stream()
                .flatMap(item -> item.line().stream())
                .filter(OwnedProducts::isId)
                .flatMap(id -> inventory.find(new ProductId(id)).stream())
                .filter(product -> product.customer().equals(command.customer()))
                .map(Product::id)
                .toList();
    }

    /** @param fee what ending it costs by the minimum term of an offering that it has had since then */
    OwnedProduct of(Product product, BiFunction<MinimumTerm, Instant, Optional<Price.EarlyTermination>> fee) {
        Catalog then = catalogs.version(product.catalogVersion());
        return new OwnedProduct(
                product.id().value(),
                product.lineProduct().map(ProductId::value),
                then.offering(product.offering()).orElseThrow(),
                product.characteristics(),
                services(product, then, service -> service.state() != InventoryState.INACTIVE)
                        .toList(),
                services(product, then, service -> service.state() == InventoryState.INACTIVE)
                        .filter(OwnedProducts::canEnd)
                        .toList(),
                number(product),
                product.state(),
                product.suspension(),
                MinimumTerm.dearest(terms(product).stream()
                        .flatMap(bound -> bound.offering().minimumTerm().stream()
                                .flatMap(term -> fee.apply(term, bound.since()).stream()))
                        .toList()));
    }

    private Stream<ServiceSpecification> services(Product product, Catalog then, Predicate<Service> some) {
        return product.delivering().stream()
                .filter(service -> service.kind() == Kind.RESOURCE_FACING)
                .filter(some)
                .map(service -> specification(then, service));
    }

    /** An offering that the product has had since then, and whose term still binds it. */
    record Bound(ProductOffering offering, Instant since) {}

    /** What it has been under contract as, the oldest first, and none that was paid off. */
    List<Bound> terms(Product product) {
        List<Bound> terms = new ArrayList<>();
        Instant since = product.activatedAt();
        for (ProductChange change : product.changes()) {
            if (!change.isOffering()) {
                continue; // the same offering before and after, and its term runs on
            }
            bind(terms, offering(change.formerCatalogVersion(), new OfferingId(change.formerOffering())), since);
            since = change.changedAt();
        }
        bind(terms, offering(product.catalogVersion(), product.offering()), since);
        return terms;
    }

    /** Going over to something cheaper, or to another handset, has paid off what bound the product before; any other change leaves that to run on. */
    private static void bind(List<Bound> terms, ProductOffering offering, Instant since) {
        if (!terms.isEmpty()
                && (offering.role() == ProductOffering.Role.DEVICE
                        || offering.costsLessThan(terms.getLast().offering()))) {
            terms.clear();
        }
        terms.add(new Bound(offering, since));
    }

    private ProductOffering offering(String catalogVersion, OfferingId id) {
        return catalogs.version(catalogVersion).offering(id).orElseThrow();
    }

    /**
     * As it was ordered; when nothing took it back by that catalogue, as the current one would. What came with a later SIM may be younger
     * than that catalogue.
     */
    private ServiceSpecification specification(Catalog then, Service service) {
        ServiceSpecification ordered = then.service(service.name())
                .or(() -> catalogs.current().service(service.name()))
                .orElseThrow();
        return canEnd(ordered)
                ? ordered
                : catalogs.current()
                        .service(service.name())
                        .filter(OwnedProducts::canEnd)
                        .orElse(ordered);
    }

    private static boolean canEnd(ServiceSpecification service) {
        return service.step().flatMap(StepTemplate::ending).isPresent();
    }

    /** The product's own MSISDN, else that of the line it belongs to. */
    Optional<String> number(Product product) {
        return own(product)
                .or(() -> product.lineProduct().flatMap(inventory::find).flatMap(OwnedProducts::own));
    }

    private static Optional<String> own(Product product) {
        return product.resources().stream()
                .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                .map(Resource::identifier)
                .findFirst();
    }
}
