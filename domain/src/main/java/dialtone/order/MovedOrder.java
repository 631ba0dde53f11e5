package dialtone.order;

import dialtone.base.Rejection;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.RunningInstance;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order of a {@link ProcessMove}: the line of the move's log. It waits for its turn; it leaves its process instance, which the engine is
 * told to end; when the engine has said that, the order begins anew; and it is moved when the new instance serves it. Or it is not moved,
 * with the reason. What has begun to leave is brought to its end whatever becomes of the move.
 */
@Entity
@Table(name = "PROCESS_MOVE_ORDER")
public class MovedOrder {

    /** Longest reason that is kept. */
    public static final int MAX_REASON = 255;

    /** An order whose turn fails so often, for a fault of ours, holds up the move no longer. */
    public static final int MAX_FAILURES = 3;

    /** More failures of one that leaves are not counted: what the column holds. */
    static final int MOST_COUNTED = 999;

    private static final String SERVER_FAILED = "The server fails at it; its log says why.";

    /** Where it stands. */
    public enum State {
        WAITING("waiting"),
        /** Nothing of it is done any more; the engine has not said yet that its instance has ended. */
        LEAVING("leaving"),
        /** Its instance has ended, and no other one serves it yet. */
        BEGINNING("beginning"),
        /** Another instance serves it. */
        MOVED("moved"),
        /** Could not be moved. */
        NOT_MOVED("notMoved"),
        /** The move was stopped before its turn. */
        UNTOUCHED("untouched");

        private final String wire;

        State(String wire) {
            this.wire = wire;
        }

        /** As the API names it. */
        public String wire() {
            return wire;
        }

        public boolean isFinal() {
            return this == MOVED || this == NOT_MOVED || this == UNTOUCHED;
        }
    }

    /** Move id and position: {@code MOV-100001-17}. */
    @Id
    @Column(name = "LINE_ID")
    private String id;

    @Column(name = "MOVE_ID")
    private String move;

    @Column(name = "POSITION")
    private int position;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "ORDER_ID"))
    private OrderId order;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private State state;

    @Column(name = "FAILURES")
    private int failures;

    @Column(name = "REASON_CODE")
    private @Nullable String reasonCode;

    @Column(name = "REASON")
    private @Nullable String reason;

    @Column(name = "FROM_INSTANCE_KEY")
    private @Nullable Long fromInstance;

    @Column(name = "FROM_VERSION")
    private @Nullable Integer fromVersion;

    @Column(name = "TO_INSTANCE_KEY")
    private @Nullable Long toInstance;

    @Column(name = "TO_VERSION")
    private @Nullable Integer toVersion;

    @Column(name = "LEFT_AT")
    private @Nullable Instant leftAt;

    @Column(name = "ENDED_AT")
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected MovedOrder() {}

    /** @param position from 1 */
    public MovedOrder(String move, int position, OrderId order) {
        this.id = move + "-" + position;
        this.move = move;
        this.position = position;
        this.order = order;
        this.state = State.WAITING;
    }

    /**
     * The order leaves the instance that serves it.
     *
     * @throws IllegalStateException unless it waits
     */
    public void leave(RunningInstance from, Instant now) {
        require(State.WAITING);
        state = State.LEAVING;
        fromInstance = from.key().value();
        fromVersion = from.version();
        leftAt = now;
    }

    /**
     * The engine says that the instance has ended.
     *
     * @throws IllegalStateException unless it leaves
     */
    public void begin() {
        require(State.LEAVING);
        state = State.BEGINNING;
        reason = null;
    }

    /** What an order that leaves waits for; cut to {@value #MAX_REASON} characters. */
    public void waitFor(String obstacle) {
        require(State.LEAVING);
        reason = cut(obstacle);
    }

    /**
     * The new instance serves the order.
     *
     * @throws IllegalStateException unless it begins
     */
    public void moved(RunningInstance to, Instant now) {
        require(State.BEGINNING);
        toInstance = to.key().value();
        toVersion = to.version();
        end(State.MOVED, now);
    }

    /**
     * It cannot be moved, or has come to its end before the new instance was there.
     *
     * @param why its sentence is cut to {@value #MAX_REASON} characters
     * @throws IllegalStateException when it has come to its end, or leaves just now
     */
    public void notMoved(Rejection why, Instant now) {
        if (state.isFinal() || state == State.LEAVING) {
            throw new IllegalStateException("Line " + id + " is " + state);
        }
        reasonCode = why.code();
        reason = cut(why.message());
        end(State.NOT_MOVED, now);
    }

    /**
     * Its turn has failed for a fault of ours; after {@value #MAX_FAILURES} times one that waits is not moved. One that leaves is tried for
     * as long as it takes, and says why it has not begun.
     */
    public void failed(Instant now) {
        failures = Math.min(failures + 1, MOST_COUNTED);
        if (state == State.LEAVING) {
            waitFor(SERVER_FAILED);
        }
        if (state == State.WAITING && failures >= MAX_FAILURES) {
            notMoved(
                    Rejection.of(
                            "SERVER_FAILED", "The server failed at it " + MAX_FAILURES + " times; its log says why."),
                    now);
        }
    }

    private void end(State last, Instant now) {
        state = last;
        endedAt = now;
    }

    private void require(State wanted) {
        if (state != wanted) {
            throw new IllegalStateException("Line " + id + " is " + state + " and not " + wanted);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
    }

    public String id() {
        return id;
    }

    /** Id of its move. */
    public String move() {
        return move;
    }

    /** From 1, in the order in which they are moved. */
    public int position() {
        return position;
    }

    public OrderId order() {
        return order;
    }

    public State state() {
        return state;
    }

    /** How often its turn has failed, counted up to {@value #MOST_COUNTED}. */
    int failures() {
        return failures;
    }

    /** Code of the reason why it was not moved; empty otherwise. */
    public Optional<String> reasonCode() {
        return Optional.ofNullable(reasonCode);
    }

    /** Why it was not moved, or what one that leaves waits for; empty otherwise. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** The instance that it has left. */
    public Optional<ProcessInstanceKey> fromInstance() {
        return Optional.ofNullable(fromInstance).map(ProcessInstanceKey::new);
    }

    /** Version of the process of that instance. */
    public Optional<Integer> fromVersion() {
        return Optional.ofNullable(fromVersion);
    }

    /** The instance that serves it since. */
    public Optional<ProcessInstanceKey> toInstance() {
        return Optional.ofNullable(toInstance).map(ProcessInstanceKey::new);
    }

    public Optional<Integer> toVersion() {
        return Optional.ofNullable(toVersion);
    }

    public Optional<Instant> leftAt() {
        return Optional.ofNullable(leftAt);
    }

    /** When it was noticed that it had come to its end. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }
}
