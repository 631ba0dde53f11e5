package dialtone.order;

import dialtone.base.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One decision about many fallout tasks. Whoever decides names a filter, a decision and a reason; the tasks that match at that moment
 * are noted, each as a {@link BatchedTask}, and none comes to them later. They are decided one after another, so many a second; a person
 * may pause that, let it go on, or stop it for good. When none waits any more the batch is done; what becomes of those decided is
 * followed on.
 *
 * <p>Whoever changes a batch or a task of it holds the lock of the batch's row.
 */
@Entity
@Table(name = "FALLOUT_BATCH")
public class FalloutBatch {

    /** More than an element's bad day leaves behind; what is beyond goes into a second batch. */
    public static final int MAX_TASKS = 5_000;

    /** Tasks decided in a second when nobody says how many: a thousand in less than two minutes. */
    public static final int USUAL_PACE = 10;

    /** The engine takes up some fifty messages a second beside the orders that come in. */
    public static final int MAX_PACE = 50;

    /** Where a batch stands. */
    public enum State {
        /** What needs a second person waits for him; nothing is decided until he approves. */
        PROPOSED,
        RUNNING,
        /** Begun or not, nothing is decided until somebody lets it go on. */
        PAUSED,
        /** Somebody has ended it; what was not decided is left as it was. */
        STOPPED,
        /** Nothing waits to be decided. */
        DONE;

        public boolean isFinal() {
            return this == STOPPED || this == DONE;
        }
    }

    /**
     * What somebody wants decided.
     *
     * @param tasksPerSecond how many are decided in a second, 1 to {@value FalloutBatch#MAX_PACE}
     */
    public record Proposal(FalloutDecision decision, String reason, FalloutFilter filter, int tasksPerSecond) {

        /**
         * Why it is not taken: {@code INVALID_DECISION}, {@code REASON_REQUIRED}, {@code TOO_LONG} (fields {@code reason}, {@code filter}), {@code OUT_OF_RANGE}
         * (field {@code tasksPerSecond}).
         */
        public List<Rejection> objections() {
            List<Rejection> reasons = new ArrayList<>();
            if (decision == FalloutDecision.COMPLETE_BY_HAND) {
                reasons.add(Rejection.at(
                        "decision", "INVALID_DECISION", "What was done by hand is said of each step by itself."));
            }
            if (reason.isBlank()) {
                reasons.add(Rejection.at("reason", "REASON_REQUIRED", "Say why, for those who read it later."));
            }
            if (reason.length() > FalloutTask.MAX_NOTE) {
                reasons.add(Rejection.at(
                        "reason", "TOO_LONG", "A reason has at most " + FalloutTask.MAX_NOTE + " characters."));
            }
            if (filter.text().length() > FalloutFilter.MAX_TEXT) {
                reasons.add(Rejection.at(
                        "filter",
                        "TOO_LONG",
                        "A filter has at most " + FalloutFilter.MAX_TEXT + " characters; name fewer orders."));
            }
            if (tasksPerSecond < 1 || tasksPerSecond > MAX_PACE) {
                reasons.add(Rejection.at(
                        "tasksPerSecond", "OUT_OF_RANGE", "So many are decided in a second: 1 to " + MAX_PACE + "."));
            }
            return reasons;
        }
    }

    /** Between two turns, in each of which a second's tasks are decided. */
    public static final Duration TURN = Duration.ofSeconds(1);

    @Id
    @Column(name = "BATCH_ID")
    private String id;

    @Enumerated(EnumType.STRING)
    @Column(name = "DECISION")
    private FalloutDecision decision;

    @Column(name = "REASON")
    private String reason;

    @Column(name = "FILTER_TEXT")
    private @Nullable String filter;

    @Column(name = "TASKS_PER_SECOND")
    private int tasksPerSecond;

    @Column(name = "TASK_COUNT")
    private int taskCount;

    @Column(name = "CREATED_BY")
    private String createdBy;

    @Column(name = "CREATED_AT")
    private Instant createdAt;

    @Column(name = "APPROVED_BY")
    private @Nullable String approvedBy;

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
    protected FalloutBatch() {}

    /**
     * @param by        login
     * @param taskCount how many tasks are in it, 1 to {@value #MAX_TASKS}
     * @throws IllegalArgumentException for a proposal that has objections, and for another count
     */
    public FalloutBatch(String id, Proposal proposal, int taskCount, String by, Instant now) {
        if (!proposal.objections().isEmpty() || taskCount < 1 || taskCount > MAX_TASKS) {
            throw new IllegalArgumentException("No batch: " + proposal + " of " + taskCount);
        }
        this.id = id;
        this.decision = proposal.decision();
        this.reason = proposal.reason();
        this.filter = proposal.filter().isAll() ? null : proposal.filter().text();
        this.tasksPerSecond = proposal.tasksPerSecond();
        this.taskCount = taskCount;
        this.createdBy = by;
        this.createdAt = now;
        boolean proposed = decision.needsSecondPerson();
        this.state = proposed ? State.PROPOSED : State.RUNNING;
        this.stateAt = now;
        this.nextTurnAt = proposed ? null : now;
    }

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
        approvedBy = by;
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
            throw new IllegalStateException("Batch " + id + " is " + state + " and cannot be " + to);
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

    /** Says when the next turn is; empty when nothing is left to decide and nothing to follow. */
    public void nextTurn(Optional<Instant> at) {
        nextTurnAt = at.orElse(null);
    }

    /** How its tasks are resolved. */
    public FalloutResolution resolution() {
        return new FalloutResolution(
                decision,
                Optional.ofNullable(approvedBy).orElse(createdBy),
                reason,
                Optional.of(id),
                approvedBy().map(approver -> createdBy));
    }

    public String id() {
        return id;
    }

    public FalloutDecision decision() {
        return decision;
    }

    public String reason() {
        return reason;
    }

    /** As {@link FalloutFilter#text} wrote it; empty for all that were open. */
    public String filter() {
        return filter == null ? "" : filter;
    }

    public int tasksPerSecond() {
        return tasksPerSecond;
    }

    public int taskCount() {
        return taskCount;
    }

    /** Login. */
    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Login of the second person; empty for what needs none, and while he is waited for. */
    public Optional<String> approvedBy() {
        return Optional.ofNullable(approvedBy);
    }

    public State state() {
        return state;
    }

    /** Login of the one who paused, resumed or stopped it; empty for what it did by itself. */
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
