package dialtone.process;

import java.time.Instant;

/**
 * A version of a process that the engine has.
 *
 * @param version       from 1, one more with each change of its file
 * @param newest        whether the engine has none later: what starts runs on it
 * @param openInstances that have begun on it and have not ended, counted to a limit
 */
public record ProcessVersion(
        ProcessDefinitionKey definition,
        String processId,
        int version,
        Instant deployedAt,
        boolean newest,
        long openInstances) {

    /** The same, with so many open. */
    public ProcessVersion with(long open) {
        return new ProcessVersion(definition, processId, version, deployedAt, newest, open);
    }
}
