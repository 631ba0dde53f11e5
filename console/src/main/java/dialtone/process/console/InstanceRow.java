package dialtone.process.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.process.ProcessInstance;
import java.time.Duration;
import java.util.Optional;

/**
 * A process instance as a line of a list.
 *
 * @param took from start to end; empty while it runs
 */
public record InstanceRow(
        String key,
        String process,
        String version,
        Badge state,
        String order,
        int openIncidents,
        When started,
        When ended,
        String took) {
    public static InstanceRow of(ProcessInstance instance) {
        return new InstanceRow(
                instance.key().toString(),
                Words.of(instance.processId()),
                "v" + instance.version(),
                Badge.of(instance.state(), instance.openIncidents()),
                instance.businessKey().orElse(""),
                instance.openIncidents(),
                When.of(instance.startedAt()),
                new When(instance.endedAt()),
                took(instance.endedAt().map(ended -> Duration.between(instance.startedAt(), ended))));
    }

    /** {@code 12 ms}, {@code 4.2 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 5 h 2 min}. */
    static String took(Optional<Duration> time) {
        if (time.isEmpty()) {
            return "";
        }
        Duration took = time.get();
        if (took.toSeconds() < 1) {
            return took.toMillis() + " ms";
        }
        if (took.toSeconds() < 10) {
            return took.toMillis() / 1000 + "." + took.toMillis() % 1000 / 100 + " s";
        }
        if (took.toMinutes() < 1) {
            return took.toSeconds() + " s";
        }
        return took.toHours() < 1
                ? took.toMinutes() + " min " + took.toSecondsPart() + " s"
                : took.toHours() + " h " + took.toMinutesPart() + " min";
    }
}
