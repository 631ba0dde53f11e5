package dialtone.order.service;

import dialtone.element.ElementStanding;
import dialtone.element.ElementState;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Punctuality;
import dialtone.order.Punctuality.Late;
import dialtone.order.StepState;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Why an order is late, as far as it is known here, in a sentence for a person. */
final class JeopardyWords {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final EntityManager entities;

    /** How the network elements are doing, as this node sees them. */
    private final Supplier<List<ElementStanding>> elements;

    JeopardyWords(EntityManager entities, Supplier<List<ElementStanding>> elements) {
        this.entities = entities;
        this.elements = elements;
    }

    String of(ProductOrder order, List<PlanStep> steps, Punctuality punctuality) {
        return punctuality.worst().map(late -> of(order, steps, late)).orElse("The order has caught up.");
    }

    private String of(ProductOrder order, List<PlanStep> steps, Late late) {
        Optional<PlanStep> step =
                steps.stream().filter(one -> one.id().equals(late.activity())).findFirst();
        if (late.ahead()) {
            return "The order will be " + span(late.by()) + " late even if " + late.label()
                    + " takes no longer than expected.";
        }
        String what = late.label() + ": " + span(late.by()) + " later than expected";
        return why(order, late, step).map(why -> what + ", because " + why).orElse(what) + ".";
    }

    private Optional<String> why(ProductOrder order, Late late, Optional<PlanStep> step) {
        return person(order.id(), step)
                .or(() -> Maintenances.jobType(order, late.activity(), step).flatMap(this::hindrance))
                .or(() -> step.filter(waiting -> waiting.state() == StepState.AWAITING_OUTCOME)
                        .map(waiting -> "the network has taken the request and has not reported yet"));
    }

    private Optional<String> person(OrderId order, Optional<PlanStep> step) {
        return FalloutQueue.openOf(entities, order).stream()
                .filter(task -> task.stepId().isEmpty() || task.stepId().equals(step.map(PlanStep::id)))
                .findFirst()
                .map(JeopardyWords::decision);
    }

    private static String decision(FalloutTask task) {
        return "it waits for a person's decision, fallout task " + task.id();
    }

    /** What keeps the jobs of a type waiting. */
    private Optional<String> hindrance(String jobType) {
        return elements.get().stream()
                .filter(element -> element.jobTypes().contains(jobType))
                .filter(element -> element.state() != ElementState.CLOSED)
                .findFirst()
                .map(JeopardyWords::hindrance);
    }

    private static String hindrance(ElementStanding element) {
        if (element.state() == ElementState.MAINTENANCE) {
            return "network element " + element.element() + " is in maintenance"
                    + element.limits()
                            .maintenance()
                            .map(maintenance -> " until " + moment(maintenance.until()))
                            .orElse("")
                    + " (" + element.reason() + ")";
        }
        return "network element " + element.element() + " is out of reach since " + moment(element.since())
                + (element.reason().isEmpty() ? "" : " (" + element.reason() + ")");
    }

    private static String moment(Instant time) {
        return MOMENT.format(time);
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3 h 5 min}, {@code 2 d 4 h}. */
    static String span(Duration time) {
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() == 0) {
            return time.toMinutes() + " min";
        }
        return time.toDays() == 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toDays() + " d " + time.toHoursPart() + " h";
    }
}
