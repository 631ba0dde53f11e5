package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Page;
import dialtone.order.OrderQuery.Attribute;
import dialtone.order.OrderQuery.Period;
import dialtone.order.OrderQuery.Time;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void each_condition_is_added_to_the_others() {
        Period since = new Period(Optional.of(NOW), Optional.empty());
        OrderQuery query = OrderQuery.all(20, 10)
                .with(Attribute.CUSTOMER, List.of("CUS-1", "CUS-2", "CUS-1"))
                .in(Set.of(OrderState.HELD))
                .in(OrderScope.placedBy("partner"))
                .within(Time.PLACED, since)
                .mentioning("lindqvist");
        assertThat(query)
                .isEqualTo(new OrderQuery(
                        Map.of(
                                Attribute.CUSTOMER, Set.of("CUS-1", "CUS-2"),
                                Attribute.STATE, Set.of("HELD"),
                                Attribute.PLACED_BY, Set.of("partner")),
                        Map.of(Time.PLACED, since),
                        Optional.of("lindqvist"),
                        20,
                        10));
    }

    @Test
    void what_is_not_asked_restricts_nothing() {
        OrderQuery all = OrderQuery.all(0, 10);
        assertThat(all.with(Attribute.ID, List.of())
                        .in(Set.<OrderState>of())
                        .in(OrderScope.ALL)
                        .within(Time.REQUESTED_START, new Period(Optional.empty(), Optional.empty())))
                .isEqualTo(all);
    }

    @Test
    void a_page_has_a_beginning_and_a_length_within_limits() {
        assertThat(OrderQuery.all(-1, 0)).isEqualTo(OrderQuery.all(0, 1));
        assertThat(OrderQuery.all(0, Integer.MAX_VALUE).limit()).isEqualTo(Page.MAX_LIMIT);
    }

    @Test
    void a_scope_covers_what_its_login_placed_or_all() {
        PlaceOrder command = order(item("1", "plan", Map.of()));
        ProductOrder placedByCsr = new ProductOrder(
                new OrderId("ORD-1"),
                command,
                new BillingAccountId("BAC-1"),
                "1",
                OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .items(),
                Optional.empty(),
                NOW);
        assertThat(OrderScope.ALL.covers(placedByCsr)).isTrue();
        assertThat(OrderScope.placedBy("csr").covers(placedByCsr)).isTrue();
        assertThat(OrderScope.placedBy("partner").covers(placedByCsr)).isFalse();
    }
}
