package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.order.AmendmentAssessment;
import dialtone.order.OrderId;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.CustomerId;
import dialtone.pool.NumberStanding;
import dialtone.pool.NumberStanding.State;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import dialtone.pool.service.PoolContention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that asks for a number by name, and the numbers next to it. */
class WantedNumberTest {

    private static final String WANTED = "999155500400";
    private static final String NEIGHBOUR = "999155500500";
    private static final PlaceOrder.Item ANY = item("1", "mobile-sim-only-m", Map.of());

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
        Instant freeFrom = standing(WANTED).freeFrom().orElseThrow();
        assertThat(freeFrom).isAfter(desk.clock.instant());

        OrderId late = placed(BRUNO);
        desk.clock.pass(Duration.between(desk.clock.instant(), freeFrom));
        assertThat(standing(WANTED))
                .as("aged, and not freed yet")
                .isEqualTo(new NumberStanding(WANTED, State.FREE, Optional.empty(), List.of()));
        assertThat(numbers(accepted(reserve(late)))).containsExactly(WANTED);
        desk.clock.pass(Duration.ofMinutes(1));
        assertThat(desk.database.<Integer>inTransaction(() -> desk.pools.freeAged()))
                .as("somebody else's by now")
                .isZero();
        assertThat(standing(WANTED).state()).isEqualTo(State.RESERVED);
    }

    @Test
    void a_line_that_any_number_will_do_for_does_not_get_the_one_that_another_line_of_the_order_wants() {
        execute("DELETE FROM POOLED_RESOURCE WHERE KIND = 'MSISDN' AND IDENTIFIER NOT IN ('" + WANTED + "', '"
                + NEIGHBOUR + "')");
        // whoever takes any takes that of the highest place, but one time in a million
        execute("UPDATE POOLED_RESOURCE SET PLACE = CASE WHEN IDENTIFIER = '" + WANTED
                + "' THEN 999999 ELSE 0 END WHERE KIND = 'MSISDN'");
        OrderId order = accepted(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-m", Map.of()), wanting("2", WANTED))))
                .id();
        assertThat(accepted(reserve(order)))
                .filteredOn(resource -> resource.kind() == ResourceKind.MSISDN)
                .extracting(resource -> resource.itemId() + " " + resource.identifier())
                .containsExactlyInAnyOrder("2 " + WANTED, "1 " + NEIGHBOUR);
    }

    @Test
    void a_number_that_is_no_mobile_number_is_neither_had_nor_offered() {
        execute("UPDATE POOLED_RESOURCE SET VARIANT = 'geographic' WHERE IDENTIFIER IN ('" + WANTED + "', '" + NEIGHBOUR
                + "')");
        assertThat(standing(WANTED).state()).isEqualTo(State.NOT_OURS);
        assertThat(standing(WANTED).neighbours()).contains("999155500300").doesNotContain(NEIGHBOUR);
        assertThat(refused(reserve(placed(ADA)))).extracting(Rejection::code).containsExactly("NUMBER_POOL_EMPTY");
    }

    @Test
    void while_somebody_else_has_the_row_of_a_number_that_is_free_nothing_is_known_yet() throws Exception {
        OrderId order = placed(ADA);
        try (Connection other = desk.database.dataSource().getConnection();
                PreparedStatement lock = other.prepareStatement(
                        "SELECT IDENTIFIER FROM POOLED_RESOURCE WHERE KIND = 'MSISDN' AND IDENTIFIER = ? FOR UPDATE")) {
            other.setAutoCommit(false);
            lock.setString(1, WANTED);
            lock.executeQuery().close();
            assertThatThrownBy(() -> reserve(order)).isInstanceOf(PoolContention.class);
            other.rollback();
        }
        assertThat(numbers(accepted(reserve(order)))).containsExactly(WANTED);
    }

    @Test
    void a_line_that_an_amendment_adds_is_told_what_stands_against_its_number() {
        accepted(reserve(placed(BRUNO)));
        OrderId order = begun(ANY);
        for (Outcome<?> said :
                List.of(amend(order, ANY, wanting("2", WANTED)), assess(order, ANY, wanting("2", WANTED)))) {
            assertThat(refused(said))
                    .containsExactly(Rejection.at(
                            "productOrderItem[2].product.productCharacteristic[wantedMsisdn]",
                            "NUMBER_RESERVED",
                            "Number " + WANTED + " is reserved for another order. Free next to it: " + NEIGHBOUR
                                    + ", 999155500300, 999155500600, 999155500200, 999155500700."));
        }
        accepted(assess(order, ANY, wanting("2", NEIGHBOUR)));
        accepted(amend(order, ANY, wanting("2", NEIGHBOUR)));
        assertThat(numbers(desk.pools.ofOrder(order))).contains(NEIGHBOUR);
    }

    @Test
    void a_line_that_is_added_gets_the_number_of_the_one_that_is_withdrawn_while_no_element_knows_it() {
        OrderId order = begun(wanting("1", WANTED));
        assertThat(refused(amend(order, wanting("2", WANTED), wanting("3", "4915112345678"))))
                .extracting(Rejection::code)
                .containsExactly("NUMBER_NOT_OURS");
        accepted(amend(order, wanting("2", WANTED)));
        assertThat(desk.pools.ofOrder(order))
                .filteredOn(resource -> resource.kind() == ResourceKind.MSISDN)
                .extracting(resource -> resource.itemId() + " " + resource.identifier())
                .containsExactly("2 " + WANTED);

        OrderId told = begun(wanting("1", NEIGHBOUR));
        desk.database.inTransaction(() -> desk.progress.releaseSteps(told));
        assertThat(refused(amend(told, wanting("2", NEIGHBOUR))))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("NUMBER_QUARANTINED");
                    assertThat(refusal.message())
                            .startsWith("Number " + NEIGHBOUR
                                    + " was given up and is not handed out again before somebody has looked into it.");
                });
    }

    @Test
    void an_exchange_that_comes_to_nothing_leaves_a_number_where_it_was() {
        OrderId order = begun(wanting("1", WANTED));
        accepted(reserve(placed(BRUNO, NEIGHBOUR)));
        List<ResourceNeed> needs = List.of(
                new ResourceNeed("2", ResourceKind.MSISDN, ResourceNeed.MOBILE, Optional.of(WANTED)),
                new ResourceNeed("3", ResourceKind.MSISDN, ResourceNeed.MOBILE, Optional.of(NEIGHBOUR)));
        assertThat(refused(desk.database.inTransaction(() ->
                        desk.pools.exchange(order, needs, held -> held.itemId().equals("1"), Set.of()))))
                .extracting(Rejection::code)
                .containsExactly("NUMBER_POOL_EMPTY");
        assertThat(desk.pools.ofOrder(order))
                .filteredOn(resource -> resource.kind() == ResourceKind.MSISDN)
                .extracting(resource -> resource.itemId() + " " + resource.identifier())
                .containsExactly("1 " + WANTED);
    }

    @Test
    void the_number_of_another_operator_has_no_neighbours_and_one_at_the_edge_has_those_on_its_side() {
        assertThat(standing("4915112345678"))
                .isEqualTo(new NumberStanding("4915112345678", State.NOT_OURS, Optional.empty(), List.of()));
        assertThat(standing("999155530002").neighbours())
                .containsExactly("999155529900", "999155529800", "999155529700", "999155529600", "999155529500");
    }

    private static PlaceOrder.Item wanting(String id, String number) {
        return item(id, "mobile-sim-only-m", Map.of(ResourceNeed.WANTED_MSISDN, number));
    }

    /** Reserved, and no step of it released. */
    private OrderId begun(PlaceOrder.Item item) {
        OrderId id =
                accepted(desk.entry.place(order(ADA, Optional.empty(), item))).id();
        desk.database.inTransaction(() -> desk.validate(id, 77));
        accepted(desk.database.inTransaction(() -> desk.progress.reserve(id)));
        return id;
    }

    private Outcome<ProductOrder> amend(OrderId order, PlaceOrder.Item... items) {
        return desk.database.inTransaction(() -> desk.amendments.amend(AmendmentStories.command(order, 1, items)));
    }

    private Outcome<AmendmentAssessment> assess(OrderId order, PlaceOrder.Item... items) {
        return desk.database.inTransaction(() -> desk.amendments.assess(AmendmentStories.command(order, 1, items)));
    }

    private void execute(String sql) {
        desk.database.inTransaction(() -> {
            try (Connection connection = desk.database.dataSource().getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private NumberStanding standing(String number) {
        return desk.pools.standing(number);
    }

    private OrderId placed(CustomerId customer) {
        return placed(customer, WANTED);
    }

    private OrderId placed(CustomerId customer, String number) {
        return accepted(desk.entry.place(order(customer, Optional.empty(), wanting("1", number))))
                .id();
    }

    private Outcome<List<PooledResource>> reserve(OrderId order) {
        return desk.database.inTransaction(() ->
                desk.pools.reserve(order, desk.checks.request(order).request().needs()));
    }

    private static List<String> numbers(List<PooledResource> held) {
        return held.stream()
                .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                .map(PooledResource::identifier)
                .toList();
    }
}
