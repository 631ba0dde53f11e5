package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparingLogTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private final System.Logger log = new System.Logger() {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... arguments) {
            lines.add(List.of(arguments).toString());
        }
    };

    private final SparingLog sparing = new SparingLog(log, nanos::get);

    @Test
    void whoIsRefusedAgainAndAgainFillsNoLog() {
        for (int time = 0; time < 100; time++) {
            sparing.warn("refused");
        }
        assertThat(lines).containsExactly("[refused, 0]");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        sparing.warn("refused again");
        assertThat(lines).containsExactly("[refused, 0]", "[refused again, 99]");
    }
}
