package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.service.CatalogStore;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.LeftProduct;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderedItem;
import dialtone.order.OwnedProduct;
import dialtone.party.BillingAccountId;
import dialtone.party.Customer;
import dialtone.pool.ResourceNeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The items of an order as the dependency checks see them.
 *
 * @param items   all of the order, by their ids
 * @param catalog of the order
 */
record CheckedItems(Map<String, OrderedItem> items, Catalog catalog, Inventory inventory, CatalogStore catalogs) {

    /** Who orders, and the account that pays. */
    record Payer(Customer customer, Optional<BillingAccountId> account) {}

    /** @param lineProduct that it belongs to, when that is not an item of the order */
    record Added(OrderedItem item, Optional<String> lineProduct) {}

    static Map<String, OrderedItem> byId(List<OrderedItem> items) {
        Map<String, OrderedItem> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.itemId(), item));
        return byId;
    }

    /**
     * What the checks need to know.
     *
     * @param reference of the order, or of the qualification
     * @param added     what the customer gets
     * @param left      what the customer has and ends or changes
     * @param plan      of the order
     */
    CheckRequest request(
            String reference, Payer payer, List<Added> added, List<LeftProduct> left, FulfilmentPlan plan) {
        Customer customer = payer.customer();
        return new CheckRequest(
                reference,
                customer.id(),
                payer.account(),
                customer.name(),
                customer.birthDate(),
                customer.address(),
                added.stream().map(each -> of(each.item(), each.lineProduct())).toList(),
                items.values().stream()
                        .filter(this::needsOtherTechnology)
                        .map(item -> of(item, Optional.empty()))
                        .toList(),
                plan.needs(),
                left,
                lastingSteps(plan),
                inventory.activeOfferings(customer.id()),
                catalog);
    }

    /** Without those of a swap: what it brings under the new SIM has its room again when the former one's goes, by the same order. */
    private Map<String, Integer> lastingSteps(FulfilmentPlan plan) {
        Set<String> swaps = items.values().stream()
                .filter(OrderedItem::isSwap)
                .map(OrderedItem::itemId)
                .collect(Collectors.toSet());
        return plan.steps().stream()
                .filter(step -> !swaps.contains(step.itemId()))
                .collect(Collectors.toMap(step -> step.template().jobType(), step -> 1, Integer::sum));
    }

    /** @param lineProduct that it belongs to, when that is not an item of the order */
    private CheckRequest.Item of(OrderedItem item, Optional<String> lineProduct) {
        Line line = line(item, lineProduct);
        return new CheckRequest.Item(
                item.itemId(),
                item.offeringId(),
                item.offering().name(),
                item.offering().role(),
                item.lineItem(),
                item.offering().requires(),
                item.characteristics(),
                line.profile(),
                line.simType(),
                Optional.ofNullable(item.characteristics().get(ResourceNeed.DEVICE_MODEL))
                        .flatMap(catalog::device),
                item.isPlan() ? line.technology() : Optional.empty(),
                item.prices());
    }

    /** Whether a line changes to a plan that asks of the network what its former one does not. */
    private boolean needsOtherTechnology(OrderedItem item) {
        if (!item.isPlan() || !item.isChange()) {
            return false;
        }
        Optional<String> needed = Decomposition.of(catalog, item.offering(), item.characteristics())
                .technology();
        OwnedProduct former = item.product().orElseThrow();
        return needed.isPresent()
                && !needed.equals(Decomposition.of(catalog, former.offering(), former.characteristics())
                        .technology());
    }

    private record Line(Optional<String> profile, Optional<String> simType, Optional<String> technology) {

        static final Line UNKNOWN = new Line(Optional.empty(), Optional.empty(), Optional.empty());

        static Line of(Decomposition decomposition, Map<String, String> characteristics) {
            return new Line(
                    decomposition.profile(),
                    Optional.ofNullable(characteristics.get(ResourceNeed.SIM_TYPE)),
                    decomposition.technology());
        }
    }

    private Line line(OrderedItem item, Optional<String> lineProduct) {
        Optional<Product> product = lineProduct.flatMap(id -> inventory.find(new ProductId(id)));
        if (product.isPresent()) {
            Catalog then = catalogs.version(product.get().catalogVersion());
            Map<String, String> characteristics = product.get().characteristics();
            return then.offering(product.get().offering())
                    .map(offering -> Line.of(Decomposition.of(then, offering, characteristics), characteristics))
                    .orElse(Line.UNKNOWN);
        }
        OrderedItem plan = Optional.ofNullable(items.get(item.lineItem().orElse(item.itemId())))
                .orElseThrow();
        return Line.of(Decomposition.of(catalog, plan.offering(), plan.characteristics()), plan.characteristics());
    }
}
