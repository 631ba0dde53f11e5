package dialtone.element;

import java.time.Instant;

/**
 * A time in which an element is asked nothing: {@code [from, until)}. Work for it waits.
 *
 * @param reason for those who see that work waits, at most {@value ElementLimits#MAX_REASON} characters
 */
public record Maintenance(Instant from, Instant until, String reason) {

    public boolean holdsAt(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }
}
