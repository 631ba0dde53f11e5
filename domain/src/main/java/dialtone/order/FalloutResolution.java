package dialtone.order;

import java.util.Optional;

/**
 * A decision about a fallout task, with who has made it and why.
 *
 * @param by    login
 * @param note  for those who read it later; empty when there is nothing to say
 * @param batch   id of the batch that the task was decided with; empty when it was decided by itself
 * @param askedBy login of the one who had asked for it, when {@code by} has approved it
 */
public record FalloutResolution(
        FalloutDecision decision, String by, String note, Optional<String> batch, Optional<String> askedBy) {

    /** @throws IllegalArgumentException for a decision of two persons that has one */
    public FalloutResolution {
        boolean two = askedBy.isPresent() && !DecisionRequest.isSamePerson(askedBy.get(), by);
        if (decision.needsSecondPerson() != two) {
            throw new IllegalArgumentException(decision + " is not decided by " + by + " for " + askedBy);
        }
    }

    /** Of a task by itself. */
    public static FalloutResolution of(FalloutDecision decision, String by, String note) {
        return new FalloutResolution(decision, by, note, Optional.empty(), Optional.empty());
    }

    /** What another person has asked for, for his reason. */
    public static FalloutResolution approved(DecisionRequest request, String by) {
        return new FalloutResolution(
                request.decision(), by, request.reason(), Optional.empty(), Optional.of(request.by()));
    }

    /** The same, for another reason. */
    public FalloutResolution because(String words) {
        return new FalloutResolution(decision, by, words, batch, askedBy);
    }
}
