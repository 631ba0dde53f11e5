package dialtone.usage.service;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Work in a transaction that may meet another one, over the same records or the same numbers, and goes through when the other is done. */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    static final int MAX = 4;

    private Attempts() {}

    /**
     * @param what  for the log
     * @param where the work belongs to, for the log
     * @throws RuntimeException the last one of the work's, or one that is not of the database
     */
    static <T> T at(String what, String where, Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException failure) {
                if (attempt == MAX || !isOfTheDatabase(failure)) {
                    throw failure;
                }
                LOG.warnf("%s: %s are tried again: %s", where, what, failure.getMessage());
            }
        }
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
