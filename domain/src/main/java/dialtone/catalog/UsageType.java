package dialtone.catalog;

/** What a subscriber uses, and the base unit it is counted in. */
public enum UsageType {
    /** Base unit: second. */
    VOICE("second"),
    /** Base unit: message. */
    SMS("message"),
    /** Base unit: byte. */
    DATA("byte");

    private final String unit;

    UsageType(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }
}
