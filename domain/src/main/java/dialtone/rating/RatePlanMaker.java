package dialtone.rating;

import dialtone.catalog.FavouriteTerms;
import dialtone.catalog.Price;
import dialtone.catalog.TimeBand;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;
import dialtone.rating.RatePlan.Dimension;
import dialtone.rating.RatePlan.Included;
import dialtone.rating.RatePlan.Joined;
import dialtone.rating.RatePlan.Priced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Works out a {@link RatePlan}: first which cells prices and allowances tell apart, then which price is for each, then which allowances cover it
 * and in which order.
 *
 * <p>The price of a cell is the narrowest that covers it: one for a zone, or for favourite numbers, before one for a time band, that before one for any use; among
 * equals the last, for an add-on comes behind its plan. Where two time bands of a name differ, the first of them holds.
 *
 * <p>Allowances are consumed by priority; of one priority the narrowest first, that is the one of the fewest cells; of equals what is lost
 * the soonest, the oldest first, and then the tariff's first; and of its cells first those that the fewest behind it cover. So, where no priority
 * says otherwise, none is left over while use is charged that a wider one might have covered.
 */
final class RatePlanMaker {

    private static final boolean[] NONE_ABROAD = {};

    private final List<Price.Usage> usagePrices;
    private final List<Price.Allowance> included;
    final Optional<FavouriteTerms> favourites;

    final List<Cell> cells = new ArrayList<>();
    /** By type, in the order of their places. */
    final List<Dimension> dimensions = new ArrayList<>();

    final List<Map<String, Dimension>> abroad = new ArrayList<>();
    final Priced[] prices;
    final int[] priceOf;
    final boolean[] rated;
    final Included[] allowances;
    final Joined[] joinedWith;

    /** @param favourites terms of those that the prices are for; empty when none is */
    RatePlanMaker(List<Price.Usage> usagePrices, List<Price.Allowance> included, Optional<FavouriteTerms> favourites) {
        this.usagePrices = usagePrices;
        this.included = included;
        this.favourites = favourites;
        for (UsageType type : UsageType.values()) {
            tellApart(type);
        }
        rated = new boolean[cells.size()];
        priceOf = new int[cells.size()];
        Arrays.fill(priceOf, RatePlan.NO_PRICE);
        prices = priced();
        allowances = inOrder(covering());
        joinedWith = joined(allowances, cells.size());
    }

    /** The plan that was worked out. */
    RatePlan plan() {
        return new RatePlan(this);
    }

    private void tellApart(UsageType type) {
        List<UsageScope> scopes = Stream.concat(
                        usagePrices.stream()
                                .filter(price -> price.type() == type)
                                .map(price -> price.terms().scope()),
                        included.stream()
                                .filter(allowance -> allowance.types().contains(type))
                                .map(Price.Allowance::scope))
                .toList();
        dimensions.add(dimension(type, "", scopes));
        Map<String, Dimension> roaming = new LinkedHashMap<>();
        for (UsageScope scope : scopes) {
            for (String zone : scope.roaming()) {
                if (!zone.equals(UsageScope.HOME) && !roaming.containsKey(zone)) {
                    roaming.put(zone, dimension(type, zone, scopes));
                }
            }
        }
        abroad.add(roaming);
    }

    private Priced[] priced() {
        int[] choice = cells.stream().mapToInt(this::narrowest).toArray();
        List<Priced> priced = new ArrayList<>();
        for (int i = 0; i < usagePrices.size(); i++) {
            int price = i;
            int[] own = IntStream.range(0, choice.length)
                    .filter(cell -> choice[cell] == price)
                    .toArray();
            if (own.length > 0) {
                for (int cell : own) {
                    priceOf[cell] = priced.size();
                    rated[cell] = true;
                }
                priced.add(Priced.of(usagePrices.get(i), own));
            }
        }
        return priced.toArray(Priced[]::new);
    }

    private List<Included> covering() {
        List<Included> covering = new ArrayList<>();
        for (Price.Allowance allowance : included) {
            int[] covered = covered(allowance);
            for (int cell : covered) {
                rated[cell] = true;
            }
            covering.add(new Included(covering.size(), 0, allowance, covered, NONE_ABROAD));
        }
        return covering;
    }

    private int[] covered(Price.Allowance allowance) {
        return allowance.types().stream()
                .flatMapToInt(type -> IntStream.range(0, cells.size())
                        .filter(cell -> cells.get(cell).type() == type
                                && cells.get(cell).isWithin(allowance.scope())))
                .toArray();
    }

    /** With what may be left of each from former cycles. In each those cells come first that the fewest of the later ones cover. */
    private Included[] inOrder(List<Included> covering) {
        List<Included> sorted = new ArrayList<>(covering);
        sorted.sort(Comparator.comparingInt(
                        (Included each) -> each.allowance().terms().priority())
                .thenComparingInt(each -> each.cells().length));
        List<Included> ordered = new ArrayList<>();
        int[] behind = new int[cells.size()];
        for (Included each : sorted.reversed()) {
            boolean isLimited = each.allowance().terms().fairUse().isPresent();
            int[] order = Arrays.stream(each.cells())
                    .boxed()
                    .sorted(Comparator.comparingInt((Integer cell) -> behind[cell])
                            .thenComparingInt(cell -> isAbroad(cell) ? 0 : 1))
                    .mapToInt(Integer::intValue)
                    .toArray();
            boolean[] limited = new boolean[isLimited ? order.length : 0];
            for (int i = 0; i < limited.length; i++) {
                limited[i] = isAbroad(order[i]);
            }
            for (int cell : order) {
                behind[cell]++;
            }
            for (int age = 0; age <= each.allowance().carriedFor(); age++) {
                ordered.add(new Included(each.number(), age, each.allowance(), order, limited));
            }
        }
        ordered.sort(Comparator.comparingInt(
                        (Included each) -> each.allowance().terms().priority())
                .thenComparingInt(each -> each.cells().length)
                .thenComparingInt(Included::life)
                .thenComparingInt(each -> -each.age())
                .thenComparingInt(Included::number));
        return ordered.toArray(Included[]::new);
    }

    private boolean isAbroad(int cell) {
        return !cells.get(cell).roaming().isEmpty();
    }

    /** An allowance of a zone that no price and no number is in has cells of its own; one of none is never used. */
    private static boolean covers(Included allowance, int[] first, int group) {
        return allowance.cells().length > 0 && first[allowance.cells()[0]] == group;
    }

    private static Joined[] joined(Included[] allowances, int cells) {
        int[] first = IntStream.range(0, cells).toArray();
        for (Included each : allowances) {
            for (int cell : each.cells()) {
                int from = first[cell];
                int to = first[each.cells()[0]];
                for (int i = 0; i < cells; i++) {
                    first[i] = first[i] == from ? to : first[i];
                }
            }
        }
        Map<Integer, Joined> byFirst = new LinkedHashMap<>();
        for (int group : first) {
            byFirst.computeIfAbsent(
                    group,
                    added -> new Joined(
                            IntStream.range(0, cells)
                                    .filter(cell -> first[cell] == group)
                                    .toArray(),
                            IntStream.range(0, allowances.length)
                                    .filter(place -> covers(allowances[place], first, group))
                                    .toArray()));
        }
        return Arrays.stream(first).mapToObj(byFirst::get).toArray(Joined[]::new);
    }

    /** @param roaming the zone of the visited network; empty at home */
    private Dimension dimension(UsageType type, String roaming, List<UsageScope> all) {
        List<UsageScope> scopes =
                all.stream().filter(scope -> scope.holdsIn(roaming)).toList();
        Map<String, TimeBand> bands = new LinkedHashMap<>();
        Set<String> zones = new LinkedHashSet<>(List.of(""));
        for (UsageScope scope : scopes) {
            zones.addAll(scope.zones());
            scope.bands().forEach(band -> bands.putIfAbsent(band.name(), band));
        }
        int base = cells.size();
        Map<String, Integer> offsets = new LinkedHashMap<>();
        for (String zone : zones) {
            offsets.put(zone, cells.size() - base);
            cells.add(new Cell(type, zone, "", roaming));
            bands.keySet().forEach(band -> cells.add(new Cell(type, zone, band, roaming)));
        }
        return new Dimension(
                base,
                offsets,
                new BandTable(List.copyOf(bands.values())),
                !bands.isEmpty(),
                zones.contains(UsageScope.FAVOURITES));
    }

    private int narrowest(Cell cell) {
        int found = RatePlan.NO_PRICE;
        for (int i = 0; i < usagePrices.size(); i++) {
            Price.Usage price = usagePrices.get(i);
            if (price.type() == cell.type()
                    && cell.isWithin(price.terms().scope())
                    && (found == RatePlan.NO_PRICE
                            || price.terms().scope().specificity()
                                    >= usagePrices.get(found).terms().scope().specificity())) {
                found = i;
            }
        }
        return found;
    }
}
