package dialtone.process;

import java.util.List;

/** All that operations see of one instance. Each list is cut at {@value #MAX_ROWS}. */
public record InstanceDetail(
        ProcessInstance instance,
        List<ActiveElement> active,
        List<ElementCount> counts,
        List<Incident> incidents,
        List<ProcessInstance> children,
        List<PendingTimer> timers,
        List<ProcessVariable> variables) {

    /** More than this is no longer looked at one by one. */
    public static final int MAX_ROWS = 500;
}
