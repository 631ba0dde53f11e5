package dialtone.process.service;

/** The database will never take these records: one of them is bad. The transaction is rolled back. */
public final class RecordsRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    RecordsRefused(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
