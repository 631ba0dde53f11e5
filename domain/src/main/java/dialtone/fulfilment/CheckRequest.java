package dialtone.fulfilment;

import dialtone.catalog.Catalog;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.party.Address;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.ResourceNeed;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the dependency checks of an order need to know.
 *
 * <p>An order that only ends or changes products asks nothing of credit, devices or pools, and of coverage only for what a changed line
 * needs: else it depends on the elements alone.
 *
 * @param reference what the elements know the question by: id of the order, or of the qualification that comes before one
 * @param account   that pays; empty when that is not known yet
 * @param name      of the customer, given name first
 * @param birthDate of the customer
 * @param address   where the network has to reach
 * @param items     those that are added
 * @param changed   plans that lines change to, of those that need another technology than before
 * @param needs     what is to be reserved
 * @param left      what the customer has and ends or changes by it, with the terms of its contract
 * @param steps     of its plan, how many there are of each job type; none of a line that gets another SIM, which keeps no more places than it had
 * @param active    offerings the customer has already
 * @param catalog   what else there is to be had
 */
public record CheckRequest(
        String reference,
        CustomerId customer,
        Optional<BillingAccountId> account,
        String name,
        LocalDate birthDate,
        Address address,
        List<Item> items,
        List<Item> changed,
        List<ResourceNeed> needs,
        List<LeftProduct> left,
        Map<String, Integer> steps,
        Set<OfferingId> active,
        Catalog catalog) {

    /**
     * One thing that is ordered.
     *
     * @param lineItem        id of the item with the plan that it belongs to; empty for a plan, and for the line that the customer has
     * @param requires        offerings of which one must be in the order or active; empty: none
     * @param characteristics answers of the order, defaults filled in
     * @param profile         network profile of the line: its own for a plan, for a device or an add-on that of the plan it
     *                        belongs to
     * @param simType         of the line, {@code physical} or {@code esim}; found as the profile is
     * @param device          of a device offering, what the catalogue knows of the model
     * @param technology      that the line needs at its place of use, {@code 4G} or {@code 5G}; empty when any will do
     * @param prices          of the item, as its order would keep them
     */
    public record Item(
            String itemId,
            OfferingId offering,
            String offeringName,
            ProductOffering.Role role,
            Optional<String> lineItem,
            List<OfferingId> requires,
            Map<String, String> characteristics,
            Optional<String> profile,
            Optional<String> simType,
            Optional<DeviceModel> device,
            Optional<String> technology,
            List<Price> prices) {
        public Item {
            requires = List.copyOf(requires);
            prices = List.copyOf(prices);
            characteristics = Map.copyOf(characteristics);
        }
    }

    public CheckRequest {
        items = List.copyOf(items);
        changed = List.copyOf(changed);
        needs = List.copyOf(needs);
        left = List.copyOf(left);
        steps = Map.copyOf(steps);
        active = Set.copyOf(active);
    }

    /** Whether the order has something end or change. */
    public boolean leavesAnything() {
        return !left.isEmpty();
    }

    /** Whether the network's coverage matters. */
    public boolean asksForCoverage() {
        return addsAnything() || !changed.isEmpty();
    }

    /** Whether the order brings the customer something. */
    public boolean addsAnything() {
        return !items.isEmpty();
    }
}
