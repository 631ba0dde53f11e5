package dialtone.inventory;

import java.util.Set;

/**
 * Which products are asked for; a set that is empty does not restrict.
 *
 * @param ids       of products
 * @param customers by id
 * @param resources identifiers of what they run on: numbers, ICCIDs, IMEIs
 * @param offset    from 0
 * @param limit     of the page
 */
public record ProductQuery(
        Set<String> ids,
        Set<InventoryState> states,
        Set<String> customers,
        Set<String> resources,
        int offset,
        int limit) {

    public ProductQuery {
        ids = Set.copyOf(ids);
        states = Set.copyOf(states);
        customers = Set.copyOf(customers);
        resources = Set.copyOf(resources);
    }
}
