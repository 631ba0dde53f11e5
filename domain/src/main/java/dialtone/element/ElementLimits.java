package dialtone.element;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much one node asks of a network element, and when nothing. What is empty is not limited.
 *
 * @param callsPerSecond  calls begun in any one second, 1 to {@value #MAX_PER_SECOND}
 * @param window          calls begun in any stretch of some minutes
 * @param concurrentCalls calls under way at the same time, 1 to {@value #MAX_CONCURRENT}
 */
public record ElementLimits(
        Optional<Integer> callsPerSecond,
        Optional<CallWindow> window,
        Optional<Integer> concurrentCalls,
        Optional<Maintenance> maintenance) {

    public static final int MAX_PER_SECOND = 1_000;
    public static final int MAX_PER_WINDOW = 10_000;
    public static final int MAX_WINDOW_MINUTES = 60;

    /** A node opens no more connections to an element. */
    public static final int MAX_CONCURRENT = 32;

    /** Longer is no maintenance but an element that is gone, and orders should not be taken for it. */
    public static final Duration LONGEST_MAINTENANCE = Duration.ofDays(7);

    public static final int MAX_REASON = 200;

    /** Nothing is limited: of an element that nobody has set anything for. */
    public static final ElementLimits NONE =
            new ElementLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * At most so many calls in any so many minutes.
     *
     * @param calls   1 to {@value #MAX_PER_WINDOW}
     * @param minutes 1 to {@value #MAX_WINDOW_MINUTES}
     */
    public record CallWindow(int calls, int minutes) {
        public Duration length() {
            return Duration.ofMinutes(minutes);
        }
    }

    /** What somebody asks for, field by field, before anything is known to be right. */
    public record Proposal(
            Optional<Integer> callsPerSecond,
            Optional<Integer> callsPerWindow,
            Optional<Integer> windowMinutes,
            Optional<Integer> concurrentCalls,
            Optional<MaintenanceProposal> maintenance) {}

    /** @param from empty: at once */
    public record MaintenanceProposal(Optional<Instant> from, Optional<Instant> until, Optional<String> reason) {}

    /** The same, without a maintenance that is over at that time. */
    public ElementLimits at(Instant time) {
        return maintenance.filter(over -> !time.isBefore(over.until())).isEmpty()
                ? this
                : new ElementLimits(callsPerSecond, window, concurrentCalls, Optional.empty());
    }

    /** Whether calls are counted against anything. */
    public boolean limitCalls() {
        return callsPerSecond.isPresent() || window.isPresent() || concurrentCalls.isPresent();
    }

    /**
     * The limits of a proposal. Refuses OUT_OF_RANGE (fields {@code callsPerSecond}, {@code callsPerWindow},
     * {@code windowMinutes}, {@code concurrentCalls}), MISSING (of a window or a maintenance that is given in part),
     * INVALID_PERIOD ({@code maintenance.until}) and TOO_LONG ({@code maintenance.reason}, {@code maintenance.until}); all that is
     * wrong at once.
     */
    public static Outcome<ElementLimits> of(Proposal proposal, Instant now) {
        List<Rejection> reasons = new ArrayList<>();
        within(reasons, "callsPerSecond", proposal.callsPerSecond(), MAX_PER_SECOND);
        within(reasons, "callsPerWindow", proposal.callsPerWindow(), MAX_PER_WINDOW);
        within(reasons, "windowMinutes", proposal.windowMinutes(), MAX_WINDOW_MINUTES);
        within(reasons, "concurrentCalls", proposal.concurrentCalls(), MAX_CONCURRENT);
        if (proposal.callsPerWindow().isPresent() && proposal.windowMinutes().isEmpty()) {
            reasons.add(
                    Rejection.at("windowMinutes", "MISSING", "Say in how many minutes there may be so many calls."));
        }
        if (proposal.windowMinutes().isPresent() && proposal.callsPerWindow().isEmpty()) {
            reasons.add(
                    Rejection.at("callsPerWindow", "MISSING", "Say how many calls there may be in so many minutes."));
        }
        Optional<Maintenance> maintenance = proposal.maintenance().flatMap(asked -> maintenance(reasons, asked, now));
        if (!reasons.isEmpty()) {
            return Outcome.rejected(reasons);
        }
        Optional<CallWindow> window = proposal.callsPerWindow()
                .flatMap(calls -> proposal.windowMinutes().map(minutes -> new CallWindow(calls, minutes)));
        return Outcome.accepted(
                new ElementLimits(proposal.callsPerSecond(), window, proposal.concurrentCalls(), maintenance));
    }

    private static void within(List<Rejection> reasons, String field, Optional<Integer> value, int most) {
        if (value.isPresent() && (value.get() < 1 || value.get() > most)) {
            reasons.add(Rejection.at(
                    field, "OUT_OF_RANGE", "This is 1 to " + most + "; nothing at all means that it is not limited."));
        }
    }

    private static Optional<Maintenance> maintenance(List<Rejection> reasons, MaintenanceProposal asked, Instant now) {
        int before = reasons.size();
        String reason = asked.reason().orElse("").strip();
        if (reason.isEmpty()) {
            reasons.add(Rejection.at("maintenance.reason", "MISSING", "Say why, for those who see that work waits."));
        } else if (reason.length() > MAX_REASON) {
            reasons.add(Rejection.at(
                    "maintenance.reason", "TOO_LONG", "The reason has at most " + MAX_REASON + " characters."));
        }
        Instant from = asked.from().orElse(now);
        if (asked.until().isEmpty()) {
            reasons.add(Rejection.at("maintenance.until", "MISSING", "Say until when; it can be ended earlier."));
        } else if (!asked.until().get().isAfter(from) || !asked.until().get().isAfter(now)) {
            reasons.add(Rejection.at(
                    "maintenance.until", "INVALID_PERIOD", "The end has to be ahead, and after the beginning."));
        } else if (Duration.between(from, asked.until().get()).compareTo(LONGEST_MAINTENANCE) > 0) {
            reasons.add(Rejection.at(
                    "maintenance.until",
                    "TOO_LONG",
                    "A maintenance is at most " + LONGEST_MAINTENANCE.toDays() + " days long."));
        }
        return reasons.size() > before
                ? Optional.empty()
                : asked.until().map(until -> new Maintenance(from, until, reason));
    }
}
