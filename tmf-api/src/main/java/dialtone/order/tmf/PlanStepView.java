package dialtone.order.tmf;

import dialtone.order.OrderTimeline;
import dialtone.order.PlanStep;
import dialtone.order.Schedule.Timed;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A step of an order's fulfilment plan.
 *
 * @param name            as a person reads it: "Activate SIM"
 * @param itemId          of the order item it is for
 * @param state           PLANNED, RELEASED, AWAITING_OUTCOME, COMPLETED, IN_FALLOUT, FAILED, CANCELLED or SKIPPED
 * @param pointOfNoReturn how freely it may be taken back: none, soft or hard; asks of one that changes nothing, so that there is nothing to take back
 * @param undoes          id of the step that it takes back
 * @param addedIn         revision of the order that has brought it
 * @param supersededIn    revision of the order that does not want it any more; absent when it is wanted
 * @param dependsOn       ids of the steps that must be completed before
 * @param expectedSeconds from release to outcome
 * @param expectedStart   by the plan, when all goes as expected from the order's start; absent for one that takes back
 * @param expectedEnd     the same
 * @param slackSeconds    how much later it may end without the order being later
 * @param critical        whether it has no slack: it is on the critical path
 * @param forecastEnd     when it is expected to end by what is known now; absent for one that is not wanted any more
 * @param heldUntil       when it is performed again, while its element refuses for now; absent otherwise
 * @param heldWords       the words of the element that refuses for now
 * @param byHand          whether a person has done it on the element; absent otherwise
 * @param facts           what was learned from the network, or said by who did it by hand; without the activation code, which loads a
 *                        customer's line and has a door of its own
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
    "addedIn",
    "supersededIn",
    "dependsOn",
    "expectedSeconds",
    "expectedStart",
    "expectedEnd",
    "slackSeconds",
    "critical",
    "forecastEnd",
    "releasedAt",
    "completedAt",
    "heldUntil",
    "heldWords",
    "byHand",
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
        int addedIn,
        @Nullable Integer supersededIn,
        List<String> dependsOn,
        long expectedSeconds,
        @Nullable Instant expectedStart,
        @Nullable Instant expectedEnd,
        @Nullable Long slackSeconds,
        @Nullable Boolean critical,
        @Nullable Instant forecastEnd,
        @Nullable Instant releasedAt,
        @Nullable Instant completedAt,
        @Nullable Instant heldUntil,
        @Nullable String heldWords,
        @Nullable Boolean byHand,
        Map<String, String> facts) {

    static final String ACTIVATION_CODE = "activationCode";

    /** Without its times. */
    static PlanStepView of(PlanStep step) {
        return of(step, Optional.empty(), Optional.empty());
    }

    static PlanStepView of(PlanStep step, OrderTimeline timeline) {
        return of(step, timeline.planned().find(step.id()), timeline.forecast().find(step.id()));
    }

    private static PlanStepView of(PlanStep step, Optional<Timed> planned, Optional<Timed> forecast) {
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
                step.addedIn(),
                step.supersededIn().orElse(null),
                step.dependsOn().stream().sorted().toList(),
                step.expectedDuration().toSeconds(),
                planned.map(Timed::begins).orElse(null),
                planned.map(Timed::ends).orElse(null),
                planned.map(times -> times.slack().toSeconds()).orElse(null),
                planned.map(Timed::isCritical).orElse(null),
                forecast.map(Timed::ends).orElse(null),
                step.releasedAt().orElse(null),
                step.completedAt().orElse(null),
                step.heldUntil().orElse(null),
                step.heldWords().isEmpty() ? null : step.heldWords(),
                step.isByHand() ? true : null,
                facts(step));
    }

    private static Map<String, String> facts(PlanStep step) {
        Map<String, String> facts = new TreeMap<>(step.facts());
        facts.remove(ACTIVATION_CODE);
        return facts;
    }
}
