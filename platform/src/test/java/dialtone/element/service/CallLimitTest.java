package dialtone.element.service;

import static dialtone.element.service.MovingClock.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallLimitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final CallLimit limit = new CallLimit(3, SECOND, TEN);

    @Test
    void theNextCallFitsWhenTheOldestIsAStretchAgo() {
        limit.take(at(0));
        limit.take(at(100));
        assertThat(limit.untilFree(at(900))).isZero();
        limit.take(at(900));
        assertThat(limit.free(at(900))).isZero();
        assertThat(limit.untilFree(at(900))).isEqualTo(Duration.ofMillis(100));
        assertThat(limit.free(at(999))).isZero();
        assertThat(limit.free(at(1000))).isEqualTo(1);
        limit.take(at(1000));
        assertThat(limit.untilFree(at(1000))).isEqualTo(Duration.ofMillis(100));
        assertThat(limit.used(at(2000))).isZero();
    }

    @Test
    void whatIsTakenBeyondTheLimitIsWaitedForBeforeTheNext() {
        for (int call = 0; call < 5; call++) {
            limit.take(at(call * 100L));
        }
        assertThat(limit.used(at(500))).isEqualTo(5);
        assertThat(limit.free(at(500))).isZero();
        assertThat(limit.untilFree(at(500))).isEqualTo(Duration.ofMillis(700));
        assertThat(limit.free(at(1199))).isZero();
        assertThat(limit.free(at(1200))).isEqualTo(1);
    }

    @Test
    void ofMoreThanCanBeRememberedTheOldestAreForgotten() {
        for (int call = 0; call < 500; call++) {
            limit.take(at(call));
        }
        assertThat(limit.used(at(500))).isBetween(4, 499);
        assertThat(limit.untilFree(at(500))).isEqualTo(Duration.ofMillis(997));
        assertThat(limit.used(at(1500))).isZero();
    }

    @Test
    void aChangedLimitRemembersTheCallsOfBefore() {
        limit.take(at(0));
        limit.take(at(400));
        limit.take(at(800));
        CallLimit fewer = limit.changed(2, SECOND);
        assertThat(fewer.free(at(900))).isZero();
        assertThat(fewer.untilFree(at(900))).isEqualTo(Duration.ofMillis(500));
        CallLimit more = limit.changed(5, Duration.ofSeconds(2));
        assertThat(more.free(at(1500))).isEqualTo(2);
        assertThat(more.free(at(2000))).isEqualTo(3);
    }

    /** Against the plain definition: calls at times that are less than the stretch before now. */
    @Test
    void itCountsAsTheDefinitionDoes() {
        Random random = new Random(7);
        CallLimit counted = new CallLimit(20, SECOND, TEN);
        Deque<Instant> defined = new ArrayDeque<>();
        long millis = 0;
        for (int i = 0; i < 5_000; i++) {
            millis += random.nextInt(90);
            Instant now = at(millis);
            while (!defined.isEmpty() && !now.isBefore(defined.getFirst().plus(SECOND))) {
                defined.removeFirst();
            }
            assertThat(counted.used(now)).isEqualTo(defined.size());
            if (counted.free(now) > 0) {
                counted.take(now);
                defined.addLast(now);
            }
        }
    }

    private static Instant at(long millis) {
        return TEN.plusMillis(millis);
    }
}
