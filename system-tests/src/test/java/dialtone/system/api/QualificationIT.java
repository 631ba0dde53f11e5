package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import jakarta.json.JsonObject;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TMF679 over HTTP, where no element of the network can be reached: that is told, and is neither a refusal nor a fault. */
@InTheServer
@RunAsClient
class QualificationIT {

    private static final String PATH = "/tmf-api/productOfferingQualification/v4/productOfferingQualification";
    private static final Api csr = Api.as("csr", ManagedServer.ADDRESS);

    private static String question(String items) {
        return "{\"relatedParty\": [{\"id\": \"CUS-100001\", \"role\": \"customer\"}],"
                + " \"productOfferingQualificationItem\": [" + items + "]}";
    }

    private static String plan(String id) {
        return "{\"id\": \"" + id + "\", \"productOffering\": {\"id\": \"mobile-sim-only-l\"}}";
    }

    private static final String PEBBLE =
            "{\"id\": \"2\", \"action\": \"add\", \"productOffering\": {\"id\": \"handset-pebble-2\"}}";

    @Test
    void whatNobodyCouldBeAskedIsSaidToBeUnknown() {
        JsonObject plan = csr.post(PATH, JSON, question(plan("1")))
                .expect(201)
                .json()
                .asJsonObject()
                .getJsonArray("productOfferingQualificationItem")
                .getJsonObject(0);
        assertThat(plan.getString("state")).isEqualTo("terminatedWithError");
        assertThat(plan.getJsonArray("terminationError").toString())
                .contains("credit-standing", "coverage", "does not answer");
    }

    @Test
    void whatIsAskedIsAnsweredKeptAndListedForWhoAskedAndForTheHouse() {
        Api.Answer created =
                csr.post(PATH, JSON, question(plan("1") + "," + PEBBLE)).expect(201);
        JsonObject answer = created.json().asJsonObject();
        String id = answer.getString("id");
        assertThat(created.header("Location"))
                .isEqualTo(answer.getString("href"))
                .endsWith(PATH + "/" + id);
        assertThat(answer.getString("qualificationResult")).isEqualTo("alternate");
        JsonObject plan =
                answer.getJsonArray("productOfferingQualificationItem").getJsonObject(0);
        assertThat(plan.getString("state")).isEqualTo("done");
        assertThat(plan.getJsonArray("alternateProductOfferingProposal").toString())
                .as("the SIM that the handset takes")
                .contains("simType", "physical");
        JsonObject handset =
                answer.getJsonArray("productOfferingQualificationItem").getJsonObject(1);
        assertThat(handset.getString("qualificationItemResult")).isEqualTo("alternate");
        assertThat(handset.getJsonArray("eligibilityUnavailabilityReason").toString())
                .contains("DEVICE_INCOMPATIBLE", "cannot run network profile", "does not take a SIM of type esim");
        assertThat(handset.getJsonArray("alternateProductOfferingProposal").toString())
                .contains("handset-fairline-5");

        assertThat(csr.get(PATH + "/" + id).expect(200).json()).isEqualTo(answer);
        assertThat(csr.get(PATH + "/" + id + "?fields=state")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .keySet())
                .containsExactlyInAnyOrder("id", "href", "@type", "state");
        refused(csr.get(PATH + "/" + id + "?fields=colour"), 400, "UNKNOWN_FIELD", "fields");

        Api partner = Api.as("partner", ManagedServer.ADDRESS);
        partner.get(PATH + "/" + id).expect(404);
        String his = partner.post(PATH, JSON, question(plan("1")))
                .expect(201)
                .json()
                .asJsonObject()
                .getString("id");
        assertThat(partner.get(PATH).expect(200).json().asJsonArray().getValuesAs(JsonObject.class))
                .extracting(found -> found.getString("id"))
                .contains(his)
                .doesNotContain(id);
        Api.Answer page = csr.get(PATH + "?relatedParty.id=CUS-100001&limit=1").expect(206);
        assertThat(page.header("X-Result-Count")).isEqualTo("1");
        assertThat(page.json().asJsonArray().getJsonObject(0).getString("id")).isEqualTo(his);
        assertThat(csr.get(PATH + "?qualificationResult=alternate&id=" + id)
                        .expect(200)
                        .json()
                        .asJsonArray())
                .hasSize(1);
        csr.get(PATH + "?offset=100000").expect(416);
        refused(csr.get(PATH + "?colour=green"), 400, "UNKNOWN_FILTER", "colour");
        refused(csr.get(PATH + "?qualificationResult=green"), 400, "INVALID_FILTER", "qualificationResult");
    }

    @Test
    void whoWantsTheAnswerInTheAnswerGetsIt() {
        JsonObject answer = csr.post(
                        PATH, JSON, question(plan("1")).replaceFirst("\\{", "{\"instantSyncQualification\": true,"))
                .expect(200)
                .json()
                .asJsonObject();
        assertThat(answer.getString("state")).isEqualTo("terminatedWithError");
        assertThat(answer).doesNotContainKey("qualificationResult");
    }

    @ParameterizedTest(name = "{2} at {3}")
    @CsvSource({
        "mobile-sim-only-l, no-such-offering, UNKNOWN_OFFERING, productOfferingQualificationItem[0].productOffering.id",
        "CUS-100001, CUS-1, UNKNOWN_CUSTOMER, relatedParty",
        "\"id\": \"1\", \"id\": \"a b\", INVALID_ITEM_ID, productOfferingQualificationItem[0].id"
    })
    void whatIsNoOrderIsRefusedByItsField(String good, String bad, String code, String field) {
        refused(csr.post(PATH, JSON, question(plan("1")).replace(good, bad)), 400, code, field);
    }
}
