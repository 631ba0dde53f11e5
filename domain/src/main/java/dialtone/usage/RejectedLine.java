package dialtone.usage;

import java.time.Instant;

/** A line that was not taken, with the file it came in. */
public record RejectedLine(long fileId, String fileName, UsageReject reject, Instant rejectedAt) {}
