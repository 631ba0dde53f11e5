package dialtone.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Orders of the sample, placed through TMF622 as a partner would and followed to completed. */
final class OrderLoad {

    private static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final int CLIENTS = 16;
    private static final Pattern SERVICE_TASK = Pattern.compile("<bpmn:serviceTask id=\"([^\"]+)\"");

    private final Api api;
    private final String sample;

    OrderLoad(Api api, String sample) {
        this.api = api;
        this.sample = sample;
    }

    /** @return id of the order */
    String place() {
        return api.post("csr", ORDERS, "application/json", sample).get("id").asText();
    }

    /** @return orders completed a second, from the first POST until the last is completed */
    double throughput(int orders) {
        long before = completed();
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<String>> placed = new ArrayList<>();
            for (int i = 0; i < orders; i++) {
                placed.add(clients.submit(this::place));
            }
            for (Future<String> order : placed) {
                get(order);
            }
        }
        Waiting.until(
                orders + " orders completed", DEADLINE, Duration.ofMillis(100), () -> completed() >= before + orders);
        return orders / seconds(begun);
    }

    private long completed() {
        return api.total("csr", ORDERS + "?state=completed&fields=id&limit=1");
    }

    /** Milliseconds from POST to completed, median and 99th percentile, one order after another at a steady rate. */
    record Latency(long medianMillis, long p99Millis, int orders) {}

    Latency latency(int orders, Duration between) {
        long[] millis = new long[orders];
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Long>> followed = new ArrayList<>();
            for (int i = 0; i < orders; i++) {
                followed.add(clients.submit(this::placeAndFollow));
                Waiting.pause(between);
            }
            for (int i = 0; i < orders; i++) {
                millis[i] = get(followed.get(i));
            }
        }
        Arrays.sort(millis);
        return new Latency(millis[orders / 2], millis[(int) Math.ceil(orders * 0.99) - 1], orders);
    }

    private long placeAndFollow() {
        long begun = System.nanoTime();
        String id = place();
        follow(id);
        return (System.nanoTime() - begun) / 1_000_000;
    }

    void follow(String id) {
        Waiting.until(
                "order " + id + " completed",
                DEADLINE,
                Duration.ofMillis(10),
                () -> api.get("csr", ORDERS + "/" + id + "?fields=state")
                        .get("state")
                        .asText()
                        .equals("completed"));
    }

    /** Jobs that the engine handed out for the order, counted in the engine's own records. */
    int jobs(String id) {
        Waiting.until(
                "records of order " + id,
                DEADLINE,
                Duration.ofMillis(200),
                () -> instances(id).size() > 0 && allEnded(id));
        int jobs = 0;
        for (JsonNode instance : instances(id)) {
            String path = "/ops/v1/process-instances/" + instance.get("key").asText();
            Set<String> tasks = SERVICE_TASK
                    .matcher(api.text("ops", path + "/diagram"))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            for (JsonNode element : api.get("ops", path).get("elements")) {
                if (tasks.contains(element.get("elementId").asText())) {
                    jobs += element.get("completed").asInt();
                }
            }
        }
        return jobs;
    }

    private boolean allEnded(String id) {
        for (JsonNode instance : instances(id)) {
            if (!instance.get("state").asText().equals("COMPLETED")) {
                return false;
            }
        }
        return true;
    }

    private JsonNode instances(String id) {
        return api.get("ops", "/ops/v1/process-instances?limit=100&businessKey=" + id);
    }

    static double seconds(long begunNanos) {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
