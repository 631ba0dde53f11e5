package dialtone.order.service;

import dialtone.base.Page;
import dialtone.fulfilment.CheckResult;
import dialtone.order.Jeopardy;
import dialtone.order.OrderId;
import dialtone.order.OrderPart;
import dialtone.order.OrderQuery;
import dialtone.order.OrderQuery.Attribute;
import dialtone.order.OrderQuery.Time;
import dialtone.order.OrderScope;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reading orders. What it hands out is loaded in full, or as far as was asked for. */
@Stateless
public class Orders {

    /** Longest text a list looks for. */
    public static final int MAX_SEARCH = 64;

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public Orders() {}

    /** Outside a container. */
    Orders(EntityManager entities, DataSource dataSource) {
        this.entities = entities;
        this.dataSource = dataSource;
    }

    /** With items, characteristics and prices. */
    public Optional<ProductOrder> find(OrderId id) {
        return Optional.ofNullable(entities.find(ProductOrder.class, id)).map(OrderReading::loaded);
    }

    /** The same, if it is one that the caller may see. */
    public Optional<ProductOrder> find(OrderId id, OrderScope scope) {
        return find(id).filter(scope::covers);
    }

    /**
     * Login of whoever placed an order that the caller may see. Reads no order, for who is about to lock it in the same transaction: one
     * that was read before it is locked is refused when somebody has changed it in between.
     */
    public Optional<String> placer(OrderId id, OrderScope scope) {
        return entities.createQuery("select o.placedBy from ProductOrder o where o.id.value = :id", String.class)
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst()
                .filter(scope::coversThoseOf);
    }

    /** Newest first, with items, characteristics and prices. */
    public Page<ProductOrder> list(OrderQuery query) {
        return list(query, EnumSet.allOf(OrderPart.class));
    }

    /**
     * Newest first, by one statement for the page, one for how many there are unless the page says that, and those for the parts.
     *
     * @param parts that are read; the others may not be asked for afterwards
     */
    public Page<ProductOrder> list(OrderQuery query, Set<OrderPart> parts) {
        Map<String, Object> values = new HashMap<>();
        String condition = condition(query, values);
        TypedQuery<ProductOrder> rows = entities.createQuery(
                "select o from ProductOrder o" + condition + " order by o.placedAt desc, o.id.value desc",
                ProductOrder.class);
        TypedQuery<Long> total = entities.createQuery("select count(o) from ProductOrder o" + condition, Long.class);
        values.forEach(rows::setParameter);
        values.forEach(total::setParameter);
        List<ProductOrder> found =
                rows.setFirstResult(query.offset()).setMaxResults(query.limit()).getResultList();
        OrderReading.load(found, parts, entities);
        return Page.of(found, query.offset(), query.limit(), total::getSingleResult);
    }

    private static String condition(OrderQuery query, Map<String, Object> parameters) {
        StringBuilder condition = new StringBuilder(" where 1 = 1");
        new TreeMap<>(query.values()).forEach((attribute, values) -> {
            condition.append(PATHS.get(attribute));
            parameters.put(
                    attribute.name(),
                    switch (attribute) {
                        case STATE -> states(values);
                        case JEOPARDY -> values.stream().map(Jeopardy::valueOf).collect(Collectors.toSet());
                        default -> values;
                    });
        });
        new TreeMap<>(query.times()).forEach((time, period) -> {
            String path = time == Time.PLACED ? "o.placedAt" : "o.stated.requestedStartAt";
            period.from().ifPresent(from -> {
                condition.append(" and ").append(path).append(" >= :from").append(time);
                parameters.put("from" + time, from);
            });
            period.to().ifPresent(to -> {
                condition.append(" and ").append(path).append(" < :to").append(time);
                parameters.put("to" + time, to);
            });
        });
        query.text().map(String::strip).filter(text -> !text.isEmpty()).ifPresent(text -> {
            condition.append(TEXT);
            String sought = escaped(text.substring(0, Math.min(text.length(), MAX_SEARCH)));
            parameters.put("part", "%" + sought + "%");
            parameters.put("prefix", sought + "%");
            parameters.put("word", "% " + sought + "%");
        });
        return condition.toString();
    }

    private static Set<OrderState> states(Set<String> names) {
        return names.stream().map(OrderState::valueOf).collect(Collectors.toSet());
    }

    /** What holds for an order that has one of an attribute's values; each is found by an index. */
    private static final Map<Attribute, String> PATHS = Map.of(
            Attribute.ID, " and o.id.value in (:ID)",
            Attribute.EXTERNAL_ID, " and o.externalId in (:EXTERNAL_ID)",
            Attribute.STATE, " and o.state in (:STATE)",
            Attribute.CATEGORY, " and o.stated.category in (:CATEGORY)",
            Attribute.CUSTOMER, " and o.customer.value in (:CUSTOMER)",
            Attribute.BILLING_ACCOUNT, " and o.billingAccount.value in (:BILLING_ACCOUNT)",
            Attribute.PLACED_BY, " and o.placedBy in (:PLACED_BY)",
            Attribute.JEOPARDY, " and o.promise.jeopardy in (:JEOPARDY)",
            Attribute.OFFERING,
                    " and exists (select i.key from OrderItem i where i.order = o and i.withdrawnIn is null"
                            + " and i.offering.value in (:OFFERING))");

    private static final String TEXT = " and (lower(o.id.value) like :part escape '!'"
            + " or lower(o.externalId) like :part escape '!'"
            + " or o.customer.value in (select c.id.value from Customer c"
            + " where c.searchName like :prefix escape '!' or c.searchName like :word escape '!'))";

    private static String escaped(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }

    /** The order's plan, in its order; empty before the order has been validated. */
    public List<PlanStep> plan(OrderId id) {
        return PlanReading.stepsWithFacts(entities, id);
    }

    /** What the dependency checks found; empty before they have been made. */
    public List<CheckResult> checks(OrderId id) {
        try (Connection connection = dataSource.getConnection()) {
            return CheckRows.OF_ORDER.of(connection, id.value());
        } catch (SQLException e) {
            throw new IllegalStateException("The checks of " + id + " cannot be read", e);
        }
    }
}
