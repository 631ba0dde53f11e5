package dialtone.order.service;

import dialtone.base.Page;
import dialtone.fulfilment.CheckResult;
import dialtone.order.OrderId;
import dialtone.order.OrderQuery;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Reading orders. What it hands out is loaded in full. */
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

    /** Newest first, with items, characteristics and prices. */
    public Page<ProductOrder> list(OrderQuery query) {
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
        found.forEach(OrderReading::loaded);
        return new Page<>(found, query.offset(), total.getSingleResult());
    }

    private static String condition(OrderQuery query, Map<String, Object> values) {
        StringBuilder condition = new StringBuilder(" where 1 = 1");
        if (!query.states().isEmpty()) {
            condition.append(" and o.state in (:states)");
            values.put("states", query.states());
        }
        query.customer().ifPresent(customer -> {
            condition.append(" and o.customer.value = :customer");
            values.put("customer", customer.value());
        });
        query.externalId().ifPresent(externalId -> {
            condition.append(" and o.externalId = :externalId");
            values.put("externalId", externalId);
        });
        query.placedFrom().ifPresent(from -> {
            condition.append(" and o.placedAt >= :placedFrom");
            values.put("placedFrom", from);
        });
        query.placedTo().ifPresent(to -> {
            condition.append(" and o.placedAt < :placedTo");
            values.put("placedTo", to);
        });
        query.offering().ifPresent(offering -> {
            condition.append(
                    " and exists (select i.key from OrderItem i where i.order = o and i.offering.value = :offering)");
            values.put("offering", offering.value());
        });
        query.text().map(String::strip).filter(text -> !text.isEmpty()).ifPresent(text -> {
            condition.append(TEXT);
            String sought = escaped(text.substring(0, Math.min(text.length(), MAX_SEARCH)));
            values.put("part", "%" + sought + "%");
            values.put("prefix", sought + "%");
            values.put("word", "% " + sought + "%");
        });
        return condition.toString();
    }

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
        return PlanReading.steps(entities, id);
    }

    /** What the dependency checks found; empty before they have been made. */
    public List<CheckResult> checks(OrderId id) {
        try (Connection connection = dataSource.getConnection()) {
            return CheckRows.of(connection, id);
        } catch (SQLException e) {
            throw new IllegalStateException("The checks of " + id + " cannot be read", e);
        }
    }
}
