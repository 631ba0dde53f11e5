package dialtone.order;

/** What a step has left on the network so far, by the book of what was asked of it. */
public enum NetworkTrace {
    /** Nothing: it was asked for nothing, or has refused, which changes nothing. */
    NONE,
    /** Nobody knows: something was asked for and not answered. */
    UNKNOWN,
    /** Something of it is done. */
    DONE
}
