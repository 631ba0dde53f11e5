package dialtone.rating;

import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far each allowance of a number has been used in a bill cycle while its tariff changed with the add-ons that came and went. An
 * allowance that has ended is remembered: it goes on where it was when the same add-on comes again in the cycle.
 *
 * <p>What came last is used first, so that the plan's own is not used up by what an add-on has included: of 3 GB with 1 GB used, 20 GB
 * more and 5 GB used leave the plan 2 GB when the 20 end. Of allowances that hold in different roaming zones the one of the fewest is used first.
 * Where an allowance is for several types of use, or two of a tariff are for
 * different use of one type (messages to Europe, messages in the evening; calls at home and in France, calls at home and in Spain), all that was included counts with whatever tariff is next: which of
 * them covered what is then no one's to say, and nobody is to have more than all of them. What was included in
 * a roaming zone that the next tariff does not name does not count: it is no use of anything that this tariff includes.
 */
public final class IncludedUse {

    /**
     * @param copy of equal ones in a tariff, from 0
     */
    private record Share(Price.Allowance allowance, int copy) {}

    private final Map<Share, Map<Cell, Long>> used = new HashMap<>();
    /** What was left of former cycles, by how many cycles ago. */
    private final Map<Share, Map<Integer, Long>> carried = new HashMap<>();

    private final Map<Cell, Long> total = new HashMap<>();
    private boolean isMixed;

    /** Counts what was included under the tariff that came next. */
    public void add(CycleUsage next) {
        Map<Cell, Long> left = next.included();
        left.forEach((cell, units) -> total.merge(cell, units, Math::addExact));
        List<Share> all = shares(next.tariff());
        next.carried()
                .forEach(each -> carried.computeIfAbsent(all.get(each.allowance()), added -> new HashMap<>())
                        .put(each.age(), each.units()));
        isMixed |= isMixed(next.tariff());
        if (!isMixed) {
            shares(next.tariff()).reversed().stream()
                    .sorted(Comparator.comparingInt(
                            share -> places(share.allowance().scope()).size()))
                    .forEach(share -> take(share, left));
        }
    }

    private void take(Share share, Map<Cell, Long> left) {
        Map<Cell, Long> had = used.computeIfAbsent(share, added -> new HashMap<>());
        long remaining = share.allowance().quantity()
                + carried.getOrDefault(share, Map.of()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                - sum(had);
        for (Map.Entry<Cell, Long> entry : left.entrySet()) {
            Cell cell = entry.getKey();
            long covered = Math.min(remaining, entry.getValue());
            if (covered > 0
                    && share.allowance().types().contains(cell.type())
                    && cell.isWithin(share.allowance().scope())) {
                had.merge(cell, covered, Math::addExact);
                entry.setValue(entry.getValue() - covered);
                remaining -= covered;
            }
        }
    }

    /** Whether an allowance is for several types, or two are for different use of one, so that it is not clear which covers what. */
    private static boolean isMixed(Tariff tariff) {
        List<Price.Allowance> all = tariff.allowances();
        for (int i = 0; i < all.size(); i++) {
            Price.Allowance one = all.get(i);
            boolean overlaps = all.subList(0, i).stream()
                    .anyMatch(other -> other.types().equals(one.types()) && areUnclear(one.scope(), other.scope()));
            if (one.types().size() > 1 || overlaps) {
                return true;
            }
        }
        return false;
    }

    /** Where they hold apart, or one wherever the other does, and for the same destinations and times, it is clear. */
    private static boolean areUnclear(UsageScope one, UsageScope other) {
        Set<String> places = places(one);
        Set<String> others = places(other);
        return !one.in(List.of()).equals(other.in(List.of()))
                || !(Collections.disjoint(places, others) || places.containsAll(others) || others.containsAll(places));
    }

    private static Set<String> places(UsageScope scope) {
        return scope.roaming().isEmpty() ? Set.of(UsageScope.HOME) : Set.copyOf(scope.roaming());
    }

    /** What the allowances of this tariff have covered so far, by its cells. See {@link CycleUsage#countingOn}. */
    public Map<Cell, Long> of(Tariff tariff) {
        Map<Cell, Long> sums = new HashMap<>();
        if (isMixed || isMixed(tariff)) {
            count(total, tariff, sums);
            return sums;
        }
        for (Share share : shares(tariff)) {
            count(used.getOrDefault(share, Map.of()), tariff, sums);
        }
        return sums;
    }

    private static void count(Map<Cell, Long> units, Tariff tariff, Map<Cell, Long> sums) {
        units.forEach((cell, used) -> {
            Cell own = tariff.cellOf(cell);
            if (own.roaming().equals(cell.roaming())) {
                sums.merge(own, used, Math::addExact);
            }
        });
    }

    /** What the cycle began with of what was left before, of the allowances that this tariff has still. */
    public List<Carried> left(Tariff tariff) {
        List<Carried> left = new ArrayList<>();
        List<Share> all = shares(tariff);
        for (int i = 0; i < all.size(); i++) {
            int number = i;
            carried.getOrDefault(all.get(i), Map.of())
                    .forEach((age, units) -> left.add(new Carried(number, age, units)));
        }
        return left;
    }

    private static long sum(Map<Cell, Long> units) {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<Share> shares(Tariff tariff) {
        List<Share> shares = new ArrayList<>();
        Map<Price.Allowance, Integer> copies = new HashMap<>();
        for (Price.Allowance allowance : tariff.allowances()) {
            shares.add(new Share(allowance, copies.merge(allowance, 1, Integer::sum) - 1));
        }
        return shares;
    }
}
