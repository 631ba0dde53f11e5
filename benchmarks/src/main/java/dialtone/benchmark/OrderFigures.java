package dialtone.benchmark;

import dialtone.load.Api;
import dialtone.load.OrderLoad;
import dialtone.load.Waiting;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How fast orders of the sample come from POST to completed. */
final class OrderFigures {

    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final int CLIENTS = 16;
    private static final Pattern SERVICE_TASK = Pattern.compile("<bpmn:serviceTask id=\"([^\"]+)\"");

    private final OrderLoad load;
    private final Api ops;

    OrderFigures(URI server, String sample) {
        load = new OrderLoad(server, number -> sample);
        ops = Api.as("ops", server);
    }

    /** @return orders completed a second, from the first POST until the last is completed */
    double throughput(int orders) {
        long before = load.completed();
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<CompletableFuture<String>> placed = new ArrayList<>();
            for (int number = 0; number < orders; number++) {
                int next = number;
                placed.add(CompletableFuture.supplyAsync(() -> load.place(next), clients));
            }
            placed.forEach(OrderFigures::join);
        }
        Waiting.until(
                orders + " orders completed",
                DEADLINE,
                Duration.ofMillis(500),
                () -> load.completed() >= before + orders,
                () -> load.completed() - before + " are");
        return orders / seconds(begun);
    }

    /** Milliseconds from POST to completed, median and 99th percentile, one order after another at a steady rate. */
    record Latency(long medianMillis, long p99Millis, int orders) {}

    Latency latency(int orders, Duration between) {
        long[] millis = new long[orders];
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<CompletableFuture<Long>> followed = new ArrayList<>();
            for (int number = 0; number < orders; number++) {
                followed.add(CompletableFuture.supplyAsync(
                        this::placeAndFollow,
                        CompletableFuture.delayedExecutor(
                                between.toMillis() * number, TimeUnit.MILLISECONDS, clients)));
            }
            for (int number = 0; number < orders; number++) {
                millis[number] = join(followed.get(number));
            }
        }
        Arrays.sort(millis);
        return new Latency(millis[orders / 2], millis[(int) Math.ceil(orders * 0.99) - 1], orders);
    }

    private long placeAndFollow() {
        long begun = System.nanoTime();
        follow(load.place(0));
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private void follow(String id) {
        Waiting.until(
                "order " + id + " completed",
                DEADLINE,
                Duration.ofMillis(10),
                () -> load.state(id).equals(OrderLoad.COMPLETED),
                () -> "it is " + load.state(id));
    }

    /** Places an order and counts the jobs that the engine handed out for it, in the engine's own records. */
    int jobsOfAnOrder() {
        String id = load.place(0);
        follow(id);
        Waiting.until(
                "records of order " + id,
                DEADLINE,
                () -> !instances(id).isEmpty() && allEnded(id),
                () -> instances(id).toString());
        int jobs = 0;
        for (JsonObject instance : instances(id)) {
            String path = "/ops/v1/process-instances/" + instance.getString("key");
            String diagram =
                    ops.with("Accept", "*/*").get(path + "/diagram").expect(200).body();
            Set<String> tasks = SERVICE_TASK
                    .matcher(diagram)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            JsonObject found = ops.get(path).expect(200).json().asJsonObject();
            for (JsonObject element : found.getJsonArray("elements").getValuesAs(JsonObject.class)) {
                if (tasks.contains(element.getString("elementId"))) {
                    jobs += element.getInt("completed");
                }
            }
        }
        return jobs;
    }

    private boolean allEnded(String id) {
        return instances(id).stream()
                .allMatch(instance -> instance.getString("state").equals("COMPLETED"));
    }

    private List<JsonObject> instances(String id) {
        return ops.get("/ops/v1/process-instances?limit=100&businessKey=" + id)
                .expectOneOf(200, 206)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class);
    }

    static double seconds(long begunNanos) {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
