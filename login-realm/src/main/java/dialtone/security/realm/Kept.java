package dialtone.security.realm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of users, for a while and of so many at the most; those are forgotten first that were not asked for longest. Thread-safe. */
final class Kept<V> {

    private static final int MAX_USERS = 1000;

    private final long nanos;
    private final LongSupplier nanoTime;

    /** Held while it is looked at or changed. */
    private final Map<String, Found<V>> byUser = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found<V>> eldest) {
            return size() > MAX_USERS;
        }
    };

    private record Found<V>(V value, long atNanos) {}

    /**
     * @param time how long something is known; zero: not at all
     * @param nanoTime as {@link System#nanoTime()}
     */
    Kept(Duration time, LongSupplier nanoTime) {
        this.nanos = time.toNanos();
        this.nanoTime = nanoTime;
    }

    @Nullable
    V get(String user) {
        Found<V> entry;
        synchronized (byUser) {
            entry = byUser.get(user);
        }
        return entry != null && nanoTime.getAsLong() - entry.atNanos < nanos ? entry.value : null;
    }

    void put(String user, V value) {
        Found<V> entry = new Found<>(value, nanoTime.getAsLong());
        synchronized (byUser) {
            byUser.put(user, entry);
        }
    }
}
