package dialtone.platform.job;

import dialtone.bpmn.ProcessError;
import java.util.Map;

/** What came of a job. */
public sealed interface JobOutcome {

    /** @param variables for the gateways that follow; ids and facts only */
    record Completed(Map<String, Object> variables) implements JobOutcome {
        public Completed {
            variables = Map.copyOf(variables);
        }
    }

    /** A business refusal: the process goes on along the error's boundary event. */
    record Refused(ProcessError error, String message) implements JobOutcome {}

    /**
     * Another system cannot be reached or has a fault. The job is tried again with back-off; when the attempts are used up it
     * ends in {@link ProcessError#RETRIES_EXHAUSTED}.
     *
     * @param message the other system's own words
     */
    record Outage(String message) implements JobOutcome {}

    /**
     * The job was not begun, or not gone on with, because somebody it needs is not to be asked now. It goes back as it came, with
     * no attempt used up, and comes again when there is room ({@link Admission}).
     *
     * @param message what it waits for
     */
    record Deferred(String message) implements JobOutcome {}

    static JobOutcome completed() {
        return new Completed(Map.of());
    }

    static JobOutcome completed(String variable, Object value) {
        return new Completed(Map.of(variable, value));
    }
}
