package dialtone.simulator.element;

import dialtone.simulator.element.Work.Timing;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.ElementStore;
import dialtone.simulator.store.KnownRequest;
import dialtone.simulator.store.LateWork;
import dialtone.simulator.store.StoreUnavailable;
import dialtone.simulator.store.Tally;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Serves every call of every element the same way: counts it, behaves as ordered, answers a known request as the first time, and
 * otherwise does the work. Request, effect, answer and counters are one transaction, committed before the caller hears of it.
 *
 * <p>A refusal changes nothing and is not remembered: the same request may come again when the reason has gone. What was accepted and
 * then refused later is remembered like any outcome.
 */
public final class ElementDesk implements AutoCloseable {

    /** Calls an element works on at a time; one more is answered as down. */
    public static final int MAX_CALLS_IN_WORK = 64;

    private final ElementStore store;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<NetworkElement, Semaphore> places = new EnumMap<>(NetworkElement.class);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param random decides by probabilityPercent; used by one thread at a time */
    public ElementDesk(ElementStore store, Clock clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        for (NetworkElement element : NetworkElement.values()) {
            places.put(element, new Semaphore(MAX_CALLS_IN_WORK));
        }
    }

    /** Serves the call; the answer is durable when this returns. */
    public Answer serve(Call call, Work work) {
        Semaphore place = places.get(call.element());
        if (place == null || !place.tryAcquire()) {
            return new Answer.Down(
                    call.element().path() + " works on its limit of " + MAX_CALLS_IN_WORK + " calls already");
        }
        try {
            Step first = store.write(books -> begin(books, call, work));
            return switch (first) {
                case Answered answered -> answered.answer();
                case Postponed postponed -> {
                    if (closing.await(postponed.millis(), TimeUnit.MILLISECONDS)) {
                        yield new Answer.Down("the simulator is closing");
                    }
                    yield store.write(books -> decide(books, call, work, Behaviour.NORMAL));
                }
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer.Down("the simulator is closing");
        } catch (StoreUnavailable unavailable) {
            return new Answer.Down(String.valueOf(unavailable.getMessage()));
        } finally {
            place.release();
        }
    }

    /** Wakes the calls that wait in SLOW. */
    @Override
    public void close() {
        closing.countDown();
    }

    private sealed interface Step {}

    private record Answered(Answer answer) implements Step {}

    private record Postponed(int millis) implements Step {}

    private Step begin(Books books, Call call, Work work) {
        books.tally(call, Tally.REQUEST);
        Behaviour behaviour = behaviourFor(books, call);
        return switch (behaviour.mode()) {
            case DOWN -> new Answered(new Answer.Down(call.element().path() + " is down, as ordered"));
            case SLOW -> new Postponed(behaviour.delayMillis());
            default -> new Answered(decide(books, call, work, behaviour));
        };
    }

    private Behaviour behaviourFor(Books books, Call call) {
        Behaviour ordered = books.behaviour(call.element());
        if (!ordered.concerns(call)) {
            return Behaviour.NORMAL;
        }
        Integer percent = ordered.probabilityPercent();
        if (percent != null && random.nextInt(100) >= percent) {
            return Behaviour.NORMAL;
        }
        if (ordered.remaining() != null) {
            books.order(call.element(), ordered.spent());
        }
        return ordered;
    }

    private Answer decide(Books books, Call call, Work work, Behaviour behaviour) {
        Answer answer = behaviour.mode() == Behaviour.Mode.REFUSE
                ? refuseUnlessKnown(books, call, behaviour)
                : answer(books, call, work, behaviour);
        if (answer instanceof Answer.Refused) {
            books.tally(call, Tally.REFUSAL);
        }
        return behaviour.mode() == Behaviour.Mode.DROP ? new Answer.Lost(answer) : answer;
    }

    private Answer refuseUnlessKnown(Books books, Call call, Behaviour ordered) {
        return known(books, call)
                .orElseGet(() -> new Answer.Refused(new Refusal(
                        FaultKind.UNABLE_TO_COMPLY,
                        call.element().path() + " refuses, as ordered",
                        Optional.ofNullable(ordered.code()).orElse(""))));
    }

    private Answer answer(Books books, Call call, Work work, Behaviour behaviour) {
        if (call.requestId() == null) {
            return work.in(books, Timing.NOW);
        }
        Optional<Answer> before = known(books, call);
        if (before.isPresent()) {
            return before.get();
        }
        boolean late = behaviour.mode() == Behaviour.Mode.LATE;
        Answer answer = work.in(books, late ? Timing.LATER : Timing.NOW);
        if (!(answer instanceof Answer.Done done)) {
            return answer;
        }
        if (late) {
            books.remember(KnownRequest.pending(call, done.document()));
            books.postpone(LateWork.of(call, behaviour, clock.millis() + behaviour.delayMillis()));
            return new Answer.Accepted(done.document());
        }
        books.remember(KnownRequest.done(call, done.document()));
        books.tally(call, Tally.EFFECT);
        return done;
    }

    /** The answer of the first time; empty when this request has not been answered before. */
    private static Optional<Answer> known(Books books, Call call) {
        String requestId = call.requestId();
        if (requestId == null) {
            return Optional.empty();
        }
        return books.request(call.element(), requestId).map(request -> {
            if (!request.fingerprint().equals(KnownRequest.digest(call.fingerprint()))) {
                return Answer.Refused.because(
                        FaultKind.INVALID_INPUT,
                        "request id " + requestId + " was used before, for another request: " + request.operation());
            }
            books.tally(call, Tally.DUPLICATE);
            return switch (request.state()) {
                case DONE -> new Answer.Done(request.answer());
                case PENDING -> new Answer.Accepted(request.answer());
                case REFUSED ->
                    Answer.Refused.because(
                            FaultKind.UNABLE_TO_COMPLY, call.element().path() + " has refused this request later");
            };
        });
    }
}
