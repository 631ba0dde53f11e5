package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import dialtone.pool.NumberStanding;
import dialtone.pool.NumberStanding.State;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that asks for a number by name, and the numbers next to it. */
class WantedNumberTest {

    private static final String WANTED = "999155500400";

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_number_is_free_then_reserved_for_the_order_that_asks_for_it_and_for_no_other() {
        assertThat(standing(WANTED)).isEqualTo(new NumberStanding(WANTED, State.FREE, Optional.empty(), List.of()));
        OrderId first = placed(ADA);
        OrderId second = placed(BRUNO);
        assertThat(numbers(accepted(reserve(first)))).containsExactly(WANTED);
        assertThat(numbers(accepted(reserve(first)))).as("said twice").containsExactly(WANTED);

        assertThat(standing(WANTED))
                .isEqualTo(new NumberStanding(
                        WANTED,
                        State.RESERVED,
                        Optional.empty(),
                        List.of("999155500500", "999155500300", "999155500600", "999155500200", "999155500700")));
        List<Rejection> refusals = refused(reserve(second));
        assertThat(refusals)
                .containsExactly(Rejection.of(
                        "NUMBER_POOL_EMPTY", "Number " + WANTED + ", which was asked for, is not free any more."));

        desk.database.inTransaction(() -> desk.pools.release(first, Set.of()));
        assertThat(numbers(accepted(reserve(second))))
                .as("given up by the other")
                .containsExactly(WANTED);
    }

    @Test
    void a_number_in_use_ages_when_its_line_ends_and_says_until_when() {
        OrderId order = placed(ADA);
        accepted(reserve(order));
        desk.database.inTransaction(() -> desk.pools.assign(order));
        assertThat(standing(WANTED).state()).isEqualTo(State.IN_USE);
        desk.database.inTransaction(() -> desk.pools.end(order, ResourceKind.MSISDN, WANTED));
        assertThat(standing(WANTED).state()).isEqualTo(State.QUARANTINED);
        assertThat(standing(WANTED).freeFrom().orElseThrow()).isAfter(desk.clock.instant());
    }

    @Test
    void the_number_of_another_operator_has_no_neighbours_and_one_at_the_edge_has_those_on_its_side() {
        assertThat(standing("4915112345678"))
                .isEqualTo(new NumberStanding("4915112345678", State.NOT_OURS, Optional.empty(), List.of()));
        assertThat(standing("999155530002").neighbours())
                .containsExactly("999155529900", "999155529800", "999155529700", "999155529600", "999155529500");
    }

    private NumberStanding standing(String number) {
        return desk.pools.standing(number);
    }

    private OrderId placed(CustomerId customer) {
        return accepted(desk.entry.place(order(
                        customer,
                        Optional.empty(),
                        item("1", "mobile-sim-only-m", Map.of(ResourceNeed.WANTED_MSISDN, WANTED)))))
                .id();
    }

    private Outcome<List<PooledResource>> reserve(OrderId order) {
        return desk.database.inTransaction(
                () -> desk.pools.reserve(order, desk.checks.request(order).needs()));
    }

    private static List<String> numbers(List<PooledResource> held) {
        return held.stream()
                .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                .map(PooledResource::identifier)
                .toList();
    }
}
