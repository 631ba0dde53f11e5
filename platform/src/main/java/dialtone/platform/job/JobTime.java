package dialtone.platform.job;

import dialtone.platform.settings.Settings;
import java.time.Duration;

/**
 * How long a job is ours. Afterwards the broker hands it out again, so that all a handler waits for has to end before; and what
 * a node held when it died comes back no sooner.
 *
 * <p>Example: of 30 s, 5 are kept for the answer, and each of a step's four calls of the network may take 6.25 s.
 */
public final class JobTime {

    /** Of the job's time, left for its answer to reach the broker. */
    public static final Duration SPARE = Duration.ofSeconds(5);

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private JobTime() {}

    /**
     * From the moment the broker hands the job out.
     *
     * @throws IllegalArgumentException when {@link Settings#jobTimeout} is not between 10 s and 10 min
     */
    public static Duration limit() {
        Duration limit = Settings.jobTimeout();
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A job's timeout is 10 to 600 seconds, not " + limit.toSeconds());
        }
        return limit;
    }

    /** @param calls made one after the other by one job
     *  @return the most that each of them may take */
    public static Duration forEachOf(int calls) {
        return limit().minus(SPARE).dividedBy(calls);
    }
}
