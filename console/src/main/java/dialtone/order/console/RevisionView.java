package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.order.OrderRevision;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import java.util.List;
import java.util.Optional;

/**
 * An amendment on the page of its order.
 *
 * @param reason   why operations have corrected it; empty for what was asked for
 * @param changes  a sentence each
 * @param undone   labels of the steps that it does not want and that were begun
 * @param leftOut  labels of those that were not
 * @param added    labels of those that it has brought
 */
public record RevisionView(
        int number,
        String by,
        String channel,
        When at,
        Badge state,
        String reason,
        List<String> changes,
        List<String> undone,
        List<String> leftOut,
        List<String> added) {

    /**
     * @param plan  all steps of the order
     * @param order state that it is in: one that has ended settles no more
     */
    static RevisionView of(OrderRevision revision, List<PlanStep> plan, OrderState order) {
        List<PlanStep> superseded = plan.stream()
                .filter(step -> step.supersededIn().equals(Optional.of(revision.number())))
                .toList();
        return new RevisionView(
                revision.number(),
                revision.requestedBy(),
                OrderRow.channel(revision.channel()),
                When.of(revision.requestedAt()),
                revision.settledAt().isPresent()
                        ? new Badge("Done", "good")
                        : order.isFinal()
                                ? new Badge("Ended with the order", "idle")
                                : new Badge("Taking back", "warn"),
                revision.reason().orElse(""),
                revision.changes().stream().map(RevisionView::sentence).toList(),
                superseded.stream()
                        .filter(PlanStep::mayHaveTouchedTheNetwork)
                        .map(PlanStep::label)
                        .toList(),
                superseded.stream()
                        .filter(PlanStep::isUnbegun)
                        .map(PlanStep::label)
                        .toList(),
                plan.stream()
                        .filter(step -> step.addedIn() == revision.number() && !step.isUndo())
                        .map(PlanStep::label)
                        .toList());
    }

    private static String sentence(OrderRevision.Change change) {
        Optional<String> former = change.former();
        Optional<String> amended = change.amended();
        if (change.attribute().equals(OrderRevision.ITEM)) {
            return amended.map(name -> name + " added.").orElseGet(() -> former.orElse("") + " withdrawn.");
        }
        String what = change.attribute().equals("productOffering") ? "Offering" : Words.of(change.attribute());
        boolean named =
                change.attribute().equals("productOffering") || change.item().isEmpty();
        String from = former.map(value -> named ? value : Words.of(value)).orElse("nothing");
        String to = amended.map(value -> named ? value : Words.of(value)).orElse("nothing");
        return what + ": " + to + " in place of " + from + ".";
    }
}
