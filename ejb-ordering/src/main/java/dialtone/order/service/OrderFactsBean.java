package dialtone.order.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import dialtone.pool.service.Pools;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                            .map(this::ending)
                            .toList(),
                    order.items().stream()
                            .filter(item -> item.isChange() && delivered.contains(item.itemId()))
                            .map(item -> new Change(ending(item), item.subscribed()))
                            .toList());
        });
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

    /** Nothing is billed that is not active: what is charged for has been activated, step by step. */
    private Set<String> delivered(ProductOrder order) {
        Set<String> items = order.items().stream()
                .map(OrderItem::itemId)
                .filter(item -> !order.isStopping(item))
                .collect(Collectors.toSet());
        boolean activated = PlanReading.steps(entities, order.id()).stream()
                .filter(step -> !step.isUndo() && items.contains(step.itemId()))
                .allMatch(step -> step.state() == StepState.COMPLETED);
        if (items.isEmpty() || !activated) {
            throw new IllegalStateException("Order " + order.id() + " is not activated and cannot be charged for");
        }
        return items;
    }
}
