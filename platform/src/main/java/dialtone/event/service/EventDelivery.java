package dialtone.event.service;

import dialtone.base.Outcome;
import dialtone.event.DomainEvent;
import dialtone.platform.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the subscribers. Each event goes to {@code <callback>/listener/<eventType>} by POST, signed, until the subscriber
 * answers 2xx: at least once, with the same bytes and the same {@code eventId} each time. A subscription's events go out one
 * after the other, in order; a failure is repeated after 1 s, 2 s, 4 s ... 256 s, after the tenth attempt (or 410 Gone) the delivery
 * is parked with its reason and the next one goes out. A slow subscriber keeps nobody else waiting but those beyond
 * {@value #DELIVERY_THREADS} slow ones.
 */
@ApplicationScoped
public class EventDelivery {

    private static final Logger LOG = Logger.getLogger(EventDelivery.class);

    static final int MAX_ATTEMPTS = 10;

    private static final int DELIVERY_THREADS = 8;

    /** Events handed out, and subscriptions looked at, in one round. */
    private static final int BATCH = 50;

    /** Deliveries to one subscription before another may have the thread. */
    private static final int TURN = 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    /** Longer than one attempt can take; renewed before each. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

    /** Also finds what another node left behind when it died, and what was resting; and events that nobody has subscribed to wait so long. */
    static final long IDLE_MILLIS = 500;

    private static final long PAUSE_AFTER_BUG_MILLIS = 5_000;
    private static final int GONE = 410;

    private final EventStore store;
    private final EventSubscriptions subscriptions;

    @Resource
    private ManagedThreadFactory threads;

    private final Semaphore work = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    private @Nullable Thread thread;
    private @Nullable ExecutorService deliveries;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected EventDelivery() {
        this.store = null;
        this.subscriptions = null;
    }

    @Inject
    EventDelivery(EventStore store, EventSubscriptions subscriptions) {
        this.store = store;
        this.subscriptions = subscriptions;
    }

    /**
     * What has not been told yet.
     *
     * @param waiting events to be handed out and deliveries to be made
     * @param oldest  age of the event that has waited longest
     * @param parked  deliveries given up after {@value #MAX_ATTEMPTS} attempts, until {@link #deliverAgain}
     */
    public record Backlog(long waiting, Duration oldest, long parked) {}

    /** Begins to deliver, unless this node works no jobs ({@link Settings#workers}). A second call changes nothing. */
    public synchronized void start(EventRendering rendering) {
        if (Settings.workers()) {
            start(rendering, threads);
        }
    }

    synchronized void start(EventRendering rendering, ThreadFactory factory) {
        if (thread != null) {
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(DELIVERY_THREADS, factory);
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        deliveries = pool;
        thread = factory.newThread(() -> run(rendering, client, pool));
        thread.setName("dialtone-event-delivery");
        thread.start();
    }

    @PreDestroy
    synchronized void stop() {
        stopping.countDown();
        if (thread != null) {
            thread.interrupt();
        }
        if (deliveries != null) {
            deliveries.shutdownNow();
        }
    }

    /** Says that there is something to tell. */
    void wake() {
        work.release();
    }

    public Backlog backlog() {
        return store.backlog();
    }

    /**
     * Puts what was parked for a subscription back in the queue, once its subscriber is well again.
     *
     * @return how many
     */
    public int deliverAgain(String subscription) {
        int again = store.unpark(subscription);
        wake();
        return again;
    }

    private void run(EventRendering rendering, HttpClient client, ExecutorService pool) {
        while (stopping.getCount() > 0) {
            try {
                if (work.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)
                        && subscriptions.active().isEmpty()) {
                    // nobody waits for it, and what follows goes with it
                    stopping.await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
                work.drainPermits();
                handOut(rendering);
                for (String subscription : store.due(BATCH)) {
                    if (busy.add(subscription)) {
                        pool.execute(() -> turn(client, subscription));
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                if (stopping.getCount() > 0) {
                    LOG.errorf(failure, "Events were not delivered; it is tried again");
                    pause();
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private void pause() {
        try {
            stopping.await(PAUSE_AFTER_BUG_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands each new event to the subscriptions that want it. */
    private void handOut(EventRendering rendering) {
        List<EventStore.Recorded> batch = store.notHandedOut(BATCH);
        while (!batch.isEmpty()) {
            List<EventSubscription> active = subscriptions.active();
            store.handOut(batch.stream()
                    .map(recorded -> handOut(rendering, active, recorded))
                    .toList());
            batch = batch.size() < BATCH ? List.of() : store.notHandedOut(BATCH);
        }
    }

    private static EventStore.HandOut handOut(
            EventRendering rendering, List<EventSubscription> active, EventStore.Recorded recorded) {
        List<String> wanted = wantedBy(active, recorded.event());
        Optional<String> body = wanted.isEmpty() ? Optional.empty() : rendering.render(recorded.event());
        return new EventStore.HandOut(recorded, body, body.isEmpty() ? List.of() : wanted);
    }

    private static List<String> wantedBy(List<EventSubscription> active, DomainEvent event) {
        List<String> wanted = new ArrayList<>();
        for (EventSubscription subscription : active) {
            boolean matches = subscription.owner().mayHearOf(event)
                    && !event.occurredAt().isBefore(subscription.createdAt())
                    && EventFilter.parse(subscription.family(), subscription.query())
                            instanceof Outcome.Accepted<EventFilter>(EventFilter filter)
                    && filter.matches(event);
            if (matches) {
                wanted.add(subscription.id());
            }
        }
        return wanted;
    }

    /** Delivers what waits for one subscription, until something fails or its turn is over. */
    private void turn(HttpClient client, String subscription) {
        try {
            Duration pause = Duration.ZERO;
            if (!store.lease(subscription, LEASE)) {
                return;
            }
            for (int i = 0; i < TURN && pause.isZero() && stopping.getCount() > 0; i++) {
                Optional<EventStore.Delivery> next = store.next(subscription);
                if (next.isEmpty()) {
                    break;
                }
                pause = deliver(client, next.get());
                store.release(subscription, pause.isZero() ? LEASE : pause);
            }
            store.release(subscription, pause);
            wake();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Events for subscription %s were not delivered; it is tried again", subscription);
        } finally {
            busy.remove(subscription);
        }
    }

    /** @return how long the subscription rests before its next delivery */
    private Duration deliver(HttpClient client, EventStore.Delivery delivery) {
        Answer answer = post(client, delivery);
        if (answer.failure().isEmpty()) {
            store.delivered(delivery);
            return Duration.ZERO;
        }
        if (answer.status() == GONE || delivery.attempts() + 1 >= MAX_ATTEMPTS) {
            LOG.warnf(
                    "Event %d for subscription %s is parked: %s",
                    delivery.event(), delivery.subscription(), answer.failure());
            store.parked(delivery, answer.failure());
            return Duration.ZERO;
        }
        store.failed(delivery, answer.failure());
        return backOff(delivery.attempts());
    }

    /** 1 s, 2 s, 4 s ... 256 s: with ten attempts eight and a half minutes from the first to the last. */
    static Duration backOff(int failuresBefore) {
        return FIRST_BACK_OFF.multipliedBy(1L << Math.clamp(failuresBefore, 0, MAX_ATTEMPTS));
    }

    /** @param failure empty when the subscriber took the event */
    private record Answer(int status, String failure) {}

    private Answer post(HttpClient client, EventStore.Delivery delivery) {
        Optional<String> objection = CallbackRules.of(Settings.eventCallbacks()).objection(delivery.callback());
        if (objection.isPresent()) {
            return new Answer(0, "not called: " + objection.get());
        }
        HttpRequest request = HttpRequest.newBuilder(listener(delivery))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .header(EventSignature.HEADER, subscriptions.signature().sign(delivery.subscription(), delivery.body()))
                .POST(BodyPublishers.ofString(delivery.body()))
                .build();
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request, BodyHandlers.discarding());
        try {
            // the request's own timeout ends with the answer's head; this one covers a body that never ends too
            int status = exchange.get(CONNECT_TIMEOUT.plus(ANSWER_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
            return new Answer(status, status / 100 == 2 ? "" : "answered " + status);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Answer(0, cause.getClass().getSimpleName() + ": " + cause.getMessage());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Answer(0, "no complete answer in time");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer(0, "this server stopped");
        }
    }

    /** TMF's listeners begin with a small letter: {@code /listener/productOrderStateChangeEvent}. */
    private static URI listener(EventStore.Delivery delivery) {
        String callback = delivery.callback();
        String base = callback.endsWith("/") ? callback.substring(0, callback.length() - 1) : callback;
        String type = delivery.eventType();
        return URI.create(base + "/listener/" + Character.toLowerCase(type.charAt(0)) + type.substring(1));
    }
}
