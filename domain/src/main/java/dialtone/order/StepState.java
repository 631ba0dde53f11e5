package dialtone.order;

/** Where a step of the fulfilment plan stands. */
public enum StepState {
    /** Waits for the steps it depends on. */
    PLANNED,
    /** The process has been told to perform it. */
    RELEASED,
    /** Asked of the network element; the answer comes later by callback or is read back. */
    AWAITING_OUTCOME,
    COMPLETED,
    /** A person has to decide. */
    IN_FALLOUT,
    /** Given up by a person's decision. */
    FAILED,
    /** Not wanted any more before it was completed; what it had begun on the network is undone. */
    CANCELLED,
    /** Passed by: two persons have decided that the order goes on without it. */
    SKIPPED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED || this == SKIPPED;
    }

    /** Whether what waits for the step goes on: it is done, or the order does without it. */
    public boolean isPassed() {
        return this == COMPLETED || this == SKIPPED;
    }
}
