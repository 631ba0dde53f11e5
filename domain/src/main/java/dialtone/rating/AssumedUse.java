package dialtone.rating;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Use of a bill cycle that nobody has made yet, for asking what it would cost. The units are divided among the records as evenly as they can be:
 * 160 seconds in three calls are two of 53 and one of 54. So minimum and increment of the price apply to each record as they do to those
 * that come: three calls of 60/60 are 180 seconds. No record crosses from one time band into another.
 *
 * @param zone     destination zone that the tariff names, {@code favourites} among them; empty for any other
 * @param band     time band that the tariff names; empty for any other
 * @param roaming  zone of the visited networks that the tariff names; empty, or {@code home}, at home
 * @param quantity base units, 0 to {@value #MAX_QUANTITY}
 * @param records  1 to {@value #MAX_RECORDS}
 */
public record AssumedUse(UsageType type, String zone, String band, String roaming, long quantity, long records) {

    /** A petabyte. */
    public static final long MAX_QUANTITY = 1_000_000_000_000_000L;

    /** A call a second, all day, for a month and more. */
    public static final long MAX_RECORDS = 10_000_000L;

    public AssumedUse {
        roaming = roaming.equals(UsageScope.HOME) ? "" : roaming;
        if (quantity < 0 || quantity > MAX_QUANTITY || records < 1 || records > MAX_RECORDS) {
            throw new IllegalArgumentException(quantity + " units in " + records + " records");
        }
    }

    /** At home. */
    public AssumedUse(UsageType type, String zone, String band, long quantity, long records) {
        this(type, zone, band, "", quantity, records);
    }

    private Cell cell() {
        return new Cell(type, zone, band, roaming);
    }

    /**
     * The cycle that has all of these.
     *
     * <p>Rejections, at field {@code usage[0]} and so on: {@code UNKNOWN_ZONE}, {@code UNKNOWN_BAND}, {@code UNKNOWN_ROAMING_ZONE} the tariff does not tell it apart;
     * {@code NO_PRICE} the tariff neither prices nor includes it, so that its records would wait in suspense.
     */
    public static Outcome<CycleUsage> cycle(Tariff tariff, List<AssumedUse> all) {
        List<Rejection> refused = new ArrayList<>();
        Map<Cell, CellUse> cells = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            AssumedUse use = all.get(i);
            String field = "usage[" + i + "]";
            Cell told = tariff.cellOf(use.cell());
            if (!told.roaming().equals(use.roaming())) {
                refused.add(Rejection.at(
                        field, "UNKNOWN_ROAMING_ZONE", "These prices have no roaming zone " + use.roaming() + "."));
            } else if (!told.zone().equals(use.zone())) {
                refused.add(Rejection.at(field, "UNKNOWN_ZONE", "These prices have no zone " + use.zone() + "."));
            } else if (!told.band().equals(use.band())) {
                refused.add(Rejection.at(field, "UNKNOWN_BAND", "These prices have no time band " + use.band() + "."));
            } else if (!tariff.isRated(told)) {
                refused.add(Rejection.at(
                        field,
                        "NO_PRICE",
                        "These prices neither charge nor include " + use.type().unit() + "s."));
            } else if (use.quantity() > 0) {
                cells.merge(told, use.billable(tariff), AssumedUse::sum);
            }
        }
        return refused.isEmpty() ? Outcome.accepted(CycleUsage.of(tariff, cells)) : Outcome.rejected(refused);
    }

    private CellUse billable(Tariff tariff) {
        long each = quantity / records;
        long longer = quantity % records;
        long units = Math.addExact(
                Math.multiplyExact(longer, tariff.billable(cell(), each + 1)),
                Math.multiplyExact(records - longer, tariff.billable(cell(), each)));
        return new CellUse(units, each == 0 ? longer : records);
    }

    private static CellUse sum(CellUse one, CellUse other) {
        return new CellUse(Math.addExact(one.units(), other.units()), one.records() + other.records());
    }
}
