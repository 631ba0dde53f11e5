package dialtone.pool;

/** Where a pooled resource stands. */
public enum PoolState {
    FREE,
    /** For an order, until a time. */
    RESERVED,
    /** Part of an installed product. */
    ASSIGNED,
    /**
     * Kept back: of an order that failed after the network may have learned of it, until a person looks; of a product that has ended, a
     * number that ages until its former owner is not called on it any more.
     */
    QUARANTINED,
    /** Of a product that has ended: a SIM that is used up, a device that is not on stock. Never handed out again by itself. */
    RETIRED,
    /** A device that was asked back and has not come yet. */
    AWAITED,
    /** A device that has come back: somebody looks at it before it is sold again. Never handed out again by itself. */
    REFURBISHING
}
