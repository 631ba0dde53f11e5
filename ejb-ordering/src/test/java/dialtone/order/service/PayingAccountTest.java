package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static dialtone.order.service.Desk.BRUNO;
import static dialtone.order.service.Desk.accepted;
import static dialtone.order.service.Desk.item;
import static dialtone.order.service.Desk.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.order.AmendOrder;
import dialtone.order.ItemAction;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.ResourceNeed;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which account pays for the orders of a customer who has several. */
class PayingAccountTest extends LineStories {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String S = "mobile-sim-only-s";
    private static final String HANDSET = "handset-fairline-5-monthly";
    private static final String TALK = "mobile-team-talk";
    private static final String FIELD = "productOrderItem[1]";
    private static final BillingAccountId OTHER = new BillingAccountId("BAC-ANOTHER");

    @Test
    void who_pays_for_a_line_pays_for_all_that_is_ordered_for_it() {
        OrderId first = line(
                item("1", S, Map.of(ResourceNeed.SIM_TYPE, "esim")),
                item("2", HANDSET, Map.of("deviceColour", "black")),
                item("3", TALK, Map.of(OrderedItem.SEATS, "4")));
        BillingAccountId pays = product(first).billingAccount();
        open(ADA, OTHER);
        asked(first).forEach((what, item) -> {
            assertThat(codes(Optional.of(OTHER), item)).as(what).contains("BILLING_ACCOUNT_OF_ANOTHER_PRODUCT");
            assertThat(codes(Optional.of(pays), item)).as(what).noneMatch(PayingAccountTest::isAboutAccounts);
            assertThat(codes(Optional.empty(), item)).as(what).noneMatch(PayingAccountTest::isAboutAccounts);
        });
        for (String kind : List.of("add-on of the only line", "another handset", "the end")) {
            ProductOrder placed = accepted(
                    desk.entry.place(order(ADA, Optional.empty(), asked(first).get(kind))));
            assertThat(placed.billingAccount()).as(kind).isEqualTo(pays);
            done(placed.id());
        }
    }

    /** Each thing that can be ordered for the line, its handset or its seats. */
    private Map<String, PlaceOrder.Item> asked(OrderId first) {
        String line = id(first, 1);
        Map<String, PlaceOrder.Item> items = new LinkedHashMap<>();
        items.put("another plan", PlaceOrder.Item.change("1", line, new OfferingId("mobile-sim-only-m"), FIELD));
        items.put(
                "another handset",
                new PlaceOrder.Item(
                        "1",
                        ItemAction.MODIFY,
                        Optional.empty(),
                        Optional.of(id(first, 2)),
                        Map.of("deviceColour", "sage"),
                        FIELD));
        items.put(
                "add-on of a line",
                PlaceOrder.Item.addTo(line, "1", new OfferingId("mobile-data-boost"), Map.of(), FIELD));
        items.put(
                "add-on of a number",
                item("1", "mobile-call-pack", Map.of(OrderedItem.LINE_MSISDN, number(product(first)))));
        items.put("add-on of the only line", item("1", "mobile-family-data", Map.of()));
        items.put("seats", PlaceOrder.Item.seat("1", id(first, 3), "6", FIELD));
        items.put(
                "a suspension",
                PlaceOrder.Item.suspend("1", line, new LineSuspension(SuspensionReason.VOLUNTARY, Barring.ALL), FIELD));
        items.put("another SIM", PlaceOrder.Item.swap("1", line, "physical", FIELD));
        items.put("the end of an add-on", PlaceOrder.Item.end("1", id(first, 3), FIELD));
        items.put("the end", PlaceOrder.Item.end("1", line, FIELD));
        return items;
    }

    @Test
    void of_something_new_it_has_to_be_said_and_what_nobody_has_is_refused_for_that() {
        open(ADA, OTHER);
        PlaceOrder.Item plan = item("1", S, Map.of(ResourceNeed.SIM_TYPE, "esim"));
        assertThat(codes(Optional.empty(), plan)).containsExactly("BILLING_ACCOUNT_MISSING");
        assertThat(codes(Optional.empty(), PlaceOrder.Item.end("1", "PRD-1", FIELD)))
                .containsExactly("UNKNOWN_PRODUCT");
        assertThat(codes(
                        Optional.empty(),
                        PlaceOrder.Item.addTo("PRD-1", "1", new OfferingId("mobile-data-boost"), Map.of(), FIELD)))
                .contains("UNKNOWN_LINE")
                .doesNotContain("BILLING_ACCOUNT_MISSING");
        assertThat(accepted(desk.entry.place(named(Optional.of(OTHER), plan))).billingAccount())
                .isEqualTo(OTHER);
    }

    @Test
    void one_account_pays_for_an_order() {
        OrderId mine = line(item("1", S, Map.of(ResourceNeed.SIM_TYPE, "esim")));
        open(ADA, OTHER);
        OrderId others = done(accepted(desk.entry.place(
                        named(Optional.of(OTHER), item("1", S, Map.of(ResourceNeed.SIM_TYPE, "esim")))))
                .id());
        PlaceOrder.Item second = PlaceOrder.Item.end("2", id(others, 1), "productOrderItem[2]");
        assertThat(codes(Optional.empty(), PlaceOrder.Item.end("1", id(mine, 1), FIELD), second))
                .containsExactly("BILLING_ACCOUNT_OF_ANOTHER_PRODUCT");
        assertThat(accepted(desk.entry.place(order(ADA, Optional.empty(), second)))
                        .billingAccount())
                .isEqualTo(OTHER);
    }

    /** It was ordered when an order could name any account of the customer's. */
    @Test
    void an_amendment_is_not_asked_about_what_the_order_has_already() {
        OrderId first = line(item("1", S, Map.of(ResourceNeed.SIM_TYPE, "esim")));
        open(ADA, OTHER);
        OrderId talk = accepted(desk.entry.place(order(ADA, Optional.empty(), talk(first, "4"))))
                .id();
        run(() -> desk.database
                .entities()
                .createNativeQuery("UPDATE PRODUCT_ORDER SET BILLING_ACCOUNT_ID = :account WHERE ORDER_ID = :id")
                .setParameter("account", OTHER.value())
                .setParameter("id", talk.value())
                .executeUpdate());
        assertThat(accepted(amended(talk, 1, talk(first, "6"))).billingAccount())
                .isEqualTo(OTHER);
        PlaceOrder.Item more = PlaceOrder.Item.addTo(
                id(first, 1), "2", new OfferingId("mobile-data-boost"), Map.of(), "productOrderItem[2]");
        assertThat(amended(talk, 2, talk(first, "6"), more)
                        .<List<String>>fold(order -> List.of(), PayingAccountTest::codes))
                .containsExactly("BILLING_ACCOUNT_OF_ANOTHER_PRODUCT");
    }

    private static PlaceOrder.Item talk(OrderId line, String seats) {
        return PlaceOrder.Item.addTo(id(line, 1), "1", new OfferingId(TALK), Map.of(OrderedItem.SEATS, seats), FIELD);
    }

    private Outcome<ProductOrder> amended(OrderId order, int revision, PlaceOrder.Item... items) {
        return in(() -> desk.amendments.amend(new AmendOrder(
                order,
                Optional.empty(),
                "",
                revision,
                "console",
                "csr",
                Optional.of(List.of(items)),
                OrderDetails.NONE)));
    }

    @Test
    void a_line_of_another_customer_says_nothing() {
        OrderId first = line(item("1", S, Map.of(ResourceNeed.SIM_TYPE, "esim")));
        open(BRUNO, OTHER);
        assertThat(desk.entry
                        .preview(order(BRUNO, Optional.empty(), PlaceOrder.Item.end("1", id(first, 1), FIELD)))
                        .<List<String>>fold(preview -> List.of(), PayingAccountTest::codes))
                .containsExactly("UNKNOWN_PRODUCT");
    }

    private List<String> codes(Optional<BillingAccountId> account, PlaceOrder.Item... items) {
        return desk.entry.preview(named(account, items)).fold(preview -> List.of(), PayingAccountTest::codes);
    }

    private static List<String> codes(List<Rejection> refusals) {
        return refusals.stream().map(Rejection::code).toList();
    }

    private static boolean isAboutAccounts(String code) {
        return code.startsWith("BILLING_ACCOUNT");
    }

    private static PlaceOrder named(Optional<BillingAccountId> account, PlaceOrder.Item... items) {
        return new PlaceOrder(Optional.empty(), Optional.empty(), ADA, account, "console", "csr", List.of(items))
                .withSuspensionRights(SuspensionReason.grantedTo("csr"::equals));
    }

    private void open(CustomerId customer, BillingAccountId id) {
        run(() -> desk.database
                .entities()
                .persist(new BillingAccount(
                        id,
                        desk.parties.find(customer).orElseThrow(),
                        EUR,
                        ZoneId.of("Europe/Berlin"),
                        LocalDate.of(2026, 11, 25))));
    }

    private static String id(OrderId order, int position) {
        return Product.Origin.productId(order, position).value();
    }

    private static String number(Product line) {
        return line.resources().getFirst().identifier();
    }

    private OrderId line(PlaceOrder.Item... items) {
        return done(
                accepted(desk.entry.place(order(ADA, Optional.empty(), items))).id());
    }

    private OrderId done(OrderId id) {
        started(id);
        performAll(id);
        install(id);
        return id;
    }
}
