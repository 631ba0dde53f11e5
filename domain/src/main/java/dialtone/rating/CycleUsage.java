package dialtone.rating;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

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
 *   <li>When an add-on comes to the number or leaves it in the middle of a cycle, what was included before counts on: of 3 GB with 1 GB
 *       used, 20 GB more leave 22 GB; 5 GB later, without them again, 2 GB are left. What was charged stays so, see {@link IncludedUse}.
 * </ol>
 */
public final class CycleUsage {

    private static final List<UsageType> TYPES = List.of(UsageType.values());
    /** Any number of so many digits fits into a long. */
    private static final int MAX_LONG_DIGITS = 18;
    /** Powers of ten up to the scale of a unit price. */
    private static final long[] TENS = LongStream.iterate(1, ten -> ten * 10)
            .limit(UnitPrice.MAX_SCALE + 1L)
            .toArray();

    private final Tariff tariff;
    private final Opening opening;
    /** By the {@link #place} of the type. */
    private final long[] billable;

    private final long[] charged;

    private CycleUsage(Tariff tariff, Opening opening, long[] billable) {
        this.tariff = tariff;
        this.opening = opening;
        this.billable = billable;
        // most cycles open with nothing, and each record makes one of these
        this.charged = beyond(tariff, opening.isNothing ? billable : sum(opening.included, billable));
        if (!opening.isNothing) {
            for (int i = 0; i < charged.length; i++) {
                charged[i] -= opening.beyond[i];
            }
        }
    }

    /** What a former tariff of the same cycle has included, and how much of it would be beyond the allowances of this one. */
    private static final class Opening {
        private static final Opening NOTHING = new Opening(new long[TYPES.size()], new long[TYPES.size()]);

        private final long[] included;
        private final long[] beyond;
        private final boolean isNothing;

        private Opening(long[] included, long[] beyond) {
            this.included = included;
            this.beyond = beyond;
            this.isNothing = Arrays.stream(included).allMatch(units -> units == 0);
        }
    }

    /** A cycle without use. */
    public static CycleUsage none(Tariff tariff) {
        return new CycleUsage(tariff, Opening.NOTHING, new long[TYPES.size()]);
    }

    /** @param billable base units so far, after minimum and increment */
    public static CycleUsage of(Tariff tariff, Map<UsageType, Long> billable) {
        return new CycleUsage(tariff, Opening.NOTHING, units(billable));
    }

    /**
     * The same use, under a tariff that goes on where a former one of the cycle has stopped.
     *
     * @param included of what this tariff includes, before it began in this cycle, see {@link IncludedUse#of}
     */
    public CycleUsage countingOn(Map<UsageType, Long> included) {
        long[] before = units(included);
        return new CycleUsage(tariff, new Opening(before, beyond(tariff, before)), billable);
    }

    private static long[] units(Map<UsageType, Long> byType) {
        long[] units = new long[TYPES.size()];
        byType.forEach((type, sum) -> units[place(type)] = sum);
        return units;
    }

    private static long[] sum(long[] first, long[] second) {
        long[] sum = first.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(sum[i], second[i]);
        }
        return sum;
    }

    /** How many of the units no allowance covers. */
    private static long[] beyond(Tariff tariff, long[] units) {
        long[] left = units.clone();
        for (Price.Allowance allowance : tariff.allowances()) {
            consume(allowance, left);
        }
        return left;
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
        long[] more = billable.clone();
        more[place(type)] = Math.addExact(more[place(type)], quantity);
        CycleUsage after = new CycleUsage(tariff, opening, more);
        long own = after.charged(type) - charged(type);
        return new RatedUsage(event, quantity, quantity - own, chargesUpTo(after), after);
    }

    public Tariff tariff() {
        return tariff;
    }

    /** Base units of this type so far, after minimum and increment. */
    public long billable(UsageType type) {
        return billable[place(type)];
    }

    /** How many of them no allowance covers. */
    public long charged(UsageType type) {
        return charged[place(type)];
    }

    /** What the charged units of this type cost; empty when the tariff has no price for it. */
    public Optional<Money> amount(UsageType type) {
        return tariff.usagePrice(type).map(price -> amount(price, charged(type)));
    }

    /** How much of each allowance is used, in the tariff's order; with what counts on from a former tariff. */
    public List<AllowanceUse> allowances() {
        List<AllowanceUse> uses = new ArrayList<>();
        long[] left = sum(opening.included, billable);
        for (Price.Allowance allowance : tariff.allowances()) {
            uses.add(new AllowanceUse(allowance, consume(allowance, left)));
        }
        return uses;
    }

    /** The price of a quantity, rounded once: 0.09 EUR per 60 s for 61 s is 0.0915, 0.09 EUR. */
    public static Money amount(Price.Usage price, long units) {
        Currency currency = price.price().currency();
        int minorUnit = currency.getDefaultFractionDigits();
        BigDecimal unitPrice = price.price().amount();
        int finer = unitPrice.scale() - minorUnit;
        if (finer >= 0 && unitPrice.precision() <= MAX_LONG_DIGITS) {
            long dividend = unitPrice.unscaledValue().longValue();
            long divisor = price.perUnitCount();
            if (Math.multiplyHigh(dividend, units) == 0
                    && dividend * units >= 0
                    && divisor <= Long.MAX_VALUE / TENS[finer]) {
                return new Money(
                        BigDecimal.valueOf(halfUp(dividend * units, divisor * TENS[finer]), minorUnit), currency);
            }
        }
        return new Money(
                price.price()
                        .times(BigDecimal.valueOf(units))
                        .divide(BigDecimal.valueOf(price.perUnitCount()), minorUnit, RoundingMode.HALF_UP),
                currency);
    }

    /** The same as the division of decimals, while both fit into a long: most of rating's time went into decimals. */
    private static long halfUp(long dividend, long divisor) {
        long quotient = dividend / divisor;
        long rest = dividend % divisor;
        return rest >= divisor - rest ? quotient + 1 : quotient;
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
        if (Arrays.equals(charged, after.charged)) {
            return List.of();
        }
        List<UsageCharge> charges = new ArrayList<>(1);
        for (UsageType type : TYPES) {
            long units = after.charged(type) - charged(type);
            Optional<Price.Usage> price = tariff.usagePrice(type);
            if (units > 0 && price.isPresent()) {
                Money grown = amount(price.get(), after.charged(type)).minus(amount(price.get(), charged(type)));
                charges.add(new UsageCharge(type, price.get().id(), units, grown));
            }
        }
        return charges;
    }

    @SuppressWarnings(
            "EnumOrdinal") // never leaves this object; an enum map of boxed numbers took half of rating's time
    private static int place(UsageType type) {
        return type.ordinal();
    }

    /** Takes from what is left what the allowance covers, and says how much that is. */
    private static long consume(Price.Allowance allowance, long[] left) {
        long remaining = allowance.quantity();
        for (UsageType type : allowance.types()) {
            long covered = Math.min(remaining, left[place(type)]);
            left[place(type)] -= covered;
            remaining -= covered;
        }
        return allowance.quantity() - remaining;
    }
}
