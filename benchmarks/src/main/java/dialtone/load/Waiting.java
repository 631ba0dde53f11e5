package dialtone.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline and the words to say when it does not come. */
public final class Waiting {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final CountDownLatch NEVER_OPENED = new CountDownLatch(1);

    private Waiting() {}

    /**
     * @param otherwise what there is instead, asked once when the deadline has passed
     * @throws AssertionError when the condition does not come true in time
     */
    public static void until(String what, Duration deadline, BooleanSupplier condition, Supplier<String> otherwise) {
        until(what, deadline, BETWEEN_LOOKS, condition, otherwise);
    }

    /** @param every between two looks: longer when a look costs what it looks at, shorter when the wait is what is measured */
    public static void until(
            String what, Duration deadline, Duration every, BooleanSupplier condition, Supplier<String> otherwise) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Not within " + deadline.toSeconds() + " s: " + what + "; instead: " + otherwise.get());
            }
            pause(every);
        }
    }

    /** Waits until there is a value, and returns it. */
    public static <T> T value(String what, Duration deadline, Supplier<Optional<T>> look, Supplier<String> otherwise) {
        List<T> found = new ArrayList<>(1);
        until(
                what,
                deadline,
                () -> {
                    look.get().ifPresent(found::add);
                    return !found.isEmpty();
                },
                otherwise);
        return found.getFirst();
    }

    private static void pause(Duration duration) {
        try {
            if (NEVER_OPENED.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("The latch nobody opens was opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
