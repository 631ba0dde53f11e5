package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.order.ItemAction;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.OrderReference;
import dialtone.order.OrderedItem;
import dialtone.order.OwnedProduct;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductOrderViewTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private static final String PARTY = "\"relatedParty\": [{\"id\": \"CUS-100001\", \"role\": \"Customer\"}]";

    @Test
    void aRequestBecomesTheCommandWithEachItemsPath() {
        PlaceOrder command = command("""
                {"externalId": "PO-7", "@type": "ProductOrder",
                 "relatedParty": [{"id": "SELLER-1", "role": "seller"},
                                  {"id": "CUS-100001", "role": "customer", "@referredType": "Customer"}],
                 "billingAccount": {"id": "BAC-100001"},
                 "productOrderItem": [
                   {"id": "1", "action": "add", "quantity": 1, "productOffering": {"id": "mobile-m"},
                    "product": {"productCharacteristic": [{"name": "simType", "value": "ESIM"},
                                                          {"name": "roaming", "value": true},
                                                          {"name": "limit", "value": 20}]},
                    "productOrderItem": [{"id": "2", "action": "add", "productOffering": {"id": "data-5"}}]},
                   {"id": "3", "action": "add", "productOffering": {"id": "handset"},
                    "productOrderItemRelationship": [{"id": "1", "relationshipType": "reliesOn"}]}]}
                """);
        assertThat(command)
                .isEqualTo(new PlaceOrder(
                        Optional.of("key"),
                        Optional.of("PO-7"),
                        new CustomerId("CUS-100001"),
                        Optional.of(new BillingAccountId("BAC-100001")),
                        "tmf622",
                        "csr",
                        List.of(
                                new PlaceOrder.Item(
                                        "1",
                                        ItemAction.ADD,
                                        new OfferingId("mobile-m"),
                                        Map.of("simType", "ESIM", "roaming", "true", "limit", "20"),
                                        "productOrderItem[0]"),
                                new PlaceOrder.Item(
                                        "2",
                                        ItemAction.ADD,
                                        new OfferingId("data-5"),
                                        Map.of(),
                                        "productOrderItem[0].productOrderItem[0]"),
                                new PlaceOrder.Item(
                                        "3",
                                        ItemAction.ADD,
                                        new OfferingId("handset"),
                                        Map.of(),
                                        "productOrderItem[1]")),
                        new OrderDetails(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(new OrderReference(
                                        OrderReference.Kind.PARTY, "SELLER-1", null, null, "seller", null)))));
    }

    @Test
    void whatIsAddedToALineOfTheCustomersReliesOnItsProduct() {
        assertThat(command("{" + PARTY + """
                , "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "data-5"},
                   "product": {"productRelationship": [{"relationshipType": "reliesOn",
                                                        "product": {"id": "PRD-1", "@referredType": "Product"}}]}}]}
                """).items())
                .containsExactly(
                        PlaceOrder.Item.addTo("PRD-1", "1", new OfferingId("data-5"), Map.of(), "productOrderItem[0]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"productOrderItem": [ITEM]}                                   | relatedParty                    | MISSING
            {"relatedParty": [], "productOrderItem": [ITEM]}               | relatedParty                    | MISSING
            {"relatedParty": [{"role": "customer"}], "productOrderItem": [ITEM]} | relatedParty[0].id        | MISSING
            {"relatedParty": [{"id": "a", "role": "customer"}, {"id": "b", "role": "customer"}], "productOrderItem": [ITEM]} | relatedParty[1] | AMBIGUOUS_CUSTOMER
            {PARTY}                                                        | productOrderItem                | MISSING
            {PARTY, "productOrderItem": []}                                | productOrderItem                | MISSING
            {PARTY, "productOrderItem": [{"action": "add", "productOffering": {"id": "a"}}]} | productOrderItem[0].id | MISSING
            {PARTY, "productOrderItem": [{"id": "1", "productOffering": {"id": "a"}}]} | productOrderItem[0].action | MISSING
            {PARTY, "productOrderItem": [{"id": "1", "action": "buy", "productOffering": {"id": "a"}}]} | productOrderItem[0].action | UNKNOWN_ACTION
            {PARTY, "productOrderItem": [{"id": "1", "action": "delete"}]} | productOrderItem[0].product.id | MISSING
            {PARTY, "productOrderItem": [{"id": "1", "action": "delete", "product": {"id": 7}}]} | productOrderItem[0].product.id | WRONG_TYPE
            {PARTY, "productOrderItem": [{"id": "1", "action": "modify", "productOffering": {"id": "a"}}]} | productOrderItem[0].product.id | MISSING
            {PARTY, "productOrderItem": [{"id": "1", "action": "modify", "product": {"id": "PRD-1"}}]} | productOrderItem[0].productOffering.id | MISSING
            {PARTY, "productOrderItem": [{"id": "1", "action": "modify", "product": {"id": "PRD-1", "status": "terminated"}}]} | productOrderItem[0].product.status | UNSUPPORTED_STATUS
            {PARTY, "productOrderItem": [{"id": "1", "action": "modify", "product": {"status": "active"}}]} | productOrderItem[0].product.id | MISSING
            {PARTY, "productOrderItem": [{"id": "1", "action": "add"}]}    | productOrderItem[0].productOffering.id | MISSING
            {PARTY, "productOrderItem": [ITEM], "id": "1"}                 | id                              | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "href": "x"}               | href                            | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "state": "completed"}      | state                           | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "orderDate": "2026-11-25T10:00:00Z"} | orderDate             | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "completionDate": "2026-11-25T10:00:00Z"} | completionDate   | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "orderTotalPrice": []}     | orderTotalPrice                 | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [{"id": "1", "state": "completed"}]} | productOrderItem[0].state     | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [{"id": "1", "itemPrice": []}]}    | productOrderItem[0].itemPrice   | READ_ONLY_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "requestedStartDate": "tomorrow"} | requestedStartDate     | WRONG_TYPE
            {PARTY, "productOrderItem": [ITEM], "priority": "high"}        | priority                        | INVALID_PRIORITY
            {PARTY, "productOrderItem": [ITEM], "priority": 1}             | priority                        | WRONG_TYPE
            {PARTY, "productOrderItem": [ITEM], "note": [{"text": "a", "colour": "red"}]} | note[0].colour   | UNKNOWN_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "payment": [{"id": "P-1"}]} | payment                        | UNSUPPORTED_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "quote": [{"id": "Q-1"}]}  | quote                           | UNSUPPORTED_ATTRIBUTE
            {PARTY, "productOrderItem": [ITEM], "@baseType": 7}            | @baseType                       | WRONG_TYPE
            {PARTY, "productOrderItem": [{"id": "1", "appointment": {}}]}  | productOrderItem[0].appointment | UNSUPPORTED_ATTRIBUTE
            {PARTY, "productOrderItem": [{"id": "1", "note": []}]}         | productOrderItem[0].note        | UNKNOWN_ATTRIBUTE
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "product": {"isBundle": true}}]} | productOrderItem[0].product.isBundle | UNSUPPORTED_BUNDLE
            {PARTY, "billingAccount": {"id": "A"}, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "billingAccount": {"id": "B"}}]} | productOrderItem[0].billingAccount.id | SEVERAL_ACCOUNTS
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "billingAccount": {"id": "A"}}, {"id": "2", "action": "add", "productOffering": {"id": "a"}, "billingAccount": {"id": "B"}}]} | productOrderItem[1].billingAccount.id | SEVERAL_ACCOUNTS
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "product": {"productRelationship": [{"relationshipType": "bundles", "product": {"id": "P"}}]}}]} | productOrderItem[0].product.productRelationship | UNSUPPORTED_RELATIONSHIP
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "product": {"productRelationship": [{"relationshipType": "reliesOn"}]}}]} | productOrderItem[0].product.productRelationship[0].product.id | MISSING
            {PARTY, "productOrderItem": [ITEM], "productOrderItems": []}   | productOrderItems               | UNKNOWN_ATTRIBUTE
            {PARTY, "productOrderItem": "all"}                             | productOrderItem                | WRONG_TYPE
            {PARTY, "productOrderItem": [{"id": 1}]}                       | productOrderItem[0].id          | WRONG_TYPE
            {PARTY, "productOrderItem": [ITEM], "@type": "ServiceOrder"}   | @type                           | UNSUPPORTED_TYPE
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "quantity": 2, "productOffering": {"id": "a"}}]} | productOrderItem[0].quantity | UNSUPPORTED_QUANTITY
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "product": {"productCharacteristic": [{"name": "n", "value": {}}]}}]} | productOrderItem[0].product.productCharacteristic[0].value | WRONG_TYPE
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "product": {"productCharacteristic": [{"value": "v"}]}}]} | productOrderItem[0].product.productCharacteristic[0].name | MISSING
            {PARTY, "productOrderItem": [{"id": "1", "action": "add", "productOffering": {"id": "a"}, "productOrderItemRelationship": [{"id": "9"}]}]} | productOrderItem[0].productOrderItemRelationship[0].id | UNKNOWN_ITEM
            """)
    void whatIsWrongIsRefusedByItsField(String body, String field, String code) {
        String item = "{\"id\": \"1\", \"action\": \"add\", \"productOffering\": {\"id\": \"a\"}}";
        assertThatThrownBy(() -> command(body.replace("PARTY", PARTY).replace("ITEM", item)))
                .isInstanceOfSatisfying(TmfRefusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(400);
                    assertThat(refusal.reasons()).first().satisfies(reason -> {
                        assertThat(reason.field()).isEqualTo(field);
                        assertThat(reason.code()).isEqualTo(code);
                    });
                });
    }

    @Test
    void theAccountMayStandAtTheItems() {
        String body =
                "{PARTY, \"productOrderItem\": [{\"id\": \"1\", \"action\": \"delete\", \"product\": {\"id\": \"PRD-1\"}},"
                        + " {\"id\": \"2\", \"action\": \"delete\", \"product\": {\"id\": \"PRD-2\"}, \"billingAccount\": {\"id\": \"BAC-2\"}}]}";
        assertThat(command(body.replace("PARTY", PARTY)).billingAccount()).contains(new BillingAccountId("BAC-2"));
    }

    /** All that TMF622 v4 has for a new order and that promises nothing which is not kept. */
    private static final String FULL = """
            {
              "@type": "ProductOrder", "@baseType": "ProductOrder", "@schemaLocation": "https://example.org/order.json",
              "externalId": "PO-7", "category": "business", "description": "Line for the workshop", "priority": "1",
              "requestedStartDate": "2026-12-01T09:00:00+01:00", "requestedCompletionDate": "2026-12-03T00:00:00Z",
              "notificationContact": "desk@example.org",
              "note": [
                {"id": "N1", "date": "2026-11-24T10:00:00Z", "author": "Ada", "text": "Bell is broken.", "@type": "Note"},
                {"text": "Call first."}
              ],
              "channel": [{"id": "shop-7", "name": "Shop", "role": "capture", "@referredType": "Channel"}],
              "agreement": [{"id": "FRAME-1", "name": "Frame contract"}],
              "productOfferingQualification": [{"id": "POQ-9", "href": "https://example.org/POQ-9"}],
              "relatedParty": [
                {"id": "EMP-4", "name": "Eva", "role": "seller", "@referredType": "Individual"},
                {"id": "CUS-100001", "name": "Ada", "role": "customer", "@referredType": "Customer"}
              ],
              "billingAccount": {"id": "BAC-100001", "name": "Main", "@referredType": "BillingAccount"},
              "productOrderItem": [{
                "id": "1", "quantity": 1, "action": "add", "billingAccount": {"id": "BAC-100001"},
                "productOffering": {"id": "mobile-m", "href": "https://example.org/mobile-m", "name": "Mobile M"},
                "product": {"isBundle": false, "@type": "Product", "productCharacteristic": [
                  {"name": "simType", "valueType": "string", "value": "ESIM"}
                ]}
              }]
            }
            """;

    @Test
    void whatADeskSaysOfAnOrderIsTakenAndShownAgain() {
        PlaceOrder command = command(FULL);
        assertThat(command.details().refusals(NOW)).isEmpty();
        JsonObject shown = ResourceJson.object(ProductOrderView.of(placed(command)));

        JsonObject sent = ResourceJson.object(RequestJson.read(stream(FULL), ProductOrderView.class));
        for (String attribute : List.of(
                "externalId",
                "category",
                "description",
                "priority",
                "requestedCompletionDate",
                "notificationContact",
                "channel",
                "agreement",
                "productOfferingQualification")) {
            assertThat(shown.get(attribute)).as(attribute).isEqualTo(sent.get(attribute));
        }
        assertThat(shown.getString("requestedStartDate")).isEqualTo("2026-12-01T08:00:00Z");
        assertThat(shown.getJsonArray("note").getJsonObject(0))
                .isEqualTo(sent.getJsonArray("note").getJsonObject(0));
        JsonObject completed = shown.getJsonArray("note").getJsonObject(1);
        assertThat(completed.getString("id")).isEqualTo("2");
        assertThat(completed.getString("author")).isEqualTo("csr");
        assertThat(completed.getString("date")).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(shown.getJsonArray("relatedParty").getValuesAs(JsonObject.class))
                .extracting(party -> party.getString("id") + " " + party.getString("role"))
                .containsExactly("CUS-100001 customer", "EMP-4 seller");
    }

    @Test
    void whateverIsAskedForIsShownThoughNothingElseIsRead() {
        ProductOrder order = placed(command(FULL));
        JsonObject shown = ResourceJson.object(ProductOrderView.of(order));
        assertThat(shown)
                .containsKeys("note", "agreement", "channel", "productOfferingQualification", "orderTotalPrice");
        for (String attribute : shown.keySet()) {
            FieldSelection fields = FieldSelection.parse(attribute, ProductOrderView.class);
            String selected = ResourceJson.write(ProductOrderView.of(order, ProductOrderView.parts(fields)), fields);
            assertThat(selected).isEqualTo(ResourceJson.write(ProductOrderView.of(order), fields));
            assertThat(selected).contains("\"" + attribute + "\":" + shown.get(attribute));
        }
        assertThat(ProductOrderView.parts(FieldSelection.parse("id,state,orderDate", ProductOrderView.class)))
                .isEmpty();
    }

    @Test
    void whatEndsIsNamedByItsProductAndMayDoWithoutItsOffering() {
        String body = "{" + PARTY + ", \"productOrderItem\": [{\"id\": \"1\", \"action\": \"delete\","
                + " \"product\": {\"id\": \"PRD-100001-1\"}}]}";
        assertThat(command(body).items())
                .containsExactly(PlaceOrder.Item.end("1", "PRD-100001-1", "productOrderItem[0]"));
    }

    @Test
    void whatChangesIsNamedByItsProductAndTheOfferingItGoesOverTo() {
        String body = "{" + PARTY + ", \"productOrderItem\": [{\"id\": \"1\", \"action\": \"modify\","
                + " \"product\": {\"id\": \"PRD-100001-1\"}, \"productOffering\": {\"id\": \"mobile-l\"}}]}";
        assertThat(command(body).items())
                .containsExactly(
                        PlaceOrder.Item.change("1", "PRD-100001-1", new OfferingId("mobile-l"), "productOrderItem[0]"));
    }

    @Test
    void aLineIsSuspendedByItsStatusWithTheReasonAndWhatItIsBarredFrom() {
        String body = "{" + PARTY + ", \"productOrderItem\": [{\"id\": \"1\", \"action\": \"modify\","
                + " \"product\": {\"id\": \"PRD-100001-1\", \"status\": \"suspended\", \"productCharacteristic\": ["
                + "{\"name\": \"suspensionReason\", \"value\": \"voluntary\"}, {\"name\": \"barring\", \"value\": \"outgoing\"}]}},"
                + " {\"id\": \"2\", \"action\": \"modify\", \"product\": {\"id\": \"PRD-100002-1\", \"status\": \"active\"}}]}";
        assertThat(command(body).items())
                .containsExactly(
                        PlaceOrder.Item.suspend(
                                "1",
                                "PRD-100001-1",
                                new LineSuspension(SuspensionReason.VOLUNTARY, Barring.OUTGOING),
                                "productOrderItem[0]"),
                        PlaceOrder.Item.resume("2", "PRD-100002-1", "productOrderItem[1]"));
    }

    @Test
    void theEndOfAProductIsShownWithTheProductAndWhatItCosts() {
        Currency eur = Currency.getInstance("EUR");
        PlaceOrder command = command("{" + PARTY + ", \"productOrderItem\": [{\"id\": \"1\", \"action\": \"delete\","
                + " \"product\": {\"id\": \"PRD-100001-1\"}}]}");
        OwnedProduct line = new OwnedProduct(
                "PRD-100001-1",
                Optional.empty(),
                new ProductOffering(
                        new OfferingId("mobile-m"),
                        "Mobile M",
                        "",
                        ProductOffering.Role.PLAN,
                        "mobile-line",
                        List.of(),
                        List.of(),
                        ProductOffering.Relations.NONE,
                        ProductOffering.Terms.NONE),
                Map.of(),
                List.of(),
                Optional.empty(),
                InventoryState.ACTIVE,
                Optional.empty(),
                Optional.of(new Price.EarlyTermination(
                        "early-termination", "Early termination", Money.of("92.00", eur), "23 months of 24 remain")));
        ProductOrder order = new ProductOrder(
                new OrderId("ORD-100002"),
                command,
                new BillingAccountId("BAC-100001"),
                "1",
                List.of(OrderedItem.end("1", line, Optional.empty())),
                Optional.empty(),
                NOW);
        JsonObject item = ResourceJson.object(ProductOrderView.of(order))
                .getJsonArray("productOrderItem")
                .getJsonObject(0);
        assertThat(item.getString("action")).isEqualTo("delete");
        assertThat(item.getJsonObject("product").getString("id")).isEqualTo("PRD-100001-1");
        assertThat(item.getJsonObject("productOffering").getString("id")).isEqualTo("mobile-m");
        JsonObject fee = item.getJsonArray("itemPrice").getJsonObject(0);
        assertThat(fee.getString("priceType")).isEqualTo("oneTime");
        assertThat(fee.getString("description")).isEqualTo("23 months of 24 remain");
    }

    @Test
    void anOrderOfWhichNothingIsSaidShowsWhereItCameIn() {
        JsonObject shown = ResourceJson.object(ProductOrderView.of(
                placed(command("{" + PARTY + ", \"productOrderItem\": [{\"id\": \"1\", \"action\": \"add\","
                        + " \"productOffering\": {\"id\": \"mobile-m\"}}]}"))));
        assertThat(shown.getJsonArray("channel").getJsonObject(0).getString("id"))
                .isEqualTo("tmf622");
        assertThat(shown)
                .doesNotContainKeys("note", "description", "priority", "requestedStartDate", "agreement", "payment");
    }

    @Test
    void aRefusedPartyIsNamedByItsPlaceInTheRequest() {
        ProductOrderView asked = RequestJson.read(
                stream(
                        "{\"relatedParty\": [{\"id\": \"a\"}, {\"id\": \"c\", \"role\": \"customer\"}, {\"id\": \"a\"}]}"),
                ProductOrderView.class);
        assertThat(asked.inRequest(List.of(
                        Rejection.at("relatedParty[0].id", "TOO_LONG", "x"),
                        Rejection.at("relatedParty[1].name", "TOO_LONG", "x"),
                        Rejection.at("note[0].text", "MISSING", "x"))))
                .extracting(Rejection::field)
                .containsExactly("relatedParty[0].id", "relatedParty[2].name", "note[0].text");
    }

    private static ProductOrder placed(PlaceOrder command) {
        ProductOffering offering = new ProductOffering(
                new OfferingId("mobile-m"),
                "Mobile M",
                "",
                ProductOffering.Role.PLAN,
                "mobile-line",
                List.of(),
                List.of(new Price.OneOff("activation", "Activation", Money.of("19.90", Currency.getInstance("EUR")))),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
        return new ProductOrder(
                new OrderId("ORD-100001"),
                command,
                new BillingAccountId("BAC-100001"),
                "1",
                List.of(new OrderedItem("1", offering, Map.of("simType", "ESIM"), Optional.empty())),
                Optional.empty(),
                NOW);
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> command("{\"productOrderItem\": [{}]}"))
                .isInstanceOfSatisfying(
                        TmfRefusal.class,
                        refusal -> assertThat(refusal.reasons())
                                .extracting(reason -> reason.field())
                                .containsExactly(
                                        "relatedParty",
                                        "productOrderItem[0].id",
                                        "productOrderItem[0].action",
                                        "productOrderItem[0].productOffering.id"));
    }

    @Test
    void anOrderIsAnsweredWhole() {
        Currency eur = Currency.getInstance("EUR");
        ProductOffering offering = new ProductOffering(
                new OfferingId("mobile-m"),
                "Mobile M",
                "",
                ProductOffering.Role.PLAN,
                "mobile-line",
                List.of(),
                List.of(
                        new Price.OneOff("activation", "Activation", Money.of("9.90", eur)),
                        new Price.Recurring("monthly", "Monthly fee", Money.of("19.00", eur))),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
        PlaceOrder command = command(
                "{\"externalId\": \"PO-7\", " + PARTY
                        + ", \"productOrderItem\": [{\"id\": \"1\", \"action\": \"add\", \"productOffering\": {\"id\": \"mobile-m\"}}]}");
        ProductOrder order = new ProductOrder(
                new OrderId("ORD-100001"),
                command,
                new BillingAccountId("BAC-100001"),
                "1",
                List.of(new OrderedItem("1", offering, Map.of("simType", "ESIM"), Optional.empty())),
                Optional.empty(),
                Instant.parse("2026-11-25T10:00:00Z"));

        JsonObject json = ResourceJson.object(ProductOrderView.of(order));

        assertThat(json.getString("id")).isEqualTo("ORD-100001");
        assertThat(json.getString("href"))
                .isEqualTo("http://127.0.0.1:8080/tmf-api/productOrderingManagement/v4/productOrder/ORD-100001");
        assertThat(json.getString("state")).isEqualTo("acknowledged");
        assertThat(json.getString("orderDate")).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(json.getString("@type")).isEqualTo("ProductOrder");
        assertThat(json).doesNotContainKey("completionDate");
        JsonObject item = json.getJsonArray("productOrderItem").getJsonObject(0);
        assertThat(item.getString("state")).isEqualTo("acknowledged");
        assertThat(item.getJsonObject("productOffering").getString("id")).isEqualTo("mobile-m");
        JsonObject characteristic = item.getJsonObject("product")
                .getJsonArray("productCharacteristic")
                .getJsonObject(0);
        assertThat(characteristic.getString("name")).isEqualTo("simType");
        assertThat(characteristic.getString("value")).isEqualTo("ESIM");
        JsonObject monthly = item.getJsonArray("itemPrice").getJsonObject(1);
        assertThat(monthly.getString("priceType")).isEqualTo("recurring");
        assertThat(monthly.getString("recurringChargePeriod")).isEqualTo("month");
        JsonObject money = monthly.getJsonObject("price").getJsonObject("dutyFreeAmount");
        assertThat(money.getString("unit")).isEqualTo("EUR");
        assertThat(money.getJsonNumber("value").bigDecimalValue()).isEqualByComparingTo("19");
        assertThat(json.getJsonArray("orderTotalPrice")).hasSize(2);
    }

    @Test
    void aPriceThatSaysMoreThanAnAmountAMonthIsDescribed() {
        Price.Recurring year = new Price.Recurring(
                "fee",
                "Service",
                Money.of("120.00", Currency.getInstance("EUR")),
                RecurringTerms.parse("period=1 year;trial=10 day", Currency.getInstance("EUR")));
        OrderPriceView view = OrderPriceView.of(year);
        assertThat(view.recurringChargePeriod()).isEqualTo("year");
        assertThat(view.description()).isEqualTo("120.00 EUR a year; 10 days free");
    }

    private static PlaceOrder command(String body) {
        return RequestJson.read(stream(body), ProductOrderView.class).toCommand(Optional.of("key"), "csr");
    }
}
