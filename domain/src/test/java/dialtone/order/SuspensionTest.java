package dialtone.order;

import static dialtone.order.Catalogs.EUR;
import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.catalog.SuspensionReason;
import dialtone.catalog.UsageType;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders that suspend a line P1 with a booster P2, and that bring back a line P3, which does without for a while, and P4, which is not paid. */
class SuspensionTest {

    private static final Map<String, String> PHYSICAL = Map.of("simType", "physical");
    private static final LineSuspension LOST = new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL);
    private static final LineSuspension AWAY = new LineSuspension(SuspensionReason.VOLUNTARY, Barring.OUTGOING);
    private static final LineSuspension UNPAID = new LineSuspension(SuspensionReason.NON_PAYMENT, Barring.ALL);
    private static final Set<SuspensionReason> ALL = EnumSet.allOf(SuspensionReason.class);

    private static final OwnedProduct LINE = owned("P1", "plan", PHYSICAL, Optional.empty());
    private static final OwnedProduct BOOST = owned("P2", "boost", Map.of(), Optional.of("P1"));
    private static final OwnedProduct PAUSED = suspended("P3", AWAY);
    private static final OwnedProduct BARRED = suspended("P4", UNPAID);
    private static final CustomerProducts CUSTOMER = new CustomerProducts(
            Set.of(new OfferingId("plan")), List.of(LINE, BOOST, PAUSED, BARRED), Map.of("P9", new OrderId("ORD-7")));

    private static OwnedProduct suspended(String id, LineSuspension suspension) {
        return of(owned(id, "plan", PHYSICAL, Optional.empty()), InventoryState.SUSPENDED, Optional.of(suspension));
    }

    private static OwnedProduct of(OwnedProduct line, InventoryState state, Optional<LineSuspension> suspension) {
        return new OwnedProduct(
                line.id(),
                line.line(),
                line.offering(),
                line.characteristics(),
                line.services(),
                line.number(),
                state,
                suspension,
                line.earlyTermination());
    }

    private static PlaceOrder.Item suspend(String product, LineSuspension suspension) {
        return PlaceOrder.Item.suspend("1", product, suspension, "item[1]");
    }

    private static PlaceOrder.Item suspend(String product, Map<String, String> characteristics) {
        return item(Optional.of(product), Optional.empty(), InventoryState.SUSPENDED, characteristics);
    }

    private static PlaceOrder.Item resume(String product) {
        return PlaceOrder.Item.resume("1", product, "item[1]");
    }

    private static PlaceOrder.Item item(
            Optional<String> product,
            Optional<OfferingId> offering,
            InventoryState status,
            Map<String, String> characteristics) {
        return new PlaceOrder.Item(
                "1", ItemAction.MODIFY, offering, product, Optional.of(status), characteristics, "item[1]");
    }

    private static OrderChecks.Checked check(
            CustomerProducts customer, Set<SuspensionReason> rights, PlaceOrder.Item... items) {
        return OrderChecks.check(order(items).withSuspensionRights(rights), Catalogs.small(), customer);
    }

    private static List<OrderedItem> accepted(PlaceOrder.Item... items) {
        OrderChecks.Checked checked = check(CUSTOMER, ALL, items);
        assertThat(checked.refusals()).isEmpty();
        return checked.items();
    }

    private static List<FulfilmentPlan.Planned> steps(PlaceOrder.Item... items) {
        FulfilmentPlan plan = FulfilmentPlan.of(Catalogs.small(), accepted(items));
        assertThat(plan.needs()).isEmpty();
        return plan.steps();
    }

    @Test
    void a_line_is_barred_by_one_step_that_what_ends_the_suspension_takes_back() {
        assertThat(steps(suspend("P1", LOST))).singleElement().satisfies(step -> {
            assertThat(step.service()).isEqualTo("sim");
            assertThat(step.template().jobType()).isEqualTo("fulfilment.bar");
            assertThat(step.template().pointOfNoReturn()).isEqualTo(PointOfNoReturn.NONE);
            assertThat(step.template().undo()).map(Undo::jobType).contains("fulfilment.unbar");
        });
        assertThat(steps(resume("P3"))).singleElement().satisfies(step -> {
            assertThat(step.template().jobType()).isEqualTo("fulfilment.unbar");
            assertThat(step.template().undo()).map(Undo::jobType).contains("fulfilment.bar");
        });
    }

    @Test
    void a_reason_with_a_fee_of_its_own_has_that_in_place_of_the_monthly_price_and_the_others_change_nothing() {
        Price fee = new Price.Recurring("suspension-fee", "plan, suspended", Money.of("3.00", EUR));
        assertThat(accepted(suspend("P1", AWAY)).getFirst().prices()).containsExactly(fee);
        assertThat(accepted(suspend("P1", LOST)).getFirst().prices()).isEmpty();
        assertThat(accepted(resume("P3")).getFirst().prices())
                .as("what it cost before, and no activation")
                .containsExactly(new Price.Recurring("fee", "Fee", Money.of("10.00", EUR)));
        assertThat(accepted(resume("P4")).getFirst().prices()).isEmpty();
    }

    @Test
    void a_preview_says_what_the_suspension_costs_by_the_days_of_its_month() {
        LocalDate on = LocalDate.of(2026, 11, 25);
        assertThat(OrderPreview.of(accepted(suspend("P1", AWAY)), EUR, on.atStartOfDay())
                        .uses())
                .containsExactly(use(InventoryState.SUSPENDED, on, "10.00", "3.00", "2.00", "0.60"));
        assertThat(OrderPreview.of(accepted(resume("P3")), EUR, on.atStartOfDay())
                        .uses())
                .containsExactly(use(InventoryState.ACTIVE, on, "3.00", "10.00", "0.60", "2.00"));
        assertThat(OrderPreview.of(accepted(suspend("P1", LOST)), EUR, on.atStartOfDay())
                        .uses())
                .containsExactly(use(InventoryState.SUSPENDED, on, "10.00", "10.00", "0.00", "0.00"));
        assertThat(OrderPreview.of(accepted(resume("P4")), EUR, on.atStartOfDay())
                        .changes())
                .isEmpty();
    }

    private static OrderPreview.Use use(InventoryState to, LocalDate on, String... amounts) {
        List<Money> money =
                Stream.of(amounts).map(amount -> Money.of(amount, EUR)).toList();
        return new OrderPreview.Use(
                "1",
                Optional.of("491510000001"),
                "plan",
                to,
                on,
                money.get(0),
                money.get(1),
                money.get(2),
                money.get(3),
                OrderPreview.Open.NOTHING);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(ofTheLine(), ofTheCharacteristics(), ofTheRestOfTheOrder())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> ofTheLine() {
        OwnedProduct gone =
                of(owned("P8", "plan", PHYSICAL, Optional.empty()), InventoryState.TERMINATED, Optional.empty());
        OwnedProduct busy = owned("P9", "plan", PHYSICAL, Optional.empty());
        OwnedProduct landline = owned("P7", "landline", Map.of(), Optional.empty());
        CustomerProducts customer =
                new CustomerProducts(Set.of(), List.of(LINE, BOOST, PAUSED, gone, busy, landline), CUSTOMER.claims());
        return Stream.of(
                refusal(customer, "UNKNOWN_PRODUCT .product.id", suspend("P5", LOST)),
                refusal(customer, "PRODUCT_NOT_ACTIVE .product.id", suspend("P8", LOST)),
                refusal(customer, "PRODUCT_NOT_ACTIVE .product.id", resume("P8")),
                refusal(customer, "NOT_A_PLAN .product.id", suspend("P2", LOST)),
                refusal(customer, "PRODUCT_IN_ANOTHER_ORDER .product.id", suspend("P9", LOST)),
                refusal(customer, "ALREADY_SUSPENDED .product.status", suspend("P3", LOST)),
                refusal(customer, "NOT_SUSPENDED .product.status", resume("P1")),
                refusal(customer, "CANNOT_BE_SUSPENDED .product.status", suspend("P7", LOST)),
                refusal(
                        customer,
                        "MISSING .product.id",
                        item(Optional.empty(), Optional.empty(), InventoryState.ACTIVE, Map.of())));
    }

    private static Stream<Arguments> ofTheCharacteristics() {
        String reason = ".product.productCharacteristic[suspensionReason]";
        String barring = ".product.productCharacteristic[barring]";
        return Stream.of(
                refusal(CUSTOMER, "CHARACTERISTIC_MISSING " + reason, suspend("P1", Map.of())),
                refusal(
                        CUSTOMER,
                        "CHARACTERISTIC_NOT_ALLOWED " + reason,
                        suspend("P1", Map.of("suspensionReason", "bored"))),
                refusal(
                        CUSTOMER,
                        "CHARACTERISTIC_NOT_ALLOWED " + barring,
                        suspend("P1", Map.of("suspensionReason", "voluntary", "barring", "incoming"))),
                refusal(
                        CUSTOMER,
                        "CHARACTERISTIC_NOT_ALLOWED " + barring,
                        suspend("P1", new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.OUTGOING))),
                refusal(
                        CUSTOMER,
                        "UNKNOWN_CHARACTERISTIC .product.productCharacteristic[simType]",
                        suspend("P1", Map.of("suspensionReason", "voluntary", "simType", "esim"))),
                refusal(
                        CUSTOMER,
                        "CHARACTERISTIC_NOT_ALLOWED " + reason,
                        item(
                                Optional.of("P3"),
                                Optional.empty(),
                                InventoryState.ACTIVE,
                                Map.of("suspensionReason", "voluntary"))));
    }

    private static Stream<Arguments> ofTheRestOfTheOrder() {
        OfferingId bigger = new OfferingId("bigger");
        return Stream.of(
                refusal(
                        CUSTOMER,
                        "SUSPENSION_WITH_CHANGE .productOffering.id",
                        item(Optional.of("P1"), Optional.of(bigger), InventoryState.SUSPENDED, LOST.characteristics())),
                refusal(CUSTOMER, "DUPLICATE_PRODUCT .product.id", suspend("P1", LOST), again("P1")),
                refusal(
                        CUSTOMER,
                        "DUPLICATE_PRODUCT .product.id",
                        PlaceOrder.Item.end("2", "P1", "item[2]"),
                        suspend("P1", LOST)),
                refusal(
                        CUSTOMER,
                        "DUPLICATE_PRODUCT .product.id",
                        PlaceOrder.Item.suspend("2", "P1", LOST, "item[2]"),
                        PlaceOrder.Item.change("1", "P1", bigger, "item[1]")),
                refusal(CUSTOMER, "LINE_SUSPENDED .product.id", PlaceOrder.Item.change("1", "P3", bigger, "item[1]")),
                refusal(
                        CUSTOMER,
                        "STATUS_NOT_TAKEN .product.status",
                        new PlaceOrder.Item(
                                "1",
                                ItemAction.DELETE,
                                Optional.empty(),
                                Optional.of("P1"),
                                Optional.of(InventoryState.SUSPENDED),
                                Map.of(),
                                "item[1]")));
    }

    private static PlaceOrder.Item again(String product) {
        return PlaceOrder.Item.suspend("2", product, AWAY, "item[1]");
    }

    private static Arguments refusal(CustomerProducts customer, String expected, PlaceOrder.Item... items) {
        return Arguments.of(expected, customer, items);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_cannot_be_suspended_or_brought_back_is_refused_with_a_code_and_the_path_of_the_field(
            String expected, CustomerProducts customer, PlaceOrder.Item[] items) {
        assertThat(check(customer, ALL, items).refusals())
                .extracting(refusal -> refusal.code() + " " + refusal.field())
                .contains(expected.replace(" ", " item[1]"));
    }

    @ParameterizedTest
    @CsvSource({
        "csr, LOST_OR_STOLEN VOLUNTARY",
        "billing, NON_PAYMENT",
        "partner, VOLUNTARY",
        "operations, ''",
        "admin, LOST_OR_STOLEN NON_PAYMENT VOLUNTARY"
    })
    void each_reason_is_somebodys_to_suspend_for_and_to_bring_back_from(String role, String reasons) {
        Set<SuspensionReason> rights = SuspensionReason.grantedTo(role::equals);
        assertThat(rights.stream().map(Enum::name))
                .containsExactly(reasons.isEmpty() ? new String[0] : reasons.split(" "));
        for (LineSuspension suspension : List.of(LOST, UNPAID, AWAY)) {
            OwnedProduct line = suspended("P6", suspension);
            CustomerProducts customer = new CustomerProducts(Set.of(), List.of(LINE, line), Map.of());
            assertThat(check(customer, rights, resume("P6")).refusals().isEmpty())
                    .isEqualTo(rights.contains(suspension.reason()));
            assertThat(check(customer, rights, suspend("P1", suspension)).refusals().stream()
                            .map(Rejection::code)
                            .toList())
                    .isEqualTo(rights.contains(suspension.reason()) ? List.of() : List.of("REASON_NOT_GRANTED"));
        }
    }

    @Test
    void an_order_that_suspends_a_line_or_brings_one_back_does_nothing_else() {
        PlaceOrder.Item added = new PlaceOrder.Item(
                "2", ItemAction.ADD, new OfferingId("plan"), Map.of("simType", "physical"), "item[2]");
        PlaceOrder.Item ended = PlaceOrder.Item.end("3", "P2", "item[3]");
        for (PlaceOrder.Item use : List.of(suspend("P1", LOST), resume("P3"))) {
            assertThat(check(CUSTOMER, ALL, added, use, ended).refusals())
                    .extracting(refusal -> refusal.code() + " " + refusal.field())
                    .as("said once, of the first")
                    .containsExactly("SUSPENSION_WITH_OTHERS item[2].action");
        }
        assertThat(check(CUSTOMER, ALL, suspend("P1", LOST), PlaceOrder.Item.resume("2", "P3", "item[2]"))
                        .refusals())
                .isEmpty();
    }

    @Test
    void what_is_stored_of_an_order_says_whether_it_is_about_the_use_of_lines_only() {
        assertThat(stored(suspend("P1", LOST)).isAboutUseOnly()).isTrue();
        assertThat(stored(resume("P3")).isAboutUseOnly()).isTrue();
        assertThat(stored(PlaceOrder.Item.end("1", "P1", "item[1]")).isAboutUseOnly())
                .isFalse();
    }

    @Test
    void a_suspended_line_may_end() {
        assertThat(check(CUSTOMER, Set.of(), PlaceOrder.Item.end("1", "P3", "item[1]"))
                        .refusals())
                .isEmpty();
        assertThat(OrderPreview.of(
                                accepted(PlaceOrder.Item.end("1", "P3", "item[1]")),
                                EUR,
                                LocalDate.of(2026, 11, 25).atStartOfDay())
                        .endings())
                .singleElement()
                .satisfies(ending -> {
                    assertThat(ending.monthly()).as("what it costs suspended").isEqualTo(Money.of("3.00", EUR));
                    assertThat(ending.credit()).isEqualTo(Money.of("0.60", EUR));
                });
    }

    @Test
    void outgoing_leaves_data_and_all_leaves_nothing() {
        assertThat(Stream.of(UsageType.values()).filter(Barring.OUTGOING::bars))
                .containsExactly(UsageType.VOICE, UsageType.SMS);
        assertThat(Stream.of(UsageType.values()).filter(Barring.ALL::bars)).containsExactly(UsageType.values());
    }

    @Test
    void an_order_for_what_is_lost_goes_first_and_says_so() {
        assertThat(stored(suspend("P1", LOST)).isUrgent()).isTrue();
        assertThat(stored(suspend("P1", LOST)).details().priority()).contains(OrderDetails.HIGHEST_PRIORITY);
        assertThat(stored(suspend("P1", UNPAID)).isUrgent()).isFalse();
        assertThat(stored(resume("P3")).isUrgent()).isFalse();
        assertThat(stored(resume("P3")).details().priority()).isEmpty();
    }

    private static ProductOrder stored(PlaceOrder.Item asked) {
        return new ProductOrder(
                new OrderId("ORD-1"),
                order(asked),
                new BillingAccountId("BAC-1"),
                "1",
                accepted(asked),
                Optional.empty(),
                Instant.EPOCH);
    }

    @Test
    void the_same_request_with_another_status_is_another_request() {
        PlaceOrder.Item change = PlaceOrder.Item.change("1", "P1", new OfferingId("bigger"), "item[1]");
        PlaceOrder.Item both =
                item(Optional.of("P1"), Optional.of(new OfferingId("bigger")), InventoryState.SUSPENDED, Map.of());
        assertThat(RequestKey.of(order(change)).digest())
                .isNotEqualTo(RequestKey.of(order(both)).digest());
    }

    @Test
    void how_a_line_is_barred_is_the_business_of_the_catalogue_of_the_order() {
        Catalog now = Catalogs.small();
        Catalog then = new Catalog(
                "0",
                now.offerings(),
                now.services().stream()
                        .map(service -> new ServiceSpecification(
                                service.name(), service.kind(), service.resources(), Optional.empty()))
                        .toList(),
                now.rules(),
                now.devices());
        assertThat(OrderChecks.check(order(suspend("P1", LOST)).withSuspensionRights(ALL), then, CUSTOMER)
                        .refusals())
                .extracting(Rejection::code)
                .containsExactly("CANNOT_BE_SUSPENDED");
    }
}
