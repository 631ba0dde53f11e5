package dialtone.rating;

/**
 * What prices name and do not hold. All of it says from when on.
 *
 * @param zones    which numbers are in a destination zone
 * @param networks which visited networks are in a roaming zone
 * @param holidays which days are
 */
public record ReferenceData(ZonePlan zones, ZonePlan networks, Holidays holidays) {

    /** No zones, and no holidays. */
    public static final ReferenceData NONE = new ReferenceData(ZonePlan.NONE, ZonePlan.NONE, Holidays.NONE);

    /** Nobody roams. */
    public ReferenceData(ZonePlan zones, Holidays holidays) {
        this(zones, ZonePlan.NONE, holidays);
    }
}
