package dialtone.fulfilment.service;

import java.time.Duration;
import java.util.Map;

/** Where a network action stands when a job comes for it. */
public sealed interface Standing {

    /**
     * The element is to be called.
     *
     * @param requestId     the key of this effect towards the element
     * @param callbackToken secret part of the address for a late outcome
     * @param firstAttempt  false when it may have been called before, so that it is asked for its state first
     * @param accepted      whether it has answered that it works on it
     */
    record Open(String requestId, String callbackToken, boolean firstAttempt, boolean accepted) implements Standing {}

    /** Done, by this job or an earlier one. */
    record Succeeded(Map<String, String> facts) implements Standing {
        public Succeeded {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * The element has refused it, in these words.
     *
     * @param forGood whether, by the fault policy, the item is given up without a person
     */
    record Refused(String words, boolean forGood) implements Standing {}

    /**
     * The element refuses for now, in these words, and is asked again after a time.
     *
     * @param pause until then
     */
    record Held(String words, Duration pause) implements Standing {}

    /** The element works on it and will report, or may still get to know of it. */
    record Awaited() implements Standing {}

    /** It is not wanted any more, and the element has nothing of it: no job may begin it. */
    record Forgone() implements Standing {}
}
