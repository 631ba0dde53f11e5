package dialtone.order;

import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import java.util.List;
import java.util.Optional;

/**
 * What cancelling an order would mean just now: the dry run, and the answer to the request itself.
 *
 * @param objection why it may not be cancelled, one sentence; empty when it may
 * @param undone    steps that the network has been asked for and that would be taken back, the last first
 * @param leftOut   steps that would not be begun; one that has asked and changed nothing is neither
 */
public record CancellationAssessment(Optional<String> objection, List<PlanStep> undone, List<PlanStep> leftOut) {
    public CancellationAssessment {
        undone = List.copyOf(undone);
        leftOut = List.copyOf(leftOut);
    }

    /** @param steps the order's plan in its order; empty before the order has been validated */
    public static CancellationAssessment of(ProductOrder order, List<PlanStep> steps) {
        List<PlanStep> live = steps.stream()
                .filter(step -> !step.isUndo() && !order.isStopping(step))
                .toList();
        Optional<String> objection = objection(order, live);
        if (objection.isPresent()) {
            return new CancellationAssessment(objection, List.of(), List.of());
        }
        return new CancellationAssessment(
                objection,
                live.stream()
                        .filter(PlanStep::mayHaveTouchedTheNetwork)
                        .toList()
                        .reversed(),
                live.stream().filter(PlanStep::isUnbegun).toList());
    }

    private static Optional<String> objection(ProductOrder order, List<PlanStep> live) {
        String id = "Order " + order.id() + " ";
        return switch (order.state()) {
            case REJECTED, CANCELLED, COMPLETED, FAILED, PARTIAL ->
                Optional.of(id + "is " + order.state().tmf() + ": it has ended.");
            case ASSESSING_CANCELLATION, PENDING_CANCELLATION -> Optional.of(id + "is being cancelled already.");
            case ACKNOWLEDGED, PENDING, HELD -> Optional.empty();
            case IN_PROGRESS -> inProgress(id, order, live);
        };
    }

    private static Optional<String> inProgress(String id, ProductOrder order, List<PlanStep> live) {
        if (order.items().stream().allMatch(item -> item.state() == OrderState.FAILED)) {
            return Optional.of(id + "has failed, and what it did is being taken back.");
        }
        Optional<PlanStep> hard = live.stream()
                .filter(step -> step.pointOfNoReturn() == PointOfNoReturn.HARD && step.mayHaveTouchedTheNetwork())
                .findFirst();
        if (hard.isPresent()) {
            return Optional.of(
                    id + "is past its point of no return: \"" + hard.get().label() + "\" cannot be taken back.");
        }
        // also when there was nothing to activate: between two plans that rest on the same services
        return live.stream().allMatch(step -> step.state().isPassed())
                ? Optional.of(id + "is activated and about to be completed.")
                : Optional.empty();
    }
}
