package dialtone.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done again and again goes on when it fails. */
class RoundsTest {

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final Rounds rounds = new Rounds(Logger.getLogger(RoundsTest.class));

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void aRoundThatFailsIsDoneAgainAndHoldsUpNoOther() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(3);
        CountDownLatch done = new CountDownLatch(3);
        assertThat(rounds.isBegun()).isFalse();

        rounds.begin(scheduler, Duration.ofMillis(1), "It does not go on", () -> {
            failed.countDown();
            throw new IllegalStateException("away");
        });
        rounds.begin(scheduler, Duration.ofMillis(1), "Nor this", done::countDown);

        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(rounds.isBegun()).isTrue();
    }

    @Test
    void noneBeginsAfterTheEnd() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        rounds.begin(scheduler, Duration.ofHours(1), "It does not go on", count::incrementAndGet);

        rounds.end();

        scheduler.shutdown();
        assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(count).hasValue(0);
    }
}
