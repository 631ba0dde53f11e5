package dialtone.process.tmf;

import dialtone.process.Incident;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident on the wire.
 *
 * @param jobKey     absent when no job is behind it
 * @param resolvedAt absent while it is open
 */
public record IncidentView(
        String key,
        String processInstanceKey,
        String elementId,
        @Nullable String jobKey,
        String errorType,
        String message,
        Instant createdAt,
        @Nullable Instant resolvedAt) {

    static IncidentView of(Incident incident) {
        return new IncidentView(
                incident.key().toString(),
                incident.instance().toString(),
                incident.elementId(),
                incident.job().map(Object::toString).orElse(null),
                incident.errorType(),
                incident.message(),
                incident.createdAt(),
                incident.resolvedAt().orElse(null));
    }
}
