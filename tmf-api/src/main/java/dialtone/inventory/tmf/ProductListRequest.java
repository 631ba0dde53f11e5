package dialtone.inventory.tmf;

import dialtone.inventory.InventoryState;
import dialtone.inventory.ProductQuery;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What {@code GET product} asks for: its filters as the question to the inventory. */
final class ProductListRequest {

    private static final String ID = "id";
    private static final String STATUS = "status";
    private static final String CUSTOMER = "relatedParty.id";
    private static final String RESOURCE = "realizingResource.value";
    private static final String BY_ID = "id";

    private ProductListRequest() {}

    /** @throws TmfRefusal UNKNOWN_FILTER, INVALID_FILTER, INVALID_SORT naming the parameter */
    static ProductQuery parse(MultivaluedMap<String, String> parameters, PageRange range) {
        QueryFilter filter = QueryFilter.of(parameters, Set.of(ID, STATUS, CUSTOMER, RESOURCE), Set.of());
        String sort = parameters.getFirst("sort");
        if (sort != null && !sort.equals(BY_ID)) {
            throw TmfRefusal.at("sort", "INVALID_SORT", "Products are sorted by " + BY_ID + ".");
        }
        Set<InventoryState> states = EnumSet.noneOf(InventoryState.class);
        filter.values(STATUS).forEach(written -> states.add(state(written)));
        return new ProductQuery(
                filter.values(ID),
                states,
                filter.values(CUSTOMER),
                filter.values(RESOURCE),
                range.offset(),
                range.limit());
    }

    private static InventoryState state(String written) {
        return Arrays.stream(InventoryState.values())
                .filter(state -> state.tmf().equals(written))
                .findFirst()
                .orElseThrow(() -> TmfRefusal.at(
                        STATUS,
                        "INVALID_FILTER",
                        "A status is one of "
                                + Arrays.stream(InventoryState.values())
                                        .map(InventoryState::tmf)
                                        .toList() + "."));
    }
}
