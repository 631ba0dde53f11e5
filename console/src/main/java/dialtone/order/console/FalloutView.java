package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.order.FalloutRouting;
import dialtone.order.FalloutTask;
import java.time.Instant;

/**
 * A fallout task as it is shown.
 *
 * @param what  label of the step, or what else cannot go on
 * @param batch id of the batch that it was decided with; empty when it was decided by itself
 * @param team     as a person reads it
 * @param assignee login of who works on it; empty when nobody does
 * @param mine     whether that is the reader
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
        String batch,
        String team,
        When due,
        boolean overdue,
        String assignee,
        boolean mine) {

    /** Who looks, and when. */
    public record Reader(String login, Instant now, FalloutRouting teams) {}

    /** For a page that says nothing of teams and deadlines. */
    private static final Reader ANYBODY = new Reader("", Instant.EPOCH, FalloutRouting.ONE_DESK);

    public static FalloutView of(FalloutTask task, String what) {
        return of(task, what, ANYBODY);
    }

    public static FalloutView of(FalloutTask task, String what, Reader reader) {
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
                task.batch().orElse(""),
                reader.teams().label(task.team()),
                new When(task.dueAt()),
                task.isOverdue(reader.now()),
                task.assignee().orElse(""),
                task.assignee().filter(reader.login()::equals).isPresent());
    }

    private static Badge badge(FalloutTask task) {
        return task.decision()
                .map(decision -> switch (decision) {
                    case RESUBMIT -> new Badge("Resubmitted", "good");
                    case FAIL -> new Badge("Given up", "idle");
                    case CANCEL -> new Badge("Not wanted any more", "idle");
                })
                .orElse(new Badge("Open", "warn"));
    }
}
