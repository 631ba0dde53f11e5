package dialtone.rating;

import dialtone.catalog.Price;
import java.util.ArrayList;
import java.util.List;

/**
 * How a cycle came to what it costs: what its allowances have covered, and what is left to its prices. Worked out from the same sums that records are
 * rated by, when somebody asks, and not with each record.
 *
 * @param opening what the cycle opened with
 */
record CycleExplanation(Tariff tariff, CycleOpening opening, CycleUsage usage) {

    private RatePlan plan() {
        return tariff.plan();
    }

    /** See {@link CycleUsage#prices}. */
    List<PriceUse> prices() {
        long[] units = usage.units();
        long[] fromFormer = fromFormerCycles();
        long[] shared = usage.coveredTogether();
        List<PriceUse> uses = new ArrayList<>();
        for (int price = 0; price < plan().prices().length; price++) {
            long billable = 0;
            long carried = 0;
            long together = 0;
            for (int cell : plan().prices()[price].cells()) {
                billable += units[cell];
                carried += fromFormer[cell];
                together += shared.length == 0 ? 0 : shared[cell];
            }
            uses.add(usage.charged(price, billable, new PriceUse.Included(carried, together)));
        }
        return uses;
    }

    /** By cell: how many units are covered by what was left of former cycles. */
    private long[] fromFormerCycles() {
        long[] covered = coveredByFormer(used());
        if (!opening.isNothing()) {
            long[] before = coveredByFormer(opening.included().clone());
            for (int cell = 0; cell < covered.length; cell++) {
                covered[cell] = Math.max(0, covered[cell] - before[cell]);
            }
        }
        return covered;
    }

    private long[] coveredByFormer(long[] left) {
        long[] covered = new long[left.length];
        for (int place = 0; place < plan().allowances().length; place++) {
            RatePlan.Included included = plan().allowances()[place];
            long[] before = left.clone();
            included.consume(opening.quantities()[place], left, 0);
            for (int cell = 0; included.age() > 0 && cell < left.length; cell++) {
                covered[cell] += before[cell] - left[cell];
            }
        }
        return covered;
    }

    /** By cell, with what a former tariff has included. */
    long[] used() {
        long[] used = usage.units();
        for (int cell = 0; cell < opening.included().length; cell++) {
            used[cell] = Math.addExact(used[cell], opening.included()[cell]);
        }
        return used;
    }

    /** See {@link CycleUsage#allowances}. */
    List<AllowanceUse> allowances() {
        long[] left = used();
        List<Price.Allowance> all = tariff.allowances();
        long[] carried = new long[all.size()];
        long[] consumed = new long[all.size()];
        for (int place = 0; place < plan().allowances().length; place++) {
            RatePlan.Included included = plan().allowances()[place];
            carried[included.number()] += included.age() > 0 ? opening.quantities()[place] : 0;
            consumed[included.number()] += included.consume(opening.quantities()[place], left, 0);
        }
        List<AllowanceUse> uses = new ArrayList<>(all.size());
        for (int number = 0; number < all.size(); number++) {
            uses.add(new AllowanceUse(all.get(number), carried[number], consumed[number]));
        }
        return uses;
    }

    /** What was left of former cycles when this one began. */
    List<Carried> carried() {
        List<Carried> carried = new ArrayList<>();
        for (int place = 0; place < opening.quantities().length; place++) {
            RatePlan.Included included = plan().allowances()[place];
            if (included.age() > 0 && opening.quantities()[place] > 0) {
                carried.add(new Carried(included.number(), included.age(), opening.quantities()[place]));
            }
        }
        return carried;
    }
}
