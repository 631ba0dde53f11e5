package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The use of one number in one bill cycle, and what it costs by its tariff. The cost is a function of the sums by type, so that
 * neither the order in which records arrive nor the batches they arrive in change what the customer pays.
 *
 * <p>The rules:
 * <ol>
 *   <li>Minimum and increment ("60/1") apply to each record: 61 s of 60/1 are 61 s, 10 s are 60 s; of 60/60, 61 s are 120 s.
 *       A record of nothing (a call that nobody answered) costs nothing.
 *   <li>Allowances are consumed in the tariff's order; within one that covers several types, in the order it names them. A record
 *       that crosses the end of an allowance is split there: with 100 s left, a call of 160 s has 100 s included and 60 s charged.
 *   <li>The first month has the full allowance, whatever day of it the product becomes active on. Nothing is carried over.
 *   <li>The amount of a type is {@code price × charged units / perUnitCount}, rounded {@link RoundingMode#HALF_UP} once, on the
 *       total of the cycle. A record's own amount is what the rounded total grew by: of three calls of 61 s at 0.09 EUR a minute
 *       (0.0915 EUR each) the total goes 0.09, 0.18, 0.27, and each has 0.09 EUR.
 *   <li>Use beyond the allowance that has no price costs nothing; the network limits it.
 * </ol>
 */
public final class CycleUsage {

    private final Tariff tariff;
    private final Map<UsageType, Long> billable;
    private final Map<UsageType, Long> charged;

    private CycleUsage(Tariff tariff, Map<UsageType, Long> billable) {
        this.tariff = tariff;
        this.billable = billable;
        this.charged = charged(tariff, billable);
    }

    /** A cycle without use. */
    public static CycleUsage none(Tariff tariff) {
        return new CycleUsage(tariff, new EnumMap<>(UsageType.class));
    }

    /** @param billable base units so far, after minimum and increment */
    public static CycleUsage of(Tariff tariff, Map<UsageType, Long> billable) {
        Map<UsageType, Long> copy = new EnumMap<>(UsageType.class);
        copy.putAll(billable);
        return new CycleUsage(tariff, copy);
    }

    /**
     * Rates one more record.
     *
     * @throws IllegalArgumentException if the tariff neither prices nor includes this type, see {@link Tariff#rates}
     */
    public RatedUsage rate(UsageEvent event) {
        UsageType type = event.type();
        if (!tariff.rates(type)) {
            throw new IllegalArgumentException("The tariff does not rate " + type);
        }
        long quantity = billableQuantity(tariff.usagePrice(type), event.quantity());
        Map<UsageType, Long> more = new EnumMap<>(UsageType.class);
        more.putAll(billable);
        more.merge(type, quantity, Math::addExact);
        CycleUsage after = new CycleUsage(tariff, more);
        long own = after.charged(type) - charged(type);
        return new RatedUsage(event, quantity, quantity - own, chargesUpTo(after), after);
    }

    public Tariff tariff() {
        return tariff;
    }

    /** Base units of this type so far, after minimum and increment. */
    public long billable(UsageType type) {
        return billable.getOrDefault(type, 0L);
    }

    /** How many of them no allowance covers. */
    public long charged(UsageType type) {
        return charged.getOrDefault(type, 0L);
    }

    /** What the charged units of this type cost; empty when the tariff has no price for it. */
    public Optional<Money> amount(UsageType type) {
        return tariff.usagePrice(type).map(price -> amount(price, charged(type)));
    }

    /** How much of each allowance is used, in the tariff's order. */
    public List<AllowanceUse> allowances() {
        List<AllowanceUse> uses = new ArrayList<>();
        Map<UsageType, Long> left = new EnumMap<>(UsageType.class);
        left.putAll(billable);
        for (Price.Allowance allowance : tariff.allowances()) {
            uses.add(new AllowanceUse(allowance, consume(allowance, left)));
        }
        return uses;
    }

    /** The price of a quantity, rounded once: 0.09 EUR per 60 s for 61 s is 0.0915, 0.09 EUR. */
    public static Money amount(Price.Usage price, long units) {
        int minorUnit = price.price().currency().getDefaultFractionDigits();
        return new Money(
                price.price()
                        .times(BigDecimal.valueOf(units))
                        .divide(BigDecimal.valueOf(price.perUnitCount()), minorUnit, RoundingMode.HALF_UP),
                price.price().currency());
    }

    /** Minimum and increment of the price applied to one record; without a price the quantity as it is. */
    public static long billableQuantity(Optional<Price.Usage> price, long quantity) {
        if (price.isEmpty() || quantity == 0) {
            return quantity;
        }
        long atLeast = Math.max(quantity, price.get().minimum());
        long increment = price.get().increment();
        return Math.multiplyExact(Math.ceilDiv(atLeast, increment), increment);
    }

    private List<UsageCharge> chargesUpTo(CycleUsage after) {
        if (charged.equals(after.charged)) {
            return List.of();
        }
        List<UsageCharge> charges = new ArrayList<>();
        for (UsageType type : UsageType.values()) {
            long units = after.charged(type) - charged(type);
            Optional<Price.Usage> price = tariff.usagePrice(type);
            if (units > 0 && price.isPresent()) {
                Money grown = amount(price.get(), after.charged(type)).minus(amount(price.get(), charged(type)));
                charges.add(new UsageCharge(type, price.get().id(), units, grown));
            }
        }
        return charges;
    }

    private static Map<UsageType, Long> charged(Tariff tariff, Map<UsageType, Long> billable) {
        Map<UsageType, Long> left = new EnumMap<>(UsageType.class);
        left.putAll(billable);
        for (Price.Allowance allowance : tariff.allowances()) {
            consume(allowance, left);
        }
        return left;
    }

    /** Takes from what is left what the allowance covers, and says how much that is. */
    private static long consume(Price.Allowance allowance, Map<UsageType, Long> left) {
        long remaining = allowance.quantity();
        for (UsageType type : allowance.types()) {
            long wanted = left.getOrDefault(type, 0L);
            long covered = Math.min(remaining, wanted);
            left.put(type, wanted - covered);
            remaining -= covered;
        }
        return allowance.quantity() - remaining;
    }
}
