package dialtone.order;

import dialtone.base.Rejection;
import dialtone.process.InstanceState;
import dialtone.process.RunningInstance;
import java.util.List;
import java.util.Optional;

/** Whether an order can be moved to the newest versions of its processes. */
public final class MoveAssessment {

    private MoveAssessment() {}

    /**
     * What speaks against it: {@code ORDER_HAS_ENDED, BEING_MOVED, NOT_BEGUN, INSTANCE_UNKNOWN, ALREADY_NEWEST, TASK_TAKEN,
     * SECOND_PERSON_AWAITED, DECISION_ON_ITS_WAY}.
     *
     * <p>An order whose instance has ended without it can be moved: it is begun anew.
     *
     * @param tasks     what waits for a decision about it, and what has been given up about the whole order
     * @param instances of the order, as the engine has told: those that are open, and the one that serves it
     */
    public static Optional<Rejection> objection(
            ProductOrder order, List<FalloutTask> tasks, List<RunningInstance> instances) {
        String id = "Order " + order.id();
        if (order.state().isFinal()) {
            return refuse(
                    "ORDER_HAS_ENDED",
                    id + " is " + order.state().tmf() + ": at most telling the customer is left of its process.");
        }
        if (order.serving().isLeft()) {
            return refuse("BEING_MOVED", id + " is being moved already.");
        }
        Optional<Long> serving = order.instanceKey();
        if (serving.isEmpty()) {
            return refuse("NOT_BEGUN", "No process serves order " + order.id() + " yet: it will begin on the newest.");
        }
        Optional<RunningInstance> known = instances.stream()
                .filter(instance -> instance.key().value() == serving.get())
                .findFirst();
        if (known.isEmpty()) {
            return refuse(
                    "INSTANCE_UNKNOWN",
                    "The engine has not told of process instance " + serving.get() + " of order " + order.id() + ".");
        }
        if (known.get().state() == InstanceState.ACTIVE && instances.stream().noneMatch(RunningInstance::isOutdated)) {
            return refuse(
                    "ALREADY_NEWEST", "All that is open of order " + order.id() + " runs on the newest versions.");
        }
        boolean waits = known.get().state() == InstanceState.ACTIVE;
        return tasks.stream()
                .flatMap(
                        task -> (waits ? onItsWay(task) : Optional.<Rejection>empty()).or(() -> inHands(task)).stream())
                .findFirst();
    }

    /** What was given up about a whole order ends it, as soon as its instance has heard of it: another instance would not hear of it. */
    private static Optional<Rejection> onItsWay(FalloutTask task) {
        boolean givenUp = task.stepId().isEmpty()
                && task.decision().filter(FalloutDecision.FAIL::equals).isPresent();
        return givenUp
                ? refuse(
                        "DECISION_ON_ITS_WAY",
                        "Fallout task " + task.id() + " has been given up, and its order ends with that.")
                : Optional.empty();
    }

    /** A move has the step of an open task performed again, and nobody's work is taken out of his hands. */
    private static Optional<Rejection> inHands(FalloutTask task) {
        if (task.request().isPresent()) {
            return refuse("SECOND_PERSON_AWAITED", "Fallout task " + task.id() + " waits for a second person.");
        }
        return task.assignee()
                .filter(person -> task.isOpen())
                .flatMap(person -> refuse("TASK_TAKEN", person + " works on fallout task " + task.id() + "."));
    }

    private static Optional<Rejection> refuse(String code, String message) {
        return Optional.of(Rejection.of(code, message));
    }
}
