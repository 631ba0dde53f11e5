package dialtone.order;

import java.util.Optional;

/**
 * A decision about a fallout task, with who has made it and why.
 *
 * @param by    login
 * @param note  for those who read it later; empty when there is nothing to say
 * @param batch id of the batch that the task was decided with; empty when it was decided by itself
 */
public record FalloutResolution(FalloutDecision decision, String by, String note, Optional<String> batch) {

    /** Of a task by itself. */
    public static FalloutResolution of(FalloutDecision decision, String by, String note) {
        return new FalloutResolution(decision, by, note, Optional.empty());
    }

    /** The same, for another reason. */
    public FalloutResolution because(String words) {
        return new FalloutResolution(decision, by, words, batch);
    }
}
