package dialtone.order;

import dialtone.process.Continuation;
import dialtone.process.InstanceState;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fallout task in a batch: the line of the batch's log. It waits for its turn; it is decided, or refused with the reason. After
 * that it is followed: what was resubmitted is running again only when the engine says that it has made a new job for it, and then
 * it is completed or in fallout again.
 */
@Entity
@Table(name = "FALLOUT_BATCH_TASK")
public class BatchedTask {

    /** Longest reason that is kept. */
    public static final int MAX_REASON = 255;

    /** A task whose decision fails so often, for a fault of ours, holds up the batch no longer. */
    public static final int MAX_FAILURES = 3;

    /** What the engine is this long silent about is not followed any more: its records are not kept for ever either. */
    public static final Duration FOLLOWED = Duration.ofDays(7);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** The longer it takes the less often it is looked at: after a fifth of the time that has passed. */
    private static final int PART_OF_AGE = 5;

    /** Where it stands. */
    public enum State {
        WAITING("waiting"),
        /** Decided, and the engine has not said yet that it has gone on. */
        DECIDED("decided"),
        /** Resubmitted, and the engine has made a new job for it. */
        RUNNING_AGAIN("runningAgain"),
        /** Ran again and came through. */
        COMPLETED("completed"),
        /** Ran again and waits for a person once more. */
        IN_FALLOUT_AGAIN("inFalloutAgain"),
        /** Given up, cancelled, skipped or done by hand, and the engine has gone on without it. */
        ENDED("ended"),
        /** Could not be decided so. */
        REFUSED("refused"),
        /** The batch was stopped before its turn. */
        LEFT("left");

        private final String wire;

        State(String wire) {
            this.wire = wire;
        }

        /** As the API names it. */
        public String wire() {
            return wire;
        }
    }

    /**
     * What is known of a task that was decided.
     *
     * @param engine    what the engine has told; empty when it has told nothing yet
     * @param step      where the step stands that the task is about; empty when it is about the order as a whole
     * @param laterTask id of a fallout task that was opened for the same since
     */
    public record Sight(Optional<Continuation> engine, Optional<StepState> step, Optional<String> laterTask) {}

    /** Batch id and position: {@code FBA-100001-17}. */
    @Id
    @Column(name = "LINE_ID")
    private String id;

    @Column(name = "BATCH_ID")
    private String batch;

    @Column(name = "POSITION")
    private int position;

    @Column(name = "TASK_ID")
    private String task;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "ORDER_ID"))
    private OrderId order;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private State state;

    @Column(name = "FAILURES")
    private int failures;

    @Column(name = "REASON")
    private @Nullable String reason;

    @Column(name = "LATER_TASK_ID")
    private @Nullable String laterTask;

    @Column(name = "DECIDED_AT")
    private @Nullable Instant decidedAt;

    @Column(name = "RUNNING_AGAIN_AT")
    private @Nullable Instant runningAgainAt;

    @Column(name = "ENDED_AT")
    private @Nullable Instant endedAt;

    @Column(name = "NEXT_LOOK_AT")
    private @Nullable Instant nextLookAt;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected BatchedTask() {}

    /** @param position from 1 */
    public BatchedTask(String batch, int position, FalloutTask task) {
        this.id = batch + "-" + position;
        this.batch = batch;
        this.position = position;
        this.task = task.id();
        this.order = task.order();
        this.state = State.WAITING;
    }

    public boolean isWaiting() {
        return state == State.WAITING;
    }

    /** @throws IllegalStateException unless it waits */
    public void decided(Instant now) {
        requireWaiting();
        state = State.DECIDED;
        decidedAt = now;
        nextLookAt = now;
    }

    /**
     * It cannot be decided so.
     *
     * @param why cut to {@value #MAX_REASON} characters
     * @throws IllegalStateException unless it waits
     */
    public void refused(String why, Instant now) {
        requireWaiting();
        state = State.REFUSED;
        reason = why.length() <= MAX_REASON ? why : why.substring(0, MAX_REASON);
        endedAt = now;
    }

    /** Deciding it has failed for a fault of ours; after {@value #MAX_FAILURES} times it is refused. */
    public void failed(Instant now) {
        requireWaiting();
        failures++;
        if (failures >= MAX_FAILURES) {
            refused("The server failed at it " + MAX_FAILURES + " times; its log says why.", now);
        }
    }

    private void requireWaiting() {
        if (state != State.WAITING) {
            throw new IllegalStateException("Line " + id + " is " + state + " and does not wait");
        }
    }

    /**
     * Takes notice of what became of it, and says when it is looked at next.
     *
     * @param decision of its batch
     * @throws IllegalStateException if it is not decided, or has been seen to its end
     */
    public void follow(FalloutDecision decision, Sight sight, Instant now) {
        if (nextLookAt == null || decidedAt == null) {
            throw new IllegalStateException("Line " + id + " is " + state + " and is not followed");
        }
        boolean gone = sight.engine()
                .filter(engine -> engine.called() != InstanceState.ACTIVE)
                .isPresent();
        Optional<InstanceState> nextJob = sight.engine().flatMap(Continuation::nextJob);
        if (decision != FalloutDecision.RESUBMIT) {
            if (gone) {
                end(State.ENDED, now);
            }
        } else if (state == State.DECIDED && nextJob.isPresent()) {
            state = State.RUNNING_AGAIN;
            runningAgainAt = now;
        } else if (sight.engine()
                .map(Continuation::called)
                .filter(InstanceState.TERMINATED::equals)
                .isPresent()) {
            end(State.ENDED, now); // somebody has ended the process instance
        }
        if (state == State.RUNNING_AGAIN) {
            outcome(sight, nextJob).ifPresent(outcome -> end(outcome, now));
            laterTask = sight.laterTask().orElse(null);
        }
        if (endedAt == null) {
            Duration age = Duration.between(decidedAt, now);
            nextLookAt = age.compareTo(FOLLOWED) > 0 ? null : now.plus(wait(age));
        }
    }

    private static Optional<State> outcome(Sight sight, Optional<InstanceState> nextJob) {
        if (sight.laterTask().isPresent()) {
            return Optional.of(State.IN_FALLOUT_AGAIN);
        }
        if (sight.step().isPresent()) {
            return switch (sight.step().get()) {
                case COMPLETED -> Optional.of(State.COMPLETED);
                case FAILED, CANCELLED, SKIPPED -> Optional.of(State.ENDED);
                case PLANNED, RELEASED, AWAITING_OUTCOME, IN_FALLOUT -> Optional.empty();
            };
        }
        return nextJob.filter(InstanceState.COMPLETED::equals).map(done -> State.COMPLETED);
    }

    private void end(State last, Instant now) {
        state = last;
        endedAt = now;
        nextLookAt = null;
    }

    private static Duration wait(Duration age) {
        Duration wait = age.dividedBy(PART_OF_AGE);
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    public String id() {
        return id;
    }

    /** Id of its batch. */
    public String batch() {
        return batch;
    }

    /** From 1, in the order in which they are decided. */
    public int position() {
        return position;
    }

    /** Id of the fallout task. */
    public String task() {
        return task;
    }

    public OrderId order() {
        return order;
    }

    public State state() {
        return state;
    }

    /** Why it was refused; empty otherwise. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Id of the fallout task that it waits with once more. */
    public Optional<String> laterTask() {
        return Optional.ofNullable(laterTask);
    }

    public Optional<Instant> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    /** When it was noticed that the engine runs it again. */
    public Optional<Instant> runningAgainAt() {
        return Optional.ofNullable(runningAgainAt);
    }

    /** When it was noticed that it had come to its end, or it was refused or left. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** When it is looked at next; empty when it is not followed. */
    public Optional<Instant> nextLookAt() {
        return Optional.ofNullable(nextLookAt);
    }
}
