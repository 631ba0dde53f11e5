package dialtone.usage;

/** The way that a usage file, or a batch that is kept like one, came by. */
public enum UsageChannel {
    /** The watched folder. */
    FOLDER,
    /** An upload, or reported one by one by TMF635. */
    REST,
    /** A folder of another system's, looked at by SSH. */
    SFTP,
    /** The queue. */
    JMS
}
