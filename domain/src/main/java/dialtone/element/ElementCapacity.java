package dialtone.element;

import java.time.Instant;

/**
 * How much an element keeps at the most, and how much of that it keeps, as it has told: subscribers, profiles, mailboxes.
 *
 * @param places 0 or more
 * @param used   0 or more; more than there are places when these have become less
 * @param toldAt when it was asked
 */
public record ElementCapacity(int places, int used, Instant toldAt) {

    public ElementCapacity {
        if (places < 0 || used < 0) {
            throw new IllegalArgumentException("Not a capacity: " + used + " of " + places);
        }
    }

    /** How many more it takes, 0 or more. */
    public int free() {
        return Math.max(0, places - used);
    }
}
