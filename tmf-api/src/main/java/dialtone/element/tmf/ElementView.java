package dialtone.element.tmf;

import dialtone.element.ElementCapacity;
import dialtone.element.ElementStanding;
import dialtone.element.OpenJobs;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a network element is doing, as the node that answers sees it.
 *
 * @param state           CLOSED: it is asked; OPEN: it is out of reach and left in peace; HALF_OPEN: one job tries whether it is back;
 *                        MAINTENANCE
 * @param reason          absent when closed; the element's own words when it is out of reach
 * @param callsInFlight   under way now
 * @param callsInWindow   begun in the limits' last {@code windowMinutes}; absent when there is no such limit
 * @param jobsWaiting     jobs that need the element and are not done, of all nodes, as far as the broker's records have come
 * @param jobsByPriority  the same jobs by the priority of their orders
 * @param jobTypes        of the jobs that need it
 * @param capacity        as it has told the node that answers last; absent when it has told none
 */
@JsonbPropertyOrder({
    "element",
    "state",
    "since",
    "reason",
    "callsInFlight",
    "callsLastSecond",
    "callsInWindow",
    "jobsWaiting",
    "jobsByPriority",
    "jobTypes",
    "capacity",
    "limits"
})
public record ElementView(
        String element,
        String state,
        Instant since,
        @Nullable String reason,
        int callsInFlight,
        int callsLastSecond,
        @Nullable Integer callsInWindow,
        long jobsWaiting,
        PriorityView jobsByPriority,
        List<String> jobTypes,
        @Nullable CapacityView capacity,
        LimitsView limits) {

    /** How many subscribers, profiles or mailboxes it keeps at the most, and at present. */
    @JsonbPropertyOrder({"places", "used", "toldAt"})
    public record CapacityView(int places, int used, Instant toldAt) {
        static CapacityView of(ElementCapacity capacity) {
            return new CapacityView(capacity.places(), capacity.used(), capacity.toldAt());
        }
    }

    /** Of the jobs that wait: those of lost and stolen lines, which go first, the usual ones, and those of orders that may wait. */
    @JsonbPropertyOrder({"urgent", "usual", "batch"})
    public record PriorityView(long urgent, long usual, long batch) {
        static PriorityView of(OpenJobs jobs) {
            return new PriorityView(jobs.urgent(), jobs.usual(), jobs.batch());
        }
    }

    static ElementView of(ElementStanding standing) {
        return new ElementView(
                standing.element(),
                standing.state().name(),
                standing.since(),
                standing.reason().isEmpty() ? null : standing.reason(),
                standing.inFlight(),
                standing.callsLastSecond(),
                standing.callsInWindow().orElse(null),
                standing.jobsOpen().all(),
                PriorityView.of(standing.jobsOpen()),
                standing.jobTypes(),
                standing.capacity().map(CapacityView::of).orElse(null),
                LimitsView.of(standing.element(), standing.limits(), standing.setting()));
    }
}
