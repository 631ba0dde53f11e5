package dialtone.order;

import dialtone.base.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has had begun over many things, and what is done about them in the background, one after another, so many a second. A person may
 * pause it, let it go on, or stop it for good; when nothing waits any more it is done, and what becomes of the things that were begun is followed on.
 *
 * <p>A second's things are a turn. Of several nodes one takes it. Whoever changes the work, or a line of it, holds the lock of the work's row.
 */
@MappedSuperclass
public abstract class PacedWork {

    /** From one turn to the next. */
    public static final Duration TURN = Duration.ofSeconds(1);

    /** Longest reason of the person who has it begun: it becomes the note of the tasks that are decided. */
    public static final int MAX_REASON = FalloutTask.MAX_NOTE;

    /** Where it stands. */
    public enum State {
        /** What needs a second person waits for him; nothing is done until he approves. */
        PROPOSED,
        RUNNING,
        /** Nothing further is begun until somebody lets it go on. */
        PAUSED,
        /** Somebody has ended it; what had not begun is left as it was. */
        STOPPED,
        /** Nothing waits. */
        DONE;

        public boolean isFinal() {
            return this == STOPPED || this == DONE;
        }
    }

    @Column(name = "REASON")
    private String reason;

    @Column(name = "CREATED_BY")
    private String createdBy;

    @Column(name = "CREATED_AT")
    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private State state;

    @Column(name = "STATE_BY")
    private @Nullable String stateBy;

    @Column(name = "STATE_AT")
    private Instant stateAt;

    @Column(name = "NEXT_TURN_AT")
    private @Nullable Instant nextTurnAt;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected PacedWork() {}

    /**
     * @param proposed whether a second person is to approve it first
     * @param by       login
     */
    PacedWork(boolean proposed, String reason, String by, Instant now) {
        this.reason = reason;
        this.createdBy = by;
        this.createdAt = now;
        this.state = proposed ? State.PROPOSED : State.RUNNING;
        this.stateAt = now;
        this.nextTurnAt = proposed ? null : now;
    }

    /** What is said against a reason, {@code REASON_REQUIRED, TOO_LONG} (field {@code reason}), and a pace, {@code OUT_OF_RANGE}. */
    static List<Rejection> objections(String reason, Pace pace) {
        List<Rejection> reasons = new ArrayList<>();
        if (reason.isBlank()) {
            reasons.add(Rejection.at("reason", "REASON_REQUIRED", "Say why, for those who read it later."));
        }
        if (reason.length() > MAX_REASON) {
            reasons.add(Rejection.at("reason", "TOO_LONG", "A reason has at most " + MAX_REASON + " characters."));
        }
        if (pace.aSecond() < 1 || pace.aSecond() > pace.most()) {
            reasons.add(Rejection.at(
                    pace.field(),
                    "OUT_OF_RANGE",
                    "So many are " + pace.done() + " in a second: 1 to " + pace.most() + "."));
        }
        return reasons;
    }

    /**
     * How many are to be done in a second.
     *
     * @param field as the API names it
     * @param done  what is done with each: {@code decided}
     */
    record Pace(String field, String done, int aSecond, int most) {}

    /** @throws IllegalStateException unless it runs */
    public void pause(String by, Instant now) {
        change(state == State.RUNNING, State.PAUSED, Optional.of(by), now);
    }

    /**
     * The second person agrees, and it begins.
     *
     * @param by login
     * @throws IllegalStateException unless it waits for a second person, who is not the one that has proposed it
     */
    public void approve(String by, Instant now) {
        change(state == State.PROPOSED && !isProposedBy(by), State.RUNNING, Optional.of(by), now);
        nextTurnAt = now;
    }

    /** Whether the login is that of the person who has proposed it, who cannot be the second one. */
    public boolean isProposedBy(String login) {
        return DecisionRequest.isSamePerson(createdBy, login);
    }

    /** @throws IllegalStateException unless it is paused */
    public void resume(String by, Instant now) {
        change(state == State.PAUSED, State.RUNNING, Optional.of(by), now);
        nextTurnAt = now;
    }

    /** @throws IllegalStateException if it has ended */
    public void stop(String by, Instant now) {
        change(!state.isFinal(), State.STOPPED, Optional.of(by), now);
    }

    /** Nothing waits any more. One that runs is done; one that has ended stays as it is. */
    public void nothingWaits(Instant now) {
        if (!state.isFinal()) {
            change(true, State.DONE, Optional.empty(), now);
        }
    }

    private void change(boolean legal, State to, Optional<String> by, Instant now) {
        if (!legal) {
            throw new IllegalStateException(id() + " is " + state + " and cannot be " + to);
        }
        state = to;
        stateBy = by.orElse(null);
        stateAt = now;
    }

    /**
     * Begins a turn, unless another node has begun one.
     *
     * @return whether it is the caller's
     */
    public boolean takeTurn(Instant now) {
        if (nextTurnAt == null || nextTurnAt.isAfter(now)) {
            return false;
        }
        nextTurnAt = now.plus(TURN);
        return true;
    }

    /** Says when the next turn is; empty when nothing is left to begin and nothing to follow. */
    public void nextTurn(Optional<Instant> at) {
        nextTurnAt = at.orElse(null);
    }

    public abstract String id();

    /** How many are begun in a second. */
    public abstract int aSecond();

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    public String reason() {
        return reason;
    }

    /** Login. */
    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public State state() {
        return state;
    }

    /** Login of the one who approved, paused, resumed or stopped it; empty for what it did by itself. */
    public Optional<String> stateBy() {
        return Optional.ofNullable(stateBy);
    }

    public Instant stateAt() {
        return stateAt;
    }

    public Optional<Instant> nextTurnAt() {
        return Optional.ofNullable(nextTurnAt);
    }
}
