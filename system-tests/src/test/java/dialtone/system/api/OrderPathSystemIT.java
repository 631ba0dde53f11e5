package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import dialtone.system.api.Subscriber.Notice;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * From the request of another system to dial tone and the bill, over the real broker, server and network simulator: what is asked
 * for is done once, and what cannot be done is said. What needs neither broker nor network, such as bad input and roles, is tried in
 * the managed server: {@link ProductOrderIT} and its neighbours.
 */
class OrderPathSystemIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Each customer has one story, so that none of them reads another's mails or bill; Dmitri's orders all come to nothing. */
    private static final int ADA = 100001;

    private static final int BRUNO = 100002;
    private static final int CHIARA = 100003;
    private static final int DMITRI = 100004;
    private static final int ELIF = 100005;
    private static final int FEMI = 100006;
    private static final int GRETA = 100007;
    private static final int JONAS = 100010;
    private static final int WITHOUT_COVERAGE = 100009;

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

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
                    .hasSize(7)
                    .allSatisfy(step -> assertThat(step.getString("state")).isEqualTo("COMPLETED"));
            assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
            await(
                    "the mail",
                    () -> !network.mails("ada.lindqvist@example.org", order).isEmpty());
            assertThat(network.mails("ada.lindqvist@example.org", order))
                    .singleElement()
                    .asString()
                    .contains("Your number is +" + msisdn(order), activationCode(order));

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

    /** What the server has to say at its start and in the middle of all these stories is worth saying. */
    @Test
    void theServerStartsWithoutAWarningOfOurs() throws IOException {
        try (Stream<String> lines = Files.lines(INSTALLATION.logs().resolve("server.log"))) {
            assertThat(lines.filter(line -> line.matches("[-0-9]+ [0-9:,]+ (WARN|ERROR) .*"))
                            .filter(line -> line.matches(".*(WFLYEJB0131|WFLYWS0014|UT015020|WFLYSRV0018|HHH9000).*")))
                    .isEmpty();
        }
    }

    @Test
    void aPartnerIsToldOfTheOrdersHePlacedAndOfNoOther() {
        Api csr = Api.as("csr", INSTALLATION.server());
        Api partner = Api.as("partner", INSTALLATION.server());
        try (Subscriber his = Subscriber.to("eventType=ProductOrderCreateEvent", partner);
                Subscriber all = Subscriber.to("eventType=ProductOrderCreateEvent", csr)) {
            String ours = orders.place(mobileOrder(ADA));
            String placed = OrderClient.id(partner.post(OrderClient.ORDERS, OrderClient.JSON, mobileOrder(ADA)));

            await(
                    "the events",
                    () -> !all.noticesOf(placed).isEmpty()
                            && !all.noticesOf(ours).isEmpty()
                            && !his.noticesOf(placed).isEmpty());
            assertThat(his.noticesOf(ours)).isEmpty();
            orders.awaitState("completed", ours, placed);
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
        assertThat(network.effectsOf(first)).isEqualTo(Network.onceEach());
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
        assertThat(SoapOrderEntry.texts(shown, "planStep")).hasSize(7);
        assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
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
        assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
        refused(orders.decide(task, "fail"), 409, "NOT_IN_VALID_STATE", "");
    }

    @Test
    void anOrderThatIsGivenUpFailsAndCostsNothing() {
        network.behave("hlr", "{\"mode\": \"REFUSE\", \"operation\": \"createSubscriber\", \"remaining\": 1}");
        String untouched = orders.place(mobileOrder(DMITRI));
        orders.decide(orders.awaitFallout(untouched), "fail").expect(200);
        network.behave("sim", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String begun = orders.place(mobileOrder(DMITRI));
        JsonObject task = orders.awaitFallout(begun);
        String known = msisdn(begun);
        orders.decide(task, "fail").expect(200);

        orders.awaitState("failed", untouched, begun);

        assertThat(orders.falloutTasks("open"))
                .extracting(open -> open.getString("orderId"))
                .doesNotContain(untouched, begun);
        assertThat(network.activeOf(untouched)).isEmpty();
        assertThat(network.activeOf(begun))
                .as("what was activated is taken back")
                .isEmpty();
        assertThat(network.mails("dmitri.orlov@example.org", begun)).isEmpty();
        BillingClient billing = new BillingClient(INSTALLATION.server());
        assertThat(billing.statement(DMITRI).getInt("total")).isZero();
        assertThat(billing.preview(DMITRI).getJsonArray("lines")).isEmpty();
        // a number that the register of subscribers has known is not handed out again at once
        assertThat(network.numbers()).doesNotHaveDuplicates().doesNotContain(known);
    }

    @Test
    void anOrderThatIsCancelledUnderWayLeavesNothingOnTheNetworkAndCostsNothing() {
        network.behave("policy", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String inFallout = orders.place(mobileOrder(DMITRI));
        JsonObject task = orders.awaitFallout(inFallout);
        network.behave("sim", "{\"mode\": \"LATE\", \"delayMillis\": 4000, \"remaining\": 1}");
        String waiting = orders.place(mobileOrder(DMITRI));
        await("the SIM's vendor to have it", () -> steps(waiting).contains("AWAITING_OUTCOME"));
        JsonObject dryRun = orders.cancellation(waiting);
        assertThat(dryRun.getBoolean("possible")).isTrue();
        assertThat(dryRun.getJsonArray("undo").getValuesAs(JsonObject.class))
                .extracting(step -> step.getString("name"))
                .containsExactly("Activate SIM");

        orders.decide(task, "cancel").expect(200);
        JsonObject request = orders.cancel(waiting);
        assertThat(request.getString("verdict")).contains("is being cancelled");
        assertThat(request).doesNotContainKey("effectiveCancellationDate");
        orders.awaitState("cancelled", inFallout, waiting);
        assertThat(orders.cancellationRequest(request.getString("id"))).containsKey("effectiveCancellationDate");

        assertThat(network.activeOf(inFallout)).isEmpty();
        assertThat(network.activeOf(waiting)).isEmpty();
        assertThat(orders.falloutTasks("open"))
                .extracting(open -> open.getString("orderId"))
                .doesNotContain(inFallout, waiting);
        assertThat(new BillingClient(INSTALLATION.server()).statement(DMITRI).getInt("total"))
                .isZero();
        assertThat(orders.cancel(waiting).getString("verdict")).contains("is cancelled: it has ended");
    }

    @Test
    void anItemThatIsGivenUpIsTakenBackAndTheRestOfTheOrderIsDelivered() {
        network.behave("device", "{\"mode\": \"REFUSE\", \"remaining\": 1}");
        String order = orders.place(OrderClient.orderWithHandset(JONAS));
        orders.decide(orders.awaitFallout(order), "fail").expect(200);

        orders.awaitState("partial", order);

        assertThat(network.activeOf(order)).containsExactlyElementsOf(Network.LINE);
        BillingClient billing = new BillingClient(INSTALLATION.server());
        assertThat(billing.preview(JONAS).toString()).contains("Mobile M").doesNotContain("Fairline");
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
    }

    @Test
    void aLineThatEndsLeavesNothingOnTheNetworkAndItsNumberIsKeptBack() {
        BillingClient billing = new BillingClient(INSTALLATION.server());
        UsageInbox inbox = new UsageInbox(INSTALLATION.data().resolve("usage-inbox"));
        String order = orders.place(OrderClient.orderWithHandset(BRUNO));
        orders.awaitState("completed", order);
        String number = msisdn(order);
        inbox.deliver("ending_1.csv", UsageInbox.line(1, number));
        BillingClient.adds(billing.awaitFile("ending_1.csv"), Map.of("received", 1, "rated", 1));
        String product = orders.product(order, "1");
        String end = OrderClient.end(BRUNO, product);

        endedAfterAll(end, order);
        String ending = orders.place(end);
        orders.awaitState("completed", ending);

        nothingIsLeft(order, ending);
        refused(orders.tryToPlace(end), 400, "PRODUCT_NOT_ACTIVE", "productOrderItem[0].product.id");
        String next = orders.place(mobileOrder(BRUNO));
        orders.awaitState("completed", next);
        assertThat(msisdn(next)).isNotEqualTo(number);
        inbox.deliver("ending_2.csv", UsageInbox.line(2, number));
        BillingClient.adds(billing.awaitFile("ending_2.csv"), Map.of("received", 1, "rated", 0, "suspended", 1));
        JsonObject preview = billing.preview(BRUNO);
        assertThat(preview.getBoolean("reconciles")).isTrue();
        assertThat(preview.getJsonArray("lines").getValuesAs(JsonObject.class))
                .filteredOn(line -> line.getString("subject").startsWith(order))
                .extracting(line -> line.getString("kind"))
                .containsExactlyInAnyOrder("one-off", "recurring", "credit", "early-termination", "one-off");
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
    }

    /** An order for later claims the line, and cancelled it keeps everything. */
    private static void endedAfterAll(String end, String order) {
        String later = orders.place(end.replaceFirst(
                "\\{",
                "{\"requestedStartDate\": \"" + Clock.systemUTC().instant().plusSeconds(3600) + "\","));
        refused(orders.tryToPlace(end), 400, "PRODUCT_IN_ANOTHER_ORDER", "productOrderItem[0].product.id");
        orders.cancel(later);
        orders.awaitState("cancelled", later);
        assertThat(network.activeOf(order)).contains("device").containsAll(Network.LINE);
    }

    private static void nothingIsLeft(String order, String ending) {
        assertThat(network.activeOf(order)).isEmpty();
        assertThat(orders.items(ending))
                .extracting(item -> item.getString("id") + " " + item.getString("action") + " "
                        + item.getJsonObject("productOffering").getString("name"))
                .containsExactly("1 delete Mobile M", "1-1 delete Fairline 5");
        assertThat(orders.plan(ending).getJsonArray("steps").getValuesAs(JsonObject.class))
                .extracting(step -> step.getString("name") + " " + step.getString("state"))
                .containsExactlyInAnyOrder(
                        "Deactivate device COMPLETED",
                        "Cancel eSIM profile COMPLETED",
                        "Remove mailbox COMPLETED",
                        "Remove network profile COMPLETED",
                        "Remove charging COMPLETED",
                        "Withdraw SIM files COMPLETED",
                        "Deactivate SIM COMPLETED");
        assertThat(orders.plan(ending).getJsonArray("checks").getValuesAs(JsonObject.class))
                .extracting(check -> check.getString("check"))
                .allMatch(check -> check.startsWith("element-") || check.equals("contract-term"));
        await(
                "the mail",
                () -> !network.mails("bruno.castellani@example.org", ending).isEmpty());
        assertThat(network.mails("bruno.castellani@example.org", ending))
                .singleElement()
                .asString()
                .contains("Mobile M has ended", "Fairline 5 has ended")
                .doesNotContain("Your number is");
    }

    private static String steps(String order) {
        return orders.plan(order).getJsonArray("steps").toString();
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
        assertThat(network.effectsOf(plain)).isEqualTo(Network.onceEach());
        assertThat(network.effectsOf(physical)).isEqualTo(Network.onceEachWithCard());
        assertThat(network.effectsOf(withHandset)).isEqualTo(Network.onceEach("device"));
    }

    @Test
    void anOrderForAnAddressWithoutCoverageIsRejectedForThat() {
        String order = orders.place(mobileOrder(WITHOUT_COVERAGE));

        orders.awaitState("rejected", order);

        assertThat(orders.plan(order).getJsonArray("checks").getValuesAs(JsonObject.class))
                .filteredOn(check -> check.getString("verdict").equals("REFUSED"))
                .extracting(check -> check.getString("code"))
                .containsExactly("NO_COVERAGE");
        assertThat(network.effectsOf(order).keySet()).containsExactly("coverage", "identity");
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
        assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());

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

    /** By what the order's eSIM is loaded, which the SM-DP+ has released under that matching id. */
    private static String activationCode(String order) {
        JsonObject code = Api.as("csr", INSTALLATION.server())
                .get("/ops/v1/orders/" + order + "/activation-codes")
                .expect(200)
                .json()
                .asJsonArray()
                .getJsonObject(0);
        assertThat(code.getString("orderItemId")).isEqualTo("1");
        assertThat(code.getString("qrCode")).startsWith("<svg");
        String matchingId = network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals("smdp"))
                .map(entity -> entity.document().getString("matchingId"))
                .findFirst()
                .orElseThrow();
        assertThat(code.getString("activationCode")).isEqualTo("LPA:1$smdp.dialtone.example$" + matchingId);
        return code.getString("activationCode");
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
}
