package dialtone.pool;

import dialtone.base.Page;
import java.util.Optional;
import java.util.Set;

/**
 * Which devices that were asked back a list shows.
 *
 * @param states that they are in; empty: those that are awaited or under way, and those that a person has to look at
 * @param id     number of the return, IMEI of the device or id of the order; one that is named is shown whatever its state. Empty: all
 * @param sort   what comes first
 * @param offset at least 0
 * @param limit  1 to {@link Page#MAX_LIMIT}; more is cut to that
 */
public record ReturnQuery(Set<DeviceReturn.State> states, Optional<String> id, Sort sort, int offset, int limit) {

    /** What comes first. */
    public enum Sort {
        /** The longest asked for. */
        ASKED,
        /** The first to be handed in by its label; those that have none yet at last. */
        DUE,
        /** What costs most when it does not come; what costs nothing at last. */
        CHARGE
    }

    public ReturnQuery {
        states = Set.copyOf(states);
        id = id.map(String::strip).filter(text -> !text.isEmpty());
        offset = Math.max(0, offset);
        limit = Math.clamp(limit, 1, Page.MAX_LIMIT);
    }

    /** Those in one of these states, or all outstanding ones, the longest asked for first. */
    public static ReturnQuery of(Set<DeviceReturn.State> states, int offset, int limit) {
        return new ReturnQuery(states, Optional.empty(), Sort.ASKED, offset, limit);
    }
}
