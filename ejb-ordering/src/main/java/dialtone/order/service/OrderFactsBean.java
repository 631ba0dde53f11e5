package dialtone.order.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import dialtone.pool.PooledResource;
import dialtone.pool.service.Pools;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers the features that may not import this one. */
@Stateless
@Local(OrderFacts.class)
public class OrderFactsBean implements OrderFacts {

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private Parties parties;

    @EJB
    private Pools pools;

    @EJB
    private Inventory inventory;

    @EJB
    private CatalogStore catalogs;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderFactsBean() {}

    /** Outside a container. */
    OrderFactsBean(EntityManager entities, Parties parties, Pools pools, Inventory inventory, CatalogStore catalogs) {
        this.entities = entities;
        this.parties = parties;
        this.pools = pools;
        this.inventory = inventory;
        this.catalogs = catalogs;
    }

    @Override
    public Optional<Charges> charges(OrderId id) {
        return Optional.ofNullable(entities.find(ProductOrder.class, id)).map(order -> {
            Set<String> delivered = delivered(order);
            BillingAccount account = parties.account(order.billingAccount()).orElseThrow();
            return new Charges(
                    id,
                    order.customer(),
                    account.id(),
                    account.timeZone(),
                    order.items().stream()
                            .filter(item -> item.isAdd() && delivered.contains(item.itemId()))
                            .map(OrderItem::priced)
                            .toList(),
                    pools.ofOrder(id).stream()
                            .filter(held -> held.kind() == ResourceKind.MSISDN && delivered.contains(held.itemId()))
                            .map(held -> new Line(held.itemId(), held.identifier()))
                            .toList(),
                    order.items().stream()
                            .filter(item -> item.isEnd() && delivered.contains(item.itemId()))
                            .map(item -> ending(item).askedFor(order.startsAt()))
                            .toList(),
                    order.items().stream()
                            .filter(item -> changesCharges(item) && delivered.contains(item.itemId()))
                            .map(item -> new Change(ending(item), item.subscribed()))
                            .toList(),
                    uses(order, OrderItem::isSuspension, delivered)
                            .map(item -> barred(order, item))
                            .toList(),
                    uses(order, OrderItem::isResumption, delivered)
                            .map(item -> unbarred(order, item))
                            .toList(),
                    order.items().stream()
                            .filter(item -> item.isAdd() && delivered.contains(item.itemId()))
                            .flatMap(item ->
                                    number(order, item).map(number -> new Extension(item.itemId(), number)).stream())
                            .toList(),
                    uses(order, OrderItem::isSwap, delivered)
                            .filter(item -> !item.prices().isEmpty())
                            .map(OrderItem::priced)
                            .toList(),
                    uses(order, OrderItem::isSeating, delivered)
                            .map(item ->
                                    new Seating(ending(item), item.newSeats().orElseThrow()))
                            .toList());
        });
    }

    /** MSISDN of the line that an item belongs to; empty for one that is a line or belongs to none. */
    private Optional<String> number(ProductOrder order, OrderItem item) {
        Optional<String> ordered = item.lineItem()
                .flatMap(line -> pools.ofOrder(order.id()).stream()
                        .filter(held -> held.kind() == ResourceKind.MSISDN
                                && held.itemId().equals(line))
                        .map(PooledResource::identifier)
                        .findFirst());
        return ordered.or(() -> item.lineProduct()
                .flatMap(line -> inventory.find(new ProductId(line)))
                .flatMap(line -> new OwnedProducts(inventory, catalogs).number(line)));
    }

    /** A line may be suspended and brought back without any change of what it costs. */
    private static boolean changesCharges(OrderItem item) {
        return item.isChange() || (item.status().isPresent() && !item.prices().isEmpty());
    }

    private static Stream<OrderItem> uses(ProductOrder order, Predicate<OrderItem> kind, Set<String> delivered) {
        return order.items().stream().filter(item -> kind.test(item) && delivered.contains(item.itemId()));
    }

    /** From when all of it was barred. */
    private Barred barred(ProductOrder order, OrderItem item) {
        return new Barred(
                item.itemId(),
                msisdn(item),
                item.suspension().orElseThrow(),
                times(order, item, PlanStep::completedAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }

    /** Until the first of it may have been let through. */
    private Unbarred unbarred(ProductOrder order, OrderItem item) {
        return new Unbarred(
                msisdn(item),
                times(order, item, PlanStep::releasedAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }

    private Stream<Instant> times(ProductOrder order, OrderItem item, Function<PlanStep, Optional<Instant>> time) {
        return PlanReading.steps(entities, order.id()).stream()
                .filter(step -> step.isCurrent() && step.itemId().equals(item.itemId()))
                .flatMap(step -> time.apply(step).stream());
    }

    private String msisdn(OrderItem item) {
        Product product =
                inventory.find(new ProductId(item.product().orElseThrow())).orElseThrow();
        return new OwnedProducts(inventory, catalogs).number(product).orElseThrow();
    }

    /** What the product of an item is charged by until now. */
    private Ending ending(OrderItem item) {
        Product product =
                inventory.find(new ProductId(item.product().orElseThrow())).orElseThrow();
        return new Ending(
                product.chargedOrder(),
                product.chargedItem(),
                new OwnedProducts(inventory, catalogs).number(product),
                item.earlyTermination());
    }

    /**
     * Nothing is billed that is not active: what is charged for has been activated, step by step. A step that was skipped is one that
     * the catalogue says nothing charged for needs.
     */
    private Set<String> delivered(ProductOrder order) {
        Set<String> items = order.items().stream()
                .map(OrderItem::itemId)
                .filter(item -> !order.isStopping(item))
                .collect(Collectors.toSet());
        boolean activated = PlanReading.steps(entities, order.id()).stream()
                .filter(step -> step.isCurrent() && items.contains(step.itemId()))
                .allMatch(step ->
                        step.state().isPassed() || (step.state().isFinal() && StoredItems.endsFormer(order, step)));
        if (items.isEmpty() || !activated) {
            throw new IllegalStateException("Order " + order.id() + " is not activated and cannot be charged for");
        }
        return items;
    }
}
