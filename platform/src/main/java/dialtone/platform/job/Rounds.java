package dialtone.platform.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What a node does again and again while it runs. A round that fails is done again at its next time; what stays wrong is said once, until a
 * round has gone well or something else is wrong.
 */
public final class Rounds {

    private final Logger log;
    private final List<ScheduledFuture<?>> scheduled = new ArrayList<>();

    /** @param log of whose rounds they are */
    public Rounds(Logger log) {
        this.log = log;
    }

    /** Whether any has begun. */
    public synchronized boolean isBegun() {
        return !scheduled.isEmpty();
    }

    /**
     * Begins one, after a pause.
     *
     * @param pause   between the end of a round and the beginning of the next
     * @param failing what is said of a round that fails: {@code The bill runs do not go on}
     */
    public synchronized void begin(ScheduledExecutorService scheduler, Duration pause, String failing, Runnable round) {
        scheduled.add(scheduler.scheduleWithFixedDelay(
                new Round(failing, round), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Ends all. A round that is under way goes to its end: an interrupt within its file would close an embedded database. */
    public synchronized void end() {
        scheduled.forEach(each -> each.cancel(false));
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
