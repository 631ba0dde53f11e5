package dialtone.platform.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What a node does again and again while it runs. A round that fails is done again at its next time; what stays wrong is said once, until a
 * round has gone well or something else is wrong.
 *
 * <p>Each has a thread of its own. The server's scheduler refuses what it is to run, with an error in the log, from the moment that the server is told to stop, which is
 * before whoever has begun the rounds is told.
 */
public final class Rounds {

    /** Until a round that is under way has gone to its end: a turn or a batch, some seconds on a busy machine. What it calls is stopped after that. */
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final Logger log;
    private final List<ScheduledThreadPoolExecutor> begun = new ArrayList<>();

    /** @param log of whose rounds they are */
    public Rounds(Logger log) {
        this.log = log;
    }

    /** Whether any has begun. */
    public synchronized boolean isBegun() {
        return !begun.isEmpty();
    }

    /**
     * Begins one, after a pause.
     *
     * @param pause   between the end of a round and the beginning of the next
     * @param failing what is said of a round that fails: {@code The bill runs do not go on}
     */
    public void begin(ThreadFactory threads, Duration pause, String failing, Runnable round) {
        begin(threads, pause, pause, failing, round);
    }

    /**
     * The same after another pause.
     *
     * @param first before the first round
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with its thread, and does not fail
    public synchronized void begin(
            ThreadFactory threads, Duration first, Duration pause, String failing, Runnable round) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, threads);
        thread.scheduleWithFixedDelay(
                new Round(failing, round), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        begun.add(thread);
    }

    /** Ends all. A round that is under way goes to its end, which is waited for: an interrupt within its file would close an embedded database. */
    public synchronized void end() {
        begun.forEach(ExecutorService::shutdown);
        long deadline = System.nanoTime() + LAST_ROUND.toNanos();
        try {
            for (ExecutorService each : begun) {
                if (!each.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    log.warn("A round is still under way: it is left to itself");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A scheduled task that throws is never run again. */
    private final class Round implements Runnable {
        private final String failing;
        private final Runnable work;
        private String said = "";

        private Round(String failing, Runnable work) {
            this.failing = failing;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                said = "";
            } catch (RuntimeException failure) {
                String words = String.valueOf(failure.getMessage());
                if (!words.equals(said)) {
                    log.errorf(failure, "%s; it is tried again", failing);
                    said = words;
                }
            }
        }
    }
}
