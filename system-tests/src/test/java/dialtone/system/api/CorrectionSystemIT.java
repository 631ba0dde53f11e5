package dialtone.system.api;

import static dialtone.system.api.OrderClient.FALLOUT;
import static dialtone.system.api.OrderClient.JSON;
import static dialtone.system.api.OrderClient.mobileOrder;
import static dialtone.system.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operations correct before a step is tried again, and what they may not give up, over the real broker, server and network. */
class CorrectionSystemIT {

    private static final int ADA = 100001;
    private static final String TYPED = "89049032000000000000000000000017";
    private static final String MEANT = "89049032000000000000000000000071";

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
    }

    @Test
    void anEidThatTheSmdpRefusesIsCorrectedAndTheProfileIsOrderedForTheRightTelephone() {
        network.behave(
                "smdp",
                "{\"mode\": \"REFUSE\", \"operation\": \"downloadOrder\", \"match\": \"" + TYPED
                        + "\", \"code\": \"SGP.22 8.1.1/3.10\"}");
        String order = orders.place(withEid(TYPED));
        String task = orders.awaitFallout(order).getString("id");
        assertThat(rows(FALLOUT + "?element=smdp&orderId=" + order))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.getString("id")).isEqualTo(task);
                    assertThat(found.getString("element")).isEqualTo("smdp");
                });
        assertThat(rows(FALLOUT + "?element=hlr&orderId=" + order)).isEmpty();
        assertThat(rows(FALLOUT + "/" + task + "/correction"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.getString("value")).isEqualTo(TYPED));
        refused(correct(task, "eid", "8904", "typed wrong"), 400, "CHARACTERISTIC_NOT_ALLOWED", "values[eid]");
        refused(correct(task, "simType", "physical", "a card"), 400, "NOT_CORRECTABLE", "values[simType]");
        refused(correct(task, "eid", MEANT, ""), 400, "REASON_REQUIRED", "reason");

        assertThat(correct(task, "eid", MEANT, "Two digits were the other way round.")
                        .expect(200)
                        .json()
                        .asJsonObject()
                        .getString("decision"))
                .isEqualTo("resubmit");
        orders.awaitState("completed", order);
        refused(correct(task, "eid", TYPED, "once more"), 409, "NOT_IN_VALID_STATE", "");

        assertThat(orders.items(order).getFirst().toString()).contains(MEANT).doesNotContain(TYPED);
        assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
        assertThat(network.entitiesOf(order))
                .filteredOn(entity -> entity.element().equals("smdp"))
                .singleElement()
                .satisfies(profile ->
                        assertThat(profile.document().getString("eid")).isEqualTo(MEANT));
        assertThat(rows("/ops/v1/orders/" + order + "/revisions"))
                .singleElement()
                .satisfies(revision -> {
                    assertThat(revision.getString("reason")).isEqualTo("Two digits were the other way round.");
                    assertThat(revision.getString("requestedBy")).isEqualTo("ops");
                });
    }

    @Test
    void theEndOfALineIsNotGivenUpWhenPartOfItIsGone() {
        String order = orders.place(mobileOrder(ADA));
        orders.awaitState("completed", order);
        network.behave("hlr", "{\"mode\": \"REFUSE\", \"operation\": \"deleteSubscriber\", \"remaining\": 1}");
        String end = orders.place(OrderClient.end(ADA, orders.product(order, "1")));
        JsonObject task = orders.awaitFallout(end);
        assertThat(task.getString("element")).isEqualTo("hlr");

        refused(orders.decide(task, "fail"), 409, "PAST_POINT_OF_NO_RETURN", "decision");
        refused(orders.decide(task, "cancel"), 409, "NOT_IN_VALID_STATE", "");
        orders.decide(task, "resubmit").expect(200);
        orders.awaitState("completed", end);
        assertThat(network.activeOf(order)).isEmpty();
    }

    private static String withEid(String eid) {
        return mobileOrder(ADA)
                .replaceFirst(
                        "\\{ \"name\": \"simType\", \"value\": \"esim\" }",
                        "{ \"name\": \"simType\", \"value\": \"esim\" }, { \"name\": \"eid\", \"value\": \"" + eid
                                + "\" }");
    }

    private static Api.Answer correct(String task, String name, String value, String reason) {
        return ops.post(FALLOUT + "/" + task + "/correction", JSON, """
                {"reason": "REASON", "values": [{"name": "NAME", "value": "VALUE"}]}
                """.replace("REASON", reason)
                .replace("NAME", name)
                .replace("VALUE", value));
    }

    private static List<JsonObject> rows(String path) {
        return ops.get(path).json().asJsonArray().getValuesAs(JsonObject.class);
    }
}
