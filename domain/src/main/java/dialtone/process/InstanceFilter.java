package dialtone.process;

import java.util.Optional;

/**
 * Which instances to list; what is empty or false does not restrict.
 *
 * @param withIncident only those with an open incident, a root also for one below it
 * @param rootsOnly    only those that nobody called
 */
public record InstanceFilter(
        Optional<InstanceState> state,
        Optional<String> processId,
        Optional<String> businessKey,
        boolean withIncident,
        boolean rootsOnly) {

    public static final InstanceFilter ALL =
            new InstanceFilter(Optional.empty(), Optional.empty(), Optional.empty(), false, false);
}
