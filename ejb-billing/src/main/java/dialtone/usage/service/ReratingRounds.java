package dialtone.usage.service;

import dialtone.platform.job.Rounds;
import dialtone.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Goes on with re-ratings. All that one knows is in the database: whichever node comes next goes on where the one before has left off. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class ReratingRounds {

    private static final Logger LOG = Logger.getLogger(ReratingRounds.class);

    private static final Duration EVERY = Duration.ofSeconds(2);

    @EJB
    private ReratingTurns turns;

    @EJB
    private UsageRecycling recycling;

    @Resource
    private ManagedThreadFactory threads;

    private final Rounds rounds = new Rounds(LOG);
    private volatile boolean stopping;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ReratingRounds() {}

    /** Outside a container, without a clock of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same fields, for who is not a container
    ReratingRounds(ReratingTurns turns, UsageRecycling recycling) {
        this.turns = turns;
        this.recycling = recycling;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). */
    @PostConstruct
    void start() {
        if (Settings.workers()) {
            rounds.begin(threads, EVERY, "The re-ratings do not go on", this::round);
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        rounds.end();
    }

    /** Until no re-rating has a number that waits, or another node is at those that do. */
    void round() {
        for (long id : turns.due()) {
            int taken = take(id);
            while (taken > 0 && !stopping) {
                taken = take(id);
            }
            // before it ends: who dies meanwhile comes by again
            recycling.waitingOf(turns.cheaper(id)).forEach(this::recycle);
            turns.finish(id);
        }
    }

    private void recycle(String msisdn) {
        UsageRecycling.Step.all(after -> recycling.recycleNumber(msisdn, after));
    }

    /** One number that breaks holds up no other; while the database is away noting it fails as well, and the round ends. */
    private int take(long id) {
        try {
            return turns.take(id, ReratingTurns.BATCH);
        } catch (RuntimeException failure) {
            LOG.warnf("Numbers of re-rating %d are taken one by one: %s", id, failure.getMessage());
        }
        Optional<Long> number = turns.first(id);
        if (number.isEmpty()) {
            return 0;
        }
        try {
            return turns.takeOne(id, number.get());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Number %d of re-rating %d is not rated again", number.get(), id);
            turns.noteFault(id, number.get(), String.valueOf(failure.getMessage()));
            return 1;
        }
    }
}
