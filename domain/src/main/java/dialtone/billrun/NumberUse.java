package dialtone.billrun;

import dialtone.base.Money;
import dialtone.rating.Cell;
import dialtone.rating.ChargePeriod;
import dialtone.rating.CycleUsage;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a number has used that is on no invoice yet, of one cycle.
 *
 * @param numberAccountId row of the number
 * @param period          the cycle of the use
 * @param billCycle       first day of the cycle that is invoiced; later than its own for what came late
 * @param usage           the cycle calculated anew from its records; for what came late, nothing of it
 * @param records         how many began in each cell
 * @param rated           what the records cost when they were rated, by price, with what they cost more or less since by corrected prices
 * @param corrected       prices, by id, of which some of that is by a re-rating
 * @param settled         whether something late of the cycle is on a later invoice. The cycle is calculated with that, or by what has been corrected there, so that what
 *     its own invoice has of it does not come to the same and stays what it was rated at
 */
public record NumberUse(
        long numberAccountId,
        String msisdn,
        ChargePeriod period,
        LocalDate billCycle,
        CycleUsage usage,
        Map<Cell, Long> records,
        Map<String, Money> rated,
        Set<String> corrected,
        boolean settled) {

    public NumberUse {
        records = Map.copyOf(records);
        rated = Map.copyOf(rated);
        corrected = Set.copyOf(corrected);
    }

    /** One of which nothing was rated again, and nothing is on a later invoice. */
    public NumberUse(
            long numberAccountId,
            String msisdn,
            ChargePeriod period,
            LocalDate billCycle,
            CycleUsage usage,
            Map<Cell, Long> records,
            Map<String, Money> rated) {
        this(numberAccountId, msisdn, period, billCycle, usage, records, rated, Set.of(), false);
    }

    /** First day of the cycle. */
    public LocalDate cycle() {
        return period.from();
    }

    public boolean isLate() {
        return billCycle.isAfter(cycle());
    }

    /** Records that began in cells of each price, by its id; those that no price is for are left out. */
    Map<String, Long> recordsByPrice() {
        Map<String, Long> byPrice = new TreeMap<>();
        records.forEach((cell, count) ->
                usage.tariff().priceOf(cell).ifPresent(price -> byPrice.merge(price, count, Long::sum)));
        return new HashMap<>(byPrice);
    }
}
