package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be said to the items of a command that suspend lines or bring them back into use, and what they come to.
 *
 * <p>Rejections, beside {@code MISSING, UNKNOWN_PRODUCT, NOT_A_PLAN, PRODUCT_NOT_ACTIVE, PRODUCT_IN_ANOTHER_ORDER, DUPLICATE_PRODUCT} of
 * the product: of the status {@code ALREADY_SUSPENDED, NOT_SUSPENDED, CANNOT_BE_SUSPENDED, REASON_NOT_GRANTED}; of a characteristic
 * {@code CHARACTERISTIC_MISSING, CHARACTERISTIC_NOT_ALLOWED, UNKNOWN_CHARACTERISTIC, REASON_NOT_GRANTED}; of the offering
 * {@code SUSPENSION_WITH_CHANGE}.
 */
final class Suspensions {

    private static final String PRODUCT = ".product.id";
    private static final String STATUS = ".product.status";

    private final Catalog catalog;
    private final Set<SuspensionReason> rights;
    private final CustomerProducts customer;
    private final Endings endings;
    private final List<Rejection> refusals;

    /** Lines that are suspended or come back, by the item that names them. */
    private final Map<String, String> named = new HashMap<>();

    /**
     * @param rights  reasons for which the requester may suspend lines and bring them back
     * @param endings of all items of the same command
     */
    Suspensions(
            Catalog catalog,
            Set<SuspensionReason> rights,
            CustomerProducts customer,
            Endings endings,
            List<Rejection> refusals) {
        this.catalog = catalog;
        this.rights = rights;
        this.customer = customer;
        this.endings = endings;
        this.refusals = refusals;
    }

    /** Item that suspends the line or brings it back; empty when none does. */
    Optional<String> item(String product) {
        return Optional.ofNullable(named.get(product));
    }

    /** @return empty when it is refused */
    Optional<OrderedItem> of(PlaceOrder.Item item) {
        int before = refusals.size();
        Optional<OwnedProduct> product = product(item);
        Optional<OrderedItem> ordered = item.status().equals(Optional.of(InventoryState.SUSPENDED))
                ? suspended(item, product)
                : resumed(item, product);
        ordered.ifPresent(use -> network(item, use));
        return refusals.size() == before ? ordered : Optional.empty();
    }

    private Optional<OwnedProduct> product(PlaceOrder.Item item) {
        if (item.product().isEmpty()) {
            refuse(item, PRODUCT, "MISSING", "This is required: the line that it is about.");
            return Optional.empty();
        }
        Optional<OwnedProduct> product = item.product().flatMap(customer::product);
        if (product.isEmpty()) {
            refuse(item, PRODUCT, "UNKNOWN_PRODUCT", "The customer has no such product.");
        }
        product.ifPresent(line -> fits(item, line));
        return product;
    }

    private void fits(PlaceOrder.Item item, OwnedProduct line) {
        String name = line.offering().name();
        if (line.offering().role() != Role.PLAN) {
            refuse(item, PRODUCT, "NOT_A_PLAN", name + " is no line: it is the line it belongs to that is suspended.");
        }
        if (line.ended()) {
            refuse(item, PRODUCT, "PRODUCT_NOT_ACTIVE", name + ", product " + line.id() + ", has ended already.");
        }
        Optional.ofNullable(named.putIfAbsent(line.id(), item.id()))
                .or(() -> endings.item(line.id()))
                .ifPresent(other -> refuse(
                        item,
                        PRODUCT,
                        "DUPLICATE_PRODUCT",
                        "Item " + other + " of this order is about product " + line.id() + " already."));
        Optional.ofNullable(customer.claims().get(line.id()))
                .filter(order -> !(customer.waiting().contains(order) && goesFirst(item)))
                .ifPresent(order -> refuse(
                        item,
                        PRODUCT,
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + order + " is under way and about " + name + " already."));
        item.offering()
                .filter(offering -> !offering.equals(line.offering().id()))
                .ifPresent(offering -> refuse(
                        item,
                        ".productOffering.id",
                        "SUSPENSION_WITH_CHANGE",
                        "A line does not change its plan with the item that suspends it or brings it back. It is "
                                + line.offering().id() + "."));
    }

    /** Before what is to be added to the line one day: that is refused when its day comes and the line is still suspended. */
    private static boolean goesFirst(PlaceOrder.Item item) {
        return item.status().equals(Optional.of(InventoryState.ACTIVE))
                || SuspensionReason.of(item.characteristics().getOrDefault(LineSuspension.REASON, ""))
                        .filter(reason -> reason != SuspensionReason.VOLUNTARY)
                        .isPresent();
    }

    private Optional<OrderedItem> suspended(PlaceOrder.Item item, Optional<OwnedProduct> product) {
        Optional<LineSuspension> wanted = wanted(item);
        product.flatMap(OwnedProduct::suspension)
                .ifPresent(there -> refuse(
                        item,
                        STATUS,
                        "ALREADY_SUSPENDED",
                        "The line is suspended already, " + there.reason().words() + "."));
        return product.flatMap(line -> wanted.map(suspension -> OrderedItem.suspend(item.id(), line, suspension)));
    }

    private Optional<OrderedItem> resumed(PlaceOrder.Item item, Optional<OwnedProduct> product) {
        item.characteristics()
                .keySet()
                .forEach(name -> refuseCharacteristic(
                        item,
                        name,
                        "CHARACTERISTIC_NOT_ALLOWED",
                        "What comes back into use comes back as it was: leave its characteristics out."));
        product.filter(OwnedProduct::active)
                .ifPresent(line -> refuse(item, STATUS, "NOT_SUSPENDED", "The line is in use and not suspended."));
        product.flatMap(OwnedProduct::suspension)
                .map(LineSuspension::reason)
                .filter(reason -> !rights.contains(reason))
                .ifPresent(reason -> refuse(
                        item,
                        STATUS,
                        "REASON_NOT_GRANTED",
                        "The line is suspended, " + reason.words() + ": it is " + responsible(reason)
                                + " who brings it back."));
        return product.map(line -> OrderedItem.resume(item.id(), line));
    }

    /** Whose the reason is, for a sentence. */
    static String responsible(SuspensionReason reason) {
        return switch (reason) {
            case LOST_OR_STOLEN -> "customer service";
            case NON_PAYMENT -> "billing";
            case VOLUNTARY -> "customer service or the partner";
        };
    }

    private Optional<LineSuspension> wanted(PlaceOrder.Item item) {
        item.characteristics().keySet().stream()
                .filter(name -> !name.equals(LineSuspension.REASON) && !name.equals(LineSuspension.BARRING))
                .forEach(name -> refuseCharacteristic(
                        item,
                        name,
                        "UNKNOWN_CHARACTERISTIC",
                        "A suspension has no characteristic " + Answers.quoted(name) + "."));
        Optional<SuspensionReason> reason = reason(item);
        Optional<Barring> barring = barring(item);
        if (reason.equals(Optional.of(SuspensionReason.LOST_OR_STOLEN))
                && barring.equals(Optional.of(Barring.OUTGOING))) {
            refuseCharacteristic(
                    item,
                    LineSuspension.BARRING,
                    "CHARACTERISTIC_NOT_ALLOWED",
                    "A lost or stolen line is barred from everything: codes that are sent to it would reach whoever has it.");
        }
        return reason.flatMap(why -> barring.map(from -> new LineSuspension(why, from)));
    }

    private Optional<SuspensionReason> reason(PlaceOrder.Item item) {
        String given = item.characteristics().getOrDefault(LineSuspension.REASON, "");
        Optional<SuspensionReason> reason = SuspensionReason.of(given);
        if (given.isBlank()) {
            refuseCharacteristic(
                    item,
                    LineSuspension.REASON,
                    "CHARACTERISTIC_MISSING",
                    "Say why the line is suspended: " + SuspensionReason.names() + ".");
        } else if (reason.isEmpty()) {
            refuseCharacteristic(
                    item,
                    LineSuspension.REASON,
                    "CHARACTERISTIC_NOT_ALLOWED",
                    "A line is suspended for one of " + SuspensionReason.names() + ", not " + Answers.quoted(given)
                            + ".");
        }
        reason.filter(why -> !rights.contains(why))
                .ifPresent(why -> refuseCharacteristic(
                        item,
                        LineSuspension.REASON,
                        "REASON_NOT_GRANTED",
                        "Suspending a line that is " + why.words() + " is " + responsible(why) + "'s."));
        return reason;
    }

    /** All, when nothing is said. */
    private Optional<Barring> barring(PlaceOrder.Item item) {
        String given = item.characteristics().getOrDefault(LineSuspension.BARRING, "");
        Optional<Barring> barring = given.isBlank() ? Optional.of(Barring.ALL) : Barring.of(given);
        if (barring.isEmpty()) {
            refuseCharacteristic(
                    item,
                    LineSuspension.BARRING,
                    "CHARACTERISTIC_NOT_ALLOWED",
                    "A line is barred from " + Barring.ALL.wire() + " or " + Barring.OUTGOING.wire() + ", not "
                            + Answers.quoted(given) + ".");
        }
        return barring;
    }

    private void network(PlaceOrder.Item item, OrderedItem use) {
        if (PlanDraft.use(catalog, use).isEmpty()) {
            refuse(
                    item,
                    STATUS,
                    "CANNOT_BE_SUSPENDED",
                    use.offering().name() + " cannot be suspended: no service of it can be barred.");
        }
    }

    private void refuseCharacteristic(PlaceOrder.Item item, String name, String code, String message) {
        refusals.add(Rejection.at(Answers.field(item, name), code, message));
    }

    private void refuse(PlaceOrder.Item item, String field, String code, String message) {
        refusals.add(Rejection.at(item.field() + field, code, message));
    }
}
