package dialtone.usage;

/**
 * A part of a session with what has become of it.
 *
 * @param record as it came
 * @param fileId of the register
 */
public record PartEntry(PartialRecord record, long fileId, State state) {

    public enum State {
        WAITING,
        /** Its session's time was up; it waits on, for a person or for the parts that are missing. */
        OVERDUE,
        /** Rated with the others as one record, which has the key of the first of them. */
        JOINED,
        /** It tells what another part had told. */
        DUPLICATE,
        /** A record of its own: it contradicts the other parts, or came after they were rated. */
        UNFIT,
        /** By a person, for good. */
        REFUSED
    }
}
