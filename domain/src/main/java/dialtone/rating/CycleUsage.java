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
 *   <li>Allowances are consumed by priority, of one priority the narrowest first, of equals what is lost the soonest and then the tariff's
 *       first; within one that covers several types first what no other could cover, then in the order it names them. A record
 *       that crosses the end of an allowance is split there: with 100 s left, a call of 160 s has 100 s included and 60 s charged.
 *   <li>The first month has the full allowance, whatever day of it the product becomes active on. What is left over is carried into the
 *       next cycles where the allowance says so, see {@link #carriedOver}.
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

    private static final long[] NOTHING = {};

    private final Tariff tariff;
    private final RatePlan plan;
    private final CycleOpening opening;
    /** By cell: units beyond the line's own allowances that the account's lines have together; empty when nothing. */
    private final long[] shared;

    /**
     * All sums, one behind the other, for each record copies them: by cell units, records and charged units, those beyond the allowances; by price
     * charged units, records and what they cost in minor units.
     */
    private final long[] sums;

    private CycleUsage(Tariff tariff, CycleOpening opening, long[] shared, long[] sums) {
        this.tariff = tariff;
        this.plan = tariff.plan();
        this.opening = opening;
        this.shared = shared;
        this.sums = sums;
    }

    private int records() {
        return plan.cells().size();
    }

    private int charged() {
        return 2 * plan.cells().size();
    }

    private int chargedByPrice() {
        return 3 * plan.cells().size();
    }

    private int recordsByPrice() {
        return 3 * plan.cells().size() + plan.prices().length;
    }

    private int amounts() {
        return 3 * plan.cells().size() + 2 * plan.prices().length;
    }

    /** A cycle without use. */
    public static CycleUsage none(Tariff tariff) {
        return of(tariff, Map.of());
    }

    /** @param use so far; what the tariff does not tell apart is counted together */
    public static CycleUsage of(Tariff tariff, Map<Cell, CellUse> use) {
        RatePlan plan = tariff.plan();
        int count = plan.cells().size();
        long[] sums = new long[3 * count + 3 * plan.prices().length];
        use.forEach((cell, of) -> {
            int place = plan.place(cell);
            sums[place] = Math.addExact(sums[place], of.units());
            sums[count + place] = Math.addExact(sums[count + place], of.records());
        });
        return new CycleUsage(tariff, CycleOpening.nothing(plan.quantities()), NOTHING, sums).settled();
    }

    /**
     * The same use, under a tariff that goes on where a former one of the cycle has stopped.
     *
     * @param included units of what this tariff includes, before it began in this cycle, see {@link IncludedUse#of}
     */
    public CycleUsage countingOn(Map<Cell, Long> included) {
        long[] before = new long[plan.cells().size()];
        included.forEach((cell, more) -> {
            int place = plan.place(cell);
            before[place] = Math.addExact(before[place], more);
        });
        return opening(CycleOpening.of(plan, before, opening.quantities()));
    }

    /** The same use, with what is left of former cycles in place of what there was of that. */
    public CycleUsage carrying(List<Carried> left) {
        if (left.isEmpty() && !tariff.carriesOver()) {
            return this;
        }
        long[] quantities = plan.quantities().clone();
        for (Carried each : left) {
            for (int place = 0; place < quantities.length; place++) {
                RatePlan.Included included = plan.allowances()[place];
                if (included.number() == each.allowance() && included.age() == each.age()) {
                    quantities[place] = each.units();
                }
            }
        }
        return Arrays.equals(quantities, opening.quantities())
                ? this
                : opening(CycleOpening.of(
                        plan, opening.isNothing() ? new long[plan.cells().size()] : opening.included(), quantities));
    }

    private CycleUsage opening(CycleOpening other) {
        return new CycleUsage(tariff, other, shared, sums.clone()).settled();
    }

    /** The same use, of which the lines of the account have so many units of each cell together. */
    CycleUsage sharing(long[] units) {
        return Arrays.equals(units, sharedUnits())
                ? this
                : new CycleUsage(tariff, opening, units, sums.clone()).settled();
    }

    private long[] sharedUnits() {
        return shared.length == 0 ? new long[plan.cells().size()] : shared;
    }

    /** By cell: the units that no allowance of its own covers. */
    long[] beyondOwn() {
        long[] beyond = Arrays.copyOfRange(sums, charged(), chargedByPrice());
        for (int cell = 0; cell < shared.length; cell++) {
            beyond[cell] += shared[cell];
        }
        return beyond;
    }

    /** Calculates all that follows from units and records. Only while this is made. */
    private CycleUsage settled() {
        Arrays.fill(sums, charged(), sums.length, 0);
        for (int cell = 0; cell < plan.cells().size(); cell++) {
            if (plan.joinedWith(cell).cells()[0] == cell) {
                settle(plan.joinedWith(cell), sums);
            }
            if (plan.priceOf(cell) != RatePlan.NO_PRICE) {
                sums[recordsByPrice() + plan.priceOf(cell)] += sums[records() + cell];
            }
        }
        for (int price = 0; price < plan.prices().length; price++) {
            sums[amounts() + price] = amount(price, sums);
        }
        return this;
    }

    private long amount(int price, long[] of) {
        return plan.prices()[price].curve().minorUnits(of[chargedByPrice() + price], of[recordsByPrice() + price]);
    }

    /** Consumes what allowances include of these cells, and counts what is left of them by price. */
    private void settle(RatePlan.Joined joined, long[] of) {
        int charged = charged();
        int byPrice = chargedByPrice();
        for (int cell : joined.cells()) {
            int price = plan.priceOf(cell);
            if (price != RatePlan.NO_PRICE) {
                of[byPrice + price] -= of[charged + cell];
            }
            // most cycles open with nothing
            of[charged + cell] = opening.isNothing() ? of[cell] : Math.addExact(of[cell], opening.included()[cell]);
        }
        for (int place : joined.allowances()) {
            plan.allowances()[place].consume(opening.quantities()[place], of, charged);
        }
        for (int cell : joined.cells()) {
            if (!opening.isNothing()) {
                of[charged + cell] -= opening.beyond()[cell];
            }
            if (shared.length > 0) {
                of[charged + cell] -= shared[cell];
            }
            int price = plan.priceOf(cell);
            if (price != RatePlan.NO_PRICE) {
                of[byPrice + price] += of[charged + cell];
            }
        }
    }

    /**
     * Rates one more record.
     *
     * @return empty when the tariff neither prices nor includes some of it
     */
    public Optional<RatedUsage> rate(UsageEvent event, RatingContext context) {
        return plan.parts(event, context).map(parts -> rated(event, parts));
    }

    /**
     * The same of a record that was counted before, by other prices: of its parts as they were.
     *
     * @param counted the first is of the moment it began in
     */
    public RatedUsage rateAgain(UsageEvent event, List<Segment> counted) {
        return rated(event, RatePlan.Parts.of(plan, counted));
    }

    /** The same use by a tariff that counts as this one does, see {@link PriceCorrection}. */
    public CycleUsage repriced(Tariff other) {
        return new CycleUsage(other, opening, shared, sums.clone()).settled();
    }

    /** The cycle as it began, without its records. */
    public CycleUsage begun() {
        return new CycleUsage(tariff, opening, shared, new long[sums.length]).settled();
    }

    private RatedUsage rated(UsageEvent event, RatePlan.Parts parts) {
        long[] next = sums.clone();
        int first = parts.firstCell;
        if (event.quantity() > 0) {
            next[records() + first]++;
            if (plan.priceOf(first) != RatePlan.NO_PRICE) {
                next[recordsByPrice() + plan.priceOf(first)]++;
            }
        }
        for (int part = 0; part < parts.count(); part++) {
            next[parts.cell(part)] = Math.addExact(next[parts.cell(part)], parts.units(part));
        }
        for (int part = 0; part < parts.count(); part++) {
            RatePlan.Joined joined = plan.joinedWith(parts.cell(part));
            if (part == 0 || !joined.has(parts.cell(part - 1))) {
                settle(joined, next);
            }
        }
        for (int price = 0; price < plan.prices().length; price++) {
            if (differs(price, next)) {
                next[amounts() + price] = amount(price, next);
            }
        }
        CycleUsage after = new CycleUsage(tariff, opening, shared, next);
        return new RatedUsage(
                event,
                segments(parts),
                parts.billable,
                parts.billable - chargedMore(after, parts),
                chargesUpTo(after, plan.priceOf(first)),
                after);
    }

    private boolean differs(int price, long[] other) {
        return sums[chargedByPrice() + price] != other[chargedByPrice() + price]
                || sums[recordsByPrice() + price] != other[recordsByPrice() + price];
    }

    private long chargedMore(CycleUsage after, RatePlan.Parts parts) {
        long more = 0;
        for (int part = 0; part < parts.count(); part++) {
            more += after.sums[charged() + parts.cell(part)] - sums[charged() + parts.cell(part)];
        }
        return more;
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
        for (int cell = 0; cell < plan.cells().size(); cell++) {
            if (sums[cell] > 0 || sums[records() + cell] > 0) {
                use.put(plan.cells().get(cell), new CellUse(sums[cell], sums[records() + cell]));
            }
        }
        return use;
    }

    /** Base units of this type so far, after minimum and increment. */
    public long billable(UsageType type) {
        return ofType(type, 0);
    }

    /** How many of them no allowance covers. */
    public long charged(UsageType type) {
        return ofType(type, charged());
    }

    private long ofType(UsageType type, int from) {
        long sum = 0;
        for (int cell = 0; cell < plan.cells().size(); cell++) {
            sum += plan.cells().get(cell).type() == type ? sums[from + cell] : 0;
        }
        return sum;
    }

    /** How many units of each cell its own allowances have covered under this tariff. */
    Map<Cell, Long> included() {
        long[] beyond = beyondOwn();
        Map<Cell, Long> included = new LinkedHashMap<>();
        for (int cell = 0; cell < beyond.length; cell++) {
            included.put(plan.cells().get(cell), sums[cell] - beyond[cell]);
        }
        return included;
    }

    /** What each price of the tariff makes of the use that it is for, in the tariff's order; one that is for no use of it is left out. */
    public List<PriceUse> prices() {
        return explanation().prices();
    }

    /** How much of each allowance is used, in the tariff's order; with what counts on from a former tariff, and what is left of former cycles. */
    public List<AllowanceUse> allowances() {
        return explanation().allowances();
    }

    private CycleExplanation explanation() {
        return new CycleExplanation(tariff, opening, this);
    }

    /** By cell: units so far. */
    long[] units() {
        return Arrays.copyOf(sums, plan.cells().size());
    }

    /** By cell: the units that what the lines share covers; without cells where they share nothing. */
    long[] coveredTogether() {
        return shared;
    }

    /** What a price, by its place in the plan, charges for of that: its explanation has the rest. */
    PriceUse charged(int price, long billable, PriceUse.Included included) {
        RatePlan.Priced priced = plan.prices()[price];
        return new PriceUse(
                priced.price(),
                billable,
                sums[chargedByPrice() + price],
                sums[recordsByPrice() + price],
                priced.curve().money(sums[amounts() + price]),
                included,
                priced.explanation());
    }

    /** What was left of former cycles when this one began. */
    List<Carried> carried() {
        return explanation().carried();
    }

    /**
     * What the next cycle begins with beside its own: what is left of each allowance that is carried over, as long as its cycles last; where that
     * is more than the allowance lets be carried, the oldest is lost.
     *
     * <p>3 GB that are carried for 2 cycles, at most 4 GB, and nothing used: 3 GB go into the next cycle, into the one behind it 4 of 6 GB, 3 of
     * them the younger. Of 2 GB that are used in that one, 1 are the older.
     */
    public List<Carried> carriedOver() {
        return tariff.carriesOver()
                ? Carried.over(
                        plan,
                        tariff.allowances(),
                        opening.quantities(),
                        explanation().used())
                : List.of();
    }

    /**
     * What has been charged since, by price.
     *
     * @param after the same cycle, later
     * @param own   place of the price that comes first, or {@link RatePlan#NO_PRICE}
     */
    private List<UsageCharge> chargesUpTo(CycleUsage after, int own) {
        List<UsageCharge> charges = new ArrayList<>(1);
        if (own != RatePlan.NO_PRICE) {
            charge(own, after, charges);
        }
        for (int price = 0; price < plan.prices().length; price++) {
            if (price != own) {
                charge(price, after, charges);
            }
        }
        return charges;
    }

    /**
     * A record that was rated in this cycle, when what is carried or shared has made another cycle of it.
     *
     * @param rated by itself
     * @param after the cycle as it is with the record
     */
    RatedUsage withCharges(RatedUsage rated, CycleUsage after) {
        if (after == rated.after()) {
            return rated;
        }
        long more = 0;
        for (Segment part : rated.segments()) {
            int cell = charged() + plan.place(part.cell());
            more += after.sums[cell] - sums[cell];
        }
        int own = plan.priceOf(plan.place(rated.segments().getFirst().cell()));
        return new RatedUsage(
                rated.event(),
                rated.segments(),
                rated.billable(),
                rated.billable() - more,
                chargesUpTo(after, own),
                after);
    }

    /**
     * What has been charged since by each price, in the tariff's order.
     *
     * @param after the same cycle later, or by what is agreed otherwise of the same tariff
     */
    public List<UsageCharge> chargesUpTo(CycleUsage after) {
        return chargesUpTo(after, RatePlan.NO_PRICE);
    }

    private void charge(int price, CycleUsage after, List<UsageCharge> charges) {
        long more = after.sums[chargedByPrice() + price] - sums[chargedByPrice() + price];
        long grown = after.sums[amounts() + price] - sums[amounts() + price];
        if (more != 0 || grown != 0) {
            RatePlan.Priced priced = plan.prices()[price];
            charges.add(new UsageCharge(
                    priced.price().type(),
                    priced.price().id(),
                    more,
                    priced.curve().money(grown)));
        }
    }
}
