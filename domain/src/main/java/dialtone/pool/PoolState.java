package dialtone.pool;

/** Where a pooled resource stands. */
public enum PoolState {
    FREE,
    /** For an order, until a time. */
    RESERVED,
    /** Part of an installed product. */
    ASSIGNED,
    /** Of an order that failed after the network may have learned of it: kept back until a person looks. */
    QUARANTINED
}
