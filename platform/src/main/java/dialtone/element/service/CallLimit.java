package dialtone.element.service;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts calls in any stretch of a length, and says when the next one fits. Exact: the times of the last calls are kept, as many as
 * may be in such a stretch.
 *
 * <p>Example: three in a second. After calls at 0.0, 0.1 and 0.9 s the next one is due at 1.0 s, and the one after it at 1.1 s.
 */
final class CallLimit {

    private final long lengthNanos;
    private final long[] times;
    private final Instant origin;
    private int oldest;
    private int count;

    /**
     * @param calls  at most so many in the stretch
     * @param origin any time before the calls
     */
    CallLimit(int calls, Duration length, Instant origin) {
        this.lengthNanos = length.toNanos();
        this.times = new long[calls];
        this.origin = origin;
    }

    /** Another limit that remembers the calls of this one, as many as it can. */
    CallLimit changed(int calls, Duration length) {
        CallLimit changed = new CallLimit(calls, length, origin);
        for (int i = Math.max(0, count - calls); i < count; i++) {
            changed.times[changed.count++] = times[(oldest + i) % times.length];
        }
        return changed;
    }

    /** Calls in the stretch that ends now. */
    int used(Instant now) {
        long nanos = nanos(now);
        while (count > 0 && nanos - times[oldest] >= lengthNanos) {
            oldest = (oldest + 1) % times.length;
            count--;
        }
        return count;
    }

    int free(Instant now) {
        return times.length - used(now);
    }

    /** How long until a call fits; zero when one does now. */
    Duration untilFree(Instant now) {
        return free(now) > 0 ? Duration.ZERO : Duration.ofNanos(times[oldest] + lengthNanos - nanos(now));
    }

    /** A call begins. When none fits, the oldest is forgotten: for those who only count. */
    void take(Instant now) {
        if (free(now) == 0) {
            oldest = (oldest + 1) % times.length;
            count--;
        }
        times[(oldest + count) % times.length] = nanos(now);
        count++;
    }

    private long nanos(Instant time) {
        return Duration.between(origin, time).toNanos();
    }
}
