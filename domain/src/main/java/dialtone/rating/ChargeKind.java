package dialtone.rating;

/** What a charge is for; revenue is booked by it. */
public enum ChargeKind {
    /** Once, when the product becomes active. */
    ONE_OFF,
    /** For a period of a recurring price or a part of one, in advance or in arrears. */
    RECURRING,
    /** For use that no allowance covered. */
    USAGE,
    /** Days of a recurring charge that are not used, given back: never positive, but where it is taken back itself by a later revision. */
    CREDIT,
    /** Once, when the product ends before its minimum term is over. */
    EARLY_TERMINATION
}
