package dialtone.order;

import static dialtone.order.Catalogs.EUR;
import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.ByHand;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.catalog.SimSwap;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.pool.ResourceNeed;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Orders that give a line P1 another handset in place of P3. */
class UpgradeTest {

    private static final String PRODUCT = " item[1].product.id";
    private static final String OFFERING = " item[1].productOffering.id";

    private static final OwnedProduct LINE = owned("P1", "plan", Map.of("simType", "esim"), Optional.empty());
    private static final OwnedProduct HANDSET =
            owned("P3", "handset", Map.of("deviceModel", "f5", "deviceColour", "black"), Optional.of("P1"));

    /** The small one and a handset of a model that lacks something, or is of a service that rests on what no line has. */
    private static Catalog with(DeviceModel other) {
        Catalog small = Catalogs.small();
        ProductOffering handset = HANDSET.offering();
        List<ProductOffering> offerings = new ArrayList<>(small.offerings());
        offerings.add(new ProductOffering(
                new OfferingId("other"),
                "other",
                "other",
                ProductOffering.Role.DEVICE,
                handset.productSpecification(),
                handset.characteristics().stream()
                        .map(question -> question.name().equals(ResourceNeed.DEVICE_MODEL)
                                ? new CharacteristicSpecification(
                                        ResourceNeed.DEVICE_MODEL,
                                        "Model",
                                        false,
                                        List.of(other.model()),
                                        Optional.of(other.model()))
                                : question)
                        .toList(),
                handset.prices(),
                new ProductOffering.Relations(
                        handset.requires(),
                        List.of(new OfferingId("handset"), new OfferingId("speaker")),
                        Optional.empty()),
                ProductOffering.Terms.NONE));
        List<DeviceModel> devices = new ArrayList<>(small.devices());
        devices.add(other);
        return new Catalog("2", offerings, small.services(), small.rules(), devices);
    }

    private static final Catalog CATALOG = with(new DeviceModel("o1", "Other 1", List.of("esim"), List.of("p1")));

    private static CustomerProducts customer(OwnedProduct... products) {
        return new CustomerProducts(Set.of(new OfferingId("plan")), List.of(products), Map.of());
    }

    private static PlaceOrder.Item upgrade(String product, Optional<String> offering, Map<String, String> answers) {
        return new PlaceOrder.Item(
                "1", ItemAction.MODIFY, offering.map(OfferingId::new), Optional.of(product), answers, "item[1]");
    }

    private static PlaceOrder.Item colour(String colour) {
        return upgrade("P3", Optional.empty(), Map.of("deviceColour", colour));
    }

    private static PlaceOrder.Item other() {
        return upgrade("P3", Optional.of("other"), Map.of("deviceColour", "sage"));
    }

    private static List<String> codes(Catalog catalog, CustomerProducts customer, PlaceOrder.Item... items) {
        return OrderChecks.check(order(items), catalog, customer).refusals().stream()
                .map(refusal -> refusal.code() + " " + refusal.field())
                .toList();
    }

    private static List<String> codes(CustomerProducts customer, PlaceOrder.Item... items) {
        return codes(CATALOG, customer, items);
    }

    private static OrderedItem accepted(PlaceOrder.Item item) {
        OrderChecks.Checked checked = OrderChecks.check(order(item), CATALOG, customer(LINE, HANDSET));
        assertThat(checked.refusals()).isEmpty();
        return checked.items().getFirst();
    }

    @Test
    void the_new_handset_works_before_the_former_one_is_taken_away_for_good() {
        OrderedItem item = accepted(other());
        assertThat(item.isUpgrade()).isTrue();
        assertThat(item.isChange()).isTrue();
        assertThat(item.brings()).isTrue();
        assertThat(item.line(Optional.empty())).contains("P1");
        FulfilmentPlan plan = FulfilmentPlan.of(CATALOG, List.of(item));
        assertThat(plan.needs()).containsExactly(new ResourceNeed("1", ResourceKind.DEVICE, "o1/sage"));
        assertThat(plan.steps())
                .extracting(step -> step.template().label() + " after " + new TreeSet<>(step.dependsOn()) + " "
                        + step.template().pointOfNoReturn())
                .containsExactly("device-on after [] NONE", "Undo device-on, former handset after [1] HARD");
        assertThat(plan.steps().get(1).template().undo()).isEmpty();
    }

    @Test
    void what_rests_on_another_service_of_the_former_handset_goes_before_that_and_for_good_whatever_takes_it_back() {
        OwnedProduct older = with(HANDSET, service("watch", List.of("locate")), service("locate", List.of("sim")));
        OrderedItem item = OrderChecks.check(order(other()), CATALOG, customer(LINE, older))
                .items()
                .getFirst();
        assertThat(FulfilmentPlan.of(CATALOG, List.of(item)).steps())
                .extracting(step -> step.template().label() + " after " + new TreeSet<>(step.dependsOn()) + " "
                        + step.template().pointOfNoReturn())
                .containsExactly(
                        "device-on after [] NONE",
                        "Undo watch, former handset after [1] HARD",
                        "Undo locate, former handset after [1, 2] HARD");
    }

    @Test
    void what_the_catalogue_says_of_the_end_is_done_in_place_of_the_undo_and_what_stays_has_no_step() {
        Undo ask = new Undo("fulfilment.ask-back", "Ask back", Duration.ofSeconds(5));
        OwnedProduct leased = with(
                HANDSET, sent(Optional.of(ask)), service("locate", List.of("sim")), service("watch", List.of("sent")));
        assertThat(endsOf(leased))
                .as("what rests on it goes first")
                .containsExactly(
                        "Undo watch, former handset HARD",
                        "Ask back, former handset HARD",
                        "Undo locate, former handset HARD");
        OwnedProduct sold = with(HANDSET, sent(Optional.empty()), service("locate", List.of("sim")));
        assertThat(endsOf(sold)).containsExactly("Undo locate, former handset HARD");
        assertThat(sold.lasting()).as("nothing has to be taken back").isEmpty();
    }

    private static List<String> endsOf(OwnedProduct handset) {
        OrderedItem item = OrderChecks.check(order(other()), CATALOG, customer(LINE, handset))
                .items()
                .getFirst();
        return FulfilmentPlan.of(CATALOG, List.of(item)).steps().stream()
                .skip(1)
                .map(step -> step.template().label() + " " + step.template().pointOfNoReturn())
                .toList();
    }

    /** A service whose step rests on another one, and that ends so. */
    private static ServiceSpecification sent(Optional<Undo> end) {
        StepTemplate step = service("sent", List.of("locate")).step().orElseThrow();
        return new ServiceSpecification(
                "sent",
                ServiceSpecification.Kind.RESOURCE_FACING,
                List.of(),
                Optional.of(new StepTemplate(
                        step.jobType(),
                        step.label(),
                        step.dependsOn(),
                        step.expectedDuration(),
                        step.parameters(),
                        PointOfNoReturn.SOFT,
                        step.undo(),
                        Optional.empty(),
                        Optional.empty(),
                        ByHand.NOTHING,
                        SimSwap.NOTHING,
                        Optional.of(new StepTemplate.AtEnd(end)))));
    }

    /** One that could be brought again. */
    private static ServiceSpecification service(String name, List<String> dependsOn) {
        return new ServiceSpecification(
                name,
                ServiceSpecification.Kind.RESOURCE_FACING,
                List.of(),
                Optional.of(new StepTemplate(
                        "fulfilment." + name,
                        name,
                        dependsOn,
                        Duration.ofSeconds(5),
                        Map.of(),
                        PointOfNoReturn.NONE,
                        Optional.of(
                                new Undo("fulfilment.undo-" + name, "Undo " + name, Duration.ofSeconds(5), true)))));
    }

    private static OwnedProduct with(OwnedProduct product, ServiceSpecification... services) {
        return new OwnedProduct(
                product.id(),
                product.line(),
                product.offering(),
                product.characteristics(),
                List.of(services),
                product.number(),
                product.state(),
                product.suspension(),
                product.earlyTermination());
    }

    @Test
    void it_costs_what_ending_the_former_one_would_and_all_prices_of_the_new_one() {
        OrderedItem item = accepted(other());
        assertThat(item.prices()).extracting(Price::id).containsExactly("early-termination", "once", "fee");
        OrderPreview preview = OrderPreview.of(List.of(item), EUR, LocalDateTime.parse("2026-11-16T12:00:00"));
        assertThat(preview.oneOff()).isEqualTo(Money.of("9.50", EUR));
        assertThat(preview.monthly()).isEqualTo(Money.of("10.00", EUR));
        assertThat(preview.changes()).singleElement().satisfies(change -> {
            assertThat(change.from()).isEqualTo("handset");
            assertThat(change.to()).isEqualTo("other");
            assertThat(change.credit()).isEqualTo(Money.of("5.00", EUR));
            assertThat(change.firstCharge()).isEqualTo(Money.of("5.00", EUR));
        });
    }

    @Test
    void another_colour_of_the_same_is_one_and_what_is_not_said_stays() {
        OwnedProduct engraved = owned(
                "P3",
                "handset",
                Map.of("deviceModel", "f5", "deviceColour", "black", "engraving", "A.L."),
                Optional.of("P1"));
        assertThat(OrderChecks.check(order(colour("sage")), CATALOG, customer(LINE, engraved))
                        .items())
                .singleElement()
                .satisfies(item -> assertThat(item.characteristics())
                        .containsEntry("deviceColour", "sage")
                        .containsEntry("engraving", "A.L."));
        assertThat(codes(customer(LINE, HANDSET), colour("black"))).containsExactly("NOTHING_CHANGES" + OFFERING);
        assertThat(codes(customer(LINE, HANDSET), upgrade("P3", Optional.empty(), Map.of())))
                .containsExactly("NOTHING_CHANGES" + OFFERING);
        assertThat(codes(customer(LINE, HANDSET), upgrade("P3", Optional.of("other"), Map.of())))
                .containsExactly("CHARACTERISTIC_MISSING item[1].product.productCharacteristic[deviceColour]");
    }

    @Test
    void the_line_that_it_is_for_and_an_answer_of_the_catalogue_itself_make_no_other_handset() {
        OwnedProduct ordered =
                owned("P3", "handset", Map.of("deviceModel", "f5", "deviceColour", "black"), Optional.of("P1"));
        Map<String, String> said = Map.of("deviceColour", "black", OrderedItem.LINE_MSISDN, "491510000001");
        Catalog asking = asking(
                new CharacteristicSpecification(OrderedItem.LINE_MSISDN, "Line", false, List.of(), Optional.empty()),
                new CharacteristicSpecification(
                        "wrapping", "Wrapping", false, List.of("paper", "box"), Optional.of("paper")));
        CustomerProducts customer = customer(LINE, ordered);
        assertThat(codes(asking, customer, upgrade("P3", Optional.empty(), said)))
                .containsExactly("NOTHING_CHANGES" + OFFERING);
        assertThat(codes(asking, customer, colour("black"))).containsExactly("NOTHING_CHANGES" + OFFERING);
        assertThat(codes(asking, customer, upgrade("P3", Optional.empty(), Map.of("wrapping", "box"))))
                .isEmpty();
        assertThat(codes(asking, customer, colour("sage"))).isEmpty();
    }

    /** A catalogue that asks more of the handset. */
    private static Catalog asking(CharacteristicSpecification... questions) {
        return changed(
                offering -> offering.id().value().equals("handset")
                        ? new ProductOffering(
                                offering.id(),
                                offering.name(),
                                offering.description(),
                                offering.role(),
                                offering.productSpecification(),
                                Stream.concat(offering.characteristics().stream(), Stream.of(questions))
                                        .toList(),
                                offering.prices(),
                                new ProductOffering.Relations(
                                        offering.requires(), offering.excludes(), Optional.empty()),
                                ProductOffering.Terms.NONE)
                        : offering,
                service -> service);
    }

    private static Catalog changed(
            UnaryOperator<ProductOffering> offerings, UnaryOperator<ServiceSpecification> services) {
        return new Catalog(
                "3",
                CATALOG.offerings().stream().map(offerings).toList(),
                CATALOG.services().stream().map(services).toList(),
                CATALOG.rules(),
                CATALOG.devices());
    }

    @Test
    void what_is_brought_for_good_takes_the_place_of_no_other() {
        Catalog shipping = changed(
                offering -> offering,
                service -> service.name().equals("device-on")
                        ? new ServiceSpecification(
                                "device-on",
                                ServiceSpecification.Kind.RESOURCE_FACING,
                                service.resources(),
                                Optional.of(lasting("ship-device", "Ship device")))
                        : service);
        assertThat(codes(shipping, customer(LINE, HANDSET), other())).containsExactly("DEVICE_FOR_GOOD" + OFFERING);
    }

    @Test
    void what_stays_and_needs_the_former_handset_keeps_what_it_needs() {
        OwnedProduct cover = requiring("P6", "handset");
        assertThat(codes(customer(LINE, HANDSET, cover), other())).containsExactly("REQUIRED_BY_ANOTHER" + OFFERING);
        assertThat(codes(customer(LINE, HANDSET, cover), colour("sage")))
                .as("it has one of the same")
                .isEmpty();
        assertThat(codes(customer(LINE, HANDSET, requiring("P6", "handset", "other")), other()))
                .as("the new one will do")
                .isEmpty();
        assertThat(codes(customer(LINE, HANDSET, requiring("P6", "handset", "plan")), other()))
                .as("the plan will do")
                .isEmpty();
        OwnedProduct boost = owned("P2", "boost", Map.of(), Optional.of("P1"));
        assertThat(codes(customer(LINE, HANDSET, boost, requiring("P6", "handset", "boost")), other()))
                .as("so will what stays beside it")
                .isEmpty();
    }

    /** An add-on of the line that needs one of these. */
    private static OwnedProduct requiring(String id, String... offerings) {
        OwnedProduct boost = owned(id, "boost", Map.of(), Optional.of("P1"));
        ProductOffering cover = new ProductOffering(
                new OfferingId("cover"),
                "cover",
                "cover",
                ProductOffering.Role.ADD_ON,
                "cover-spec",
                List.of(),
                List.of(),
                new ProductOffering.Relations(
                        Stream.of(offerings).map(OfferingId::new).toList(), List.of(), Optional.empty()),
                ProductOffering.Terms.NONE);
        return new OwnedProduct(
                id,
                boost.line(),
                cover,
                Map.of(),
                List.of(),
                boost.number(),
                boost.state(),
                boost.suspension(),
                boost.earlyTermination());
    }

    @Test
    void a_handset_stays_with_its_line() {
        Map<String, String> elsewhere = Map.of("deviceColour", "sage", OrderedItem.LINE_MSISDN, "491510000009");
        assertThat(codes(customer(LINE, HANDSET), upgrade("P3", Optional.empty(), elsewhere)))
                .contains("CHARACTERISTIC_NOT_ALLOWED item[1].product.productCharacteristic[lineMsisdn]");
        OwnedProduct alone = owned("P3", "handset", HANDSET.characteristics(), Optional.empty());
        assertThat(codes(customer(alone), other())).containsExactly("DEVICE_WITHOUT_LINE" + PRODUCT);
    }

    @Test
    void what_is_no_handset_or_is_not_in_the_catalogue_takes_the_place_of_none() {
        assertThat(codes(customer(LINE, HANDSET), upgrade("P3", Optional.of("boost"), Map.of())))
                .containsExactly("NOT_A_DEVICE" + OFFERING);
        assertThat(codes(customer(LINE, HANDSET), upgrade("P3", Optional.of("brick"), Map.of())))
                .containsExactly("UNKNOWN_OFFERING" + OFFERING);
        OwnedProduct boost = owned("P2", "boost", Map.of(), Optional.of("P1"));
        assertThat(codes(customer(LINE, HANDSET, boost), upgrade("P2", Optional.of("other"), Map.of())))
                .contains("NOT_A_PLAN" + PRODUCT);
    }

    @Test
    void a_line_that_is_suspended_or_in_another_order_gets_none_and_nothing_else_is_ordered_with_it() {
        assertThat(codes(customer(suspended(), HANDSET), other())).containsExactly("LINE_SUSPENDED" + PRODUCT);
        for (String claimed : List.of("P1", "P3")) {
            CustomerProducts busy = new CustomerProducts(
                    Set.of(new OfferingId("plan")), List.of(LINE, HANDSET), Map.of(claimed, new OrderId("ORD-7")));
            assertThat(codes(busy, other())).containsExactly("PRODUCT_IN_ANOTHER_ORDER" + PRODUCT);
        }
        assertThat(codes(customer(LINE, HANDSET), other(), Catalogs.item("2", "boost", Map.of())))
                .containsExactly("UPGRADE_WITH_OTHERS item[1].action");
    }

    private static OwnedProduct suspended() {
        return new OwnedProduct(
                LINE.id(),
                LINE.line(),
                LINE.offering(),
                LINE.characteristics(),
                LINE.services(),
                LINE.number(),
                InventoryState.SUSPENDED,
                Optional.of(new LineSuspension(SuspensionReason.VOLUNTARY, Barring.ALL)),
                Optional.empty());
    }

    @Test
    void a_handset_that_has_ended_or_cannot_end_is_not_exchanged() {
        OwnedProduct ended = new OwnedProduct(
                "P3",
                HANDSET.line(),
                HANDSET.offering(),
                HANDSET.characteristics(),
                HANDSET.services(),
                HANDSET.number(),
                InventoryState.TERMINATED,
                Optional.empty(),
                Optional.empty());
        assertThat(codes(customer(LINE, ended), other())).containsExactly("PRODUCT_NOT_ACTIVE" + PRODUCT);
        ServiceSpecification lasting = new ServiceSpecification(
                "engraved",
                ServiceSpecification.Kind.RESOURCE_FACING,
                List.of(),
                Optional.of(lasting("engrave", "Engrave")));
        assertThat(codes(customer(LINE, with(HANDSET, lasting)), other()))
                .containsExactly("PRODUCT_CANNOT_END" + PRODUCT);
    }

    private static StepTemplate lasting(String job, String label) {
        return new StepTemplate(
                "fulfilment." + job,
                label,
                List.of(),
                Duration.ofSeconds(5),
                Map.of(),
                PointOfNoReturn.HARD,
                Optional.empty());
    }

    @Test
    void it_has_to_go_with_the_plan_the_sim_and_all_that_stays_on_the_line() {
        CustomerProducts customer = customer(LINE, HANDSET);
        assertThat(codes(with(new DeviceModel("o1", "Other 1", List.of("esim"), List.of("p2"))), customer, other()))
                .containsExactly("DEVICE_INCOMPATIBLE" + OFFERING);
        assertThat(codes(with(new DeviceModel("o1", "Other 1", List.of("physical"), List.of("p1"))), customer, other()))
                .containsExactly("DEVICE_INCOMPATIBLE" + OFFERING);
        OwnedProduct racer = owned("P4", "racer", Map.of(), Optional.of("P1"));
        assertThat(codes(customer(LINE, HANDSET, racer), other())).containsExactly("DEVICE_INCOMPATIBLE" + OFFERING);
        OwnedProduct speaker = owned("P5", "speaker", Map.of(), Optional.of("P1"));
        assertThat(codes(customer(LINE, HANDSET, speaker), other()))
                .as("the former handset itself is in nobody's way")
                .containsExactly("EXCLUDED_OFFERING" + OFFERING);
        OwnedProduct basic = owned("P1", "basic", Map.of("simType", "esim"), Optional.empty());
        assertThat(codes(customer(basic, HANDSET), other())).containsExactly("REQUIRED_OFFERING_MISSING" + OFFERING);
        OwnedProduct bare = with(LINE);
        assertThat(OrderChecks.check(order(other()), CATALOG, customer(bare, HANDSET))
                        .refusals())
                .extracting(Rejection::message)
                .containsExactly("The line has none of what \"device-on\" rests on: sim.");
    }
}
