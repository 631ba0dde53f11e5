package dialtone.benchmark;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions, each with a deadline. */
final class Waiting {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Waiting() {}

    /** @throws IllegalStateException when the condition does not come true in time */
    static void until(String what, Duration deadline, Duration every, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not within " + deadline.toSeconds() + " s: " + what);
            }
            pause(every);
        }
    }

    static void pause(Duration duration) {
        try {
            if (NEVER.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("The latch nobody opens was opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
