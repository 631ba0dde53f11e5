package dialtone.simulator.late;

import com.fasterxml.jackson.databind.JsonNode;
import dialtone.simulator.element.Behaviour.LateOutcome;
import dialtone.simulator.element.Documents;
import dialtone.simulator.element.FaultKind;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.ElementStore;
import dialtone.simulator.store.Entity;
import dialtone.simulator.store.KnownRequest;
import dialtone.simulator.store.LateWork;
import dialtone.simulator.store.StoreUnavailable;
import dialtone.simulator.store.Tally;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does accepted work when it is due and reports its outcome until the report is acknowledged. What is owed stands in the store: after a
 * restart it goes on. The effect and the debt of its report are one transaction.
 */
public final class LateOutcomes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LateOutcomes.class);

    /** How often the store is asked for what is due. */
    private static final long LOOK_EVERY_MILLIS = 50;

    /** Work taken on at a time, and reports sent at a time. */
    private static final int MAX_AT_A_TIME = 64;

    private static final int SENDERS = 8;
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 5_000;

    /** At five seconds each about six days; then the report is given up and logged. */
    private static final int MAX_ATTEMPTS = 100_000;

    private static final int MAX_PROBLEM_LENGTH = 1_000;

    private final ElementStore store;
    private final Clock clock;
    private final OutcomeReporter reporter;
    private final Documents documents;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService senders = Executors.newFixedThreadPool(
            SENDERS, Thread.ofPlatform().name("outcome-sender-", 0).factory());
    private final Thread dispatcher = Thread.ofPlatform().name("late-outcomes").unstarted(this::dispatchUntilClosed);

    public LateOutcomes(ElementStore store, Clock clock, OutcomeReporter reporter, Documents documents) {
        this.store = store;
        this.clock = clock;
        this.reporter = reporter;
        this.documents = documents;
    }

    public void start() {
        dispatcher.start();
    }

    @Override
    public void close() {
        closing.countDown();
        senders.shutdownNow();
        try {
            dispatcher.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatchUntilClosed() {
        try {
            while (!closing.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    List<LateWork> due = store.reports().due(clock.millis(), MAX_AT_A_TIME);
                    List<? extends Future<?>> steps = due.stream()
                            .map(work -> senders.submit(() -> step(work)))
                            .toList();
                    for (Future<?> step : steps) {
                        step.get();
                    }
                } catch (StoreUnavailable | ExecutionException failed) {
                    LOG.warn("late work was put off", failed);
                } catch (java.util.concurrent.RejectedExecutionException closed) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(LateWork work) {
        if (work.state() == LateWork.State.WAITING) {
            store.write(books -> doNow(books, work));
        } else {
            report(work);
        }
    }

    private LateWork doNow(Books books, LateWork work) {
        Optional<LateWork> owed = books.late(work.element(), work.requestId(), LateWork.State.WAITING);
        if (owed.isEmpty()) {
            return work;
        }
        Entity entity = books.entity(work.element(), work.key())
                .orElseThrow(() -> new IllegalStateException("late work without its entity: " + work.requestId()));
        if (work.outcome() == LateOutcome.SUCCEEDED) {
            books.changeState(entity, stateWhenDone(work.operation()));
            replaced(books, entity).ifPresent(books::remove);
            books.settle(work.element(), work.requestId(), KnownRequest.State.DONE);
            books.tally(work.element(), work.key(), work.operation(), Tally.EFFECT);
        } else {
            if (entity.requestId().equals(work.requestId())) {
                books.remove(entity);
            }
            books.settle(work.element(), work.requestId(), KnownRequest.State.REFUSED);
            books.tally(work.element(), work.key(), work.operation(), Tally.REFUSAL);
        }
        if (work.replyTo() == null) {
            books.close(work);
        } else {
            books.reportFrom(work, clock.millis());
        }
        return work;
    }

    /** What the entity takes the place of: it serves its customer until now. */
    private Optional<Entity> replaced(Books books, Entity entity) {
        JsonNode key = documents.read(entity.document(), JsonNode.class).path("replacedKey");
        return key.isTextual() ? books.entity(entity.element(), key.asText()) : Optional.empty();
    }

    private static String stateWhenDone(String operation) {
        return switch (operation) {
            case "activateSim", "provisionCharging", "createMailbox" -> "ACTIVE";
            case "applyProfile", "updateSim" -> "APPLIED";
            case "createService" -> "active";
            case "terminateService" -> "terminated";
            default -> throw new IllegalStateException(operation + " is never late");
        };
    }

    private void report(LateWork work) {
        Optional<String> problem = reporter.report(outcomeOf(work));
        if (problem.isEmpty() || work.attempts() + 1 >= MAX_ATTEMPTS) {
            problem.ifPresent(text -> LOG.error("the outcome of {} is given up: {}", work.requestId(), text));
            Long again = work.repeatAfterMillis();
            store.write(books -> {
                if (problem.isEmpty() && again != null) {
                    books.reportTwice(work, clock.millis() + again);
                } else {
                    books.close(work);
                }
                return work;
            });
            return;
        }
        String text = problem.get();
        String kept = text.substring(0, Math.min(text.length(), MAX_PROBLEM_LENGTH));
        long pause = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(work.attempts(), 10));
        store.write(books -> {
            books.reportAgain(work, clock.millis() + pause, kept);
            return work;
        });
    }

    private OutcomeReporter.Report outcomeOf(LateWork work) {
        String replyTo = work.replyTo();
        if (replyTo == null) {
            throw new IllegalStateException("nowhere to report " + work.requestId() + " to");
        }
        if (work.outcome() == LateOutcome.REFUSED) {
            return new OutcomeReporter.Report(
                    replyTo,
                    work.requestId(),
                    work.outcome(),
                    FaultKind.UNABLE_TO_COMPLY.code(),
                    work.element().path() + " refuses later, as ordered",
                    Optional.empty());
        }
        Optional<String> document = store.write(books -> books.request(work.element(), work.requestId()))
                .map(KnownRequest::answer);
        return new OutcomeReporter.Report(
                replyTo,
                work.requestId(),
                work.outcome(),
                0,
                work.operation() + " is done",
                document.flatMap(reporter::activationCodeIn));
    }
}
