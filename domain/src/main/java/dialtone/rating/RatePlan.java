package dialtone.rating;

import dialtone.catalog.FavouriteTerms;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tariff's prices of use and allowances, worked out once by {@link RatePlanMaker} for all records that are rated by it: which cells it tells
 * apart, which price and which allowances are for each. Immutable.
 */
final class RatePlan {

    static final int NO_PRICE = -1;
    private static final int[] NO_CELLS = {};
    private static final long[] NO_UNITS = {};

    /**
     * A usage price, and which cells it is for.
     *
     * @param price       with the discounts that are given
     * @param explanation of a price that is agreed: what it is in place of
     * @param discounts   those that it may have
     */
    @SuppressWarnings("ArrayRecordComponent") // read for each record, never compared, and never leaves this package
    record Priced(
            Price.Usage price, PriceCurve curve, int[] cells, Optional<String> explanation, List<Discount> discounts) {

        /** Of which nothing comes off until it is known when its line began. */
        static Priced of(Price.Usage price, int[] cells) {
            Price.Usage full = price.with(List.of());
            return new Priced(
                    full,
                    new PriceCurve(full),
                    cells,
                    Optional.empty(),
                    price.terms().discounts());
        }

        /** @param period which bill cycle of the line it is, from 0 */
        private Priced in(long period) {
            List<Discount> given =
                    discounts.stream().filter(each -> each.isGivenIn(period)).toList();
            if (given.isEmpty()) {
                return this;
            }
            Price.Usage less = price.with(given);
            return new Priced(less, new PriceCurve(less), cells, explanation, discounts);
        }

        private Priced by(AgreedUse agreed) {
            Price.Usage other = agreed.of(price);
            return other.equals(price)
                    ? this
                    : new Priced(
                            other, new PriceCurve(other), cells, Optional.of(agreed.explanation(price)), discounts);
        }
    }

    /**
     * What an allowance includes in a cycle, or what is left of a former one, and the cells it covers, in the order they are consumed.
     *
     * @param number its place among the tariff's allowances
     * @param age    how many cycles ago it was included; 0 for what the cycle itself includes
     * @param isAbroad by place in these cells: whether fair use limits what is covered there; empty where it limits nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Included(int number, int age, Price.Allowance allowance, int[] cells, boolean[] isAbroad) {

        /** In how many more cycles it may be used. */
        int life() {
            return allowance.carriedFor() - age;
        }

        /**
         * Takes from what is left what it covers, abroad no more than fair use: of 10 GB, at most 4 abroad, 5 GB abroad and 7 at home leave
         * 1 GB abroad and 1 at home.
         *
         * @param quantity that there is of it
         * @param from     where in the array the cells begin
         * @return how many units it covers
         */
        long consume(long quantity, long[] left, int from) {
            long remaining = quantity;
            long fair = isAbroad.length == 0
                    ? quantity
                    : allowance.terms().fairUse().orElse(quantity);
            for (int i = 0; i < cells.length && remaining > 0; i++) {
                boolean isLimited = isAbroad.length > 0 && isAbroad[i];
                long covered = Math.min(isLimited ? Math.min(remaining, fair) : remaining, left[from + cells[i]]);
                left[from + cells[i]] -= covered;
                remaining -= covered;
                fair -= isLimited ? covered : 0;
            }
            return quantity - remaining;
        }
    }

    /**
     * Cells that allowances join, directly or through others: what is used in one of them matters to these and to none else.
     *
     * @param allowances places of theirs, in the order they are consumed
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Joined(int[] cells, int[] allowances) {

        boolean has(int cell) {
            return IntStream.of(cells).anyMatch(own -> own == cell);
        }
    }

    /**
     * How the use of one type is told apart.
     *
     * @param base  place of its first cell: no zone that is named, no band that is named
     * @param zones place of each zone's first cell beside that
     */
    record Dimension(int base, Map<String, Integer> zones, BandTable bands, boolean hasBands, boolean hasFavourites) {}

    private final List<Cell> cells;
    private final Map<Cell, Integer> places;
    /** Of use at home, by type. */
    private final Dimension[] dimensions;
    /** Of use in each roaming zone that is named, by type. */
    private final List<Map<String, Dimension>> abroad;

    private final Priced[] prices;
    private final Included[] allowances;
    /** By cell: place of its price, or {@link #NO_PRICE}. */
    private final int[] priceOf;

    /** By cell: those it belongs to. */
    private final Joined[] joinedWith;

    /** By place of the allowance: what a cycle has of it, when nothing is carried over. */
    private final long[] quantities;

    private final boolean[] rated;
    private final Optional<FavouriteTerms> favourites;

    RatePlan(RatePlanMaker made) {
        cells = List.copyOf(made.cells);
        places = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            places.put(cells.get(i), i);
        }
        dimensions = made.dimensions.toArray(Dimension[]::new);
        abroad = List.copyOf(made.abroad);
        prices = made.prices;
        priceOf = made.priceOf;
        allowances = made.allowances;
        joinedWith = made.joinedWith;
        quantities = Arrays.stream(allowances)
                .mapToLong(each -> each.age() == 0 ? each.allowance().quantity() : 0)
                .toArray();
        rated = made.rated;
        favourites = made.favourites;
    }

    private RatePlan(RatePlan own, Priced[] agreed) {
        cells = own.cells;
        places = own.places;
        dimensions = own.dimensions;
        abroad = own.abroad;
        prices = agreed;
        priceOf = own.priceOf;
        allowances = own.allowances;
        joinedWith = own.joinedWith;
        quantities = own.quantities;
        rated = own.rated;
        favourites = own.favourites;
    }

    /**
     * The same cells, allowances and prices, the prices at what is agreed for a cycle, and less what comes off in it.
     *
     * @param number of the cycle, from 0 for that in which the line began; empty when that is not known, and nothing comes off
     * @param agreed in the order it was said: of two the later one holds
     * @param cycle  its first day
     */
    RatePlan in(LocalDate cycle, List<AgreedUse> agreed, Optional<Long> number) {
        Priced[] at = prices.clone();
        for (int price = 0; price < at.length; price++) {
            Price.Usage own = prices[price].price();
            Optional<AgreedUse> last = agreed.reversed().stream()
                    .filter(each -> each.holdsIn(own, cycle))
                    .findFirst();
            Priced by = last.isPresent() ? prices[price].by(last.get()) : prices[price];
            at[price] = number.map(by::in).orElse(by);
        }
        return Arrays.equals(at, prices) ? this : new RatePlan(this, at);
    }

    @SuppressWarnings(
            "EnumOrdinal") // never leaves this package; an enum map of boxed numbers took half of rating's time
    static int place(UsageType type) {
        return type.ordinal();
    }

    List<Cell> cells() {
        return cells;
    }

    /** Not to be changed. */
    Priced[] prices() {
        return prices;
    }

    /** In the order they are consumed. Not to be changed. */
    Included[] allowances() {
        return allowances;
    }

    /** What a cycle has of each allowance when nothing is carried over. Not to be changed. */
    long[] quantities() {
        return quantities;
    }

    /** The cells that use in this one matters to. */
    Joined joinedWith(int cell) {
        return joinedWith[cell];
    }

    /** Place of the cell's price, or {@link #NO_PRICE}. */
    int priceOf(int cell) {
        return priceOf[cell];
    }

    /** Whether what no allowance covers costs nothing there, however much it is. */
    boolean isFree(int cell) {
        if (priceOf[cell] == NO_PRICE) {
            return true;
        }
        Price.Usage price = prices[priceOf[cell]].price();
        return price.price().amount().signum() == 0
                && price.terms().tiers().isEmpty()
                && price.terms().setup().isEmpty();
    }

    /** Where the cell is, or, if the tariff does not tell it apart, the one that its use is counted in. */
    int place(Cell cell) {
        Dimension known = abroad.get(place(cell.type())).get(cell.roaming());
        Dimension dimension = known == null ? dimensions[place(cell.type())] : known;
        String zone = dimension.zones().containsKey(cell.zone()) ? cell.zone() : "";
        Integer exact = places.get(new Cell(cell.type(), zone, cell.band(), known == null ? "" : cell.roaming()));
        return exact != null ? exact : dimension.base() + dimension.zones().getOrDefault(zone, 0);
    }

    /** The parts of a record, by cell. */
    static final class Parts {
        final long billable;
        /** Of the moment it began in. */
        final int firstCell;
        /** Cell and units of each part; nothing where all is in the first. */
        private final int[] cells;

        private final long[] units;

        private Parts(long billable, int firstCell, int[] cells, long[] units) {
            this.billable = billable;
            this.firstCell = firstCell;
            this.cells = cells;
            this.units = units;
        }

        /** Of a record that was divided before: its parts as they were counted. */
        static Parts of(RatePlan plan, List<Segment> counted) {
            return new Parts(
                    counted.stream().mapToLong(Segment::units).sum(),
                    plan.place(counted.getFirst().cell()),
                    counted.stream().mapToInt(part -> plan.place(part.cell())).toArray(),
                    counted.stream().mapToLong(Segment::units).toArray());
        }

        int count() {
            return Math.max(1, cells.length);
        }

        int cell(int part) {
            return cells.length == 0 ? firstCell : cells[part];
        }

        long units(int part) {
            return units.length == 0 ? billable : units[part];
        }
    }

    /**
     * Divides a record by time band, within the zones of where it was made and of who was called. Use abroad is in the cells of the visited
     * network's roaming zone and in no others: a tariff that does not name the zone does not rate it. Minimum and increment are those of the price that it begins with; by what they add it is
     * longer in the band that it ends in. A record that is no call has no length and is in the band that it begins in.
     *
     * @return empty when the tariff neither prices nor includes some of it
     */
    Optional<Parts> parts(UsageEvent event, RatingContext context) {
        Dimension dimension = dimensions[place(event.type())];
        if (!event.visitedNetwork().isEmpty()) {
            String roaming = context.reference().networks().zoneOfNetwork(event.visitedNetwork(), event.startedAt());
            if (!roaming.equals(UsageScope.HOME)) {
                dimension = abroad.get(place(event.type())).get(roaming);
            }
        }
        if (dimension == null) {
            return Optional.empty();
        }
        int zone = dimension.base();
        if (dimension.zones().size() > 1) {
            zone += dimension.zones().getOrDefault(zone(dimension, event, context), 0);
        }
        if (!dimension.hasBands()) {
            return whole(event, zone);
        }
        ZoneRules rules = context.zone().getRules();
        Holidays holidays = context.reference().holidays();
        if (event.type() != UsageType.VOICE || event.quantity() == 0) {
            return whole(event, zone + dimension.bands().at(event.startedAt(), rules, holidays));
        }
        int whole = dimension.bands().whole(event.startedAt(), event.quantity(), rules, holidays);
        if (whole >= 0) {
            return whole(event, zone + whole);
        }
        Stretches stretches = new Stretches(zone);
        dimension.bands().split(event.startedAt(), event.quantity(), rules, holidays, stretches);
        return stretches.count == 1 ? whole(event, stretches.cells[0]) : split(event, stretches);
    }

    /** A favourite number is one before it is in its zone, if the tariff's favourites may be of that zone. */
    private String zone(Dimension dimension, UsageEvent event, RatingContext context) {
        ZonePlan plan = context.reference().zones();
        Instant at = event.startedAt();
        String zone = plan.zoneOf(event.peer(), at);
        return dimension.hasFavourites()
                        && favourites.isPresent()
                        && context.favourites()
                                .has(event.peer(), at, favourites.get().numbers())
                        && Favourites.areIn(zone, favourites.get(), plan.zoneOf(event.msisdn(), at))
                ? UsageScope.FAVOURITES
                : zone;
    }

    private Optional<Parts> whole(UsageEvent event, int cell) {
        long billable = billable(cell, event.quantity());
        return rated[cell] ? Optional.of(new Parts(billable, cell, NO_CELLS, NO_UNITS)) : Optional.empty();
    }

    private Optional<Parts> split(UsageEvent event, Stretches stretches) {
        int[] own = Arrays.copyOf(stretches.cells, stretches.count);
        long[] units = Arrays.copyOf(stretches.units, stretches.count);
        long billable = billable(own[0], event.quantity());
        units[stretches.last] += billable - event.quantity();
        boolean all = Arrays.stream(own).allMatch(cell -> rated[cell]);
        return all ? Optional.of(new Parts(billable, own[0], own, units)) : Optional.empty();
    }

    private long billable(int cell, long quantity) {
        return priceOf[cell] == NO_PRICE ? quantity : billableQuantity(prices[priceOf[cell]].price(), quantity);
    }

    /** Minimum and increment of the price applied to one record; a record of nothing stays that. */
    static long billableQuantity(Price.Usage price, long quantity) {
        if (quantity == 0) {
            return 0;
        }
        long atLeast = Math.max(quantity, price.minimum());
        return Math.multiplyExact(Math.ceilDiv(atLeast, price.increment()), price.increment());
    }

    /** Stretches of a call summed up by cell, in the order it came into them. */
    private static final class Stretches implements BandTable.Stretches {
        private final int zone;
        private int[] cells = new int[2];
        private long[] units = new long[2];
        private int count;
        /** Where the call ends. */
        private int last;

        private Stretches(int zone) {
            this.zone = zone;
        }

        @Override
        public void add(int band, long seconds) {
            int cell = zone + band;
            for (last = 0; last < count; last++) {
                if (cells[last] == cell) {
                    units[last] += seconds;
                    return;
                }
            }
            if (count == cells.length) {
                cells = Arrays.copyOf(cells, count * 2);
                units = Arrays.copyOf(units, count * 2);
            }
            cells[count] = cell;
            units[count++] = seconds;
        }
    }
}
