package dialtone.rating;

import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;

/**
 * What a bill cycle counts apart, because prices or allowances tell it apart: use of one type, to one zone, in one time band. What a cycle
 * costs is a function of the sums of its cells.
 *
 * @param zone empty for destinations of no zone that the tariff names
 * @param band empty for times of no band that the tariff names
 * @param roaming the zone of the network that was visited; empty at home
 */
public record Cell(UsageType type, String zone, String band, String roaming) {

    private static final String ANYWHERE = "-";

    /** At home. */
    public Cell(UsageType type, String zone, String band) {
        this(type, zone, band, "");
    }

    /** Use that nothing but its type tells apart. */
    public static Cell of(UsageType type) {
        return new Cell(type, "", "");
    }

    /** As the tables have it: {@code -}, or zone and band, {@code europe/evening}; of roaming its zone behind them, {@code europe//usa}. */
    public String key() {
        if (!roaming.isEmpty()) {
            return zone + "/" + band + "/" + roaming;
        }
        return zone.isEmpty() && band.isEmpty() ? ANYWHERE : zone + "/" + band;
    }

    /** @throws IllegalArgumentException if {@link #key} has not made it */
    public static Cell of(UsageType type, String key) {
        if (key.equals(ANYWHERE)) {
            return of(type);
        }
        String[] parts = key.split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("No cell: " + key);
        }
        return new Cell(type, parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    boolean isWithin(UsageScope scope) {
        return scope.holdsIn(roaming) && scope.covers(zone, band);
    }
}
