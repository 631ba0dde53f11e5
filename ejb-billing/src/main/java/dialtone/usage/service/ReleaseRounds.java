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
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rates what was held and has been released, where whoever released it has not come to that. Who does it at once, as the desks do, is not waited for: what is rated already is
 * not found again.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class ReleaseRounds {

    private static final Logger LOG = Logger.getLogger(ReleaseRounds.class);

    private static final Duration EVERY = Duration.ofMinutes(1);

    @EJB
    private UsageRecycling recycling;

    @Resource
    private ManagedThreadFactory threads;

    private final Rounds rounds = new Rounds(LOG);
    private volatile boolean stopping;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ReleaseRounds() {}

    /** Outside a container, without a clock of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same fields, for who is not a container
    public ReleaseRounds(UsageRecycling recycling) {
        this.recycling = recycling;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). */
    @PostConstruct
    void start() {
        if (Settings.workers()) {
            rounds.begin(threads, EVERY, "Use that was released waits on", this::round);
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        rounds.end();
    }

    /** One account after the other; one that fails holds up no other, and is in the next round again. */
    public void round() {
        @Nullable RuntimeException failed = null;
        for (ReleasedUsage released : recycling.released()) {
            if (stopping) {
                return;
            }
            try {
                rate(released);
            } catch (RuntimeException failure) {
                if (failed == null) {
                    failed = failure;
                } else {
                    failed.addSuppressed(failure);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void rate(ReleasedUsage released) {
        for (String number : recycling.waitingOf(List.of(released.account().value()))) {
            UsageRecycling.Step.all(after -> recycling.recycleNumber(number, after));
        }
        recycling.tried(released);
    }
}
