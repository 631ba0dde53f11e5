import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Places the demo order as a customer service representative would, through TMF622, and follows it to the end, printing each
 * state as it changes. A single source file: {@code ./run} starts it with {@code java DemoOrder.java}, so that the machine
 * needs no curl.
 *
 * <p>Arguments: the server's address and the file with the order. Exit code 0: completed; 1: it ended otherwise or not in
 * time, and a line says how; 3: it waits for what the server's status names as a problem, such as an element in maintenance.
 */
final class DemoOrder {

    private static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";

    /** The demo's logins; they exist only in the demo data set. */
    private static final String CSR = credential("csr:csr-demo");

    private static final String OPERATIONS = credential("ops:ops-demo");

    private static final Set<String> FINAL_STATES = Set.of("completed", "rejected", "cancelled", "failed", "partial");

    /** A healthy installation takes a few seconds; a cold one on a busy machine has been seen to take twenty. */
    private static final Duration DEADLINE = Duration.ofSeconds(120);

    /** From then on an order that is not done is asked why; before, an installation is busy with having been started. */
    private static final Duration SOON = Duration.ofSeconds(20);

    /** In place of the state it ended in: it goes on when somebody has seen to what is wrong. */
    private static final String WAITS = "waits";

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CALL_TIMEOUT).build();
    private final String server;
    private final long begun = System.nanoTime();
    private final Map<String, String> shown = new ConcurrentHashMap<>();

    private DemoOrder(String server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: java DemoOrder.java SERVER ORDER_FILE");
            System.exit(2);
        }
        try {
            System.exit(
                    switch (new DemoOrder(arguments[0]).run(Path.of(arguments[1]))) {
                        case "completed" -> 0;
                        case WAITS -> 3;
                        default -> 1;
                    });
        } catch (IOException outage) {
            System.err.println("run: the server did not answer the demo order: " + outage);
            System.exit(1);
        }
    }

    /** @return the state that the order ended in, or {@link #WAITS}; empty when there is none, and a line says why */
    private String run(Path file) throws IOException, InterruptedException {
        HttpResponse<String> placed = http.send(
                request(URI.create(server + ORDERS))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(Files.readString(file)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (placed.statusCode() != 201) {
            System.err.println("run: the demo order was refused with " + placed.statusCode() + ": " + placed.body());
            return "";
        }
        JsonObject order = json(placed.body());
        String id = order.getString("id");
        show(order, "order " + id);
        return follow(id);
    }

    /** Looks at the order until it has ended or waits, and returns the state it ended in; empty when it did not in time. */
    private String follow(String id) throws IOException, InterruptedException {
        CompletableFuture<String> ended = new CompletableFuture<>();
        try (ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> looking = looks.scheduleWithFixedDelay(
                    () -> look(id, ended), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return ended.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                System.err.println("run: after " + DEADLINE.toSeconds() + " s the demo order " + id + " is still "
                        + shown.getOrDefault("order " + id, "without a state") + ": " + server + ORDERS + "/" + id);
                return "";
            } catch (ExecutionException failed) {
                throw new IOException(failed.getCause().getMessage(), failed.getCause());
            } finally {
                looking.cancel(true);
            }
        }
    }

    private void look(String id, CompletableFuture<String> ended) {
        try {
            HttpResponse<String> looked = http.send(
                    request(URI.create(server + ORDERS + "/" + id)).GET().build(), HttpResponse.BodyHandlers.ofString());
            if (looked.statusCode() != 200) {
                throw new IOException("looking at the demo order answered " + looked.statusCode() + ": " + looked.body());
            }
            JsonObject order = json(looked.body());
            showSteps(id);
            show(order, "order " + id);
            if (FINAL_STATES.contains(order.getString("state", ""))) {
                ended.complete(order.getString("state"));
            } else if (elapsed().compareTo(SOON) > 0 && hasProblems(id)) {
                ended.complete(WAITS);
            }
        } catch (IOException | RuntimeException failed) {
            ended.completeExceptionally(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The plan's steps; there is none before the order is validated. */
    private void showSteps(String id) throws IOException, InterruptedException {
        HttpResponse<String> looked = http.send(
                request(URI.create(server + "/ops/v1/orders/" + id + "/plan")).GET().build(),
                HttpResponse.BodyHandlers.ofString());
        if (looked.statusCode() != 200) {
            return;
        }
        for (JsonObject step : objects(json(looked.body()).getJsonArray("steps"))) {
            show(step, "step  " + step.getString("name"));
        }
    }

    /** Whether the server names any of its own accord; prints them. */
    private boolean hasProblems(String id) throws IOException, InterruptedException {
        HttpResponse<String> looked = http.send(
                request(URI.create(server + "/ops/v1/status"))
                        .setHeader("Authorization", OPERATIONS)
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonArray problems = looked.statusCode() == 200 ? json(looked.body()).getJsonArray("problems") : null;
        if (problems == null || problems.isEmpty()) {
            return false;
        }
        System.err.println("run: the demo order " + id + " waits, and the server says why it may:");
        for (JsonValue problem : problems) {
            System.err.println("       " + (problem instanceof JsonString text ? text.getString() : problem));
        }
        return true;
    }

    private static String credential(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(CALL_TIMEOUT)
                .header("Authorization", CSR)
                .header("Accept", "application/json");
    }

    /** Prints what has changed: the object's state, and that of each object in it that has one. */
    private void show(JsonObject object, String name) {
        JsonValue state = object.get("state");
        if (state instanceof JsonString text && !text.getString().equals(shown.put(name, text.getString()))) {
            System.out.printf("  %5.1f s  %-44s %s%n", elapsed().toMillis() / 1000.0, name, text.getString());
        }
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            if (member.getValue() instanceof JsonArray array) {
                for (JsonObject element : objects(array)) {
                    show(element, nameOf(member.getKey(), element));
                }
            } else if (member.getValue() instanceof JsonObject inner) {
                show(inner, nameOf(member.getKey(), inner));
            }
        }
    }

    private static String nameOf(String role, JsonObject element) {
        StringBuilder name = new StringBuilder(role);
        for (String key : List.of("id", "name", "action")) {
            if (element.get(key) instanceof JsonString text) {
                name.append(' ').append(text.getString());
            }
        }
        return name.toString();
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
