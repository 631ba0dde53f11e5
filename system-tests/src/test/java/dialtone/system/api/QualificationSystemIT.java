package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said before an order is what becomes of it, over the real broker, server and network simulator. */
class QualificationSystemIT {

    private static final String PATH = "/tmf-api/productOfferingQualification/v4/productOfferingQualification";
    private static final Duration SOON = Duration.ofSeconds(90);
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
        network.limit("hlr", Optional.empty());
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
        return item(qualification)
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
    void whatMayNotBeLeftBeforeItsTermIsOverIsRefusedAndOrderedForTheDayThatIsProposed() {
        String placed = orders.place(OrderClient.mobileOrder(CHIARA));
        orders.awaitState("completed", placed);
        String line = orders.product(placed, "1");
        String added = orders.place(OrderClient.add(CHIARA, line, List.of("mobile-bound")));
        orders.awaitState("completed", added);

        JsonObject cheaper = asked(OrderClient.change(CHIARA, line, "mobile-sim-only-s"));
        assertThat(codes(cheaper)).as("the add-on does not go with it").containsExactly("REQUIRED_OFFERING_MISSING");
        JsonObject whole = asked(OrderClient.end(CHIARA, line));
        assertThat(codes(whole))
                .as("the line itself may be left, and what ends with it may not")
                .containsExactly("MINIMUM_TERM_RUNS");
        assertThat(item(whole).getJsonArray("note").getJsonObject(0).getString("text"))
                .contains("which costs 96.00 EUR: 24 months of 24 remain", "it costs nothing");

        String end = OrderClient.end(CHIARA, orders.product(added, "1"));
        JsonObject before = asked(end);
        assertThat(before.getString("qualificationResult")).isEqualTo("alternate");
        assertThat(codes(before)).containsExactly("MINIMUM_TERM_RUNS");
        String from = item(before)
                .getJsonArray("alternateProductOfferingProposal")
                .getJsonObject(0)
                .getString("alternateActivationDate");

        String tooSoon = orders.place(end);
        orders.awaitState("rejected", tooSoon);
        assertThat(refusals(tooSoon)).containsExactly("MINIMUM_TERM_RUNS");

        String later = orders.place(end.replaceFirst("\\{", "{\"requestedStartDate\": \"" + from + "\","));
        assertThat(orders.state(later)).isEqualTo("acknowledged");
        orders.cancel(later);
    }

    @Test
    void aFullRegisterRefusesAndOfTwoOrdersForItsLastPlaceOneWaitsForRoom() {
        network.limit("hlr", Optional.of(0));
        String order = OrderClient.mobileOrder(CHIARA);
        assertThat(codes(asked(order))).containsExactly("ELEMENT_AT_CAPACITY");
        String refused = orders.place(order);
        orders.awaitState("rejected", refused);
        assertThat(refusals(refused)).containsExactly("ELEMENT_AT_CAPACITY");

        int taken = network.placesTaken("hlr");
        network.limit("hlr", Optional.of(taken + 1));
        // neither has its place before both have passed the checks
        network.behave("hlr", "{\"mode\": \"SLOW\", \"operation\": \"createSubscriber\", \"delayMillis\": 4000}");
        List<String> two = List.of(orders.place(order), orders.place(order));
        Waiting.until(
                "one of " + two + " to wait for room",
                SOON,
                () -> two.stream().anyMatch(QualificationSystemIT::waitsForRoom),
                () -> two.stream().map(orders::plan).toList().toString());
        assertThat(two).allSatisfy(each -> assertThat(refusals(each)).isEmpty());
        String waiting = two.stream()
                .filter(QualificationSystemIT::waitsForRoom)
                .findFirst()
                .orElseThrow();
        String first = two.getFirst().equals(waiting) ? two.getLast() : two.getFirst();
        orders.awaitState("completed", first);
        assertThat(network.placesTaken("hlr")).isEqualTo(taken + 1);
        JsonObject hlr = element("hlr");
        assertThat(hlr.getJsonObject("capacity").getInt("places")).isEqualTo(taken + 1);

        network.behaveWell();
        network.limit("hlr", Optional.empty());
        orders.awaitState("completed", waiting);
        assertThat(two).allSatisfy(each -> assertThat(network.effectsOf(each)).isEqualTo(Network.onceEach()));
    }

    private static boolean waitsForRoom(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .anyMatch(step -> step.getString("heldWords", "").contains("MAP 51) unableToComply: hlr is full"));
    }

    private static JsonObject element(String name) {
        return Api.as("ops", INSTALLATION.server())
                .get("/ops/v1/elements")
                .expect(200)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(element -> element.getString("element").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsTypedInAndDoesNotFitIsAnsweredInWordsAndWithoutAnExpression() {
        String answer = csr.post(PATH, JSON, OrderClient.question(wanting("12ab")))
                .expect(400)
                .body();
        assertThat(answer)
                .contains("Number that is wanted: 12ab does not have the right form. It has 7 to 15 digits")
                .doesNotContain("[0-9]");
    }

    private static JsonObject item(JsonObject qualification) {
        return qualification.getJsonArray("productOfferingQualificationItem").getJsonObject(0);
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
