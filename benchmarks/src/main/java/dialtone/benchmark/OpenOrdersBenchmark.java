package dialtone.benchmark;

import dialtone.load.Api;
import dialtone.load.OrderLoad;
import dialtone.load.Waiting;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * What orders that stand open cost a new one: from POST to completed on an installation where nothing is open, and on the same one with so
 * many open.
 *
 * <p>Open are orders of lines with an eSIM, which have come to their last step: half of them wait for the SM-DP+, which is in maintenance,
 * and half for a person, for it has refused their profile. The measured ones have a card and do not ask the SM-DP+. Not among the open ones
 * are such as an element has accepted and does not report: each asks it every 15 s, which is load and not standing. All have turned red
 * before the second measurement: that is told once, too.
 *
 * <p>Arguments: server URI, simulator URI, the sample order's file, number of open orders (2 to 20000).
 */
public final class OpenOrdersBenchmark {

    private static final int MOST_OPEN = 20_000;

    /** The first go with the compiler's work, which those that are opened later would have done for the second measurement alone. */
    private static final int WARM_UP_ORDERS = 1000;

    private static final int LATENCY_ORDERS = 200;
    private static final Duration BETWEEN_LATENCY_ORDERS = Duration.ofMillis(500);

    /** Two orders a second are brought at the least, with a machine that does something else at the same time. */
    private static final Duration FOR_EACH = Duration.ofMillis(500);

    private static final Duration SHORTEST_DEADLINE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final String ELEMENT = "smdp";
    private static final String REFUSE = "{\"mode\": \"REFUSE\"}";
    private static final String JSON = "application/json";

    private final OrderFigures measured;
    private final OrderLoad held;
    private final Api ops;
    private final Api control;

    private OpenOrdersBenchmark(URI server, URI simulator, String sample) {
        measured = new OrderFigures(server, sample.replace("esim", "physical").replace("-100001", "-100003"));
        held = new OrderLoad(server, number -> sample);
        ops = Api.as("ops", server);
        control = Api.anonymous(simulator);
    }

    public static void main(String[] arguments) throws IOException {
        int open = Integer.parseInt(arguments[3]);
        if (open < 2 || open > MOST_OPEN) {
            throw new IllegalArgumentException("2 to " + MOST_OPEN + " open orders, not " + open);
        }
        new OpenOrdersBenchmark(
                        URI.create(arguments[0]), URI.create(arguments[1]), Files.readString(Path.of(arguments[2])))
                .run(open);
    }

    private void run(int open) {
        measured.throughput(WARM_UP_ORDERS);
        OrderFigures.Latency empty = measured.latency(LATENCY_ORDERS, BETWEEN_LATENCY_ORDERS);
        report("Nothing open", empty);
        long begun = System.nanoTime();
        int refused = open / 2;
        control.put("/control/" + ELEMENT + "/behaviour", JSON, REFUSE).expect(200);
        held.begin(refused, "refused").ids();
        await("orders in fallout", refused, this::inFallout);
        ops.put("/ops/v1/elements/" + ELEMENT + "/limits", JSON, maintenance()).expect(200);
        held.begin(open - refused, "waiting").ids();
        await("orders waiting for the element", open - refused, this::waiting);
        await("orders in red", open, this::red);
        Report.line(String.format(
                Locale.ROOT,
                "%d orders stand open, %d in fallout and %d waiting for an element; bringing them took %.0f s",
                open,
                refused,
                open - refused,
                OrderFigures.seconds(begun)));
        OrderFigures.Latency full = measured.latency(LATENCY_ORDERS, BETWEEN_LATENCY_ORDERS);
        report(open + " open", full);
        long still = inFallout() + waiting();
        if (still < open) {
            throw new IllegalStateException("Only " + still + " of " + open + " were still open at the end");
        }
        Report.line(String.format(
                Locale.ROOT,
                "Ratio of %d open to none: p50 %.3f, p99 %.3f (the aim is below 1.25)",
                open,
                (double) full.medianMillis() / empty.medianMillis(),
                (double) full.p99Millis() / empty.p99Millis()));
    }

    private static void report(String when, OrderFigures.Latency latency) {
        Report.line(String.format(
                Locale.ROOT,
                "%s: from POST to completed at 2 orders/s (%d orders): p50 %d ms, p99 %d ms",
                when,
                latency.orders(),
                latency.medianMillis(),
                latency.p99Millis()));
    }

    private interface Count {
        long now();
    }

    private static void await(String what, int wanted, Count count) {
        Duration deadline = FOR_EACH.multipliedBy(wanted);
        Waiting.until(
                wanted + " " + what,
                deadline.compareTo(SHORTEST_DEADLINE) < 0 ? SHORTEST_DEADLINE : deadline,
                LOOK,
                () -> count.now() >= wanted,
                () -> count.now() + " are");
    }

    private long inFallout() {
        return ops.get("/ops/v1/fallout-tasks?limit=1").expectOneOf(200, 206).total();
    }

    private long waiting() {
        JsonObject element =
                ops.get("/ops/v1/elements/" + ELEMENT).expect(200).json().asJsonObject();
        return element.getJsonNumber("jobsWaiting").longValue();
    }

    private long red() {
        return ops.get("/ops/v1/jeopardy-tasks?limit=1").expectOneOf(200, 206).total();
    }

    private static String maintenance() {
        return "{\"maintenance\": {\"until\": \"" + Clock.systemUTC().instant().plus(Duration.ofHours(12))
                + "\", \"reason\": \"orders are to stand open\"}}";
    }
}
