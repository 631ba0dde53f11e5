package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.ORDERS;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import jakarta.json.JsonObject;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** What requesters say of their orders, whose orders they see, and how they find them. */
@InTheServer
@RunAsClient
class OrderDetailsIT {

    private static final int ADA = 100001;
    private static final String CANCELLATIONS = ORDERS.replaceFirst("productOrder$", "cancelProductOrder");

    private static final OrderClient orders = new OrderClient(ManagedServer.ADDRESS);
    private static final Api csr = Api.as("csr", ManagedServer.ADDRESS);
    private static final Api partner = Api.as("partner", ManagedServer.ADDRESS);

    @Test
    void whatTheDeskSaysOfAnOrderIsKeptAndFoundAgain() {
        String order = OrderClient.id(csr.post(ORDERS, JSON, mobileOrder(ADA).replaceFirst("\\{", """
                {"externalId": "EDGE-1", "category": "residential", "description": "A line for Ada", "priority": "1",
                 "requestedCompletionDate": "2026-12-24T00:00:00Z", "notificationContact": "+44 20 7946 0000",
                 "note": [{"text": "Call first."}], "channel": [{"id": "shop-7", "role": "capture"}],
                """)));

        JsonObject shown = csr.get(ORDERS + "/" + order + "?fields=note,priority,channel,requestedCompletionDate")
                .expect(200)
                .json()
                .asJsonObject();
        assertThat(shown.getString("priority")).isEqualTo("1");
        assertThat(shown.getString("requestedCompletionDate")).isEqualTo("2026-12-24T00:00:00Z");
        assertThat(shown.getJsonArray("note").getJsonObject(0).getString("author"))
                .isEqualTo("csr");
        assertThat(shown.getJsonArray("channel").getJsonObject(0).getString("id"))
                .isEqualTo("shop-7");
        assertThat(shown).doesNotContainKeys("description", "state");
        for (String filter : List.of(
                "id=" + order,
                "id=ORD-0," + order,
                "externalId=EDGE-1",
                "category=residential",
                "externalId.eq=EDGE-1&orderDate.gt=2026-01-01&orderDate.lt=2036-01-01")) {
            assertThat(csr.get(ORDERS + "?fields=id&" + filter).expect(200).body())
                    .as(filter)
                    .contains(order);
        }
        assertThat(csr.get(ORDERS + "?id=" + order + "&orderDate.lt=2026-01-01").body())
                .isEqualTo("[]");
    }

    @Test
    void aSoapOrderSaysAsMuchAsOneByTmf622() {
        SoapOrderEntry soap = new SoapOrderEntry(ManagedServer.ADDRESS);
        String envelope = OrderClient.sample("place-order.xml")
                .replace("sample-place-order-1", "with-a-note")
                .replace("</ord:item>", """
                        </ord:item>
                        <ord:description>A line for the workshop</ord:description>
                        <ord:priority>2</ord:priority>
                        <ord:note><ord:text>Call first.</ord:text></ord:note>
                        """);
        String order = SoapOrderEntry.text(soap.send(envelope).expect(200), "orderId");

        Api.Answer shown = soap.getOrder(order).expect(200);
        assertThat(SoapOrderEntry.texts(shown, "description")).containsExactly("A line for the workshop");
        assertThat(SoapOrderEntry.texts(shown, "priority")).containsExactly("2");
        assertThat(SoapOrderEntry.texts(shown, "author")).containsExactly("partner");
        JsonObject byTmf = csr.get(ORDERS + "/" + order).expect(200).json().asJsonObject();
        assertThat(byTmf.getString("description")).isEqualTo("A line for the workshop");
        assertThat(byTmf.getJsonArray("note").getJsonObject(0).getString("text"))
                .isEqualTo("Call first.");
    }

    @Test
    void anOrderForLaterStaysAcknowledgedAndCanBeCancelled() {
        String order = orders.place(
                mobileOrder(ADA).replaceFirst("\\{", "{\"requestedStartDate\": \"2027-06-01T08:00:00+02:00\","));

        JsonObject shown = csr.get(ORDERS + "/" + order).expect(200).json().asJsonObject();
        assertThat(shown.getString("requestedStartDate")).isEqualTo("2027-06-01T06:00:00Z");
        assertThat(shown.getString("state")).isEqualTo("acknowledged");
        assertThat(csr.get(ORDERS + "?fields=id&requestedStartDate.gte=2027-06-01&id=" + order)
                        .body())
                .contains(order);
        csr.post(CANCELLATIONS, JSON, "{\"productOrder\": {\"id\": \"" + order + "\"}}")
                .expect(201);
        assertThat(orders.state(order)).isEqualTo("cancelled");
    }

    @Test
    void aPartnerSeesTheOrdersHePlacedAndNoOther() {
        String ours = orders.place(mobileOrder(ADA));
        String his = OrderClient.id(partner.post(ORDERS, JSON, mobileOrder(ADA)));
        String cancellation = csr.post(CANCELLATIONS, JSON, "{\"productOrder\": {\"id\": \"" + ours + "\"}}")
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");

        partner.get(ORDERS + "/" + his).expect(200);
        partner.get("/ops/v1/orders/" + his + "/plan").expect(200);
        csr.get(ORDERS + "/" + his).expect(200);
        refused(partner.get(ORDERS + "/" + ours), 404, "NOT_FOUND", "");
        refused(partner.get("/ops/v1/orders/" + ours + "/plan"), 404, "NOT_FOUND", "");
        refused(
                partner.post(CANCELLATIONS, JSON, "{\"productOrder\": {\"id\": \"" + ours + "\"}}"),
                400,
                "UNKNOWN_ORDER",
                "productOrder.id");
        refused(partner.get(CANCELLATIONS + "/" + cancellation), 404, "NOT_FOUND", "");
        assertThat(partner.get(CANCELLATIONS + "?limit=500").body()).doesNotContain(cancellation);
        assertThat(SoapOrderEntry.texts(new SoapOrderEntry(ManagedServer.ADDRESS).getOrder(ours), "NotFoundFault"))
                .hasSize(1);
        assertThat(partner.get(ORDERS + "?limit=500&fields=id").body())
                .contains("\"" + his + "\"")
                .doesNotContain("\"" + ours + "\"");
        assertThat(partner.get(ORDERS + "?id=" + ours).body()).isEqualTo("[]");
    }

    @Test
    void aFormOfTheConsoleThatIsNoFormIsTurnedAwayBeforeItIsRead() {
        Api form = Api.anonymous(ManagedServer.ADDRESS);
        String type = "application/x-www-form-urlencoded";
        assertThat(form.post("/console/j_security_check", type, "j_username=" + "x".repeat(10_000_000))
                        .status())
                .isEqualTo(413);
    }
}
