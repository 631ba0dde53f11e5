package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.order.Jeopardy;
import dialtone.order.JeopardyAlert;
import dialtone.order.Milestone;
import dialtone.order.OrderTimeline;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.Schedule.Activity;
import dialtone.order.Schedule.Timed;
import dialtone.order.StepState;
import dialtone.order.console.TimelineRow.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an order goes in time, as its page shows it.
 *
 * @param jeopardy     empty label when the order has ended
 * @param late         whether it is amber or red
 * @param why          the last alert in words; empty when the order is as expected
 * @param expected     when it is to be done; where that has passed, when it would be done if it went on now
 * @param promised     when it was to be done
 * @param now          where the moment is on the line; no bar when the order has ended
 * @param criticalPath in words
 * @param alerts       the last first
 */
public record TimelineView(
        Badge jeopardy,
        boolean late,
        String why,
        When expected,
        When promised,
        String now,
        String planned,
        String criticalPath,
        PlanGraph graph,
        List<TimelineRow> rows,
        List<MilestoneRow> milestones,
        List<AlertRow> alerts) {

    private static final double ALL_PERCENT = 100.0;

    /** What took no time can still be seen. */
    private static final double THINNEST_PERCENT = 0.8;

    /** @param at when it was reached, else when it is expected */
    public record MilestoneRow(String label, boolean reached, Badge state, When at) {}

    public record AlertRow(Badge jeopardy, When at, String message) {}

    /** The stretch of time that the line shows. */
    private record Scale(Instant from, Instant until) {

        double percent(Instant moment) {
            double length = Math.max(1, Duration.between(from, until).toMillis());
            return Math.clamp(ALL_PERCENT * Duration.between(from, moment).toMillis() / length, 0, ALL_PERCENT);
        }

        Bar bar(Instant begin, Instant end) {
            double left = Math.min(percent(begin), ALL_PERCENT - THINNEST_PERCENT);
            return new Bar(text(left), text(Math.max(THINNEST_PERCENT, percent(end) - left)));
        }

        static String text(double percent) {
            return String.format(Locale.ROOT, "%.2f%%", percent);
        }
    }

    public static TimelineView of(ProductOrder order, List<PlanStep> plan, OrderTimeline timeline) {
        Map<String, PlanStep> steps = plan.stream().collect(Collectors.toMap(PlanStep::id, step -> step));
        boolean open = !order.state().isFinal();
        Drawing drawing = new Drawing(timeline, steps, open, scale(order, timeline, open));
        List<JeopardyAlert> alerts = timeline.alerts().reversed();
        boolean late =
                order.jeopardy().filter(jeopardy -> jeopardy != Jeopardy.GREEN).isPresent();
        return new TimelineView(
                order.jeopardy().map(Badge::of).orElse(new Badge("", "idle")),
                late,
                late
                        ? alerts.stream()
                                .findFirst()
                                .map(JeopardyAlert::explanation)
                                .orElse("")
                        : "",
                new When(open ? expected(order, timeline) : Optional.empty()),
                new When(order.promisedAt()),
                open && !timeline.now().isBefore(order.startsAt())
                        ? Scale.text(drawing.scale().percent(timeline.now()))
                        : "",
                Spans.text(Duration.between(order.startsAt(), timeline.planned().ends())),
                timeline.planned().criticalPath().stream()
                        .map(timed -> timed.activity().label())
                        .collect(Collectors.joining(", ")),
                plan.isEmpty() ? PlanGraph.NONE : PlanGraph.of(timeline, steps, drawing::state),
                plan.isEmpty() ? List.of() : drawing.rows(),
                timeline.milestones().stream()
                        .map(milestone -> milestone(milestone, timeline.now()))
                        .toList(),
                alerts.stream()
                        .map(alert ->
                                new AlertRow(Badge.of(alert.jeopardy()), When.of(alert.at()), alert.explanation()))
                        .toList());
    }

    /** From the start to the end of what was planned, has been, and is to come. */
    private static Scale scale(ProductOrder order, OrderTimeline timeline, boolean open) {
        Instant end = order.finishedAt().orElse(timeline.forecast().ends());
        Instant planned = timeline.planned().ends();
        Instant until = Stream.of(end, planned, open ? timeline.now() : end)
                .max(Instant::compareTo)
                .orElse(end);
        return new Scale(order.startsAt(), until);
    }

    /** The stored one is of the last time that something was done for the order. */
    private static Optional<Instant> expected(ProductOrder order, OrderTimeline timeline) {
        return order.expectedCompletionAt()
                .map(stored ->
                        stored.isBefore(timeline.now()) ? timeline.forecast().ends() : stored);
    }

    private static MilestoneRow milestone(Milestone milestone, Instant now) {
        return new MilestoneRow(
                milestone.label(),
                milestone.reachedAt().isPresent(),
                state(milestone, now),
                When.of(milestone.reachedAt().orElse(milestone.expectedAt())));
    }

    private static Badge state(Milestone milestone, Instant now) {
        if (milestone.reachedAt().isPresent()) {
            return new Badge("Reached", "good");
        }
        return milestone.expectedAt().isBefore(now) ? new Badge("Overdue", "warn") : new Badge("Ahead", "idle");
    }

    /**
     * An order on its line.
     *
     * @param steps by id
     * @param open  whether the order has not ended
     */
    private record Drawing(OrderTimeline timeline, Map<String, PlanStep> steps, boolean open, Scale scale) {

        Badge state(Activity planned) {
            PlanStep step = steps.get(planned.id());
            if (step != null) {
                return isTakenBack(step) ? Badge.TAKEN_BACK : Badge.of(step);
            }
            Optional<Activity> phase = timeline.forecast().find(planned.id()).map(Timed::activity);
            if (phase.flatMap(Activity::ended).isPresent()) {
                return Badge.of(StepState.COMPLETED);
            }
            return Badge.of(open && begun(phase).isPresent() ? StepState.RELEASED : StepState.PLANNED);
        }

        private boolean isTakenBack(PlanStep step) {
            return step.state() == StepState.COMPLETED
                    && steps.values().stream()
                            .filter(undo -> undo.state() == StepState.COMPLETED)
                            .anyMatch(undo -> undo.undoes().equals(Optional.of(step.id())));
        }

        private Optional<Instant> begun(Optional<Activity> activity) {
            return activity.flatMap(Activity::begun).filter(at -> !at.isAfter(timeline.now()));
        }

        /** What was planned, and then what takes back. */
        List<TimelineRow> rows() {
            return Stream.concat(
                            timeline.planned().timed().stream(),
                            timeline.forecast().timed().stream()
                                    .filter(timed -> planned(timed.activity()).isEmpty()))
                    .map(timed -> row(timed.activity()))
                    .toList();
        }

        private Optional<Timed> planned(Activity activity) {
            return timeline.planned().find(activity.id());
        }

        private TimelineRow row(Activity activity) {
            Optional<Timed> expected = planned(activity);
            Optional<Timed> now = timeline.forecast().find(activity.id());
            Optional<Instant> begun = begun(now.map(Timed::activity));
            Optional<Instant> ended = now.flatMap(timed -> timed.activity().ended());
            Instant until = ended.orElse(timeline.now());
            Optional<Duration> taken = begun.map(from -> Duration.between(from, until));
            return new TimelineRow(
                    activity.label(),
                    state(activity),
                    expected.filter(Timed::isCritical).isPresent(),
                    expected.map(timed -> scale.bar(timed.begins(), timed.ends()))
                            .orElse(Bar.NONE),
                    begun.map(from -> scale.bar(from, until)).orElse(Bar.NONE),
                    ended.isPresent() ? Bar.NONE : now.map(this::ahead).orElse(Bar.NONE),
                    tone(taken.map(time -> time.minus(activity.expected())).orElse(Duration.ZERO), ended.isPresent()),
                    taken.map(time -> Spans.text(time) + ", expected ").orElse("expected ")
                            + Spans.text(activity.expected()));
        }

        private Bar ahead(Timed timed) {
            Instant from = timed.begins().isAfter(timeline.now()) ? timed.begins() : timeline.now();
            return open && timed.ends().isAfter(from) ? scale.bar(from, timed.ends()) : Bar.NONE;
        }

        private String tone(Duration over, boolean ended) {
            if (over.compareTo(timeline.delivery().red()) >= 0) {
                return "bad";
            }
            if (over.compareTo(timeline.delivery().amber()) >= 0) {
                return "warn";
            }
            return ended ? "good" : "busy";
        }
    }
}
