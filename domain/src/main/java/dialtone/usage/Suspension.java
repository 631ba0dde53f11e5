package dialtone.usage;

/** Why a record cannot be charged to anybody yet. */
public enum Suspension {
    /** No account had this number when the use began; or it was taken for barred, was not, and is rated next. */
    NO_ACCOUNT,
    /** The number's tariff neither prices nor includes this type of use. */
    NO_PRICE,
    /** The line was suspended and barred from this type of use when it began: nobody is charged, and somebody should ask how it came about. */
    BARRED,
    /** It would have brought what its line, or account, has spent above the customer's limit: it waits until he raises that or takes it off. */
    SPENDING_LIMIT,
    /** A part of a session, and others of its parts are waited for. */
    INCOMPLETE,
    /** Others of its session's parts did not come in time: a person waits on, or tries it again, by which what there is becomes the whole. */
    PART_MISSING,
    /** It contradicts the other parts of its session, or came after they were rated: tried again it is rated by itself. */
    PART_UNFIT;

    /** Whether it is about the session that a record is a part of, whatever the record says itself. */
    public boolean isOfSession() {
        return this == INCOMPLETE || this == PART_MISSING || this == PART_UNFIT;
    }
}
