package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static dialtone.order.Catalogs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
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

/** What is added to a line P1 that the customer has, and what of it ends. */
class AdditionsTest {

    private static final Catalog CATALOG = Catalogs.small();
    private static final Map<String, String> BLACK = Map.of("deviceModel", "f5", "deviceColour", "black");
    private static final OwnedProduct LINE = owned("P1", "plan", Map.of("simType", "esim"), Optional.empty());
    private static final OwnedProduct BIGGER = owned("P1", "bigger", Map.of("simType", "esim"), Optional.empty());
    private static final OwnedProduct BOOST = owned("P2", "boost", Map.of(), Optional.of("P1"));
    private static final OwnedProduct SPEAKER = owned("P3", "speaker", Map.of(), Optional.of("P1"));
    private static final OwnedProduct HANDSET = owned("P4", "handset", BLACK, Optional.of("P1"));
    private static final OwnedProduct RACER = owned("P5", "racer", Map.of(), Optional.of("P1"));
    private static final OwnedProduct PACK = owned("P6", "pack", Map.of(), Optional.of("P1"));
    private static final OwnedProduct OTHER_PACK = owned("P7", "pack", Map.of(), Optional.of("P1"));

    record Situation(
            OwnedProduct plan,
            List<OwnedProduct> belonging,
            List<String> coming,
            Set<String> ending,
            List<String> adds) {}

    private static Situation on(OwnedProduct plan, OwnedProduct... belonging) {
        return new Situation(plan, List.of(belonging), List.of(), Set.of(), List.of());
    }

    private static Situation coming(Situation situation, String... offerings) {
        return new Situation(
                situation.plan(), situation.belonging(), List.of(offerings), situation.ending(), situation.adds());
    }

    private static Situation ending(Situation situation, String... products) {
        return new Situation(
                situation.plan(), situation.belonging(), situation.coming(), Set.of(products), situation.adds());
    }

    private static Arguments of(String said, Situation situation, String... adds) {
        return Arguments.of(
                said,
                new Situation(
                        situation.plan(),
                        situation.belonging(),
                        situation.coming(),
                        situation.ending(),
                        List.of(adds)));
    }

    static Stream<Arguments> situations() {
        return Stream.of(
                of("", on(LINE), "boost"),
                of("", on(LINE, HANDSET), "boost"),
                of("1 REQUIRED_OFFERING_MISSING", on(BIGGER), "boost"),
                of("", on(LINE, BOOST), "pack"),
                of("1 REQUIRED_OFFERING_MISSING", on(LINE), "pack"),
                of("", coming(on(LINE), "boost"), "pack"),
                of("", on(LINE), "boost", "pack"),
                of("", on(LINE), "pack", "boost"),
                of("1 REQUIRED_OFFERING_MISSING", ending(on(LINE, BOOST), "P2"), "pack"),
                of("1 EXCLUDED_OFFERING", on(LINE, HANDSET), "speaker"),
                of("1 EXCLUDED_OFFERING", on(LINE, SPEAKER), "handset"),
                of("1 EXCLUDED_OFFERING", coming(on(LINE), "handset"), "speaker"),
                of("1 EXCLUDED_OFFERING 2 EXCLUDED_OFFERING", on(LINE), "speaker", "handset"),
                of("", ending(on(LINE, HANDSET), "P4"), "speaker"),
                of("1 EXCLUDED_OFFERING", on(BIGGER), "speaker"),
                of("1 REQUIRED_OFFERING_MISSING 1 EXCLUDED_OFFERING", on(BIGGER), "racer"),
                of("", on(LINE, BOOST, PACK), "pack"),
                of("1 TOO_MANY_ON_LINE", on(LINE, BOOST, PACK, OTHER_PACK), "pack"),
                of("2 TOO_MANY_ON_LINE", on(LINE, BOOST, PACK), "pack", "pack"),
                of("1 TOO_MANY_ON_LINE", coming(on(LINE, BOOST, PACK), "pack"), "pack"),
                of("1 TOO_MANY_ON_LINE", ending(on(LINE, BOOST, PACK, OTHER_PACK), "P7"), "pack"),
                of("1 DEVICE_INCOMPATIBLE", on(LINE, HANDSET), "racer"),
                of("1 DEVICE_INCOMPATIBLE", on(LINE, RACER), "handset"),
                of("", ending(on(LINE, RACER), "P5"), "handset"),
                of("", ending(on(LINE, HANDSET), "P4"), "racer"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("situations")
    void what_is_added_goes_with_the_plan_and_with_what_is_there_and_comes(String said, Situation situation) {
        assertThat(refusals(situation).stream()
                        .map(refusal -> refusal.field().replaceAll("^item\\[(\\d)].*", "$1") + " " + refusal.code())
                        .toList())
                .isEqualTo(said.isEmpty() ? List.of() : List.of(said.split(" (?=\\d)", -1)));
    }

    private static List<Rejection> refusals(Situation situation) {
        List<OrderedItem> items = new ArrayList<>();
        for (String offering : situation.adds()) {
            items.add(new OrderedItem(
                    String.valueOf(items.size() + 1),
                    CATALOG.offering(new OfferingId(offering)).orElseThrow(),
                    offering.equals("handset") ? BLACK : Map.of(),
                    Optional.empty()));
        }
        Additions additions = new Additions(
                CATALOG,
                new Additions.Line(
                        situation.plan(),
                        situation.belonging(),
                        situation.coming().stream().map(OfferingId::new).toList(),
                        situation.ending(),
                        items));
        return items.stream()
                .flatMap(item -> additions.refusals(item, "item[" + item.itemId() + "]").stream())
                .toList();
    }

    @Test
    void each_refusal_says_what_stands_against_it() {
        assertThat(refusals(new Situation(BIGGER, List.of(), List.of(), Set.of(), List.of("boost"))))
                .extracting(Rejection::message)
                .containsExactly("boost needs one of plan, and the line has bigger.");
        assertThat(refusals(new Situation(LINE, List.of(HANDSET), List.of(), Set.of(), List.of("speaker"))))
                .extracting(Rejection::message)
                .containsExactly("speaker does not go with handset, which the line has.");
        assertThat(refusals(
                        new Situation(LINE, List.of(BOOST, PACK, OTHER_PACK), List.of(), Set.of(), List.of("pack"))))
                .extracting(Rejection::message)
                .containsExactly("A line has pack at most 2 times, and this one would have it 3 times.");
        assertThat(refusals(new Situation(LINE, List.of(HANDSET), List.of(), Set.of(), List.of("racer"))))
                .extracting(Rejection::message)
                .containsExactly("The line's Fairline 5 cannot run what racer brings.");
    }

    private static List<String> check(CustomerProducts customer, PlaceOrder.Item... items) {
        return OrderChecks.check(order(items), CATALOG, customer).refusals().stream()
                .map(refusal -> refusal.code() + " " + refusal.field())
                .toList();
    }

    private static CustomerProducts having(OwnedProduct... products) {
        return new CustomerProducts(
                Set.of(new OfferingId("plan"), new OfferingId("boost")), List.of(products), Map.of());
    }

    @Test
    void a_new_line_has_of_each_thing_as_many_as_any_line() {
        assertThat(check(
                        having(),
                        item("1", "plan", Map.of()),
                        item("2", "pack", Map.of()),
                        item("3", "pack", Map.of()),
                        item("4", "pack", Map.of()),
                        item("5", "plan", Map.of()),
                        item("6", "pack", Map.of())))
                .containsExactly("TOO_MANY_ON_LINE item[4].productOffering.id");
    }

    @Test
    void only_what_is_added_to_a_line_names_that_line() {
        PlaceOrder.Item plan = PlaceOrder.Item.addTo("P1", "1", new OfferingId("plan"), Map.of(), "item[1]");
        assertThat(check(having(LINE), plan)).containsExactly("LINE_NOT_TAKEN item[1]" + Additions.LINE);
        OrderChecks.Checked checked = OrderChecks.check(
                order(
                        item("1", "plan", Map.of()),
                        PlaceOrder.Item.addTo("P1", "2", new OfferingId("boost"), Map.of(), "item[2]")),
                CATALOG,
                having(LINE));
        assertThat(checked.refusals()).isEmpty();
        assertThat(checked.items().get(1).lineItem())
                .as("it is for the line it names, and not for the new one")
                .isEmpty();
    }

    @Test
    void what_another_thing_on_the_line_needs_does_not_end_without_that() {
        CustomerProducts customer = having(LINE, BOOST, PACK);
        assertThat(check(customer, PlaceOrder.Item.end("1", "P2", "item[1]")))
                .containsExactly("REQUIRED_BY_ANOTHER item[1].product.id");
        assertThat(check(
                        customer, PlaceOrder.Item.end("1", "P2", "item[1]"), PlaceOrder.Item.end("2", "P6", "item[2]")))
                .isEmpty();
        assertThat(check(customer, PlaceOrder.Item.end("1", "P6", "item[1]"))).isEmpty();
        assertThat(check(customer, PlaceOrder.Item.end("1", "P1", "item[1]")))
                .as("the line takes all of it with it")
                .isEmpty();
        OwnedProduct second = owned("P8", "boost", Map.of(), Optional.of("P1"));
        assertThat(check(having(LINE, BOOST, second, PACK), PlaceOrder.Item.end("1", "P2", "item[1]")))
                .as("there is another one")
                .isEmpty();
    }
}
