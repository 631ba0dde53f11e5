package dialtone.fulfilment.service;

import java.util.Map;

/**
 * What an element has reported about a request it had accepted.
 *
 * @param requestId     at most 120 characters
 * @param callbackToken from the address that was called
 * @param succeeded     false: the element has refused it
 * @param code          0, or the element's fault code
 * @param words         the element's own, at most 1000 characters
 * @param facts         what the outcome brought, such as {@code activationCode}
 */
public record ReportedOutcome(
        String requestId, String callbackToken, boolean succeeded, int code, String words, Map<String, String> facts) {

    public ReportedOutcome {
        facts = Map.copyOf(facts);
    }

    /** What a report did. */
    public enum Effect {
        /** It is the outcome that was waited for. */
        SETTLED,
        /** The outcome was known already, and is the same. */
        REPEATED,
        /** Another outcome was known already; the first one stands. */
        CONTRADICTED
    }
}
