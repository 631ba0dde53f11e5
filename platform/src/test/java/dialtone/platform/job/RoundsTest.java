package dialtone.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done again and again goes on when it fails. */
class RoundsTest {

    private final Rounds rounds = new Rounds(Logger.getLogger(RoundsTest.class));

    @AfterEach
    void stop() {
        rounds.end();
    }

    @Test
    void aRoundThatFailsIsDoneAgainAndHoldsUpNoOther() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(3);
        CountDownLatch done = new CountDownLatch(3);
        assertThat(rounds.isBegun()).isFalse();

        rounds.begin(Thread::new, Duration.ofMillis(1), "It does not go on", () -> {
            failed.countDown();
            throw new IllegalStateException("away");
        });
        rounds.begin(Thread::new, Duration.ofMillis(1), "Nor this", done::countDown);

        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(rounds.isBegun()).isTrue();
    }

    @Test
    void noneBeginsAfterTheEnd() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        AtomicReference<Thread> thread = new AtomicReference<>();
        ThreadFactory threads = round -> {
            thread.set(new Thread(round));
            return thread.get();
        };
        rounds.begin(threads, Duration.ofHours(1), "It does not go on", count::incrementAndGet);

        rounds.end();

        thread.get().join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(count).hasValue(0);
    }

    /** What it calls is stopped behind it. */
    @Test
    void theEndWaitsForTheRoundThatIsUnderWay() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean doneAtTheEnd = new AtomicBoolean();
        rounds.begin(Thread::new, Duration.ofMillis(1), "It does not go on", () -> {
            underWay.countDown();
            try {
                done.set(goOn.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();

        Thread ending = new Thread(() -> {
            rounds.end();
            doneAtTheEnd.set(done.get());
        });
        ending.start();
        while (ending.getState() != Thread.State.TIMED_WAITING && ending.isAlive()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        ending.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(doneAtTheEnd).isTrue();
    }
}
