package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.ProductOffering;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.Service;
import dialtone.order.Additions;
import dialtone.order.OrderId;
import dialtone.order.OrderedItem;
import dialtone.order.OwnedProduct;
import dialtone.order.PlaceOrder;
import dialtone.order.SwapGuard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The line of the customer's that what an order adds without a plan belongs to: the one that an item names, by its product or by its number,
 * or the only one that there is.
 *
 * @param guard  what an addition waits for after the line was given another SIM
 * @param items all of the order, as the checks have answered them
 * @param order that is amended; empty for one that is placed
 * @param had   what the items belong to that an amended order has and keeps
 */
record LineOfItems(
        PlaceOrder command,
        SwapGuard guard,
        Catalog catalog,
        List<OrderedItem> items,
        OrderAssessment.Records records,
        Optional<OrderId> order,
        Optional<ProductId> had) {

    /** Enough plans to know that there are several. */
    private static final int SEVERAL = 2;

    /** Products of a line that are looked at: more than an order may end with it. */
    private static final int MAX_OF_LINE = 61;

    /**
     * Adds to the refusals: {@code UNKNOWN_LINE, LINE_AMBIGUOUS, SEVERAL_LINES, LINE_ENDS, LINE_CHANGES, LINE_SUSPENDED,
     * PRODUCT_IN_ANOTHER_ORDER, SIM_SWAP_COOL_OFF, LINE_LACKS_SERVICE}, at what names the line, and those of {@link Additions}.
     *
     * @param placed the items that are not of the order yet
     */
    Optional<ProductId> of(List<OrderedItem> placed, List<Rejection> refusals) {
        Optional<ProductId> line = had;
        for (OrderedItem item : placed) {
            if (!isWithoutPlan(item)) {
                continue;
            }
            PlaceOrder.Item asked = asked(item);
            Optional<String> number = Optional.ofNullable(item.characteristics().get(OrderedItem.LINE_MSISDN));
            List<ProductId> matching = matching(asked, number);
            String field = asked.field()
                    + (asked.line().isPresent()
                            ? Additions.LINE
                            : ".product.productCharacteristic[" + OrderedItem.LINE_MSISDN + "]");
            if (asked.line().isPresent() && number.isPresent() && isOfAnother(matching, number.get())) {
                refusals.add(Rejection.at(
                        asked.field() + ".product.productCharacteristic[" + OrderedItem.LINE_MSISDN + "]",
                        "UNKNOWN_LINE",
                        "This is not the number of the line that the item names: leave one of the two out."));
            } else if (matching.isEmpty()) {
                if (asked.line().isPresent() || number.isPresent()) {
                    refusals.add(Rejection.at(
                            field,
                            "UNKNOWN_LINE",
                            asked.line().isPresent()
                                    ? "The customer has no such line."
                                    : "The customer has no line with this number."));
                }
            } else if (matching.size() > 1 && asksForLine(item)) {
                refusals.add(Rejection.at(
                        field, "LINE_AMBIGUOUS", "The customer has several lines: name the number of the one meant."));
            } else if (line.filter(other -> !other.equals(matching.getFirst())).isPresent()) {
                refusals.add(Rejection.at(
                        field,
                        "SEVERAL_LINES",
                        "An order adds to one line that is there: what is for another line is ordered by itself."));
            } else {
                line = Optional.of(matching.getFirst());
                judge(item, asked, matching.getFirst(), field, refusals);
            }
        }
        return line;
    }

    /** Whether it comes to a line that is there. */
    static boolean isWithoutPlan(OrderedItem item) {
        return item.isAdd() && !item.isPlan() && item.lineItem().isEmpty();
    }

    private boolean isOfAnother(List<ProductId> line, String msisdn) {
        return line.stream()
                .flatMap(id -> records.inventory().find(id).stream())
                .anyMatch(product -> !records.owned().number(product).equals(Optional.of(msisdn)));
    }

    private PlaceOrder.Item asked(OrderedItem item) {
        return command.items().stream()
                .filter(ordered -> ordered.id().equals(item.itemId()))
                .findFirst()
                .orElseThrow();
    }

    private List<ProductId> matching(PlaceOrder.Item asked, Optional<String> number) {
        if (asked.line().isPresent()) {
            return asked
                    .line()
                    .filter(OwnedProducts::isId)
                    .map(ProductId::new)
                    .flatMap(records.inventory()::find)
                    .filter(product -> product.customer().equals(command.customer()))
                    .filter(product ->
                            product.role() == ProductOffering.Role.PLAN && product.state() != InventoryState.TERMINATED)
                    .map(Product::id)
                    .stream()
                    .toList();
        }
        return number.map(msisdn -> records.inventory().activePlan(command.customer(), msisdn).stream()
                        .toList())
                .orElseGet(() -> records.inventory().activePlans(command.customer(), SEVERAL));
    }

    private void judge(
            OrderedItem item, PlaceOrder.Item asked, ProductId line, String field, List<Rejection> refusals) {
        // held until the transaction ends: an order that would end or change the line waits and then sees this one
        Product owned = records.inventory().locked(line).orElseThrow();
        Optional<Objection> objection = objection(owned)
                .or(() -> guard.addition(item.offering().role(), owned.simSwappedAt())
                        .map(reason -> new Objection(reason.code(), reason.message())));
        if (objection.isPresent()) {
            refusals.add(objection.get().at(field));
            return;
        }
        List<Rejection> rules = new Additions(catalog, company(owned)).refusals(item, asked.field());
        rules.stream()
                .filter(refusal -> refusals.stream()
                        .noneMatch(said -> said.code().equals(refusal.code())
                                && said.field().equals(refusal.field())))
                .forEach(refusals::add);
        if (rules.isEmpty()) {
            basis(item, owned).ifPresent(by -> refusals.add(by.at(field)));
        }
    }

    private Additions.Line company(Product line) {
        return new Additions.Line(
                owned(line),
                records.inventory().belongingTo(line.id(), MAX_OF_LINE).stream()
                        .map(this::owned)
                        .toList(),
                records.claims().adding(line.id().value(), order),
                items.stream()
                        .filter(OrderedItem::isEnd)
                        .flatMap(item -> item.product().map(OwnedProduct::id).stream())
                        .collect(Collectors.toSet()),
                items.stream().filter(LineOfItems::isWithoutPlan).toList());
    }

    private OwnedProduct owned(Product product) {
        return records.owned().of(product, (term, since) -> Optional.empty());
    }

    private record Objection(String code, String message) {
        Rejection at(String field) {
            return Rejection.at(field, code, message);
        }
    }

    /** Whether the line ends or changes meanwhile, or is suspended. */
    private Optional<Objection> objection(Product line) {
        String id = line.id().value();
        Optional<OrderedItem> here = items.stream()
                .filter(item -> item.product()
                        .filter(product -> product.id().equals(id))
                        .isPresent())
                .findFirst();
        if (here.isPresent()) {
            return Optional.of(
                    here.get().isEnd()
                            ? new Objection("LINE_ENDS", "The line that this belongs to ends with this order.")
                            : new Objection(
                                    "LINE_CHANGES",
                                    "The line that this belongs to changes with this order: add it by another one, afterwards."));
        }
        if (line.suspension().isPresent()) {
            return Optional.of(new Objection(
                    "LINE_SUSPENDED", "The line that this belongs to is suspended: it has to be back in use before."));
        }
        return Optional.ofNullable(records.claims().naming(List.of(id)).get(id))
                .or(() -> Optional.ofNullable(
                        records.claims().upgrading(List.of(id)).get(id)))
                .map(other -> new Objection(
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + other + " is under way and about the line that this belongs to."));
    }

    /** A line that is older than what a step of the item rests on lacks it, and so does one that was brought without it. */
    private Optional<Objection> basis(OrderedItem item, Product line) {
        Set<String> there = line.delivering().stream().map(Service::name).collect(Collectors.toSet());
        return item.withoutBasis(catalog, there)
                .map(step -> new Objection(
                        "LINE_LACKS_SERVICE",
                        "The line that this belongs to has none of what \"" + step.label() + "\" rests on: "
                                + String.join(", ", step.dependsOn())
                                + ". A change of its plan brings what it lacks; this can be added afterwards."));
    }

    private static boolean asksForLine(OrderedItem item) {
        return item.offering().characteristics().stream()
                .map(CharacteristicSpecification::name)
                .anyMatch(OrderedItem.LINE_MSISDN::equals);
    }
}
