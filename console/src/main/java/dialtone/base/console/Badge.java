package dialtone.base.console;

import dialtone.order.Jeopardy;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.StepState;
import dialtone.process.InstanceState;

/**
 * A state as a person reads it.
 *
 * @param label a word or two
 * @param tone  {@code good}, {@code busy}, {@code warn}, {@code bad} or {@code idle}: the style sheet's colours, and
 *              never the only carrier of the meaning
 */
public record Badge(String label, String tone) {
    /** Of a step that was done and is there no more. */
    public static final Badge TAKEN_BACK = new Badge("Taken back", "idle");

    /** Of a step whose element refuses for now. */
    public static final Badge HELD = new Badge("On hold", "warn");

    /** Of a step that a person has done on the element. */
    public static final Badge BY_HAND = new Badge("Done by hand", "good");

    public static Badge of(OrderState state) {
        return switch (state) {
            case ACKNOWLEDGED -> new Badge("Acknowledged", "busy");
            case IN_PROGRESS -> new Badge("In progress", "busy");
            case PENDING -> new Badge("Pending", "warn");
            case HELD -> new Badge("Held", "warn");
            case ASSESSING_CANCELLATION -> new Badge("Assessing cancellation", "warn");
            case PENDING_CANCELLATION -> new Badge("Pending cancellation", "warn");
            case COMPLETED -> new Badge("Completed", "good");
            case PARTIAL -> new Badge("Partial", "warn");
            case CANCELLED -> new Badge("Cancelled", "idle");
            case REJECTED -> new Badge("Rejected", "bad");
            case FAILED -> new Badge("Failed", "bad");
        };
    }

    public static Badge of(StepState state) {
        return switch (state) {
            case PLANNED -> new Badge("Planned", "idle");
            case RELEASED -> new Badge("Working", "busy");
            case AWAITING_OUTCOME -> new Badge("Waiting for the network", "busy");
            case COMPLETED -> new Badge("Done", "good");
            case IN_FALLOUT -> new Badge("Needs a decision", "warn");
            case FAILED -> new Badge("Given up", "bad");
            case CANCELLED -> new Badge("Not wanted any more", "idle");
            case SKIPPED -> new Badge("Skipped", "warn");
        };
    }

    /** A step that a person has done on the element says so, and one that is held. */
    public static Badge of(PlanStep step) {
        if (step.heldUntil().isPresent()) {
            return HELD;
        }
        return step.isByHand() && step.state() == StepState.COMPLETED ? BY_HAND : of(step.state());
    }

    public static Badge of(Jeopardy jeopardy) {
        return switch (jeopardy) {
            case GREEN -> new Badge("On time", "good");
            case AMBER -> new Badge("Amber", "warn");
            case RED -> new Badge("Red", "bad");
        };
    }

    /** An instance that has an open incident shows that first: it goes nowhere by itself. */
    public static Badge of(InstanceState state, int openIncidents) {
        return switch (state) {
            case ACTIVE -> openIncidents > 0 ? new Badge("Incident", "bad") : new Badge("Active", "busy");
            case COMPLETED -> new Badge("Completed", "good");
            case TERMINATED -> new Badge("Terminated", "idle");
        };
    }
}
