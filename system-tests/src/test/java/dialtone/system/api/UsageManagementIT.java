package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TMF635, and suspense as a person works it: reported, corrected, rated; and a file of a layout of the catalogue. */
@InTheServer
@RunAsClient
class UsageManagementIT {

    private static final int KATHERINE = 100008;
    private static final String USAGE = "/tmf-api/usageManagement/v4/usage";
    private static final String SUSPENSIONS = "/billing/v1/usage-suspensions";
    private static final String PATCH = "application/merge-patch+json";
    private static final String NOBODY = "999000000777";

    private static final Api api = Api.as("billing", ManagedServer.ADDRESS);

    /** A moment of this test, with more of it than the tables have. */
    private final String today = Clock.systemUTC()
            .instant()
            .truncatedTo(ChronoUnit.SECONDS)
            .plusNanos(123_456_789)
            .toString();

    @Test
    void useIsReportedReadCorrectedAndRated() {
        String order = new OrderClient(ManagedServer.ADDRESS).place(mobileOrder(KATHERINE));
        String number = ManagedServer.advance(order, "COMPLETED");

        Api.Answer first = api.post(USAGE, JSON, call(1, number)).expect(201);
        JsonObject usage = first.json().asJsonObject();
        assertThat(usage.getString("status")).isEqualTo("rated");
        assertThat(first.header("Location")).endsWith(usage.getString("href"));
        assertThat(api.get(usage.getString("href")).expect(200).json()).isEqualTo(usage);
        assertThat(api.post(USAGE, JSON, call(1, number)).expect(200).json()).isEqualTo(usage);
        refused(api.post(USAGE, JSON, call(1, NOBODY)), 409, "RECORD_TAKEN", "");

        JsonObject waits =
                api.post(USAGE, JSON, call(2, NOBODY)).expect(201).json().asJsonObject();
        assertThat(waits.getString("status")).isEqualTo("received");
        String record = SUSPENSIONS + "/api-reported-by-it/2";
        refused(api.patch(record, PATCH, "{\"msisdn\": \"0151\"}"), 400, "INVALID_FIELD", "msisdn");
        api.patch(record, PATCH, "{\"msisdn\": \"" + number + "\"}").expect(200);
        assertThat(api.post(record + "/recycling", JSON, "")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getInt("rated"))
                .isEqualTo(1);
        refused(api.post(record + "/recycling", JSON, ""), 409, "RECORD_NOT_SUSPENDED", "");
        assertThat(api.get(USAGE + "?status=rated&usageCharacteristic.msisdn=" + number)
                        .expect(200)
                        .json()
                        .asJsonArray())
                .hasSize(2);

        whatIsRefusedIsKeptWithItsReason();
        assertThat(api.get(record + "/history").expect(200).json().asJsonArray())
                .as("corrected and rated")
                .hasSize(2);
    }

    private void whatIsRefusedIsKeptWithItsReason() {
        api.post(USAGE, JSON, call(3, NOBODY)).expect(201);
        refused(api.post(SUSPENSIONS + "/refusal", JSON, "{\"reason\": \"x\"}"), 400, "FILTER_MISSING", "reason");
        JsonObject refusal = api.post(
                        SUSPENSIONS + "/refusal?msisdn=" + NOBODY + "&suspendedAt.lte=2100-01-01",
                        JSON,
                        "{\"reason\": \"Test calls\"}")
                .expect(200)
                .json()
                .asJsonObject();
        assertThat(refusal.getInt("refused")).isEqualTo(1);
        JsonObject refused = api.get(SUSPENSIONS + "/api-reported-by-it/3")
                .expect(200)
                .json()
                .asJsonObject();
        assertThat(refused.getString("state")).isEqualTo("refused");
        assertThat(refused.getJsonArray("history").getJsonObject(0).getString("by"))
                .isEqualTo("billing");
        assertThat(api.get(USAGE + "?status=rejected&usageCharacteristic.msisdn=" + NOBODY)
                        .expect(200)
                        .json()
                        .asJsonArray())
                .hasSize(1);
        JsonObject file =
                api.get("/billing/v1/usage-files").json().asJsonArray().getValuesAs(JsonValue::asJsonObject).stream()
                        .filter(each -> each.getString("source").equals("api-reported-by-it"))
                        .findFirst()
                        .orElseThrow();
        // one twice, and one under a number that was taken
        BillingClient.adds(file, Map.of("received", 5, "rated", 2, "duplicate", 2, "suspended", 0, "rejected", 1));
        JsonObject refusedOfFile = api.get("/billing/v1/usage-files/" + file.getInt("id") + "/refusals")
                .expect(200)
                .json()
                .asJsonArray()
                .getJsonObject(0);
        assertThat(refusedOfFile.getString("reason")).isEqualTo("Test calls");
    }

    @Test
    void aFileOfALayoutOfTheCatalogueIsTaken() {
        String line = "R         1MOC00999000000778    20261125100000     160030123456         ";
        JsonObject file = api.post(
                        "/billing/v1/usage-files?name=sw1_1.cdr&layout=switch-fixed-width",
                        "text/plain",
                        "H\n" + line + "\nT\n")
                .expect(201)
                .json()
                .asJsonObject();
        BillingClient.adds(file, Map.of("received", 1, "rated", 0, "duplicate", 0, "suspended", 1, "rejected", 0));
        assertThat(file.getString("layout")).isEqualTo("switch-fixed-width");
        refused(api.post("/billing/v1/usage-files?layout=none", "text/plain", "x"), 400, "UNKNOWN_LAYOUT", "layout");
    }

    @Test
    void thereIsASpecificationForEachType() {
        assertThat(api.get("/tmf-api/usageManagement/v4/usageSpecification")
                        .expect(200)
                        .json()
                        .asJsonArray())
                .hasSize(3);
        assertThat(api.get("/tmf-api/usageManagement/v4/usageSpecification/voice?fields=name")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getString("name"))
                .isEqualTo("VOICE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                               | usageType",
                "{\"usageType\": \"FAX\"}                         | usageType",
                "{\"id\": \"x\"}                                  | id",
                "{\"status\": \"rated\"}                          | status",
                "{\"colour\": \"red\"}                            | colour",
            })
    void whatIsNoUsageIsRefusedByTheFieldsName(String body, String field) {
        assertThat(api.post(USAGE, JSON, body).expect(400).body()).contains(field);
    }

    @Test
    void ratedUseIsAskedForByNumber() {
        refused(api.get(USAGE + "?status=rated"), 400, "FILTER_MISSING", "usageCharacteristic.msisdn");
        refused(api.get(USAGE + "?colour=red"), 400, "UNKNOWN_FILTER", "colour");
        api.get(USAGE + "/nothing").expect(404);
    }

    private String call(int sequence, String number) {
        return "{\"usageType\": \"VOICE\", \"usageDate\": \"" + today + "\", \"usageCharacteristic\": ["
                + "{\"name\": \"source\", \"value\": \"reported-by-it\"}, {\"name\": \"sequence\", \"value\": "
                + sequence
                + "}, {\"name\": \"msisdn\", \"value\": \"" + number + "\"}, {\"name\": \"quantity\", \"value\": 61}]}";
    }
}
