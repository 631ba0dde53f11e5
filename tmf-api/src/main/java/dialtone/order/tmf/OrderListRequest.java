package dialtone.order.tmf;

import dialtone.order.OrderQuery;
import dialtone.order.OrderQuery.Attribute;
import dialtone.order.OrderQuery.Period;
import dialtone.order.OrderQuery.Time;
import dialtone.order.OrderState;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What {@code GET productOrder} asks for: its filters as the question to the orders. */
final class OrderListRequest {

    private static final String STATE = "state";
    private static final String NEWEST_FIRST = "-orderDate";

    /** Each also with {@code .eq} and with several values, commas between them. */
    private static final Map<String, Attribute> TEXTS = Map.of(
            "id",
            Attribute.ID,
            "externalId",
            Attribute.EXTERNAL_ID,
            STATE,
            Attribute.STATE,
            "category",
            Attribute.CATEGORY,
            "relatedParty.id",
            Attribute.CUSTOMER,
            "billingAccount.id",
            Attribute.BILLING_ACCOUNT,
            "productOrderItem.productOffering.id",
            Attribute.OFFERING);

    /** Each also with {@code .gt}, {@code .gte}, {@code .lt}, {@code .lte}, {@code .eq}. */
    private static final Map<String, Time> TIMES =
            Map.of("orderDate", Time.PLACED, "requestedStartDate", Time.REQUESTED_START);

    private OrderListRequest() {}

    /** @throws TmfRefusal UNKNOWN_FILTER, INVALID_FILTER, INVALID_SORT naming the parameter */
    static OrderQuery parse(MultivaluedMap<String, String> parameters, PageRange range) {
        QueryFilter filter = QueryFilter.of(parameters, TEXTS.keySet(), TIMES.keySet());
        String sort = parameters.getFirst("sort");
        if (sort != null && !sort.equals(NEWEST_FIRST)) {
            throw TmfRefusal.at("sort", "INVALID_SORT", "Orders are sorted by " + NEWEST_FIRST + ", the newest first.");
        }
        OrderQuery query = OrderQuery.all(range.offset(), range.limit());
        for (Map.Entry<String, Attribute> text : TEXTS.entrySet()) {
            if (!text.getValue().equals(Attribute.STATE)) {
                query = query.with(text.getValue(), filter.values(text.getKey()));
            }
        }
        for (Map.Entry<String, Time> time : TIMES.entrySet()) {
            Period period = new Period(filter.from(time.getKey()), filter.to(time.getKey()));
            query = query.within(time.getValue(), period);
        }
        Set<OrderState> states = EnumSet.noneOf(OrderState.class);
        for (String written : filter.values(STATE)) {
            states.add(state(written));
        }
        return query.in(states);
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
