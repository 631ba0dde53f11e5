package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.LineSuspension;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to be said to the item of a command that gives a line another SIM, and what it comes to. Such an item modifies a line, leaves its
 * offering as it is, and says which kind of SIM the line gets: {@code simType}, also when that is the kind that it has; and what the network is
 * told with the SIM, such as {@code eid}.
 *
 * <p>Rejections, beside {@code MISSING, UNKNOWN_PRODUCT, NOT_A_PLAN, PRODUCT_NOT_ACTIVE, PRODUCT_IN_ANOTHER_ORDER} of the product:
 * {@code LINE_SUSPENDED} unless it is lost or stolen, {@code SIM_CANNOT_BE_SWAPPED}; of a characteristic {@code UNKNOWN_CHARACTERISTIC,
 * CHARACTERISTIC_NOT_ALLOWED, DEVICE_INCOMPATIBLE}; of the action {@code SWAP_WITH_OTHERS}.
 */
final class Swaps {

    private static final String PRODUCT = ".product.id";

    private final Catalog catalog;
    private final CustomerProducts customer;
    private final List<Rejection> refusals;

    Swaps(Catalog catalog, CustomerProducts customer, List<Rejection> refusals) {
        this.catalog = catalog;
        this.customer = customer;
        this.refusals = refusals;
    }

    boolean isSwap(PlaceOrder.Item item) {
        boolean sameOffering = item.offering().isEmpty()
                || item.product()
                        .flatMap(customer::product)
                        .filter(line ->
                                line.offering().id().equals(item.offering().get()))
                        .isPresent();
        return item.action() == ItemAction.MODIFY
                && item.status().isEmpty()
                && sameOffering
                && item.characteristics().containsKey(ResourceNeed.SIM_TYPE);
    }

    /** @return empty when it is refused */
    Optional<OrderedItem> of(PlaceOrder command, PlaceOrder.Item item) {
        int before = refusals.size();
        if (command.items().size() > 1) {
            refuse(
                    item,
                    ".action",
                    "SWAP_WITH_OTHERS",
                    "An order that gives a line another SIM does nothing else: order the rest by itself.");
        }
        Optional<OwnedProduct> line = item.product().flatMap(customer::product);
        if (item.product().isEmpty()) {
            refuse(item, PRODUCT, "MISSING", "This is required: the line that gets another SIM.");
        } else if (line.isEmpty()) {
            refuse(item, PRODUCT, "UNKNOWN_PRODUCT", "The customer has no such product.");
        }
        line.ifPresent(product -> mayGetOne(item, product));
        Optional<OrderedItem> swap = line.filter(product -> refusals.size() == before)
                .map(product -> OrderedItem.swap(
                        item.id(),
                        product.with(customer.belongingTo(product)),
                        kind(item),
                        new TreeMap<>(item.characteristics())));
        swap.ifPresent(ordered -> network(item, ordered));
        return swap.filter(ordered -> refusals.size() == before);
    }

    private void mayGetOne(PlaceOrder.Item item, OwnedProduct line) {
        String name = line.offering().name();
        if (line.offering().role() != Role.PLAN) {
            refuse(item, PRODUCT, "NOT_A_PLAN", name + " is no line: it is the line it belongs to that has a SIM.");
            return;
        }
        if (line.ended()) {
            refuse(item, PRODUCT, "PRODUCT_NOT_ACTIVE", name + ", product " + line.id() + ", has ended already.");
        }
        line.suspension()
                .map(LineSuspension::reason)
                .filter(reason -> reason != SuspensionReason.LOST_OR_STOLEN)
                .ifPresent(reason -> refuse(
                        item,
                        PRODUCT,
                        "LINE_SUSPENDED",
                        name + " is suspended, " + reason.words()
                                + ": it has to be back in use before it gets another SIM."));
        List<OwnedProduct> all = new ArrayList<>(List.of(line));
        all.addAll(customer.belongingTo(line));
        all.forEach(owned -> Optional.ofNullable(customer.claims().get(owned.id()))
                .ifPresent(order -> refuse(
                        item,
                        PRODUCT,
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + order + " is under way and about "
                                + owned.offering().name() + " already.")));
        new TreeMap<>(item.characteristics())
                .forEach((asked, value) -> told(line, asked, value)
                        .ifPresent(reason -> refusals.add(
                                Rejection.at(Answers.field(item, asked), reason.code(), reason.message()))));
        kindFits(item, line);
    }

    /** Beside its kind only what the network is told with the SIM is said of it, in today's words. */
    private Optional<Rejection> told(OwnedProduct line, String asked, String value) {
        if (asked.equals(ResourceNeed.SIM_TYPE)) {
            return Optional.empty();
        }
        return catalog.offering(line.offering().id()).orElse(line.offering()).characteristics().stream()
                .filter(question ->
                        question.name().equals(asked) && !question.correctable().isEmpty())
                .findFirst()
                .map(question -> Answers.objection(question, value))
                .orElseGet(() -> Optional.of(Rejection.of(
                        "UNKNOWN_CHARACTERISTIC",
                        "Of another SIM its kind and what the network is told with it are said, not "
                                + Answers.quoted(asked) + ".")));
    }

    private void kindFits(PlaceOrder.Item item, OwnedProduct line) {
        List<String> kinds = line.offering().characteristics().stream()
                .filter(question -> question.name().equals(ResourceNeed.SIM_TYPE))
                .map(CharacteristicSpecification::allowedValues)
                .flatMap(List::stream)
                .toList();
        if (!kinds.contains(kind(item))) {
            refusals.add(Rejection.at(
                    Answers.field(item, ResourceNeed.SIM_TYPE),
                    "CHARACTERISTIC_NOT_ALLOWED",
                    "The SIM of " + line.offering().name() + " is one of " + String.join(", ", kinds) + ", not "
                            + Answers.quoted(kind(item)) + "."));
        }
        customer.belongingTo(line).stream()
                .map(OwnedProduct::characteristics)
                .flatMap(answers -> device(answers).stream())
                .filter(device -> !device.simTypes().contains(kind(item)))
                .forEach(device -> refusals.add(Rejection.at(
                        Answers.field(item, ResourceNeed.SIM_TYPE),
                        "DEVICE_INCOMPATIBLE",
                        "The line's " + device.label() + " does not take a SIM of type " + kind(item) + ".")));
    }

    private Optional<DeviceModel> device(Map<String, String> answers) {
        return Optional.ofNullable(answers.get(ResourceNeed.DEVICE_MODEL)).flatMap(catalog::device);
    }

    private static String kind(PlaceOrder.Item item) {
        return item.characteristics().getOrDefault(ResourceNeed.SIM_TYPE, "");
    }

    private void network(PlaceOrder.Item item, OrderedItem swap) {
        if (!SwapDraft.isPossible(catalog, swap)) {
            refuse(
                    item,
                    PRODUCT,
                    "SIM_CANNOT_BE_SWAPPED",
                    swap.offering().name() + " keeps its SIM: no service of it goes over to another one.");
        }
    }

    private void refuse(PlaceOrder.Item item, String field, String code, String message) {
        refusals.add(Rejection.at(item.field() + field, code, message));
    }
}
