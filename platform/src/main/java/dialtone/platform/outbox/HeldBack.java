package dialtone.platform.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The messages that the broker did not take, and until when each of them is left alone. */
final class HeldBack {

    private record Hold(long backOffMillis, Instant until) {}

    private final Map<Long, Hold> holds = new HashMap<>();

    /** Longer each time, as {@link OutboxRelay#backOff} says. */
    void hold(long message, Instant now) {
        Hold before = holds.get(message);
        long millis = OutboxRelay.backOff(before == null ? 0 : before.backOffMillis());
        holds.put(message, new Hold(millis, now.plusMillis(OutboxRelay.withChance(millis))));
    }

    void release(long message) {
        holds.remove(message);
    }

    boolean holds(long message, Instant now) {
        Hold hold = holds.get(message);
        return hold != null && hold.until().isAfter(now);
    }

    int size() {
        return holds.size();
    }

    /** Forgets all others. */
    void retain(Set<Long> messages) {
        holds.keySet().retainAll(messages);
    }

    /** @return milliseconds until the first of them may go, at least 1; {@link Long#MAX_VALUE} when none is held back */
    long untilFirst(Instant now) {
        return holds.values().stream()
                .mapToLong(hold ->
                        Math.max(1, Duration.between(now, hold.until()).toMillis() + 1))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
