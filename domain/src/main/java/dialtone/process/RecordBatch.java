package dialtone.process;

import java.util.List;

/**
 * A stretch of one partition's log.
 *
 * @param partition    from 1
 * @param lastPosition the stretch reaches up to here; records that operations have no use for are left out
 * @param records      in the order of the log, at most {@value #MAX_RECORDS}; none is a sign of life
 */
public record RecordBatch(int partition, long lastPosition, List<EngineRecord> records) {

    /** One transaction takes them, and it is to take a second at most. */
    public static final int MAX_RECORDS = 5_000;

    public RecordBatch {
        records = List.copyOf(records);
        if (records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(
                    "A batch has at most " + MAX_RECORDS + " records, this one " + records.size());
        }
        long before = -1;
        for (EngineRecord entry : records) {
            if (entry.position() <= before || entry.position() > lastPosition) {
                throw new IllegalArgumentException("Position " + entry.position() + " after " + before
                        + " is out of order in a batch up to " + lastPosition);
            }
            before = entry.position();
        }
    }
}
