package dialtone.usage;

import java.util.List;

/**
 * A record that is or was suspended, with all that people did with it.
 *
 * @param record  as it is now, corrections included
 * @param actions the latest five hundred, in their order
 */
public record SuspenseCase(State state, SuspendedUsage record, List<SuspenseAction> actions) {

    public enum State {
        SUSPENDED,
        /** For good: it is among the rejected records of its file. */
        REFUSED
    }

    public SuspenseCase {
        actions = List.copyOf(actions);
    }
}
