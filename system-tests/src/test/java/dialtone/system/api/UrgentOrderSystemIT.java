package dialtone.system.api;

import static dialtone.system.api.OrderClient.mobileOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A lost line goes before all that waits for an element, over the real broker, server and network simulator. What came first is asked of
 * the simulator: the requests that its register has taken, in their order.
 */
class UrgentOrderSystemIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int GRETA = 100007;
    private static final int JONAS = 100010;
    private static final int ORDERS = 4;

    private static final Installation INSTALLATION = Installation.shared();
    private static final OrderClient orders = new OrderClient(INSTALLATION.server());
    private static final Api ops = Api.as("ops", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    @AfterEach
    void theNetworkIsWellAgain() {
        network.behaveWell();
        Stream.of("hlr", "policy").forEach(element -> limit(element, "{}"));
    }

    @Test
    void aLostLineIsTheFirstThatAnElementDoesAfterItsMaintenanceHoweverMuchWaits() {
        List<String> lines = lines(GRETA, ORDERS + 1);
        limit("hlr", maintenance());
        List<String> waiting = newLinesAndSuspensions(GRETA, lines);
        await("all to wait", () -> jobsWaiting("hlr") >= waiting.size());
        int before = network.requestsTaken("hlr").size();
        String lost = orders.place(OrderClient.suspend(GRETA, lines.getLast(), "lost-or-stolen"));
        await("the lost line to wait", () -> jobsWaiting("hlr") > waiting.size());

        limit("hlr", "{\"callsPerSecond\": 1}");
        orders.awaitState("completed", lost);
        orders.awaitState("completed", waiting.toArray(String[]::new));

        assertThat(takenSince(before)).startsWith(lost).containsAll(waiting);
    }

    @Test
    void ofAnElementThatWasAwayTheLostLineIsWhatItIsTriedWith() {
        List<String> lines = lines(JONAS, ORDERS + 1);
        network.behave("hlr", "{\"mode\": \"DOWN\"}");
        List<String> waiting = newLinesAndSuspensions(JONAS, lines);
        await("hlr to be left in peace", () -> !state("hlr").equals("CLOSED"));
        await("all to wait", () -> jobsWaiting("hlr") >= waiting.size());
        int before = network.requestsTaken("hlr").size();
        String lost = orders.place(OrderClient.suspend(JONAS, lines.getLast(), "lost-or-stolen"));
        await("the lost line to wait", () -> jobsWaiting("hlr") > waiting.size());
        int tried = network.requests("hlr");
        await("it to be tried with, in vain", () -> network.requests("hlr") > tried);

        network.behave("hlr", "{\"mode\": \"NORMAL\"}");
        orders.awaitState("completed", lost);
        orders.awaitState("completed", waiting.toArray(String[]::new));

        assertThat(takenSince(before)).startsWith(lost).containsAll(waiting);
    }

    @Test
    void aLineIsBarredWhileElementsAreAwayThatHaveNoPartInThat() {
        String line = lines(GRETA, 1).getFirst();
        limit("policy", maintenance());
        String other = orders.place(mobileOrder(JONAS));
        String lost = orders.place(OrderClient.suspend(GRETA, line, "lost-or-stolen"));
        orders.awaitState("completed", lost);
        assertThat(orders.state(other)).as("it has a part in that").isEqualTo("acknowledged");

        limit("policy", "{}");
        orders.awaitState("completed", other);
    }

    /** The new ones wait to be checked; the others for the same step as a lost line. */
    private static List<String> newLinesAndSuspensions(int customer, List<String> lines) {
        List<String> placed = new ArrayList<>(place(customer, ORDERS));
        for (String line : lines.subList(0, ORDERS)) {
            placed.add(orders.place(OrderClient.suspend(customer, line, "voluntary")));
        }
        return placed;
    }

    /** Products of a customer: lines that are in use. */
    private static List<String> lines(int customer, int number) {
        List<String> placed = place(customer, number);
        orders.awaitState("completed", placed.toArray(String[]::new));
        return placed.stream().map(order -> orders.product(order, "1")).toList();
    }

    private static List<String> place(int customer, int number) {
        return IntStream.range(0, number)
                .mapToObj(one -> orders.place(mobileOrder(customer)))
                .toList();
    }

    /** The orders whose requests the register has taken since then, each where it comes first. */
    private static List<String> takenSince(int before) {
        List<String> taken = network.requestsTaken("hlr");
        return taken.subList(before, taken.size()).stream()
                .map(Network::orderOf)
                .distinct()
                .toList();
    }

    private static String maintenance() {
        Instant end = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        return "{\"maintenance\": {\"until\": \"" + end + "\", \"reason\": \"new boards\"}}";
    }

    private static JsonObject element(String element) {
        return ops.get("/ops/v1/elements/" + element).expect(200).json().asJsonObject();
    }

    private static String state(String element) {
        return element(element).getString("state");
    }

    private static int jobsWaiting(String element) {
        return element(element).getInt("jobsWaiting");
    }

    private static void limit(String element, String limits) {
        ops.put("/ops/v1/elements/" + element + "/limits", OrderClient.JSON, limits)
                .expect(200);
    }

    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, SOON, condition, () -> ops.get("/ops/v1/elements").body());
    }
}
