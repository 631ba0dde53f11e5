package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.ORDERS;
import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import dialtone.system.api.Subscriber.Notice;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From the request of another system to dial tone and the bill, over the real broker, server and network simulator: what is asked
 * for is done once, what cannot be done is said, and who may not ask is told so.
 */
class OrderPathSystemIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Each customer has one story, so that none of them reads another's mails or bill. */
    private static final int ADA = 100001;

    private static final int BRUNO = 100002;
    private static final int CHIARA = 100003;
    private static final int DMITRI = 100004;
    private static final int ELIF = 100005;
    private static final int FEMI = 100006;
    private static final int GRETA = 100007;
    private static final int WITHOUT_COVERAGE = 100009;

    private static final Installation INSTALLATION = Installation.fresh("api");

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @BeforeAll
    static void start() {
        INSTALLATION.start();
    }

    @AfterAll
    static void stop() {
        INSTALLATION.close();
    }

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void anOrderComesToDialToneOnceAndWhoSubscribedIsToldInASignedEvent() {
        Api csr = Api.as("csr", INSTALLATION.server());
        try (Subscriber completions = Subscriber.to("eventType=ProductOrderStateChangeEvent&state=completed", csr);
                Subscriber failures = Subscriber.to("eventType=ProductOrderStateChangeEvent&state=failed", csr)) {
            String order = orders.place(mobileOrder(ADA));
            orders.awaitState("completed", order);

            assertThat(orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class))
                    .hasSize(2)
                    .allSatisfy(step -> assertThat(step.getString("state")).isEqualTo("COMPLETED"));
            assertThat(network.effectsOf(order)).isEqualTo(Map.of("coverage", 1, "hlr", 1, "policy", 1, "sim", 1));
            await(
                    "the mail",
                    () -> !network.mails("ada.lindqvist@example.org", order).isEmpty());
            assertThat(network.mails("ada.lindqvist@example.org", order))
                    .singleElement()
                    .asString()
                    .contains("Your number is +" + msisdn(order), "LPA:1$");

            await("the event", () -> !completions.noticesOf(order).isEmpty());
            Notice notice = completions.noticesOf(order).getFirst();
            assertThat(notice.path()).isEqualTo("/orders/listener/productOrderStateChangeEvent");
            assertThat(notice.signature()).isEqualTo(completions.signature(notice));
            assertThat(notice.signature()).isNotEqualTo(failures.signature(notice));
            assertThat(notice.event().getString("eventType")).isEqualTo("ProductOrderStateChangeEvent");
            assertThat(completions.noticesOf(order)).hasSize(1);
            assertThat(completions.notices()).extracting(Notice::state).containsOnly("completed");
            assertThat(failures.notices()).isEmpty();
        }
    }

    @Test
    void aRepeatedKeyAnswersWithTheFirstOrderAndNeverServesAnother() {
        String first = OrderClient.id(orders.place(mobileOrder(BRUNO), "the-same-key"));
        long before = orders.count();

        assertThat(OrderClient.id(orders.place(mobileOrder(BRUNO), "the-same-key")))
                .isEqualTo(first);
        refused(
                orders.place(mobileOrder(BRUNO).replace("esim", "physical"), "the-same-key"),
                409,
                "IDEMPOTENCY_KEY_REUSED",
                "Idempotency-Key");
        assertThat(orders.count()).isEqualTo(before);
        orders.awaitState("completed", first);
        assertThat(network.effectsOf(first).values()).containsOnly(1);
    }

    @Test
    void aSoapOrderIsPlacedOnceAndShown() {
        SoapOrderEntry soap = new SoapOrderEntry(INSTALLATION.server());
        String envelope = OrderClient.sample("place-order.xml");
        String order = SoapOrderEntry.text(soap.send(envelope).expect(200), "orderId");

        assertThat(SoapOrderEntry.text(soap.send(envelope).expect(200), "orderId"))
                .isEqualTo(order);
        orders.awaitState("completed", order);
        Api.Answer shown = soap.getOrder(order).expect(200);
        assertThat(SoapOrderEntry.text(shown, "state")).isEqualTo("completed");
        assertThat(SoapOrderEntry.texts(shown, "offeringId")).containsExactly("mobile-sim-only-m");
        assertThat(SoapOrderEntry.texts(shown, "planStep")).hasSize(2);
        assertThat(network.effectsOf(order).values()).containsOnly(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialtone.system.api.BadInput#soap")
    void aSoapRequestThatIsNotRightGetsAFaultThatSaysSo(BadInput.Soap bad) {
        long before = orders.count();

        Api.Answer answer = new SoapOrderEntry(INSTALLATION.server()).send(bad.envelope());

        assertThat(answer.status()).as(answer.body()).isEqualTo(500);
        assertThat(SoapOrderEntry.texts(answer, "Fault")).hasSize(1);
        tellsNothingOfTheInside(answer);
        if (!bad.field().isEmpty()) {
            assertThat(SoapOrderEntry.texts(answer, "InvalidInputFault")).hasSize(1);
            assertThat(SoapOrderEntry.texts(answer, "field")).containsExactly(bad.field());
            assertThat(SoapOrderEntry.texts(answer, "reason")).containsExactly(bad.reason());
            assertThat(SoapOrderEntry.text(answer, "message")).contains(bad.words());
        }
        assertThat(orders.count()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialtone.system.api.BadInput#bodies")
    void anOrderThatCannotBeTakenIsRefusedWithItsFieldAndLeavesNothingBehind(BadInput.Body bad) {
        long before = orders.count();

        refused(
                Api.as("csr", INSTALLATION.server()).post(ORDERS, JSON, bad.body()),
                bad.status(),
                bad.code(),
                bad.field());

        assertThat(orders.count()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ?fields=secret                                      | 400 | UNKNOWN_FIELD  | fields
            ?colour=blue                                        | 400 | UNKNOWN_FILTER | colour
            ?state=completed%27%20OR%201%3D1                    | 400 | INVALID_FILTER | state
            ?orderDate=%27%3B%20DROP%20TABLE%20PRODUCT_ORDER    | 400 | INVALID_FILTER | orderDate
            ?limit=many                                         | 400 | INVALID_RANGE  | limit
            ?offset=-1                                          | 400 | INVALID_RANGE  | offset
            ?sort=price                                         | 400 | INVALID_SORT   | sort
            /ORD-999999                                         | 404 | NOT_FOUND      |
            /x%27%20OR%20%271%27%3D%271                         | 404 | NOT_FOUND      |
            """)
    void aQuestionThatMakesNoSenseIsRefusedWithItsParameter(String question, int status, String code, String field) {
        refused(Api.as("csr", INSTALLATION.server()).get(ORDERS + question), status, code, field == null ? "" : field);
    }

    @Test
    void sqlInAFilterIsAValueThatNoOrderHas() {
        Api csr = Api.as("csr", INSTALLATION.server());
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialtone.system.api.Doors#table")
    void eachLoginComesAsFarAsItsRole(Doors.Door door) {
        assertThat(door.tryEach(INSTALLATION)).isEqualTo(door.expected());
    }

    @Test
    void whatTheNetworkRefusesWaitsForAPersonInTheNetworksWordsAndGoesOnWhenResubmitted() {
        network.behave("sim", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = orders.place(mobileOrder(CHIARA));

        JsonObject task = orders.awaitFallout(order);
        assertThat(task.getString("errorCode")).isEqualTo("ELEMENT_REFUSED");
        assertThat(task.getString("errorMessage")).contains("unableToComply", "sim refuses, as ordered");
        assertThat(orders.state(order)).isEqualTo("inProgress");

        orders.decide(task, "resubmit").expect(200);
        orders.awaitState("completed", order);
        assertThat(network.effectsOf(order)).isEqualTo(Map.of("coverage", 1, "hlr", 1, "policy", 1, "sim", 1));
        refused(orders.decide(task, "fail"), 409, "NOT_IN_VALID_STATE", "");
    }

    @Test
    void anOrderThatIsGivenUpFailsAndCostsNothing() {
        network.behave("hlr", "{\"mode\": \"REFUSE\", \"operation\": \"createSubscriber\", \"remaining\": 1}");
        String untouched = orders.place(mobileOrder(DMITRI));
        orders.decide(orders.awaitFallout(untouched), "fail").expect(200);
        network.behave("sim", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String begun = orders.place(mobileOrder(DMITRI));
        orders.decide(orders.awaitFallout(begun), "fail").expect(200);

        orders.awaitState("failed", untouched, begun);

        assertThat(orders.falloutTasks("open"))
                .extracting(task -> task.getString("orderId"))
                .doesNotContain(untouched, begun);
        assertThat(network.effectsOf(untouched)).isEqualTo(Map.of("coverage", 1));
        assertThat(network.effectsOf(begun)).isEqualTo(Map.of("coverage", 1, "hlr", 1));
        assertThat(network.mails("dmitri.orlov@example.org", begun)).isEmpty();
        BillingClient billing = new BillingClient(INSTALLATION.server());
        assertThat(billing.statement(DMITRI).getInt("total")).isZero();
        assertThat(billing.preview(DMITRI).getJsonArray("lines")).isEmpty();
        // the number that the register of subscribers already knows is nobody else's
        assertThat(network.numbers()).doesNotHaveDuplicates().contains(msisdn(begun));
    }

    @Test
    void whatIsLateLostOrDownForAWhileIsDoneOnceAllTheSame() {
        network.behave("sim", "{\"mode\": \"LATE\", \"delayMillis\": 1000, \"remaining\": 1}");
        network.behave("policy", "{\"mode\": \"DROP\", \"remaining\": 2}");
        network.behave("device", "{\"mode\": \"DROP\", \"remaining\": 1}");
        network.behave("hlr", "{\"mode\": \"DOWN\", \"operation\": \"createSubscriber\", \"remaining\": 2}");
        String plain = orders.place(mobileOrder(ELIF));
        String physical = orders.place(mobileOrder(ELIF).replace("esim", "physical"));
        String withHandset = orders.place(OrderClient.orderWithHandset(ELIF));

        orders.awaitState("completed", plain, physical, withHandset);

        assertThat(Stream.of("sim", "policy", "device", "hlr")).allMatch(network::isNormal);
        Map<String, Integer> once = Map.of("coverage", 1, "hlr", 1, "policy", 1, "sim", 1);
        assertThat(network.effectsOf(plain)).isEqualTo(once);
        assertThat(network.effectsOf(physical)).isEqualTo(once);
        assertThat(network.effectsOf(withHandset))
                .isEqualTo(Map.of("coverage", 1, "device", 1, "hlr", 1, "policy", 1, "sim", 1));
    }

    @Test
    void anOrderForAnAddressWithoutCoverageIsRejectedForThat() {
        String order = orders.place(mobileOrder(WITHOUT_COVERAGE));

        orders.awaitState("rejected", order);

        assertThat(orders.plan(order).getJsonArray("checks").getValuesAs(JsonObject.class))
                .filteredOn(check -> check.getString("verdict").equals("REFUSED"))
                .extracting(check -> check.getString("code"))
                .containsExactly("NO_COVERAGE");
        assertThat(network.effectsOf(order).keySet()).containsExactly("coverage");
    }

    @Test
    void usageIsOnTheBillRecordByRecordAndTheSameFileAgainChangesNothing() {
        String order = orders.place(mobileOrder(FEMI));
        orders.awaitState("completed", order);
        UsageInbox inbox = new UsageInbox(INSTALLATION.data().resolve("usage-inbox"));
        BillingClient billing = new BillingClient(INSTALLATION.server());
        String content = UsageInbox.sampleFor(msisdn(order));

        inbox.deliver("story_1.csv", content);
        JsonObject file = billing.awaitFile("story_1.csv");
        BillingClient.adds(file, Map.of("received", 9, "rated", 6, "duplicate", 1, "suspended", 1, "rejected", 1));
        assertThat(billing.rejects(file.getInt("id"))).singleElement().satisfies(reject -> {
            assertThat(reject.getString("reason")).isEqualTo("TYPE_UNKNOWN");
            assertThat(reject.getString("raw")).contains("FAX");
        });
        JsonObject preview = billing.preview(FEMI);
        assertThat(preview.getBoolean("reconciles")).isTrue();
        assertThat(BillingClient.sequences(preview, "story")).containsExactly(1L, 2L, 3L, 4L, 5L, 8L);
        assertThat(BillingClient.usageTotal(preview)).isEqualByComparingTo(UsageInbox.CHARGED);
        assertThat(billing.statement(FEMI).getInt("total")).isPositive();
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();

        inbox.deliver("story_2.csv", content);
        await("the same file to be taken", inbox::isEmpty);
        inbox.deliver("story_3.csv", content + "\n");
        BillingClient.adds(
                billing.awaitFile("story_3.csv"),
                Map.of("received", 9, "rated", 0, "duplicate", 8, "suspended", 0, "rejected", 1));
        assertThat(billing.preview(FEMI)).isEqualTo(preview);
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
    }

    @Test
    void cachesThatAreEmptiedInTheMiddleCostTimeAndNothingElse() {
        String order = OrderClient.id(orders.place(mobileOrder(GRETA), "over-empty-caches"));
        assertThat(emptyCaches()).isPositive();
        assertThat(OrderClient.id(orders.place(mobileOrder(GRETA), "over-empty-caches")))
                .isEqualTo(order);
        emptyCaches();
        orders.awaitState("completed", order);
        assertThat(network.effectsOf(order).values()).containsOnly(1);

        UsageInbox inbox = new UsageInbox(INSTALLATION.data().resolve("usage-inbox"));
        BillingClient billing = new BillingClient(INSTALLATION.server());
        for (int delivery = 1; delivery <= 2; delivery++) {
            emptyCaches();
            String name = "caches_" + delivery + ".csv";
            inbox.deliver(name, UsageInbox.line(delivery, msisdn(order)));
            BillingClient.adds(
                    billing.awaitFile(name),
                    Map.of("received", 1, "rated", 1, "duplicate", 0, "suspended", 0, "rejected", 0));
        }
        JsonObject preview = billing.preview(GRETA);
        assertThat(BillingClient.sequences(preview, "caches")).containsExactly(1L, 2L);
        assertThat(preview.getBoolean("reconciles")).isTrue();
        emptyCaches();
        refused(
                orders.place(mobileOrder(GRETA).replace("esim", "physical"), "over-empty-caches"),
                409,
                "IDEMPOTENCY_KEY_REUSED",
                "Idempotency-Key");
    }

    /** @return how many entries there were */
    private static int emptyCaches() {
        return Caches.empty(INSTALLATION.process(Installation.Part.SERVER).orElseThrow());
    }

    /** The number that the network knows the order's line by. */
    private static String msisdn(String order) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("hlr"))
                .map(entity -> entity.document().getString("msisdn"))
                .findFirst()
                .orElseThrow();
    }

    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, SOON, condition, () -> "it did not come");
    }

    /** The error body of TMF630, which names the field, and nothing of what is inside. */
    private static void refused(Api.Answer answer, int status, String code, String field) {
        JsonObject error = answer.expect(status).json().asJsonObject();
        assertThat(error.getString("code")).as(answer.body()).isEqualTo(code);
        assertThat(error.getString("status")).isEqualTo(Integer.toString(status));
        assertThat(error.getString("reason")).isNotBlank().startsWith(field);
        tellsNothingOfTheInside(answer);
    }

    private static void tellsNothingOfTheInside(Api.Answer answer) {
        assertThat(answer.body()).doesNotContain("\tat ", "Exception", "dialtone.", "org.", "root:", "SELECT");
    }
}
