package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.system.Installation;
import dialtone.system.Network;
import dialtone.system.step.Directory;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A network step that Dialtone does not know, in the broker, server and console of the house: a catalogue file and a route, and nothing of
 * {@code domain}, {@code bpmn} or the EJBs.
 */
class FurtherStepSystemIT {

    private static final int JONAS = 100010;

    private static final Installation INSTALLATION = Installation.shared();

    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @Test
    void aStepIsACatalogueEntryAndARouteAndIsPerformedShownAndTakenAwayLikeAnyOther() {
        try (Directory directory = new Directory()) {
            String order = orders.place(withDirectoryEntry(JONAS));
            orders.awaitState("completed", order);

            String number = network.entitiesOf(order).stream()
                    .filter(entity -> entity.element().equals("hlr"))
                    .map(entity -> entity.document().getString("msisdn"))
                    .findFirst()
                    .orElseThrow();
            assertThat(steps(order)).contains("List number COMPLETED");
            assertThat(directory.entries()).containsEntry(number, "private");
            assertThat(directory.asked(number)).containsExactly("PUT");
            assertThat(network.effectsOf(order)).isEqualTo(Network.onceEach());
            assertThat(Api.as("ops", INSTALLATION.server())
                            .get("/ops/v1/elements/directory")
                            .expect(200)
                            .json()
                            .asJsonObject()
                            .getString("state"))
                    .isEqualTo("CLOSED");

            String end = orders.place(OrderClient.end(JONAS, orders.product(order, "1")));
            orders.awaitState("completed", end);
            assertThat(steps(end)).contains("Strike number COMPLETED");
            assertThat(directory.entries()).doesNotContainKey(number);
            assertThat(directory.asked(number)).containsExactly("PUT", "GET", "DELETE");
        }
    }

    private static String withDirectoryEntry(int customer) {
        return mobileOrder(customer)
                .replaceFirst(
                        "\\s*]\\s*}\\s*$",
                        ", {\"id\": \"2\", \"action\": \"add\", \"productOffering\": {\"id\": \"directory-entry\"}} ] }");
    }

    private static List<String> steps(String order) {
        return orders.plan(order).getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                .map(step -> step.getString("name") + " " + step.getString("state"))
                .toList();
    }
}
