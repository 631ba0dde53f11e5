package dialtone.process;

import java.time.Instant;
import java.util.Optional;

/**
 * One visit of a token to an element of the diagram; a loop or a retry by way of fallout visits again.
 *
 * @param type    in the engine's words, such as {@code SERVICE_TASK}
 * @param jobType of the job that was made for it, if one was
 */
public record ElementVisit(
        String elementId,
        String type,
        InstanceState state,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> jobType) {}
