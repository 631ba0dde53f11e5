package dialtone.system;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline and the words to say when it does not come. */
public final class Waiting {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final CountDownLatch NEVER_OPENED = new CountDownLatch(1);

    private Waiting() {}

    /** @param otherwise what there is instead, asked once when the deadline has passed */
    public static void until(String what, Duration deadline, BooleanSupplier condition, Supplier<String> otherwise) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Not within " + deadline.toSeconds() + " s: " + what + "; instead: " + otherwise.get());
            }
            look();
        }
    }

    private static void look() {
        try {
            boolean opened = NEVER_OPENED.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            assert !opened;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
