package dialtone.usage;

import java.time.Instant;

/**
 * What a person did with a suspended record.
 *
 * @param field  that was corrected; empty for the other kinds
 * @param former what it was
 * @param now    what it is since
 * @param remark why it was refused, or why it stays suspended; empty otherwise
 * @param by     login
 */
public record SuspenseAction(Kind kind, String field, String former, String now, String remark, String by, Instant at) {

    public static final int MAX_REMARK = 255;

    public enum Kind {
        CORRECTED,
        /** Tried again, and rated. */
        RATED,
        /** Tried again, and gone: it told what another part of its session has told. */
        DUPLICATE,
        /** Tried again, and it stays. */
        STILL_SUSPENDED,
        /** Nobody is charged for it, ever. */
        REFUSED
    }
}
