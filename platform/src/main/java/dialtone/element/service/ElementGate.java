package dialtone.element.service;

import dialtone.bpmn.Priority;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementState;
import dialtone.element.Maintenance;
import dialtone.platform.job.Admission;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of this node to one network element. Every call goes through it: {@link #enter} or {@link #goOn}, then one of the verbs of
 * {@link Call}. While an urgent call waits for room no other begins.
 *
 * <p>Outages open the circuit, refusals never do. While it is open, and in a maintenance, nothing comes through; after
 * {@link #REST} one call tries whether the element is back. Limits hold exactly, for this node.
 */
public final class ElementGate {

    private static final Logger LOG = Logger.getLogger(ElementGate.class);

    /**
     * How long a call waits for room. Those who take jobs ask for room before, so that few calls wait at all, and what has waited
     * so long goes back and does not hold a thread.
     */
    public static final Duration PATIENCE = Duration.ofMillis(500);

    /** A call under way may end at any time, and wakes who waits for that; this is for the last of several who wake. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** An element that was out of reach is left in peace so long; then one call tries it. */
    static final Duration REST = Duration.ofSeconds(5);

    /** Judged by so many calls, the last ones. */
    private static final int WINDOW_CALLS = 20;

    /** Not judged by fewer: what a single job meets in its first attempts, before the last of them is used up. */
    static final int FEWEST_CALLS = 5;

    private static final int FAILURE_PERCENT = 50;

    /** Longest words of an element that are kept. */
    private static final int MAX_WORDS = 500;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String element;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    private ElementLimits limits = ElementLimits.NONE;
    private CallLimit second;
    private Optional<CallLimit> window = Optional.empty();
    private int inFlight;
    private int urgentInside;
    private String lastWords = "";

    /** Of the circuit as it is; an opening after a try that failed keeps the first one's. */
    private Instant since;

    private Instant triedAgainAt;

    ElementGate(String element, Clock clock) {
        this.element = element;
        this.clock = clock;
        this.since = clock.instant();
        this.triedAgainAt = since;
        this.second = new CallLimit(ElementLimits.MAX_PER_SECOND, SECOND, since);
        this.breaker = CircuitBreaker.of(
                element,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowSize(WINDOW_CALLS)
                        .minimumNumberOfCalls(FEWEST_CALLS)
                        .failureRateThreshold(FAILURE_PERCENT)
                        .waitDurationInOpenState(REST)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        breaker.getEventPublisher().onStateTransition(this::turned);
    }

    /** A call that was let through; exactly one of its verbs ends it. */
    public final class Call {
        private final long begun = System.nanoTime();

        private Call() {}

        /** The element has answered; a refusal is an answer. */
        public void answered() {
            leave(() -> breaker.onSuccess(elapsed(), TimeUnit.NANOSECONDS));
        }

        /** @param words what was wrong with the element when it was out of reach or sick */
        public void failed(String words) {
            leave(() -> {
                lastWords = words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS);
                breaker.onError(elapsed(), TimeUnit.NANOSECONDS, new IOException(words));
            });
        }

        /** Nothing has been learned of the element: the call failed by a fault of ours. */
        public void withdrawn() {
            leave(breaker::releasePermission);
        }

        private long elapsed() {
            return System.nanoTime() - begun;
        }
    }

    private void leave(Runnable verdict) {
        lock.lock();
        try {
            inFlight--;
            verdict.run();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a call through, within {@link #PATIENCE}, an urgent one before all others that wait.
     *
     * @param priority of the order that it is for
     * @throws ElementNotOpen       with what it would have to wait for
     * @throws InterruptedException the node stops
     */
    public Call enter(Priority priority) throws ElementNotOpen, InterruptedException {
        if (priority != Priority.URGENT) {
            return enter(false, false);
        }
        lock.lock();
        urgentInside++;
        try {
            return enter(false, true);
        } finally {
            urgentInside--;
            lock.unlock();
        }
    }

    /**
     * Lets the next call of a dialogue through that has begun with this element, such as a request after the question what became of
     * it. It does not wait for the limits of a time, so that what has begun comes to its end; it is counted, and those who begin
     * wait the longer.
     *
     * @throws ElementNotOpen       with what it would have to wait for
     * @throws InterruptedException the node stops
     */
    public Call goOn() throws ElementNotOpen, InterruptedException {
        return enter(true, false);
    }

    private Call enter(boolean begun, boolean urgent) throws ElementNotOpen, InterruptedException {
        lock.lock();
        try {
            long patience = PATIENCE.toNanos();
            while (true) {
                Instant now = clock.instant();
                refuseWhileClosed(now);
                Duration wait = begun ? untilSlot() : urgentInside > 0 && !urgent ? untilItsTurn(now) : untilRoom(now);
                if (wait.isZero()) {
                    return begin(now);
                }
                if (wait.toNanos() > patience) {
                    throw new ElementNotOpen(element + " has as many calls as it may get");
                }
                // a call that ends makes room sooner than time does
                long left = room.awaitNanos(wait.toNanos());
                patience -= wait.toNanos() - left;
            }
        } finally {
            lock.unlock();
        }
    }

    private Call begin(Instant now) throws ElementNotOpen {
        if (!breaker.tryAcquirePermission()) {
            throw notAnswering();
        }
        second.take(now);
        window.ifPresent(limit -> limit.take(now));
        inFlight++;
        return new Call();
    }

    private void refuseWhileClosed(Instant now) throws ElementNotOpen {
        Optional<Maintenance> maintenance = maintenance(now);
        if (maintenance.isPresent()) {
            throw new ElementNotOpen(element + " is in maintenance until "
                    + maintenance.get().until() + ": " + maintenance.get().reason());
        }
        if (circuit(now) == ElementState.OPEN) {
            throw notAnswering();
        }
    }

    private ElementNotOpen notAnswering() {
        return new ElementNotOpen(element + " is out of reach since " + since + ": " + lastWords);
    }

    /** Of a call behind an urgent one. */
    private Duration untilItsTurn(Instant now) {
        Duration wait = untilRoom(now);
        return wait.compareTo(LOOK_AGAIN) >= 0 ? wait : LOOK_AGAIN;
    }

    /** Zero when a call fits. */
    private Duration untilRoom(Instant now) {
        Duration wait = limits.callsPerSecond().isPresent() ? second.untilFree(now) : Duration.ZERO;
        if (window.isPresent()) {
            Duration ofWindow = window.get().untilFree(now);
            wait = wait.compareTo(ofWindow) >= 0 ? wait : ofWindow;
        }
        return wait.isZero() ? untilSlot() : wait;
    }

    /** Zero when fewer calls are under way than may be. */
    private Duration untilSlot() {
        return limits.concurrentCalls().filter(most -> inFlight >= most).isPresent() ? LOOK_AGAIN : Duration.ZERO;
    }

    private Optional<Maintenance> maintenance(Instant now) {
        return limits.maintenance().filter(maintenance -> maintenance.holdsAt(now));
    }

    private ElementState circuit(Instant now) {
        return switch (breaker.getState()) {
            case CLOSED -> ElementState.CLOSED;
            case OPEN -> now.isAfter(triedAgainAt) ? ElementState.HALF_OPEN : ElementState.OPEN;
            case HALF_OPEN -> ElementState.HALF_OPEN;
            default -> throw new IllegalStateException("The circuit of " + element + " is " + breaker.getState());
        };
    }

    private void turned(CircuitBreakerOnStateTransitionEvent event) {
        State from = event.getStateTransition().getFromState();
        State to = event.getStateTransition().getToState();
        Instant now = clock.instant();
        if (to == State.OPEN) {
            triedAgainAt = now.plus(REST);
        }
        if (from == State.CLOSED && to == State.OPEN) {
            since = now;
            LOG.warnf("Element %s is asked nothing for %d s at a time: %s", element, REST.toSeconds(), lastWords);
        } else if (to == State.CLOSED) {
            LOG.infof("Element %s is back; it was out of reach since %s", element, since);
            since = now;
        }
    }

    /** From now on these limits hold. Calls under way are not touched. */
    void limit(ElementLimits newLimits) {
        lock.lock();
        try {
            if (newLimits.equals(limits)) {
                return;
            }
            Instant now = clock.instant();
            second = second.changed(newLimits.callsPerSecond().orElse(ElementLimits.MAX_PER_SECOND), SECOND);
            if (!newLimits.window().equals(limits.window())) {
                window = newLimits.window().map(asked -> counter(asked, now));
            }
            limits = newLimits;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private CallLimit counter(CallWindow asked, Instant now) {
        return window.map(before -> before.changed(asked.calls(), asked.length()))
                .orElseGet(() -> new CallLimit(asked.calls(), asked.length(), now));
    }

    /**
     * As in {@link Admission#room}, for this element alone. Urgent work is taken as soon as its first call needs to wait no longer than it may,
     * so that it is there when there is room.
     */
    int room(Priority priority) {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (maintenance(now).isPresent()) {
                return 0;
            }
            return switch (circuit(now)) {
                case OPEN, MAINTENANCE -> 0;
                case HALF_OPEN -> inFlight == 0 ? Math.min(1, roomByLimits(now)) : 0;
                case CLOSED ->
                    limits.limitCalls()
                            ? Math.max(roomByLimits(now), priority == Priority.URGENT && fitsSoon(now) ? 1 : 0)
                            : Admission.UNLIMITED;
            };
        } finally {
            lock.unlock();
        }
    }

    private boolean fitsSoon(Instant now) {
        return untilRoom(now).compareTo(PATIENCE) <= 0;
    }

    private int roomByLimits(Instant now) {
        int fitting = limits.callsPerSecond().isPresent() ? second.free(now) : ElementLimits.MAX_CONCURRENT;
        if (window.isPresent()) {
            fitting = Math.min(fitting, window.get().free(now));
        }
        return Math.clamp(limits.concurrentCalls().orElse(ElementLimits.MAX_CONCURRENT) - (long) inFlight, 0, fitting);
    }

    /** As in {@link Admission#isOpen}. */
    boolean isOpen() {
        lock.lock();
        try {
            Instant now = clock.instant();
            return maintenance(now).isEmpty() && circuit(now) == ElementState.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** What is to be seen of the gate at one moment; the fields are those of {@link dialtone.element.ElementStanding}. */
    record Look(
            ElementState state,
            Instant since,
            String reason,
            ElementLimits limits,
            int inFlight,
            int callsLastSecond,
            Optional<Integer> callsInWindow) {}

    Look look() {
        lock.lock();
        try {
            Instant now = clock.instant();
            @Nullable Maintenance maintenance = maintenance(now).orElse(null);
            ElementState state = maintenance == null ? circuit(now) : ElementState.MAINTENANCE;
            return new Look(
                    state,
                    maintenance == null ? since : maintenance.from(),
                    maintenance != null ? maintenance.reason() : state == ElementState.CLOSED ? "" : lastWords,
                    limits.at(now),
                    inFlight,
                    second.used(now),
                    window.map(limit -> limit.used(now)));
        } finally {
            lock.unlock();
        }
    }
}
