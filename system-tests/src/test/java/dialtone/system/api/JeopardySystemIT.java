package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An order that is later than expected, over the real broker, server and network simulator. The installation's catalogue is impatient:
 * amber after 3 s, red after 8 s.
 */
class JeopardySystemIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CHIARA = 100003;

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());

    @AfterEach
    void theNetworkIsWellAgain() {
        limitPolicy("{}");
    }

    @Test
    void anElementInMaintenanceMakesAnOrderAmberThenRedWithATaskAndLiftingItClosesTheTask() {
        Api csr = Api.as("csr", INSTALLATION.server());
        try (Subscriber alerted = Subscriber.to("eventType=ProductOrderJeopardyAlertEvent", csr);
                Subscriber passed = Subscriber.to("eventType=ProductOrderMilestoneEvent", csr)) {
            Instant end = Clock.systemUTC().instant().plus(Duration.ofHours(1));
            limitPolicy("{\"maintenance\": {\"until\": \"" + end + "\", \"reason\": \"new boards\"}}");
            String order = orders.place(mobileOrder(CHIARA));
            Instant promised = expectedCompletion(order);
            assertThat(orders.plan(order).getString("jeopardy")).isEqualTo("green");

            await(order, "a task for the order", () -> !openTasks(order).isEmpty());
            JsonObject late = orders.plan(order);
            assertThat(late.getString("jeopardy")).isEqualTo("red");
            assertThat(late.getString("promised")).isEqualTo(promised.toString());
            assertThat(expectedCompletion(order))
                    .as("the provider's word, amended")
                    .isAfter(promised);
            assertThat(openTasks(order))
                    .singleElement()
                    .satisfies(task -> assertThat(task.getString("message"))
                            .contains("network element policy is in maintenance", "new boards"));

            limitPolicy("{}");
            orders.awaitState("completed", order);
            await(order, "the task to be closed", () -> openTasks(order).isEmpty());
            JsonObject done = orders.plan(order);
            assertThat(done).doesNotContainKey("jeopardy");
            assertThat(texts(done, "milestones", "status")).hasSize(4).containsOnly("completed");

            List<String> alerts = texts(done, "jeopardyAlerts", "id");
            await(order, "the events", () -> alerted.noticesOf(order).size() >= alerts.size());
            assertThat(alerted.noticesOf(order))
                    .as("each change is told once, in its order")
                    .extracting(notice ->
                            told(notice.event(), "productOrderJeopardyAlert").getString("id"))
                    .containsExactlyElementsOf(alerts);
            assertThat(texts(done, "jeopardyAlerts", "jeopardyType")).startsWith("Hazard", "Critical");
            await(order, "the milestones", () -> passed.noticesOf(order).size() >= 4);
            assertThat(passed.noticesOf(order))
                    .extracting(notice ->
                            told(notice.event(), "productOrderMilestone").getString("name"))
                    .containsExactly("accepted", "reserved", "activated", "completed");
        }
    }

    private static JsonObject told(JsonObject event, String attribute) {
        return event.getJsonObject("event")
                .getJsonObject("productOrder")
                .getJsonArray(attribute)
                .getJsonObject(0);
    }

    private static List<String> texts(JsonObject plan, String list, String name) {
        return plan.getJsonArray(list).getValuesAs(JsonObject.class).stream()
                .map(each -> each.getString(name))
                .toList();
    }

    private static Instant expectedCompletion(String order) {
        return Instant.parse(ops.get(OrderClient.ORDERS + "/" + order)
                .expect(200)
                .json()
                .asJsonObject()
                .getString("expectedCompletionDate"));
    }

    private static List<JsonObject> openTasks(String order) {
        return ops.get("/ops/v1/jeopardy-tasks?limit=500").json().asJsonArray().getValuesAs(JsonObject.class).stream()
                .filter(task -> task.getString("orderId").equals(order))
                .toList();
    }

    private static void limitPolicy(String limits) {
        ops.put("/ops/v1/elements/policy/limits", OrderClient.JSON, limits).expect(200);
    }

    private static void await(String order, String what, BooleanSupplier condition) {
        Waiting.until(what, SOON, condition, () -> orders.plan(order).toString());
    }
}
