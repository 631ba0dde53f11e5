package dialtone.process.service;

import dialtone.process.IncidentKey;
import dialtone.process.JobKey;
import dialtone.process.ProcessInstanceKey;

/** What operations ask of the engine itself. Each method throws an unchecked exception when the broker is away. */
public interface Engine {

    enum Answer {
        DONE,
        /** The engine does not know it any more: it is done with already. */
        NOT_FOUND
    }

    /** @param retries attempts from now on, at least 1 */
    Answer updateRetries(JobKey job, int retries);

    /** The engine tries again what failed, and raises a new incident when it fails again. */
    Answer resolveIncident(IncidentKey incident);

    /** Ends the instance and those it called. */
    Answer cancelInstance(ProcessInstanceKey instance);
}
