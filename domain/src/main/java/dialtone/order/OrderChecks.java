package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the catalogue says to an order: all refusals at once, each with the path of its field, or the items with their
 * questions answered. A function of the command, the catalogue, and what the customer has.
 */
public final class OrderChecks {

    /** Names and values of characteristics: VARCHAR2(255 CHAR) in the tables. */
    public static final int MAX_CHARACTERISTIC = 255;

    /** More answers than any offering asks for. */
    public static final int MAX_CHARACTERISTICS = 50;

    /** What keys and paths are made of. */
    private static final Pattern ITEM_ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    /**
     * @param items    those that passed, in the order asked for
     * @param refusals empty when all passed
     */
    public record Checked(List<OrderedItem> items, List<Rejection> refusals) {
        public Checked {
            items = List.copyOf(items);
            refusals = List.copyOf(refusals);
        }
    }

    private final Catalog catalog;
    private final PlaceOrder command;
    private final CustomerProducts customer;
    private final Map<String, Optional<String>> knownLines;
    private final List<Rejection> refusals = new ArrayList<>();

    private OrderChecks(
            Catalog catalog, PlaceOrder command, CustomerProducts customer, Map<String, Optional<String>> knownLines) {
        this.catalog = catalog;
        this.command = command;
        this.customer = customer;
        this.knownLines = knownLines;
    }

    /**
     * Rejections: {@code NO_ITEMS, TOO_MANY_ITEMS, INVALID_ITEM_ID, DUPLICATE_ITEM_ID, UNSUPPORTED_ACTION, MISSING,
     * SUSPENSION_WITH_OTHERS}; of what is added
     * {@code UNKNOWN_OFFERING, PRODUCT_NOT_TAKEN, LINE_NOT_TAKEN, TOO_MANY_ON_LINE, UNKNOWN_CHARACTERISTIC, CHARACTERISTIC_NOT_ALLOWED, CHARACTERISTIC_TOO_LONG,
     * TOO_MANY_CHARACTERISTICS, CHARACTERISTIC_MISSING, REQUIRED_OFFERING_MISSING, EXCLUDED_OFFERING}; of what ends
     * {@code UNKNOWN_PRODUCT, PRODUCT_NOT_ACTIVE, PRODUCT_IN_ANOTHER_ORDER, PRODUCT_CANNOT_END, DUPLICATE_PRODUCT,
     * OFFERING_OF_ANOTHER_PRODUCT, CHARACTERISTIC_NOT_ALLOWED, REQUIRED_BY_ANOTHER}; of what changes these but {@code PRODUCT_CANNOT_END} and
     * {@code OFFERING_OF_ANOTHER_PRODUCT}, those about characteristics, {@code UNKNOWN_OFFERING, NOT_A_PLAN, NOTHING_CHANGES,
     * PLAN_NOT_REACHABLE, DEVICE_INCOMPATIBLE, LINE_SUSPENDED}, and {@code EXCLUDED_OFFERING, REQUIRED_OFFERING_MISSING, ADD_ON_OUTDATED}
     * for what the line keeps; of a line that gets another SIM those of {@link Swaps}; of one that gets another handset those of {@link Upgrades};
     * of one that gets another number of seats those of {@link SeatChanges}, and of what is added with seats {@code INVALID_SEATS};
     * of what is suspended or comes back those of {@link Suspensions}, and {@code STATUS_NOT_TAKEN} of a status elsewhere.
     */
    public static Checked check(PlaceOrder command, Catalog catalog, CustomerProducts customer) {
        return check(command, catalog, customer, Map.of());
    }

    /**
     * The same of an order that has lines already.
     *
     * @param lines by the ids of items that are added: the item with the plan that it belongs to, empty when that is none of the order's;
     *              those that are not named belong to what they stand behind
     */
    public static Checked check(
            PlaceOrder command, Catalog catalog, CustomerProducts customer, Map<String, Optional<String>> lines) {
        OrderChecks checks = new OrderChecks(catalog, command, customer, lines);
        if (!checks.numberOfItems()) {
            return new Checked(List.of(), checks.refusals);
        }
        checks.itemIds();
        checks.suspensionsAlone();
        List<OrderedItem> items = checks.items();
        checks.combinations();
        checks.numberOnEachLine(items);
        return new Checked(items, checks.refusals);
    }

    private boolean numberOfItems() {
        int count = command.items().size();
        if (count == 0) {
            refuse("productOrderItem", "NO_ITEMS", "An order has at least one item.");
        } else if (count > PlaceOrder.MAX_ITEMS) {
            refuse(
                    "productOrderItem",
                    "TOO_MANY_ITEMS",
                    "An order has at most " + PlaceOrder.MAX_ITEMS + " items, this one has " + count + ".");
        }
        return refusals.isEmpty();
    }

    private void itemIds() {
        Set<String> seen = new HashSet<>();
        for (PlaceOrder.Item item : command.items()) {
            if (!ITEM_ID.matcher(item.id()).matches()) {
                refuse(
                        item.field() + ".id",
                        "INVALID_ITEM_ID",
                        "An item's id has 1 to 32 letters, digits, dots, hyphens or underscores.");
            } else if (!seen.add(item.id())) {
                refuse(item.field() + ".id", "DUPLICATE_ITEM_ID", "Item id " + item.id() + " occurs more than once.");
            }
        }
    }

    /** Whether a line is barred is not to hang on what else is ordered: that may be refused, or wait for a number. */
    private void suspensionsAlone() {
        if (command.items().stream().anyMatch(item -> item.status().isPresent())) {
            command.items().stream()
                    .filter(item -> item.status().isEmpty())
                    .findFirst()
                    .ifPresent(
                            other -> refuse(
                                    other.field() + ".action",
                                    "SUSPENSION_WITH_OTHERS",
                                    "An order that suspends lines or brings them back does nothing else: order this by itself."));
        }
    }

    private List<OrderedItem> items() {
        Map<PlaceOrder.Item, String> lines = lines();
        Map<PlaceOrder.Item, List<OrderedItem>> checked = new LinkedHashMap<>();
        Endings endings = new Endings(command, customer, refusals);
        for (PlaceOrder.Item item : command.items()) {
            status(item);
            line(item);
            checked.put(
                    item,
                    switch (item.action()) {
                        case ADD ->
                            added(item, knownLines.getOrDefault(item.id(), Optional.ofNullable(lines.get(item))))
                                    .stream()
                                    .toList();
                        case DELETE -> endings.of(item);
                        case MODIFY -> List.of(); // once it is known what ends
                        case NO_CHANGE -> untaken(item);
                    });
        }
        endings.leaveNothingWanting();
        Suspensions suspensions = new Suspensions(catalog, command.suspensionRights(), customer, endings, refusals);
        modified()
                .filter(item -> item.status().isPresent())
                .forEach(item -> checked.put(item, suspensions.of(item).stream().toList()));
        Swaps swaps = new Swaps(catalog, customer, refusals);
        modified()
                .filter(swaps::isSwap)
                .forEach(item ->
                        checked.put(item, swaps.of(command, item).stream().toList()));
        SeatChanges seats = new SeatChanges(command, customer, endings, refusals);
        modified()
                .filter(item -> !swaps.isSwap(item) && seats.isSeating(item))
                .forEach(item -> checked.put(item, seats.of(item).stream().toList()));
        Upgrades upgrades = new Upgrades(catalog, customer, refusals);
        modified()
                .filter(item -> !swaps.isSwap(item) && !seats.isSeating(item) && upgrades.isUpgrade(item))
                .forEach(item ->
                        checked.put(item, upgrades.of(command, item).stream().toList()));
        Changes changes = new Changes(catalog, customer, endings, suspensions, refusals);
        modified()
                .filter(item -> item.status().isEmpty()
                        && !swaps.isSwap(item)
                        && !seats.isSeating(item)
                        && !upgrades.isUpgrade(item))
                .forEach(item -> checked.put(item, changes.of(item).stream().toList()));
        return checked.values().stream()
                .flatMap(List::stream)
                .map(item -> item.product()
                        .filter(product -> item.isEnd())
                        .flatMap(changes::changing)
                        .map(item::ofLine)
                        .orElse(item))
                .toList();
    }

    private Stream<PlaceOrder.Item> modified() {
        return command.items().stream().filter(item -> item.action() == ItemAction.MODIFY);
    }

    /** What is added is in use, and what ends is not: neither has to be said. */
    private void status(PlaceOrder.Item item) {
        if (item.status().isPresent() && item.action() != ItemAction.MODIFY) {
            refuse(
                    item.field() + ".product.status",
                    "STATUS_NOT_TAKEN",
                    "A line is suspended, and brought back into use, by an item that modifies it.");
        }
    }

    /** A plan is a line, and what is there already belongs where it does. */
    private void line(PlaceOrder.Item item) {
        if (item.line().isPresent() && (!item.isAdd() || isPlan(item))) {
            refuse(
                    item.field() + Additions.LINE,
                    "LINE_NOT_TAKEN",
                    "Only an item that adds something to a line of the customer's names that line.");
        }
    }

    private List<OrderedItem> untaken(PlaceOrder.Item item) {
        refuse(
                item.field() + ".action",
                "UNSUPPORTED_ACTION",
                "Action " + item.action().tmf() + " is not taken; add, modify and delete are.");
        return List.of();
    }

    private Optional<OrderedItem> added(PlaceOrder.Item item, Optional<String> line) {
        if (item.product().isPresent()) {
            refuse(
                    item.field() + ".product.id",
                    "PRODUCT_NOT_TAKEN",
                    "A product that is there already is not added; its id comes with the order.");
        }
        if (item.offering().isEmpty()) {
            refuse(item.field() + ".productOffering.id", "MISSING", "This is required: what is added.");
            return Optional.empty();
        }
        OfferingId id = item.offering().get();
        Optional<ProductOffering> offering = catalog.offering(id);
        if (offering.isEmpty()) {
            refuse(
                    item.field() + ".productOffering.id",
                    "UNKNOWN_OFFERING",
                    "The catalogue has no offering " + Answers.quoted(id.value()) + ".");
        }
        Optional<OrderedItem> added = offering.map(known ->
                new OrderedItem(item.id(), known, new Answers(refusals).of(item, known, item.characteristics()), line));
        added.flatMap(SeatChanges::objection)
                .ifPresent(message -> refuse(Answers.field(item, OrderedItem.SEATS), "INVALID_SEATS", message));
        return added;
    }

    /** An item without a plan belongs to the nearest plan before it, else to the first one after it. */
    private Map<PlaceOrder.Item, String> lines() {
        Map<PlaceOrder.Item, String> lines = new HashMap<>();
        List<PlaceOrder.Item> added =
                command.items().stream().filter(PlaceOrder.Item::isAdd).toList();
        Optional<String> line =
                added.stream().filter(this::isPlan).map(PlaceOrder.Item::id).findFirst();
        for (PlaceOrder.Item item : added) {
            if (isPlan(item)) {
                line = Optional.of(item.id());
            } else if (item.line().isEmpty()) {
                line.ifPresent(id -> lines.put(item, id));
            }
        }
        return lines;
    }

    private boolean isPlan(PlaceOrder.Item item) {
        return item.offering()
                .flatMap(catalog::offering)
                .filter(offering -> offering.role() == ProductOffering.Role.PLAN)
                .isPresent();
    }

    private void combinations() {
        List<PlaceOrder.Item> added =
                command.items().stream().filter(PlaceOrder.Item::isAdd).toList();
        Set<OfferingId> ordered =
                added.stream().flatMap(item -> item.offering().stream()).collect(Collectors.toSet());
        for (PlaceOrder.Item item : added) {
            item.offering().flatMap(catalog::offering).ifPresent(offering -> {
                if (!offering.requires().isEmpty()
                        && offering.requires().stream()
                                .noneMatch(required -> ordered.contains(required)
                                        || customer.active().contains(required))) {
                    refuse(
                            item.field() + ".productOffering.id",
                            "REQUIRED_OFFERING_MISSING",
                            offering.name() + " needs one of " + names(offering.requires())
                                    + ", in this order or active with the customer.");
                }
                for (OfferingId excluded : offering.excludes()) {
                    if (ordered.contains(excluded)) {
                        refuse(
                                item.field() + ".productOffering.id",
                                "EXCLUDED_OFFERING",
                                offering.name() + " cannot be ordered together with " + names(List.of(excluded)) + ".");
                    }
                }
            });
        }
    }

    /** Of the lines that come with the order; a line that is there is looked at with what it has. */
    private void numberOnEachLine(List<OrderedItem> items) {
        Map<String, Integer> counts = new HashMap<>();
        for (OrderedItem item : items) {
            if (!item.isAdd() || item.lineItem().isEmpty()) {
                continue;
            }
            int count = counts.merge(item.lineItem().get() + " " + item.offeringId(), 1, Integer::sum);
            Additions.tooMany(item.offering(), count)
                    .ifPresent(message -> command.items().stream()
                            .filter(asked -> asked.id().equals(item.itemId()))
                            .findFirst()
                            .ifPresent(asked ->
                                    refuse(asked.field() + ".productOffering.id", "TOO_MANY_ON_LINE", message)));
        }
    }

    private String names(List<OfferingId> offerings) {
        return offerings.stream()
                .map(id -> catalog.offering(id).map(ProductOffering::name).orElse(id.value()))
                .collect(Collectors.joining(", "));
    }

    private void refuse(String field, String code, String message) {
        refusals.add(Rejection.at(field, code, message));
    }
}
