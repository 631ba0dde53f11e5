package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.order.PacedWork;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What is shown alike of all {@link PacedWork}: where it stands, and how many lines of its log stand where. */
public final class WorkLog {

    private WorkLog() {}

    /**
     * Lines of the log.
     *
     * @param state as the address of the log names it
     */
    public record Count(String state, Badge badge, long value) {}

    /** Those of each state, in the order of the states; those of none are left out. */
    static <S extends Enum<S>> List<Count> counts(
            S[] states, Function<S, String> wire, Function<S, Badge> badge, ToLongFunction<S> standing) {
        return Arrays.stream(states)
                .map(state -> new Count(wire.apply(state), badge.apply(state), standing.applyAsLong(state)))
                .filter(count -> count.value() > 0)
                .toList();
    }

    /** @param done what that none waits is called: {@code All decided} */
    static Badge badge(PacedWork.State state, String done) {
        return switch (state) {
            case PROPOSED -> new Badge("Waits for a second person", "warn");
            case RUNNING -> new Badge("Running", "busy");
            case PAUSED -> new Badge("Paused", "warn");
            case STOPPED -> new Badge("Stopped", "idle");
            case DONE -> new Badge(done, "good");
        };
    }
}
