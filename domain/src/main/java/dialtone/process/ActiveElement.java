package dialtone.process;

import java.time.Instant;
import java.util.Optional;

/** A token: where it is, since when, and the job it waits for. */
public record ActiveElement(
        ElementInstanceKey key, String elementId, String type, Instant since, Optional<PendingJob> job) {

    /**
     * @param retries attempts left
     * @param error   the worker's last words; empty when it has not failed
     */
    public record PendingJob(JobKey key, String type, int retries, Optional<String> error) {}
}
