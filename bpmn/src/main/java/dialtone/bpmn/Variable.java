package dialtone.bpmn;

/** Names of the process variables: ids and the few facts a gateway reads, never an order or a document. */
public final class Variable {
    /** String, the order's id. In every instance of order-fulfilment and below. */
    public static final String ORDER_ID = "orderId";
    /**
     * String, the ending of all job types of the order, see {@link Priority#queue}; set by the message that starts it. An instance that was
     * begun without it is a usual one.
     */
    public static final String QUEUE = "queue";
    /** Boolean, set by order.validate-order: false when the order is already served by another instance or cancelled. */
    public static final String ORDER_ACTIVE = "orderActive";
    /** Boolean, set by order.validate-order: false when nothing is to be checked before the order begins. */
    public static final String CHECKS_NEEDED = "checksNeeded";
    /** Boolean, set by fulfilment.check-dependencies. */
    public static final String CHECKS_PASSED = "checksPassed";
    /**
     * List of {stepId, jobType}, set by order.release-steps: what may be performed now, at most {@value #STEPS_AT_ONCE}; empty when all
     * is done.
     */
    public static final String STEPS = "steps";
    /**
     * Steps of one order that the process performs at once. An order of many items brings more of them in turns, so that its instance is
     * never larger than 4 KB and the broker's work for it does not grow with the order.
     */
    public static final int STEPS_AT_ONCE = 8;
    /** Boolean, set by order.release-steps: false when nothing of the order is delivered, for it is cancelled or has failed. */
    public static final String DELIVERING = "delivering";
    /** String, within perform-step. */
    public static final String STEP_ID = "stepId";
    /** String, within perform-step. */
    public static final String JOB_TYPE = "jobType";
    /** Boolean, set by an activation: false while the element's answer is outstanding. */
    public static final String OUTCOME_KNOWN = "outcomeKnown";
    /** String, an ISO 8601 duration, set with {@link #OUTCOME_KNOWN} false: after what time the step is performed again. */
    public static final String READ_BACK_AFTER = "readBackAfter";
    /** String, set by order.open-fallout. */
    public static final String FALLOUT_TASK_ID = "falloutTaskId";
    /** String {@code resubmit}, {@code fail}, {@code cancel}, {@code skip} or {@code completeByHand}, carried by order.fallout-resolved. */
    public static final String FALLOUT_DECISION = "falloutDecision";
    /** String, name of the {@link ProcessError} that was thrown. */
    public static final String ERROR_CODE = "errorCode";
    /** String, the refusing system's own words, at most 500 characters. */
    public static final String ERROR_MESSAGE = "errorMessage";

    private Variable() {}
}
