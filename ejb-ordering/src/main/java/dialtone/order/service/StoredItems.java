package dialtone.order.service;

import dialtone.catalog.ByHand;
import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.SimSwap;
import dialtone.catalog.SuspensionReason;
import dialtone.order.FulfilmentPlan;
import dialtone.order.GivingUp;
import dialtone.order.OrderItem;
import dialtone.order.OrderedItem;
import dialtone.order.OwnedProduct;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An order's items as the calculations take them, by the catalogue it was placed under. */
final class StoredItems {

    private StoredItems() {}

    static List<OrderedItem> of(ProductOrder order, Catalog catalog, OwnedProducts owned) {
        return order.items().stream().map(item -> of(item, catalog, owned)).toList();
    }

    /** Those that are to be delivered. */
    static List<OrderedItem> wanted(ProductOrder order, Catalog catalog, OwnedProducts owned) {
        return order.items().stream()
                .filter(item -> !item.state().isFinal())
                .map(item -> of(item, catalog, owned))
                .toList();
    }

    private static OrderedItem of(OrderItem item, Catalog catalog, OwnedProducts owned) {
        Optional<OwnedProduct> product =
                item.product().flatMap(id -> item.isSwap() ? owned.findWithAll(id) : owned.find(id));
        return switch (item.action()) {
            case DELETE -> OrderedItem.end(item.itemId(), product.orElseThrow(), item.lineItem());
            case MODIFY -> modified(item, product.orElseThrow(), catalog);
            case ADD, NO_CHANGE ->
                new OrderedItem(item.itemId(), offering(item, catalog), item.characteristics(), item.lineItem());
        };
    }

    private static OrderedItem modified(OrderItem item, OwnedProduct product, Catalog catalog) {
        if (item.isSwap()) {
            return OrderedItem.swap(item.itemId(), product, item.newSim().orElseThrow());
        }
        if (item.isSeating()) {
            return OrderedItem.seat(item.itemId(), product, item.newSeats().orElseThrow());
        }
        return item.isResumption()
                ? OrderedItem.resume(item.itemId(), product)
                : item.suspension()
                        .map(suspension -> OrderedItem.suspend(item.itemId(), product, suspension))
                        .orElseGet(() -> OrderedItem.change(
                                item.itemId(), product, offering(item, catalog), item.characteristics()));
    }

    private static ProductOffering offering(OrderItem item, Catalog catalog) {
        return catalog.offering(item.offering()).orElseThrow();
    }

    static FulfilmentPlan plan(ProductOrder order, Catalog catalog, OwnedProducts owned) {
        return FulfilmentPlan.of(catalog, of(order, catalog, owned));
    }

    /** What the catalogue says of a step that brings something, changes its use or ends it; empty when it has no such service. */
    static Optional<StepTemplate> template(ProductOrder order, Catalog catalog, PlanStep step) {
        Optional<StepTemplate> template = catalog.service(step.service()).flatMap(ServiceSpecification::step);
        OrderItem item = order.item(step.itemId()).orElseThrow();
        if (ends(order, catalog, step)) {
            return template.flatMap(StepTemplate::ending);
        }
        if (item.status().isPresent()) {
            return template.flatMap(brings -> item.isSuspension() ? brings.suspending() : brings.resuming());
        }
        if (item.isSwap()) {
            return template.flatMap(brings -> brings.swappingBy(step.jobType()));
        }
        return step.replaces()
                .map(former -> template.flatMap(brings -> brings.replacing(former)))
                .orElse(template);
    }

    /** What a person may do in place of a step: of one that takes something away, say that it is done. */
    static ByHand byHand(ProductOrder order, Catalog catalog, PlanStep step) {
        return step.isUndo() || ends(order, catalog, step)
                ? ByHand.NOTHING
                : template(order, catalog, step).map(StepTemplate::byHand).orElse(ByHand.NOTHING);
    }

    /** See {@link GivingUp#endsFormer}. */
    static boolean endsFormer(ProductOrder order, PlanStep step) {
        return GivingUp.endsFormer(order.item(step.itemId()).orElseThrow(), step);
    }

    /**
     * Whether a step has the register of subscribers take a line back to the SIM that it had before a swap.
     *
     * @param steps the plan
     */
    static boolean movesBack(ProductOrder order, Catalog catalog, PlanStep step, List<PlanStep> steps) {
        return step.isUndo()
                && order.item(step.itemId()).orElseThrow().isSwap()
                && steps.stream()
                        .filter(undone ->
                                step.undoes().filter(undone.id()::equals).isPresent())
                        .anyMatch(undone -> catalog.service(undone.service())
                                .flatMap(ServiceSpecification::step)
                                .flatMap(template -> template.simSwap().part(undone.jobType()))
                                .filter(part -> part == SimSwap.Part.MOVES)
                                .isPresent());
    }

    /**
     * Whether a step takes away for good what an earlier order has brought: with its product, in the change of that, or with its former SIM
     * or handset.
     */
    static boolean ends(ProductOrder order, Catalog catalog, PlanStep step) {
        OrderItem item = order.item(step.itemId()).orElseThrow();
        return item.isEnd()
                || GivingUp.endsFormer(item, step)
                || (item.isChange()
                        && Decomposition.of(catalog, offering(item, catalog), item.characteristics())
                                .resourceFacing()
                                .stream()
                                .noneMatch(service -> service.name().equals(step.service())));
    }

    /**
     * Whether giving up the item of a step is a person's to decide, whatever the fault policy says: when there is nothing to go back to,
     * when a line would stay in use that was to be barred, or barred that was to be in use, and when something of what would be given up
     * with it is past its point of no return.
     *
     * @param steps the plan
     */
    static boolean isForAPerson(ProductOrder order, Catalog catalog, PlanStep step, List<PlanStep> steps) {
        Set<String> fails = GivingUp.idsWith(order, step.itemId());
        return step.isUndo()
                || ends(order, catalog, step)
                || order.item(step.itemId()).flatMap(OrderItem::status).isPresent()
                || steps.stream()
                        .filter(other -> other.isCurrent() && fails.contains(other.itemId()))
                        .filter(other -> other.pointOfNoReturn() == PointOfNoReturn.HARD
                                && !other.id().equals(step.id()))
                        .anyMatch(other -> other.state() == StepState.COMPLETED || other.isUnderWay());
    }

    /** The command as it would be given today; whether its requester may suspend a line was asked when he gave it. */
    static PlaceOrder command(ProductOrder order) {
        return new PlaceOrder(
                        Optional.empty(),
                        order.externalId(),
                        order.customer(),
                        Optional.of(order.billingAccount()),
                        order.channel(),
                        order.placedBy(),
                        order.items().stream()
                                .filter(item -> !endsWithItsLine(order, item))
                                .map(StoredItems::command)
                                .toList())
                .withSuspensionRights(EnumSet.allOf(SuspensionReason.class));
    }

    /** Such an item was not asked for by itself. */
    private static boolean endsWithItsLine(ProductOrder order, OrderItem item) {
        return item.isEnd()
                && item.lineItem().flatMap(order::item).filter(OrderItem::isEnd).isPresent();
    }

    private static PlaceOrder.Item command(OrderItem item) {
        String field = "productOrderItem[" + (item.position() - 1) + "]";
        if (item.isSwap()) {
            return PlaceOrder.Item.swap(
                    item.itemId(), item.product().orElseThrow(), item.newSim().orElseThrow(), field);
        }
        if (item.isSeating()) {
            return PlaceOrder.Item.seat(
                    item.itemId(),
                    item.product().orElseThrow(),
                    item.newSeats().orElseThrow().toString(),
                    field);
        }
        return new PlaceOrder.Item(
                item.itemId(),
                item.action(),
                item.isEnd() ? Optional.empty() : Optional.of(item.offering()),
                item.product(),
                item.status(),
                item.isAdd() ? item.lineProduct() : Optional.empty(),
                item.isEnd() ? Map.of() : item.characteristics(),
                field);
    }
}
