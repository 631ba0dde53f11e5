package dialtone.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a number that somebody asks for is to be had just now.
 *
 * @param msisdn     in E.164 without the plus
 * @param freeFrom   of a number that ages: when it is free again; empty for any other
 * @param neighbours the free numbers next to it, the nearest first; none of a number that is free itself, at most
 *                   {@value #MAX_NEIGHBOURS}
 */
public record NumberStanding(String msisdn, State state, Optional<Instant> freeFrom, List<String> neighbours) {

    /** As many as a person says on the telephone. */
    public static final int MAX_NEIGHBOURS = 5;

    public enum State {
        FREE,
        /** For an order that is under way. */
        RESERVED,
        IN_USE,
        /** Given up, and not yet handed out again. */
        QUARANTINED,
        /** None of this operator's. */
        NOT_OURS
    }

    public NumberStanding {
        neighbours = List.copyOf(neighbours);
    }
}
