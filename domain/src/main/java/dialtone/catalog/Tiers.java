package dialtone.catalog;

import dialtone.base.UnitPrice;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A price that depends on how much was used in the bill cycle beyond the allowances (SID: tiered ProductOfferingPrice). The kinds that the
 * trade names are tables of this one form:
 *
 * <table>
 * <caption>Kinds of tiers</caption>
 * <tr><th>kind</th><th>mode</th><th>example</th></tr>
 * <tr><td>graduated</td><td>GRADUATED</td><td>to 1,000 at 1.50, beyond at 2.00: 1,200 cost 1,900.00</td></tr>
 * <tr><td>volume</td><td>VOLUME</td><td>the same tiers: 1,200 cost 2,400.00, all by the tier that the total reaches</td></tr>
 * <tr><td>package</td><td>one tier of whole blocks</td><td>100 for each 10 begun: 15 cost 200.00</td></tr>
 * <tr><td>stair steps</td><td>VOLUME, flat amounts alone</td><td>to 1,000 for 750, to 10,000 for 500: 1,200 cost 500.00</td></tr>
 * </table>
 *
 * @param mode  which of the tiers price which units
 * @param tiers 1 to {@value #MAX_TIERS}, each ending above the one before it, the last one without an end
 */
public record Tiers(Mode mode, List<Tier> tiers) {

    /** A table that a customer can still read. */
    public static final int MAX_TIERS = 20;

    /** Where the last tier ends. */
    public static final long NO_END = Long.MAX_VALUE;

    public enum Mode {
        /** Each unit by the tier that it lies in. */
        GRADUATED,
        /** All units by the tier that their total lies in. */
        VOLUME;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param upTo         last unit of it, counted from the beginning of the cycle; {@link #NO_END} for the last one
     * @param price        of {@code perUnitCount} units
     * @param perUnitCount base units, at least 1
     * @param wholeBlocks  whether what is begun of {@code perUnitCount} units counts whole, on the total of the cycle and not on each record
     * @param flat         what it costs beside that to reach the tier at all, by one unit
     */
    public record Tier(long upTo, UnitPrice price, long perUnitCount, boolean wholeBlocks, UnitPrice flat) {
        public Tier {
            if (upTo < 1 || perUnitCount < 1 || !flat.currency().equals(price.currency())) {
                throw new IllegalArgumentException("A tier has units, and one currency: up to " + upTo);
            }
        }

        /** {@code 1.5 EUR per 10 begun and 5 EUR}. */
        public String description() {
            return described(Long.toString(perUnitCount));
        }

        /** {@code 1.5 EUR per 10 messages begun and 5 EUR}. */
        public String description(UsageType type) {
            return described(type.per(perUnitCount));
        }

        private String described(String units) {
            return price + " per " + units + (wholeBlocks ? " begun" : "")
                    + (flat.amount().signum() == 0 ? "" : " and " + flat);
        }

        private String text() {
            return (upTo == NO_END ? "*" : Long.toString(upTo))
                    + ":" + price.amount().toPlainString() + "/" + perUnitCount
                    + ":" + (wholeBlocks ? "blocks" : "units") + ":"
                    + flat.amount().toPlainString();
        }
    }

    public Tiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.size() > MAX_TIERS || tiers.getLast().upTo() != NO_END) {
            throw new IllegalArgumentException("1 to " + MAX_TIERS + " tiers, the last one without an end");
        }
        for (int i = 1; i < tiers.size(); i++) {
            if (tiers.get(i).upTo() <= tiers.get(i - 1).upTo()
                    || !tiers.get(i)
                            .price()
                            .currency()
                            .equals(tiers.getFirst().price().currency())) {
                throw new IllegalArgumentException("A tier ends above the one before it, in the same currency");
            }
        }
    }

    /** What a price without tiers is: any number of units by one of them. */
    static Tiers flat(UnitPrice price, long perUnitCount) {
        return new Tiers(
                Mode.GRADUATED,
                List.of(new Tier(
                        NO_END, price, perUnitCount, false, new UnitPrice(BigDecimal.ZERO, price.currency()))));
    }

    /** How many of so many units this tier prices. */
    public long unitsIn(int tier, long total) {
        long below = tier == 0 ? 0 : tiers.get(tier - 1).upTo();
        long upTo = tiers.get(tier).upTo();
        return switch (mode) {
            case GRADUATED -> Math.max(0, Math.min(total, upTo) - below);
            case VOLUME -> total > below && total <= upTo ? total : 0;
        };
    }

    String description() {
        return tiers.stream()
                .map(tier -> (tier.upTo() == NO_END ? "beyond" : "up to " + tier.upTo()) + " at " + tier.description())
                .collect(Collectors.joining(", "));
    }

    /** {@code up to 1000 messages at 1.5 EUR per message, beyond at 2 EUR per message}. */
    public String description(UsageType type) {
        return tiers.stream()
                .map(tier -> (tier.upTo() == NO_END ? "beyond" : "up to " + type.text(tier.upTo())) + " at "
                        + tier.description(type))
                .collect(Collectors.joining(", "));
    }

    /** The same tiers have the same text. */
    public String text() {
        return tiers.stream().map(Tier::text).collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    public static Tiers parse(Mode mode, Stream<String> texts, Currency currency) {
        return new Tiers(mode, texts.map(text -> tier(text, currency)).toList());
    }

    private static Tier tier(String text, Currency currency) {
        String[] parts = text.split("[:/]", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("No tier: " + text);
        }
        return new Tier(
                parts[0].equals("*") ? NO_END : Long.parseLong(parts[0]),
                new UnitPrice(new BigDecimal(parts[1]), currency),
                Long.parseLong(parts[2]),
                parts[3].equals("blocks"),
                new UnitPrice(new BigDecimal(parts[4]), currency));
    }
}
