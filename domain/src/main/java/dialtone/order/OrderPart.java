package dialtone.order;

/** What of an order is in rows of its own, and read when it is asked for. */
public enum OrderPart {
    /** With characteristics and prices. */
    ITEMS,
    NOTES,
    REFERENCES
}
