package dialtone.platform.outbox;

/** Which of the messages that are due goes first. Within one it is what has been due longest. */
public enum Priority {
    /** Of what is lost or stolen: few, and each minute counts. */
    URGENT,
    USUAL
}
