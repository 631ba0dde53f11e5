package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a refusal by the installation's fault policy, over the real broker, server and network simulator. */
class FaultPolicySystemIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int ADA = 100001;
    private static final Map<String, Integer> ONCE = Network.onceEach();

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void aRefusalIsRetriedHeldRolledBackOrLeftToAPersonAsThePolicySays() {
        network.behave("hlr", refuse("MAP 34", 2));
        String retried = orders.place(mobileOrder(ADA));
        orders.awaitState("completed", retried);

        network.behave("smdp", refuse("SGP.22 8.2.5/3.8", 1));
        String rolledBack = orders.place(mobileOrder(ADA));
        orders.awaitState("failed", rolledBack);

        network.behave("policy", refuse("Diameter 10415/4101", 1));
        String held = orders.place(mobileOrder(ADA));
        Waiting.until(
                "a step of " + held + " to be held",
                SOON,
                () -> steps(held).stream().anyMatch(step -> step.containsKey("heldUntil")),
                () -> orders.plan(held).toString());
        assertThat(steps(held))
                .filteredOn(step -> step.containsKey("heldUntil"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.getString("state")).isEqualTo("AWAITING_OUTCOME");
                    assertThat(step.getString("heldWords")).contains("Diameter 10415/4101");
                });

        network.behave("hlr", refuse("MAP 1", 1));
        String manual = orders.place(mobileOrder(ADA));
        JsonObject task = orders.awaitFallout(manual);
        assertThat(task.getString("errorCode")).isEqualTo("ELEMENT_REFUSED");
        assertThat(task.getString("errorMessage")).contains("MAP 1)");
        orders.decide(task, "resubmit").expect(200);
        orders.awaitState("completed", held, manual);

        assertThat(List.of(retried, held, manual))
                .allSatisfy(order -> assertThat(network.effectsOf(order)).isEqualTo(ONCE));
        assertThat(network.activeOf(rolledBack)).isEmpty();
        assertThat(tasks(retried)).isEmpty();
        assertThat(tasks(held)).isEmpty();
        assertThat(tasks(rolledBack)).singleElement().satisfies(given -> {
            assertThat(given.getString("errorCode")).isEqualTo("ROLLBACK_BY_POLICY");
            assertThat(given.getString("decision")).isEqualTo("fail");
            assertThat(given.getString("resolvedBy")).isEqualTo("fault policy");
        });
    }

    @Test
    void operationsSeeEveryRowWithItsSource() {
        List<JsonObject> rows =
                ops.get("/ops/v1/fault-policy").expect(200).json().asJsonArray().getValuesAs(JsonObject.class);
        assertThat(rows).allSatisfy(row -> assertThat(row.getString("source")).isNotBlank());
        assertThat(rows).filteredOn(row -> !row.containsKey("element")).hasSize(5);
        assertThat(rows)
                .filteredOn(row -> row.getString("code").equals("MAP 27"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString("way")).isEqualTo("hold");
                    assertThat(row.getString("pause")).isEqualTo("PT5M");
                    assertThat(row.getInt("times")).isEqualTo(12);
                });
    }

    private static String refuse(String code, int times) {
        return "{\"mode\": \"REFUSE\", \"code\": \"" + code + "\", \"remaining\": " + times + "}";
    }

    private static List<JsonObject> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class);
    }

    private static List<JsonObject> tasks(String order) {
        return ops.get(OrderClient.FALLOUT + "?state=closed&orderId=" + order)
                .expect(200)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class);
    }
}
