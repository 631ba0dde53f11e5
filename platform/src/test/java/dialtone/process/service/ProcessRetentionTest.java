package dialtone.process.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class ProcessRetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final BlockingQueue<Instant> purged = new LinkedBlockingQueue<>();
    private final AtomicBoolean away = new AtomicBoolean(true);

    /** Records that tell what they were asked to forget, and fail the first time. */
    private final ProcessRecords records = new ProcessRecords(new JdbcDataSource(), CLOCK) {
        @Override
        public int purgeEndedBefore(Instant end, int limit) {
            purged.add(end);
            if (away.getAndSet(false)) {
                throw new IllegalStateException("The database is away");
            }
            return 0;
        }
    };

    @Test
    void purgesAgainAndAgainThoughOnceItFailed() throws InterruptedException {
        ProcessRetention retention = new ProcessRetention(records, CLOCK);
        retention.start(Thread::new, Duration.ZERO, OFTEN, 30);
        try {
            for (int round = 0; round < 3; round++) {
                assertThat(purged.poll(10, TimeUnit.SECONDS)).isEqualTo(NOW.minus(Duration.ofDays(30)));
            }
        } finally {
            retention.stop();
        }
    }

    @Test
    void aRetentionOfLessThanADayIsRefusedBeforeAnythingIsDeleted() {
        ProcessRetention retention = new ProcessRetention(records, CLOCK);

        assertThatThrownBy(() -> retention.start(Thread::new, Duration.ZERO, OFTEN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
        assertThat(purged).isEmpty();
    }
}
