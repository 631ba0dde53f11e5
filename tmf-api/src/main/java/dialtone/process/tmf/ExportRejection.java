package dialtone.process.tmf;

import dialtone.process.RejectedRecord;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /exporter/v1/rejected}: a record that this server has refused and that will be skipped. */
public record ExportRejection(
        @Nullable Integer partitionId,
        @Nullable Long position,
        @Nullable String reason,
        @Nullable String record) {

    /** @throws IllegalArgumentException when partition or position are missing */
    public RejectedRecord toCommand() {
        if (partitionId == null || position == null) {
            throw new IllegalArgumentException("partitionId and position are required");
        }
        return new RejectedRecord(partitionId, position, reason == null ? "" : reason, record == null ? "" : record);
    }
}
