package dialtone.billrun.service;

import dialtone.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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

    private static final long EVERY_MILLIS = 1_000;

    private static final long STARTS_EVERY_SECONDS = 60;

    /** Accounts that other nodes are at, at the most; a run that is paused ends the round by it too. */
    private static final int MAX_OTHERS = 4 * BillRunTurns.BATCH;

    @EJB
    private BillRunTurns turns;

    @EJB
    private BillRuns runs;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final List<ScheduledFuture<?>> scheduled = new ArrayList<>();
    private String said = "";
    private String saidOfStarts = "";
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
            scheduled.add(scheduler.scheduleWithFixedDelay(
                    this::roundOrTryLater, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS));
            if (Settings.billRunAfterDays().isPresent()) {
                scheduled.add(scheduler.scheduleWithFixedDelay(
                        this::startDueOrTryLater, 1, STARTS_EVERY_SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        scheduled.forEach(each -> each.cancel(false)); // an interrupt within its file would close an embedded database
    }

    /** A scheduled task that throws is never run again. What stays wrong is said once. */
    private void roundOrTryLater() {
        try {
            round();
            said = "";
        } catch (RuntimeException failure) {
            String words = String.valueOf(failure.getMessage());
            if (!words.equals(said)) {
                LOG.errorf(failure, "The bill runs do not go on; it is tried again every second");
                said = words;
            }
        }
    }

    /** By itself: that no run can be started holds up none that goes on. */
    private void startDueOrTryLater() {
        try {
            Settings.billRunAfterDays().ifPresent(runs::startDue);
            saidOfStarts = "";
        } catch (RuntimeException failure) {
            String words = String.valueOf(failure.getMessage());
            if (!words.equals(saidOfStarts)) {
                LOG.errorf(failure, "No bill run starts by itself; it is tried again every minute");
                saidOfStarts = words;
            }
        }
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
