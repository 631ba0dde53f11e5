package dialtone.platform.tmf;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Warns at most once a minute, and says how much it has left out. */
public final class SparingLog {

    private static final long PEACE_NANOS = Duration.ofMinutes(1).toNanos();

    private final System.Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong quietUntil;
    private final AtomicLong leftOut = new AtomicLong();

    /** @param nanoTime as {@link System#nanoTime} */
    public SparingLog(System.Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.quietUntil = new AtomicLong(nanoTime.getAsLong());
    }

    public void warn(String message) {
        long now = nanoTime.getAsLong();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + PEACE_NANOS)) {
            // as an argument: what stands in it is no format
            log.log(
                    System.Logger.Level.WARNING,
                    "{0} ({1} more since the last such line)",
                    message,
                    leftOut.getAndSet(0));
        } else {
            leftOut.incrementAndGet();
        }
    }
}
