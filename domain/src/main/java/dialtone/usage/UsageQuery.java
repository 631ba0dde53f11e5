package dialtone.usage;

import dialtone.catalog.UsageType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which records are asked for, oldest first.
 *
 * @param msisdn whose; without it no rated records are asked for, of which there are more than anybody reads
 * @param states at least one
 * @param from   that begin then or later
 * @param to     that begin before
 */
public record UsageQuery(
        Optional<String> msisdn,
        Set<UsageEntry.State> states,
        Optional<UsageType> type,
        Instant from,
        Instant to,
        int offset,
        int limit) {

    /** Before and after all records that are taken. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    public static final Instant LATEST = Instant.parse("2100-01-02T00:00:00Z");

    public UsageQuery {
        states = Set.copyOf(states);
        from = from.isBefore(EARLIEST) ? EARLIEST : from;
        to = to.isAfter(LATEST) ? LATEST : to;
    }
}
