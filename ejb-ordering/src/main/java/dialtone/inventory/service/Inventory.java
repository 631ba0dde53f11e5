package dialtone.inventory.service;

import dialtone.base.Page;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.ProductPart;
import dialtone.inventory.ProductQuery;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What customers have. Products are handed out with their services and resources loaded. */
@Stateless
public class Inventory {

    /** Products of one customer that are ever listed. */
    public static final int MAX_PRODUCTS = 500;

    @PersistenceContext
    private EntityManager entities;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public Inventory() {}

    /** Outside a container. */
    public Inventory(EntityManager entities) {
        this.entities = entities;
    }

    /** The customer's products, newest first; at most {@value #MAX_PRODUCTS}. */
    public List<Product> products(CustomerId customer) {
        return loadedInFull(entities.createQuery(
                        "select p from Product p where p.customer.value = :customer order by p.activatedAt desc, p.id.value",
                        Product.class)
                .setParameter("customer", customer.value())
                .setMaxResults(MAX_PRODUCTS)
                .getResultList());
    }

    /**
     * By id. A customer's are found by PRODUCT_CUSTOMER_IX, what runs on a number or SIM by INSTALLED_RESOURCE_ID_IX.
     *
     * @param parts that are read, each by a query or three for the whole page; the others may not be asked for afterwards
     */
    public Page<Product> list(ProductQuery query, Set<ProductPart> parts) {
        Map<String, Object> values = new HashMap<>();
        String condition = condition(query, values);
        TypedQuery<Product> rows =
                entities.createQuery("select p from Product p" + condition + " order by p.id.value", Product.class);
        TypedQuery<Long> total = entities.createQuery("select count(p) from Product p" + condition, Long.class);
        values.forEach(rows::setParameter);
        values.forEach(total::setParameter);
        List<Product> found =
                rows.setFirstResult(query.offset()).setMaxResults(query.limit()).getResultList();
        load(found, parts);
        return Page.of(found, query.offset(), query.limit(), total::getSingleResult);
    }

    private static String condition(ProductQuery query, Map<String, Object> parameters) {
        StringBuilder condition = new StringBuilder(" where 1 = 1");
        restrict(condition, parameters, "ids", query.ids(), " and p.id.value in (:ids)");
        restrict(condition, parameters, "states", query.states(), " and p.state in (:states)");
        restrict(condition, parameters, "customers", query.customers(), " and p.customer.value in (:customers)");
        restrict(
                condition,
                parameters,
                "resources",
                query.resources(),
                " and exists (select r.id from Resource r where r.service.product = p and r.identifier in (:resources))");
        return condition.toString();
    }

    private static void restrict(
            StringBuilder condition, Map<String, Object> parameters, String name, Set<?> values, String term) {
        if (!values.isEmpty()) {
            condition.append(term);
            parameters.put(name, values);
        }
    }

    /** What an order installed. */
    public List<Product> products(OrderId order) {
        return loadedInFull(entities.createQuery(
                        "select p from Product p where p.order.value = :order order by p.id.value", Product.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_PRODUCTS)
                .getResultList());
    }

    public Optional<Product> find(ProductId id) {
        return Optional.ofNullable(entities.find(Product.class, id))
                .map(product -> loadedInFull(List.of(product)).getFirst());
    }

    /** For a change, or for an order about it: nobody else does either until the transaction ends. */
    public Optional<Product> locked(ProductId id) {
        return find(id).map(product -> {
            entities.refresh(product, LockModeType.PESSIMISTIC_WRITE);
            return product;
        });
    }

    /**
     * The active products that belong to a line. By index PRODUCT_PLAN_IX.
     *
     * @param limit of the answer
     */
    public List<Product> belongingTo(ProductId line, int limit) {
        return loadedInFull(entities.createQuery(
                        "select p from Product p where p.lineProduct = :line and p.state = :active order by p.id.value",
                        Product.class)
                .setParameter("line", line.value())
                .setParameter("active", InventoryState.ACTIVE)
                .setMaxResults(limit)
                .getResultList());
    }

    /** Offerings of the customer's products that have not ended. */
    public Set<OfferingId> activeOfferings(CustomerId customer) {
        return new HashSet<>(entities.createQuery(
                        "select distinct p.offering from Product p where p.customer.value = :customer and p.state <> :ended",
                        OfferingId.class)
                .setParameter("customer", customer.value())
                .setParameter("ended", InventoryState.TERMINATED)
                .setMaxResults(MAX_PRODUCTS)
                .getResultList());
    }

    /**
     * The customer's lines, those that are suspended too, newest first. A question of its own, for it is asked with every order and a business customer has
     * thousands of lines.
     *
     * @param limit of the answer; 2 tells "the only one" from "several"
     */
    public List<ProductId> activePlans(CustomerId customer, int limit) {
        return entities.createQuery(
                        "select p.id from Product p where p.customer.value = :customer and p.state <> :ended and p.role = :plan"
                                + " order by p.activatedAt desc, p.id.value",
                        ProductId.class)
                .setParameter("customer", customer.value())
                .setParameter("ended", InventoryState.TERMINATED)
                .setParameter("plan", ProductOffering.Role.PLAN)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The customer's line that has this number, also when it is suspended. */
    public Optional<ProductId> activePlan(CustomerId customer, String msisdn) {
        return entities.createQuery(
                        "select p.id from Product p join p.services s join s.resources r"
                                + " where p.customer.value = :customer and p.state <> :ended and p.role = :plan"
                                + " and r.identifier = :msisdn",
                        ProductId.class)
                .setParameter("customer", customer.value())
                .setParameter("ended", InventoryState.TERMINATED)
                .setParameter("plan", ProductOffering.Role.PLAN)
                .setParameter("msisdn", msisdn)
                .getResultStream()
                .findFirst();
    }

    /** Installs a product, unless its order item has been installed before. */
    public void install(Product product) {
        if (entities.find(Product.class, product.id()) == null) {
            entities.persist(product);
        }
    }

    /** Stores the services that a change has brought to a product of this transaction. */
    public void keepChange(Product product) {
        entities.persist(product);
    }

    private List<Product> loadedInFull(List<Product> products) {
        load(products, EnumSet.allOf(ProductPart.class));
        return products;
    }

    private void load(List<Product> products, Set<ProductPart> parts) {
        if (products.isEmpty()) {
            return;
        }
        if (parts.contains(ProductPart.CHARACTERISTICS)) {
            fetch("select distinct p from Product p left join fetch p.characteristics where p in :products", products);
        }
        if (parts.contains(ProductPart.CHANGES)) {
            fetch("select distinct p from Product p left join fetch p.changes where p in :products", products);
        }
        if (parts.contains(ProductPart.SERVICES)) {
            fetch("select distinct p from Product p left join fetch p.services where p in :products", products);
            fetch("select distinct s from Service s left join fetch s.facts where s.product in :products", products);
            fetch(
                    "select distinct s from Service s left join fetch s.resources where s.product in :products",
                    products);
        }
    }

    /** Fills what is not loaded yet, as reading it would, and writes nothing before. */
    private void fetch(String query, List<Product> products) {
        entities.createQuery(query, Object.class)
                .setParameter("products", products)
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList();
    }
}
