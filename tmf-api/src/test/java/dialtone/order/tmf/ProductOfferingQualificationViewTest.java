package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.order.ItemAction;
import dialtone.order.OfferingQualification;
import dialtone.order.OfferingQualification.Wishes;
import dialtone.order.PlaceOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TMF679 v4: what a request may say, and the attributes and states that an answer has by the specification. */
class ProductOfferingQualificationViewTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Wishes ALL = new Wishes(Optional.of("At the fair"), true, true, false, true);

    @Test
    void aRequestBecomesTheOrderThatItAsksAboutAndAnItemWithoutAnActionIsAdded() {
        ProductOfferingQualificationView asked = read("""
                {"description": "At the fair", "billingAccount": {"id": "BAC-2"}, "instantSyncQualification": true, "provideOnlyAvailable": true,
                 "relatedParty": [{"id": "CUS-100001", "role": "customer"}],
                 "productOfferingQualificationItem": [
                   {"id": "1", "productOffering": {"id": "mobile-m"},
                    "product": {"productCharacteristic": [{"name": "simType", "value": "esim"}]}},
                   {"id": "2", "action": "delete", "product": {"id": "PRD-1"}}]}
                """);
        PlaceOrder command = asked.toCommand("csr");
        assertThat(command.customer()).isEqualTo(new CustomerId("CUS-100001"));
        assertThat(command.placedBy()).isEqualTo("csr");
        assertThat(command.billingAccount()).contains(new BillingAccountId("BAC-2"));
        assertThat(command.items())
                .containsExactly(
                        new PlaceOrder.Item(
                                "1",
                                ItemAction.ADD,
                                new OfferingId("mobile-m"),
                                Map.of("simType", "esim"),
                                "productOfferingQualificationItem[0]"),
                        PlaceOrder.Item.end("2", "PRD-1", "productOfferingQualificationItem[1]"));
        assertThat(asked.wishes()).isEqualTo(new Wishes(Optional.of("At the fair"), true, true, true, true));
    }

    @ParameterizedTest(name = "{1} at {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | MISSING           | relatedParty
            {"relatedParty": [{"id": "C", "role": "customer"}]}       | MISSING           | productOfferingQualificationItem
            {"relatedParty": [{"id": "C", "role": "seller"}]}         | UNSUPPORTED_PARTY | relatedParty[0].role
            {"relatedParty": [{"role": "customer"}]}                  | MISSING           | relatedParty[0].id
            {"@type": "SomethingElse"}                                | UNSUPPORTED_TYPE  | @type
            {"productOfferingQualificationItem": [{}]}                | MISSING           | productOfferingQualificationItem[0].id
            {"productOfferingQualificationItem": [{"id": "1"}]}       | MISSING           | productOfferingQualificationItem[0].productOffering.id
            {"productOfferingQualificationItem": [{"action": "buy"}]} | UNKNOWN_ACTION    | productOfferingQualificationItem[0].action
            """)
    void whatCannotBeReadIsRefusedByItsField(String body, String code, String field) {
        assertThatThrownBy(() -> read(body).toCommand("csr")).isInstanceOfSatisfying(TmfRefusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.reasons())
                    .extracting(reason -> reason.code() + " " + reason.field())
                    .contains(code + " " + field);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id": "POQ-1"}                                                  | READ_ONLY_ATTRIBUTE   | id
            {"state": "done"}                                                | READ_ONLY_ATTRIBUTE   | state
            {"qualificationResult": "qualified"}                             | READ_ONLY_ATTRIBUTE   | qualificationResult
            {"expirationDate": "2026-11-26T10:00:00Z"}                       | READ_ONLY_ATTRIBUTE   | expirationDate
            {"place": [{"role": "home"}]}                                    | UNSUPPORTED_ATTRIBUTE | place
            {"category": {"id": "mobile"}}                                   | UNSUPPORTED_ATTRIBUTE | category
            {"productOfferingQualificationItem": [{"expectedActivationDate": "2027-01-01T00:00:00Z"}]} | UNSUPPORTED_ATTRIBUTE | productOfferingQualificationItem[0].expectedActivationDate
            {"colour": "green"}                                              | UNKNOWN_ATTRIBUTE     | colour
            """)
    void whatTheServerSetsOrDoesNotDoIsRefusedByItsName(String body, String code, String field) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        TmfRefusal.class,
                        refusal -> assertThat(refusal.reasons())
                                .extracting(Rejection::code, Rejection::field)
                                .containsExactly(tuple(code, field)));
    }

    @Test
    void whatIsQualifiedIsDone() {
        JsonObject answer = written(ALL, CheckResult.passed("coverage", "The network covers the address."));
        assertThat(answer.getString("id")).isEqualTo("POQ-1");
        assertThat(answer.getString("href")).endsWith(ProductOfferingQualificationView.PATH + "/POQ-1");
        assertThat(answer.getString("@type")).isEqualTo("ProductOfferingQualification");
        assertThat(answer.getString("state")).isEqualTo("done");
        assertThat(answer.getString("qualificationResult")).isEqualTo("qualified");
        assertThat(answer.getString("productOfferingQualificationDate")).isEqualTo("2026-11-26T09:59:59Z");
        assertThat(answer.getString("effectiveQualificationDate")).isEqualTo("2026-11-26T10:00:00Z");
        assertThat(answer.getString("expirationDate")).isEqualTo("2026-11-27T10:00:00Z");
        assertThat(answer.getBoolean("instantSyncQualification")).isTrue();
        assertThat(answer.getJsonArray("relatedParty").getJsonObject(0).getString("role"))
                .isEqualTo("customer");
        JsonObject item = item(answer);
        assertThat(item.getString("id")).isEqualTo("1");
        assertThat(item.getString("action")).isEqualTo("add");
        assertThat(item.getString("state")).isEqualTo("done");
        assertThat(item.getString("qualificationItemResult")).isEqualTo("qualified");
        assertThat(item.getJsonObject("productOffering").getString("id")).isEqualTo("mobile-m");
        assertThat(item)
                .doesNotContainKeys(
                        "eligibilityUnavailabilityReason", "alternateProductOfferingProposal", "terminationError");
    }

    @Test
    void whatIsToBeHadOtherwiseIsAlternateWithReasonRemedyAndProposals() {
        JsonObject item = item(written(
                ALL,
                CheckResult.refused("sim-and-number", "SIM_UNAVAILABLE", "No eSIM is free.")
                        .about("1")
                        .mendedBy("Another type of SIM.")
                        .orRather(List.of(new Alternative(
                                Alternative.Kind.CHARACTERISTIC, "simType", "physical", "SIM physical"))),
                CheckResult.conditional("credit-standing", "DEPOSIT_REQUIRED", "A deposit is missing.")
                        .orRather(List.of(
                                Alternative.deposit(Money.of("59.70", Currency.getInstance("EUR"))),
                                Alternative.startingAt(NOW.plus(Duration.ofDays(1))),
                                new Alternative(
                                        Alternative.Kind.OFFERING, "productOffering", "mobile-s", "Mobile S")))));
        assertThat(item.getString("qualificationItemResult")).isEqualTo("alternate");
        List<JsonObject> reasons =
                item.getJsonArray("eligibilityUnavailabilityReason").getValuesAs(JsonObject.class);
        assertThat(reasons)
                .extracting(reason -> reason.getString("code"))
                .containsExactly("SIM_UNAVAILABLE", "DEPOSIT_REQUIRED");
        assertThat(reasons.getFirst().getString("label")).isEqualTo("No eSIM is free.");
        assertThat(reasons.getFirst().getString("remedy")).isEqualTo("Another type of SIM.");
        assertThat(reasons.getFirst().getString("@baseType")).isEqualTo("EligibilityUnavailabilityReason");
        List<JsonObject> proposals =
                item.getJsonArray("alternateProductOfferingProposal").getValuesAs(JsonObject.class);
        assertThat(proposals).extracting(proposal -> proposal.getString("id")).containsExactly("1", "2", "3", "4");
        assertThat(proposals.get(0).getJsonObject("alternateProduct").toString())
                .contains("\"simType\"", "\"physical\"");
        assertThat(proposals.get(0).getJsonObject("alternateProductOffering").getString("id"))
                .isEqualTo("mobile-m");
        assertThat(proposals.get(1).getString("condition")).isEqualTo("A deposit of 59.70 EUR");
        assertThat(proposals.get(1))
                .as("what no offering asks is no characteristic to order with")
                .doesNotContainKey("alternateProduct");
        assertThat(proposals.get(2).getString("alternateActivationDate")).isEqualTo("2026-11-27T10:00:00Z");
        assertThat(proposals.get(3).getJsonObject("alternateProductOffering").getString("id"))
                .isEqualTo("mobile-s");
    }

    @Test
    void withoutAnythingInsteadItIsUnqualifiedAndSoItIsForWhoWantsNoAlternatives() {
        CheckResult none = CheckResult.refused("coverage", "NO_COVERAGE", "There is none.");
        assertThat(item(written(ALL, none)).getString("qualificationItemResult"))
                .isEqualTo("unqualified");
        CheckResult other = none.orRather(List.of(Alternative.startingAt(NOW)));
        Wishes bare = new Wishes(Optional.empty(), false, false, false, false);
        assertThat(item(written(bare, other)))
                .doesNotContainKeys("eligibilityUnavailabilityReason", "alternateProductOfferingProposal")
                .containsKey("qualificationItemResult");
        assertThat(item(written(bare, other)).getString("qualificationItemResult"))
                .isEqualTo("unqualified");
        assertThat(written(new Wishes(Optional.empty(), true, true, true, true), other)
                        .getJsonArray("productOfferingQualificationItem"))
                .isEmpty();
    }

    @Test
    void aDayThatIsNotToldIsAConditionAndNoDate() {
        JsonObject item = item(written(
                ALL,
                CheckResult.refused("contract-term", "MINIMUM_TERM_RUNS", "It is taken until 2027-05-25.")
                        .orRather(List.of(Alternative.startingAt(NOW)))
                        .forOutside()));
        assertThat(item.getString("qualificationItemResult")).isEqualTo("alternate");
        JsonObject proposal =
                item.getJsonArray("alternateProductOfferingProposal").getJsonObject(0);
        assertThat(proposal.getString("condition")).isEqualTo("A later start");
        assertThat(proposal).doesNotContainKey("alternateActivationDate");
    }

    @Test
    void whatCouldNotBeAskedIsTerminatedWithErrorAndHasNoResult() {
        JsonObject answer = written(ALL, CheckResult.unanswered("credit-standing", "The bureau does not answer."));
        assertThat(answer.getString("state")).isEqualTo("terminatedWithError");
        assertThat(answer).doesNotContainKey("qualificationResult");
        JsonObject item = item(answer);
        assertThat(item.getString("state")).isEqualTo("terminatedWithError");
        assertThat(item).doesNotContainKey("qualificationItemResult");
        assertThat(item.getJsonArray("terminationError").getJsonObject(0).getString("id"))
                .isEqualTo("credit-standing");
    }

    @Test
    void whatIsSaidOfAnItemAlthoughNothingSpeaksAgainstItIsANote() {
        JsonObject answer = written(
                ALL,
                CheckResult.passed("coverage", "The network covers the address."),
                CheckResult.passed("contract-term", "It costs 52.00 EUR.").about("1"));
        assertThat(item(answer).getJsonArray("note").getValuesAs(JsonObject.class))
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.getString("author")).isEqualTo("contract-term");
                    assertThat(note.getString("text")).isEqualTo("It costs 52.00 EUR.");
                });
    }

    private static JsonObject item(JsonObject answer) {
        return answer.getJsonArray("productOfferingQualificationItem").getJsonObject(0);
    }

    private static JsonObject written(Wishes wishes, CheckResult... findings) {
        return ResourceJson.object(ProductOfferingQualificationView.of(new OfferingQualification(
                "POQ-1",
                new CustomerId("CUS-100001"),
                "csr",
                wishes,
                List.of(new PlaceOrder.Item(
                        "1",
                        ItemAction.ADD,
                        new OfferingId("mobile-m"),
                        Map.of("simType", "esim"),
                        "productOfferingQualificationItem[0]")),
                List.of(findings),
                NOW.minusSeconds(1),
                NOW)));
    }

    private static ProductOfferingQualificationView read(String body) {
        return RequestJson.read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                ProductOfferingQualificationView.class);
    }
}
