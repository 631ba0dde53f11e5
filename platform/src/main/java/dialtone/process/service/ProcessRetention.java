package dialtone.process.service;

import dialtone.platform.job.Rounds;
import dialtone.platform.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import org.jboss.logging.Logger;

/**
 * Keeps the copy of the engine's records from growing for ever: every hour it deletes what ended longer ago than
 * {@link Settings#processRetentionDays}. Nodes that purge at the same time find each other's rows gone and do no harm.
 */
@ApplicationScoped
public class ProcessRetention {

    private static final Logger LOG = Logger.getLogger(ProcessRetention.class);

    /** After the start's own work, and soon enough for a node that does not live long. */
    private static final Duration FIRST = Duration.ofMinutes(5);

    private static final Duration EVERY = Duration.ofHours(1);

    /** Instances in one transaction, each with some tens of rows. */
    private static final int BATCH = 200;

    /** One run ends after so many batches; the next one goes on. */
    private static final int MAX_BATCHES = 500;

    private final ProcessRecords records;
    private final Clock clock;

    @Resource
    private ManagedThreadFactory threads;

    private final Rounds rounds = new Rounds(LOG);

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected ProcessRetention() {
        this.records = null;
        this.clock = null;
    }

    @Inject
    public ProcessRetention(ProcessRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * Begins to purge, unless this node works no jobs ({@link Settings#workers}). A second call changes nothing.
     *
     * @throws IllegalArgumentException when the setting is less than a day
     */
    public synchronized void start() {
        if (Settings.workers() && !rounds.isBegun()) {
            start(threads, FIRST, EVERY, Settings.processRetentionDays());
        }
    }

    void start(ThreadFactory factory, Duration first, Duration every, int days) {
        endOf(days);
        rounds.begin(factory, first, every, "Ended process instances are not deleted", () -> {
            int deleted = purge(days);
            if (deleted > 0) {
                LOG.infof("%d process instances that ended more than %d days ago were deleted", deleted, days);
            }
        });
    }

    @PreDestroy
    void stop() {
        rounds.end();
    }

    /**
     * Deletes ended instances, each batch in a transaction of its own.
     *
     * @param days an instance is kept so many days after its end, at least 1
     * @return how many were deleted; at most 100,000 in one run
     */
    public int purge(int days) {
        Instant end = endOf(days);
        int deleted = 0;
        for (int batch = 0; batch < MAX_BATCHES; batch++) {
            int rows = records.purgeEndedBefore(end, BATCH);
            deleted += rows;
            if (rows < BATCH) {
                break;
            }
        }
        return deleted;
    }

    private Instant endOf(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("Ended instances are kept for a day at least, not " + days);
        }
        return clock.instant().minus(Duration.ofDays(days));
    }
}
