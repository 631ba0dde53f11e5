package dialtone.order;

import java.util.EnumMap;
import java.util.Map;

/**
 * How far a batch has come.
 *
 * @param counts  tasks by where they stand; a state that is absent has none
 * @param retried tasks that the engine runs again or has run again, whatever came of it
 */
public record BatchProgress(Map<BatchedTask.State, Long> counts, long retried) {

    /** Of no tasks. */
    public static final BatchProgress NOTHING = new BatchProgress(Map.of(), 0);

    public BatchProgress {
        Map<BatchedTask.State, Long> all = new EnumMap<>(BatchedTask.State.class);
        for (BatchedTask.State state : BatchedTask.State.values()) {
            all.put(state, counts.getOrDefault(state, 0L));
        }
        counts = Map.copyOf(all);
    }

    /** How many stand there. */
    public long in(BatchedTask.State state) {
        return counts.getOrDefault(state, 0L);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that nothing is to be decided about any more, of a hundred; 100 only when that are all. */
    public int percentDecided() {
        long total = total();
        return total == 0 ? 100 : (int) ((total - in(BatchedTask.State.WAITING)) * 100 / total);
    }
}
