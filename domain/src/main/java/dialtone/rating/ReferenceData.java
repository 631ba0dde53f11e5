package dialtone.rating;

import dialtone.spending.SpendingLimits;

/**
 * What prices name and do not hold. All of it says from when on.
 *
 * @param zones    which numbers are in a destination zone
 * @param networks which visited networks are in a roaming zone
 * @param holidays which days are
 * @param limits   of what use may cost in a cycle
 */
public record ReferenceData(ZonePlan zones, ZonePlan networks, Holidays holidays, SpendingLimits limits) {

    /** No zones, and no holidays. */
    public static final ReferenceData NONE = new ReferenceData(ZonePlan.NONE, ZonePlan.NONE, Holidays.NONE);

    /** Nothing is limited. */
    public ReferenceData(ZonePlan zones, ZonePlan networks, Holidays holidays) {
        this(zones, networks, holidays, SpendingLimits.NONE);
    }

    /** The same with limits. */
    public ReferenceData with(SpendingLimits other) {
        return new ReferenceData(zones, networks, holidays, other);
    }

    /** Nobody roams. */
    public ReferenceData(ZonePlan zones, Holidays holidays) {
        this(zones, ZonePlan.NONE, holidays);
    }
}
