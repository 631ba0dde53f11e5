package dialtone.usage;

/**
 * A line that is no usage record, kept with the reason.
 *
 * @param lineNumber from 1, the header being line 1; of a file that is no lines the number of the record
 * @param reason     why it was not taken, one of {@link Reason}
 * @param message    one sentence with the value at fault
 * @param raw        the line as it came, cut at {@value #MAX_RAW} characters
 */
public record UsageReject(long lineNumber, Reason reason, String message, String raw) {

    public static final int MAX_RAW = 1000;
    public static final int MAX_MESSAGE = 255;

    public enum Reason {
        /** Not as many fields, or characters, as its layout has. */
        FIELD_COUNT,
        /** No JSON object. */
        NOT_AN_OBJECT,
        SEQUENCE_INVALID,
        TYPE_UNKNOWN,
        MSISDN_INVALID,
        STARTED_AT_INVALID,
        QUANTITY_INVALID,
        PEER_INVALID,
        VISITED_NETWORK_INVALID,
        /** A part of a session that does not say which part, or of which session. */
        PART_INVALID,
        /** Longer than a record can be. */
        LINE_TOO_LONG
    }

    public UsageReject {
        raw = raw.length() <= MAX_RAW ? raw : raw.substring(0, MAX_RAW);
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }
}
