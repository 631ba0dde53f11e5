package dialtone.usage;

/** Why a record cannot be charged to anybody yet. */
public enum Suspension {
    /** No account had this number when the use began; or it was taken for barred, was not, and is rated next. */
    NO_ACCOUNT,
    /** The number's tariff neither prices nor includes this type of use. */
    NO_PRICE,
    /** The line was suspended and barred from this type of use when it began: nobody is charged, and somebody should ask how it came about. */
    BARRED
}
