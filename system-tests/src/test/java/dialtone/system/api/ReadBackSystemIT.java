package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line whose elements do not hold what was ordered of them, over the real broker, server and network. */
class ReadBackSystemIT {

    private static final int ELIF = 100005;

    /** The SM-DP+ refuses this telephone: the line is activated, and not yet read back. */
    private static final String REFUSED_EID = "89049032000000000000000000004711";

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final BillingClient billing = new BillingClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void aLineIsChargedOnceWhenTheRegisterHoldsTheNumberThatWasOrderedAndNotBefore() {
        String order = inFalloutBeforeItIsReadBack();
        JsonObject subscriber = document(order, "hlr");
        String imsi = subscriber.getString("imsi");
        String msisdn = subscriber.getString("msisdn");
        network.slip("hlr", imsi, "{\"msisdn\": \"4915199999998\"}");
        orders.decide(orders.awaitFallout(order), "resubmit").expect(200);

        JsonObject task = awaitReadBack(order);
        assertThat(task.getString("errorMessage"))
                .isEqualTo("hlr, subscriber: msisdn is 4915199999998, ordered was " + msisdn + ".");
        assertThat(orders.state(order)).isEqualTo("inProgress");
        assertThat(charges(order)).isEmpty();

        network.slip("hlr", imsi, "{\"msisdn\": \"" + msisdn + "\"}");
        orders.decide(task, "resubmit").expect(200);
        orders.awaitState("completed", order);
        assertThat(steps(order)).last().isEqualTo("Read elements back COMPLETED");
        assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
        assertThat(charges(order)).containsExactlyInAnyOrder("/1 one-off", "/1 recurring");
        assertThat(orders.items(order).getFirst().toString()).doesNotContain("line-as-ordered");
    }

    @Test
    void anOrderThatIsCancelledWhileItsLineIsLookedIntoLeavesNothing() {
        String order = inFalloutBeforeItIsReadBack();
        String mailbox = document(order, "voicemail").getString("msisdn");
        network.slip("voicemail", mailbox, "{\"retentionDays\": 1}");
        orders.decide(orders.awaitFallout(order), "resubmit").expect(200);
        awaitReadBack(order);

        orders.cancel(order);
        orders.awaitState("cancelled", order);
        assertThat(network.activeOf(order)).isEmpty();
        assertThat(steps(order)).contains("Read elements back CANCELLED").doesNotContain("Undo Read elements back");
        assertThat(charges(order)).isEmpty();
    }

    private static String inFalloutBeforeItIsReadBack() {
        network.behave(
                "smdp",
                "{\"mode\": \"REFUSE\", \"operation\": \"downloadOrder\", \"match\": \"" + REFUSED_EID
                        + "\", \"remaining\": 1}");
        String order = orders.place(mobileOrder(ELIF)
                .replaceFirst(
                        "\\{ \"name\": \"simType\", \"value\": \"esim\" }",
                        "{ \"name\": \"simType\", \"value\": \"esim\" }, { \"name\": \"eid\", \"value\": \""
                                + REFUSED_EID + "\" }"));
        orders.awaitFallout(order);
        return order;
    }

    private static List<String> charges(String order) {
        return billing.preview(ELIF).getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("subject").startsWith(order + "/"))
                .map(row -> row.getString("subject").replace(order, "") + " " + row.getString("kind"))
                .toList();
    }

    private static JsonObject awaitReadBack(String order) {
        JsonObject task = orders.awaitFallout(order);
        assertThat(steps(order)).contains("Read elements back IN_FALLOUT");
        assertThat(task).as("the words say which element it is").doesNotContainKey("element");
        return task;
    }

    private static JsonObject document(String order, String element) {
        return network.entitiesOf(order).stream()
                .filter(entity -> entity.element().equals(element))
                .map(Network.Entity::document)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }
}
