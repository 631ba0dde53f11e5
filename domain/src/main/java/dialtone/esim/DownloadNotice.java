package dialtone.esim;

import java.time.Instant;
import java.util.Optional;

/**
 * What the SM-DP+ tells while a telephone loads a profile: HandleDownloadProgressInfo of ES2+ (GSMA SGP.22 v2 section 5.3.5).
 *
 * @param callId     {@code functionCallIdentifier}, at most 120 characters; some vendors send the same one always
 * @param iccid      of the profile, 18 to 20 digits
 * @param eid        of the telephone's eUICC, 32 digits; empty before the SM-DP+ knows it
 * @param point      where in the procedure: see the constants; vendors have further ones of their own
 * @param words      of a failure: subject and reason code (section 5.2.6) and message, {@code 8.2.7 3.8: wrong code}; at most 500
 *                   characters, empty for what was executed
 * @param happenedAt by the clock of the SM-DP+, to the second
 */
public record DownloadNotice(
        String callId, String iccid, Optional<String> eid, int point, Result result, String words, Instant happenedAt) {

    /** Whether the telephone can have the profile at all, and how often it has tried. */
    public static final int ELIGIBILITY = 1;

    /** The customer has said no, or a wrong confirmation code. */
    public static final int CONFIRMATION = 2;

    /** The profile package is on its way to the telephone. */
    public static final int DOWNLOAD = 3;

    /** The telephone's eUICC has it. */
    public static final int INSTALLATION = 4;

    /** Of {@code words}. */
    public static final int MAX_WORDS = 500;

    /** {@code notificationPointStatus}, SGP.22 section 5.2.6. */
    public enum Result {
        /** Executed-Success, Executed-WithWarning. */
        EXECUTED,
        /** The telephone may try again. */
        FAILED,
        /** The SM-DP+ gives the profile out no more: its time has passed, or its tries are used up. */
        EXPIRED
    }

    /** What a notice did. */
    public enum Effect {
        APPLIED("It is what the profile's state says since."),
        NOTED("It is kept, and says nothing about whether the profile is loaded."),
        REPEATED("The same was told before."),
        LATE("Something newer was known already, which stands."),
        UNKNOWN("No customer had this profile then; what was told before he had his line is looked at when he has it."),
        AFTER_END("The profile's line had ended, or had another SIM.");

        private final String explanation;

        Effect(String explanation) {
            this.explanation = explanation;
        }

        /** A sentence for who looks at it later. */
        public String explanation() {
            return explanation;
        }
    }

    /** The point for a person, such as "eligibility check". */
    public String pointWords() {
        return pointWords(point);
    }

    static String pointWords(int point) {
        return switch (point) {
            case ELIGIBILITY -> "eligibility check";
            case CONFIRMATION -> "confirmation";
            case DOWNLOAD -> "download";
            case INSTALLATION -> "installation";
            default -> "point " + point;
        };
    }

    /** Whether it is about one of the four points that SGP.22 v2 names. */
    boolean isOfTheProcedure() {
        return point >= ELIGIBILITY && point <= INSTALLATION;
    }
}
