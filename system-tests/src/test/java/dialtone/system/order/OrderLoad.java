package dialtone.system.order;

import dialtone.system.Api;
import dialtone.system.Waiting;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** Many orders at once, placed by clients that do not give up: each repeats its POST with its idempotency key until answered. */
final class OrderLoad {

    static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";

    private static final Set<String> FINAL = Set.of("completed", "failed", "rejected", "cancelled", "partial");
    private static final Duration ANSWER_DEADLINE = Duration.ofMinutes(3);
    private static final int CLIENTS = 8;

    private final Api csr;
    private final Api ops;
    private final String body;

    OrderLoad(URI server, String body) {
        this.csr = Api.as("csr", server);
        this.ops = Api.as("ops", server);
        this.body = body;
    }

    /** Orders on their way. */
    record Placing(ExecutorService clients, List<Future<String>> orders) {
        /** @return ids in the order of their keys */
        Set<String> ids() {
            Set<String> ids = new LinkedHashSet<>();
            for (Future<String> order : orders) {
                ids.add(get(order));
            }
            clients.shutdown();
            return ids;
        }

        long answered() {
            return orders.stream().filter(Future::isDone).count();
        }
    }

    Placing begin(int orders, String keyPrefix) {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<String>> placed = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            String key = keyPrefix + "-" + i;
            placed.add(clients.submit(() -> place(key)));
        }
        return new Placing(clients, placed);
    }

    /** Repeats the POST with its key until there is an answer; what cannot be reached or answers 5xx is asked again. */
    private String place(String key) {
        Api keyed = csr.with("Idempotency-Key", key);
        AtomicReference<String> id = new AtomicReference<>("");
        AtomicReference<String> last = new AtomicReference<>("no answer");
        Waiting.until(
                "an answer to order " + key,
                ANSWER_DEADLINE,
                () -> {
                    try {
                        Api.Answer answer = keyed.post(ORDERS, "application/json", body);
                        last.set(answer.status() + " " + answer.body());
                        if (answer.status() == 201) {
                            id.set(answer.json().asJsonObject().getString("id"));
                        }
                        return answer.status() == 201;
                    } catch (UncheckedIOException away) {
                        last.set(away.getMessage());
                        return false;
                    }
                },
                last::get);
        return id.get();
    }

    /** Waits until each order is final or in fallout, and returns the number of orders by state. */
    Map<String, Integer> awaitSettled(Set<String> ids, Duration deadline) {
        Set<String> open = new LinkedHashSet<>(ids);
        Map<String, Integer> states = new TreeMap<>();
        Waiting.until(
                "all " + ids.size() + " orders final or in fallout",
                deadline,
                () -> {
                    try {
                        Set<String> inFallout = inFallout();
                        open.removeIf(id -> settled(id, inFallout, states));
                    } catch (UncheckedIOException | AssertionError away) {
                        return false; // the server is not back yet
                    }
                    return open.isEmpty();
                },
                () -> open.size() + " are open, such as "
                        + csr.get(ORDERS + "/" + open.iterator().next()).body());
        return states;
    }

    /** Those of the orders that are in the state now. */
    List<String> inState(String state, Set<String> ids) {
        return ids.stream().filter(id -> state(id).equals(state)).toList();
    }

    private String state(String id) {
        return csr.get(ORDERS + "/" + id + "?fields=state")
                .expect(200)
                .json()
                .asJsonObject()
                .getString("state");
    }

    private boolean settled(String id, Set<String> inFallout, Map<String, Integer> states) {
        String state = state(id);
        boolean settled = FINAL.contains(state) || inFallout.contains(id);
        if (settled) {
            states.merge(FINAL.contains(state) ? state : "fallout", 1, Integer::sum);
        }
        return settled;
    }

    private Set<String> inFallout() {
        Set<String> orders = new LinkedHashSet<>();
        JsonArray tasks = ops.get("/ops/v1/fallout-tasks?limit=500").json().asJsonArray();
        for (JsonValue task : tasks) {
            JsonObject row = task.asJsonObject();
            if (!row.getString("errorMessage", "").isBlank()) {
                orders.add(row.getString("orderId"));
            }
        }
        return orders;
    }

    private static String get(Future<String> order) {
        try {
            return order.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("An order was not answered", e.getCause());
        }
    }
}
