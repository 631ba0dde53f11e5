package dialtone.order.tmf;

import dialtone.order.DecisionRequest;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person, or has waited.
 *
 * @param stepId       absent when the order as a whole cannot go on
 * @param element      of the network that it is about; absent when it is about none
 * @param errorMessage the refusing system's own words
 * @param instanceKey  of the process instance that waits
 * @param decision     {@code resubmit}, {@code fail}, {@code cancel}, {@code skip} or {@code completeByHand}; absent while it is open
 * @param askedBy      login of the one who had asked for what {@code resolvedBy} has approved
 * @param request      what waits for a second person
 * @param team         that decides
 * @param dueAt        until when it is to be decided
 * @param escalatedAt  when it was given to this team because it was not decided in time; absent otherwise
 * @param assignee     login of the person who works on it; nobody else decides it then
 * @param log          what has happened since it was opened; absent in lists
 * @param batchId      of the batch that it was decided with; absent when it was decided by itself
 */
@JsonbPropertyOrder({
    "id",
    "orderId",
    "stepId",
    "element",
    "state",
    "errorCode",
    "errorMessage",
    "openedAt",
    "team",
    "dueAt",
    "escalatedAt",
    "assignee",
    "decision",
    "resolvedAt",
    "resolvedBy",
    "askedBy",
    "note",
    "batchId",
    "instanceKey",
    "request",
    "log"
})
public record FalloutTaskView(
        String id,
        String orderId,
        @Nullable String stepId,
        @Nullable String element,
        String errorCode,
        String errorMessage,
        long instanceKey,
        String state,
        Instant openedAt,
        @Nullable String decision,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String askedBy,
        @Nullable String note,
        @Nullable String batchId,
        String team,
        @Nullable Instant dueAt,
        @Nullable Instant escalatedAt,
        @Nullable String assignee,
        @Nullable RequestView request,
        @Nullable List<LogLineView> log) {

    /**
     * What one person asks for and another has to approve.
     *
     * @param facts what a step that was done by hand has brought
     */
    @JsonbPropertyOrder({"id", "decision", "by", "at", "reason", "facts"})
    public record RequestView(String id, String decision, String by, Instant at, String reason, List<FactView> facts) {

        static RequestView of(DecisionRequest request) {
            return new RequestView(
                    request.id(),
                    request.decision().wire(),
                    request.by(),
                    request.at(),
                    request.reason(),
                    FactView.of(request.facts()));
        }
    }

    /** @param by login; {@code deadline} for what happened by itself */
    @JsonbPropertyOrder({"at", "by", "what"})
    public record LogLineView(Instant at, String by, String what) {}

    /** As a list shows it. */
    static FalloutTaskView of(FalloutTask task) {
        return of(task, Optional.empty());
    }

    /** With its log. */
    static FalloutTaskView whole(FalloutTask task) {
        return of(
                task,
                Optional.of(task.log().stream()
                        .map(line -> new LogLineView(line.at(), line.by(), line.what()))
                        .toList()));
    }

    private static FalloutTaskView of(FalloutTask task, Optional<List<LogLineView>> log) {
        return new FalloutTaskView(
                task.id(),
                task.order().value(),
                task.stepId().orElse(null),
                task.element().orElse(null),
                task.errorCode(),
                task.errorMessage(),
                task.instanceKey(),
                task.isOpen() ? "open" : "closed",
                task.openedAt(),
                task.decision().map(FalloutDecision::wire).orElse(null),
                task.resolvedAt().orElse(null),
                task.resolvedBy().orElse(null),
                task.askedBy().orElse(null),
                task.note().isEmpty() ? null : task.note(),
                task.batch().orElse(null),
                task.team(),
                task.dueAt().orElse(null),
                task.escalatedAt().orElse(null),
                task.assignee().orElse(null),
                task.request().map(RequestView::of).orElse(null),
                log.orElse(null));
    }
}
