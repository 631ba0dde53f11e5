package dialtone.element;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a network element is doing, as the node that was asked sees it.
 *
 * @param since          in which it is in this state. An element that was tried and is still away is away since the beginning
 * @param reason         of a maintenance; of an outage the element's own words; empty when closed
 * @param limits         that hold; without a maintenance that is over
 * @param inFlight       calls under way
 * @param callsLastSecond calls begun in the last second
 * @param callsInWindow  calls begun in the last minutes that the limits name; empty when they name none
 * @param jobTypes       of the jobs that need the element
 * @param jobsOpen       jobs of these types that are not done, of all nodes, as far as the engine's records have come; at most
 *                       {@value #MAX_COUNT}
 * @param capacity       as it has told this node last; empty when it has told none
 * @param setting        what somebody has set last; empty while nobody has
 */
public record ElementStanding(
        String element,
        ElementState state,
        Instant since,
        String reason,
        ElementLimits limits,
        int inFlight,
        int callsLastSecond,
        Optional<Integer> callsInWindow,
        List<String> jobTypes,
        OpenJobs jobsOpen,
        Optional<ElementCapacity> capacity,
        Optional<LimitsSetting> setting) {

    /** Counting stops here. */
    public static final int MAX_COUNT = 100_000;

    public ElementStanding {
        jobTypes = List.copyOf(jobTypes);
    }
}
