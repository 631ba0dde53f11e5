package dialtone.order;

import dialtone.catalog.DeliveryExpectation;
import dialtone.order.Schedule.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether an order is as far as it should be.
 *
 * <p>What is under way is late by how long it takes beyond what is expected of it, and by how much the order will be late if the rest goes
 * as expected; the worse counts. Promised is 10:01:00, amber after a minute. The SIM step was expected to take 10 s from 10:00:10, and
 * 20 s come after it: it is late from 10:00:20, the order amber from 10:01:20. Were the step begun at 10:02:00 only, the order would be
 * amber at once, for it will end at 10:02:30 at the earliest.
 *
 * <p>Without progress nothing gets better, and with time alone it gets worse at moments that are known: {@link #nextLook}.
 *
 * @param worst    what is late, the worst; empty when the order is green
 * @param nextLook when the order will be in more jeopardy unless something is done; empty when nothing is to come
 * @param expected when all is expected to be done
 */
public record Punctuality(Jeopardy jeopardy, Optional<Late> worst, Optional<Instant> nextLook, Instant expected) {

    /**
     * Something that is late.
     *
     * @param activity id of the step or name of the phase
     * @param by       how much
     * @param ahead    whether it is not late by itself but because of what came before
     */
    public record Late(String activity, String label, Duration by, boolean ahead) {}

    /**
     * Something under way, or that should be.
     *
     * @param latestEnd to keep what was promised
     */
    private record Open(Activity activity, Instant begun, Instant end, Instant latestEnd) {

        private Instant due() {
            return end.isBefore(latestEnd) ? end : latestEnd;
        }

        /** What the order will be late by, even if this ends as expected. */
        private Duration lost() {
            return Duration.between(latestEnd, end);
        }

        Duration lateBy(Instant now) {
            Duration over = Duration.between(due(), now);
            return now.isBefore(end) || over.compareTo(lost()) < 0 ? lost() : over;
        }

        Instant lateSince(Duration by) {
            return lost().compareTo(by) >= 0 ? begun : due().plus(by);
        }

        Late late(Instant now) {
            return new Late(activity.id(), activity.label(), lateBy(now), now.isBefore(end));
        }
    }

    /**
     * @param activities each after those it depends on
     * @param promised   when the order is to end; empty when nobody counts on that, as when it is being taken back
     */
    public static Punctuality of(
            Collection<Activity> activities,
            Instant start,
            Optional<Instant> promised,
            DeliveryExpectation expectation,
            Instant now) {
        Instant expected = Schedule.forecast(activities, start, now).ends();
        List<Open> open = open(activities, start, promised);
        Jeopardy jeopardy = open.stream()
                .map(each -> jeopardy(each, expectation, now))
                .max(Comparator.naturalOrder())
                .orElse(Jeopardy.GREEN);
        Optional<Instant> next = open.stream()
                .flatMap(each -> worse(jeopardy, expectation).map(each::lateSince))
                .filter(moment -> moment.isAfter(now))
                .min(Comparator.naturalOrder());
        // what is under way explains more than what has not begun
        Optional<Late> worst = open.stream()
                .filter(each -> jeopardy != Jeopardy.GREEN && each.lateBy(now).isPositive())
                .max(Comparator.<Open, Boolean>comparing(each -> jeopardy(each, expectation, now) == jeopardy
                                && each.activity().begun().isPresent())
                        .thenComparing(each -> each.lateBy(now)))
                .map(each -> each.late(now));
        return new Punctuality(jeopardy, worst, next, expected);
    }

    /** The same of an order of which something is still to come that nobody has measured. */
    public Punctuality withMoreToCome(Duration more) {
        return new Punctuality(jeopardy, worst, nextLook, expected.plus(more));
    }

    private static Jeopardy jeopardy(Open open, DeliveryExpectation expectation, Instant now) {
        if (!open.lateSince(expectation.red()).isAfter(now)) {
            return Jeopardy.RED;
        }
        return open.lateSince(expectation.amber()).isAfter(now) ? Jeopardy.GREEN : Jeopardy.AMBER;
    }

    /** How late something has to be for the order to be in more jeopardy. */
    private static Stream<Duration> worse(Jeopardy than, DeliveryExpectation expectation) {
        return switch (than) {
            case GREEN -> Stream.of(expectation.amber(), expectation.red());
            case AMBER -> Stream.of(expectation.red());
            case RED -> Stream.empty();
        };
    }

    /** What has not ended though all that it depends on has. */
    private static List<Open> open(Collection<Activity> activities, Instant start, Optional<Instant> promised) {
        Map<String, Activity> byId = new HashMap<>();
        activities.forEach(activity -> byId.put(activity.id(), activity));
        Map<String, Duration> after = timeAfter(activities);
        return activities.stream()
                .filter(activity -> activity.ended().isEmpty())
                .filter(activity ->
                        before(activity, byId).allMatch(first -> first.ended().isPresent()))
                .map(activity -> {
                    Instant begun = activity.begun()
                            .orElseGet(() -> before(activity, byId)
                                    .flatMap(first -> first.ended().stream())
                                    .max(Comparator.naturalOrder())
                                    .orElse(start));
                    Instant end = begun.plus(activity.expected());
                    Instant latest = promised.map(
                                    moment -> moment.minus(after.getOrDefault(activity.id(), Duration.ZERO)))
                            .orElse(end);
                    return new Open(activity, begun, end, latest);
                })
                .toList();
    }

    private static Stream<Activity> before(Activity activity, Map<String, Activity> byId) {
        return activity.dependsOn().stream().flatMap(id -> Optional.ofNullable(byId.get(id)).stream());
    }

    /** The longest that the rest takes when an activity has ended. */
    private static Map<String, Duration> timeAfter(Collection<Activity> activities) {
        Map<String, Duration> after = new HashMap<>();
        for (Activity activity : List.copyOf(activities).reversed()) {
            Duration own = activity.expected().plus(after.getOrDefault(activity.id(), Duration.ZERO));
            activity.dependsOn()
                    .forEach(first -> after.merge(first, own, (one, other) -> one.compareTo(other) > 0 ? one : other));
        }
        return after;
    }
}
