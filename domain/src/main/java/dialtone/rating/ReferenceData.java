package dialtone.rating;

/** What prices name and do not hold: which numbers are in a destination zone, and which days are holidays. Both say from when on. */
public record ReferenceData(ZonePlan zones, Holidays holidays) {

    /** No zones, and no holidays. */
    public static final ReferenceData NONE = new ReferenceData(ZonePlan.NONE, Holidays.NONE);
}
