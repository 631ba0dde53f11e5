package dialtone.system.storm;

import dialtone.load.Api;
import dialtone.load.OrderLoad;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Installation.Part;
import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Many lives at once in bad weather. What is ordered, when somebody changes his mind, which faults the network has, what operators decide
 * and after how many orders which process is killed is drawn from the seed; what of it meets is up to the machine.
 */
final class Storm {

    private static final Logger LOG = Logger.getLogger("dialtone.system");

    /** Killed in turn. */
    private static final List<Part> VICTIMS = List.of(Part.BROKER, Part.SERVER, Part.SIMULATOR);

    private static final int CLIENTS = 10;
    private static final int STEADY_TRIES = 20;
    private static final Duration ANSWER = Duration.ofMinutes(4);
    private static final Duration ENDING = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);
    private static final String JSON = "application/json";
    private static final String CANCELLATIONS = "/tmf-api/productOrderingManagement/v4/cancelProductOrder";
    private static final Set<String> FINAL = Set.of("completed", "partial", "cancelled", "failed", "rejected");
    private static final Set<String> DELIVERED = Set.of("completed", "partial");
    private static final Pattern CODE = Pattern.compile("this code: ([0-9]{6})");
    private static final CountDownLatch NEVER_OPENED = new CountDownLatch(1);

    private final Installation installation;
    private final long seed;
    private final List<Life> lives;
    private final Network network;
    private final Api csr;
    private final Api billing;
    private final Set<String> orders = new ConcurrentSkipListSet<>();

    /** Those of steady lives among them. */
    private final Set<String> steady = new ConcurrentSkipListSet<>();

    private final Map<String, Integer> endings = new ConcurrentSkipListMap<>();

    /** How often amendments were answered with what status. */
    private final Map<Integer, Integer> amendments = new ConcurrentSkipListMap<>();

    /** How the turns of the lives ended, by their kinds. */
    private final Map<String, Integer> turns = new ConcurrentSkipListMap<>();

    Storm(Installation installation, long seed, int orders) {
        this.installation = installation;
        this.seed = seed;
        this.lives = Life.draw(new Random(seed), orders);
        this.network = new Network(installation.simulator());
        this.csr = Api.as("csr", installation.server());
        this.billing = Api.as("billing", installation.server());
    }

    /**
     * Returns when every order has ended.
     *
     * @param kills how many times a process is killed, broker, server and simulator in turn
     * @return ids of the orders
     */
    Set<String> blow(int kills) {
        Weather weather = new Weather(new Random(seed + 1), network);
        Desk desk = new Desk(new Random(seed + 2), Api.as("ops", installation.server()), steady::contains);
        Post post = new Post(new Random(seed + 4), network);
        Thread blowing = Thread.ofPlatform().name("weather").start(weather);
        Thread deciding = Thread.ofPlatform().name("desk").start(desk);
        Thread carrying = Thread.ofPlatform().name("post").start(post);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> living = new ArrayList<>();
            lives.forEach(life -> living.add(clients.submit(() -> live(life))));
            kill(kills, living);
            living.forEach(Storm::await);
        } finally {
            weather.clear(blowing);
            desk.close();
            await(deciding);
            post.close();
            await(carrying);
            Waiting.until(
                    "all is told of returns",
                    ANSWER,
                    BETWEEN_LOOKS,
                    () -> network.untoldReturns() == 0,
                    () -> network.untoldReturns() + " are not");
        }
        LOG.info(() -> "storm " + seed + ": " + orders.size() + " orders of " + lives.size() + " lines ended " + endings
                + ", turns " + turns
                + ", amendments answered " + amendments
                + ", faults " + weather.faults() + ", decisions " + desk.decided() + ", parcels "
                + post.delivered());
        return Set.copyOf(orders);
    }

    /** Evenly over the lives, each after as many have ended as the seed says. */
    private void kill(int kills, List<Future<?>> living) {
        Random random = new Random(seed + 3);
        for (int i = 0; i < kills; i++) {
            Part victim = VICTIMS.get(i % VICTIMS.size());
            int after = (int) ((i + random.nextDouble()) * lives.size() / (kills + 1));
            Waiting.until(
                    after + " of " + lives.size() + " lives ended, to kill " + victim,
                    ENDING,
                    BETWEEN_LOOKS,
                    () -> living.stream().filter(Future::isDone).count() >= after,
                    () -> living.stream().filter(Future::isDone).count() + " have");
            LOG.info(() -> "storm " + seed + ": kill of " + victim + " after " + after + " lives");
            installation.kill(victim);
            installation.start(victim);
        }
    }

    private void live(Life life) {
        AtomicInteger number = new AtomicInteger();
        Optional<String> order = insistently(life, number, life.first(), () -> true);
        List<JsonObject> delivered = order.filter(id -> DELIVERED.contains(state(id))).stream()
                .flatMap(this::delivered)
                .toList();
        Optional<String> line = product(delivered, item -> item.getString("id").equals("1"));
        Optional<String> handset = product(delivered, item -> offering(item).startsWith("handset-"));
        Optional<String> addOn = product(delivered, item -> offering(item).equals("mobile-data-boost"));
        for (Life.Turn turn : life.turns()) {
            if (line.isEmpty()) {
                return;
            }
            Optional<String> about = switch (turn.kind()) {
                case HANDSET -> handset;
                case END_ADD_ON -> addOn;
                default -> line;
            };
            if (about.isEmpty()) {
                turns.merge(turn.kind() + " of none", 1, Integer::sum);
                continue;
            }
            Life.Request request = new Life.Request(
                    Life.items(turn.kind(), about.get()), turn.twice(), turn.cancelAfter(), Optional.empty());
            Optional<String> next =
                    insistently(life, number, request, () -> !Life.needsCode(turn.kind()) || says(life, about.get()));
            turns.merge(turn.kind() + " " + next.map(this::state).orElse("refused"), 1, Integer::sum);
            boolean done = next.filter(id -> DELIVERED.contains(state(id))).isPresent();
            switch (turn.kind()) {
                case BOOST, CALLS ->
                    addOn = done ? product(delivered(next.orElseThrow()).toList(), item -> true) : addOn;
                case END_ADD_ON -> addOn = done ? Optional.empty() : addOn;
                case END -> line = done ? Optional.empty() : line;
                default -> {
                    // the line, its telephone and what was added are the same products
                }
            }
        }
    }

    private static String offering(JsonObject item) {
        return item.getJsonObject("productOffering").getString("id");
    }

    /**
     * The customer says the code that he was sent, before his line gets another SIM.
     *
     * @return whether he could; a steady one waits until the next code is sent
     */
    private boolean says(Life life, String line) {
        String codes = "/ops/v1/lines/" + line + "/sim-swap-code";
        Supplier<Api.Answer> asked = () -> answered(() -> csr.post(codes, JSON, ""));
        if (life.steady()) {
            Waiting.until(
                    "a code for " + line,
                    ANSWER,
                    BETWEEN_LOOKS,
                    () -> asked.get().status() < 300,
                    () -> asked.get().body());
        } else if (asked.get().status() >= 300) {
            return false;
        }
        String number = numberOf(line);
        Optional<String> code = mails(life).stream()
                .filter(mail -> mail.contains(number))
                .flatMap(mail -> CODE.matcher(mail).results())
                .map(found -> found.group(1))
                .findFirst();
        return code.filter(digits ->
                        answered(() -> csr.post(codes + "/confirmation", JSON, "{\"code\": \"" + digits + "\"}"))
                                        .status()
                                < 300)
                .isPresent();
    }

    private String numberOf(String line) {
        return answered(() -> csr.get("/tmf-api/productInventory/v4/product/" + line))
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonArray("realizingResource")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(resource -> resource.getString("name").equals("MSISDN"))
                .map(resource -> resource.getString("value"))
                .findFirst()
                .orElseThrow();
    }

    /** Those with codes, the newest first; asked again while the simulator is away. */
    private List<String> mails(Life life) {
        return Waiting.value(
                "mails",
                ANSWER,
                () -> {
                    try {
                        return Optional.of(network.mailsAbout(
                                Life.ADDRESSES.getOrDefault(life.customer(), ""), "Your code for another SIM"));
                    } catch (UncheckedIOException away) {
                        return Optional.empty();
                    }
                },
                () -> "none");
    }

    /**
     * In a steady life what the weather had refused is ordered anew.
     *
     * @param before what has to be done before each order; without it there is none
     */
    private Optional<String> insistently(
            Life life, AtomicInteger number, Life.Request request, BooleanSupplier before) {
        Optional<String> order = Optional.empty();
        for (int tries = 0;
                (tries == 0 || (life.steady() && tries < STEADY_TRIES))
                        && order.filter(id -> DELIVERED.contains(state(id))).isEmpty();
                tries++) {
            order = before.getAsBoolean() ? ordered(life, number.getAndIncrement(), request) : Optional.empty();
        }
        return order;
    }

    /**
     * Places an order and waits until it has ended.
     *
     * @return its id; empty when it was refused, as one for a line that is suspended is
     */
    private Optional<String> ordered(Life life, int number, Life.Request request) {
        Api keyed = csr.with("Idempotency-Key", "storm-" + seed + "-" + life.number() + "-" + number);
        String body = Life.order(life.customer(), request.items());
        Api.Answer answer = answered(() -> keyed.post(OrderLoad.ORDERS, JSON, body));
        if (answer.status() != 201) {
            answer.expect(400);
            return Optional.empty();
        }
        String order = answer.json().asJsonObject().getString("id");
        orders.add(order);
        if (life.steady()) {
            steady.add(order);
        }
        request.amendment().ifPresent(amendment -> {
            pause(amendment.after());
            // refused with a reason when it is too late, or another one is being carried out
            Api.Answer amended = answered(() -> keyed.patch(
                    OrderLoad.ORDERS + "/" + order,
                    "application/merge-patch+json",
                    "{\"productOrderItem\": [" + amendment.items() + "]}"));
            amendments.merge(amended.status(), 1, Integer::sum);
        });
        request.cancelAfter().ifPresent(patience -> {
            pause(patience);
            // refused with a reason when it is too late
            answered(() -> csr.post(
                    CANCELLATIONS,
                    JSON,
                    "{\"productOrder\": {\"id\": \"" + order + "\"}, \"cancellationReason\": \"Storm.\"}"));
        });
        if (request.twice()) {
            String again = answered(() -> keyed.post(OrderLoad.ORDERS, JSON, body))
                    .expect(201)
                    .json()
                    .asJsonObject()
                    .getString("id");
            if (!again.equals(order)) {
                throw new AssertionError("The same key has two orders: " + order + " and " + again);
            }
        }
        Waiting.until(
                order + " has ended",
                ENDING,
                BETWEEN_LOOKS,
                () -> FINAL.contains(state(order)),
                () -> csr.get(OrderLoad.ORDERS + "/" + order).body());
        endings.merge(state(order), 1, Integer::sum);
        return Optional.of(order);
    }

    private String state(String order) {
        return answered(() -> csr.get(OrderLoad.ORDERS + "/" + order + "?fields=state"))
                .expect(200)
                .json()
                .asJsonObject()
                .getString("state");
    }

    /** The items that the order has brought, each with its product. */
    private Stream<JsonObject> delivered(String order) {
        return answered(() -> csr.get(OrderLoad.ORDERS + "/" + order))
                .expect(200)
                .json()
                .asJsonObject()
                .getJsonArray("productOrderItem")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(item -> item.getString("state").equals("completed"));
    }

    private static Optional<String> product(List<JsonObject> items, Predicate<JsonObject> which) {
        return items.stream()
                .filter(which)
                .map(item -> item.getJsonObject("product").getString("id"))
                .findFirst();
    }

    /** Asked again, with the same key where there is one, while the server is away. */
    private static Api.Answer answered(Supplier<Api.Answer> request) {
        return Waiting.value(
                "an answer",
                ANSWER,
                () -> {
                    try {
                        Api.Answer answer = request.get();
                        return answer.status() < 500 && answer.status() != 404 ? Optional.of(answer) : Optional.empty();
                    } catch (UncheckedIOException away) {
                        return Optional.empty();
                    }
                },
                () -> "none");
    }

    /** How many turns of that kind ended so; to be asked when the storm is over. */
    int turns(Life.Kind kind, String ending) {
        return turns.getOrDefault(kind + " " + ending, 0);
    }

    /** Invoice previews of those who ordered that do not add up to what was posted, by account. */
    Map<String, String> unreconciled() {
        Map<String, String> unreconciled = new TreeMap<>();
        for (Life life : lives) {
            String account = "BAC-" + life.customer();
            JsonObject preview = billing.get("/billing/v1/accounts/" + account + "/invoice-preview")
                    .expect(200)
                    .json()
                    .asJsonObject();
            if (!preview.getBoolean("reconciles")) {
                unreconciled.put(account, preview.toString());
            }
        }
        return unreconciled;
    }

    private static void pause(Duration duration) {
        try {
            NEVER_OPENED.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> life) {
        try {
            life.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("A life did not come to its end", e.getCause());
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
