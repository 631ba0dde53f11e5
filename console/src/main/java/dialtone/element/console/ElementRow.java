package dialtone.element.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.element.ElementCapacity;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementStanding;
import dialtone.element.LimitsSetting;
import dialtone.element.Maintenance;
import dialtone.element.OpenJobs;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network element as it is shown.
 *
 * @param inFlight  calls under way, and how many there may be
 * @param perSecond calls of the last second, and how many there may be
 * @param inWindow  calls of the last minutes, and how many there may be; empty when nobody counts them
 * @param ofThese   how many of the jobs that wait are not usual ones; empty when all are
 * @param places    of those that it has how many are taken, as it has told; empty when it has told none
 * @param placesAt  when it has told that
 * @param full      whether none is free
 * @param planned   a maintenance that is set and not over
 * @param setBy     empty while nobody has set anything
 */
public record ElementRow(
        String element,
        String name,
        Badge state,
        When since,
        String reason,
        String inFlight,
        String perSecond,
        String inWindow,
        long jobsWaiting,
        String ofThese,
        String places,
        When placesAt,
        boolean full,
        Optional<Maintenance> planned,
        String setBy,
        When setAt) {

    static ElementRow of(ElementStanding standing) {
        ElementLimits limits = standing.limits();
        return new ElementRow(
                standing.element(),
                Words.of(standing.element()),
                badge(standing),
                When.of(standing.since()),
                standing.reason(),
                used(standing.inFlight(), limits.concurrentCalls()),
                used(standing.callsLastSecond(), limits.callsPerSecond()),
                limits.window()
                        .map(window -> used(standing.callsInWindow().orElse(0), Optional.of(window.calls())) + " in "
                                + minutes(window))
                        .orElse(""),
                standing.jobsOpen().all(),
                ofThese(standing.jobsOpen()),
                standing.capacity()
                        .map(capacity -> used(capacity.used(), Optional.of(capacity.places())))
                        .orElse(""),
                new When(standing.capacity().map(ElementCapacity::toldAt)),
                standing.capacity().filter(capacity -> capacity.free() == 0).isPresent(),
                limits.maintenance(),
                standing.setting().map(LimitsSetting::by).orElse(""),
                new When(standing.setting().map(LimitsSetting::at)));
    }

    private static Badge badge(ElementStanding standing) {
        return switch (standing.state()) {
            case CLOSED -> new Badge("In service", "good");
            case OPEN -> new Badge("Out of reach", "bad");
            case HALF_OPEN -> new Badge("Being tried", "warn");
            case MAINTENANCE -> new Badge("Maintenance", "warn");
        };
    }

    private static String ofThese(OpenJobs jobs) {
        return Stream.of(
                        jobs.urgent() == 0 ? "" : jobs.urgent() + " urgent",
                        jobs.batch() == 0 ? "" : jobs.batch() + " that may wait")
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String used(int used, Optional<Integer> most) {
        return most.map(limit -> used + " of " + limit).orElse(Integer.toString(used));
    }

    private static String minutes(CallWindow window) {
        return window.minutes() == 1 ? "a minute" : window.minutes() + " minutes";
    }

    public boolean hasPlanned() {
        return planned.isPresent();
    }

    public When plannedFrom() {
        return new When(planned.map(Maintenance::from));
    }

    public When plannedUntil() {
        return new When(planned.map(Maintenance::until));
    }
}
