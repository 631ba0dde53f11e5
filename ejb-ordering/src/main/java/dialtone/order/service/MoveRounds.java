package dialtone.order.service;

import dialtone.platform.job.Rounds;
import dialtone.platform.settings.Settings;
import dialtone.process.service.Engine;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Gives each move of orders that is due its turn, every second. All that a move knows is in the database: whichever node comes next goes on
 * where the one before has left off.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class MoveRounds {

    private static final Logger LOG = Logger.getLogger(MoveRounds.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final String ENGINE_AWAY = "The engine does not answer; it is told again to end the instance.";

    @EJB
    private MoveTurns turns;

    @Inject
    private Engine engine;

    @Resource
    private ManagedThreadFactory threads;

    private final Rounds rounds = new Rounds(LOG);

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public MoveRounds() {}

    /** Outside a container, without a clock of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same fields, for who is not a container
    MoveRounds(MoveTurns turns, Engine engine) {
        this.turns = turns;
        this.engine = engine;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). A second call changes nothing. */
    public synchronized void start() {
        if (Settings.workers() && !rounds.isBegun()) {
            rounds.begin(threads, EVERY, "The moves of orders do not go on", this::round);
        }
    }

    @PreDestroy
    void stop() {
        rounds.end();
    }

    /** One turn for each move that is due. */
    void round() {
        for (String move : turns.due()) {
            turns.take(move).ifPresent(lines -> {
                lines.forEach(line -> orNoteFailure(move, line, () -> turns.leave(move, line)));
                for (MoveTurns.Leaving leaving : turns.leaving(move)) {
                    if (!end(move, leaving)) {
                        break;
                    }
                }
                turns.follow(move);
            });
        }
    }

    /** @return whether the engine answers */
    private boolean end(String move, MoveTurns.Leaving leaving) {
        try {
            // one that the engine does not know any more has ended, too
            engine.cancelInstance(leaving.instance());
        } catch (RuntimeException away) {
            LOG.debugf(away, "Instance %s of line %s is not ended yet", leaving.instance(), leaving.lineId());
            turns.noteObstacle(move, leaving.lineId(), ENGINE_AWAY);
            return false;
        }
        orNoteFailure(move, leaving.lineId(), () -> turns.begin(move, leaving.lineId()));
        return true;
    }

    /** A line that fails holds up no other; while the database is away noting it fails as well, and the round ends. */
    private void orNoteFailure(String move, String line, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "The order of line %s was not moved on", line);
            turns.noteFailure(move, line);
        }
    }
}
