package dialtone.system.order;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.Api;
import dialtone.system.Installation;
import dialtone.system.Installation.Part;
import dialtone.system.Waiting;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of broker, server or simulator somewhere in the middle of two hundred orders: none is lost, nothing is done
 * twice, the books agree.
 */
class KillSystemIT {

    private static final int ORDERS = 200;
    private static final int PAGE = 500;
    /** Of the sample order. */
    private static final String ACCOUNT = "BAC-100001";

    private static final Duration SETTLE_DEADLINE = Duration.ofMinutes(4);

    private static Installation installation;

    @BeforeAll
    static void start() {
        installation = Installation.fresh("kill");
        installation.start();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void nothing_is_lost_and_nothing_done_twice_when_it_is_killed(Part victim) throws IOException {
        long seed = new Random().nextLong();
        int after = new Random(seed).nextInt(ORDERS / 8, ORDERS * 3 / 4);
        String moment = "kill of " + victim + " after " + after + " answers (seed " + seed + ")";

        OrderLoad load = new OrderLoad(installation.server(), sample());
        OrderLoad.Placing placing = load.begin(ORDERS, "kill-" + victim + "-" + seed);
        Waiting.until(
                moment,
                Duration.ofMinutes(2),
                () -> placing.answered() >= after,
                () -> placing.answered() + " answers");
        installation.kill(victim);
        installation.start(victim);

        Set<String> ids = placing.ids();
        assertThat(ids).as("orders, each with its own id, " + moment).hasSize(ORDERS);
        Map<String, Integer> states = load.awaitSettled(ids, SETTLE_DEADLINE);
        assertThat(states.keySet()).as("states after " + moment).isSubsetOf("completed", "fallout");
        assertThat(doneTwice())
                .as("entities of the network with more than one effect, " + moment)
                .isEmpty();
        List<String> completed = load.inState("completed", ids);
        assertThat(activeSubscribers())
                .as("subscribers of the HLR, " + moment)
                .isGreaterThanOrEqualTo(completed.size());
        Map<String, List<String>> charges = chargesByOrder();
        assertThat(charges.keySet()).as("orders charged, " + moment).containsAll(completed);
        assertThat(charges.values().stream().distinct())
                .as("charges of each order of the same plan on the same day, " + moment)
                .hasSize(1);
        ids.removeAll(completed);
        assertThat(charges.keySet().stream().filter(ids::contains))
                .as("orders charged though not completed, " + moment)
                .isEmpty();
        assertThat(trialBalance().getBoolean("balanced"))
                .as(trialBalance().toString())
                .isTrue();
    }

    private static String sample() throws IOException {
        return Files.readString(Path.of(System.getProperty("dialtone.repository"), "samples", "mobile-order.json"));
    }

    private static List<String> doneTwice() {
        List<String> twice = new ArrayList<>();
        Api control = Api.anonymous(installation.simulator());
        for (JsonValue line :
                control.get("/control/audit?limit=100000").expect(200).json().asJsonArray()) {
            JsonObject entity = line.asJsonObject();
            if (!entity.getString("element").equals("credit")
                    && !entity.getString("element").equals("coverage")
                    && !entity.getString("element").equals("mail")
                    && entity.getInt("effects") > 1) {
                twice.add(entity.toString());
            }
        }
        return twice;
    }

    private static long activeSubscribers() {
        return Api.anonymous(installation.simulator())
                .get("/control/hlr/entities?limit=100000")
                .expect(200)
                .json()
                .asJsonArray()
                .size();
    }

    /** The amounts charged for each order, read from the account's statement. */
    private static Map<String, List<String>> chargesByOrder() {
        Api billing = Api.as("billing", installation.server());
        Map<String, List<String>> charges = new TreeMap<>();
        long total = 1;
        for (int offset = 0; offset < total; offset += PAGE) {
            JsonObject page = billing.get(
                            "/billing/v1/accounts/" + ACCOUNT + "/ledger?limit=" + PAGE + "&offset=" + offset)
                    .expectOneOf(200, 206)
                    .json()
                    .asJsonObject();
            total = page.getJsonNumber("total").longValue();
            for (JsonValue line : page.getJsonArray("postings")) {
                JsonObject posting = line.asJsonObject();
                charges.computeIfAbsent(posting.getString("cause").replace("order:", ""), order -> new ArrayList<>())
                        .add(posting.get("amount").toString());
            }
        }
        charges.values().forEach(amounts -> amounts.sort(null));
        return charges;
    }

    private static JsonObject trialBalance() {
        return Api.as("billing", installation.server())
                .get("/billing/v1/trial-balance")
                .expect(200)
                .json()
                .asJsonObject();
    }
}
