package dialtone.process;

/**
 * A job that nobody has done yet.
 *
 * @param elementId id of the BPMN element
 * @param retries   attempts left
 */
public record WaitingJob(JobKey key, String type, ProcessInstanceKey instance, String elementId, int retries) {}
