package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.ORDERS;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static dialtone.system.api.Refusals.tellsNothingOfTheInside;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** TMF622 over HTTP: placing, reading, listing, cancelling, and what cannot be taken. */
@InTheServer
@RunAsClient
class ProductOrderIT {

    private static final int ADA = 100001;

    /** Who has the orders of the lists, and nobody else's test has any. */
    private static final int JONAS = 100010;

    private static final String CANCELLATIONS = "/tmf-api/productOrderingManagement/v4/cancelProductOrder";
    private static final String HUB = "/tmf-api/productOrderingManagement/v4/hub";
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    private static final OrderClient orders = new OrderClient(ManagedServer.ADDRESS);
    private static final Api csr = Api.as("csr", ManagedServer.ADDRESS);

    @Test
    void anOrderIsAnsweredAsItIsKept() {
        Api.Answer placed = csr.post(ORDERS, JSON, mobileOrder(ADA)).expect(201);

        JsonObject order = placed.json().asJsonObject();
        String id = order.getString("id");
        assertThat(placed.header("Location")).isEqualTo(order.getString("href")).endsWith(ORDERS + "/" + id);
        assertThat(placed.header("Content-Type")).startsWith(JSON);
        assertThat(order.getString("@type")).isEqualTo("ProductOrder");
        assertThat(order.getString("state")).isEqualTo("acknowledged");
        JsonObject item = order.getJsonArray("productOrderItem").getJsonObject(0);
        assertThat(item.getJsonObject("productOffering").getString("id")).isEqualTo("mobile-sim-only-m");
        assertThat(item.getJsonArray("itemPrice").toString())
                .contains("\"recurring\"", "19.9")
                .contains("\"oneTime\"", "9.9");
        assertThat(csr.get(ORDERS + "/" + id).expect(200).json()).isEqualTo(order);
    }

    @Test
    void onlyTheFieldsAskedForAreAnswered() {
        String id = orders.place(mobileOrder(ADA));

        JsonObject order = csr.get(ORDERS + "/" + id + "?fields=state,orderDate")
                .expect(200)
                .json()
                .asJsonObject();

        assertThat(order.keySet()).containsExactlyInAnyOrder("id", "href", "@type", "state", "orderDate");
    }

    @Test
    void oneKeyAnswersWithTheFirstOrderToTheSameLoginOnly() {
        String first = OrderClient.id(orders.place(mobileOrder(ADA), "managed-key"));

        assertThat(OrderClient.id(orders.place(mobileOrder(ADA), "managed-key")))
                .isEqualTo(first);
        refused(
                orders.place(mobileOrder(ADA).replace("esim", "physical"), "managed-key"),
                409,
                "IDEMPOTENCY_KEY_REUSED",
                "Idempotency-Key");
        Api partner = Api.as("partner", ManagedServer.ADDRESS).with("Idempotency-Key", "managed-key");
        assertThat(OrderClient.id(partner.post(ORDERS, JSON, mobileOrder(ADA)))).isNotEqualTo(first);
        for (String key : List.of("x".repeat(101), "with blank")) {
            refused(orders.place(mobileOrder(ADA), key), 400, "INVALID_IDEMPOTENCY_KEY", "Idempotency-Key");
        }
    }

    @Test
    void aListIsFilteredAndComesInPagesThatLeaveNothingOut() {
        List<String> placed = Stream.of("jonas-1", "jonas-2", "jonas-3")
                .map(externalId -> orders.place(mobileOrder(JONAS)
                        .replaceFirst("\\{", "{\"externalId\": \"" + externalId + "\",")
                        .replace("sim-only-m", externalId.equals("jonas-2") ? "sim-only-s" : "sim-only-m")))
                .toList();
        String own = "?relatedParty.id=CUS-" + JONAS;

        List<String> listed = new ArrayList<>();
        Api.Answer page = csr.get(ORDERS + own + "&limit=2&fields=id").expect(206);
        assertThat(page.header("X-Total-Count")).isEqualTo("3");
        assertThat(page.header("X-Result-Count")).isEqualTo("2");
        assertThat(page.header("Content-Range")).isEqualTo("items 0-1/3");
        listed.addAll(ids(page));
        Matcher next = NEXT.matcher(page.header("Link"));
        assertThat(next.find()).as(page.header("Link")).isTrue();
        listed.addAll(ids(csr.get(next.group(1)).expect(206)));
        assertThat(listed).containsExactly(placed.get(2), placed.get(1), placed.get(0));
        refused(csr.get(ORDERS + own + "&offset=3"), 416, "PAST_THE_END", "offset");

        assertThat(ids(csr.get(ORDERS + "?externalId=jonas-2").expect(200))).containsExactly(placed.get(1));
        assertThat(ids(csr.get(ORDERS + own + "&productOrderItem.productOffering.id=mobile-sim-only-s")))
                .containsExactly(placed.get(1));
        assertThat(ids(csr.get(ORDERS + own + "&state=acknowledged,held&sort=-orderDate")))
                .hasSize(3);
        assertThat(ids(csr.get(ORDERS + own + "&state=completed"))).isEmpty();
        String second =
                csr.get(ORDERS + "/" + placed.get(1)).json().asJsonObject().getString("orderDate");
        assertThat(ids(csr.get(ORDERS + own + "&orderDate.gt=" + second))).containsExactly(placed.get(2));
        assertThat(ids(csr.get(ORDERS + own + "&orderDate.lt=" + second))).containsExactly(placed.get(0));
        assertThat(ids(csr.get(ORDERS + own + "&orderDate=" + second))).containsExactly(placed.get(1));
        assertThat(ids(csr.get(ORDERS + own + "&orderDate.gt=%2B999999999-12-30")))
                .isEmpty();
        assertThat(ids(csr.get(ORDERS + own + "&orderDate.lt=-999999999-01-02")))
                .isEmpty();
    }

    @Test
    void anOrderIsCancelledAtOnceWhileItIsAcknowledgedAndInTimeWhileItIsUnderWay() {
        String early = orders.place(mobileOrder(ADA));
        String late = orders.place(mobileOrder(ADA));
        ManagedServer.advance(late, "RESERVED");
        String over = orders.place(mobileOrder(ADA));
        ManagedServer.advance(over, "COMPLETED");

        Api.Answer done = cancel(early).expect(201);
        JsonObject task = done.json().asJsonObject();
        assertThat(task.getString("state")).isEqualTo("done");
        assertThat(task).containsKey("effectiveCancellationDate");
        assertThat(orders.state(early)).isEqualTo("cancelled");
        assertThat(csr.get(CANCELLATIONS + "/" + task.getString("id"))
                        .expect(200)
                        .json())
                .isEqualTo(task);
        JsonObject onItsWay = cancel(late).expect(201).json().asJsonObject();
        assertThat(onItsWay).doesNotContainKey("effectiveCancellationDate");
        assertThat(onItsWay.getString("verdict")).contains("is being cancelled");
        assertThat(orders.state(late)).isEqualTo("pendingCancellation");
        JsonObject inVain = cancel(over).expect(201).json().asJsonObject();
        assertThat(inVain).doesNotContainKey("effectiveCancellationDate");
        assertThat(inVain.getString("verdict")).contains("is completed: it has ended");
        assertThat(orders.state(over)).isEqualTo("completed");
        refused(cancel("ORD-0"), 400, "UNKNOWN_ORDER", "productOrder.id");
        refused(csr.post(CANCELLATIONS, JSON, "{}"), 400, "MISSING", "productOrder.id");
    }

    @Test
    void aSubscriptionIsItsOwnersOnlyAndItsSecretIsToldOnce() {
        Api partner = Api.as("partner", ManagedServer.ADDRESS);
        JsonObject made = partner.post(HUB, JSON, "{\"callback\": \"http://127.0.0.1:9/listener\"}")
                .expect(201)
                .json()
                .asJsonObject();
        String path = HUB + "/" + made.getString("id");

        assertThat(made.getString("secret")).isNotBlank();
        assertThat(partner.get(path).expect(200).json().asJsonObject()).doesNotContainKey("secret");
        assertThat(csr.get(HUB).expect(200).body()).doesNotContain(made.getString("id"));
        refused(csr.get(path), 404, "NOT_FOUND", "");
        refused(csr.delete(path), 404, "NOT_FOUND", "");
        partner.delete(path).expect(204);
        refused(partner.get(path), 404, "NOT_FOUND", "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialtone.system.api.BadInput#bodies")
    void anOrderThatCannotBeTakenIsRefusedWithItsFieldAndLeavesNothingBehind(BadInput.Body bad) {
        long before = orders.count();

        refused(csr.post(ORDERS, JSON, bad.body()), bad.status(), bad.code(), bad.field());

        assertThat(orders.count()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ?fields=secret                                      | 400 | UNKNOWN_FIELD  | fields
            ?colour=blue                                        | 400 | UNKNOWN_FILTER | colour
            ?state=completed%27%20OR%201%3D1                    | 400 | INVALID_FILTER | state
            ?id=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21 | 400 | INVALID_FILTER | id
            ?orderDate=%27%3B%20DROP%20TABLE%20PRODUCT_ORDER    | 400 | INVALID_FILTER | orderDate
            ?orderDate=2026-02-30                               | 400 | INVALID_FILTER | orderDate
            ?limit=many                                         | 400 | INVALID_RANGE  | limit
            ?limit=0                                            | 400 | INVALID_RANGE  | limit
            ?offset=-1                                          | 400 | INVALID_RANGE  | offset
            ?offset=99999999999                                 | 400 | INVALID_RANGE  | offset
            ?offset=2147483647                                  | 416 | PAST_THE_END   | offset
            ?sort=price                                         | 400 | INVALID_SORT   | sort
            /ORD-999999                                         | 404 | NOT_FOUND      |
            /x%27%20OR%20%271%27%3D%271                         | 404 | NOT_FOUND      |
            /%00                                                | 404 | NOT_FOUND      |
            s                                                   | 404 | NOT_FOUND      |
            """)
    void aQuestionThatMakesNoSenseIsRefusedWithItsParameter(String question, int status, String code, String field) {
        refused(csr.get(ORDERS + question), status, code, field == null ? "" : field);
    }

    @Test
    void aRequestOfTheWrongKindIsAnsweredWithTheErrorBodyToo() {
        refused(csr.delete(ORDERS), 405, "METHOD_NOT_ALLOWED", "");
        refused(csr.put(ORDERS + "/ORD-1", JSON, "{}"), 405, "METHOD_NOT_ALLOWED", "");
        refused(csr.post(ORDERS, "application/xml", "<order/>"), 415, "UNSUPPORTED_MEDIA_TYPE", "");
        refused(csr.post(ORDERS, "text/plain", mobileOrder(ADA)), 415, "UNSUPPORTED_MEDIA_TYPE", "");
        refused(
                Api.as("csr", ManagedServer.ADDRESS)
                        .accepting("application/xml")
                        .get(ORDERS),
                406,
                "NOT_ACCEPTABLE",
                "");
        Api.Answer anonymous = Api.anonymous(ManagedServer.ADDRESS).get(ORDERS).expect(401);
        assertThat(anonymous.header("WWW-Authenticate")).startsWith("Basic");
        tellsNothingOfTheInside(anonymous);
        refused(Api.as("ops", ManagedServer.ADDRESS).post(ORDERS, JSON, mobileOrder(ADA)), 403, "FORBIDDEN", "");
    }

    @Test
    void sqlInAFilterIsAValueThatNoOrderHas() {
        orders.place(mobileOrder(ADA));
        long before = orders.count();

        for (String filter : List.of("externalId", "relatedParty.id", "productOrderItem.productOffering.id")) {
            for (String sql : List.of("x%27%20OR%20%271%27%3D%271", "%27%3B%20DELETE%20FROM%20PRODUCT_ORDER%3B%20--")) {
                Api.Answer answer = csr.get(ORDERS + "?" + filter + "=" + sql).expect(200);
                assertThat(answer.body()).isEqualTo("[]");
            }
        }
        assertThat(orders.count()).isEqualTo(before).isPositive();
    }

    private static Api.Answer cancel(String order) {
        return csr.post(
                CANCELLATIONS,
                JSON,
                "{\"productOrder\": {\"id\": \"" + order + "\"}, \"cancellationReason\": \"Changed my mind.\"}");
    }

    private static List<String> ids(Api.Answer list) {
        return list.json().asJsonArray().getValuesAs(JsonObject.class).stream()
                .map(order -> order.getString("id"))
                .toList();
    }
}
