package dialtone.rating;

import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.Tiers;
import dialtone.catalog.Tiers.Tier;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a price of use costs by agreement with who pays, in place of what it was bought at. A bill cycle costs what is agreed for its first day,
 * the whole of it, so that tiers and caps count the use of one price. Minimum and increment of a record, set-up fee, cap and rounding stay the price's own.
 *
 * @param price  its id
 * @param from   first day of the first cycle that it holds in
 * @param to     first day of the first cycle that it does not hold in any more; empty when none
 * @param rate   in place of the price's; empty when the price's own holds again
 * @param reason of who agreed to it
 */
public record AgreedUse(String price, LocalDate from, Optional<LocalDate> to, Optional<Rate> rate, String reason) {

    /** What is agreed. */
    public sealed interface Rate {

        /** The price at this rate. */
        Price.Usage of(Price.Usage own);

        /** As a person reads it: {@code 0.05 EUR per minute}; {@code 20 % off}. */
        String text(UsageType type);
    }

    /** Nobody agrees on a billion for a minute; and the column has fourteen. */
    private static final int MAX_INTEGER_DIGITS = 9;

    /** Whether a number may be agreed for units: not negative, with at most nine digits before and ten behind the point. */
    public static boolean isPrice(BigDecimal number) {
        return number.signum() >= 0
                && number.precision() - number.scale() <= MAX_INTEGER_DIGITS
                && number.stripTrailingZeros().scale() <= UnitPrice.MAX_SCALE;
    }

    /** One price for any number of units, in place of tiers too: 0.05 EUR for 60 s. */
    public record PerUnits(UnitPrice price, long perUnitCount) implements Rate {
        public PerUnits {
            if (perUnitCount < 1) {
                throw new IllegalArgumentException("A price is of one unit at the least: " + perUnitCount);
            }
        }

        @Override
        public Price.Usage of(Price.Usage own) {
            return priced(own, price, perUnitCount, Optional.empty());
        }

        @Override
        public String text(UsageType type) {
            return price + " per " + type.per(perUnitCount);
        }
    }

    /** Tiers that count the use of a cycle, in place of the price's one price or of its tiers. */
    public record Tiered(Tiers tiers) implements Rate {

        @Override
        public Price.Usage of(Price.Usage own) {
            Tier first = tiers.tiers().getFirst();
            return priced(own, first.price(), first.perUnitCount(), Optional.of(tiers));
        }

        @Override
        public String text(UsageType type) {
            return tiers.description(type);
        }
    }

    /**
     * A percentage off all that the price charges for its units, tiers and set-up fee included, before the one rounding: 20 % off 0.09 EUR a minute
     * are 0.072 EUR. A rate is rounded half up to the ten decimals that a unit price has.
     *
     * @param off more than 0, at most 100, with at most two decimals
     */
    public record Percentage(BigDecimal off) implements Rate {

        /** Decimals of {@link #off}. */
        public static final int MAX_SCALE = 2;

        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        public Percentage {
            off = off.stripTrailingZeros();
            if (!isOne(off)) {
                throw new IllegalArgumentException("More than 0 and at most 100 %, two decimals: " + off);
            }
        }

        /** Whether a number is a percentage that may come off. */
        public static boolean isOne(BigDecimal off) {
            return off.signum() > 0
                    && off.compareTo(ALL) <= 0
                    && off.stripTrailingZeros().scale() <= MAX_SCALE;
        }

        @Override
        public Price.Usage of(Price.Usage own) {
            UsageTerms terms = own.terms();
            return new Price.Usage(
                    own.id(),
                    own.name(),
                    own.type(),
                    less(own.price()),
                    own.perUnitCount(),
                    own.minimum(),
                    own.increment(),
                    terms.withSetup(terms.setup().map(this::less))
                            .withTiers(terms.tiers().map(this::less)));
        }

        private Tiers less(Tiers tiers) {
            return new Tiers(
                    tiers.mode(),
                    tiers.tiers().stream()
                            .map(tier -> new Tier(
                                    tier.upTo(),
                                    less(tier.price()),
                                    tier.perUnitCount(),
                                    tier.wholeBlocks(),
                                    less(tier.flat())))
                            .toList());
        }

        private UnitPrice less(UnitPrice full) {
            BigDecimal left = full.amount().multiply(ALL.subtract(off)).movePointLeft(2);
            return new UnitPrice(
                    left.scale() > UnitPrice.MAX_SCALE
                            ? left.setScale(UnitPrice.MAX_SCALE, RoundingMode.HALF_UP)
                            : left,
                    full.currency());
        }

        @Override
        public String text(UsageType type) {
            return off.toPlainString() + " % off";
        }
    }

    private static Price.Usage priced(Price.Usage own, UnitPrice price, long perUnitCount, Optional<Tiers> tiers) {
        return new Price.Usage(
                own.id(),
                own.name(),
                own.type(),
                price,
                perUnitCount,
                own.minimum(),
                own.increment(),
                own.terms().withTiers(tiers));
    }

    /** Whether it says something of this price in a cycle. */
    boolean holdsIn(Price.Usage own, LocalDate cycle) {
        return price.equals(own.id())
                && !cycle.isBefore(from)
                && to.map(cycle::isBefore).orElse(true);
    }

    /** The price as it is charged by this; as it is where its own holds, or where it is in another currency than what is agreed. */
    Price.Usage of(Price.Usage own) {
        return rate.map(agreed -> agreed.of(own))
                .filter(agreed -> agreed.price().currency().equals(own.price().currency()))
                .orElse(own);
    }

    /**
     * Behind the rate that is charged: {@code agreed in place of 0.09 EUR per minute (Framework contract)}; {@code agreed at 20 % less than
     * 0.09 EUR per minute (Framework contract)}.
     */
    String explanation(Price.Usage own) {
        String before = own.terms()
                .tiers()
                .map(tiers -> tiers.description(own.type()))
                .orElseGet(() -> own.price() + " per " + own.type().per(own.perUnitCount()));
        String agreed = rate.filter(Percentage.class::isInstance)
                .map(Percentage.class::cast)
                .map(percentage -> "agreed at " + percentage.off().toPlainString() + " % less than ")
                .orElse("agreed in place of ");
        return agreed + before + " (" + reason + ")";
    }
}
