package dialtone.rating;

import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of an allowance from a former cycle.
 *
 * @param allowance its place among the tariff's allowances, from 0
 * @param age       how many cycles before the one it is carried into it was included, from 1
 * @param units     base units, above 0
 */
public record Carried(int allowance, int age, long units) {

    public Carried {
        if (allowance < 0 || age < 1 || units < 1) {
            throw new IllegalArgumentException("Nothing is carried: " + units + " units of " + age + " cycles ago");
        }
    }

    /**
     * What a cycle leaves to the next one, see {@link CycleUsage#carriedOver}.
     *
     * @param quantities by place of the allowance, what the cycle had of it
     * @param used       by cell; consumed by this
     */
    static List<Carried> over(RatePlan plan, List<Price.Allowance> allowances, long[] quantities, long[] used) {
        long[] most = allowances.stream()
                .mapToLong(each -> each.terms()
                        .rollover()
                        .flatMap(AllowanceTerms.Rollover::most)
                        .orElse(Long.MAX_VALUE))
                .toArray();
        long[] remaining = new long[plan.allowances().length];
        for (int place = 0; place < remaining.length; place++) {
            remaining[place] = quantities[place] - plan.allowances()[place].consume(quantities[place], used, 0);
        }
        List<Carried> over = new ArrayList<>();
        // of one allowance the oldest stands first
        for (int place = remaining.length - 1; place >= 0; place--) {
            RatePlan.Included included = plan.allowances()[place];
            long units = Math.min(remaining[place], most[included.number()]);
            if (included.life() > 0 && units > 0) {
                most[included.number()] -= units;
                over.add(new Carried(included.number(), included.age() + 1, units));
            }
        }
        return over;
    }
}
