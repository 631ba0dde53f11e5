package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said before an order is what becomes of it, over the real broker, server and network simulator. */
class QualificationSystemIT {

    private static final String PATH = "/tmf-api/productOfferingQualification/v4/productOfferingQualification";
    private static final int BRUNO = 100002;

    /** Where there is no coverage. */
    private static final int INES = 100009;

    private static final int CHIARA = 100003;

    private static final String BRUNO_NAME = "Bruno Castellani";
    private static final String INES_NAME = "Ines Almeida";

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());
    private static final Api csr = Api.as("csr", INSTALLATION.server());
    private static final Api billing = Api.as("billing", INSTALLATION.server());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
        network.forgetScore(BRUNO_NAME);
        network.forgetScore(INES_NAME);
    }

    /** The question about what an order would order. */
    private static JsonObject asked(String order) {
        return csr.post(PATH, JSON, OrderClient.question(order))
                .expect(200)
                .json()
                .asJsonObject();
    }

    private static List<String> codes(JsonObject qualification) {
        return qualification
                .getJsonArray("productOfferingQualificationItem")
                .getJsonObject(0)
                .getJsonArray("eligibilityUnavailabilityReason")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(reason -> reason.getString("code"))
                .toList();
    }

    private static List<String> refusals(String order) {
        return orders.plan(order).getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> !check.getString("verdict").equals("PASSED"))
                .map(check -> check.getString("code"))
                .toList();
    }

    @Test
    void anOrderIsRefusedForAllThatTheQualificationSaidAtOnce() {
        String order = OrderClient.mobileOrder(INES);
        network.score(INES_NAME, 310);

        JsonObject before = asked(order);
        assertThat(before.getString("qualificationResult")).isEqualTo("unqualified");
        assertThat(codes(before)).containsExactlyInAnyOrder("NO_COVERAGE", "CREDIT_POOR");

        String placed = orders.place(order);
        orders.awaitState("rejected", placed);
        assertThat(refusals(placed)).containsExactlyInAnyOrder("NO_COVERAGE", "CREDIT_POOR");
        assertThat(orders.plan(placed).getJsonArray("checks").getValuesAs(JsonObject.class))
                .filteredOn(check -> !check.getString("verdict").equals("PASSED"))
                .allSatisfy(check -> assertThat(check.getString("remedy")).endsWith("."));
    }

    @Test
    void whatIsMissingIsDepositedAndThenTheOrderIsTaken() {
        String order = OrderClient.mobileOrder(BRUNO);
        network.score(BRUNO_NAME, 450);

        JsonObject before = asked(order);
        assertThat(before.getString("qualificationResult")).isEqualTo("alternate");
        assertThat(codes(before)).containsExactly("DEPOSIT_REQUIRED");
        String deposit = before.getJsonArray("productOfferingQualificationItem")
                .getJsonObject(0)
                .getJsonArray("alternateProductOfferingProposal")
                .getJsonObject(0)
                .getString("condition");
        assertThat(deposit).isEqualTo("A deposit of 69.60 EUR");
        String tooSoon = orders.place(order);
        orders.awaitState("rejected", tooSoon);
        assertThat(refusals(tooSoon)).containsExactly("DEPOSIT_REQUIRED");

        String receipt =
                "{\"kind\": \"deposit\", \"reference\": \"till-1\", \"amount\": {\"unit\": \"EUR\", \"value\": 69.60}}";
        for (int time = 0; time < 2; time++) {
            billing.post("/billing/v1/accounts/BAC-" + BRUNO + "/receipts", JSON, receipt)
                    .expect(201);
        }
        assertThat(asked(order).getString("qualificationResult")).isEqualTo("qualified");
        String placed = orders.place(order);
        orders.awaitState("completed", placed);
        assertThat(new BillingClient(INSTALLATION.server()).trialBalance().getBoolean("balanced"))
                .isTrue();
    }

    @Test
    void aNumberThatIsInUseIsRefusedWithItsNeighboursAndOneOfTheseIsHad() {
        String first = orders.place(OrderClient.mobileOrder(CHIARA));
        orders.awaitState("completed", first);
        String taken = number(first);

        JsonObject before = asked(wanting(taken));
        assertThat(codes(before)).containsExactly("NUMBER_IN_USE");
        assertThat(before.getString("qualificationResult")).isEqualTo("alternate");
        String neighbour = before.getJsonArray("productOfferingQualificationItem")
                .getJsonObject(0)
                .getJsonArray("alternateProductOfferingProposal")
                .getJsonObject(0)
                .getJsonObject("alternateProduct")
                .getJsonArray("productCharacteristic")
                .getJsonObject(0)
                .getString("value");
        String refused = orders.place(wanting(taken));
        orders.awaitState("rejected", refused);
        assertThat(refusals(refused)).containsExactly("NUMBER_IN_USE");

        String placed = orders.place(wanting(neighbour));
        orders.awaitState("completed", placed);
        assertThat(number(placed)).isEqualTo(neighbour);
    }

    private static String wanting(String number) {
        return OrderClient.mobileOrder(CHIARA)
                .replaceFirst(
                        "\\{ \"name\": \"simType\", \"value\": \"esim\" }",
                        "{ \"name\": \"wantedMsisdn\", \"value\": \"" + number + "\" }");
    }

    private static String number(String order) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr"))
                .map(entity -> entity.document().getString("msisdn"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anElementThatIsAwayIsNoRefusalBeforeAnOrderEither() {
        JsonObject well = asked(OrderClient.mobileOrder(CHIARA));
        assertThat(well.getString("qualificationResult")).isEqualTo("qualified");
        network.behave("coverage", "{\"mode\": \"DOWN\"}");
        JsonObject answer = asked(OrderClient.mobileOrder(CHIARA));
        assertThat(answer.getString("state")).isEqualTo("terminatedWithError");
        assertThat(answer.toString()).contains("Network element coverage does not answer at present.");
    }
}
