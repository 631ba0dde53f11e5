package dialtone.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When each part of an order is expected to begin and to end, by the critical path method: forward, each begins when the last of those it
 * depends on has ended; backward, each may end as late as the first of those that depend on it has to begin. Those between which there is
 * no time to lose are the critical path.
 *
 * <p>Checks 5 s, then reservation 2 s, then the SIM 10 s, then the network profile 5 s and the handset 20 s side by side, then completion
 * 5 s: the order ends after 42 s, the profile has 15 s of slack, and everything else is critical.
 *
 * @param timed in the order of the activities, which come after those they depend on
 * @param ends  of all
 */
public record Schedule(List<Timed> timed, Instant ends) {

    /**
     * A part of an order: a phase or a step.
     *
     * @param id        of the step; of a phase its name
     * @param label     as a person reads it
     * @param expected  how long it takes
     * @param dependsOn ids of the activities that end before; those that are not there are not waited for
     * @param begun     empty before
     * @param ended     empty before
     * @param heldUntil until when whoever does it is known to do nothing; empty when nothing is known to be in its way
     */
    public record Activity(
            String id,
            String label,
            Duration expected,
            Set<String> dependsOn,
            Optional<Instant> begun,
            Optional<Instant> ended,
            Optional<Instant> heldUntil) {
        public Activity {
            dependsOn = Set.copyOf(dependsOn);
        }

        /** One with nothing in its way. */
        public Activity(
                String id,
                String label,
                Duration expected,
                Set<String> dependsOn,
                Optional<Instant> begun,
                Optional<Instant> ended) {
            this(id, label, expected, dependsOn, begun, ended, Optional.empty());
        }

        /** One that is ahead. */
        public Activity(String id, String label, Duration expected, Set<String> dependsOn) {
            this(id, label, expected, dependsOn, Optional.empty(), Optional.empty());
        }

        /** The same, done by somebody who does nothing before that moment either. What has ended stays as it is. */
        public Activity heldUntil(Instant moment) {
            return ended.isPresent()
                    ? this
                    : new Activity(
                            id,
                            label,
                            expected,
                            dependsOn,
                            begun,
                            ended,
                            Optional.of(later(moment, heldUntil.orElse(moment))));
        }

        Activity untouched() {
            return new Activity(id, label, expected, dependsOn);
        }
    }

    /**
     * An activity with its times.
     *
     * @param latestEnd when it may end at the latest for all to end as they are expected to
     */
    public record Timed(Activity activity, Instant begins, Instant ends, Instant latestEnd) {

        /** How much later it may end without any other being later at the end. */
        public Duration slack() {
            return Duration.between(ends, latestEnd);
        }

        public boolean isCritical() {
            return slack().isZero();
        }
    }

    public Schedule {
        timed = List.copyOf(timed);
    }

    /**
     * What is expected when nothing has begun.
     *
     * @param activities each after those it depends on
     */
    public static Schedule planned(Collection<Activity> activities, Instant start) {
        return passed(activities.stream().map(Activity::untouched).toList(), start, start);
    }

    /**
     * What is expected now: what has begun or ended did so when it did, and what has not begun begins now at the earliest,
     * and what has not ended ends now at the earliest. What is held takes its time from then on.
     *
     * <p>The network profile takes 5 s, and its element is in maintenance until 06:00:00: the profile ends at 06:00:05.
     *
     * @param activities each after those it depends on
     */
    public static Schedule forecast(Collection<Activity> activities, Instant start, Instant now) {
        return passed(activities, start, now);
    }

    private static Schedule passed(Collection<Activity> activities, Instant start, Instant now) {
        Map<String, Instant> ends = new HashMap<>();
        List<Timed> forward = new ArrayList<>();
        for (Activity activity : activities) {
            Instant ready = activity.dependsOn().stream()
                    .flatMap(before -> Optional.ofNullable(ends.get(before)).stream())
                    .max(Instant::compareTo)
                    .orElse(start);
            Instant begins = activity.begun()
                    .or(() -> activity.ended().map(end -> earlier(end, ready)))
                    .orElse(later(ready, now));
            Instant done = later(begins, activity.heldUntil().orElse(begins)).plus(activity.expected());
            Instant end = activity.ended().orElse(later(done, now));
            ends.put(activity.id(), end);
            forward.add(new Timed(activity, begins, end, end));
        }
        Instant last = ends.values().stream().max(Instant::compareTo).orElse(start);
        return new Schedule(backward(forward, last), last);
    }

    private static List<Timed> backward(List<Timed> forward, Instant last) {
        Map<String, Instant> latest = new HashMap<>();
        List<Timed> timed = new ArrayList<>();
        for (Timed each : forward.reversed()) {
            Instant end = latest.getOrDefault(each.activity().id(), last);
            Instant begin = end.minus(Duration.between(each.begins(), each.ends()));
            each.activity().dependsOn().forEach(before -> latest.merge(before, begin, Schedule::earlier));
            timed.add(new Timed(each.activity(), each.begins(), each.ends(), end));
        }
        return timed.reversed();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Those that all wait for: a delay of one of them is a delay of the whole. More than one chain when several are equally long. */
    public List<Timed> criticalPath() {
        return timed.stream().filter(Timed::isCritical).toList();
    }

    public Optional<Timed> find(String id) {
        return timed.stream().filter(each -> each.activity().id().equals(id)).findFirst();
    }
}
