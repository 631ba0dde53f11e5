package dialtone.rating;

import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each allowance of a number has been used in a bill cycle while its tariff changed with the add-ons that came and went. An
 * allowance that has ended is remembered: it goes on where it was when the same add-on comes again in the cycle.
 *
 * <p>What came last is used first, so that the plan's own is not used up by what an add-on has included: of 3 GB with 1 GB used, 20 GB
 * more and 5 GB used leave the plan 2 GB when the 20 end. Where an allowance is for several types of use, all that was included counts with
 * whatever tariff is next: which of them covered what is then no one's to say, and nobody is to have more than all of them.
 */
public final class IncludedUse {

    /**
     * @param copy of equal ones in a tariff, from 0
     */
    private record Share(Price.Allowance allowance, int copy) {}

    private final Map<Share, Map<UsageType, Long>> used = new HashMap<>();

    private final Map<UsageType, Long> total = new EnumMap<>(UsageType.class);
    private boolean isMixed;

    /** Counts what was included under the tariff that came next. */
    public void add(CycleUsage next) {
        Map<UsageType, Long> left = new EnumMap<>(UsageType.class);
        for (UsageType type : UsageType.values()) {
            long units = next.billable(type) - next.charged(type);
            left.put(type, units);
            total.merge(type, units, Math::addExact);
        }
        for (Share share : shares(next.tariff()).reversed()) {
            isMixed |= share.allowance().types().size() > 1;
            Map<UsageType, Long> had = used.computeIfAbsent(share, added -> new EnumMap<>(UsageType.class));
            long remaining = share.allowance().quantity() - sum(had);
            for (UsageType type : share.allowance().types()) {
                long covered = Math.min(remaining, left.getOrDefault(type, 0L));
                if (covered > 0) {
                    had.merge(type, covered, Math::addExact);
                    left.merge(type, -covered, Math::addExact);
                    remaining -= covered;
                }
            }
        }
    }

    /** What the allowances of this tariff have covered so far. See {@link CycleUsage#countingOn}. */
    public Map<UsageType, Long> of(Tariff tariff) {
        if (isMixed
                || tariff.allowances().stream()
                        .anyMatch(allowance -> allowance.types().size() > 1)) {
            return Map.copyOf(total);
        }
        Map<UsageType, Long> sums = new EnumMap<>(UsageType.class);
        for (Share share : shares(tariff)) {
            used.getOrDefault(share, Map.of()).forEach((type, units) -> sums.merge(type, units, Math::addExact));
        }
        return sums;
    }

    private static long sum(Map<UsageType, Long> units) {
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
