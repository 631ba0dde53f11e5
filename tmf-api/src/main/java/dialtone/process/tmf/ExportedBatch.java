package dialtone.process.tmf;

import dialtone.process.EngineRecord;
import dialtone.process.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /exporter/v1/records}. */
public record ExportedBatch(
        @Nullable Integer partitionId,
        @Nullable Long firstPosition,
        @Nullable Long lastPosition,
        @Nullable List<ExportedRecord> records) {

    /** @throws IllegalArgumentException saying what is missing or out of order, and in which record */
    public RecordBatch toCommand() {
        if (partitionId == null || lastPosition == null || records == null) {
            throw new IllegalArgumentException("partitionId, lastPosition and records are required");
        }
        List<EngineRecord> events = new ArrayList<>();
        for (ExportedRecord entry : records) {
            Optional<EngineRecord> event = entry.toCommand();
            event.ifPresent(events::add);
        }
        return new RecordBatch(partitionId, lastPosition, events);
    }
}
