package dialtone.fulfilment;

/**
 * What the checks are to ask of an order.
 *
 * @param revision of the order that this is; what is found holds for no other
 */
public record OrderToCheck(int revision, CheckRequest request) {}
