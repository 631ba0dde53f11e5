package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.order.FalloutTask;

/**
 * A fallout task as it is shown.
 *
 * @param what  label of the step, or what else cannot go on
 * @param batch id of the batch that it was decided with; empty when it was decided by itself
 */
public record FalloutView(
        String id,
        String order,
        String what,
        String instanceKey,
        String code,
        String reason,
        String message,
        boolean open,
        Badge state,
        When opened,
        When resolved,
        String resolvedBy,
        String note,
        String batch) {
    public static FalloutView of(FalloutTask task, String what) {
        return new FalloutView(
                task.id(),
                task.order().value(),
                what,
                Long.toString(task.instanceKey()),
                task.errorCode(),
                Words.of(task.errorCode()),
                task.errorMessage(),
                task.isOpen(),
                badge(task),
                When.of(task.openedAt()),
                new When(task.resolvedAt()),
                task.resolvedBy().orElse(""),
                task.note(),
                task.batch().orElse(""));
    }

    private static Badge badge(FalloutTask task) {
        return task.decision()
                .map(decision -> switch (decision) {
                    case RESUBMIT -> new Badge("Resubmitted", "good");
                    case FAIL -> new Badge("Given up", "idle");
                    case CANCEL -> new Badge("Order cancelled", "idle");
                })
                .orElse(new Badge("Open", "warn"));
    }
}
