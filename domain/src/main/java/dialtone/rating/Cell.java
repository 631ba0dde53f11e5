package dialtone.rating;

import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;

/**
 * What a bill cycle counts apart, because prices or allowances tell it apart: use of one type, to one zone, in one time band. What a cycle
 * costs is a function of the sums of its cells.
 *
 * @param zone empty for destinations of no zone that the tariff names
 * @param band empty for times of no band that the tariff names
 */
public record Cell(UsageType type, String zone, String band) {

    private static final String ANYWHERE = "-";

    /** Use that nothing but its type tells apart. */
    public static Cell of(UsageType type) {
        return new Cell(type, "", "");
    }

    /** As the tables have it: {@code -}, or zone and band, {@code europe/evening}. */
    public String key() {
        return zone.isEmpty() && band.isEmpty() ? ANYWHERE : zone + "/" + band;
    }

    /** @throws IllegalArgumentException if {@link #key} has not made it */
    public static Cell of(UsageType type, String key) {
        int slash = key.indexOf('/');
        if (slash < 0 && !key.equals(ANYWHERE)) {
            throw new IllegalArgumentException("No cell: " + key);
        }
        return slash < 0 ? of(type) : new Cell(type, key.substring(0, slash), key.substring(slash + 1));
    }

    boolean isWithin(UsageScope scope) {
        return scope.covers(zone, band);
    }
}
