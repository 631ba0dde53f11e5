package dialtone.load;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Many orders at once, placed through TMF622 as other systems would, and what became of them. */
public final class OrderLoad {

    public static final String ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder";

    public static final String COMPLETED = "completed";

    /** Every state that is not final. */
    private static final List<String> OPEN =
            List.of("acknowledged", "pending", "held", "inProgress", "assessingCancellation", "pendingCancellation");

    /** The most that a list answers at once. */
    private static final int PAGE = 500;

    private static final String JSON = "application/json";
    private static final Duration ANSWER_DEADLINE = Duration.ofMinutes(3);

    /** The orders have better use for the server than being looked at. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final int CLIENTS = 8;

    private final Api csr;
    private final Api ops;
    private final IntFunction<String> bodies;

    /** @param bodies of the orders, by their number from 0 */
    public OrderLoad(URI server, IntFunction<String> bodies) {
        this.csr = Api.as("csr", server);
        this.ops = Api.as("ops", server);
        this.bodies = bodies;
    }

    /** Orders on their way. */
    public record Placing(ExecutorService clients, List<Future<String>> orders) {

        /** Waits until each is answered; this ends the placing.
         *
         * @return ids in the order of their numbers
         */
        public List<String> ids() {
            try {
                return orders.stream().map(OrderLoad::get).toList();
            } finally {
                clients.shutdownNow();
            }
        }

        public long answered() {
            return orders.stream().filter(Future::isDone).count();
        }
    }

    /** Each client repeats its POST with the order's idempotency key until it is answered, whoever dies meanwhile. */
    public Placing begin(int orders, String keyPrefix) {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<String>> placed = new ArrayList<>();
        for (int number = 0; number < orders; number++) {
            String key = keyPrefix + "-" + number;
            String body = bodies.apply(number);
            placed.add(clients.submit(() -> place(key, body)));
        }
        return new Placing(clients, placed);
    }

    /** One POST without a key.
     *
     * @return the order's id
     */
    public String place(int number) {
        return id(csr.post(ORDERS, JSON, bodies.apply(number)).expect(201));
    }

    /** What cannot be reached or answers 5xx is asked again. */
    private String place(String key, String body) {
        Api keyed = csr.with("Idempotency-Key", key);
        AtomicReference<String> last = new AtomicReference<>("no answer");
        return Waiting.value(
                "an answer to order " + key,
                ANSWER_DEADLINE,
                () -> {
                    try {
                        Api.Answer answer = keyed.post(ORDERS, JSON, body);
                        last.set(answer.status() + " " + answer.body());
                        return answer.status() == 201 ? Optional.of(id(answer)) : Optional.empty();
                    } catch (UncheckedIOException away) {
                        last.set(String.valueOf(away.getMessage()));
                        return Optional.empty();
                    }
                },
                last::get);
    }

    private static String id(Api.Answer answer) {
        return answer.json().asJsonObject().getString("id");
    }

    /**
     * Waits until each of the orders is final or waits for a person. It looks at one until that is so and then at the next, which has settled
     * meanwhile; at the end at all at once.
     *
     * @return the reasons of those that wait, by order; none is blank
     */
    public Map<String, String> awaitSettled(Set<String> ids, Duration deadline) {
        Deque<String> open = new ArrayDeque<>(ids);
        Map<String, String> reasons = new HashMap<>();
        Waiting.until(
                "all " + ids.size() + " orders final or in fallout",
                deadline,
                BETWEEN_LOOKS,
                () -> {
                    try {
                        return eachIsSettled(open) && allAreSettled(ids, open, reasons);
                    } catch (UncheckedIOException | AssertionError away) {
                        return false; // the server is not back yet
                    }
                },
                () -> open.size() + " may be open, such as " + whereabouts(open.element()));
        return Map.copyOf(reasons);
    }

    /** Takes those that are settled from the head; false when the next one is not. */
    private boolean eachIsSettled(Deque<String> open) {
        while (!open.isEmpty()) {
            String next = open.element();
            if (OPEN.contains(state(next)) && !falloutReasons().containsKey(next)) {
                return false;
            }
            open.remove();
        }
        return true;
    }

    /** What waited for a person may have gone on since it was looked at: that is to be looked at again. */
    private boolean allAreSettled(Set<String> ids, Deque<String> open, Map<String, String> reasons) {
        Set<String> left = inState(String.join(",", OPEN));
        left.retainAll(ids);
        reasons.clear();
        reasons.putAll(falloutReasons());
        reasons.keySet().retainAll(left);
        left.removeAll(reasons.keySet());
        open.addAll(left);
        return left.isEmpty();
    }

    /** What there is to be seen of an order that does not go on, and of all that it may wait for. */
    private String whereabouts(String id) {
        StringBuilder words = new StringBuilder(
                csr.get(ORDERS + "/" + id + "?fields=id,state").body());
        for (JsonObject instance : ops.get("/ops/v1/process-instances?businessKey=" + id)
                .expectOneOf(200, 206)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class)) {
            words.append("; instance ")
                    .append(ops.get("/ops/v1/process-instances/" + instance.getString("key"))
                            .body());
        }
        return words.append("; elements ")
                .append(ops.get("/ops/v1/elements").body())
                .append("; status ")
                .append(ops.get("/ops/v1/status").body())
                .toString();
    }

    /** Ids of all orders in one of the states, comma-separated. */
    public Set<String> inState(String states) {
        Set<String> ids = new LinkedHashSet<>();
        long total = 1;
        for (int offset = 0; offset < total; offset += PAGE) {
            Api.Answer page = csr.get(ORDERS + "?state=" + states + "&fields=id&limit=" + PAGE + "&offset=" + offset)
                    .expectOneOf(200, 206);
            total = page.total();
            page.json().asJsonArray().getValuesAs(JsonObject.class).forEach(order -> ids.add(order.getString("id")));
        }
        return ids;
    }

    /** How many orders are completed. */
    public long completed() {
        return csr.get(ORDERS + "?state=" + COMPLETED + "&fields=id&limit=1")
                .expectOneOf(200, 206)
                .total();
    }

    public String state(String id) {
        return csr.get(ORDERS + "/" + id + "?fields=state")
                .expect(200)
                .json()
                .asJsonObject()
                .getString("state");
    }

    private Map<String, String> falloutReasons() {
        Map<String, String> reasons = new HashMap<>();
        for (JsonObject task : ops.get("/ops/v1/fallout-tasks?limit=" + PAGE)
                .expectOneOf(200, 206)
                .json()
                .asJsonArray()
                .getValuesAs(JsonObject.class)) {
            if (!task.getString("errorMessage", "").isBlank()) {
                reasons.put(task.getString("orderId"), task.getString("errorMessage"));
            }
        }
        return reasons;
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
