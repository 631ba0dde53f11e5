package dialtone.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The money side as billing sees it. */
final class BillingClient {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Api billing;

    BillingClient(URI server) {
        billing = Api.as("billing", server);
    }

    /** @param customer number of a demo customer: the account has the same */
    JsonObject preview(int customer) {
        return object("/billing/v1/accounts/BAC-" + customer + "/invoice-preview");
    }

    JsonObject statement(int customer) {
        return object("/billing/v1/accounts/BAC-" + customer + "/ledger");
    }

    JsonObject trialBalance() {
        return object("/billing/v1/trial-balance");
    }

    List<JsonObject> rejects(int file) {
        return rows("/billing/v1/usage-rejects?usageFile=" + file);
    }

    /** Waits until a file of that name is taken to its end. */
    JsonObject awaitFile(String name) {
        Waiting.until(
                name + " is completed",
                DEADLINE,
                () -> file(name).isPresent(),
                () -> rows("/billing/v1/usage-files").toString());
        return file(name).orElseThrow();
    }

    private Optional<JsonObject> file(String name) {
        return rows("/billing/v1/usage-files").stream()
                .filter(file -> file.getString("name").equals(name)
                        && file.getString("state").equals("completed"))
                .findFirst();
    }

    /** Holds the counts of a file against what is expected, and against each other. */
    static void adds(JsonObject file, Map<String, Integer> expected) {
        expected.forEach((count, number) ->
                assertThat(file.getInt(count)).as(count + " of " + file).isEqualTo(number));
        assertThat(file.getInt("rated") + file.getInt("duplicate") + file.getInt("suspended") + file.getInt("rejected"))
                .isEqualTo(file.getInt("received"));
    }

    /** The usage records of a source behind the lines of a preview, each once. */
    static List<Long> sequences(JsonObject preview, String source) {
        return usageLines(preview)
                .flatMap(line -> line.getJsonArray("records").getValuesAs(JsonObject.class).stream())
                .filter(row -> row.getString("source").equals(source))
                .map(row -> row.getJsonNumber("sequence").longValueExact())
                .sorted()
                .toList();
    }

    static BigDecimal usageTotal(JsonObject preview) {
        return usageLines(preview)
                .map(line -> line.getJsonObject("amount").getJsonNumber("value").bigDecimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Stream<JsonObject> usageLines(JsonObject preview) {
        return preview.getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(line -> line.getString("kind").equals("usage"));
    }

    private JsonObject object(String path) {
        return billing.get(path).expect(200).json().asJsonObject();
    }

    private List<JsonObject> rows(String path) {
        return billing.get(path).json().asJsonArray().getValuesAs(JsonObject.class);
    }
}
