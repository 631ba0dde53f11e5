package dialtone.order;

import dialtone.catalog.OfferingId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a customer has, as far as an order has to know it.
 *
 * @param active   offerings of the customer's active products
 * @param products those that the order names, the lines that these belong to, and the active ones that belong to either; none of another
 *                 customer
 * @param claims   id of a product to the order under way that is about it
 * @param waiting  of these, the orders that add something and have not begun
 */
public record CustomerProducts(
        Set<OfferingId> active, List<OwnedProduct> products, Map<String, OrderId> claims, Set<OrderId> waiting) {

    public CustomerProducts {
        active = Set.copyOf(active);
        products = List.copyOf(products);
        claims = Map.copyOf(claims);
        waiting = Set.copyOf(waiting);
    }

    /** Of whom no order waits. */
    public CustomerProducts(Set<OfferingId> active, List<OwnedProduct> products, Map<String, OrderId> claims) {
        this(active, products, claims, Set.of());
    }

    /** For an order that ends nothing. */
    public static CustomerProducts active(Set<OfferingId> offerings) {
        return new CustomerProducts(offerings, List.of(), Map.of());
    }

    Optional<OwnedProduct> product(String id) {
        return products.stream().filter(product -> product.id().equals(id)).findFirst();
    }

    /** What ends with a line: its handset, its add-ons. */
    List<OwnedProduct> belongingTo(OwnedProduct line) {
        return products.stream()
                .filter(product -> product.active() && product.line().equals(Optional.of(line.id())))
                .toList();
    }
}
