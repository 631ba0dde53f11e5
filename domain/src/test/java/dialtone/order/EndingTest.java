package dialtone.order;

import static dialtone.order.Catalogs.EUR;
import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.UsageType;
import dialtone.inventory.InventoryState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders that end products: a line P1 with a handset P2 and a booster P3, and a line P9 that has ended. */
class EndingTest {

    private static final OwnedProduct LINE = owned("P1", "plan", Map.of("simType", "physical"), Optional.empty());
    private static final OwnedProduct HANDSET =
            owned("P2", "handset", Map.of("deviceColour", "black"), Optional.of("P1"));
    private static final OwnedProduct BOOST = owned("P3", "boost", Map.of(), Optional.of("P1"));
    private static final OwnedProduct GONE = ended(owned("P9", "plan", Map.of(), Optional.empty()));

    private static OwnedProduct ended(OwnedProduct product) {
        return new OwnedProduct(
                product.id(),
                product.line(),
                product.offering(),
                product.characteristics(),
                product.services(),
                product.number(),
                InventoryState.TERMINATED,
                Optional.empty(),
                product.earlyTermination());
    }

    private static OwnedProduct including(String id) {
        return including(id, BOOST.offering().prices());
    }

    private static OwnedProduct including(String id, List<Price> others) {
        ProductOffering boost = BOOST.offering();
        List<Price> prices = new ArrayList<>(others);
        prices.add(new Price.Allowance("data", "1 GB", List.of(UsageType.DATA), 1_000_000_000));
        return new OwnedProduct(
                id,
                BOOST.line(),
                new ProductOffering(
                        boost.id(),
                        boost.name(),
                        boost.description(),
                        boost.role(),
                        boost.productSpecification(),
                        boost.characteristics(),
                        prices,
                        new ProductOffering.Relations(boost.requires(), boost.excludes(), Optional.empty()),
                        new ProductOffering.Terms(
                                boost.minimumTerm(), boost.suspensionFees(), Map.of(), Optional.empty())),
                BOOST.characteristics(),
                BOOST.services(),
                BOOST.number(),
                InventoryState.ACTIVE,
                Optional.empty(),
                Optional.empty());
    }

    private static final CustomerProducts CUSTOMER =
            new CustomerProducts(Set.of(new OfferingId("plan")), List.of(LINE, HANDSET, BOOST, GONE), Map.of());

    private static PlaceOrder.Item end(String id, String product) {
        return PlaceOrder.Item.end(id, product, "item[" + id + "]");
    }

    private static OrderChecks.Checked check(CustomerProducts customer, PlaceOrder.Item... items) {
        return OrderChecks.check(order(items), Catalogs.small(), customer);
    }

    @Test
    void a_line_takes_its_handset_and_its_booster_with_it_each_as_an_item_of_its_own() {
        List<OrderedItem> items = check(CUSTOMER, end("1", "P1")).items();
        assertThat(items)
                .extracting(ordered -> ordered.itemId() + " " + ordered.action() + " "
                        + ordered.offering().name() + " " + ordered.lineItem().orElse("-"))
                .containsExactly("1 DELETE plan -", "1-1 DELETE handset 1", "1-2 DELETE boost 1");
        assertThat(items)
                .allSatisfy(ordered -> assertThat(ordered.prices())
                        .singleElement()
                        .satisfies(price -> assertThat(price.id()).isEqualTo("early-termination")));
    }

    @Test
    void what_would_undo_each_step_ends_it_and_what_rests_on_another_goes_first() {
        FulfilmentPlan plan = FulfilmentPlan.of(
                Catalogs.small(), check(CUSTOMER, end("1", "P1")).items());
        assertThat(plan.needs()).isEmpty();
        assertThat(plan.steps())
                .extracting(step -> step.position() + " " + step.itemId() + " "
                        + step.template().label() + " "
                        + step.dependsOn().stream().sorted().toList())
                .containsExactly(
                        "1 1-1 Undo device-on []",
                        "2 1-2 Undo faster []",
                        "3 1 Undo profile [2]",
                        "4 1 Undo sim [1, 3]");
        assertThat(plan.steps()).allSatisfy(step -> {
            assertThat(step.template().pointOfNoReturn()).isEqualTo(PointOfNoReturn.HARD);
            assertThat(step.template().undo()).isEmpty();
            assertThat(step.template().jobType()).startsWith("fulfilment.undo-");
        });
    }

    @Test
    void an_add_on_ends_alone_beside_something_new() {
        OrderChecks.Checked checked = check(CUSTOMER, end("1", "P3"), item("2", "plan", Map.of("simType", "physical")));
        assertThat(checked.refusals()).isEmpty();
        FulfilmentPlan plan = FulfilmentPlan.of(Catalogs.small(), checked.items());
        assertThat(plan.steps())
                .extracting(step -> step.itemId() + " " + step.template().label() + " " + step.dependsOn())
                .containsExactlyInAnyOrder("1 Undo faster []", "2 sim []", "2 profile [2]");
        assertThat(plan.needs()).hasSize(2).allMatch(need -> need.itemId().equals("2"));
    }

    @Test
    void ids_of_what_ends_with_a_line_are_free_and_not_too_long() {
        String longest = "x".repeat(32);
        assertThat(check(CUSTOMER, end("1", "P1"), item("1-1", "plan", Map.of()))
                        .items())
                .extracting(OrderedItem::itemId)
                .containsExactly("1", "1-2", "1-3", "1-1");
        assertThat(check(CUSTOMER, end(longest, "P1")).items())
                .extracting(OrderedItem::itemId)
                .containsExactly(longest, "x".repeat(30) + "-1", "x".repeat(30) + "-2");
    }

    static Stream<Arguments> refusals() {
        CustomerProducts busy =
                new CustomerProducts(CUSTOMER.active(), CUSTOMER.products(), Map.of("P2", new OrderId("ORD-7")));
        return Stream.of(
                refusal(CUSTOMER, "UNKNOWN_PRODUCT item[1].product.id", end("1", "P4")),
                refusal(CUSTOMER, "PRODUCT_NOT_ACTIVE item[1].product.id", end("1", "P9")),
                refusal(busy, "PRODUCT_IN_ANOTHER_ORDER item[1].product.id", end("1", "P2")),
                refusal(busy, "PRODUCT_IN_ANOTHER_ORDER item[1].product.id", end("1", "P1")),
                refusal(CUSTOMER, "DUPLICATE_PRODUCT item[2].product.id", end("1", "P1"), end("2", "P1")),
                refusal(CUSTOMER, "DUPLICATE_PRODUCT item[2].product.id", end("1", "P3"), end("2", "P3")),
                refusal(CUSTOMER, "DUPLICATE_PRODUCT item[2].product.id", end("1", "P1"), end("2", "P2")),
                refusal(
                        CUSTOMER,
                        "MISSING item[1].product.id",
                        new PlaceOrder.Item(
                                "1", ItemAction.DELETE, Optional.empty(), Optional.empty(), Map.of(), "item[1]")),
                refusal(
                        CUSTOMER,
                        "MISSING item[1].productOffering.id",
                        new PlaceOrder.Item(
                                "1", ItemAction.ADD, Optional.empty(), Optional.empty(), Map.of(), "item[1]")),
                refusal(
                        CUSTOMER,
                        "PRODUCT_NOT_TAKEN item[1].product.id",
                        new PlaceOrder.Item(
                                "1",
                                ItemAction.ADD,
                                Optional.of(new OfferingId("plan")),
                                Optional.of("P1"),
                                Map.of(),
                                "item[1]")),
                refusal(
                        CUSTOMER,
                        "OFFERING_OF_ANOTHER_PRODUCT item[1].productOffering.id",
                        new PlaceOrder.Item(
                                "1",
                                ItemAction.DELETE,
                                Optional.of(new OfferingId("boost")),
                                Optional.of("P1"),
                                Map.of(),
                                "item[1]")),
                refusal(
                        CUSTOMER,
                        "CHARACTERISTIC_NOT_ALLOWED item[1].product.productCharacteristic",
                        new PlaceOrder.Item(
                                "1",
                                ItemAction.DELETE,
                                Optional.of(new OfferingId("plan")),
                                Optional.of("P1"),
                                Map.of("simType", "esim"),
                                "item[1]")),
                refusal(
                        new CustomerProducts(Set.of(), List.of(withLastingService()), Map.of()),
                        "PRODUCT_CANNOT_END item[1].product.id",
                        end("1", "P5")));
    }

    private static Arguments refusal(CustomerProducts customer, String expected, PlaceOrder.Item... items) {
        return Arguments.of(expected, customer, items);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_cannot_be_ended_is_refused_with_a_code_and_the_path_of_the_field(
            String expected, CustomerProducts customer, PlaceOrder.Item[] items) {
        assertThat(check(customer, items).refusals())
                .extracting(refusal -> refusal.code() + " " + refusal.field())
                .contains(expected);
    }

    @Test
    void a_service_that_nothing_takes_back_is_named() {
        assertThat(check(new CustomerProducts(Set.of(), List.of(withLastingService()), Map.of()), end("1", "P5"))
                        .refusals())
                .extracting(Rejection::message)
                .containsExactly("plan cannot be ended: nothing takes back \"Bury cable\".");
    }

    private static OwnedProduct withLastingService() {
        OwnedProduct product = owned("P5", "plan", Map.of(), Optional.empty());
        StepTemplate hard = new StepTemplate(
                "fulfilment.bury-cable",
                "Bury cable",
                List.of(),
                Duration.ofSeconds(5),
                Map.of(),
                PointOfNoReturn.HARD,
                Optional.empty());
        List<ServiceSpecification> services = new ArrayList<>(product.services());
        services.add(new ServiceSpecification("cable", Kind.RESOURCE_FACING, List.of(), Optional.of(hard)));
        return new OwnedProduct(
                product.id(),
                product.line(),
                product.offering(),
                product.characteristics(),
                services,
                product.number(),
                InventoryState.ACTIVE,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void an_order_ends_no_more_products_than_a_person_reads() {
        List<OwnedProduct> many = new ArrayList<>(List.of(LINE));
        for (int i = 0; i < Endings.MAX_ENDING; i++) {
            many.add(owned("B" + i, "boost", Map.of(), Optional.of("P1")));
        }
        assertThat(check(new CustomerProducts(Set.of(), many, Map.of()), end("1", "P1"))
                        .refusals())
                .extracting(Rejection::code)
                .containsExactly("TOO_MANY_ITEMS");
        many.removeLast();
        assertThat(check(new CustomerProducts(Set.of(), many, Map.of()), end("1", "P1"))
                        .refusals())
                .isEmpty();
    }

    @Test
    void an_order_is_cancelled_before_the_first_thing_is_taken_away_and_not_after() {
        PlaceOrder command = order(end("1", "P1"));
        Catalog catalog = Catalogs.small();
        List<OrderedItem> items = OrderChecks.check(command, catalog, CUSTOMER).items();
        ProductOrder order = new ProductOrder(
                new OrderId("ORD-1"),
                command,
                new dialtone.party.BillingAccountId("BAC-1"),
                "1",
                items,
                Optional.empty(),
                Instant.EPOCH);
        assertThat(order.items()).extracting(OrderItem::product).contains(Optional.of("P1"), Optional.of("P3"));
        order.begin(order.placedAt());
        List<PlanStep> steps = FulfilmentPlan.of(catalog, items).steps().stream()
                .map(planned -> new PlanStep(order.id(), planned))
                .toList();
        assertThat(CancellationAssessment.of(order, steps).objection()).isEmpty();
        assertThat(CancellationAssessment.of(order, steps).leftOut()).hasSize(4);
        steps.getFirst().release(Instant.EPOCH);
        assertThat(CancellationAssessment.of(order, steps).objection().orElseThrow())
                .contains("past its point of no return", "Undo device-on");
    }

    @Test
    void a_preview_says_what_ends_what_that_costs_and_what_comes_back() {
        List<OrderedItem> items = check(CUSTOMER, end("1", "P1")).items();
        OrderPreview preview =
                OrderPreview.of(items, EUR, LocalDate.of(2026, 11, 25).atStartOfDay());
        assertThat(preview.oneOff()).isEqualTo(Money.of("24.00", EUR));
        assertThat(preview.monthly()).isEqualTo(Money.zero(EUR));
        assertThat(preview.endings())
                .containsExactly(
                        new OrderPreview.Ending(
                                "1",
                                "plan",
                                Optional.of("491510000001"),
                                Money.of("10.00", EUR),
                                Money.of("2.00", EUR),
                                false,
                                OrderPreview.Open.NOTHING),
                        new OrderPreview.Ending(
                                "1-1",
                                "handset",
                                Optional.empty(),
                                Money.of("10.00", EUR),
                                Money.of("2.00", EUR),
                                false,
                                OrderPreview.Open.NOTHING),
                        new OrderPreview.Ending(
                                "1-2",
                                "boost",
                                Optional.empty(),
                                Money.of("10.00", EUR),
                                Money.of("2.00", EUR),
                                false,
                                OrderPreview.Open.NOTHING));
    }

    private static Price recurring(String id, String amount, String terms) {
        return new Price.Recurring(id, id, Money.of(amount, EUR), RecurringTerms.parse(terms, EUR));
    }

    @Test
    void what_comes_back_of_an_add_on_is_kept_for_months_alone_and_not_said_of_what_is_not_known() {
        OwnedProduct boost = including(
                "P9",
                List.of(
                        recurring("service", "92.00", "period=1 quarter"),
                        recurring("fee", "5.00", ""),
                        recurring("year", "50.00", "period=1 year;alignment=anniversary"),
                        recurring("late", "5.00", "timing=in-arrears")));
        OrderPreview.Ending ending = OrderPreview.of(
                        List.of(OrderedItem.end("1", boost, Optional.empty())),
                        EUR,
                        LocalDate.of(2026, 11, 25).atTime(9, 0))
                .endings()
                .getFirst();
        assertThat(ending.credit()).as("37 of 92 days").isEqualTo(Money.of("37.00", EUR));
        assertThat(ending.open()).isEqualTo(new OrderPreview.Open(List.of("year"), false));
    }

    @Test
    void the_month_of_an_add_on_that_includes_something_is_not_given_back_unless_it_ends_with_a_month() {
        OwnedProduct boost = including("P9");
        List<OrderedItem> items = List.of(OrderedItem.end("1", boost, Optional.empty()));
        assertThat(OrderPreview.of(items, EUR, LocalDate.of(2026, 11, 25).atTime(9, 0))
                        .endings())
                .containsExactly(new OrderPreview.Ending(
                        "1",
                        "boost",
                        Optional.empty(),
                        Money.of("10.00", EUR),
                        Money.zero(EUR),
                        true,
                        OrderPreview.Open.NOTHING));
        assertThat(OrderPreview.of(items, EUR, LocalDate.of(2026, 12, 1).atTime(9, 0))
                        .endings())
                .extracting(OrderPreview.Ending::feeKept)
                .containsExactly(true);
        assertThat(OrderPreview.of(items, EUR, LocalDate.of(2026, 12, 1).atStartOfDay())
                        .endings())
                .containsExactly(new OrderPreview.Ending(
                        "1",
                        "boost",
                        Optional.empty(),
                        Money.of("10.00", EUR),
                        Money.of("10.00", EUR),
                        false,
                        OrderPreview.Open.NOTHING));
        assertThat(OrderPreview.of(
                                List.of(OrderedItem.end("1-1", boost, Optional.of("1"))),
                                EUR,
                                LocalDate.of(2026, 11, 25).atTime(9, 0))
                        .endings())
                .as("with its line")
                .extracting(OrderPreview.Ending::credit)
                .containsExactly(Money.of("2.00", EUR));
    }

    @Test
    void a_request_for_another_product_is_another_request() {
        assertThat(RequestKey.of(order(end("1", "P1"))).digest())
                .isNotEqualTo(RequestKey.of(order(end("1", "P2"))).digest())
                .isEqualTo(RequestKey.of(order(end("1", "P1"))).digest());
    }
}
