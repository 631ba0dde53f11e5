package dialtone.system.order;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import dialtone.load.OrderLoad;
import dialtone.load.Waiting;
import dialtone.system.Installation;
import dialtone.system.Installation.Part;
import dialtone.system.Network;
import dialtone.system.Network.Entity;
import dialtone.system.TestData;
import dialtone.system.UsageSender;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of broker, server or simulator somewhere in the middle of two hundred orders: none is lost, nothing is done
 * twice, the books agree. One more waits for its time when the kill comes, and is not begun before that either.
 */
@Execution(ExecutionMode.CONCURRENT) // it waits for starts, which leave the others half of the machine
class KillSystemIT {

    private static final int ORDERS = 200;
    private static final int PAGE = 500;
    private static final int BATCHES = 100;

    /** Demo customers 100001 to 100007 order in turn, each on the account of the same number. */
    private static final int FIRST_CUSTOMER = 100_001;

    private static final int CUSTOMERS = 7;

    /** Of the sample order: its profile, its one-off fee, the fee of a full month, and the zone of the accounts. */
    private static final String PROFILE = "mobile-data-m";

    private static final BigDecimal ONE_OFF = new BigDecimal("9.90");
    private static final BigDecimal MONTH = new BigDecimal("19.90");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** From the kill on to the time of the order for later, which comes while the victim is away or starting. */
    private static final Duration LATER = Duration.ofSeconds(15);

    private static final Duration SETTLE_DEADLINE = Duration.ofMinutes(4);

    /** Of an installation of its own, beside the one that the stories share. */
    private static final int PORT_OFFSET = 1100;

    private static final Installation INSTALLATION =
            Installation.at(TestData.fresh("kill"), PORT_OFFSET).withBusyBroker();
    private static final Api operations = Api.as("ops", INSTALLATION.server());
    private static final Api billing = Api.as("billing", INSTALLATION.server());
    private static final Network network = new Network(INSTALLATION.simulator());

    /** The server's word, in its log, that it has been told to stop. */
    private static final String STOPPING = "WFLYSRV0211";

    private static final Logger LOG = Logger.getLogger("dialtone.system");

    @BeforeAll
    static void start() {
        INSTALLATION.start();
    }

    /** Stopped in order, the server has nothing to say that somebody should look at. */
    @AfterAll
    static void stop() throws IOException {
        INSTALLATION.close();
        List<String> log = Files.readAllLines(INSTALLATION.logs().resolve("server.log"));
        assertThat(log).anyMatch(line -> line.contains(STOPPING));
        assertThat(log.reversed().stream()
                        .takeWhile(line -> !line.contains(STOPPING))
                        .filter(line -> line.matches("[-0-9]+ [0-9:,]+ ERROR .*")))
                .isEmpty();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD) // one after the other
    @EnumSource(Part.class)
    void nothingIsLostAndNothingDoneTwiceWhenItIsKilled(Part victim) {
        long seed = new Random().nextLong();
        int after = new Random(seed).nextInt(ORDERS / 8, ORDERS * 3 / 4);
        String moment = "kill of " + victim + " after " + after + " answers (seed " + seed + ")";

        OrderLoad load = new OrderLoad(INSTALLATION.server(), KillSystemIT::order);
        OrderLoad.Placing placing = load.begin(ORDERS, "kill-" + victim + "-" + seed);
        Waiting.until(
                moment,
                Duration.ofMinutes(2),
                () -> placing.answered() >= after,
                () -> placing.answered() + " answers");
        Instant due = Clock.systemUTC().instant().plus(LATER);
        String later = new OrderLoad(INSTALLATION.server(), number -> order(number, due)).place(ORDERS);
        int batches = victim == Part.SERVER ? sendUsage() : 0;
        long killed = System.nanoTime();
        INSTALLATION.kill(victim);
        INSTALLATION.start(victim);
        long back = System.nanoTime();

        Set<String> ids = new LinkedHashSet<>(placing.ids());
        ids.add(later);
        assertThat(ids).as("orders, each with its own id, " + moment).hasSize(ORDERS + 1);
        Set<String> waitForAPerson = load.awaitSettled(ids, SETTLE_DEADLINE).keySet();
        long settled = System.nanoTime();
        Set<String> completed = load.inState(OrderLoad.COMPLETED);
        completed.retainAll(ids);
        LOG.info(() -> moment + ": back after " + TimeUnit.NANOSECONDS.toSeconds(back - killed) + " s, settled "
                + TimeUnit.NANOSECONDS.toSeconds(settled - back) + " s later, " + completed.size() + " completed");
        Set<String> accountedFor = new TreeSet<>(completed);
        accountedFor.addAll(waitForAPerson);
        assertThat(accountedFor)
                .as("completed, or in fallout with a reason, " + moment)
                .containsExactlyInAnyOrderElementsOf(ids);
        itIsNotBegunBefore(due, later, moment);
        eachActivationIsThereOnce(completed, moment);
        eachAccountIsChargedOnceForEachOrder(ids, completed, moment);
        if (batches > 0) {
            eachBatchOfTheQueueIsTakenOnce(batches, moment);
        }
        JsonObject balance =
                billing.get("/billing/v1/trial-balance").expect(200).json().asJsonObject();
        assertThat(balance.getBoolean("balanced")).as(balance.toString()).isTrue();
    }

    /** Batches of one record each, all in the queue at once: the kill comes while they are taken. */
    private static int sendUsage() {
        try {
            Path folder = Files.createDirectories(INSTALLATION.data().resolve("usage-sent"));
            Path[] batches = new Path[BATCHES];
            for (int i = 0; i < BATCHES; i++) {
                batches[i] = Files.writeString(
                        folder.resolve("killed_" + i + ".csv"),
                        "sequence,type,msisdn,startedAt,quantity,peer\n" + (i + 1)
                                + ",VOICE,999155588888,2026-12-01T10:00:00Z,60,4930123456\n");
            }
            assertThat(new UsageSender(INSTALLATION.server()).send("mediation", "dialtone-csv", batches))
                    .isEmpty();
            return BATCHES;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void eachBatchOfTheQueueIsTakenOnce(int batches, String moment) {
        List<JsonObject> taken = new ArrayList<>();
        Waiting.until(
                "batches of the queue, " + moment,
                Duration.ofMinutes(1),
                () -> {
                    taken.clear();
                    billing
                            .get("/billing/v1/usage-files?limit=" + PAGE)
                            .expectOneOf(200, 206)
                            .json()
                            .asJsonArray()
                            .getValuesAs(JsonObject.class)
                            .stream()
                            .filter(file -> file.getString("state").equals("completed"))
                            .forEach(taken::add);
                    return taken.size() >= batches;
                },
                () -> taken.size() + " of " + batches);
        assertThat(taken).as("files, " + moment).hasSize(batches).allSatisfy(file -> {
            assertThat(file.getString("channel")).isEqualTo("jms");
            assertThat(file.getInt("received")).isEqualTo(1);
            assertThat(file.getInt("suspended"))
                    .as("nobody's number, no duplicate")
                    .isEqualTo(1);
        });
    }

    private static String order(int number) {
        Path sample = Path.of(System.getProperty("dialtone.repository"), "samples", "mobile-order.json");
        try {
            String customer = Integer.toString(FIRST_CUSTOMER + number % CUSTOMERS);
            return Files.readString(sample).replace(Integer.toString(FIRST_CUSTOMER), customer);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String order(int number, Instant requestedStart) {
        return order(number).replaceFirst("\\{", "{\"requestedStartDate\": \"" + requestedStart + "\",");
    }

    private static void itIsNotBegunBefore(Instant due, String order, String moment) {
        JsonObject plan = operations
                .get("/ops/v1/orders/" + order + "/plan")
                .expect(200)
                .json()
                .asJsonObject();
        assertThat(plan.getJsonArray("steps").getValuesAs(JsonObject.class))
                .as("the steps of the order for later, " + moment)
                .filteredOn(step -> step.containsKey("releasedAt"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(Instant.parse(step.getString("releasedAt"))).isAfter(due));
    }

    /**
     * Each completed order has one subscriber, one SIM and one profile, of the same IMSI and ICCID, and what else a line needs, and each
     * has changed its state once. An order that is not completed may lack some, and has nothing twice either.
     */
    private static void eachActivationIsThereOnce(Set<String> completed, String moment) {
        List<Entity> activations =
                network.entities().stream().filter(Entity::servesALine).toList();
        assertThat(activations)
                .as("what the network did, " + moment)
                .allSatisfy(entity ->
                        assertThat(entity.effects()).isLessThanOrEqualTo(Network.effectsNeededOf(entity.element())))
                .allSatisfy(entity -> assertThat(entity.order()).isNotEmpty());
        Map<String, List<Entity>> byOrder = activations.stream().collect(Collectors.groupingBy(Entity::order));
        assertThat(completed).as("completed orders, " + moment).allSatisfy(order -> {
            Map<String, List<Entity>> own =
                    byOrder.getOrDefault(order, List.of()).stream().collect(Collectors.groupingBy(Entity::element));
            assertThat(own.keySet()).containsExactlyInAnyOrderElementsOf(Network.LINE);
            assertThat(own.values().stream().flatMap(List::stream))
                    .allSatisfy(entity ->
                            assertThat(entity.effects()).isEqualTo(Network.effectsNeededOf(entity.element())));
            assertThat(own.get("hlr")).singleElement().satisfies(subscriber -> {
                String iccid = subscriber.document().getString("iccid");
                assertThat(own.get("sim")).singleElement().satisfies(sim -> {
                    assertThat(sim.key()).isEqualTo(iccid);
                    assertThat(sim.document().getString("imsi")).isEqualTo(subscriber.key());
                });
                assertThat(own.get("policy"))
                        .singleElement()
                        .extracting(Entity::key)
                        .isEqualTo(subscriber.key() + "/" + PROFILE);
            });
        });
    }

    /** A line of an account's statement. */
    private record Charge(LocalDate day, BigDecimal amount) {
        static Charge of(JsonObject posting) {
            return new Charge(
                    LocalDate.ofInstant(Instant.parse(posting.getString("bookedAt")), ZONE),
                    posting.getJsonObject("amount").getJsonNumber("value").bigDecimalValue());
        }
    }

    private static void eachAccountIsChargedOnceForEachOrder(Set<String> ids, Set<String> completed, String moment) {
        Map<String, List<Charge>> charges = new TreeMap<>();
        for (int customer = FIRST_CUSTOMER; customer < FIRST_CUSTOMER + CUSTOMERS; customer++) {
            charges.putAll(chargesByOrder("BAC-" + customer, moment));
        }
        charges.keySet().retainAll(ids);
        assertThat(charges.keySet()).as("orders charged, " + moment).containsExactlyInAnyOrderElementsOf(completed);
        assertThat(charges.values())
                .as("charges, " + moment)
                .allSatisfy(ofOrder -> assertThat(ofOrder)
                        .singleElement()
                        .extracting(Charge::amount)
                        .satisfies(amount ->
                                assertThat(amount).isGreaterThan(ONE_OFF).isLessThanOrEqualTo(ONE_OFF.add(MONTH))));
        Map<LocalDate, Set<BigDecimal>> amounts = charges.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Charge::day, Collectors.mapping(Charge::amount, Collectors.toSet())));
        assertThat(amounts.values())
                .as("amounts of a day for the same plan, " + moment)
                .allSatisfy(ofDay -> assertThat(ofDay).hasSize(1));
    }

    /** The charges of each order of the account, which add up to what it owes. */
    private static Map<String, List<Charge>> chargesByOrder(String account, String moment) {
        Map<String, List<Charge>> charges = new TreeMap<>();
        JsonObject statement;
        int offset = 0;
        do {
            statement = billing.get("/billing/v1/accounts/" + account + "/ledger?limit=" + PAGE + "&offset=" + offset)
                    .expectOneOf(200, 206)
                    .json()
                    .asJsonObject();
            for (JsonObject posting : statement.getJsonArray("postings").getValuesAs(JsonObject.class)) {
                charges.computeIfAbsent(posting.getString("cause").replace("order:", ""), order -> new ArrayList<>())
                        .add(Charge.of(posting));
            }
            offset += PAGE;
        } while (offset < statement.getInt("total"));
        BigDecimal sum = charges.values().stream()
                .flatMap(List::stream)
                .map(Charge::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(statement.getJsonArray("balance").getValuesAs(JsonObject.class))
                .as("balance of " + account + ", " + moment)
                .singleElement()
                .satisfies(balance -> assertThat(balance.getJsonNumber("value").bigDecimalValue())
                        .isEqualByComparingTo(sum));
        return charges;
    }
}
