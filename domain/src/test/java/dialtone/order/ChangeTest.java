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
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.inventory.InventoryState;
import dialtone.party.BillingAccountId;
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

/** Orders that bring a line P1 with a booster P2, a speaker P3 and a handset P4 to another plan, and a line P6 that has nothing else. */
class ChangeTest {

    private static final Map<String, String> PHYSICAL = Map.of("simType", "physical");
    private static final OwnedProduct LINE = owned("P1", "plan", PHYSICAL, Optional.empty());
    private static final OwnedProduct BOOST = owned("P2", "boost", Map.of(), Optional.of("P1"));
    private static final OwnedProduct SPEAKER = owned("P3", "speaker", Map.of(), Optional.of("P1"));
    private static final OwnedProduct HANDSET =
            owned("P4", "handset", Map.of("deviceModel", "f5", "deviceColour", "black"), Optional.of("P1"));
    private static final OwnedProduct ALONE = owned("P6", "plan", PHYSICAL, Optional.empty());
    private static final OwnedProduct BIG = owned("P7", "bigger", PHYSICAL, Optional.empty());
    private static final CustomerProducts CUSTOMER = new CustomerProducts(
            Set.of(new OfferingId("plan")), List.of(LINE, BOOST, SPEAKER, HANDSET, ALONE, BIG), Map.of());

    private static PlaceOrder.Item change(String id, String product, String offering) {
        return PlaceOrder.Item.change(id, product, new OfferingId(offering), "item[" + id + "]");
    }

    private static PlaceOrder.Item change(String product, String offering, Map<String, String> characteristics) {
        return new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.of(new OfferingId(offering)),
                Optional.of(product),
                characteristics,
                "item[1]");
    }

    private static PlaceOrder.Item end(String id, String product) {
        return PlaceOrder.Item.end(id, product, "item[" + id + "]");
    }

    private static OrderChecks.Checked check(CustomerProducts customer, PlaceOrder.Item... items) {
        return OrderChecks.check(order(items), Catalogs.small(), customer);
    }

    private static List<OrderedItem> accepted(PlaceOrder.Item... items) {
        OrderChecks.Checked checked = check(CUSTOMER, items);
        assertThat(checked.refusals()).isEmpty();
        return checked.items();
    }

    private static List<String> plan(List<OrderedItem> items) {
        return FulfilmentPlan.of(Catalogs.small(), items).steps().stream()
                .map(step -> step.position() + " " + step.itemId() + " "
                        + step.template().label() + " "
                        + step.dependsOn().stream().sorted().toList())
                .toList();
    }

    @Test
    void only_what_changes_is_asked_of_the_network_and_one_service_takes_the_place_of_the_other() {
        List<OrderedItem> items = accepted(change("1", "P6", "bigger"));
        FulfilmentPlan plan = FulfilmentPlan.of(Catalogs.small(), items);
        assertThat(plan.needs()).isEmpty();
        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.service()).isEqualTo("profile-bigger");
            assertThat(step.replaces()).contains("profile");
            assertThat(step.template().jobType()).isEqualTo("fulfilment.replace-profile-bigger");
            assertThat(step.template().pointOfNoReturn()).isEqualTo(PointOfNoReturn.NONE);
            assertThat(step.template().undo()).map(Undo::jobType).contains("fulfilment.restore-profile");
            assertThat(step.dependsOn()).isEmpty();
        });
    }

    @Test
    void a_line_may_be_asked_to_keep_the_number_that_it_has() {
        assertThat(accepted(change("P6", "bigger", Map.of("wantedMsisdn", "491510000001"))))
                .singleElement()
                .satisfies(item -> assertThat(item.characteristics()).doesNotContainKey("wantedMsisdn"));
    }

    @Test
    void what_takes_no_place_is_added_and_what_nobody_takes_the_place_of_goes_for_good_when_all_is_there() {
        assertThat(plan(accepted(change("1", "P6", "basic")))).containsExactly("1 1 Undo profile []");
        assertThat(FulfilmentPlan.of(Catalogs.small(), accepted(change("1", "P6", "basic")))
                        .steps()
                        .getFirst()
                        .template()
                        .pointOfNoReturn())
                .isEqualTo(PointOfNoReturn.HARD);
        OwnedProduct basic = owned("P8", "basic", PHYSICAL, Optional.empty());
        CustomerProducts customer = new CustomerProducts(Set.of(), List.of(basic), Map.of());
        assertThat(plan(check(customer, change("1", "P8", "plan")).items())).containsExactly("1 1 profile []");
        // nothing in the catalogue takes the dear profile's place: the other one comes first
        assertThat(plan(accepted(change("1", "P7", "plan"))))
                .containsExactly("1 1 profile []", "2 1 Undo profile-bigger [1]");
    }

    @Test
    void what_the_line_keeps_is_left_alone_and_what_makes_room_ends_before() {
        List<OrderedItem> items = accepted(end("1", "P2"), change("2", "P1", "bigger"), end("3", "P3"), end("4", "P4"));
        assertThat(items)
                .extracting(ordered -> ordered.itemId() + " " + ordered.action() + " "
                        + ordered.lineItem().orElse("-"))
                .containsExactly("1 DELETE 2", "2 MODIFY -", "3 DELETE 2", "4 DELETE 2");
        assertThat(plan(items))
                .containsExactly("1 1 Undo faster []", "2 2 Replace by profile-bigger [1]", "3 4 Undo device-on []");
    }

    @Test
    void an_add_on_that_is_older_than_one_of_its_services_is_not_kept_without_that() {
        OwnedProduct basic = owned("P8", "basic", PHYSICAL, Optional.empty());
        OwnedProduct old = new OwnedProduct(
                "P9",
                Optional.of("P8"),
                BOOST.offering(),
                BOOST.characteristics(),
                List.of(),
                BOOST.number(),
                BOOST.state(),
                BOOST.suspension(),
                BOOST.earlyTermination());
        CustomerProducts customer = new CustomerProducts(Set.of(), List.of(basic, old), Map.of());
        assertThat(check(customer, change("1", "P8", "plan")).refusals())
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("ADD_ON_OUTDATED");
                    assertThat(refusal.message())
                            .isEqualTo(
                                    "boost, which the line has, was ordered before it had \"faster\", and a change of"
                                            + " plan would not bring it that. End product P9 with the same order. It can"
                                            + " be ordered anew afterwards.");
                });
        assertThat(plan(check(customer, change("1", "P8", "plan"), end("2", "P9"))
                        .items()))
                .containsExactly("1 1 profile []");
    }

    @Test
    void the_answers_of_the_line_stay_and_the_prices_are_the_new_plans_without_those_of_an_activation() {
        OrderedItem dearer = accepted(change("1", "P6", "bigger")).getFirst();
        assertThat(dearer.characteristics()).isEqualTo(PHYSICAL);
        assertThat(dearer.prices()).containsExactly(new Price.Recurring("fee", "Fee", Money.of("20.00", EUR)));
        assertThat(accepted(change("P6", "bigger", PHYSICAL)).getFirst().characteristics())
                .isEqualTo(PHYSICAL);

        OrderedItem cheaper = accepted(change("1", "P7", "plan")).getFirst();
        assertThat(cheaper.prices())
                .as("who pays less pays for leaving early")
                .extracting(Price::id)
                .containsExactly("early-termination", "fee");
        assertThat(accepted(change("1", "P6", "basic")).getFirst().prices())
                .as("who pays as much does not")
                .extracting(Price::id)
                .containsExactly("fee");
    }

    @Test
    void what_was_skipped_is_brought_by_a_change_that_has_it_and_taken_away_by_one_that_has_not() {
        OwnedProduct without = skipping(ALONE, "profile");
        CustomerProducts customer = new CustomerProducts(Set.of(), List.of(without), Map.of());
        assertThat(plan(check(customer, change("1", "P6", "basic")).items()))
                .as("it may be there")
                .containsExactly("1 1 Undo profile []");
        assertThat(plan(check(customer, change("1", "P6", "bigger")).items()))
                .as("there is nothing whose place could be taken")
                .containsExactly("1 1 profile-bigger []", "2 1 Undo profile [1]");
        OwnedProduct big = skipping(owned("P7", "bigger", Map.of(), Optional.empty()), "download");
        CustomerProducts other = new CustomerProducts(Set.of(), List.of(big), Map.of());
        assertThat(plan(check(other, change("1", "P7", "plan")).items())).anyMatch(step -> step.contains("1 download"));
    }

    private static OwnedProduct skipping(OwnedProduct product, String name) {
        return new OwnedProduct(
                product.id(),
                product.line(),
                product.offering(),
                product.characteristics(),
                product.services().stream()
                        .filter(service -> !service.name().equals(name))
                        .toList(),
                product.services().stream()
                        .filter(service -> service.name().equals(name))
                        .toList(),
                product.number(),
                product.state(),
                product.suspension(),
                product.earlyTermination());
    }

    static Stream<Arguments> refusals() {
        CustomerProducts busy =
                new CustomerProducts(CUSTOMER.active(), CUSTOMER.products(), Map.of("P3", new OrderId("ORD-7")));
        OwnedProduct gone = new OwnedProduct(
                "P9",
                Optional.empty(),
                LINE.offering(),
                Map.of(),
                List.of(),
                Optional.empty(),
                InventoryState.TERMINATED,
                Optional.empty(),
                Optional.empty());
        CustomerProducts ended = new CustomerProducts(Set.of(), List.of(gone), Map.of());
        return Stream.of(
                refusal(CUSTOMER, "UNKNOWN_PRODUCT .product.id", change("1", "P5", "bigger")),
                refusal(ended, "PRODUCT_NOT_ACTIVE .product.id", change("1", "P9", "bigger")),
                refusal(CUSTOMER, "NOT_A_PLAN .product.id", change("1", "P2", "bigger")),
                refusal(busy, "PRODUCT_IN_ANOTHER_ORDER .product.id", change("1", "P1", "bigger")),
                refusal(CUSTOMER, "UNKNOWN_OFFERING .productOffering.id", change("1", "P6", "huge")),
                refusal(CUSTOMER, "NOT_A_PLAN .productOffering.id", change("1", "P6", "boost")),
                refusal(CUSTOMER, "NOTHING_CHANGES .productOffering.id", change("1", "P6", "plan")),
                refusal(CUSTOMER, "PLAN_NOT_REACHABLE .productOffering.id", change("1", "P6", "landline")),
                refusal(CUSTOMER, "EXCLUDED_OFFERING .productOffering.id", change("1", "P1", "bigger")),
                refusal(CUSTOMER, "REQUIRED_OFFERING_MISSING .productOffering.id", change("1", "P1", "bigger")),
                refusal(CUSTOMER, "DEVICE_INCOMPATIBLE .productOffering.id", change("1", "P1", "bigger")),
                refusal(
                        CUSTOMER,
                        "CHARACTERISTIC_NOT_ALLOWED .product.productCharacteristic[simType]",
                        change("P6", "bigger", Map.of("simType", "esim"))),
                refusal(
                        CUSTOMER,
                        "NUMBER_STAYS .product.productCharacteristic[wantedMsisdn]",
                        change("P6", "bigger", Map.of("wantedMsisdn", "999155500010"))),
                refusal(
                        CUSTOMER,
                        "UNKNOWN_CHARACTERISTIC .product.productCharacteristic[colour]",
                        change("P6", "bigger", Map.of("colour", "red"))),
                refusal(
                        CUSTOMER,
                        "MISSING .product.id",
                        new PlaceOrder.Item(
                                "1",
                                ItemAction.MODIFY,
                                Optional.of(new OfferingId("bigger")),
                                Optional.empty(),
                                Map.of(),
                                "item[1]")),
                refusal(
                        CUSTOMER,
                        "MISSING .productOffering.id",
                        new PlaceOrder.Item(
                                "1", ItemAction.MODIFY, Optional.empty(), Optional.of("P6"), Map.of(), "item[1]")),
                refusal(
                        CUSTOMER,
                        "DUPLICATE_PRODUCT .product.id",
                        change("1", "P6", "bigger"),
                        change("1", "P6", "basic")),
                refusal(CUSTOMER, "DUPLICATE_PRODUCT .product.id", end("2", "P6"), change("1", "P6", "basic")));
    }

    private static Arguments refusal(CustomerProducts customer, String expected, PlaceOrder.Item... items) {
        return Arguments.of(expected, customer, items);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_cannot_change_is_refused_with_a_code_and_the_path_of_the_field(
            String expected, CustomerProducts customer, PlaceOrder.Item[] items) {
        assertThat(check(customer, items).refusals())
                .extracting(refusal -> refusal.code() + " " + refusal.field())
                .contains(expected.replace(" ", " item[1]"));
    }

    @Test
    void what_does_not_go_with_the_new_plan_is_named() {
        assertThat(check(CUSTOMER, change("1", "P1", "bigger")).refusals())
                .extracting(Rejection::message)
                .containsExactly(
                        "boost, which the line has, needs one of plan. End product P2 with the same order.",
                        "bigger does not go with speaker, which the line has. End product P3 with the same order.",
                        "handset, which the line has, needs one of plan. End product P4 with the same order.",
                        "The line's Fairline 5 cannot run what bigger brings.");
    }

    private static ProductOrder stored(List<OrderedItem> items, PlaceOrder.Item... asked) {
        return new ProductOrder(
                new OrderId("ORD-1"),
                order(asked),
                new BillingAccountId("BAC-1"),
                "1",
                items,
                Optional.empty(),
                Instant.EPOCH);
    }

    @Test
    void a_change_that_is_taken_back_brings_the_former_service_back() {
        PlaceOrder.Item asked = change("1", "P6", "bigger");
        List<OrderedItem> items = accepted(asked);
        ProductOrder order = stored(items, asked);
        assertThat(order.items().getFirst().formerOffering()).contains("plan");
        assertThat(order.items().getFirst().product()).contains("P6");
        order.begin(order.placedAt());
        Catalog catalog = Catalogs.small();
        List<PlanStep> steps = FulfilmentPlan.of(catalog, items).steps().stream()
                .map(planned -> new PlanStep(order.id(), planned))
                .toList();
        PlanStep step = steps.getFirst();
        step.release(Instant.EPOCH);
        assertThat(CancellationAssessment.of(order, steps).undone())
                .extracting(PlanStep::label)
                .containsExactly("Replace by profile-bigger");
        step.complete(Map.of(), Instant.EPOCH);
        List<PlanStep> undo = Rollback.missing(
                steps,
                item -> true,
                done -> catalog.service(done.service())
                        .flatMap(service -> service.step())
                        .flatMap(template -> template.replacing(done.replaces().orElseThrow()))
                        .flatMap(template -> template.undo()));
        assertThat(undo).singleElement().satisfies(back -> {
            assertThat(back.jobType()).isEqualTo("fulfilment.restore-profile");
            assertThat(back.service()).isEqualTo("profile-bigger");
            assertThat(back.replaces()).contains("profile");
        });
    }

    @Test
    void a_change_that_asks_nothing_of_the_network_is_about_to_be_completed_as_soon_as_it_begins() {
        PlaceOrder.Item asked = change("1", "P6", "bigger");
        ProductOrder order = stored(accepted(asked), asked);
        assertThat(CancellationAssessment.of(order, List.of()).objection()).isEmpty();
        order.begin(order.placedAt());
        assertThat(CancellationAssessment.of(order, List.of()).objection().orElseThrow())
                .contains("about to be completed");
    }

    @Test
    void a_line_does_not_change_while_it_keeps_what_was_to_make_room() {
        PlaceOrder.Item[] asked = {end("1", "P2"), change("2", "P1", "bigger"), end("3", "P3"), end("4", "P4")};
        ProductOrder order = stored(accepted(asked), asked);
        order.begin(order.placedAt());
        order.giveUp("1");
        assertThat(order.items())
                .extracting(OrderItem::state)
                .containsExactly(OrderState.FAILED, OrderState.FAILED, OrderState.IN_PROGRESS, OrderState.IN_PROGRESS);
    }

    @Test
    void a_preview_says_from_what_to_what_and_what_the_month_of_the_change_costs() {
        OrderPreview preview = OrderPreview.of(
                accepted(change("1", "P7", "plan")),
                EUR,
                LocalDate.of(2026, 11, 25).atStartOfDay());
        assertThat(preview.oneOff()).isEqualTo(Money.of("8.00", EUR));
        assertThat(preview.monthly()).isEqualTo(Money.of("10.00", EUR));
        assertThat(preview.endings()).isEmpty();
        assertThat(preview.changes())
                .containsExactly(new OrderPreview.Change(
                        "1",
                        Optional.of("491510000001"),
                        "bigger",
                        "plan",
                        LocalDate.of(2026, 11, 25),
                        Money.of("20.00", EUR),
                        Money.of("10.00", EUR),
                        Money.of("4.00", EUR),
                        Money.of("2.00", EUR),
                        OrderPreview.Open.NOTHING));
    }

    @Test
    void a_line_changes_beside_something_new() {
        List<OrderedItem> items = new ArrayList<>(
                accepted(change("1", "P6", "bigger"), item("2", "plan", PHYSICAL), item("3", "boost", Map.of())));
        assertThat(plan(items))
                .containsExactly("1 1 Replace by profile-bigger []", "2 2 sim []", "3 2 profile [2]", "4 3 faster [3]");
    }
}
