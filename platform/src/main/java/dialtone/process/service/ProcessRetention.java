package dialtone.process.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keeps the copy of the engine's records from growing for ever. */
@ApplicationScoped
public class ProcessRetention {

    /** Instances in one transaction, each with some tens of rows. */
    private static final int BATCH = 200;

    /** One run ends after so many batches; the next one goes on. */
    private static final int MAX_BATCHES = 500;

    private final ProcessRecords records;
    private final Clock clock;

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
     * Deletes ended instances, each batch in a transaction of its own.
     *
     * @param days an instance is kept so many days after its end, at least 1
     * @return how many were deleted; at most 100,000 in one run
     */
    public int purge(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("Ended instances are kept for a day at least, not " + days);
        }
        Instant end = clock.instant().minus(Duration.ofDays(days));
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
}
