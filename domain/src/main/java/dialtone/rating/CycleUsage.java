package dialtone.rating;

import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The use of one number in one bill cycle, and what it costs by its tariff. The cost is a function of the sums by cell, so that
 * neither the order in which records arrive nor the batches they arrive in change what the customer pays, as long as the tariff is the same: when
 * an add-on comes or goes, what has been included until then is written down once, and a record that comes later is rated by the tariff of then.
 *
 * <p>The rules:
 * <ol>
 *   <li>Minimum and increment ("60/1") apply to each record: 61 s of 60/1 are 61 s, 10 s are 60 s; of 60/60, 61 s are 120 s.
 *       A record of nothing (a call that nobody answered) costs nothing.
 *   <li>A call that crosses from one time band into another is divided there, see {@link BandTable}; what minimum and increment of the band
 *       that it began in add to it belongs to the band that it ends in.
 *   <li>The narrowest allowance is consumed first, among equals the tariff's first; within one that covers several types first what no other
 *       could cover, then in the order it names them. A record
 *       that crosses the end of an allowance is split there: with 100 s left, a call of 160 s has 100 s included and 60 s charged.
 *   <li>The first month has the full allowance, whatever day of it the product becomes active on. Nothing is carried over.
 *   <li>What a price charges for is the sum of its cells beyond the allowances, and tiers count that. The amount is rounded once, on the total of
 *       the cycle, see {@link PriceCurve}. A record's own amount is what the rounded total grew by: of three calls of 61 s at 0.09 EUR a minute
 *       (0.0915 EUR each) the total goes 0.09, 0.18, 0.27, and each has 0.09 EUR. By volume tiers the total may fall, when a cheaper one is
 *       reached: then what the record adds is negative.
 *   <li>Use beyond the allowance that has no price costs nothing; the network limits it.
 *   <li>When an add-on comes to the number or leaves it in the middle of a cycle, what was included before counts on: of 3 GB with 1 GB
 *       used, 20 GB more leave 22 GB; 5 GB later, without them again, 2 GB are left. What was charged stays so, see {@link IncludedUse},
 *       and tiers, flat amounts and caps begin anew.
 * </ol>
 */
public final class CycleUsage {

    private final Tariff tariff;
    private final RatePlan plan;
    private final Opening opening;
    /** By the place of the cell in the plan. */
    private final long[] units;

    private final long[] records;
    /** Units beyond the allowances. */
    private final long[] charged;
    /** By price: units beyond the allowances, records, and what they cost in minor units. */
    private final long[] chargedByPrice;

    private final long[] recordsByPrice;
    private final long[] amounts;

    private CycleUsage(Tariff tariff, Opening opening, long[] units, long[] records, Optional<CycleUsage> before) {
        this.tariff = tariff;
        this.plan = tariff.plan();
        this.opening = opening;
        this.units = units;
        this.records = records;
        // most cycles open with nothing, and each record makes one of these
        this.charged = beyond(plan, opening.isNothing ? units : sum(opening.included, units));
        if (!opening.isNothing) {
            for (int i = 0; i < charged.length; i++) {
                charged[i] -= opening.beyond[i];
            }
        }
        int count = plan.prices().length;
        this.chargedByPrice = new long[count];
        this.recordsByPrice = new long[count];
        for (int cell = 0; cell < units.length; cell++) {
            int price = plan.priceOf(cell);
            if (price != RatePlan.NO_PRICE) {
                chargedByPrice[price] += charged[cell];
                recordsByPrice[price] += records[cell];
            }
        }
        this.amounts = before.map(same -> same.amounts.clone()).orElseGet(() -> new long[count]);
        for (int price = 0; price < count; price++) {
            if (before.isEmpty() || before.get().differs(this, price)) {
                amounts[price] = plan.prices()[price].curve().minorUnits(chargedByPrice[price], recordsByPrice[price]);
            }
        }
    }

    private boolean differs(CycleUsage other, int price) {
        return chargedByPrice[price] != other.chargedByPrice[price]
                || recordsByPrice[price] != other.recordsByPrice[price];
    }

    /** What a former tariff of the same cycle has included, and how much of it would be beyond the allowances of this one. */
    private static final class Opening {
        private final long[] included;
        private final long[] beyond;
        private final boolean isNothing;

        private Opening(long[] included, long[] beyond) {
            this.included = included;
            this.beyond = beyond;
            this.isNothing = Arrays.stream(included).allMatch(units -> units == 0);
        }
    }

    /** A cycle without use. */
    public static CycleUsage none(Tariff tariff) {
        return of(tariff, Map.of());
    }

    /** @param use so far; what the tariff does not tell apart is counted together */
    public static CycleUsage of(Tariff tariff, Map<Cell, CellUse> use) {
        int count = tariff.plan().cells().size();
        long[] units = new long[count];
        long[] records = new long[count];
        use.forEach((cell, of) -> {
            int place = tariff.plan().place(cell);
            units[place] = Math.addExact(units[place], of.units());
            records[place] = Math.addExact(records[place], of.records());
        });
        return new CycleUsage(tariff, new Opening(new long[count], new long[count]), units, records, Optional.empty());
    }

    /**
     * The same use, under a tariff that goes on where a former one of the cycle has stopped.
     *
     * @param included units of what this tariff includes, before it began in this cycle, see {@link IncludedUse#of}
     */
    public CycleUsage countingOn(Map<Cell, Long> included) {
        long[] before = new long[units.length];
        included.forEach((cell, more) -> {
            int place = plan.place(cell);
            before[place] = Math.addExact(before[place], more);
        });
        return new CycleUsage(tariff, new Opening(before, beyond(plan, before)), units, records, Optional.empty());
    }

    private static long[] sum(long[] first, long[] second) {
        long[] sum = first.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(sum[i], second[i]);
        }
        return sum;
    }

    /** How many of the units no allowance covers. */
    private static long[] beyond(RatePlan plan, long[] units) {
        long[] left = units.clone();
        for (RatePlan.Included included : plan.allowances()) {
            consume(included, left);
        }
        return left;
    }

    /**
     * Rates one more record.
     *
     * @return empty when the tariff neither prices nor includes some of it
     */
    public Optional<RatedUsage> rate(UsageEvent event, RatingContext context) {
        return plan.parts(event, context).map(parts -> rated(event, parts));
    }

    private RatedUsage rated(UsageEvent event, RatePlan.Parts parts) {
        long[] more = units.clone();
        long[] begun = records;
        if (event.quantity() > 0) {
            begun = records.clone();
            begun[parts.firstCell]++;
        }
        for (int part = 0; part < parts.count(); part++) {
            more[parts.cell(part)] = Math.addExact(more[parts.cell(part)], parts.units(part));
        }
        CycleUsage after = new CycleUsage(tariff, opening, more, begun, Optional.of(this));
        long own = 0;
        for (int part = 0; part < parts.count(); part++) {
            own += after.charged[parts.cell(part)] - charged[parts.cell(part)];
        }
        return new RatedUsage(
                event, segments(parts), parts.billable, parts.billable - own, chargesUpTo(after, parts), after);
    }

    private List<Segment> segments(RatePlan.Parts parts) {
        if (parts.count() == 1) {
            return List.of(new Segment(plan.cells().get(parts.firstCell), parts.billable));
        }
        List<Segment> segments = new ArrayList<>(parts.count());
        for (int part = 0; part < parts.count(); part++) {
            segments.add(new Segment(plan.cells().get(parts.cell(part)), parts.units(part)));
        }
        return segments;
    }

    public Tariff tariff() {
        return tariff;
    }

    /** What each cell has that has something, in the plan's order. */
    public Map<Cell, CellUse> use() {
        Map<Cell, CellUse> use = new LinkedHashMap<>();
        for (int cell = 0; cell < units.length; cell++) {
            if (units[cell] > 0 || records[cell] > 0) {
                use.put(plan.cells().get(cell), new CellUse(units[cell], records[cell]));
            }
        }
        return use;
    }

    /** Base units of this type so far, after minimum and increment. */
    public long billable(UsageType type) {
        return ofType(type, units);
    }

    /** How many of them no allowance covers. */
    public long charged(UsageType type) {
        return ofType(type, charged);
    }

    private long ofType(UsageType type, long[] byCell) {
        long sum = 0;
        for (int cell = 0; cell < byCell.length; cell++) {
            sum += plan.cells().get(cell).type() == type ? byCell[cell] : 0;
        }
        return sum;
    }

    /** How many units of each cell allowances have covered under this tariff. */
    Map<Cell, Long> included() {
        Map<Cell, Long> included = new LinkedHashMap<>();
        for (int cell = 0; cell < units.length; cell++) {
            included.put(plan.cells().get(cell), units[cell] - charged[cell]);
        }
        return included;
    }

    /** What each price of the tariff makes of the use that it is for, in the tariff's order; one that is for no use of it is left out. */
    public List<PriceUse> prices() {
        List<PriceUse> uses = new ArrayList<>();
        for (int price = 0; price < amounts.length; price++) {
            RatePlan.Priced priced = plan.prices()[price];
            long billable = 0;
            for (int cell : priced.cells()) {
                billable += units[cell];
            }
            uses.add(new PriceUse(
                    priced.price(),
                    billable,
                    chargedByPrice[price],
                    recordsByPrice[price],
                    priced.curve().money(amounts[price])));
        }
        return uses;
    }

    /** How much of each allowance is used, in the tariff's order; with what counts on from a former tariff. */
    public List<AllowanceUse> allowances() {
        AllowanceUse[] uses = new AllowanceUse[plan.allowances().length];
        long[] left = sum(opening.included, units);
        for (RatePlan.Included included : plan.allowances()) {
            uses[included.number()] = new AllowanceUse(included.allowance(), consume(included, left));
        }
        return List.of(uses);
    }

    /** What the record's own price charges comes first. */
    private List<UsageCharge> chargesUpTo(CycleUsage after, RatePlan.Parts parts) {
        int own = plan.priceOf(parts.firstCell);
        List<UsageCharge> charges = new ArrayList<>(1);
        if (own != RatePlan.NO_PRICE) {
            charge(own, after, charges);
        }
        for (int price = 0; price < amounts.length; price++) {
            if (price != own) {
                charge(price, after, charges);
            }
        }
        return charges;
    }

    private void charge(int price, CycleUsage after, List<UsageCharge> charges) {
        long more = after.chargedByPrice[price] - chargedByPrice[price];
        long grown = after.amounts[price] - amounts[price];
        if (more != 0 || grown != 0) {
            RatePlan.Priced priced = plan.prices()[price];
            charges.add(new UsageCharge(
                    priced.price().type(),
                    priced.price().id(),
                    more,
                    priced.curve().money(grown)));
        }
    }

    /** Takes from what is left what the allowance covers, and says how much that is. */
    private static long consume(RatePlan.Included included, long[] left) {
        long remaining = included.allowance().quantity();
        for (int cell : included.cells()) {
            long covered = Math.min(remaining, left[cell]);
            left[cell] -= covered;
            remaining -= covered;
        }
        return included.allowance().quantity() - remaining;
    }
}
