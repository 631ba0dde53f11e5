package dialtone.order.tmf;

import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.platform.tmf.TmfRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request for a batch.
 *
 * @param decision       {@code resubmit}, {@code fail}, {@code cancel}, or {@code skip}, which a second person has to approve
 * @param reason         1 to 500 characters
 * @param filter         has to be there; an empty one means all open tasks
 * @param tasksPerSecond 1 to 50; absent: 10
 */
public record BatchRequestView(
        @Nullable String decision,
        @Nullable String reason,
        @Nullable FilterView filter,
        @Nullable Integer tasksPerSecond) {

    /**
     * Tasks that have one of the values of each attribute named.
     *
     * @param openedFrom   inclusive
     * @param openedBefore exclusive
     * @param dueBefore    exclusive
     */
    public record FilterView(
            @Nullable List<String> orderId,
            @Nullable List<String> jobType,
            @Nullable List<String> element,
            @Nullable List<String> errorCode,
            @Nullable List<String> offering,
            @Nullable List<String> team,
            @Nullable List<String> assignee,
            @Nullable Instant openedFrom,
            @Nullable Instant openedBefore,
            @Nullable Instant dueBefore) {

        private FalloutFilter filter() {
            FalloutFilter filter = FalloutFilter.ALL
                    .with(Attribute.ORDER, values(orderId))
                    .with(Attribute.JOB_TYPE, values(jobType))
                    .with(Attribute.ELEMENT, values(element))
                    .with(Attribute.ERROR_CODE, values(errorCode))
                    .with(Attribute.OFFERING, values(offering))
                    .with(Attribute.TEAM, values(team))
                    .with(Attribute.ASSIGNEE, values(assignee));
            filter = openedFrom == null ? filter : filter.openedFrom(openedFrom);
            filter = openedBefore == null ? filter : filter.openedBefore(openedBefore);
            return dueBefore == null ? filter : filter.dueBefore(dueBefore);
        }

        private static List<String> values(@Nullable List<String> values) {
            return Optional.ofNullable(values).orElse(List.of());
        }
    }

    /** @throws TmfRefusal INVALID_DECISION, MISSING naming the field; what else is wrong is said by the batches */
    FalloutBatch.Proposal proposal() {
        if (filter == null) {
            throw TmfRefusal.at("filter", "MISSING", "Say which tasks are meant; an empty filter means all that wait.");
        }
        return new FalloutBatch.Proposal(
                Optional.ofNullable(decision)
                        .flatMap(FalloutDecision::of)
                        .orElseThrow(() -> TmfRefusal.at(
                                "decision", "INVALID_DECISION", "The decision is resubmit, fail, cancel or skip.")),
                Optional.ofNullable(reason).orElse("").strip(),
                filter.filter(),
                Optional.ofNullable(tasksPerSecond).orElse(FalloutBatch.USUAL_PACE));
    }
}
