package dialtone.order;

import dialtone.base.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be said to the items of a command that end products, and what they come to. A plan takes with it what belongs to it: each
 * of these becomes an item of its own behind the plan's, {@code 1-1}, {@code 1-2} behind {@code 1}, so that everyone sees what goes.
 */
final class Endings {

    /** Of items that end something, with what belongs to their lines: a plan of so many is still read by a person. */
    static final int MAX_ENDING = 60;

    private static final int MAX_ITEM_ID = 32;
    private static final String PRODUCT = ".product.id";

    private final CustomerProducts customer;
    private final List<Rejection> refusals;
    private final Set<String> itemIds;

    /** Products that end, by the item that names them or their line. */
    private final Map<String, OrderedItem> ending = new LinkedHashMap<>();

    /** Items that name what ends, by their products. */
    private final Map<String, PlaceOrder.Item> named = new LinkedHashMap<>();

    Endings(PlaceOrder command, CustomerProducts customer, List<Rejection> refusals) {
        this.customer = customer;
        this.refusals = refusals;
        this.itemIds = command.items().stream().map(PlaceOrder.Item::id).collect(Collectors.toCollection(HashSet::new));
    }

    /** @return the item and those behind it; empty when it is refused */
    List<OrderedItem> of(PlaceOrder.Item item) {
        Optional<OwnedProduct> product = product(item);
        if (product.isEmpty() || !mayEnd(item, product.get())) {
            return List.of();
        }
        List<OrderedItem> items = new ArrayList<>();
        items.add(OrderedItem.end(item.id(), product.get(), Optional.empty()));
        customer.belongingTo(product.get())
                .forEach(belonging -> items.add(OrderedItem.end(nextId(item.id()), belonging, Optional.of(item.id()))));
        items.forEach(ends -> claim(item, ends));
        named.putIfAbsent(product.get().id(), item);
        return items;
    }

    /** When all that ends is known: what stays on a line keeps what it needs. Refusal: {@code REQUIRED_BY_ANOTHER}. */
    void leaveNothingWanting() {
        named.forEach((id, item) -> customer.product(id)
                .filter(product -> product.line().isPresent())
                .ifPresent(product -> staying(product).stream()
                        .filter(other -> other.offering()
                                .requires()
                                .contains(product.offering().id()))
                        .filter(other -> !isMet(other, product))
                        .findFirst()
                        .ifPresent(other -> refuse(
                                item,
                                PRODUCT,
                                "REQUIRED_BY_ANOTHER",
                                other.offering().name() + ", which stays on the line, needs "
                                        + product.offering().name() + ". End product " + other.id()
                                        + " with the same order."))));
    }

    /** Of the same line. */
    private List<OwnedProduct> staying(OwnedProduct product) {
        return customer.products().stream()
                .filter(other -> other.active() && other.line().equals(product.line()))
                .filter(other -> !ending.containsKey(other.id()))
                .toList();
    }

    private boolean isMet(OwnedProduct other, OwnedProduct without) {
        return Stream.concat(without.line().flatMap(customer::product).stream(), staying(without).stream())
                .anyMatch(kept ->
                        other.offering().requires().contains(kept.offering().id()));
    }

    /** Item with which the product ends; empty when it does not end. */
    Optional<String> item(String product) {
        return Optional.ofNullable(ending.get(product)).map(OrderedItem::itemId);
    }

    private Optional<OwnedProduct> product(PlaceOrder.Item item) {
        if (item.product().isEmpty()) {
            refuse(item, PRODUCT, "MISSING", "This is required: the product that ends.");
            return Optional.empty();
        }
        Optional<OwnedProduct> product = item.product().flatMap(customer::product);
        if (product.isEmpty()) {
            refuse(item, PRODUCT, "UNKNOWN_PRODUCT", "The customer has no such product.");
        }
        return product;
    }

    private boolean mayEnd(PlaceOrder.Item item, OwnedProduct product) {
        int before = refusals.size();
        String name = product.offering().name();
        if (!item.characteristics().isEmpty()) {
            refuse(
                    item,
                    ".product.productCharacteristic",
                    "CHARACTERISTIC_NOT_ALLOWED",
                    "What ends is not changed: leave its characteristics out.");
        }
        if (item.offering().isPresent()
                && !item.offering().get().equals(product.offering().id())) {
            refuse(
                    item,
                    ".productOffering.id",
                    "OFFERING_OF_ANOTHER_PRODUCT",
                    "Product " + product.id() + " is " + name + ", "
                            + product.offering().id() + ".");
        }
        if (product.ended()) {
            refuse(item, PRODUCT, "PRODUCT_NOT_ACTIVE", name + ", product " + product.id() + ", has ended already.");
            return false;
        }
        List<OwnedProduct> all = new ArrayList<>(List.of(product));
        all.addAll(customer.belongingTo(product));
        for (OwnedProduct ends : all) {
            Optional.ofNullable(customer.claims().get(ends.id()))
                    .or(() -> ends.line()
                            .flatMap(line ->
                                    Optional.ofNullable(customer.claims().get(line))))
                    .ifPresent(order -> refuse(
                            item,
                            PRODUCT,
                            "PRODUCT_IN_ANOTHER_ORDER",
                            "Order " + order + " is under way and about "
                                    + ends.offering().name() + " already."));
            ends.lasting()
                    .ifPresent(step -> refuse(
                            item,
                            PRODUCT,
                            "PRODUCT_CANNOT_END",
                            ends.offering().name() + " cannot be ended: nothing takes back \"" + step + "\"."));
        }
        return refusals.size() == before;
    }

    private void claim(PlaceOrder.Item item, OrderedItem ends) {
        String id = ends.product().map(OwnedProduct::id).orElseThrow();
        OrderedItem other = ending.putIfAbsent(id, ends);
        if (other != null) {
            String first = other.lineItem().orElse(other.itemId());
            refuse(
                    item,
                    PRODUCT,
                    "DUPLICATE_PRODUCT",
                    "Product " + id + " ends with item " + first + " of this order already.");
        } else if (ending.size() == MAX_ENDING + 1) {
            refuse(
                    item,
                    PRODUCT,
                    "TOO_MANY_ITEMS",
                    "An order ends at most " + MAX_ENDING + " products, with those that belong to their lines.");
        }
    }

    /** Behind the item's own; that of a long id is cut, and none is taken twice. */
    private String nextId(String itemId) {
        for (int number = 1; ; number++) {
            String suffix = "-" + number;
            String id = itemId.substring(0, Math.min(itemId.length(), MAX_ITEM_ID - suffix.length())) + suffix;
            if (itemIds.add(id)) {
                return id;
            }
        }
    }

    private void refuse(PlaceOrder.Item item, String field, String code, String message) {
        refusals.add(Rejection.at(item.field() + field, code, message));
    }
}
