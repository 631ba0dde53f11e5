package dialtone.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The one place that knows the machine's clock; everybody else injects {@link Clock}. It ticks microseconds, which is what the
 * tables keep: what is answered at once is what is read later.
 */
@ApplicationScoped
public class ClockProducer {

    private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

    @Produces
    public Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}
