package dialtone.billrun.service;

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
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Bills what the runs that go on have still to bill, and starts runs whose day has come. All that a run knows is in the database: whichever
 * node comes next goes on where the one before has left off.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class BillRunRounds {

    private static final Logger LOG = Logger.getLogger(BillRunRounds.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Duration STARTS_EVERY = Duration.ofMinutes(1);

    /** Accounts that other nodes are at, at the most; a run that is paused ends the round by it too. */
    private static final int MAX_OTHERS = 4 * BillRunTurns.BATCH;

    @EJB
    private BillRunTurns turns;

    @EJB
    private BillRuns runs;

    @Resource
    private ManagedThreadFactory threads;

    private final Rounds rounds = new Rounds(LOG);
    private volatile boolean stopping;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public BillRunRounds() {}

    /** Outside a container, without a clock of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same fields, for who is not a container
    BillRunRounds(BillRunTurns turns, BillRuns runs) {
        this.turns = turns;
        this.runs = runs;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). */
    @PostConstruct
    void start() {
        if (Settings.workers()) {
            rounds.begin(threads, EVERY, "The bill runs do not go on", this::round);
            // by itself: that no run can be started holds up none that goes on
            Settings.billRunAfterDays()
                    .ifPresent(days -> rounds.begin(
                            threads, STARTS_EVERY, "No bill run starts by itself", () -> runs.startDue(days)));
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        rounds.end();
    }

    /** Until no run has an account that waits. */
    void round() {
        for (long run : turns.due()) {
            int others = 0;
            List<String> accounts = turns.next(run, others);
            while (!accounts.isEmpty() && others < MAX_OTHERS && !stopping) {
                // where another node is at the first ones, those behind them are free
                others = bill(run, accounts) ? 0 : others + accounts.size();
                accounts = turns.next(run, others);
            }
            turns.finish(run);
        }
    }

    /** @return whether some were decided about: not when the run was paused, or another node is at them */
    private boolean bill(long run, List<String> accounts) {
        try {
            return turns.bill(run, accounts) > 0;
        } catch (RuntimeException failure) {
            LOG.warnf("%d accounts of bill run %d are billed one by one: %s", accounts.size(), run, cause(failure));
            accounts.forEach(account -> billAlone(run, account));
            return true;
        }
    }

    /** One that fails holds up no other; while the database is away noting it fails as well, and the round ends. */
    private void billAlone(long run, String account) {
        try {
            turns.bill(run, List.of(account));
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "%s was not billed", account);
            turns.noteFailure(run, account, cause(failure));
        }
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }
}
