package dialtone.order.service;

import dialtone.platform.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives each batch of fallout tasks that is due its turn, every second. All that a batch knows is in the database: whichever node comes
 * next goes on where the one before has left off.
 */
@ApplicationScoped
public class BatchRounds {

    private static final Logger LOG = Logger.getLogger(BatchRounds.class);

    private static final long EVERY_MILLIS = 1_000;

    @EJB
    private BatchTurns turns;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> rounds;
    private String said = "";

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public BatchRounds() {}

    /** Outside a container, without a clock of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same field, for who is not a container
    BatchRounds(BatchTurns turns) {
        this.turns = turns;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). A second call changes nothing. */
    public synchronized void start() {
        if (Settings.workers() && rounds == null) {
            rounds = scheduler.scheduleWithFixedDelay(
                    this::roundOrTryLater, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (rounds != null) {
            rounds.cancel(false); // an interrupt within its file would close an embedded database
        }
    }

    /** A scheduled task that throws is never run again. What stays wrong is said once. */
    private void roundOrTryLater() {
        try {
            round();
            said = "";
        } catch (RuntimeException failure) {
            String words = String.valueOf(failure.getMessage());
            if (!words.equals(said)) {
                LOG.errorf(failure, "The batches of fallout tasks do not go on; it is tried again every second");
                said = words;
            }
        }
    }

    /** One turn for each batch that is due. */
    void round() {
        for (String batch : turns.due()) {
            turns.take(batch).ifPresent(lines -> {
                lines.forEach(line -> decide(batch, line));
                turns.follow(batch);
            });
        }
    }

    /** A line that fails holds up no other; while the database is away noting it fails as well, and the round ends. */
    private void decide(String batch, String line) {
        try {
            turns.decide(batch, line);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "The task of line %s was not decided", line);
            turns.noteFailure(batch, line);
        }
    }
}
