package dialtone.simulator.element;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call at an element.
 *
 * @param operation its name in the contract
 * @param key the entity it is about; {@value #NO_KEY} when it is about none
 * @param identifiers all that it is known by, for the match of a behaviour
 * @param requestId the key of the wanted effect; null for a question, which wants none
 * @param fingerprint what was asked for, to tell a repeated request from another one with the same id
 * @param replyTo where a late outcome is reported; null when nowhere
 * @param canBeLate whether the caller can learn of a late outcome, by report or by a monitor
 */
public record Call(
        NetworkElement element,
        String operation,
        String key,
        List<String> identifiers,
        @Nullable String requestId,
        String fingerprint,
        @Nullable String replyTo,
        boolean canBeLate) {

    public static final String NO_KEY = "-";

    /** A question about the entity of that key. */
    public static Call question(NetworkElement element, String operation, String key) {
        return new Call(element, operation, key, List.of(key), null, "", null, false);
    }

    /** A request for an effect on the first of the identifiers, with all that makes it different from another. */
    public static Call order(
            NetworkElement element, String operation, String requestId, List<String> identifiers, Object content) {
        var all = new ArrayList<>(identifiers);
        all.add(requestId);
        return new Call(
                element,
                operation,
                identifiers.getFirst(),
                List.copyOf(all),
                requestId,
                operation + " " + content,
                null,
                false);
    }

    /** The same, and a late outcome is reported there; null for nowhere. */
    public Call reportingTo(@Nullable String address) {
        return new Call(element, operation, key, identifiers, requestId, fingerprint, address, address != null);
    }

    /** The same, and a late outcome is found in a monitor. */
    public Call monitored() {
        return new Call(element, operation, key, identifiers, requestId, fingerprint, null, true);
    }
}
