package dialtone.process.tmf;

import dialtone.process.ProcessVersion;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/**
 * A version of a process.
 *
 * @param newest        whether what starts runs on it
 * @param openInstances that have begun on it and have not ended
 */
@JsonbPropertyOrder({"processId", "version", "newest", "deployedAt", "openInstances"})
public record ProcessVersionView(
        String processId, int version, boolean newest, Instant deployedAt, long openInstances) {

    static ProcessVersionView of(ProcessVersion version) {
        return new ProcessVersionView(
                version.processId(),
                version.version(),
                version.newest(),
                version.deployedAt(),
                version.openInstances());
    }
}
