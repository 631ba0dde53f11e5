package dialtone.order;

import java.util.EnumMap;
import java.util.Map;

/**
 * How far a move has come.
 *
 * @param counts orders by where they stand; a state that is absent has none
 */
public record MoveProgress(Map<MovedOrder.State, Long> counts) {

    /** Of no orders. */
    public static final MoveProgress NOTHING = new MoveProgress(Map.of());

    public MoveProgress {
        Map<MovedOrder.State, Long> all = new EnumMap<>(MovedOrder.State.class);
        for (MovedOrder.State state : MovedOrder.State.values()) {
            all.put(state, counts.getOrDefault(state, 0L));
        }
        counts = Map.copyOf(all);
    }

    /** How many stand there. */
    public long in(MovedOrder.State state) {
        return counts.getOrDefault(state, 0L);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that have come to their end, of a hundred; 100 only when that are all. */
    public int percentDone() {
        long total = total();
        long open = counts.entrySet().stream()
                .filter(count -> !count.getKey().isFinal())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return total == 0 ? 100 : (int) ((total - open) * 100 / total);
    }
}
