package dialtone.usage;

import java.time.Duration;

/**
 * Which part of a long call or data session a record is. An element closes a record now and then while the session goes on, and begins the next one
 * (3GPP TS 32.298: recordSequenceNumber, causeForRecClosing).
 *
 * @param session  the element's name for it, at most {@value #MAX_SESSION} characters
 * @param number   from 1, at most {@value #MAX_NUMBER}
 * @param last     whether no further part follows
 * @param patience how long the others are waited for
 */
public record SessionPart(String session, int number, boolean last, Patience patience) {

    public static final int MAX_SESSION = 64;
    /** Ten years of parts of five minutes each. */
    public static final int MAX_NUMBER = 999_999;
    /** A day of parts of a quarter of an hour each: a session that goes on and on is charged every so many parts, and not only when it ends. */
    public static final int SECTION = 100;

    public enum Missing {
        /** A person decides about what there is. */
        SUSPEND,
        /** What there is becomes the whole. */
        RATE
    }

    /**
     * @param forOthers since the latest part came
     * @param missing what becomes of a session that is not complete then
     */
    public record Patience(Duration forOthers, Missing missing) {}

    /** @throws IllegalArgumentException if the name is too long or empty, or the number is out of its range */
    public SessionPart {
        if (session.isEmpty() || session.length() > MAX_SESSION || number < 1 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("Part " + number + " of session " + session);
        }
    }

    /** Parts 1 to {@value #SECTION} are section 1. */
    public int section() {
        return (number - 1) / SECTION + 1;
    }

    boolean isFirstOfSection() {
        return number % SECTION == 1;
    }

    boolean isLastOfSection() {
        return last || number % SECTION == 0;
    }
}
