package dialtone.order;

import static dialtone.order.Catalogs.item;
import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

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

class OrderChecksTest {

    private static final Map<String, String> NONE = Map.of();
    private static final Map<String, String> BLACK = Map.of("deviceColour", "black");

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(order(), "NO_ITEMS productOrderItem"),
                refusal(many(21), "TOO_MANY_ITEMS productOrderItem"),
                refusal(order(item("", "plan", NONE)), "INVALID_ITEM_ID item[].id"),
                refusal(order(item("a b", "plan", NONE)), "INVALID_ITEM_ID item[a b].id"),
                refusal(order(item("1", "plan", NONE), item("1", "plan", NONE)), "DUPLICATE_ITEM_ID item[1].id"),
                refusal(order(item("1", "moon", NONE)), "UNKNOWN_OFFERING item[1].productOffering.id"),
                refusal(
                        order(item("1", "plan", Map.of("simType", "nano"))),
                        "CHARACTERISTIC_NOT_ALLOWED item[1].product.productCharacteristic[simType]"),
                refusal(
                        order(item("1", "plan", Map.of("size", "L"))),
                        "UNKNOWN_CHARACTERISTIC item[1].product.productCharacteristic[size]"),
                refusal(
                        order(item("1", "plan", NONE), item("2", "handset", NONE)),
                        "CHARACTERISTIC_MISSING item[2].product.productCharacteristic[deviceColour]"),
                refusal(
                        order(item("1", "plan", NONE), item("2", "handset", Map.of("deviceColour", " "))),
                        "CHARACTERISTIC_MISSING item[2].product.productCharacteristic[deviceColour]"),
                refusal(
                        order(
                                item("1", "plan", NONE),
                                item("2", "handset", Map.of("deviceColour", "sage", "engraving", "x".repeat(256)))),
                        "CHARACTERISTIC_TOO_LONG item[2].product.productCharacteristic[engraving]"),
                refusal(order(item("1", "boost", NONE)), "REQUIRED_OFFERING_MISSING item[1].productOffering.id"),
                refusal(
                        order(item("1", "plan", NONE), item("2", "handset", BLACK), item("3", "speaker", NONE)),
                        "EXCLUDED_OFFERING item[3].productOffering.id"),
                refusal(
                        order(new PlaceOrder.Item("1", ItemAction.NO_CHANGE, new OfferingId("plan"), NONE, "item[1]")),
                        "UNSUPPORTED_ACTION item[1].action"));
    }

    private static Arguments refusal(PlaceOrder command, String expected) {
        return Arguments.of(expected, command);
    }

    private static PlaceOrder many(int count) {
        List<PlaceOrder.Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item("i" + i, "plan", NONE));
        }
        return order(items.toArray(PlaceOrder.Item[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void an_order_is_refused_with_a_code_and_the_path_of_the_field(String expected, PlaceOrder command) {
        assertThat(OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .refusals())
                .extracting(refusal -> refusal.code() + " " + refusal.field())
                .containsExactly(expected);
    }

    @Test
    void everything_is_said_at_once() {
        PlaceOrder command =
                order(item("1", "moon", NONE), item("1", "boost", Map.of("x", "y")), item("2", "handset", Map.of()));
        assertThat(OrderChecks.check(command, Catalogs.small(), CustomerProducts.active(Set.of()))
                        .refusals())
                .extracting(dialtone.base.Rejection::code)
                .containsExactlyInAnyOrder(
                        "DUPLICATE_ITEM_ID",
                        "UNKNOWN_OFFERING",
                        "UNKNOWN_CHARACTERISTIC",
                        "CHARACTERISTIC_MISSING",
                        "REQUIRED_OFFERING_MISSING",
                        "REQUIRED_OFFERING_MISSING");
    }

    @Test
    void what_the_customer_has_already_meets_a_requirement() {
        assertThat(OrderChecks.check(
                                order(item("1", "boost", NONE)),
                                Catalogs.small(),
                                CustomerProducts.active(Set.of(new OfferingId("plan"))))
                        .refusals())
                .isEmpty();
    }

    @Test
    void defaults_answer_what_the_order_leaves_open() {
        List<OrderedItem> items = OrderChecks.check(
                        order(item("1", "plan", NONE), item("2", "handset", BLACK)),
                        Catalogs.small(),
                        CustomerProducts.active(Set.of()))
                .items();
        assertThat(items.getFirst().characteristics()).containsExactly(Map.entry("simType", "esim"));
        assertThat(items.get(1).characteristics())
                .containsOnly(Map.entry("deviceModel", "f5"), Map.entry("deviceColour", "black"));
        assertThat(items.get(1).lineItem()).isEqualTo(Optional.of("1"));
    }
}
