package dialtone.invoice;

import dialtone.base.Money;
import dialtone.rating.Cell;
import dialtone.rating.ChargePeriod;
import dialtone.rating.CycleUsage;
import dialtone.rating.UsageCharge;
import dialtone.usage.UsageEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one number used in a cycle, as it is stored.
 *
 * @param period  the days of the cycle
 * @param lastDay from which on nothing more is used in it: its last day, or that of a line that has ended in it
 * @param cycle   the sums by cell, from which the amounts are calculated anew
 * @param records the records behind them, oldest first; at most {@link InvoicePreview#MAX_RECORDS}
 * @param counts  how many records there are that began in each cell, listed or not
 * @param posted  what was posted to the ledger for each price, by its id
 * @param validity the time in which the number uses what this tariff includes, with what it counts on from; empty where a later cycle, or another tariff that
 *                 counts on from this one, shows what is included
 */
public record NumberUsage(
        String msisdn,
        ChargePeriod period,
        LocalDate lastDay,
        CycleUsage cycle,
        List<RatedRecord> records,
        Map<Cell, Long> counts,
        Map<String, Money> posted,
        Optional<AllowanceLine.Validity> validity) {

    /** One of one tariff, whose allowances are shown with it. */
    public NumberUsage(
            String msisdn,
            ChargePeriod period,
            CycleUsage cycle,
            List<RatedRecord> records,
            Map<Cell, Long> counts,
            Map<String, Money> posted) {
        this(
                msisdn,
                period,
                period.to().minusDays(1),
                cycle,
                records,
                counts,
                posted,
                Optional.of(AllowanceLine.Validity.OPEN));
    }

    public NumberUsage {
        records = List.copyOf(records);
        counts = Map.copyOf(counts);
        posted = Map.copyOf(posted);
    }

    /**
     * A usage record and what it cost when it was rated.
     *
     * @param cell     that it began in
     * @param billable base units after minimum and increment
     * @param included how many of them an allowance covered
     */
    public record RatedRecord(UsageEvent event, Cell cell, long billable, long included, List<UsageCharge> charges) {
        public RatedRecord {
            charges = List.copyOf(charges);
        }
    }
}
