package dialtone.order;

import static dialtone.order.Catalogs.EUR;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.AnswerForm;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that say how many seats a product has: team talk T2 of line T1, of 3.00 EUR a seat and month. */
class SeatChangeTest {

    private static final ProductOffering TALK = new ProductOffering(
            new OfferingId("talk"),
            "Team Talk",
            "Team Talk",
            Role.ADD_ON,
            "talk-spec",
            List.of(new CharacteristicSpecification(
                    "seats",
                    "Seats",
                    false,
                    List.of(),
                    Optional.of("1"),
                    Optional.of(new AnswerForm(Pattern.compile("[1-9][0-9]{0,5}"), "It is a number.")),
                    List.of())),
            List.of(
                    new Price.OneOff("once", "Setup", Money.of("5.00", EUR)),
                    new Price.Recurring(
                            "seat", "Seat", Money.of("3.00", EUR), RecurringTerms.parse("basis=seats", EUR))),
            ProductOffering.Relations.NONE,
            ProductOffering.Terms.NONE);

    private static final OwnedProduct LINE = Catalogs.owned("T1", "plan", Map.of(), Optional.empty());

    private static OwnedProduct talk(InventoryState state, Optional<LineSuspension> suspension) {
        return new OwnedProduct(
                "T2",
                Optional.of("T1"),
                TALK,
                Map.of("seats", "5", "lineMsisdn", "491510000001"),
                List.of(),
                Optional.of("491510000001"),
                state,
                suspension,
                Optional.empty());
    }

    private static Catalog catalog() {
        Catalog small = Catalogs.small();
        return new Catalog(
                "2",
                Stream.concat(small.offerings().stream(), Stream.of(TALK)).toList(),
                small.services(),
                small.rules(),
                small.devices());
    }

    private static CustomerProducts customer(OwnedProduct talk, Map<String, OrderId> claims) {
        return new CustomerProducts(Set.of(new OfferingId("plan")), List.of(LINE, talk), claims);
    }

    private static OrderChecks.Checked checked(CustomerProducts customer, PlaceOrder.Item... items) {
        return OrderChecks.check(order(items), catalog(), customer);
    }

    private static OrderChecks.Checked checked(PlaceOrder.Item... items) {
        return checked(customer(talk(InventoryState.ACTIVE, Optional.empty()), Map.of()), items);
    }

    private static PlaceOrder.Item seats(String product, String count) {
        return new PlaceOrder.Item(
                "1", ItemAction.MODIFY, Optional.empty(), Optional.of(product), Map.of("seats", count), "item[1]");
    }

    private static List<String> codes(OrderChecks.Checked checked) {
        return checked.refusals().stream().map(Rejection::code).toList();
    }

    @Test
    void eight_seats_in_place_of_five_leave_all_else_as_it_was_and_ask_nothing_of_the_network() {
        OrderChecks.Checked checked = checked(seats("T2", "8"));
        assertThat(checked.refusals()).isEmpty();
        OrderedItem item = checked.items().getFirst();
        assertThat(item.isSeating()).isTrue();
        assertThat(item.isChange()).isFalse();
        assertThat(item.leavesTerm()).isFalse();
        assertThat(item.newSeats()).contains(8L);
        assertThat(item.characteristics())
                .containsOnly(Map.entry("seats", "8"), Map.entry("lineMsisdn", "491510000001"));
        assertThat(item.prices()).isEmpty();
        assertThat(item.priced().seats()).isEqualTo(8);
        FulfilmentPlan plan = FulfilmentPlan.of(catalog(), checked.items());
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.needs()).isEmpty();
        OrderPreview preview = OrderPreview.of(checked.items(), EUR, LocalDateTime.parse("2026-11-25T10:00:00"));
        assertThat(preview.changes()).isEmpty();
        assertThat(preview.uses()).isEmpty();
    }

    @Test
    void what_is_added_with_seats_costs_so_many_times_a_month() {
        OrderChecks.Checked checked = checked(Catalogs.item("1", "talk", Map.of("seats", "8")));
        assertThat(checked.refusals()).isEmpty();
        assertThat(checked.items().getFirst().priced().seats()).isEqualTo(8);
        OrderPreview preview = OrderPreview.of(checked.items(), EUR, LocalDateTime.parse("2026-11-25T10:00:00"));
        assertThat(preview.monthly()).isEqualTo(Money.of("24.00", EUR));
        assertThat(preview.oneOff()).as("once, and not by the seat").isEqualTo(Money.of("5.00", EUR));
        assertThat(checked(Catalogs.item("1", "talk", Map.of()))
                        .items()
                        .getFirst()
                        .priced()
                        .seats())
                .isEqualTo(1);
        assertThat(codes(checked(Catalogs.item("1", "talk", Map.of("seats", "100001")))))
                .containsExactly("INVALID_SEATS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "05", "1.5", "many", "", "100001", "1234567"})
    void seats_that_nobody_can_have_are_refused(String count) {
        assertThat(codes(checked(seats("T2", count)))).containsExactly("INVALID_SEATS");
    }

    @Test
    void what_is_not_by_the_seat_not_the_customers_or_not_in_use_has_no_other_number() {
        assertThat(codes(checked(seats("T1", "2")))).containsExactly("NOT_BY_THE_SEAT");
        assertThat(codes(checked(seats("T9", "2")))).containsExactly("UNKNOWN_PRODUCT");
        assertThat(codes(checked(
                        customer(talk(InventoryState.TERMINATED, Optional.empty()), Map.of()), seats("T2", "2"))))
                .containsExactly("PRODUCT_NOT_ACTIVE");
        LineSuspension suspension = new LineSuspension(SuspensionReason.VOLUNTARY, Barring.ALL);
        assertThat(codes(checked(
                        customer(talk(InventoryState.SUSPENDED, Optional.of(suspension)), Map.of()), seats("T2", "2"))))
                .containsExactly("LINE_SUSPENDED");
    }

    @Test
    void a_product_that_something_else_is_about_waits_for_that() {
        for (String claimed : List.of("T1", "T2")) {
            CustomerProducts customer =
                    customer(talk(InventoryState.ACTIVE, Optional.empty()), Map.of(claimed, new OrderId("ORD-9")));
            assertThat(codes(checked(customer, seats("T2", "2"))))
                    .as("order about " + claimed)
                    .containsExactly("PRODUCT_IN_ANOTHER_ORDER");
        }
        PlaceOrder.Item end =
                new PlaceOrder.Item("2", ItemAction.DELETE, Optional.empty(), Optional.of("T1"), Map.of(), "item[2]");
        assertThat(codes(checked(seats("T2", "2"), end)))
                .as("it ends with its line")
                .containsExactly("DUPLICATE_PRODUCT");
    }

    @Test
    void with_seats_nothing_else_is_said() {
        PlaceOrder.Item item = new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.of(TALK.id()),
                Optional.of("T2"),
                Map.of("seats", "2", "lineMsisdn", "49"),
                "item[1]");
        assertThat(codes(checked(item))).containsExactly("CHARACTERISTIC_NOT_ALLOWED");
        assertThat(codes(checked(PlaceOrder.Item.seat("1", "T2", "2", "item[1]"))))
                .isEmpty();
    }
}
