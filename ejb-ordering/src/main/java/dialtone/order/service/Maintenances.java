package dialtone.order.service;

import dialtone.bpmn.JobType;
import dialtone.catalog.DeliveryExpectation;
import dialtone.element.ElementStanding;
import dialtone.element.ElementState;
import dialtone.element.Maintenance;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Schedule.Activity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Until when the elements that an order needs are in maintenance: what needs one of them ends later. */
final class Maintenances {

    private Maintenances() {}

    /**
     * The activities of an order, each held until the last element that it needs is back.
     *
     * @param steps    of its plan
     * @param elements as this node sees them
     */
    static List<Activity> hold(
            ProductOrder order, List<Activity> activities, List<PlanStep> steps, List<ElementStanding> elements) {
        List<ElementStanding> away = elements.stream()
                .filter(element -> element.state() == ElementState.MAINTENANCE)
                .toList();
        if (away.isEmpty()) {
            return activities;
        }
        Map<String, PlanStep> byId = steps.stream().collect(Collectors.toMap(PlanStep::id, Function.identity()));
        return activities.stream()
                .map(activity -> jobType(order, activity.id(), Optional.ofNullable(byId.get(activity.id())))
                        .flatMap(jobType -> until(jobType, away))
                        .map(activity::heldUntil)
                        .orElse(activity))
                .toList();
    }

    /** Of the jobs that do an activity; empty when they ask no element, or there are none: nothing is checked of an order about use alone. */
    static Optional<String> jobType(ProductOrder order, String activity, Optional<PlanStep> step) {
        return activity.equals(DeliveryExpectation.CHECKS)
                ? Optional.of(JobType.FULFILMENT_CHECK.type()).filter(type -> !order.isAboutUseOnly())
                : step.map(PlanStep::jobType);
    }

    private static Optional<Instant> until(String jobType, List<ElementStanding> away) {
        return away.stream()
                .filter(element -> element.jobTypes().contains(jobType))
                .flatMap(element -> element.limits().maintenance().stream())
                .map(Maintenance::until)
                .max(Comparator.naturalOrder());
    }
}
