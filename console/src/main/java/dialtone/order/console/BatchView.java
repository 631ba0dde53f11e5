package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.order.BatchedTask;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.order.PacedWork;
import dialtone.order.service.FalloutBatches.Standing;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A batch of fallout tasks as it is shown.
 *
 * @param what    {@code Resubmit 12 tasks}
 * @param percent of the tasks that nothing is to be decided about any more
 * @param retried tasks that the engine has made a new job for; empty when the decision is another
 * @param counts  of the log, each with the state that filters it; those of none are left out
 * @param meant   which tasks were meant, in words; empty for all that were open
 * @param approvedBy login of the second person; empty when there is none
 * @param proposed   whether a second person is waited for
 * @param moving  whether something of it may still change by itself
 */
public record BatchView(
        String id,
        String what,
        Badge state,
        String stateBy,
        When stateAt,
        String reason,
        String by,
        When begun,
        long total,
        int percent,
        String retried,
        int pace,
        List<WorkLog.Count> counts,
        List<Term> meant,
        String approvedBy,
        boolean proposed,
        boolean running,
        boolean paused,
        boolean moving) {

    /**
     * One attribute of the filter.
     *
     * @param value empty for a time
     */
    public record Term(String name, String value, When at) {}

    private static final Set<String> WORDS =
            Set.of(Attribute.JOB_TYPE.wire(), Attribute.ELEMENT.wire(), Attribute.ERROR_CODE.wire());

    private static final Map<String, String> NAMES = Map.of(
            Attribute.ORDER.wire(),
            "Order",
            Attribute.JOB_TYPE.wire(),
            "Step",
            Attribute.ELEMENT.wire(),
            "Element",
            Attribute.ERROR_CODE.wire(),
            "Why",
            Attribute.OFFERING.wire(),
            "Offering",
            Attribute.TEAM.wire(),
            "Team",
            Attribute.ASSIGNEE.wire(),
            "Taken by",
            FalloutFilter.DUE_AT + ".lt",
            "Due before",
            FalloutFilter.OPENED_AT + ".gte",
            "Opened from",
            FalloutFilter.OPENED_AT + ".lt",
            "Opened before");

    static BatchView of(Standing standing) {
        FalloutBatch batch = standing.batch();
        return new BatchView(
                batch.id(),
                verb(batch.decision()) + " " + (batch.taskCount() == 1 ? "1 task" : batch.taskCount() + " tasks"),
                WorkLog.badge(batch.state(), "All decided"),
                batch.stateBy().orElse(""),
                When.of(batch.stateAt()),
                batch.reason(),
                batch.createdBy(),
                When.of(batch.createdAt()),
                batch.taskCount(),
                standing.progress().percentDecided(),
                batch.decision() == FalloutDecision.RESUBMIT
                        ? Long.toString(standing.progress().retried())
                        : "",
                batch.aSecond(),
                WorkLog.counts(
                        BatchedTask.State.values(), BatchedTask.State::wire, BatchView::badge, standing.progress()::in),
                batch.filter().isEmpty()
                        ? List.of()
                        : Arrays.stream(batch.filter().split("&"))
                                .map(BatchView::term)
                                .toList(),
                batch.approvedBy().orElse(""),
                batch.state() == PacedWork.State.PROPOSED,
                batch.isRunning(),
                batch.state() == PacedWork.State.PAUSED,
                batch.nextTurnAt().isPresent());
    }

    /** @param written an attribute, {@code =}, and its values as {@link FalloutFilter#text} has them */
    static Term term(String written) {
        int equals = written.indexOf('=');
        String name = written.substring(0, equals);
        String values = written.substring(equals + 1);
        Optional<Instant> time = time(values);
        boolean word = WORDS.contains(name);
        return new Term(
                NAMES.getOrDefault(name, name),
                time.isPresent()
                        ? ""
                        : Arrays.stream(values.split(","))
                                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                                .map(value -> word ? FalloutQuery.label(value) : value)
                                .collect(Collectors.joining(", ")),
                new When(time));
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static String verb(FalloutDecision decision) {
        return switch (decision) {
            case RESUBMIT -> "Resubmit";
            case FAIL -> "Give up";
            case CANCEL -> "Cancel the orders of";
            case SKIP -> "Skip the steps of";
            case COMPLETE_BY_HAND -> "Count as done by hand";
        };
    }

    static Badge badge(BatchedTask.State state) {
        return switch (state) {
            case WAITING -> new Badge("Waits for its turn", "idle");
            case DECIDED -> new Badge("Decided", "busy");
            case RUNNING_AGAIN -> new Badge("Running again", "busy");
            case COMPLETED -> new Badge("Completed", "good");
            case IN_FALLOUT_AGAIN -> new Badge("In fallout again", "warn");
            case ENDED -> new Badge("Ended", "idle");
            case REFUSED -> new Badge("Refused", "bad");
            case LEFT -> new Badge("Left as it was", "idle");
        };
    }
}
