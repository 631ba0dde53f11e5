package dialtone.event.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dialtone.base.Outcome;
import dialtone.event.DomainEvent;
import dialtone.platform.schema.MigratedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventDeliveryTest {
    private static final EventSubscription.Owner PARTNER =
            new EventSubscription.Owner("partner", EventSubscription.Scope.EVERYBODYS);

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    private final MovingClock clock = new MovingClock();
    private final EventSignature signature = new EventSignature("server secret");
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /** Statuses the subscriber answers with; 201 when there is none left. */
    private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();

    private final MigratedDatabase migrated = MigratedDatabase.taken(false);
    private final DataSource database = migrated.dataSource();
    private HttpServer subscriber;
    private EventStore store;
    private EventSubscriptions subscriptions;
    private EventDelivery delivery;

    private record Received(String path, String signature, String body) {}

    @BeforeEach
    void begin() throws IOException {
        subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        subscriber.createContext("/", this::receive);
        subscriber.start();
        store = new EventStore(database, clock);
        subscriptions = new EventSubscriptions(database, clock, signature);
        delivery = new EventDelivery(store, subscriptions);
    }

    @AfterEach
    void end() {
        delivery.stop();
        subscriber.stop(0);
        migrated.giveBack();
    }

    @Test
    void anEventReachesTheSubscriberSignedAndUnderItsListener() throws InterruptedException {
        EventSubscriptions.Subscribed subscribed = subscribe("");
        start();

        happened("e-1", "completed");

        Received first = next();
        assertThat(first.path()).isEqualTo("/hook/listener/productOrderStateChangeEvent");
        assertThat(first.body()).isEqualTo("{\"eventId\":\"e-1\"}");
        assertThat(first.signature())
                .isEqualTo(signature.sign(subscribed.subscription().id(), first.body()));
        assertThat(subscribed.secret())
                .isEqualTo(signature.secretOf(subscribed.subscription().id()));
        untilBacklogIs(0, 0);
    }

    @Test
    void onlyWhatTheQueryAsksForIsDelivered() throws InterruptedException {
        subscribe("eventType=ProductOrderStateChangeEvent&state=completed");
        start();

        happened("e-1", "inProgress");
        happened("e-2", "completed");

        assertThat(next().body()).contains("e-2");
        untilBacklogIs(0, 0);
        assertThat(received).isEmpty();
    }

    @Test
    void aFailureIsRepeatedWithTheSameBytesAndHoldsBackWhatComesAfter() throws InterruptedException {
        subscribe("");
        answers.addAll(List.of(500, 302));
        start();

        happened("e-1", "inProgress");
        happened("e-2", "completed");

        Received first = next();
        Received second = next();
        Received third = next();
        assertThat(List.of(first, second, third)).containsOnly(first);
        assertThat(next().body()).contains("e-2");
        untilBacklogIs(0, 0);
    }

    @Test
    void afterTheLastAttemptADeliveryIsParkedWithItsReasonAndTheNextGoesOut() throws Exception {
        EventSubscriptions.Subscribed subscribed = subscribe("");
        for (int i = 0; i < EventDelivery.MAX_ATTEMPTS; i++) {
            answers.add(503);
        }
        start();
        happened("e-1", "inProgress");
        happened("e-2", "completed");

        for (int i = 0; i < EventDelivery.MAX_ATTEMPTS; i++) {
            assertThat(next().body()).contains("e-1");
        }
        assertThat(next().body()).contains("e-2");
        untilBacklogIs(0, 1);
        assertThat(failureOf("e-1")).isEqualTo("answered 503");

        assertThat(delivery.deliverAgain(subscribed.subscription().id())).isEqualTo(1);
        assertThat(next().body()).contains("e-1");
        untilBacklogIs(0, 0);
    }

    @Test
    void aSubscriberThatIsGoneForGoodIsNotAskedAgain() throws Exception {
        subscribe("");
        answers.add(410);
        start();
        happened("e-1", "inProgress");
        assertThat(next().body()).contains("e-1");
        untilBacklogIs(0, 1);
        assertThat(failureOf("e-1")).isEqualTo("answered 410");
    }

    @Test
    void whatHappenedBeforeASubscriptionOrAfterItsEndIsNotDelivered() throws InterruptedException {
        happened("e-1", "acknowledged");
        clock.forward(Duration.ofSeconds(1));
        EventSubscriptions.Subscribed subscribed = subscribe("");
        start();
        happened("e-2", "inProgress");
        assertThat(next().body()).contains("e-2");
        untilBacklogIs(0, 0);

        subscriptions.end(subscribed.subscription().id());
        happened("e-3", "completed");
        untilBacklogIs(0, 0);
        assertThat(received).isEmpty();
        assertThat(subscriptions.find(subscribed.subscription().id())).isEmpty();
    }

    @Test
    void theRestAfterAFailureDoublesEachTime() {
        assertThat(EventDelivery.backOff(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(EventDelivery.backOff(3)).isEqualTo(Duration.ofSeconds(8));
        assertThat(EventDelivery.backOff(8)).isEqualTo(Duration.ofSeconds(256));
    }

    @Test
    void twoNodesHandAnEventOutOnce() throws InterruptedException {
        subscribe("");
        happened("e-1", "completed");
        EventStore.Recorded recorded = store.notHandedOut(1).getFirst();
        List<String> all =
                subscriptions.active().stream().map(EventSubscription::id).toList();
        store.handOut(List.of(new EventStore.HandOut(recorded, Optional.of("{}"), all)));
        store.handOut(List.of(new EventStore.HandOut(recorded, Optional.of("{}"), all)));
        assertThat(store.backlog().waiting()).isEqualTo(1);
    }

    @Test
    void aSubscriptionIsLeasedToOneNodeUntilTheLeaseRunsOut() {
        String id = subscribe("").subscription().id();
        assertThat(store.lease(id, Duration.ofSeconds(60))).isTrue();
        assertThat(store.lease(id, Duration.ofSeconds(60))).isFalse();
        clock.forward(Duration.ofSeconds(60));
        assertThat(store.lease(id, Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aCallbackOutsideTheListIsRefusedByName() {
        Outcome<EventSubscriptions.Subscribed> outcome = subscriptions.subscribe(
                EventFamily.PRODUCT_ORDERING, "http://169.254.169.254/", Optional.empty(), PARTNER);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reasons().toString()).contains("INVALID_CALLBACK", "callback"));
        assertThat(subscriptions.active()).isEmpty();
    }

    @Test
    void factsThatDoNotFitAreABugOfTheCaller() {
        DomainEvent event = new DomainEvent(
                "e-1", "ProductOrderStateChangeEvent", "ORD-1", TEN, Map.of("items", "x".repeat(2_000)));
        assertThatThrownBy(() -> store.append(event)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNobodyHasSubscribedToIsDoneWithInOneTransactionWithWhatFollows() throws InterruptedException {
        BlockingQueue<Integer> batches = new LinkedBlockingQueue<>();
        AtomicLong looked = new AtomicLong();
        AtomicLong waited = new AtomicLong();
        store = new EventStore(database, clock) {
            @Override
            List<Recorded> notHandedOut(int limit) {
                waited.compareAndSet(0, System.nanoTime() - looked.get());
                return super.notHandedOut(limit);
            }

            @Override
            void handOut(List<HandOut> batch) {
                super.handOut(batch);
                batches.add(batch.size());
            }
        };
        subscriptions = new EventSubscriptions(database, clock, signature) {
            @Override
            public List<EventSubscription> active() {
                if (looked.compareAndSet(0, System.nanoTime())) {
                    happened("e-2", "inProgress");
                    happened("e-3", "completed");
                    looked.set(System.nanoTime());
                }
                return super.active();
            }
        };
        delivery = new EventDelivery(store, subscriptions);
        happened("e-1", "acknowledged");
        start();
        assertThat(batches.poll(20, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(waited.get()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(EventDelivery.IDLE_MILLIS - 1));
    }

    @Test
    void aPartnerIsToldOfWhatHeAskedForAndOfNothingElse() throws InterruptedException {
        String callback = "http://127.0.0.1:" + subscriber.getAddress().getPort() + "/hook";
        subscriptions.subscribe(
                EventFamily.PRODUCT_ORDERING,
                callback,
                Optional.empty(),
                new EventSubscription.Owner("partner", EventSubscription.Scope.OWN));
        start();
        for (String placedBy : List.of("csr", "other-partner", "partner")) {
            store.append(new DomainEvent(
                    "by-" + placedBy,
                    "ProductOrderCreateEvent",
                    "ORD-100001",
                    clock.instant(),
                    Map.of("state", "acknowledged", DomainEvent.PLACED_BY, placedBy)));
        }
        store.append(new DomainEvent(
                "by-nobody",
                "ProductOrderCreateEvent",
                "ORD-100001",
                clock.instant(),
                Map.of("state", "acknowledged")));
        delivery.wake();
        assertThat(next().body()).contains("by-partner");
        untilBacklogIs(0, 0);
        assertThat(received).isEmpty();
    }

    private EventSubscriptions.Subscribed subscribe(String query) {
        String callback = "http://127.0.0.1:" + subscriber.getAddress().getPort() + "/hook";
        return subscriptions
                .subscribe(EventFamily.PRODUCT_ORDERING, callback, Optional.of(query), PARTNER)
                .fold(subscribed -> subscribed, reasons -> {
                    throw new AssertionError(reasons.toString());
                });
    }

    private void happened(String eventId, String state) {
        store.append(new DomainEvent(
                eventId, "ProductOrderStateChangeEvent", "ORD-100001", clock.instant(), Map.of("state", state)));
        delivery.wake();
    }

    private void start() {
        delivery.start(
                event -> Optional.of("{\"eventId\":\"" + event.eventId() + "\"}"),
                task -> Thread.ofPlatform().daemon().unstarted(task));
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst(EventSignature.HEADER),
                body));
        Integer status = answers.poll();
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status == null ? 201 : status, -1);
        exchange.close();
    }

    private Received next() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        do {
            Received next = received.poll(100, TimeUnit.MILLISECONDS);
            if (next != null) {
                return next;
            }
            clock.forward(Duration.ofSeconds(30)); // a subscription that rests after a failure is due some time
        } while (System.nanoTime() < deadline);
        throw new AssertionError("No delivery within 20 s");
    }

    private void untilBacklogIs(long waiting, long parked) throws InterruptedException {
        EventDelivery.Backlog seen;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        do {
            seen = delivery.backlog();
            if (seen.waiting() == waiting && seen.parked() == parked) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        } while (System.nanoTime() < deadline);
        throw new AssertionError("The backlog is " + seen);
    }

    private String failureOf(String eventId) throws SQLException {
        try (Connection connection = database.getConnection();
                var select = connection.prepareStatement("SELECT D.LAST_FAILURE FROM EVENT_DELIVERY D"
                        + " JOIN DOMAIN_EVENT E ON E.ID = D.EVENT WHERE E.EVENT_ID = ?")) {
            select.setString(1, eventId);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Time passes when the test says so. */
    private static final class MovingClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(TEN);

        void forward(Duration time) {
            now.updateAndGet(instant -> instant.plus(time));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
