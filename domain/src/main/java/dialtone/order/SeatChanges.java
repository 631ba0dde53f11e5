package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.rating.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is to be said to the item of a command that gives a product another number of seats, and what it comes to. Such an item modifies a
 * product with a price by the seat, leaves its offering as it is, and says how many there are from then on: {@code seats}, all of them and not
 * how many more.
 *
 * <p>Rejections: {@code UNKNOWN_PRODUCT, PRODUCT_NOT_ACTIVE, LINE_SUSPENDED, DUPLICATE_PRODUCT, PRODUCT_IN_ANOTHER_ORDER} of the product; of the
 * characteristic {@code NOT_BY_THE_SEAT, INVALID_SEATS}; of another one {@code CHARACTERISTIC_NOT_ALLOWED}.
 */
final class SeatChanges {

    private static final String SEATS = OrderedItem.SEATS;

    private static final String PRODUCT = ".product.id";

    /** As many digits as {@link Subscription#MAX_SEATS} has, and no zero before them. */
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");

    private static final String WORDS = "There are 1 to " + Subscription.MAX_SEATS + " seats.";

    private final PlaceOrder command;
    private final CustomerProducts customer;
    private final Endings endings;
    private final List<Rejection> refusals;

    /** @param endings of all items of the same command */
    SeatChanges(PlaceOrder command, CustomerProducts customer, Endings endings, List<Rejection> refusals) {
        this.command = command;
        this.customer = customer;
        this.endings = endings;
        this.refusals = refusals;
    }

    /** How many seats what is ordered has by its answers: 1 where nothing is said, or nothing that was ever taken. */
    static long said(Map<String, String> characteristics) {
        return count(characteristics.getOrDefault(SEATS, "")).orElse(1L);
    }

    /** What is wrong with the seats that something is added with; empty when nothing is. */
    static Optional<String> objection(OrderedItem added) {
        return Optional.ofNullable(added.characteristics().get(SEATS))
                .filter(text -> count(text).isEmpty())
                .map(text -> WORDS);
    }

    private static Optional<Long> count(String text) {
        return Optional.of(text)
                .filter(digits -> COUNT.matcher(digits).matches())
                .map(Long::valueOf)
                .filter(count -> count <= Subscription.MAX_SEATS);
    }

    private static boolean isBySeat(ProductOffering offering) {
        return offering.prices().stream()
                .anyMatch(price -> price instanceof Price.Recurring recurring && recurring.isBySeat());
    }

    /** One that names its product's own offering or none, and says seats. */
    boolean isSeating(PlaceOrder.Item item) {
        boolean sameOffering = item.offering().isEmpty()
                || item.product()
                        .flatMap(customer::product)
                        .filter(owned ->
                                owned.offering().id().equals(item.offering().get()))
                        .isPresent();
        return item.status().isEmpty() && sameOffering && item.characteristics().containsKey(SEATS);
    }

    /** @return empty when it is refused */
    Optional<OrderedItem> of(PlaceOrder.Item item) {
        int before = refusals.size();
        Optional<OwnedProduct> found = item.product().flatMap(customer::product);
        if (found.isEmpty()) {
            refuse(item, PRODUCT, "UNKNOWN_PRODUCT", "The customer has no such product.");
            return Optional.empty();
        }
        OwnedProduct product = found.get();
        mayChange(item, product);
        Optional<Long> count = count(item.characteristics().getOrDefault(SEATS, ""));
        if (!isBySeat(product.offering())) {
            refuseSeats(item, "NOT_BY_THE_SEAT", product.offering().name() + " has no price by the seat.");
        } else if (count.isEmpty()) {
            refuseSeats(item, "INVALID_SEATS", WORDS);
        }
        item.characteristics().keySet().stream()
                .filter(name -> !name.equals(SEATS))
                .sorted()
                .forEach(name -> refusals.add(Rejection.at(
                        Answers.field(item, name),
                        "CHARACTERISTIC_NOT_ALLOWED",
                        "With the number of seats nothing else of a product is changed.")));
        return count.filter(seats -> refusals.size() == before)
                .map(seats -> OrderedItem.seat(item.id(), product, seats));
    }

    private void mayChange(PlaceOrder.Item item, OwnedProduct product) {
        String name = product.offering().name();
        if (product.ended()) {
            refuse(item, PRODUCT, "PRODUCT_NOT_ACTIVE", name + ", product " + product.id() + ", has ended already.");
        }
        product.suspension()
                .ifPresent(suspended -> refuse(
                        item,
                        PRODUCT,
                        "LINE_SUSPENDED",
                        name + " is suspended, " + suspended.reason().words()
                                + ": it has to be back in use before it changes."));
        command.items().stream()
                .filter(other ->
                        !other.id().equals(item.id()) && other.product().equals(item.product()))
                .map(PlaceOrder.Item::id)
                .findFirst()
                .or(() -> endings.item(product.id()))
                .ifPresent(other -> refuse(
                        item,
                        PRODUCT,
                        "DUPLICATE_PRODUCT",
                        "Item " + other + " of this order is about product " + product.id() + " already."));
        Stream.concat(Stream.of(product.id()), product.line().stream())
                .flatMap(id -> Optional.ofNullable(customer.claims().get(id)).stream())
                .findFirst()
                .ifPresent(order -> refuse(
                        item,
                        PRODUCT,
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + order + " is under way and about " + name + ", or its line, already."));
    }

    private void refuseSeats(PlaceOrder.Item item, String code, String message) {
        refusals.add(Rejection.at(Answers.field(item, SEATS), code, message));
    }

    private void refuse(PlaceOrder.Item item, String field, String code, String message) {
        refusals.add(Rejection.at(item.field() + field, code, message));
    }
}
