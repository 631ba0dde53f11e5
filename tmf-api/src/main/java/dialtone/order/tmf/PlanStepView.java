package dialtone.order.tmf;

import dialtone.order.PlanStep;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A step of an order's fulfilment plan.
 *
 * @param name            as a person reads it: "Activate SIM"
 * @param itemId          of the order item it is for
 * @param state           PLANNED, RELEASED, AWAITING_OUTCOME, COMPLETED, IN_FALLOUT, FAILED or CANCELLED
 * @param pointOfNoReturn how freely it may be taken back: none, soft or hard
 * @param undoes          id of the step that it takes back
 * @param dependsOn       ids of the steps that must be completed before
 * @param expectedSeconds from release to outcome
 * @param facts           what was learned from the network
 */
@JsonbPropertyOrder({
    "id",
    "position",
    "name",
    "state",
    "itemId",
    "service",
    "jobType",
    "pointOfNoReturn",
    "undoes",
    "dependsOn",
    "expectedSeconds",
    "releasedAt",
    "completedAt",
    "facts"
})
public record PlanStepView(
        String id,
        int position,
        String name,
        String itemId,
        String service,
        String jobType,
        String state,
        String pointOfNoReturn,
        @Nullable String undoes,
        List<String> dependsOn,
        long expectedSeconds,
        @Nullable Instant releasedAt,
        @Nullable Instant completedAt,
        Map<String, String> facts) {

    static PlanStepView of(PlanStep step) {
        return new PlanStepView(
                step.id(),
                step.position(),
                step.label(),
                step.itemId(),
                step.service(),
                step.jobType(),
                step.state().name(),
                step.pointOfNoReturn().name().toLowerCase(Locale.ROOT),
                step.undoes().orElse(null),
                step.dependsOn().stream().sorted().toList(),
                step.expectedDuration().toSeconds(),
                step.releasedAt().orElse(null),
                step.completedAt().orElse(null),
                new TreeMap<>(step.facts()));
    }
}
