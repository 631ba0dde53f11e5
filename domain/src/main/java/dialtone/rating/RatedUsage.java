package dialtone.rating;

import dialtone.usage.UsageEvent;
import java.util.List;

/**
 * A usage record and what it costs.
 *
 * @param billable base units after minimum and increment
 * @param included how many of them an allowance covered
 * @param charges  empty when all of it was included
 * @param after    the cycle with this record in it
 */
public record RatedUsage(UsageEvent event, long billable, long included, List<UsageCharge> charges, CycleUsage after) {
    public RatedUsage {
        charges = List.copyOf(charges);
    }
}
