package dialtone.process;

/**
 * A job that nobody has done yet.
 *
 * @param type      by which the broker keeps it: with the ending of its queue
 * @param elementId id of the BPMN element
 * @param retries   attempts left
 */
public record WaitingJob(JobKey key, String type, ProcessInstanceKey instance, String elementId, int retries) {}
