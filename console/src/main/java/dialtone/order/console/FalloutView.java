package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.order.DecisionRequest;
import dialtone.order.FalloutRouting;
import dialtone.order.FalloutTask;
import dialtone.order.service.FalloutTasks;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * A fallout task as it is shown.
 *
 * @param what  label of the step, or what else cannot go on
 * @param element of the network, as a person reads it; empty when it is about none
 * @param batch id of the batch that it was decided with; empty when it was decided by itself
 * @param team     as a person reads it
 * @param assignee login of who works on it; empty when nobody does
 * @param mine     whether that is the reader
 * @param askedBy  login of the one who had asked for what {@code resolvedBy} has approved; empty when nobody had to
 * @param request  what waits for a second person; one at most
 */
public record FalloutView(
        String id,
        String order,
        String what,
        String element,
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
        boolean mine,
        String askedBy,
        List<RequestView> request) {

    /**
     * What waits for a second person.
     *
     * @param words "to skip it"
     * @param facts what the step has brought, {@code activationCode: LPA:1$...}, a line each
     * @param mine  whether the reader has asked, and so cannot approve
     */
    public record RequestView(
            String id, String by, String words, String reason, List<OrderView.Fact> facts, When at, boolean mine) {

        static RequestView of(DecisionRequest request, String reader) {
            return new RequestView(
                    request.id(),
                    request.by(),
                    request.words(),
                    request.reason(),
                    new TreeMap<>(request.facts())
                            .entrySet().stream()
                                    .map(fact -> new OrderView.Fact(Words.of(fact.getKey()), fact.getValue()))
                                    .toList(),
                    When.of(request.at()),
                    DecisionRequest.isSamePerson(request.by(), reader));
        }
    }

    /** "Skipped by ops, approved by admin", or the login of the one who has decided. */
    public String decided() {
        if (resolvedBy.equals(FalloutTasks.POLICY)) {
            return "Without a person, by the fault policy";
        }
        return askedBy.isEmpty() ? resolvedBy : state.label() + " by " + askedBy + ", approved by " + resolvedBy;
    }

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
                task.element().map(Words::of).orElse(""),
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
                task.assignee().filter(reader.login()::equals).isPresent(),
                task.askedBy().orElse(""),
                task.request().map(request -> RequestView.of(request, reader.login())).stream()
                        .toList());
    }

    private static Badge badge(FalloutTask task) {
        return task.decision()
                .map(decision -> switch (decision) {
                    case RESUBMIT -> new Badge("Resubmitted", "good");
                    case FAIL -> new Badge("Given up", "idle");
                    case CANCEL -> new Badge("Not wanted any more", "idle");
                    case SKIP -> new Badge("Skipped", "idle");
                    case COMPLETE_BY_HAND -> new Badge("Done by hand", "good");
                })
                .orElse(new Badge("Open", "warn"));
    }
}
