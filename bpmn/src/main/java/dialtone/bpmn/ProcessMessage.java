package dialtone.bpmn;

/** The messages the processes wait for. */
public enum ProcessMessage {
    /** Starts order-fulfilment; correlated by the order id. */
    ORDER_ACKNOWLEDGED("order.acknowledged"),
    /** A person has decided about a fallout task; correlated by the fallout task's id. */
    ORDER_FALLOUT_RESOLVED("order.fallout-resolved"),
    /** A network element has reported late; correlated by the step's id. */
    FULFILMENT_OUTCOME_REPORTED("fulfilment.outcome-reported");

    private final String messageName;

    ProcessMessage(String messageName) {
        this.messageName = messageName;
    }

    public String messageName() {
        return messageName;
    }
}
