package dialtone.platform.job;

/**
 * Does the work of one job type. It is called at least once for each job, so that its effect carries an idempotency key of
 * its own (plan step and action, order id), never the job's key.
 */
@FunctionalInterface
public interface JobHandler {

    /**
     * @return what came of it; an outage is a {@link JobOutcome.Outage}, a refusal a {@link JobOutcome.Refused}, what has to
     *     wait for somebody a {@link JobOutcome.Deferred}
     * @throws Exception a bug: the job is tried again and then becomes an incident that operations see
     */
    JobOutcome handle(Job job) throws Exception;
}
