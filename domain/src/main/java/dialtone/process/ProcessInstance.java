package dialtone.process;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a process.
 *
 * @param root          the instance at the top of the calls; itself when nobody called it
 * @param businessKey   id of the order it serves
 * @param openIncidents its own; for a root those of all instances below it too
 */
public record ProcessInstance(
        ProcessInstanceKey key,
        Optional<ProcessInstanceKey> parent,
        ProcessInstanceKey root,
        ProcessDefinitionKey definition,
        String processId,
        int version,
        InstanceState state,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> businessKey,
        int openIncidents) {}
