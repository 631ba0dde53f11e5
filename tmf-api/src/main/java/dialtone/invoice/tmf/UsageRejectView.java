package dialtone.invoice.tmf;

import dialtone.usage.RejectedLine;
import java.time.Instant;

/** A line of a usage file that was not taken. */
public record UsageRejectView(
        long usageFile, String fileName, long line, String reason, String message, String raw, Instant rejectedAt) {
    static UsageRejectView of(RejectedLine rejected) {
        return new UsageRejectView(
                rejected.fileId(),
                rejected.fileName(),
                rejected.reject().lineNumber(),
                rejected.reject().reason().name(),
                rejected.reject().message(),
                rejected.reject().raw(),
                rejected.rejectedAt());
    }
}
