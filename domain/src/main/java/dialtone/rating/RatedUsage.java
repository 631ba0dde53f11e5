package dialtone.rating;

import dialtone.usage.UsageEvent;
import java.util.List;

/**
 * A usage record and what it costs.
 *
 * @param segments its parts by cell, in the order it came into them; the first is of the moment it began in
 * @param billable base units after minimum and increment, those of the segments together
 * @param included how many of them an allowance covered
 * @param charges  empty when all of it was included; what the price of the first segment charges comes first
 * @param after    the cycle with this record in it
 */
public record RatedUsage(
        UsageEvent event,
        List<Segment> segments,
        long billable,
        long included,
        List<UsageCharge> charges,
        CycleUsage after) {
    public RatedUsage {
        segments = List.copyOf(segments);
        charges = List.copyOf(charges);
    }
}
