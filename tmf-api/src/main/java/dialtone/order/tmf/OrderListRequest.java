package dialtone.order.tmf;

import dialtone.catalog.OfferingId;
import dialtone.order.OrderQuery;
import dialtone.order.OrderState;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What {@code GET productOrder} asks for: its filters as the question to the orders. */
final class OrderListRequest {

    private static final String STATE = "state";
    private static final String EXTERNAL_ID = "externalId";
    private static final String CUSTOMER = "relatedParty.id";
    private static final String OFFERING = "productOrderItem.productOffering.id";
    private static final String ORDER_DATE = "orderDate";
    private static final String NEWEST_FIRST = "-orderDate";

    private OrderListRequest() {}

    /** @throws TmfRefusal UNKNOWN_FILTER, INVALID_FILTER, INVALID_SORT naming the parameter */
    static OrderQuery parse(MultivaluedMap<String, String> parameters, PageRange range) {
        QueryFilter filter =
                QueryFilter.of(parameters, Set.of(STATE, EXTERNAL_ID, CUSTOMER, OFFERING), Set.of(ORDER_DATE));
        String sort = parameters.getFirst("sort");
        if (sort != null && !sort.equals(NEWEST_FIRST)) {
            throw TmfRefusal.at("sort", "INVALID_SORT", "Orders are sorted by " + NEWEST_FIRST + ", the newest first.");
        }
        Set<OrderState> states = EnumSet.noneOf(OrderState.class);
        for (String written : filter.values(STATE)) {
            states.add(state(written));
        }
        return new OrderQuery(
                states,
                filter.value(CUSTOMER).map(CustomerId::new),
                filter.value(EXTERNAL_ID),
                filter.from(ORDER_DATE),
                filter.to(ORDER_DATE),
                filter.value(OFFERING).map(OfferingId::new),
                Optional.empty(),
                range.offset(),
                range.limit());
    }

    private static OrderState state(String written) {
        return Arrays.stream(OrderState.values())
                .filter(state -> state.tmf().equals(written))
                .findFirst()
                .orElseThrow(() -> TmfRefusal.at(
                        STATE,
                        "INVALID_FILTER",
                        "A state is one of "
                                + Arrays.stream(OrderState.values())
                                        .map(OrderState::tmf)
                                        .toList() + "."));
    }
}
