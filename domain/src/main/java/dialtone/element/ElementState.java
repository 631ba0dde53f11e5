package dialtone.element;

/** Whether an element is asked anything. */
public enum ElementState {
    /** All is well: the circuit is closed, and calls go through within the limits. */
    CLOSED,
    /** It was out of reach too often and is left in peace for a moment; its jobs stay with the broker. */
    OPEN,
    /** The moment is over: one job tries whether it is back. */
    HALF_OPEN,
    /** Somebody has said that it is not to be asked. */
    MAINTENANCE
}
