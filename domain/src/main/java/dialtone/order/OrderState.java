package dialtone.order;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** TMF622 v4 states of an order and its items, with the transitions TMF allows. */
public enum OrderState {
    ACKNOWLEDGED("acknowledged"),
    REJECTED("rejected"),
    PENDING("pending"),
    HELD("held"),
    IN_PROGRESS("inProgress"),
    CANCELLED("cancelled"),
    COMPLETED("completed"),
    FAILED("failed"),
    PARTIAL("partial"),
    ASSESSING_CANCELLATION("assessingCancellation"),
    PENDING_CANCELLATION("pendingCancellation");

    private final String tmf;

    OrderState(String tmf) {
        this.tmf = tmf;
    }

    /** The state's name on the wire. */
    public String tmf() {
        return tmf;
    }

    public boolean isFinal() {
        return switch (this) {
            case REJECTED, CANCELLED, COMPLETED, FAILED, PARTIAL -> true;
            default -> false;
        };
    }

    /**
     * The state of an order whose items have ended.
     *
     * <p>All the same: that state. Some completed and some not: partial. None completed: failed when any is, else
     * cancelled.
     *
     * @param items states of the items, all final, at least one
     */
    public static OrderState derivedFrom(List<OrderState> items) {
        if (items.isEmpty() || !items.stream().allMatch(OrderState::isFinal)) {
            throw new IllegalArgumentException("Items that have not ended: " + items);
        }
        Set<OrderState> states = EnumSet.copyOf(items);
        if (states.size() == 1) {
            return items.getFirst();
        }
        if (states.contains(COMPLETED) || states.contains(PARTIAL)) {
            return PARTIAL;
        }
        return states.contains(FAILED) ? FAILED : CANCELLED;
    }

    /** Whether TMF622 lets an order in this state become {@code next}. */
    public boolean mayBecome(OrderState next) {
        return switch (this) {
            case ACKNOWLEDGED ->
                next == REJECTED || next == IN_PROGRESS || next == PENDING || next == ASSESSING_CANCELLATION;
            case IN_PROGRESS ->
                next == PENDING
                        || next == HELD
                        || next == COMPLETED
                        || next == FAILED
                        || next == PARTIAL
                        || next == ASSESSING_CANCELLATION;
            case PENDING ->
                next == IN_PROGRESS || next == FAILED || next == CANCELLED || next == ASSESSING_CANCELLATION;
            case HELD -> next == IN_PROGRESS || next == FAILED || next == CANCELLED || next == ASSESSING_CANCELLATION;
            case ASSESSING_CANCELLATION ->
                next == PENDING_CANCELLATION
                        || next == ACKNOWLEDGED
                        || next == IN_PROGRESS
                        || next == PENDING
                        || next == HELD;
            case PENDING_CANCELLATION -> next == CANCELLED;
            case REJECTED, CANCELLED, COMPLETED, FAILED, PARTIAL -> false;
        };
    }
}
