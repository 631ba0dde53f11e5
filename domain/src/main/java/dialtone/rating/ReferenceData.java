package dialtone.rating;

import dialtone.spending.SpendingLimits;
import java.util.List;

/**
 * What prices name and do not hold. All of it says from when on.
 *
 * @param zones    which numbers are in a destination zone
 * @param networks which visited networks are in a roaming zone
 * @param holidays which days are
 * @param limits   of what use may cost in a cycle
 * @param surcharges of what invoices charge
 */
public record ReferenceData(
        ZonePlan zones, ZonePlan networks, Holidays holidays, SpendingLimits limits, List<Surcharge> surcharges) {

    /** No zones, and no holidays. */
    public static final ReferenceData NONE = new ReferenceData(ZonePlan.NONE, ZonePlan.NONE, Holidays.NONE);

    public ReferenceData {
        surcharges = List.copyOf(surcharges);
    }

    /** Nothing is limited, and nothing charged beside. */
    public ReferenceData(ZonePlan zones, ZonePlan networks, Holidays holidays) {
        this(zones, networks, holidays, SpendingLimits.NONE, List.of());
    }

    /** The same with limits. */
    public ReferenceData with(SpendingLimits other) {
        return new ReferenceData(zones, networks, holidays, other, surcharges);
    }

    /** Nobody roams. */
    public ReferenceData(ZonePlan zones, Holidays holidays) {
        this(zones, ZonePlan.NONE, holidays);
    }
}
