package dialtone.simulator.late;

import dialtone.simulator.SimulatorOptions.Operator;
import dialtone.simulator.element.NetworkElement;
import dialtone.simulator.store.Books;
import dialtone.simulator.store.ElementStore;
import dialtone.simulator.store.OwedNotice;
import dialtone.simulator.store.StoreUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator what becomes of something of an element's, such as profiles, one after the other in the order in which it happened, each
 * until it is taken. What is owed stands in the store: after a restart it goes on.
 */
public final class OperatorNotices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorNotices.class);

    private static final Duration CONNECTS_IN = Duration.ofSeconds(2);
    private static final Duration ANSWERS_IN = Duration.ofSeconds(10);
    private static final int MAX_AT_A_TIME = 64;
    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 5_000;

    /** At five seconds each about six days; then the notice is given up and logged. */
    private static final int MAX_ATTEMPTS = 100_000;

    /** Whoever has nothing to tell sleeps so long, or until there is something. */
    private static final long IDLE_MILLIS = 60_000;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int NO_CONTENT = 204;

    private final ElementStore store;
    private final NetworkElement element;
    private final String function;
    private final Map<String, String> headers;
    private final Optional<Operator> operator;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_IN)
            .build();
    private final Semaphore owed = new Semaphore(0);
    private final Thread teller = Thread.ofPlatform().name("operator-notices").unstarted(this::tellUntilClosed);

    private OperatorNotices(
            ElementStore store,
            NetworkElement element,
            String function,
            Map<String, String> headers,
            Optional<Operator> operator) {
        this.store = store;
        this.element = element;
        this.function = function;
        this.headers = headers;
        this.operator = operator;
    }

    /** Of downloads: handleDownloadProgressInfo of ES2+ (GSMA SGP.22 v2 section 5.3.5). */
    public static OperatorNotices ofDownloads(ElementStore store, Optional<Operator> operator) {
        return new OperatorNotices(
                store,
                NetworkElement.SMDP,
                "/handleDownloadProgressInfo",
                Map.of("X-Admin-Protocol", "gsma/rsp/v2.2.0"),
                operator);
    }

    /** Of devices that were asked back: returnNotices of the shipping contract. */
    public static OperatorNotices ofReturns(ElementStore store, Optional<Operator> operator) {
        return new OperatorNotices(store, NetworkElement.SHIPPING, "/returnNotices", Map.of(), operator);
    }

    public void start() {
        if (operator.isPresent()) {
            teller.start();
        }
    }

    @Override
    public void close() {
        teller.interrupt();
        try {
            teller.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    /** Nothing is owed when nobody wants to know. In the transaction that changes what is told of. */
    public void owe(Books books, String callId, String key, String document) {
        if (operator.isPresent()) {
            books.owe(element, callId, key, document);
        }
    }

    /** Something is owed since, and committed. */
    public void wake() {
        owed.release();
    }

    private void tellUntilClosed() {
        URI address = URI.create(operator.orElseThrow().uri() + function);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long pause = tellAll(address);
                if (owed.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    owed.drainPermits();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return milliseconds until the next try */
    private long tellAll(URI address) throws InterruptedException {
        try {
            List<OwedNotice> notices = store.reports().owedNotices(element, MAX_AT_A_TIME);
            for (OwedNotice notice : notices) {
                Optional<String> problem = tell(address, notice);
                boolean givenUp = problem.isPresent() && notice.attempts() + 1 >= MAX_ATTEMPTS;
                if (problem.isPresent() && !givenUp) {
                    // those behind it wait: the operator hears of each point in its order
                    store.write(books -> {
                        books.triedToTell(notice);
                        return notice;
                    });
                    return Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(notice.attempts(), 10));
                }
                problem.ifPresent(text -> LOG.error("notice {} is given up: {}", notice.callId(), text));
                store.write(books -> {
                    books.told(notice);
                    return notice;
                });
            }
            return notices.size() == MAX_AT_A_TIME ? 0 : IDLE_MILLIS;
        } catch (StoreUnavailable unavailable) {
            LOG.warn("notices are put off", unavailable);
            return LAST_RETRY_MILLIS;
        }
    }

    /** Empty when nothing more is owed: taken, or refused for what it says. */
    private Optional<String> tell(URI address, OwedNotice notice) throws InterruptedException {
        HttpRequest.Builder call = HttpRequest.newBuilder(address)
                .timeout(ANSWERS_IN)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + operator.orElseThrow().secret())
                .POST(HttpRequest.BodyPublishers.ofString(notice.document()));
        headers.forEach(call::header);
        try {
            HttpResponse<String> answer = http.send(call.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == BAD_REQUEST || answer.statusCode() == TOO_LARGE) {
                LOG.warn("{} does not want {}: {}", address, notice.callId(), answer.body());
                return Optional.empty();
            }
            return answer.statusCode() == NO_CONTENT
                    ? Optional.empty()
                    : Optional.of(address + " answers " + answer.statusCode());
        } catch (IOException away) {
            return Optional.of(String.valueOf(away));
        }
    }
}
