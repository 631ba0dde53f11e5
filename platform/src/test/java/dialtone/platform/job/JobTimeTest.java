package dialtone.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTimeTest {

    private static final String SETTING = "dialtone.job.timeout.seconds";

    @AfterEach
    void clear() {
        System.clearProperty(SETTING);
    }

    @Test
    void fourCallsAndTheAnswerFitIntoAJobsThirtySeconds() {
        assertThat(JobTime.limit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(JobTime.forEachOf(4)).isEqualTo(Duration.ofMillis(6_250));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 31, 60, 600})
    void theCallsOfAJobEndBeforeTheJob(int seconds) {
        System.setProperty(SETTING, Integer.toString(seconds));

        for (int calls = 1; calls <= 6; calls++) {
            assertThat(JobTime.forEachOf(calls).multipliedBy(calls).plus(JobTime.SPARE))
                    .isLessThanOrEqualTo(JobTime.limit());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "601", "-1"})
    void aTimeoutThatMakesNoSenseIsRefused(String seconds) {
        System.setProperty(SETTING, seconds);

        assertThatThrownBy(JobTime::limit)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(seconds);
    }
}
