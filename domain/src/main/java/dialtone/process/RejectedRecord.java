package dialtone.process;

/**
 * A record that was refused and skipped.
 *
 * @param reason why, at most 1,000 characters are kept
 * @param text   the record as JSON, as far as it was sent; at most 1,000 characters are kept
 */
public record RejectedRecord(int partition, long position, String reason, String text) {}
