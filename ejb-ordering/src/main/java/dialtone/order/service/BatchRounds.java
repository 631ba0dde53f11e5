package dialtone.order.service;

import dialtone.platform.job.Rounds;
import dialtone.platform.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Gives each batch of fallout tasks that is due its turn, every second. All that a batch knows is in the database: whichever node comes
 * next goes on where the one before has left off.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class BatchRounds {

    private static final Logger LOG = Logger.getLogger(BatchRounds.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    @EJB
    private BatchTurns turns;

    @Resource
    private ManagedThreadFactory threads;

    private final Rounds rounds = new Rounds(LOG);

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public BatchRounds() {}

    /** Outside a container, without a clock of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same field, for who is not a container
    BatchRounds(BatchTurns turns) {
        this.turns = turns;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). A second call changes nothing. */
    public synchronized void start() {
        if (Settings.workers() && !rounds.isBegun()) {
            rounds.begin(threads, EVERY, "The batches of fallout tasks do not go on", this::round);
        }
    }

    @PreDestroy
    void stop() {
        rounds.end();
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
