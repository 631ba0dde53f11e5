package dialtone.rating;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.Tiers;
import dialtone.catalog.Tiers.Tier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a usage price makes of the units and records of a bill cycle: {@code Σ price × units in the tier / perUnitCount + flat amounts + set-up
 * fee × records}, rounded once to the minor unit, at most the cap, less discounts. Tiers with different {@code perUnitCount} are brought to one
 * denominator first, so that nothing but that one rounding is lost.
 *
 * <p>Examples, each a row of {@code price-curves.csv} beside the test:
 * <ul>
 *   <li>0.09 EUR per 60 s: 61 s are 0.0915, 0.09 EUR
 *   <li>graduated, to 1,000 at 1.50, beyond at 2.00: 1,200 are 1,000 × 1.50 + 200 × 2.00, 1,900.00
 *   <li>volume, the same tiers: 1,200 × 2.00, 2,400.00
 *   <li>100 for each 10 begun: 15 are two blocks, 200.00
 *   <li>set-up 1.00 and 1.00 a second: one call of 90 s is 91.00
 *   <li>0.09 EUR per 60 s less 20 %, then less 0.50: 600 s are 0.90, 0.72, 0.22; 300 s are 0.45, 0.36, 0.00
 * </ul>
 *
 * <p>Source: SID ProductOfferingPrice, tiered and block pricing (TM Forum GB922).
 */
final class PriceCurve {

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final Currency currency;
    private final Tiers tiers;
    private final RoundingMode rounding;
    private final List<Discount> discounts;
    /** In minor units. */
    private final long cap;

    /** What one unit, reaching the tier, and one record cost, in minor units times the denominator. */
    private final BigInteger[] perUnit;

    private final BigInteger[] flat;
    private final BigInteger setup;
    private final BigInteger denominator;

    /** The same as longs, where they all fit: most of rating's time would go into large numbers. */
    private final boolean fits;

    private final boolean volume;
    private final long[] upTo;
    private final long[] perUnitCount;
    private final boolean[] wholeBlocks;
    private final long[] perUnitLong;
    private final long[] flatLong;
    private final long setupLong;
    private final long denominatorLong;

    PriceCurve(Price.Usage price) {
        currency = price.price().currency();
        tiers = price.tiers();
        rounding = price.terms().rounding();
        discounts = price.terms().discounts();
        cap = price.terms()
                .cap()
                .map(most -> most.amount().unscaledValue().longValueExact())
                .orElse(Long.MAX_VALUE);
        BigDecimal fee = price.terms().setup().map(UnitPrice::amount).orElse(BigDecimal.ZERO);
        int minorUnit = currency.getDefaultFractionDigits();
        int scale = scale(price.tiers(), Math.max(minorUnit, fee.scale()));
        BigInteger per = leastCommonMultiple(tiers);
        int count = tiers.tiers().size();
        perUnit = new BigInteger[count];
        flat = new BigInteger[count];
        for (int i = 0; i < count; i++) {
            Tier tier = tiers.tiers().get(i);
            perUnit[i] = unscaled(tier.price().amount(), scale)
                    .multiply(per.divide(BigInteger.valueOf(tier.perUnitCount())));
            flat[i] = unscaled(tier.flat().amount(), scale).multiply(per);
        }
        setup = unscaled(fee, scale).multiply(per);
        denominator = per.multiply(BigInteger.TEN.pow(scale - minorUnit));
        fits = Stream.of(Stream.of(perUnit), Stream.of(flat), Stream.of(setup, denominator))
                .flatMap(numbers -> numbers)
                .allMatch(number -> number.compareTo(MAX_LONG) <= 0);
        volume = tiers.mode() == Tiers.Mode.VOLUME;
        upTo = tiers.tiers().stream().mapToLong(Tier::upTo).toArray();
        perUnitCount = tiers.tiers().stream().mapToLong(Tier::perUnitCount).toArray();
        wholeBlocks = new boolean[count];
        for (int i = 0; i < count; i++) {
            wholeBlocks[i] = tiers.tiers().get(i).wholeBlocks();
        }
        perUnitLong = Stream.of(perUnit).mapToLong(BigInteger::longValue).toArray();
        flatLong = Stream.of(flat).mapToLong(BigInteger::longValue).toArray();
        setupLong = setup.longValue();
        denominatorLong = denominator.longValue();
    }

    private static int scale(Tiers tiers, int atLeast) {
        return tiers.tiers().stream()
                .flatMap(tier -> Stream.of(tier.price(), tier.flat()))
                .mapToInt(price -> price.amount().scale())
                .reduce(atLeast, Math::max);
    }

    private static BigInteger leastCommonMultiple(Tiers tiers) {
        return tiers.tiers().stream()
                .map(tier -> BigInteger.valueOf(tier.perUnitCount()))
                .reduce(BigInteger.ONE, (all, per) -> all.divide(all.gcd(per)).multiply(per));
    }

    private static BigInteger unscaled(BigDecimal amount, int scale) {
        return amount.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    }

    /**
     * @param units   of the cycle that no allowance covers
     * @param records of the cycle that the set-up fee is for
     * @return minor units of the currency
     * @throws ArithmeticException beyond what a long holds of them
     */
    long minorUnits(long units, long records) {
        long exact = fits ? numerator(units, records) : -1;
        long rounded = exact < 0 ? roundedLarge(units, records) : rounded(exact);
        long charged = Math.min(rounded, cap);
        return discounts.isEmpty() ? charged : less(charged);
    }

    /** Each rounded half up, as those of recurring prices are. */
    private long less(long minorUnits) {
        Money left = money(minorUnits);
        for (Discount discount : discounts) {
            left = discount.off(left);
        }
        return left.amount().unscaledValue().longValueExact();
    }

    Money money(long minorUnits) {
        return new Money(BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()), currency);
    }

    /** Negative when it does not fit into a long. */
    private long numerator(long units, long records) {
        long sum = setupLong == 0 ? 0 : times(setupLong, records);
        long below = 0;
        for (int i = 0; sum >= 0 && units > below && i < upTo.length; below = upTo[i++]) {
            boolean last = units <= upTo[i];
            long within = volume ? units : (last ? units : upTo[i]) - below;
            if (last || !volume) {
                long product = times(perUnitLong[i], charged(i, within));
                // either may be negative, and then the sum is not used
                sum = product < 0 ? product : sum + product;
                sum = sum < 0 ? sum : sum + flatLong[i];
            }
        }
        return sum;
    }

    /** Negative when it does not fit. Neither factor is. */
    private static long times(long first, long second) {
        long low = first * second;
        return Math.multiplyHigh(first, second) == 0 && low >= 0 ? low : -1;
    }

    /** Whole blocks where the tier has them. */
    private long charged(int tier, long units) {
        return wholeBlocks[tier]
                ? Math.multiplyExact(Math.ceilDiv(units, perUnitCount[tier]), perUnitCount[tier])
                : units;
    }

    private long rounded(long numerator) {
        long quotient = numerator / denominatorLong;
        long rest = numerator % denominatorLong;
        boolean up = switch (rounding) {
            case HALF_UP -> rest >= denominatorLong - rest;
            case HALF_EVEN -> rest > denominatorLong - rest || (rest == denominatorLong - rest && quotient % 2 != 0);
            case UP -> rest > 0;
            default -> false;
        };
        return up ? quotient + 1 : quotient;
    }

    private long roundedLarge(long units, long records) {
        BigInteger sum = setup.multiply(BigInteger.valueOf(records));
        for (int i = 0; i < perUnit.length; i++) {
            long within = tiers.unitsIn(i, units);
            if (within > 0) {
                sum = sum.add(perUnit[i].multiply(BigInteger.valueOf(charged(i, within))))
                        .add(flat[i]);
            }
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(denominator), 0, rounding)
                .longValueExact();
    }
}
