package dialtone.order.service;

import dialtone.catalog.OfferingId;
import dialtone.order.ItemAction;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which orders under way are about a product that is there already. Two of them would each undo what the other relies on, so a product
 * has one at a time; whoever claims it holds the product's row.
 */
final class ProductClaims {

    /** Things on their way to one line that are looked at; a line is full of one kind long before. */
    private static final int MAX_COMING = 200;

    private static final List<OrderState> UNDER_WAY =
            Arrays.stream(OrderState.values()).filter(state -> !state.isFinal()).toList();

    private final EntityManager entities;

    ProductClaims(EntityManager entities) {
        this.entities = entities;
    }

    /** Orders that end or change one of the products. By index ORDER_ITEM_PRODUCT_IX. */
    Map<String, OrderId> naming(Collection<String> products) {
        return found(
                "select i.product, o.id.value from OrderItem i join i.order o"
                        + " where i.product in (:products) and i.state in (:states)",
                products);
    }

    /** Orders that end or change one of the products, or add something to one, or take back what they have added. By index ORDER_ITEM_PLAN_PRODUCT_IX, too. */
    Map<String, OrderId> about(Collection<String> products) {
        Map<String, OrderId> claims = new HashMap<>(found(
                "select i.lineProduct, o.id.value from OrderItem i join i.order o"
                        + " where i.lineProduct in (:products)"
                        + " and (i.state in (:states) or (i.withdrawnIn is not null and o.settling = true and o.state in (:states)))"
                        // the last one is told, and one that has begun gives way to nothing
                        + " order by case when o.serving.instanceKey is null then 0 else 1 end, o.id.value",
                products));
        claims.putAll(naming(products));
        return claims;
    }

    /** Orders that add something to one of the products and have not begun. By index ORDER_ITEM_PLAN_PRODUCT_IX. */
    Set<OrderId> waiting(Collection<String> products) {
        return Set.copyOf(found(
                        "select o.id.value, o.id.value from OrderItem i join i.order o where i.lineProduct in (:products)"
                                + " and i.state in (:states) and o.serving.instanceKey is null",
                        products)
                .values());
    }

    /**
     * Offerings that orders under way add to a line, or may still be taking back from it. By index ORDER_ITEM_PLAN_PRODUCT_IX.
     *
     * @param but an order that is not meant; empty when all are
     */
    List<OfferingId> adding(String line, Optional<OrderId> but) {
        return entities.createQuery(
                        "select i.offering from OrderItem i join i.order o where i.lineProduct = :line and i.action = :add"
                                + " and o.state in (:states) and (i.withdrawnIn is null or o.settling = true) and o.id.value <> :but"
                                + " order by i.key",
                        OfferingId.class)
                .setParameter("line", line)
                .setParameter("add", ItemAction.ADD)
                .setParameter("states", UNDER_WAY)
                .setParameter("but", but.map(OrderId::value).orElse("-"))
                .setMaxResults(MAX_COMING)
                .getResultList();
    }

    /** Orders that give one of the lines another SIM, and with it what belongs to the line. By index ORDER_ITEM_PRODUCT_IX. */
    Map<String, OrderId> swapping(Collection<String> lines) {
        return found(
                "select i.product, o.id.value from OrderItem i join i.order o"
                        + " where i.product in (:products) and i.newSim is not null and i.state in (:states)",
                lines);
    }

    /** Orders that exchange the handset of one of the lines. By index ORDER_ITEM_PLAN_PRODUCT_IX. */
    Map<String, OrderId> upgrading(Collection<String> lines) {
        return found(
                "select i.lineProduct, o.id.value from OrderItem i join i.order o"
                        + " where i.lineProduct in (:products) and i.product is not null and i.state in (:states)",
                lines);
    }

    private Map<String, OrderId> found(String query, Collection<String> products) {
        Map<String, OrderId> claims = new HashMap<>();
        if (!products.isEmpty()) {
            entities.createQuery(query, Object[].class)
                    .setParameter("products", products)
                    .setParameter("states", UNDER_WAY)
                    .getResultList()
                    .forEach(row -> claims.put((String) row[0], new OrderId((String) row[1])));
        }
        return claims;
    }
}
