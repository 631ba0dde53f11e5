package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static dialtone.order.service.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Price;
import dialtone.order.OrderItem;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CouponOrderTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String FIELD = "productOrderItem[1].product.productCharacteristic[coupon]";
    private static final String PROMOTIONS = """
            promotions:
              - {id: half, name: Welcome, code: HALF, limit: 2, percent: 50, periods: 3, charges: [recurring, one-off], offerings: [mobile-sim-only-m]}
              - {id: for-new, name: New here, code: HELLO, amount: 5.00, offerings: [mobile-sim-only-m], customers: new, combinable: true}
              - {id: pairs, name: Pairs, code: PAIRS, limit: 3, amount: 1.00, offerings: [mobile-sim-only-m], combinable: true}
              - {id: november, name: November, code: NOVEMBER, percent: 10, offerings: [mobile-sim-only-m], until: 2026-11-26}
              - {id: december, name: December, code: DECEMBER, percent: 10, offerings: [mobile-sim-only-m], from: 2026-12-01}
            """;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(text -> text.replace("promotions:\n", PROMOTIONS));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_coupon_is_in_the_prices_of_what_is_ordered_and_in_the_preview() {
        PlaceOrder command = order(ADA, Optional.empty(), with("half "));

        OrderPreview preview = accepted(desk.database.inTransaction(() -> desk.entry.preview(command)));
        assertThat(preview.oneOff()).isEqualTo(Money.of("4.95", EUR));

        List<Price> prices = accepted(desk.entry.place(command)).items().stream()
                .map(OrderItem::priced)
                .flatMap(item -> item.prices().stream())
                .toList();
        assertThat(prices)
                .filteredOn(Price.OneOff.class::isInstance)
                .extracting(price -> price.name() + " " + ((Price.OneOff) price).amount())
                .containsExactly("Activation Mobile M (9.90 EUR less 50 %, Welcome) 4.95 EUR");
        assertThat(prices)
                .filteredOn(Price.Recurring.class::isInstance)
                .extracting(price -> ((Price.Recurring) price).terms().description())
                .containsExactly("less 50 % for periods 1 to 3 (Welcome)");
    }

    @Test
    void what_speaks_against_a_coupon_is_said_beside_its_field() {
        assertThat(refusal("nonsense"))
                .isEqualTo(Rejection.at(FIELD, "COUPON_UNKNOWN", "There is no coupon with this code."));
        assertThat(refusal("DECEMBER"))
                .isEqualTo(Rejection.at(FIELD, "COUPON_NOT_YET", "December is for orders from 2026-12-01 on."));
        desk.clock.pass(Duration.ofDays(2));
        assertThat(refusal("NOVEMBER"))
                .isEqualTo(Rejection.at(FIELD, "COUPON_EXPIRED", "November was for orders until 2026-11-26."));
        assertThat(refused(desk.entry.place(
                        order(ADA, Optional.empty(), item("1", "mobile-sim-only-s", Map.of("coupon", "HALF"))))))
                .containsExactly(Rejection.at(FIELD, "COUPON_NOT_FOR_OFFERING", "Welcome is not for Mobile S."));
        accepted(desk.entry.place(order(ADA, Optional.empty(), with("HELLO"))));
        assertThat(refusal("HELLO"))
                .isEqualTo(Rejection.at(FIELD, "COUPON_NOT_FOR_CUSTOMER", "New here is for new customers."));
        PlaceOrder both =
                order(BRUNO, Optional.empty(), with("HELLO"), item("2", "mobile-sim-only-m", Map.of("coupon", "HALF")));
        assertThat(refused(desk.entry.place(both)))
                .extracting(Rejection::code)
                .containsExactly("COUPON_NOT_COMBINABLE");
    }

    @Test
    void what_a_limit_lets_pass_is_used_up_and_a_cancelled_order_gives_its_use_back_once() {
        ProductOrder first = accepted(place(ADA, "HALF"));
        accepted(place(BRUNO, "HALF"));
        assertThat(refusal("HALF").code()).isEqualTo("COUPON_USED_UP");

        desk.database.inTransaction(() -> accepted(desk.cancel(first.id(), "changed his mind", "csr")));
        desk.database.inTransaction(() -> desk.progress.close(first.id()));
        accepted(place(ADA, "HALF"));
        assertThat(refusal("HALF").code()).isEqualTo("COUPON_USED_UP");
    }

    @Test
    void a_code_that_the_catalogue_names_no_more_is_expired_and_the_new_one_has_its_own_limit() {
        ProductOrder before = accepted(place(ADA, "HALF"));
        desk.load(text -> next(text).replace("code: HALF, limit: 2", "code: HALF-26, limit: 1"));

        assertThat(refusal("HALF").code()).isEqualTo("COUPON_EXPIRED");
        accepted(place(BRUNO, "HALF-26"));
        assertThat(refusal("HALF-26").code()).isEqualTo("COUPON_USED_UP");
        accepted(amend(before, 1, item("1", "mobile-sim-only-m", Map.of("coupon", "HALF", "simType", "physical"))));
    }

    @Test
    void a_version_that_waits_changes_nothing_of_a_code_before_its_time() {
        ProductOrder before = accepted(place(ADA, "HALF"));
        desk.load(text -> next(text)
                .replace("currency: EUR\n", "currency: EUR\nvalidFrom: \"2026-12-10T00:00:00Z\"\n")
                .replace(
                        "{id: half, name: Welcome, code: HALF, limit: 2, percent: 50",
                        "{id: tenth, name: Tenth, code: HALF, limit: 3, percent: 10"));

        accepted(place(BRUNO, "HALF"));
        assertThat(refusal("HALF").code()).isEqualTo("COUPON_USED_UP");

        desk.clock.pass(Duration.ofDays(20));
        assertThat(accepted(place(ADA, "HALF")).items().getFirst().priced().prices())
                .filteredOn(Price.Recurring.class::isInstance)
                .extracting(price -> ((Price.Recurring) price).terms().description())
                .containsExactly("less 10 % for periods 1 to 3 (Tenth)");
        accepted(amend(before, 1, item("1", "mobile-sim-only-m", Map.of("coupon", "HALF", "simType", "physical"))));
    }

    @Test
    void a_promotion_is_for_one_item_of_an_order_unless_it_is_combinable_and_for_all_customers() {
        for (String code : List.of("HALF", "HELLO")) {
            assertThat(refused(desk.entry.place(twice(code))))
                    .extracting(Rejection::code, Rejection::field)
                    .containsExactly(tuple(
                            "COUPON_NOT_COMBINABLE", "productOrderItem[2].product.productCharacteristic[coupon]"));
        }
        accepted(desk.entry.place(twice("PAIRS")));
        assertThat(refused(desk.entry.place(twice("PAIRS"))))
                .as("each item uses the code, which has three uses")
                .extracting(Rejection::code)
                .containsExactly("COUPON_USED_UP");
    }

    private static PlaceOrder twice(String code) {
        return order(ADA, Optional.empty(), with(code), item("2", "mobile-sim-only-m", Map.of("coupon", code)));
    }

    @Test
    void one_order_cannot_use_more_than_there_is_left() {
        accepted(place(BRUNO, "HALF"));
        PlaceOrder two =
                order(ADA, Optional.empty(), with("HALF"), item("2", "mobile-sim-only-m", Map.of("coupon", "half")));
        assertThat(refused(desk.entry.place(two)))
                .extracting(Rejection::field)
                .containsExactly("productOrderItem[2].product.productCharacteristic[coupon]");
    }

    @Test
    void a_request_that_is_repeated_redeems_once() {
        PlaceOrder command = order(ADA, Optional.of("key-1"), with("HALF"));
        assertThat(accepted(desk.entry.place(command)).id())
                .isEqualTo(accepted(desk.entry.place(command)).id());
        accepted(place(BRUNO, "HALF"));
    }

    @Test
    void of_orders_at_the_same_time_as_many_redeem_a_code_as_may() throws Exception {
        List<List<Rejection>> refused = atTheSameTime(List.of(ADA, BRUNO, ADA, BRUNO, ADA, BRUNO), "HALF");
        assertThat(refused)
                .hasSize(4)
                .allSatisfy(reasons ->
                        assertThat(reasons).extracting(Rejection::code).containsExactly("COUPON_USED_UP"));
    }

    @Test
    void of_first_orders_at_the_same_time_one_is_that_of_a_new_customer() throws Exception {
        List<List<Rejection>> refused = atTheSameTime(List.of(ADA, ADA, ADA, ADA, ADA, ADA), "HELLO");
        assertThat(refused)
                .hasSize(5)
                .allSatisfy(reasons ->
                        assertThat(reasons).extracting(Rejection::code).containsExactly("COUPON_NOT_FOR_CUSTOMER"));
    }

    private List<List<Rejection>> atTheSameTime(List<CustomerId> askers, String code) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Outcome<ProductOrder>>> answers = new ArrayList<>();
        List<List<Rejection>> refused = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(askers.size())) {
            for (CustomerId who : askers) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return place(who, code);
                }));
            }
            start.countDown();
            for (Future<Outcome<ProductOrder>> answer : answers) {
                answer.get().fold(order -> true, refused::add);
            }
        }
        return refused;
    }

    @Test
    void an_amendment_keeps_the_coupon_of_what_was_ordered_with_it_and_brings_none() {
        ProductOrder placed = accepted(place(ADA, "HALF"));
        ProductOrder amended = accepted(
                amend(placed, 1, item("1", "mobile-sim-only-m", Map.of("coupon", "half", "simType", "physical"))));
        assertThat(amended.items().getFirst().priced().prices())
                .filteredOn(Price.Recurring.class::isInstance)
                .extracting(price -> ((Price.Recurring) price).terms().description())
                .containsExactly("less 50 % for periods 1 to 3 (Welcome)");
        assertThat(refused(amend(amended, 2, with("HELLO"))))
                .extracting(Rejection::code, Rejection::field)
                .containsExactly(tuple("COUPON_NOT_TAKEN", FIELD));
    }

    private static String next(String text) {
        return text.replace("promotions:\n", PROMOTIONS).replaceFirst("(?m)^version: .*$", "version: \"next\"");
    }

    private Outcome<ProductOrder> amend(ProductOrder placed, int revision, PlaceOrder.Item item) {
        return desk.database.inTransaction(
                () -> desk.amendments.amend(AmendmentStories.command(placed.id(), revision, item)));
    }

    private Outcome<ProductOrder> place(CustomerId customer, String code) {
        return desk.entry.place(order(customer, Optional.empty(), with(code)));
    }

    private Rejection refusal(String code) {
        List<Rejection> refusals = refused(place(ADA, code));
        assertThat(refusals).hasSize(1);
        return refusals.getFirst();
    }

    private static PlaceOrder.Item with(String code) {
        return item("1", "mobile-sim-only-m", Map.of("coupon", code));
    }
}
