package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.OrderNote;
import dialtone.order.OrderPart;
import dialtone.order.OrderQuery;
import dialtone.order.OrderQuery.Attribute;
import dialtone.order.OrderQuery.Period;
import dialtone.order.OrderQuery.Time;
import dialtone.order.OrderReference;
import dialtone.order.OrderReference.Kind;
import dialtone.order.OrderScope;
import dialtone.order.OrderState;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a requester says of an order goes into the tables and comes out again; and who asks for orders gets the ones meant. */
class OrderDetailsStoredTest {

    private final Desk desk = new Desk();
    private final Instant now = desk.clock.instant();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void what_was_said_is_read_back_as_it_was_said() {
        OrderDetails said = new OrderDetails(
                Optional.of("Line for the workshop"),
                Optional.of("business"),
                Optional.of(1),
                Optional.of(now.minusSeconds(60)),
                Optional.of(now.plus(Duration.ofDays(3))),
                Optional.of("+49 30 1234567"),
                List.of(
                        new OrderNote("A", "Bruno", now.minusSeconds(5), "Bell is broken."),
                        new OrderNote(null, null, null, "Call first.")),
                List.of(
                        new OrderReference(
                                Kind.CHANNEL, "shop-7", null, "Shop in the high street", "capture", "Channel"),
                        new OrderReference(
                                Kind.PARTY, "EMP-4", "https://hr.example/EMP-4", "Eva", "seller", "Individual"),
                        new OrderReference(Kind.AGREEMENT, "FRAME-1", null, null, null, null)));
        OrderId id = place("csr", ADA, said).id();
        OrderDetails read = found(id).details();
        assertThat(read.notes())
                .containsExactly(
                        new OrderNote("A", "Bruno", now.minusSeconds(5), "Bell is broken."),
                        new OrderNote("2", "csr", now, "Call first."));
        assertThat(read).usingRecursiveComparison().ignoringFields("notes").isEqualTo(said);
        assertThat(desk.due(id.value())).as("a start that is past is now").contains(now);
    }

    @Test
    void what_cannot_be_kept_is_refused_and_nothing_is_stored() {
        assertThat(refused(
                        desk.entry.place(command("csr", ADA, OrderDetails.startingAt(now.plus(Duration.ofDays(731)))))))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(org.assertj.core.api.Assertions.tuple("requestedStartDate", "START_TOO_FAR_AHEAD"));
        assertThat(desk.messages()).isEmpty();
        assertThat(list(OrderQuery.all(0, 10))).isEmpty();
    }

    @Test
    void an_order_for_later_is_acknowledged_at_once_and_its_start_is_put_out_when_it_is_due() {
        Instant friday = now.plus(Duration.ofDays(2));
        ProductOrder order = place("csr", ADA, OrderDetails.startingAt(friday));
        assertThat(order.state()).isEqualTo(OrderState.ACKNOWLEDGED);
        assertThat(desk.due(order.id().value())).contains(friday);
        assertThat(list(OrderQuery.all(0, 10)
                        .within(Time.REQUESTED_START, new Period(Optional.of(now), Optional.empty()))))
                .containsExactly(order.id());
    }

    @Test
    void an_order_for_later_can_be_cancelled_while_it_waits_and_its_start_does_nothing_then() {
        OrderId id = place("csr", ADA, OrderDetails.startingAt(now.plus(Duration.ofDays(2))))
                .id();
        desk.clock.pass(Duration.ofDays(1));
        accepted(desk.database.inTransaction(() -> desk.cancel(id, "moved abroad", "csr")));
        desk.clock.pass(Duration.ofDays(1));
        assertThat(desk.database.<Boolean>inTransaction(() -> desk.validate(id, 9)))
                .isFalse();
        assertThat(found(id).state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void a_partner_finds_the_orders_he_placed_and_the_house_all() {
        OrderId his = place("partner", ADA, OrderDetails.NONE).id();
        OrderId ours = place("csr", BRUNO, OrderDetails.NONE).id();
        OrderScope partner = OrderScope.placedBy("partner");
        assertThat(list(OrderQuery.all(0, 10).in(partner))).containsExactly(his);
        assertThat(list(OrderQuery.all(0, 10).in(OrderScope.ALL))).containsExactlyInAnyOrder(his, ours);
        assertThat(desk.database.<Optional<ProductOrder>>inTransaction(() -> desk.orders.find(ours, partner)))
                .isEmpty();
        assertThat(desk.database.<Optional<ProductOrder>>inTransaction(() -> desk.orders.find(his, partner)))
                .isPresent();
        assertThat(desk.placers()).containsExactly("partner", "csr");
    }

    @Test
    void a_list_of_many_orders_takes_no_more_statements_than_one_of_two() {
        for (int i = 0; i < 6; i++) {
            place("csr", ADA, OrderDetails.NONE);
        }
        long two = desk.database.statementsOf(() -> desk.orders.list(OrderQuery.all(0, 2)));
        assertThat(desk.database.statementsOf(() -> desk.orders.list(OrderQuery.all(0, 6))))
                .as("statements of a list of six orders")
                .isEqualTo(two)
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "NOTES, 2", "NOTES REFERENCES, 3", "ITEMS, 4"})
    void a_list_reads_the_parts_that_are_asked_for_and_no_others(String parts, long statements) {
        for (int i = 0; i < 3; i++) {
            place("csr", ADA, OrderDetails.NONE);
        }
        Set<OrderPart> read = Arrays.stream(parts.split(" "))
                .filter(part -> !part.isEmpty())
                .map(OrderPart::valueOf)
                .collect(Collectors.toSet());
        assertThat(desk.database.statementsOf(() -> desk.orders.list(OrderQuery.all(0, 10), read)))
                .isEqualTo(statements);
        assertThat(desk.database.statementsOf(() -> desk.orders.list(OrderQuery.all(0, 2), read)))
                .as("and one that counts, of a page that is full")
                .isEqualTo(statements + 1);
    }

    @Test
    void a_plan_takes_one_statement_and_its_facts_two_however_many_steps_it_has() {
        OrderId id = place("csr", ADA, OrderDetails.NONE).id();
        desk.database.inTransaction(() -> desk.validate(id, 9));
        assertThat(desk.database.statementsOf(() -> assertThat(PlanReading.steps(desk.database.entities(), id))
                        .hasSizeGreaterThan(1)
                        .flatMap(PlanStep::dependsOn)
                        .isNotEmpty()))
                .isEqualTo(1);
        assertThat(desk.database.statementsOf(() -> assertThat(desk.orders.plan(id))
                        .hasSizeGreaterThan(1)
                        .allMatch(step -> step.formerFacts().isEmpty())))
                .isEqualTo(3);
    }

    @Test
    void orders_are_chosen_by_any_of_several_values_of_each_attribute() {
        OrderId ada = place("csr", ADA, category("residential")).id();
        OrderId bruno = place("csr", BRUNO, category("business")).id();
        OrderId later = place("csr", BRUNO, OrderDetails.NONE).id();
        OrderQuery all = OrderQuery.all(0, 10);
        assertThat(list(all.with(Attribute.ID, Set.of(ada.value(), later.value(), "ORD-0"))))
                .containsExactlyInAnyOrder(ada, later);
        assertThat(list(all.with(Attribute.CATEGORY, Set.of("business")))).containsExactly(bruno);
        assertThat(list(all.with(Attribute.CUSTOMER, Set.of(BRUNO.value())))).containsExactlyInAnyOrder(bruno, later);
        assertThat(list(all.with(
                        Attribute.BILLING_ACCOUNT,
                        Set.of(found(ada).billingAccount().value()))))
                .containsExactly(ada);
        assertThat(list(all.with(Attribute.CUSTOMER, Set.of(BRUNO.value()))
                        .with(Attribute.CATEGORY, Set.of("residential"))))
                .isEmpty();
        assertThat(list(all.with(Attribute.EXTERNAL_ID, Set.of("' or 1=1 --")))).isEmpty();
        Period none = new Period(Optional.of(now.plusSeconds(1)), Optional.empty());
        assertThat(list(all.within(Time.PLACED, none))).isEmpty();
    }

    private ProductOrder place(String login, CustomerId customer, OrderDetails details) {
        return accepted(desk.entry.place(command(login, customer, details)));
    }

    private static PlaceOrder command(String login, CustomerId customer, OrderDetails details) {
        PlaceOrder plain = order(customer, Optional.empty(), item("1", "mobile-sim-only-s", Map.of()));
        return new PlaceOrder(
                plain.idempotencyKey(),
                plain.externalId(),
                plain.customer(),
                plain.billingAccount(),
                plain.channel(),
                login,
                plain.items(),
                details);
    }

    private static OrderDetails category(String category) {
        return new OrderDetails(
                Optional.empty(),
                Optional.of(category),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private ProductOrder found(OrderId id) {
        return desk.database
                .<Optional<ProductOrder>>inTransaction(() -> desk.orders.find(id))
                .orElseThrow();
    }

    private List<OrderId> list(OrderQuery query) {
        return desk.database.inTransaction(() -> desk.orders.list(query)).rows().stream()
                .map(ProductOrder::id)
                .toList();
    }
}
