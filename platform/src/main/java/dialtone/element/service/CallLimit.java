package dialtone.element.service;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts calls in any stretch of a length, and says when the next one fits. Exact: the times of the last calls are kept.
 *
 * <p>Example: three in a second. After calls at 0.0, 0.1 and 0.9 s the next one is due at 1.0 s, and the one after it at 1.1 s. A
 * call at 0.95 s, which did not ask, makes the next one due at 1.1 s.
 */
final class CallLimit {

    /** So many calls beyond the limit are remembered: more than a node has under way at the same time. */
    private static final int BEYOND = 128;

    private final int calls;
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
        this.calls = calls;
        this.lengthNanos = length.toNanos();
        this.times = new long[calls + BEYOND];
        this.origin = origin;
    }

    /** Another limit that remembers the calls of this one, as many as it can. */
    CallLimit changed(int newCalls, Duration length) {
        CallLimit changed = new CallLimit(newCalls, length, origin);
        for (int i = Math.max(0, count - changed.times.length); i < count; i++) {
            changed.times[changed.count++] = time(i);
        }
        return changed;
    }

    /** Calls in the stretch that ends now; more than may be when some did not ask. */
    int used(Instant now) {
        long nanos = nanos(now);
        while (count > 0 && nanos - times[oldest] >= lengthNanos) {
            forgetOldest();
        }
        return count;
    }

    int free(Instant now) {
        return Math.max(0, calls - used(now));
    }

    /** How long until a call fits; zero when one does now. */
    Duration untilFree(Instant now) {
        return used(now) < calls ? Duration.ZERO : Duration.ofNanos(time(count - calls) + lengthNanos - nanos(now));
    }

    /** A call begins, whether it fits or not. */
    void take(Instant now) {
        used(now);
        if (count == times.length) {
            forgetOldest();
        }
        times[(oldest + count) % times.length] = nanos(now);
        count++;
    }

    private void forgetOldest() {
        oldest = (oldest + 1) % times.length;
        count--;
    }

    /** Of the calls that are remembered, the oldest first. */
    private long time(int index) {
        return times[(oldest + index) % times.length];
    }

    private long nanos(Instant time) {
        return Duration.between(origin, time).toNanos();
    }
}
