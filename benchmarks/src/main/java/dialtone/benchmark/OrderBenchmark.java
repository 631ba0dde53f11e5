package dialtone.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a running installation does with orders, beside what a broker alone does with as many jobs.
 *
 * <p>Arguments: server URI, gateway of the broker alone, the sample order's file, number of orders.
 */
public final class OrderBenchmark {

    /** Both sides are to be measured as they run for months: their first hundreds go with the compiler's work. */
    private static final int WARM_UP_ORDERS = 300;

    private static final int WARM_UP_INSTANCES = 900;
    private static final int ROUNDS = 3;
    private static final int LATENCY_ORDERS = 60;
    private static final Duration BETWEEN_LATENCY_ORDERS = Duration.ofMillis(500);

    private OrderBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        URI server = URI.create(arguments[0]);
        String bareGateway = arguments[1];
        String sample = Files.readString(Path.of(arguments[2]));
        int orders = Integer.parseInt(arguments[3]);

        OrderFigures load = new OrderFigures(server, sample);
        int jobs = load.jobsOfAnOrder();
        Report.line(String.format(Locale.ROOT, "One order is %d jobs of the engine.", jobs));
        try (BareBroker bare = new BareBroker(bareGateway)) {
            load.throughput(WARM_UP_ORDERS);
            bare.throughput(WARM_UP_INSTANCES, jobs);
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                double dialtone = load.throughput(orders);
                double broker = bare.throughput(orders, jobs);
                ratios[round] = dialtone / broker;
                Report.line(String.format(
                        Locale.ROOT,
                        "Round %d: %.1f orders/s end to end; the bare broker %.1f instances/s of %d no-op jobs; ratio %.3f",
                        round + 1,
                        dialtone,
                        broker,
                        jobs,
                        ratios[round]));
            }
            Arrays.sort(ratios);
            Report.line(String.format(Locale.ROOT, "Ratio, median of %d rounds: %.3f", ROUNDS, ratios[ROUNDS / 2]));
        }
        OrderFigures.Latency latency = load.latency(LATENCY_ORDERS, BETWEEN_LATENCY_ORDERS);
        Report.line(String.format(
                Locale.ROOT,
                "From POST to completed at 2 orders/s (%d orders): p50 %d ms, p99 %d ms",
                latency.orders(),
                latency.medianMillis(),
                latency.p99Millis()));
    }
}
