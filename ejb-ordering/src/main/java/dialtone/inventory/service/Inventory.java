package dialtone.inventory.service;

import dialtone.base.Page;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.ProductQuery;
import dialtone.inventory.Service;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
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
        return loaded(entities.createQuery(
                        "select p from Product p where p.customer.value = :customer order by p.activatedAt desc, p.id.value",
                        Product.class)
                .setParameter("customer", customer.value())
                .setMaxResults(MAX_PRODUCTS)
                .getResultList());
    }

    /**
     * By id. A customer's are found by PRODUCT_CUSTOMER_IX, what runs on a number or SIM by INSTALLED_RESOURCE_ID_IX.
     *
     * @return the page, with services and resources loaded
     */
    public Page<Product> list(ProductQuery query) {
        Map<String, Object> values = new HashMap<>();
        String condition = condition(query, values);
        TypedQuery<Product> rows =
                entities.createQuery("select p from Product p" + condition + " order by p.id.value", Product.class);
        TypedQuery<Long> total = entities.createQuery("select count(p) from Product p" + condition, Long.class);
        values.forEach(rows::setParameter);
        values.forEach(total::setParameter);
        List<Product> found =
                rows.setFirstResult(query.offset()).setMaxResults(query.limit()).getResultList();
        return new Page<>(loaded(found), query.offset(), total.getSingleResult());
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
        return loaded(entities.createQuery(
                        "select p from Product p where p.order.value = :order order by p.id.value", Product.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_PRODUCTS)
                .getResultList());
    }

    public Optional<Product> find(ProductId id) {
        return Optional.ofNullable(entities.find(Product.class, id))
                .map(product -> loaded(List.of(product)).getFirst());
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
        return loaded(entities.createQuery(
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

    private static List<Product> loaded(List<Product> products) {
        for (Product product : products) {
            product.characteristics();
            product.changes();
            for (Service service : product.services()) {
                service.facts();
                service.resources();
            }
        }
        return products;
    }
}
