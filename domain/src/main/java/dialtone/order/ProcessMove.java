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
 * Orders that are moved to the newest versions of their processes: all that have an instance of one version open, or one order by itself.
 * Those that are meant at that moment are noted, each as a {@link MovedOrder}, and none comes to them later. They are moved one after
 * another, so many a second; a person may pause that, let it go on, or stop it for good.
 *
 * <p>Whoever changes a move or an order of it holds the lock of the move's row.
 */
@Entity
@Table(name = "PROCESS_MOVE")
public class ProcessMove {

    /** What is beyond goes into a second move. */
    public static final int MAX_ORDERS = 10_000;

    /** Longest reason of the person who moves. */
    public static final int MAX_REASON = 500;

    /** Orders moved in a second when nobody says how many: a thousand in less than two minutes. */
    public static final int USUAL_PACE = 10;

    /** Each ends an instance and begins another one, beside the orders that come in. */
    public static final int MAX_PACE = 25;

    /** Between two turns, in each of which a second's orders are moved. */
    public static final Duration TURN = Duration.ofSeconds(1);

    /** Where a move stands. */
    public enum State {
        RUNNING,
        /** No further order is moved until somebody lets it go on. */
        PAUSED,
        /** Somebody has ended it; orders whose turn had not come stay where they are. */
        STOPPED,
        /** No order waits. */
        DONE;

        public boolean isFinal() {
            return this == STOPPED || this == DONE;
        }
    }

    /**
     * Which orders are meant.
     *
     * @param version all that have an instance of it open; empty for an order by itself
     * @param order   that one; empty for a version
     */
    public record Target(Optional<Version> version, Optional<OrderId> order) {

        /** @param number from 1 */
        public record Version(String processId, int number) {}

        /** @throws IllegalArgumentException unless it is one of both */
        public Target {
            if (version.isPresent() == order.isPresent()) {
                throw new IllegalArgumentException("A version or an order");
            }
        }

        public static Target of(String processId, int version) {
            return new Target(Optional.of(new Version(processId, version)), Optional.empty());
        }

        public static Target of(OrderId order) {
            return new Target(Optional.empty(), Optional.of(order));
        }
    }

    /**
     * What somebody wants moved.
     *
     * @param ordersPerSecond 1 to {@value ProcessMove#MAX_PACE}
     */
    public record Proposal(Target target, String reason, int ordersPerSecond) {

        /** Why it is not taken: {@code REASON_REQUIRED}, {@code TOO_LONG} (field {@code reason}), {@code OUT_OF_RANGE} (field {@code ordersPerSecond}). */
        public List<Rejection> objections() {
            List<Rejection> reasons = new ArrayList<>();
            if (reason.isBlank()) {
                reasons.add(Rejection.at("reason", "REASON_REQUIRED", "Say why, for those who read it later."));
            }
            if (reason.length() > MAX_REASON) {
                reasons.add(Rejection.at("reason", "TOO_LONG", "A reason has at most " + MAX_REASON + " characters."));
            }
            if (ordersPerSecond < 1 || ordersPerSecond > MAX_PACE) {
                reasons.add(Rejection.at(
                        "ordersPerSecond", "OUT_OF_RANGE", "So many are moved in a second: 1 to " + MAX_PACE + "."));
            }
            return reasons;
        }
    }

    @Id
    @Column(name = "MOVE_ID")
    private String id;

    @Column(name = "PROCESS_ID")
    private @Nullable String processId;

    @Column(name = "VERSION")
    private @Nullable Integer version;

    @Column(name = "REASON")
    private String reason;

    @Column(name = "ORDERS_PER_SECOND")
    private int ordersPerSecond;

    @Column(name = "ORDER_COUNT")
    private int orderCount;

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
    protected ProcessMove() {}

    /**
     * @param orderCount how many orders are in it, 1 to {@value #MAX_ORDERS}
     * @param by         login
     * @throws IllegalArgumentException for a proposal that has objections, and for another count
     */
    public ProcessMove(String id, Proposal proposal, int orderCount, String by, Instant now) {
        if (!proposal.objections().isEmpty() || orderCount < 1 || orderCount > MAX_ORDERS) {
            throw new IllegalArgumentException("No move: " + proposal + " of " + orderCount);
        }
        this.id = id;
        this.processId =
                proposal.target().version().map(Target.Version::processId).orElse(null);
        this.version = proposal.target().version().map(Target.Version::number).orElse(null);
        this.reason = proposal.reason();
        this.ordersPerSecond = proposal.ordersPerSecond();
        this.orderCount = orderCount;
        this.createdBy = by;
        this.createdAt = now;
        this.state = State.RUNNING;
        this.stateAt = now;
        this.nextTurnAt = now;
    }

    /** @throws IllegalStateException unless it runs */
    public void pause(String by, Instant now) {
        change(state == State.RUNNING, State.PAUSED, Optional.of(by), now);
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

    /** No order waits any more. One that runs is done; one that has ended stays as it is. */
    public void nothingWaits(Instant now) {
        if (!state.isFinal()) {
            change(true, State.DONE, Optional.empty(), now);
        }
    }

    private void change(boolean legal, State to, Optional<String> by, Instant now) {
        if (!legal) {
            throw new IllegalStateException("Move " + id + " is " + state + " and cannot be " + to);
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

    /** Says when the next turn is; empty when nothing is left to move and nothing to follow. */
    public void nextTurn(Optional<Instant> at) {
        nextTurnAt = at.orElse(null);
    }

    public String id() {
        return id;
    }

    /** The version that is left; empty for an order by itself. */
    public Optional<Target.Version> version() {
        return processId == null || version == null
                ? Optional.empty()
                : Optional.of(new Target.Version(processId, version));
    }

    public String reason() {
        return reason;
    }

    public int ordersPerSecond() {
        return ordersPerSecond;
    }

    public int orderCount() {
        return orderCount;
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
