package dialtone.order;

import dialtone.catalog.DeliveryExpectation;
import dialtone.order.Schedule.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts that an order's time is spent on: checks, reservation, the steps of its plan, completion. Each comes after those it depends on.
 */
public final class OrderActivities {

    private OrderActivities() {}

    /** Of an order that is about to be placed. */
    public static List<Activity> of(FulfilmentPlan plan, DeliveryExpectation expected) {
        List<Activity> activities = new ArrayList<>(beforeSteps(expected));
        plan.steps()
                .forEach(step -> activities.add(new Activity(
                        Integer.toString(step.position()),
                        step.template().label(),
                        step.template().expectedDuration(),
                        step.dependsOn().isEmpty()
                                ? Set.of(DeliveryExpectation.RESERVATION)
                                : step.dependsOn().stream().map(String::valueOf).collect(Collectors.toSet()))));
        activities.add(completion(activities, expected, Optional.empty(), Optional.empty()));
        return activities;
    }

    /** As they were planned: what was given up too, and nothing that an amendment has superseded or that takes back. */
    public static List<Activity> planned(List<PlanStep> steps, DeliveryExpectation expected) {
        List<Activity> activities = new ArrayList<>(beforeSteps(expected));
        steps.stream().filter(PlanStep::isCurrent).forEach(step -> activities.add(activity(step)));
        activities.add(completion(activities, expected, Optional.empty(), Optional.empty()));
        return activities;
    }

    private static List<Activity> beforeSteps(DeliveryExpectation expected) {
        return List.of(
                new Activity(DeliveryExpectation.CHECKS, "Checks", expected.checks(), Set.of()),
                new Activity(
                        DeliveryExpectation.RESERVATION,
                        "Reservation",
                        expected.reservation(),
                        Set.of(DeliveryExpectation.CHECKS)));
    }

    private static Activity completion(
            List<Activity> before, DeliveryExpectation expected, Optional<Instant> begun, Optional<Instant> ended) {
        return new Activity(
                DeliveryExpectation.COMPLETION,
                "Completion",
                expected.completion(),
                before.stream().map(Activity::id).collect(Collectors.toSet()),
                begun,
                ended);
    }

    /**
     * Of an order that is there, with what has begun and ended. What was given up or is not wanted any more is left out.
     *
     * @param steps of its plan, in its order; empty before the plan is made
     */
    public static List<Activity> of(ProductOrder order, List<PlanStep> steps, DeliveryExpectation expected) {
        Optional<Instant> released = steps.stream()
                .flatMap(step -> step.releasedAt().stream())
                .min(Instant::compareTo)
                .or(order::finishedAt);
        Optional<Instant> begun = order.begunAt().or(() -> released);
        List<Activity> activities = new ArrayList<>();
        List<Activity> before = beforeSteps(expected);
        activities.add(at(before.getFirst(), Optional.of(order.startsAt()), begun));
        activities.add(at(before.getLast(), begun, released));
        steps.stream().filter(step -> !isDropped(step)).forEach(step -> activities.add(activity(step)));
        boolean allEnded = released.isPresent()
                && steps.stream().allMatch(step -> step.state().isFinal());
        Optional<Instant> lastEnd = allEnded
                ? steps.stream()
                        .flatMap(step -> step.completedAt().stream())
                        .max(Instant::compareTo)
                        .or(() -> released)
                : Optional.empty();
        activities.add(completion(activities, expected, lastEnd, order.finishedAt()));
        return activities;
    }

    private static Activity at(Activity phase, Optional<Instant> begun, Optional<Instant> ended) {
        return new Activity(phase.id(), phase.label(), phase.expected(), phase.dependsOn(), begun, ended);
    }

    /** What takes a step back comes after it. */
    private static Activity activity(PlanStep step) {
        Set<String> before = new HashSet<>(step.dependsOn());
        step.undoes().ifPresent(before::add);
        before.add(DeliveryExpectation.RESERVATION);
        return new Activity(
                step.id(),
                step.label(),
                step.expectedDuration(),
                before,
                step.releasedAt(),
                step.completedAt(),
                step.heldUntil());
    }

    /** Given up, not wanted any more or skipped: nothing waits for it. */
    private static boolean isDropped(PlanStep step) {
        return step.state().isFinal() && step.state() != StepState.COMPLETED;
    }
}
