package dialtone.order;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An item of an order whose offering is known and whose questions are answered.
 *
 * @param offering        what is added, and what a product changes to; of a product that ends, its own as it was when that was ordered
 * @param characteristics the order's answers, defaults filled in; of a product that ends, those it was ordered with
 * @param lineItem        id of the item in the same order with the plan that this item belongs to; empty for a plan itself
 *                        and for an item that belongs to a line the customer has already and that this order does not touch
 * @param product         that ends or changes; empty for one that is added
 * @param status          SUSPENDED or ACTIVE when the item suspends the product or brings it back into use; empty when it does neither
 * @param newSim          kind of the SIM that the line gets in place of the one it has; empty when it keeps that
 * @param newSeats        how many seats the product has from then on; empty when the item is not about that
 */
public record OrderedItem(
        String itemId,
        ItemAction action,
        ProductOffering offering,
        Map<String, String> characteristics,
        Optional<String> lineItem,
        Optional<OwnedProduct> product,
        Optional<InventoryState> status,
        Optional<String> newSim,
        Optional<Long> newSeats) {

    /** Answer that names the line an item belongs to, when the customer has several. */
    public static final String LINE_MSISDN = "lineMsisdn";

    /** Answer that says how many seats there are. */
    public static final String SEATS = "seats";

    public OrderedItem {
        characteristics = Map.copyOf(characteristics);
    }

    /** One that leaves the SIM of its line. */
    public OrderedItem(
            String itemId,
            ItemAction action,
            ProductOffering offering,
            Map<String, String> characteristics,
            Optional<String> lineItem,
            Optional<OwnedProduct> product,
            Optional<InventoryState> status) {
        this(itemId, action, offering, characteristics, lineItem, product, status, Optional.empty(), Optional.empty());
    }

    /** Something new. */
    public OrderedItem(
            String itemId, ProductOffering offering, Map<String, String> characteristics, Optional<String> lineItem) {
        this(itemId, ItemAction.ADD, offering, characteristics, lineItem, Optional.empty(), Optional.empty());
    }

    /** The end of a product. */
    public static OrderedItem end(String itemId, OwnedProduct product, Optional<String> lineItem) {
        return new OrderedItem(
                itemId,
                ItemAction.DELETE,
                product.offering(),
                product.characteristics(),
                lineItem,
                Optional.of(product),
                Optional.empty());
    }

    /**
     * A product goes over to another offering.
     *
     * @param characteristics all that it has from then on
     */
    public static OrderedItem change(
            String itemId, OwnedProduct product, ProductOffering offering, Map<String, String> characteristics) {
        return new OrderedItem(
                itemId,
                ItemAction.MODIFY,
                offering,
                characteristics,
                Optional.empty(),
                Optional.of(product),
                Optional.empty());
    }

    /** A line is suspended; why, and what it is barred from, are the item's characteristics. */
    public static OrderedItem suspend(String itemId, OwnedProduct product, LineSuspension suspension) {
        return new OrderedItem(
                itemId,
                ItemAction.MODIFY,
                product.offering(),
                suspension.characteristics(),
                Optional.empty(),
                Optional.of(product),
                Optional.of(InventoryState.SUSPENDED));
    }

    /** A suspended line comes back into use. */
    public static OrderedItem resume(String itemId, OwnedProduct product) {
        return new OrderedItem(
                itemId,
                ItemAction.MODIFY,
                product.offering(),
                Map.of(),
                Optional.empty(),
                Optional.of(product),
                Optional.of(InventoryState.ACTIVE));
    }

    /**
     * A line gets another SIM.
     *
     * @param line   with the services of what belongs to it, which follow it
     * @param newSim kind of the SIM
     */
    public static OrderedItem swap(String itemId, OwnedProduct line, String newSim) {
        return swap(itemId, line, newSim, Map.of());
    }

    /**
     * A line gets another SIM.
     *
     * @param line   with the services of what belongs to it, which follow it
     * @param newSim kind of the SIM
     * @param told   what the network is told with that, such as {@code eid}; what it was told with the former SIM goes with that
     */
    static OrderedItem swap(String itemId, OwnedProduct line, String newSim, Map<String, String> told) {
        Map<String, String> characteristics = new LinkedHashMap<>(line.characteristics());
        line.offering().characteristics().stream()
                .filter(question -> !question.correctable().isEmpty())
                .forEach(question -> characteristics.remove(question.name()));
        characteristics.putAll(told);
        characteristics.put(ResourceNeed.SIM_TYPE, newSim);
        return new OrderedItem(
                itemId,
                ItemAction.MODIFY,
                line.offering(),
                characteristics,
                Optional.empty(),
                Optional.of(line),
                Optional.empty(),
                Optional.of(newSim),
                Optional.empty());
    }

    /** A product has another number of seats; all else of it stays. */
    public static OrderedItem seat(String itemId, OwnedProduct product, long seats) {
        Map<String, String> characteristics = new LinkedHashMap<>(product.characteristics());
        characteristics.put(SEATS, Long.toString(seats));
        return new OrderedItem(
                itemId,
                ItemAction.MODIFY,
                product.offering(),
                characteristics,
                Optional.empty(),
                Optional.of(product),
                Optional.empty(),
                Optional.empty(),
                Optional.of(seats));
    }

    /**
     * The first step of what is added that rests on something, and finds none of it on a line that is there already: Data Boost counts in
     * charging beside charging-s or charging-m.
     *
     * @param line names of the services that deliver the line
     */
    public Optional<StepTemplate> withoutBasis(Catalog catalog, Set<String> line) {
        List<ServiceSpecification> own =
                Decomposition.of(catalog, offering, characteristics).resourceFacing();
        Set<String> there = Stream.concat(own.stream().map(ServiceSpecification::name), line.stream())
                .collect(Collectors.toSet());
        return own.stream()
                .flatMap(service -> service.step().stream())
                .filter(step ->
                        !step.dependsOn().isEmpty() && step.dependsOn().stream().noneMatch(there::contains))
                .findFirst();
    }

    /** The same item, for the line that this item of the order is about. */
    OrderedItem ofLine(String item) {
        return new OrderedItem(
                itemId, action, offering, characteristics, Optional.of(item), product, status, newSim, newSeats);
    }

    /** The same item at other prices: those of this offering. */
    public OrderedItem with(ProductOffering promoted) {
        return new OrderedItem(itemId, action, promoted, characteristics, lineItem, product, status, newSim, newSeats);
    }

    public OfferingId offeringId() {
        return offering.id();
    }

    public boolean isAdd() {
        return action == ItemAction.ADD;
    }

    public boolean isEnd() {
        return action == ItemAction.DELETE;
    }

    /** Whether a product goes over to another offering. */
    public boolean isChange() {
        return action == ItemAction.MODIFY && status.isEmpty() && newSim.isEmpty() && newSeats.isEmpty();
    }

    /** Whether a line gets another handset in place of the product. */
    public boolean isUpgrade() {
        return isChange() && product.flatMap(OwnedProduct::line).isPresent();
    }

    /** Whether a change is a way out of the minimum term of what the product was: it pays for that, and the term is over. */
    public boolean leavesTerm() {
        return isChange()
                && product.filter(owned -> isUpgrade() || offering.costsLessThan(owned.offering()))
                        .isPresent();
    }

    /** Whether the customer gets something to have: a product that is new, or another handset. */
    public boolean brings() {
        return isAdd() || isUpgrade();
    }

    /** Whether a line gets another SIM. */
    public boolean isSwap() {
        return newSim.isPresent();
    }

    /** Whether a product gets another number of seats. */
    public boolean isSeating() {
        return newSeats.isPresent();
    }

    public boolean isSuspension() {
        return status.equals(Optional.of(InventoryState.SUSPENDED));
    }

    public boolean isResumption() {
        return status.equals(Optional.of(InventoryState.ACTIVE));
    }

    /**
     * The customer's product that what it brings belongs to, when its line is not in the order.
     *
     * @param lineProduct that items without a plan in the order belong to
     */
    public Optional<String> line(Optional<String> lineProduct) {
        if (isUpgrade()) {
            return product.flatMap(OwnedProduct::line);
        }
        return isAdd() && !isPlan() && lineItem.isEmpty() ? lineProduct : Optional.empty();
    }

    public boolean isPlan() {
        return offering.role() == ProductOffering.Role.PLAN;
    }

    /**
     * What is charged for it: the offering's prices; what the end of a product costs; for a change the new offering's prices without
     * those that are for its activation, and before them what leaving the former one early costs; for another handset that and all of its
     * prices. A suspension with a fee of its own has
     * that in place of the monthly prices, and what brings the line back from it has these again; nothing changes with one that has none.
     * Another SIM costs what the plan says of its kind. Another number of seats has no prices of its own: those that the product has are charged
     * for that number.
     */
    public List<Price> prices() {
        return switch (action) {
            case ADD, NO_CHANGE -> offering.prices();
            case DELETE -> earlyTermination();
            case MODIFY ->
                isSeating()
                        ? List.of()
                        : isSwap() ? pricesOfSwap() : status.isPresent() ? pricesOfUse() : pricesOfChange();
        };
    }

    private List<Price> pricesOfSwap() {
        return newSim.flatMap(offering::simFee).stream().<Price>map(fee -> fee).toList();
    }

    private List<Price> pricesOfChange() {
        List<Price> prices = new ArrayList<>(leaving());
        prices.addAll(isUpgrade() ? offering.prices() : lasting());
        return List.copyOf(prices);
    }

    private List<Price> lasting() {
        return offering.prices().stream()
                .filter(price -> !(price instanceof Price.OneOff))
                .toList();
    }

    private List<Price> pricesOfUse() {
        if (isResumption()) {
            return product.flatMap(OwnedProduct::suspensionFee).isPresent() ? lasting() : List.of();
        }
        return offering.suspensionFee(LineSuspension.of(characteristics).reason())
                .map(fee -> {
                    List<Price> prices = new ArrayList<>(List.of(fee));
                    lasting().stream()
                            .filter(price -> !(price instanceof Price.Recurring))
                            .forEach(prices::add);
                    return List.copyOf(prices);
                })
                .orElse(List.of());
    }

    /** Who pays more from now on, or as much, is bound as before and pays nothing for it; but a handset is paid for to its end. */
    private List<Price> leaving() {
        return leavesTerm() ? earlyTermination() : List.of();
    }

    private List<Price> earlyTermination() {
        return product.flatMap(OwnedProduct::earlyTermination).stream()
                .<Price>map(fee -> fee)
                .toList();
    }

    public PricedItem priced() {
        return new PricedItem(
                itemId,
                offering.id(),
                offering.name(),
                prices(),
                newSeats.orElseGet(() -> SeatChanges.said(characteristics)));
    }
}
