package dialtone.simulator.store;

import dialtone.simulator.element.NetworkElement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something an element keeps.
 *
 * @param key unique in the element
 * @param alias a second key, unique in the element too, such as the MSISDN of a subscriber; null when there is none
 * @param state the element's word for it
 * @param requestId the request that made it
 * @param document all of it, as JSON
 */
public record Entity(
        NetworkElement element, String key, @Nullable String alias, String state, String requestId, String document) {

    /** Accepted and not yet done. */
    public static final String PENDING = "PENDING";

    /**
     * The elements' words for what serves its customer: subscriber, SIM, charging and mailbox; profile and SIM files; device; a
     * profile that can be downloaded or was. */
    private static final Set<String> SERVING = Set.of("ACTIVE", "APPLIED", "active", "RELEASED", "INSTALLED");

    /**
     * Whether something in that state serves its customer. What is accepted only, or was ended, does not.
     *
     * @param state null when there is nothing
     */
    public static boolean isActive(@Nullable String state) {
        return state != null && SERVING.contains(state);
    }
}
