package dialtone.process;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an instance is stuck until somebody helps.
 *
 * @param job        present when a job ran out of retries; it needs new ones before the incident can be resolved
 * @param errorType  in the engine's words, such as {@code JOB_NO_RETRIES}
 * @param resolvedAt empty while it is open
 */
public record Incident(
        IncidentKey key,
        ProcessInstanceKey instance,
        String elementId,
        Optional<JobKey> job,
        String errorType,
        String message,
        Instant createdAt,
        Optional<Instant> resolvedAt) {}
