package dialtone.order;

import dialtone.base.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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
public class ProcessMove extends PacedWork {

    /** What is beyond goes into a second move. */
    public static final int MAX_ORDERS = 10_000;

    /** Orders moved in a second when nobody says how many: a thousand in less than two minutes. */
    public static final int USUAL_PACE = 10;

    /** Each ends an instance and begins another one, beside the orders that come in. */
    public static final int MAX_PACE = 25;

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
            return PacedWork.objections(reason, new Pace("ordersPerSecond", "moved", ordersPerSecond, MAX_PACE));
        }
    }

    @Id
    @Column(name = "MOVE_ID")
    private String id;

    @Column(name = "PROCESS_ID")
    private @Nullable String processId;

    @Column(name = "VERSION")
    private @Nullable Integer version;

    @Column(name = "ORDERS_PER_SECOND")
    private int ordersPerSecond;

    @Column(name = "ORDER_COUNT")
    private int orderCount;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected ProcessMove() {}

    /**
     * @param orderCount how many orders are in it, 1 to {@value #MAX_ORDERS}
     * @param by         login
     * @throws IllegalArgumentException for a proposal that has objections, and for another count
     */
    public ProcessMove(String id, Proposal proposal, int orderCount, String by, Instant now) {
        super(false, proposal.reason(), by, now);
        if (!proposal.objections().isEmpty() || orderCount < 1 || orderCount > MAX_ORDERS) {
            throw new IllegalArgumentException("No move: " + proposal + " of " + orderCount);
        }
        this.id = id;
        this.processId =
                proposal.target().version().map(Target.Version::processId).orElse(null);
        this.version = proposal.target().version().map(Target.Version::number).orElse(null);
        this.ordersPerSecond = proposal.ordersPerSecond();
        this.orderCount = orderCount;
    }

    @Override
    public String id() {
        return id;
    }

    /** The version that is left; empty for an order by itself. */
    public Optional<Target.Version> version() {
        return processId == null || version == null
                ? Optional.empty()
                : Optional.of(new Target.Version(processId, version));
    }

    @Override
    public int aSecond() {
        return ordersPerSecond;
    }

    public int orderCount() {
        return orderCount;
    }
}
