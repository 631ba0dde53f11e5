package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is to be said to an amendment beside what is said to any order: which orders may be amended, and in what. */
public final class AmendmentChecks {

    private static final String ITEMS = "productOrderItem";

    private AmendmentChecks() {}

    /**
     * Why the order is not amended just now; empty when it may be. What is only said of an order may be amended as long as it is under way.
     *
     * <p>Rejections: {@code NOT_IN_VALID_STATE, AMENDMENT_SETTLING, CHANGED_MEANWHILE, TOO_MANY_REVISIONS}.
     *
     * @param steps its plan; empty before it is made
     */
    public static Optional<Rejection> objection(ProductOrder order, List<PlanStep> steps, AmendOrder command) {
        String id = "Order " + order.id() + " ";
        if (order.revision() != command.revision()) {
            return refuse(
                    "CHANGED_MEANWHILE",
                    id + "has been amended meanwhile: it is at revision " + order.revision() + " and not "
                            + command.revision() + ".");
        }
        return switch (order.state()) {
            case COMPLETED, PARTIAL ->
                refuse(id + "is " + order.state().tmf()
                        + ": it has ended. What it has brought is changed by another order,"
                        + " with action modify, or ended with action delete.");
            case REJECTED, CANCELLED, FAILED ->
                refuse(id + "is " + order.state().tmf() + ": it has ended. Order anew.");
            case ASSESSING_CANCELLATION, PENDING_CANCELLATION -> refuse(id + "is being cancelled.");
            case ACKNOWLEDGED, PENDING, HELD, IN_PROGRESS -> underWay(id, order, steps, command);
        };
    }

    private static Optional<Rejection> underWay(
            String id, ProductOrder order, List<PlanStep> steps, AmendOrder command) {
        if (order.revision() >= AmendOrder.MAX_REVISIONS) {
            return refuse(
                    "TOO_MANY_REVISIONS",
                    id + "has " + order.revision() + " revisions, which is as many as an order may have.");
        }
        if (command.items().isEmpty()) {
            return Optional.empty();
        }
        if (order.isSettling()) {
            return refuse(
                    "AMENDMENT_SETTLING",
                    id + "is still taking back what revision " + order.revision()
                            + " does not want: one amendment at a time.");
        }
        if (order.state() == OrderState.ACKNOWLEDGED) {
            return Optional.empty();
        }
        if (order.items().stream().noneMatch(item -> !item.state().isFinal())) {
            return refuse(id + "has failed, and what it did is being taken back.");
        }
        if (isTakingBack(order, steps)) {
            return refuse(id + "is still taking back what was given up of it.");
        }
        return steps.stream()
                        .filter(step -> !step.isUndo() && !order.isStopping(step))
                        .allMatch(step -> step.state().isPassed())
                ? refuse(id + "is activated and about to be completed. Change what it has brought by another order,"
                        + " with action modify or delete.")
                : Optional.empty();
    }

    /**
     * Why an order is not amended that has not begun: what its checks found is of what it was. While they wait for somebody who is away, and
     * have found nothing, it is amended as any other.
     *
     * <p>Rejections: {@code NOT_IN_VALID_STATE}.
     *
     * @param found whether all checks of the order have passed; empty before they were made
     */
    public static Optional<Rejection> afterChecks(ProductOrder order, Optional<Boolean> found) {
        if (order.state() != OrderState.ACKNOWLEDGED) {
            return Optional.empty();
        }
        return found.flatMap(passed -> refuse("Order " + order.id()
                + (passed
                        ? " has just been checked and begins: it is amended when it is in progress."
                        : " is refused by its checks. Order anew.")));
    }

    /** Of items that were given up; what takes them back works with what the order has. */
    private static boolean isTakingBack(ProductOrder order, List<PlanStep> steps) {
        Set<String> takenBack = steps.stream()
                .filter(step -> step.state().isFinal())
                .flatMap(step -> step.undoes().stream())
                .collect(Collectors.toSet());
        return steps.stream()
                .filter(step -> step.isCurrent() && order.isStopping(step.itemId()))
                .anyMatch(step -> !step.state().isFinal()
                        || (step.mayHaveTouchedTheNetwork()
                                && step.pointOfNoReturn() != PointOfNoReturn.HARD
                                && !takenBack.contains(step.id())));
    }

    private static Optional<Rejection> refuse(String message) {
        return refuse("NOT_IN_VALID_STATE", message);
    }

    private static Optional<Rejection> refuse(String code, String message) {
        return Optional.of(Rejection.of(code, message));
    }

    /**
     * Whether the items are such as may be amended: those that the order adds.
     *
     * <p>Rejections: {@code AMENDMENT_NOT_TAKEN, ITEM_ID_USED, ITEM_HAS_ENDED, LINE_OF_ITEM_CHANGES}.
     */
    public static List<Rejection> items(ProductOrder order, List<PlaceOrder.Item> asked) {
        List<Rejection> refusals = new ArrayList<>();
        if (!order.items().stream().allMatch(OrderItem::isAdd)) {
            refusals.add(Rejection.at(
                    ITEMS,
                    "AMENDMENT_NOT_TAKEN",
                    "Only the items of an order that adds products are amended: cancel this one and order anew."));
            return refusals;
        }
        for (PlaceOrder.Item item : asked) {
            if (!item.isAdd()) {
                refusals.add(
                        Rejection.at(
                                item.field() + ".action",
                                "AMENDMENT_NOT_TAKEN",
                                "An amendment adds to what the order adds. What the customer has is changed by another order."));
            }
            order.item(item.id()).ifPresent(known -> {
                ended(known, item).ifPresent(refusals::add);
                elsewhere(known, item).ifPresent(refusals::add);
            });
        }
        return refusals;
    }

    /** Whether an item of the order names a line that is not its own. */
    private static Optional<Rejection> elsewhere(OrderItem known, PlaceOrder.Item item) {
        return item.line().isEmpty() || item.line().equals(known.lineProduct())
                ? Optional.empty()
                : Optional.of(Rejection.at(
                        item.field() + Additions.LINE,
                        "LINE_OF_ITEM_CHANGES",
                        "Item " + item.id() + " stays with its line: withdraw it and add another."));
    }

    private static Optional<Rejection> ended(OrderItem known, PlaceOrder.Item item) {
        if (known.isWithdrawn()) {
            return Optional.of(Rejection.at(
                    item.field() + ".id",
                    "ITEM_ID_USED",
                    "Item " + item.id() + " was withdrawn from this order: what is added has an id of its own."));
        }
        boolean same = item.offering().filter(known.offering()::equals).isPresent()
                && known.characteristics()
                        .entrySet()
                        .containsAll(item.characteristics().entrySet());
        return known.state().isFinal() && !same
                ? Optional.of(Rejection.at(
                        item.field() + ".id",
                        "ITEM_HAS_ENDED",
                        "Item " + item.id() + " is " + known.state().tmf() + " and stays as it is."))
                : Optional.empty();
    }

    /**
     * What an order is to have.
     *
     * @param items first those that the order has, in its order, then those that are added, in the order asked for
     * @param lines by item: the one with the plan that it belongs to, empty when that is none of the order's. Of what the order has, what it
     *              was; of what is added, the nearest plan before it as it was asked for, else the first one after it
     * @param known ids of the items that the order has
     */
    public record Asked(List<PlaceOrder.Item> items, Map<String, Optional<String>> lines, Set<String> known) {
        public Asked {
            items = List.copyOf(items);
            lines = Map.copyOf(lines);
            known = Set.copyOf(known);
        }
    }

    /** The items that are to be delivered. */
    public static Asked wanted(ProductOrder order, List<PlaceOrder.Item> asked, Catalog catalog) {
        Map<Integer, PlaceOrder.Item> known = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        List<PlaceOrder.Item> added = new ArrayList<>();
        Map<String, Optional<String>> lines = new HashMap<>();
        List<PlaceOrder.Item> open = asked.stream()
                .filter(item -> order.item(item.id())
                        .filter(there -> there.state().isFinal())
                        .isEmpty())
                .toList();
        Optional<String> line = open.stream()
                .filter(item -> isPlan(item, catalog))
                .map(PlaceOrder.Item::id)
                .findFirst();
        for (PlaceOrder.Item item : open) {
            boolean plan = isPlan(item, catalog);
            if (plan) {
                line = Optional.of(item.id());
            }
            Optional<OrderItem> there = order.item(item.id());
            if (there.isEmpty()) {
                added.add(item);
                lines.put(item.id(), plan || item.line().isPresent() ? Optional.empty() : line);
            } else {
                ids.add(item.id());
                lines.put(item.id(), there.get().lineItem());
                if (known.putIfAbsent(there.get().position(), item) != null) {
                    added.add(item); // named twice: said to the requester by the checks of any order
                }
            }
        }
        List<PlaceOrder.Item> wanted = new ArrayList<>(known.values());
        wanted.addAll(added);
        return new Asked(wanted, lines, ids);
    }

    private static boolean isPlan(PlaceOrder.Item item, Catalog catalog) {
        return item.offering()
                .flatMap(catalog::offering)
                .filter(offering -> offering.role() == ProductOffering.Role.PLAN)
                .isPresent();
    }

    /**
     * Whether each item stays what it is: of the same line, of the same kind, and with the number that was asked for or reserved.
     *
     * <p>Rejections: {@code LINE_OF_ITEM_CHANGES, KIND_OF_ITEM_CHANGES, NUMBER_STAYS}.
     *
     * @param fields path of each item in the request, by its id
     */
    public static List<Rejection> identity(
            List<OrderedItem> before, List<OrderedItem> after, Map<String, String> fields) {
        Map<String, OrderedItem> former = before.stream().collect(Collectors.toMap(OrderedItem::itemId, item -> item));
        List<Rejection> refusals = new ArrayList<>();
        for (OrderedItem item : after) {
            OrderedItem was = former.get(item.itemId());
            String field = fields.getOrDefault(item.itemId(), ITEMS);
            if (was != null && was.offering().role() != item.offering().role()) {
                refusals.add(Rejection.at(
                        field + ".productOffering.id",
                        "KIND_OF_ITEM_CHANGES",
                        item.offering().name() + " is not of the kind that "
                                + was.offering().name() + " is: withdraw this item and add another."));
            } else if (was != null && !wantedNumber(was).equals(wantedNumber(item))) {
                refusals.add(Rejection.at(
                        field + ".product.productCharacteristic[" + ResourceNeed.WANTED_MSISDN + "]",
                        "NUMBER_STAYS",
                        "Item " + item.itemId() + " stays with "
                                + wantedNumber(was)
                                        .map(number -> "number " + number + ", which it was ordered with")
                                        .orElse("any number, as it was ordered, and is amended without naming one")
                                + ": for another, withdraw the item and add one with the number that is wanted."));
            } else if (was != null && isElsewhere(was, item)) {
                refusals.add(Rejection.at(
                        field + ".product.productCharacteristic[" + OrderedItem.LINE_MSISDN + "]",
                        "LINE_OF_ITEM_CHANGES",
                        "Item " + item.itemId() + " stays with its line: withdraw it and add another."));
            } else if (was != null
                    && was.lineItem()
                            .filter(line -> find(line, after).isEmpty())
                            .isPresent()) {
                refusals.add(Rejection.at(
                        field + ".id",
                        "LINE_OF_ITEM_CHANGES",
                        "Item " + item.itemId() + " belongs to the line of item "
                                + was.lineItem().orElse("") + " and leaves the order with that."));
            }
        }
        return refusals;
    }

    private static Optional<String> wantedNumber(OrderedItem item) {
        return Optional.ofNullable(item.characteristics().get(ResourceNeed.WANTED_MSISDN));
    }

    /** Whether an item of a line that the customer has names another one. */
    private static boolean isElsewhere(OrderedItem was, OrderedItem is) {
        return was.lineItem().isEmpty()
                && !Objects.equals(
                        was.characteristics().get(OrderedItem.LINE_MSISDN),
                        is.characteristics().get(OrderedItem.LINE_MSISDN));
    }

    /**
     * Whether the plan may become what is asked for.
     *
     * <p>Rejections: {@code PAST_POINT_OF_NO_RETURN}, with the step and the order to follow; {@code TOO_MANY_STEPS}.
     *
     * @param stored number of steps that the plan has
     */
    public static List<Rejection> plan(
            PlanRevision revision, int stored, List<OrderedItem> before, List<OrderedItem> after) {
        Optional<PlanStep> hard = revision.pointOfNoReturn();
        if (hard.isPresent()) {
            return List.of(Rejection.at(
                    ITEMS,
                    "PAST_POINT_OF_NO_RETURN",
                    "\"" + hard.get().label() + "\" of item " + hard.get().itemId() + ", step "
                            + hard.get().id() + ", cannot be taken back. "
                            + following(hard.get().itemId(), before, after)));
        }
        // what stays and what is added may have to be taken back some day, too
        int most = stored
                + revision.undone().size()
                + revision.kept().size()
                + 2 * revision.added().size();
        return most > FulfilmentPlan.MAX_STEPS
                ? List.of(Rejection.at(
                        ITEMS,
                        "TOO_MANY_STEPS",
                        "The plan would have more than " + FulfilmentPlan.MAX_STEPS + " steps. Cancel and order anew."))
                : List.of();
    }

    /** The order that does later what the amendment cannot do now, where there is one. */
    private static String following(String item, List<OrderedItem> before, List<OrderedItem> after) {
        Optional<OrderedItem> is = find(item, after);
        if (is.isEmpty()) {
            return "Let the order be completed and end the product by another one, with action delete.";
        }
        boolean otherPlan = is.get().isPlan()
                && find(item, before)
                        .filter(was -> !was.offeringId().equals(is.get().offeringId()))
                        .isPresent();
        return otherPlan
                ? "Let the order be completed and change the plan by another one, with action modify."
                : "No other order changes that afterwards.";
    }

    private static Optional<OrderedItem> find(String id, List<OrderedItem> items) {
        return items.stream().filter(item -> item.itemId().equals(id)).findFirst();
    }
}
