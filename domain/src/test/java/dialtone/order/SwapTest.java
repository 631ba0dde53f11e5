package dialtone.order;

import static dialtone.order.Catalogs.EUR;
import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.catalog.SimSwap;
import dialtone.catalog.SimSwap.Part;
import dialtone.catalog.SimSwap.Way;
import dialtone.catalog.SimSwapRules;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.pool.ResourceNeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Orders that give a line P1 with a booster P2 another SIM, and what stands before them. */
class SwapTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final OwnedProduct LINE = owned("P1", "plan", Map.of("simType", "esim"), Optional.empty());
    private static final OwnedProduct BOOST = owned("P2", "boost", Map.of(), Optional.of("P1"));
    private static final OwnedProduct HANDSET = owned("P3", "handset", Map.of("deviceModel", "f5"), Optional.of("P1"));
    private static final CustomerProducts CUSTOMER =
            new CustomerProducts(Set.of(new OfferingId("plan")), List.of(LINE, BOOST), Map.of());

    /** The small one, whose lines go over to another SIM. */
    private static Catalog swappable() {
        Catalog small = Catalogs.small();
        return new Catalog(
                "2",
                small.offerings(),
                small.services().stream().map(SwapTest::swappable).toList(),
                small.rules(),
                small.devices());
    }

    private static ServiceSpecification swappable(ServiceSpecification service) {
        return switch (service.name()) {
            case "sim" ->
                with(
                        service,
                        Map.of(
                                Part.PREPARES, way("activate", "deactivate-new"),
                                Part.MOVES, way("go-over", "come-back"),
                                Part.ENDS, ends("deactivate-former")));
            case "profile", "faster" ->
                with(
                        service,
                        Map.of(
                                Part.PREPARES, way("apply-" + service.name(), "remove-new"),
                                Part.ENDS, ends("remove-" + service.name())));
            case "download" ->
                with(
                        service,
                        Map.of(Part.FOLLOWS, way("order-profile", "cancel-new"), Part.ENDS, ends("cancel-former")));
            default -> service;
        };
    }

    private static Way way(String work, String back) {
        return new Way(undo(work), Optional.of(undo(back)));
    }

    private static Way ends(String work) {
        return new Way(undo(work), Optional.empty());
    }

    private static Undo undo(String name) {
        return new Undo("fulfilment." + name, name, Duration.ofSeconds(5));
    }

    private static ServiceSpecification with(ServiceSpecification service, Map<Part, Way> ways) {
        StepTemplate step = service.step().orElseThrow();
        return new ServiceSpecification(
                service.name(),
                service.kind(),
                service.resources(),
                Optional.of(new StepTemplate(
                        step.jobType(),
                        step.label(),
                        step.dependsOn(),
                        step.expectedDuration(),
                        step.parameters(),
                        PointOfNoReturn.SOFT,
                        step.undo(),
                        step.replacement(),
                        step.suspension(),
                        step.byHand(),
                        new SimSwap(ways))));
    }

    private static PlaceOrder.Item swap(String product, String simType) {
        return PlaceOrder.Item.swap("1", product, simType, "item[1]");
    }

    private static List<String> codes(CustomerProducts customer, PlaceOrder.Item... items) {
        return OrderChecks.check(order(items), swappable(), customer).refusals().stream()
                .map(refusal -> refusal.code() + " " + refusal.field())
                .toList();
    }

    private static OrderedItem accepted(PlaceOrder.Item item) {
        OrderChecks.Checked checked = OrderChecks.check(order(item), swappable(), CUSTOMER);
        assertThat(checked.refusals()).isEmpty();
        return checked.items().getFirst();
    }

    @Test
    void all_is_brought_under_the_new_sim_before_the_line_goes_over_and_taken_from_the_former_one_afterwards() {
        FulfilmentPlan plan = FulfilmentPlan.of(swappable(), List.of(accepted(swap("P1", "esim"))));
        assertThat(plan.needs()).containsExactly(new ResourceNeed("1", ResourceKind.SIM, "esim"));
        assertThat(plan.steps())
                .extracting(step -> step.template().label())
                .containsExactly(
                        "activate",
                        "apply-profile",
                        "apply-faster",
                        "go-over",
                        "order-profile",
                        "cancel-former",
                        "remove-faster",
                        "remove-profile",
                        "deactivate-former");
        assertThat(after(plan, "apply-profile")).contains("activate");
        assertThat(after(plan, "apply-faster")).contains("apply-profile");
        assertThat(after(plan, "go-over")).containsExactlyInAnyOrder("activate", "apply-profile", "apply-faster");
        assertThat(after(plan, "order-profile")).containsExactly("go-over");
        assertThat(after(plan, "remove-profile")).containsExactlyInAnyOrder("order-profile", "remove-faster");
        assertThat(after(plan, "deactivate-former")).contains("remove-profile", "cancel-former");
        assertThat(plan.steps())
                .extracting(step -> step.template().pointOfNoReturn())
                .containsExactly(
                        PointOfNoReturn.SOFT,
                        PointOfNoReturn.SOFT,
                        PointOfNoReturn.SOFT,
                        PointOfNoReturn.NONE,
                        PointOfNoReturn.SOFT,
                        PointOfNoReturn.HARD,
                        PointOfNoReturn.HARD,
                        PointOfNoReturn.HARD,
                        PointOfNoReturn.HARD);
        assertThat(plan.steps().get(3).template().undo()).map(Undo::label).contains("come-back");
    }

    private static List<String> after(FulfilmentPlan plan, String label) {
        return plan.steps().stream()
                .filter(step -> step.template().label().equals(label))
                .flatMap(step -> step.dependsOn().stream())
                .map(position -> plan.steps().get(position - 1).template().label())
                .toList();
    }

    @Test
    void from_an_esim_to_a_card_no_profile_is_ordered_and_the_former_one_is_cancelled() {
        OrderedItem item = accepted(swap("P1", "physical"));
        assertThat(item.isSwap()).isTrue();
        assertThat(item.isChange()).isFalse();
        assertThat(item.characteristics()).containsEntry("simType", "physical");
        assertThat(FulfilmentPlan.of(swappable(), List.of(item)).steps())
                .extracting(step -> step.template().label())
                .contains("cancel-former")
                .doesNotContain("order-profile");
    }

    @Test
    void another_sim_costs_what_the_plan_says_of_its_kind() {
        ProductOffering plan = LINE.offering();
        ProductOffering dear = new ProductOffering(
                plan.id(),
                plan.name(),
                plan.description(),
                plan.role(),
                plan.productSpecification(),
                plan.characteristics(),
                plan.prices(),
                plan.relations(),
                new ProductOffering.Terms(
                        plan.minimumTerm(),
                        plan.suspensionFees(),
                        Map.of("physical", Money.of("9.90", EUR), "esim", Money.of("0.00", EUR)),
                        Optional.empty()));
        OwnedProduct line = new OwnedProduct(
                "P1",
                Optional.empty(),
                dear,
                LINE.characteristics(),
                LINE.services(),
                LINE.number(),
                LINE.state(),
                Optional.empty(),
                Optional.empty());
        assertThat(OrderedItem.swap("1", line, "physical").prices())
                .containsExactly(new Price.OneOff("sim-fee", "Another SIM", Money.of("9.90", EUR)));
        assertThat(OrderedItem.swap("1", line, "esim").prices()).isEmpty();
        assertThat(OrderedItem.swap("1", LINE, "physical").prices()).isEmpty();
    }

    @Test
    void what_is_no_line_or_not_its_kind_of_sim_is_refused_with_the_field() {
        String product = " item[1].product.id";
        String kind = " item[1].product.productCharacteristic[simType]";
        assertThat(codes(CUSTOMER, swap("P2", "esim"))).containsExactly("NOT_A_PLAN" + product);
        assertThat(codes(CUSTOMER, swap("P8", "esim"))).containsExactly("UNKNOWN_PRODUCT" + product);
        assertThat(codes(CUSTOMER, swap("P1", "cloud"))).containsExactly("CHARACTERISTIC_NOT_ALLOWED" + kind);
        assertThat(codes(CUSTOMER, item(Optional.empty(), Map.of("simType", "esim"))))
                .containsExactly("MISSING" + product);
        assertThat(codes(CUSTOMER, item(Optional.of("P1"), Map.of("simType", "esim", "colour", "red"))))
                .containsExactly("UNKNOWN_CHARACTERISTIC item[1].product.productCharacteristic[colour]");
        assertThat(codes(CUSTOMER, item(Optional.of("P1"), Map.of("simType", "esim", "eid", "22"))))
                .containsExactly("CHARACTERISTIC_NOT_ALLOWED item[1].product.productCharacteristic[eid]");
        assertThat(codes(CUSTOMER, item(Optional.of("P1"), Map.of("simType", "esim", "eid", "2222"))))
                .isEmpty();
        assertThat(codes(CUSTOMER, swap("P1", "esim"), PlaceOrder.Item.end("2", "P2", "item[2]")))
                .containsExactly("SWAP_WITH_OTHERS item[1].action");
        assertThat(OrderChecks.check(order(swap("P1", "esim")), Catalogs.small(), CUSTOMER)
                        .refusals())
                .extracting(Rejection::code)
                .containsExactly("SIM_CANNOT_BE_SWAPPED");
    }

    @Test
    void what_the_network_was_told_with_the_former_sim_goes_with_it() {
        OwnedProduct line = owned("P1", "plan", Map.of("simType", "esim", "eid", "1111"), Optional.empty());
        assertThat(OrderedItem.swap("1", line, "physical").characteristics()).isEqualTo(Map.of("simType", "physical"));
        assertThat(OrderedItem.swap("1", line, "esim", Map.of("eid", "2222")).characteristics())
                .isEqualTo(Map.of("simType", "esim", "eid", "2222"));
    }

    private static PlaceOrder.Item item(Optional<String> product, Map<String, String> characteristics) {
        return new PlaceOrder.Item("1", ItemAction.MODIFY, Optional.empty(), product, characteristics, "item[1]");
    }

    @Test
    void a_line_that_has_ended_is_suspended_or_in_another_order_keeps_its_sim_and_a_lost_one_gets_another() {
        assertThat(codes(having(InventoryState.TERMINATED, Optional.empty()), swap("P1", "esim")))
                .containsExactly("PRODUCT_NOT_ACTIVE item[1].product.id");
        assertThat(codes(suspended(SuspensionReason.NON_PAYMENT), swap("P1", "esim")))
                .containsExactly("LINE_SUSPENDED item[1].product.id");
        assertThat(codes(suspended(SuspensionReason.LOST_OR_STOLEN), swap("P1", "esim")))
                .isEmpty();
        CustomerProducts claimed =
                new CustomerProducts(Set.of(), List.of(LINE, BOOST), Map.of("P2", new OrderId("ORD-7")));
        assertThat(codes(claimed, swap("P1", "esim"))).containsExactly("PRODUCT_IN_ANOTHER_ORDER item[1].product.id");
        CustomerProducts swapping = new CustomerProducts(Set.of(), List.of(BOOST), Map.of("P1", new OrderId("ORD-7")));
        assertThat(codes(swapping, PlaceOrder.Item.end("1", "P2", "item[1]")))
                .as("what belongs to the line follows it just now")
                .containsExactly("PRODUCT_IN_ANOTHER_ORDER item[1].product.id");
    }

    @Test
    void a_telephone_that_takes_no_such_sim_stands_against_it() {
        CustomerProducts customer = new CustomerProducts(Set.of(), List.of(LINE, HANDSET), Map.of());
        List<String> kinds = new ArrayList<>();
        for (String kind : List.of("physical", "esim")) {
            kinds.addAll(codes(customer, swap("P1", kind)));
        }
        assertThat(kinds).as("it takes both").isEmpty();
        Catalog cardsOnly = new Catalog(
                "3",
                swappable().offerings(),
                swappable().services(),
                swappable().rules(),
                List.of(new DeviceModel("f5", "Fairline 5", List.of("physical"), List.of("p1"))));
        assertThat(OrderChecks.check(order(swap("P1", "esim")), cardsOnly, customer)
                        .refusals())
                .extracting(Rejection::code)
                .containsExactly("DEVICE_INCOMPATIBLE");
    }

    private static CustomerProducts suspended(SuspensionReason reason) {
        return having(InventoryState.SUSPENDED, Optional.of(new LineSuspension(reason, Barring.ALL)));
    }

    private static CustomerProducts having(InventoryState state, Optional<LineSuspension> suspension) {
        OwnedProduct line = new OwnedProduct(
                "P1",
                Optional.empty(),
                LINE.offering(),
                LINE.characteristics(),
                LINE.services(),
                LINE.number(),
                state,
                suspension,
                Optional.empty());
        return new CustomerProducts(Set.of(), List.of(line), Map.of());
    }

    @Test
    void an_order_of_another_plan_is_no_swap_whatever_it_says_of_the_sim() {
        PlaceOrder.Item change = new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.of(new OfferingId("bigger")),
                Optional.of("P1"),
                Map.of("simType", "physical"),
                "item[1]");
        assertThat(codes(CUSTOMER, change))
                .contains("CHARACTERISTIC_NOT_ALLOWED item[1].product.productCharacteristic[simType]");
        PlaceOrder.Item same = new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.of(new OfferingId("plan")),
                Optional.of("P1"),
                Map.of("simType", "physical"),
                "item[1]");
        assertThat(accepted(same).newSim()).contains("physical");
    }

    @Test
    void soon_after_a_swap_there_is_no_other_one_and_nothing_that_the_catalogue_blocks() {
        SwapGuard guard = new SwapGuard(SimSwapRules.USUAL, NOON);
        assertThat(guard.swap(Optional.empty())).isEmpty();
        assertThat(guard.swap(Optional.of(NOON.minus(Duration.ofDays(3))))).isEmpty();
        assertThat(guard.swap(Optional.of(NOON.minus(Duration.ofHours(71)))))
                .map(Rejection::message)
                .contains(
                        "The line got its SIM on 2026-11-23T13:00:00Z: it gets no other one before 2026-11-26T13:00:00Z.");
        Optional<Instant> justNow = Optional.of(NOON);
        assertThat(guard.addition(Role.DEVICE, justNow)).map(Rejection::code).contains("SIM_SWAP_COOL_OFF");
        assertThat(guard.addition(Role.ADD_ON, justNow)).isEmpty();
        assertThat(guard.addition(Role.DEVICE, Optional.empty())).isEmpty();
    }

    @Test
    void a_code_is_confirmed_within_its_time_and_tries_and_stands_for_one_order_of_the_same_login() {
        SwapCode code = code();
        assertThat(code.objection(NOON)).isEmpty();
        assertThat(code.isPending()).isTrue();
        assertThat(code.miss().message()).contains("2 times more");
        code.confirm("csr", NOON.plusSeconds(60));
        assertThat(code.objection(NOON.plusSeconds(61))).map(Rejection::code).contains("CODE_VOID");
        Duration hold = Duration.ofMinutes(30);
        assertThat(code.standsUntil(hold)).contains(NOON.plusSeconds(60).plus(hold));
        assertThat(code.standsFor("csr", hold, NOON.plusSeconds(120))).isTrue();
        assertThat(code.standsFor("another", hold, NOON.plusSeconds(120))).isFalse();
        assertThat(code.standsFor("csr", hold, NOON.plusSeconds(60).plus(hold))).isFalse();
        code.use(new OrderId("ORD-1"));
        assertThat(code.standsFor("csr", hold, NOON.plusSeconds(120))).isFalse();
        assertThat(code.standsUntil(hold)).isEmpty();
        assertThat(code.isPending()).isFalse();
        assertThatThrownBy(() -> code.use(new OrderId("ORD-2"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_code_that_was_not_sent_is_late_or_was_tried_too_often_is_void() {
        SwapCode unsent = code();
        unsent.withdraw();
        assertThat(unsent.isPending()).isFalse();
        assertThat(unsent.objection(NOON)).map(Rejection::code).contains("CODE_VOID");
        SwapCode late = code();
        assertThat(late.objection(late.validUntil())).map(Rejection::code).contains("CODE_EXPIRED");
        SwapCode guessed = code();
        for (int time = 0; time < 4; time++) {
            assertThat(guessed.miss().code()).isEqualTo("CODE_WRONG");
        }
        assertThat(guessed.objection(NOON)).map(Rejection::code).contains("CODE_VOID");
        assertThatThrownBy(() -> guessed.confirm("csr", NOON)).isInstanceOf(IllegalStateException.class);
        assertThat(guessed.sentBy() + guessed.product() + guessed.id()).isEqualTo("csrP1SWC-1");
        assertThat(guessed.seal()).isEqualTo(new SwapCode.Seal("00", "ff"));
    }

    private static SwapCode code() {
        return new SwapCode("SWC-1", "P1", "csr", new SwapCode.Seal("00", "ff"), SimSwapRules.USUAL, NOON);
    }

    @Test
    void rules_and_parts_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new SimSwap(Map.of(Part.ENDS, way("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SimSwap(Map.of(Part.MOVES, ends("a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new SimSwapRules(Duration.ZERO, 11, Duration.ZERO, Duration.ZERO, Duration.ZERO, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new SimSwap(Map.of(Part.ENDS, ends("a"))).part("fulfilment.a"))
                .contains(Part.ENDS);
        assertThat(SimSwap.NOTHING.part("fulfilment.a")).isEmpty();
    }
}
