package dialtone.order;

import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.DeliveryExpectation.MilestoneRule;
import dialtone.order.Schedule.Activity;
import dialtone.order.Schedule.Timed;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A point that an order passes (TMF milestone): reached when all that the catalogue names for it is done.
 *
 * @param name       kebab-case, as the catalogue names it
 * @param label      as a person reads it
 * @param expectedAt when it was, or is, expected
 * @param reachedAt  empty before
 */
public record Milestone(String name, String label, Instant expectedAt, Optional<Instant> reachedAt) {

    /** {@code status} of a TMF milestone. */
    public String status() {
        return reachedAt.isPresent() ? "completed" : "pending";
    }

    /**
     * The milestones of an order.
     *
     * @param activities    of the order, with what has ended
     * @param expected      of the same activities
     * @param idsOfServices ids of the steps for each resource-facing service that the order has steps for
     */
    public static List<Milestone> of(
            DeliveryExpectation delivery,
            Collection<Activity> activities,
            Schedule expected,
            Map<String, Set<String>> idsOfServices) {
        Map<String, Activity> byId = activities.stream().collect(Collectors.toMap(Activity::id, each -> each));
        Set<String> steps = idsOfServices.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return delivery.milestones().stream()
                .flatMap(rule -> of(rule, awaited(rule, byId, steps, idsOfServices), expected).stream())
                .toList();
    }

    private static Set<Activity> awaited(
            MilestoneRule rule, Map<String, Activity> byId, Set<String> steps, Map<String, Set<String>> idsOfServices) {
        return rule.after().stream()
                .flatMap(name -> switch (name) {
                    case DeliveryExpectation.CHECKS, DeliveryExpectation.RESERVATION, DeliveryExpectation.COMPLETION ->
                        Stream.of(name);
                    case DeliveryExpectation.STEPS -> steps.stream();
                    default -> idsOfServices.getOrDefault(name, Set.of()).stream();
                })
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<Milestone> of(MilestoneRule rule, Set<Activity> awaited, Schedule expected) {
        Optional<Instant> due = awaited.stream()
                .flatMap(activity -> expected.find(activity.id()).stream())
                .map(Timed::ends)
                .max(Comparator.naturalOrder());
        Optional<Instant> reached =
                awaited.stream().allMatch(activity -> activity.ended().isPresent())
                        ? awaited.stream()
                                .flatMap(activity -> activity.ended().stream())
                                .max(Comparator.naturalOrder())
                        : Optional.empty();
        return due.map(moment -> new Milestone(rule.name(), rule.label(), moment, reached));
    }
}
