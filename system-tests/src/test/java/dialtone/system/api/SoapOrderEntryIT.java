package dialtone.system.api;

import static dialtone.system.api.Refusals.tellsNothingOfTheInside;
import static dialtone.system.api.SoapOrderEntry.text;
import static dialtone.system.api.SoapOrderEntry.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Order entry by SOAP: its three operations and its typed faults, each as the WSDL that the server hands out promises. */
@InTheServer
@RunAsClient
class SoapOrderEntryIT {

    private static final Pattern ADDRESS = Pattern.compile("<soap:address location=\"([^\"]*)\"");
    private static final int TEN_MILLION = 10_000_000;

    private static final OrderClient orders = new OrderClient(ManagedServer.ADDRESS);
    private static final SoapOrderEntry soap = new SoapOrderEntry(ManagedServer.ADDRESS);

    private static SoapContract contract;

    @BeforeAll
    static void readTheContract() {
        contract = SoapContract.of(wsdl());
    }

    @Test
    void theWsdlIsServedWithTheAddressItIsServedFrom() {
        Matcher address = ADDRESS.matcher(wsdl().body());

        assertThat(address.find()).isTrue();
        assertThat(address.group(1)).isEqualTo(ManagedServer.ADDRESS + SoapOrderEntry.PATH);
    }

    @Test
    void anOrderIsPlacedOnceAndIsTheOneThatTmf622Shows() {
        String envelope = placeOrder("managed-soap");

        Api.Answer placed = contract.holds(soap.send(envelope).expect(200));
        String order = text(placed, "orderId");

        assertThat(text(placed, "state")).isEqualTo("acknowledged");
        assertThat(text(placed, "href")).endsWith(OrderClient.ORDERS + "/" + order);
        assertThat(text(soap.send(envelope).expect(200), "orderId")).isEqualTo(order);
        assertThat(orders.state(order)).isEqualTo("acknowledged");
        Api.Answer other =
                contract.holds(soap.send(envelope.replace("esim", "physical")).expect(500));
        assertThat(texts(other, "field")).containsExactly("requestId");
        assertThat(texts(other, "reason")).containsExactly("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anOrderIsShownWithItsPricesAndHowFarItIs() {
        String order = text(soap.send(placeOrder("managed-shown")).expect(200), "orderId");

        Api.Answer waiting = contract.holds(soap.getOrder(order).expect(200));
        assertThat(texts(waiting, "planStep")).isEmpty();
        assertThat(texts(waiting, "amount")).contains("19.90", "9.90");
        ManagedServer.advance(order, "FALLOUT");
        Api.Answer fallenOut = contract.holds(soap.getOrder(order).expect(200));
        assertThat(texts(fallenOut, "planStep")).hasSize(7);
        assertThat(texts(fallenOut, "text")).containsExactly("A person has to decide");
        String another = text(soap.send(placeOrder("managed-completed")).expect(200), "orderId");
        ManagedServer.advance(another, "COMPLETED");
        Api.Answer completed = contract.holds(soap.getOrder(another).expect(200));
        assertThat(text(completed, "state")).isEqualTo("completed");
        assertThat(texts(completed, "completedAt")).isNotEmpty();
    }

    @Test
    void anOrderIsCancelledWhileItIsAcknowledged() {
        String order = text(soap.send(placeOrder("managed-cancelled")).expect(200), "orderId");

        Api.Answer cancelled =
                contract.holds(soap.cancelOrder(order, "Changed my mind.").expect(200));

        assertThat(text(cancelled, "state")).isEqualTo("cancelled");
        Api.Answer shown = contract.holds(soap.getOrder(order).expect(200));
        assertThat(text(shown, "stateReason")).isEqualTo("Changed my mind.");
    }

    @Test
    void whatIsUnknownOrTooFarIsSaidByAFaultOfItsOwn() {
        String order = text(soap.send(placeOrder("managed-too-far")).expect(200), "orderId");
        ManagedServer.advance(order, "COMPLETED");

        Api.Answer tooFar = contract.holds(soap.cancelOrder(order, "").expect(500));
        assertThat(texts(tooFar, "NotInValidStateFault")).hasSize(1);
        assertThat(text(tooFar, "faultcode")).endsWith(":Client");
        assertThat(text(tooFar, "code")).isEqualTo("2003");
        assertThat(text(tooFar, "state")).isEqualTo("completed");
        Api.Answer tooLong =
                contract.holds(soap.cancelOrder(order, "x".repeat(256)).expect(500));
        assertThat(texts(tooLong, "field")).containsExactly("reason");
        for (Api.Answer unknown : new Api.Answer[] {soap.getOrder("ORD-0"), soap.cancelOrder("ORD-0", "")}) {
            contract.holds(unknown.expect(500));
            assertThat(text(unknown, "faultcode")).endsWith(":Client");
            assertThat(texts(unknown, "NotFoundFault")).hasSize(1);
            assertThat(text(unknown, "code")).isEqualTo("2002");
            assertThat(text(unknown, "id")).isEqualTo("ORD-0");
            tellsNothingOfTheInside(unknown);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialtone.system.api.BadInput#soap")
    void aRequestThatIsNotRightGetsAFaultThatSaysSo(BadInput.Soap bad) {
        long before = orders.count();

        Api.Answer answer = soap.send(bad.envelope());

        assertThat(answer.status()).as(answer.body()).isEqualTo(500);
        assertThat(texts(answer, "Fault")).hasSize(1);
        tellsNothingOfTheInside(answer);
        assertThat(text(answer, "faultstring")).contains(bad.fault()).doesNotContain("[row,col");
        if (!bad.field().isEmpty()) {
            contract.holds(answer);
            assertThat(text(answer, "faultcode")).endsWith(":Client");
            assertThat(texts(answer, "InvalidInputFault")).hasSize(1);
            assertThat(texts(answer, "field")).containsExactly(bad.field());
            assertThat(texts(answer, "reason")).containsExactly(bad.reason());
            assertThat(text(answer, "message")).contains(bad.words());
        }
        assertThat(orders.count()).isEqualTo(before);
    }

    @Test
    void aReportOfTenMillionBytesIsNotReadToItsEnd() {
        String envelope = SoapOrderEntry.envelope("<rep:requestId>" + "x".repeat(TEN_MILLION) + "</rep:requestId>");

        Api.Answer answer = Api.anonymous(ManagedServer.ADDRESS)
                .accepting("text/xml")
                .post("/soap/activation-callback/v1", "text/xml", envelope);

        assertThat(texts(answer.expect(500), "Fault")).hasSize(1);
        tellsNothingOfTheInside(answer);
    }

    /** It may be read before there is a login. */
    private static Api.Answer wsdl() {
        return Api.anonymous(ManagedServer.ADDRESS)
                .accepting("text/xml")
                .get(SoapOrderEntry.PATH + "?wsdl")
                .expect(200);
    }

    /** The sample's order, for a customer whom nobody else serves. */
    private static String placeOrder(String requestId) {
        return OrderClient.sample("place-order.xml")
                .replace("sample-place-order-1", requestId)
                .replace("100001", "100008");
    }
}
