package dialtone.billrun;

import dialtone.base.Money;
import dialtone.rating.Cell;
import dialtone.rating.ChargePeriod;
import dialtone.rating.CycleUsage;
import dialtone.rating.PriceUse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

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
 * @param onDemand  what bills on demand have of it, or get
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
        boolean settled,
        OnDemand onDemand) {

    /**
     * A cycle is billed in all by the invoice that has its turn, and before that by bills on demand, as far as it has come. Each has what the cycle comes to less what those before have had of it, so
     * that together they have what it comes to.
     *
     * @param billed what the bills before have had of the cycle, by price
     * @param until  of what is billed on demand of a cycle that goes on: first day that the bill does not have
     */
    public record OnDemand(Map<String, Money> billed, Optional<LocalDate> until) {

        public static final OnDemand NONE = new OnDemand(Map.of(), Optional.empty());

        public OnDemand {
            billed = Map.copyOf(billed);
        }
    }

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
        this(numberAccountId, msisdn, period, billCycle, usage, records, rated, Set.of(), false, OnDemand.NONE);
    }

    /** First day of the cycle. */
    public LocalDate cycle() {
        return period.from();
    }

    public boolean isLate() {
        return billCycle.isAfter(cycle());
    }

    /** Whether the cycle goes on. */
    boolean goesOn() {
        return onDemand.until().isPresent();
    }

    /**
     * Use by one price, or by several of one id: the plan and add-ons of a line may each bring one, for other zones or times. What was rated says no more than the id, so they are one
     * line of an invoice.
     *
     * @param uses at least one
     */
    record ByPrice(List<PriceUse> uses) {

        String id() {
            return uses.getFirst().price().id();
        }

        String name() {
            return joined(", ", use -> use.price().name());
        }

        String explanation() {
            return joined("; ", PriceUse::explanation);
        }

        Money amount() {
            return uses.stream().map(PriceUse::amount).reduce(Money::plus).orElseThrow();
        }

        boolean isUsed() {
            return uses.stream().anyMatch(use -> use.billable() > 0);
        }

        private String joined(String between, Function<PriceUse, String> text) {
            return uses.stream().map(text).distinct().collect(Collectors.joining(between));
        }
    }

    /** The cycle by the prices of its tariff, in their order. */
    List<ByPrice> prices() {
        Map<String, List<PriceUse>> byId = new LinkedHashMap<>();
        usage.prices()
                .forEach(use -> byId.computeIfAbsent(use.price().id(), added -> new ArrayList<>())
                        .add(use));
        return byId.values().stream().map(ByPrice::new).toList();
    }

    /** What it costs by a price, as it was rated. */
    Money rated(ByPrice price) {
        return rated.getOrDefault(price.id(), Money.zero(price.amount().currency()));
    }

    /** What bills on demand before have had of that. */
    Money billed(ByPrice price) {
        return onDemand.billed()
                .getOrDefault(price.id(), Money.zero(price.amount().currency()));
    }

    /** The days that a line of it is for: of a cycle that goes on those until now. */
    ChargePeriod days() {
        return onDemand.until()
                .filter(period::contains)
                .map(until -> new ChargePeriod(period.from(), until))
                .orElse(period);
    }

    /** Records that began in cells of each price, by its id; those that no price is for are left out. */
    Map<String, Long> recordsByPrice() {
        Map<String, Long> byPrice = new TreeMap<>();
        records.forEach((cell, count) ->
                usage.tariff().priceOf(cell).ifPresent(price -> byPrice.merge(price, count, Long::sum)));
        return new HashMap<>(byPrice);
    }
}
