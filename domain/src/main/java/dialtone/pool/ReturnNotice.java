package dialtone.pool;

import java.time.Instant;

/**
 * What the warehouse tells of a device that was asked back.
 *
 * @param noticeId   the warehouse's own, at most 120 characters
 * @param rma        number of the return, at most 64 characters
 * @param imei       of the device that is in the parcel, 15 digits
 * @param happenedAt by the clock of the warehouse, to the second
 */
public record ReturnNotice(String noticeId, String rma, String imei, Event event, Instant happenedAt) {

    public enum Event {
        /** The carrier has it from the customer. */
        HANDED_IN,
        /** The warehouse has it. */
        RECEIVED
    }

    /** What a notice did. */
    public enum Effect {
        APPLIED("It is what the state of the return says since."),
        REPEATED("The same was told before."),
        LATE("More was known already, which stands."),
        UNKNOWN(
                "No device was awaited under this number then; what was told before its order ended is looked at when it has."),
        OTHER_RETURN(
                "The parcel has a device that is awaited of the same customer under another number; that return has moved on."),
        OTHER_DEVICE("The parcel has another device than the one that was asked back; a person looks at it.");

        private final String explanation;

        Effect(String explanation) {
            this.explanation = explanation;
        }

        /** A sentence for who looks at it later. */
        public String explanation() {
            return explanation;
        }
    }
}
