package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.service.CatalogStore;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.OrderToCheck;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderedItem;
import dialtone.order.ProductOrder;
import dialtone.party.service.Parties;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What the dependency checks ask about an order, and what they found. */
@Stateless
public class DependencyChecks {

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Parties parties;

    @EJB
    private Inventory inventory;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public DependencyChecks() {}

    /** Outside a container. */
    DependencyChecks(
            EntityManager entities,
            DataSource dataSource,
            CatalogStore catalogs,
            Parties parties,
            Inventory inventory) {
        this.entities = entities;
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.parties = parties;
        this.inventory = inventory;
    }

    /** What the checks need to know. When the order is amended meanwhile, the revision is the former one, whatever was read of it. */
    public OrderToCheck request(OrderId id) {
        ProductOrder order = entities.find(ProductOrder.class, id);
        if (order == null) {
            throw new IllegalStateException("There is no order " + id);
        }
        int revision = order.revision();
        Catalog catalog = catalogs.version(order.catalogVersion());
        OwnedProducts owned = new OwnedProducts(inventory, catalogs);
        List<OrderedItem> items = StoredItems.of(order, catalog, owned);
        Map<String, OrderedItem> byId = CheckedItems.byId(items);
        CheckRequest request = new CheckedItems(byId, catalog, inventory, catalogs)
                .request(
                        reference(order),
                        new CheckedItems.Payer(
                                parties.find(order.customer()).orElseThrow(), Optional.of(order.billingAccount())),
                        items.stream()
                                .filter(OrderedItem::brings)
                                .map(item -> new CheckedItems.Added(
                                        item, order.item(item.itemId()).flatMap(OrderItem::lineProduct)))
                                .toList(),
                        new LeftProducts(inventory, owned, parties, new WaiverRows(entities))
                                .of(items, byId.keySet(), order.placedAt(), order.startsAt()),
                        StoredItems.plan(order, catalog, owned));
        return new OrderToCheck(revision, request);
    }

    /** What an element was asked for one revision is another question for the next. */
    private static String reference(ProductOrder order) {
        return order.revision() == 1 ? order.id().value() : order.id() + ":revision-" + order.revision();
    }

    /** Whether all checks have passed that were made for the order before; empty when none were. */
    public Optional<Boolean> found(OrderId id) {
        try (Connection connection = dataSource.getConnection()) {
            return CheckRows.OF_ORDER.passed(connection, id.value());
        } catch (SQLException e) {
            throw new IllegalStateException("The checks of " + id + " cannot be read", e);
        }
    }

    /**
     * Keeps what the checks found. Found again, the first findings stay.
     *
     * @param revision of the order that was checked
     * @return whether all passed; empty when the order has been amended since, and is to be checked as it is now
     */
    public Optional<Boolean> record(OrderId id, int revision, List<CheckResult> results) {
        // one at a time for an order: the second finds the first's
        ProductOrder order = entities.find(ProductOrder.class, id, LockModeType.PESSIMISTIC_WRITE);
        try (Connection connection = dataSource.getConnection()) {
            Optional<Boolean> kept = CheckRows.OF_ORDER.passed(connection, id.value());
            if (kept.isPresent() || order.revision() != revision) {
                return kept;
            }
            CheckRows.OF_ORDER.insert(connection, id.value(), results);
            return Optional.of(results.stream().allMatch(CheckResult::isPassed));
        } catch (SQLException e) {
            throw new IllegalStateException("The checks of " + id + " cannot be stored", e);
        }
    }
}
