package dialtone.system.api;

import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.UsageSender;
import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The money side over HTTP: usage in, what it became of, and the bill. */
@InTheServer
@RunAsClient
class BillingApiIT {

    private static final int GRETA = 100007;
    private static final String FILES = "/billing/v1/usage-files";
    private static final String CSV = "text/csv";
    private static final int TOO_MANY_BYTES = 2_000_001;

    private static final Api api = Api.as("billing", ManagedServer.ADDRESS);
    private static final UsageSender sender = new UsageSender(ManagedServer.ADDRESS);
    private static final BillingClient billing = new BillingClient(ManagedServer.ADDRESS);

    @Test
    void anUploadedFileIsTakenOnceAndIsOnTheBillRecordByRecord() {
        String order = new OrderClient(ManagedServer.ADDRESS).place(mobileOrder(GRETA));
        String number = ManagedServer.advance(order, "COMPLETED");
        String content = UsageInbox.sampleFor(number);

        Api.Answer taken = api.post(FILES + "?name=upload_1.csv", CSV, content).expect(201);
        JsonObject file = taken.json().asJsonObject();
        BillingClient.adds(file, Map.of("received", 9, "rated", 6, "duplicate", 1, "suspended", 1, "rejected", 1));
        assertThat(file.getString("deliveredBy")).isEqualTo("billing");
        assertThat(file.getString("channel")).isEqualTo("rest");
        assertThat(taken.header("Location")).endsWith(FILES + "/" + file.getInt("id"));
        assertThat(api.get(FILES + "/" + file.getInt("id")).expect(200).json()).isEqualTo(file);
        assertThat(api.post(FILES + "?name=upload_2.csv", CSV, content)
                        .expect(200)
                        .json())
                .isEqualTo(file);
        assertThat(billing.rejects(file.getInt("id"))).singleElement().satisfies(reject -> {
            assertThat(reject.getString("reason")).isEqualTo("TYPE_UNKNOWN");
            assertThat(reject.getString("raw")).contains("FAX");
        });
        assertThat(api.get("/billing/v1/usage-suspensions").body()).contains("999155599999");

        refused(
                api.put("/billing/v1/accounts/BAC-" + GRETA + "/subscriptions/" + order + "/1/seats", JSON, """
                        {"seats": 5, "from": "2099-01-01"}"""),
                400,
                "NOT_BY_THE_SEAT",
                "seats");

        JsonObject preview = billing.preview(GRETA);
        assertThat(preview.getBoolean("reconciles")).isTrue();
        assertThat(BillingClient.sequences(preview, "upload")).containsExactly(1L, 2L, 3L, 4L, 5L, 8L);
        assertThat(BillingClient.usageTotal(preview)).isEqualByComparingTo(UsageInbox.CHARGED);
        JsonObject statement = billing.statement(GRETA);
        assertThat(statement.getJsonArray("balance")).isEqualTo(preview.getJsonArray("totals"));
        assertThat(statement.getInt("total")).isEqualTo(2);
        assertThat(billing.trialBalance().getBoolean("balanced")).isTrue();
        assertThat(api.get("/billing/v1/accounts/BAC-" + GRETA + "/invoice-preview?period=2020-01")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getJsonArray("lines"))
                .isEmpty();
    }

    /** By the program that docs/usage.md says to send with. */
    @Test
    void whatIsSentToTheQueueIsTakenOnceAndWhatIsNoBatchIsRefusedWithTheReason(@TempDir Path folder) throws Exception {
        Path batch = Files.writeString(folder.resolve("queue_1.csv"), UsageInbox.line(1, "999155577777"));
        assertThat(sender.send("mediation", "dialtone-csv", batch, batch)).isEmpty();
        Path none = Files.writeString(folder.resolve("queue_2.csv"), UsageInbox.line(2, "999155577777"));
        assertThat(sender.send("mediation", "no-layout", none)).isEmpty();
        assertThat(sender.send("partner", "dialtone-csv", none)).contains("SEND");

        JsonObject refused = arrived("queue_2.csv"); // behind the first ones in the queue
        assertThat(refused.getString("state")).isEqualTo("refused");
        assertThat(refused.getString("failure")).contains("none of").contains("dialtone-csv");
        JsonObject taken = arrived("queue_1.csv");
        BillingClient.adds(taken, Map.of("received", 1, "rated", 0, "duplicate", 0, "suspended", 1, "rejected", 0));
        assertThat(taken.getString("channel")).isEqualTo("jms");
        JsonObject queue = Api.anonymous(ManagedServer.ADDRESS)
                .get("/ops/v1/status")
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonObject("usageQueue");
        assertThat(queue.getInt("failed")).isZero();
    }

    /** The one file of this name, once it is there. */
    private static JsonObject arrived(String name) {
        List<JsonObject> files = new ArrayList<>();
        Waiting.until(
                name,
                Duration.ofSeconds(30),
                () -> {
                    files.clear();
                    api
                            .get(FILES + "?limit=100")
                            .expectOneOf(200, 206)
                            .json()
                            .asJsonArray()
                            .getValuesAs(JsonObject.class)
                            .stream()
                            .filter(file -> file.getString("name").equals(name))
                            .forEach(files::add);
                    return !files.isEmpty()
                            && !files.getFirst().getString("state").equals("inProgress");
                },
                files::toString);
        assertThat(files).as(name).hasSize(1);
        return files.getFirst();
    }

    @Test
    void whatIsNoUsageFileIsRefusedForGood() {
        refused(api.post(FILES, CSV, "sequence;type\n1;VOICE\n"), 400, "NOT_A_USAGE_FILE", "");
        refused(api.post(FILES, CSV, "sequence;type\n1;VOICE\n"), 400, "NOT_A_USAGE_FILE", "");
        refused(api.post(FILES, CSV, "x".repeat(TOO_MANY_BYTES)), 413, "FILE_TOO_LARGE", "");
        refused(api.post(FILES + "?name=..%2Fsecret", CSV, "x"), 400, "INVALID_NAME", "name");
        refused(api.post(FILES, JSON, "{}"), 415, "UNSUPPORTED_MEDIA_TYPE", "");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            accounts/BAC-0/invoice-preview                         | 404 | NOT_FOUND      |
            accounts/BAC-0/ledger                                  | 404 | NOT_FOUND      |
            accounts/x%27%20OR%20%271%27%3D%271/ledger             | 404 | NOT_FOUND      |
            accounts/BAC-100001/invoice-preview?period=yesterday   | 400 | INVALID_PERIOD | period
            accounts/BAC-100001/invoice-preview?period=2026-13     | 400 | INVALID_PERIOD | period
            accounts/BAC-100001/ledger?limit=many                  | 400 | INVALID_RANGE  | limit
            usage-files?offset=-1                                  | 400 | INVALID_RANGE  | offset
            usage-files?offset=1000000                             | 416 | PAST_THE_END   | offset
            usage-files/x                                          | 404 | NOT_FOUND      |
            usage-files/999999999                                  | 404 | NOT_FOUND      |
            usage-rejects?limit=0                                  | 400 | INVALID_RANGE  | limit
            usage-suspensions?limit=-5                             | 400 | INVALID_RANGE  | limit
            """)
    void aQuestionThatMakesNoSenseIsRefused(String question, int status, String code, String field) {
        refused(api.get("/billing/v1/" + question), status, code, field == null ? "" : field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BAC-0/subscriptions/ORD-1/1      | {"seats": 5, "from": "2026-12-10"}   | 404 | NOT_FOUND    |
            BAC-100001/subscriptions/ORD-1/1 | {"seats": 5, "from": "2026-12-10"}   | 404 | NOT_FOUND    |
            BAC-100001/subscriptions/ORD-1/1 | {"from": "2026-12-10"}               | 400 | MISSING      | seats
            BAC-100001/subscriptions/ORD-1/1 | {"seats": 5, "from": "tomorrow"}     | 400 | INVALID_DATE | from
            """)
    void seatsOfNothingAreRefused(String subscription, String seats, int status, String code, String field) {
        refused(
                api.put("/billing/v1/accounts/" + subscription + "/seats", JSON, seats),
                status,
                code,
                field == null ? "" : field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"-999999999-01", "0000-01", "9999-12"})
    void aMonthLongAgoOrFarAwayHasNothingOnTheBillOrIsRefused(String period) {
        Api.Answer answer = api.get("/billing/v1/accounts/BAC-100001/invoice-preview?period=" + period);

        assertThat(answer.status()).as(answer.body()).isIn(200, 400);
    }
}
