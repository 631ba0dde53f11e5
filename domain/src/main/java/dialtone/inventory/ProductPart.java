package dialtone.inventory;

/** What of a product is in rows of its own, and read when it is asked for. */
public enum ProductPart {
    CHARACTERISTICS,
    CHANGES,
    /** With facts and resources. */
    SERVICES
}
