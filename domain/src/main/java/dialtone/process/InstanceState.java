package dialtone.process;

/** Where a process instance, or one visit of a token to an element, stands. */
public enum InstanceState {
    ACTIVE,
    COMPLETED,
    /** Cancelled, or ended by an interrupting event. */
    TERMINATED
}
