package dialtone.simulator.element;

import dialtone.simulator.store.Books;
import java.util.Map;
import java.util.Optional;

/**
 * How much an element keeps at the most, and how much of that it keeps: subscribers, profiles, mailboxes.
 *
 * @param places 0 to {@value #MAX_PLACES}
 * @param used   what is accepted and follows has its place already, but for what is to take another's; may be more than there are, when these have become less
 */
public record Capacity(int places, int used) {

    /** As many as the largest registers have subscribers. */
    static final int MAX_PLACES = 1_000_000_000;

    /** Those that keep something for each line, and the code that each refuses with when it is full. */
    private static final Map<NetworkElement, String> CODES = Map.of(
            NetworkElement.HLR, "MAP 51",
            NetworkElement.POLICY, "Diameter 4002",
            NetworkElement.CHARGING, "Diameter 4002",
            NetworkElement.VOICEMAIL, Refusal.INSUFFICIENT_STORAGE,
            NetworkElement.SMDP, "SGP.22 8.2.5/3.7");

    /** What is wrong with so many places for that element; empty when nothing is. */
    public static Optional<String> problem(NetworkElement element, int places) {
        if (!CODES.containsKey(element)) {
            return Optional.of(
                    "only hlr, policy, charging, voicemail and smdp have a capacity: the others keep nothing that lasts");
        }
        return places < 0 || places > MAX_PLACES ? Optional.of("places is 0 to " + MAX_PLACES) : Optional.empty();
    }

    /** The refusal of one thing more; empty when there is room for it. */
    public static Optional<Answer> refusal(Books books, NetworkElement element) {
        return books.capacity(element)
                .filter(capacity -> capacity.used() >= capacity.places())
                .map(full -> new Answer.Refused(new Refusal(
                        FaultKind.UNABLE_TO_COMPLY,
                        element.path() + " is full: " + full.used() + " of " + full.places() + " places are taken",
                        CODES.getOrDefault(element, ""))));
    }
}
