package dialtone.catalog;

import dialtone.catalog.RecurringTerms.Basis;
import dialtone.catalog.RecurringTerms.Discount;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A discount that is given for a time to who says a coupon's code when he orders (SID, TMF671: Promotion). What is ordered with one has it in its
 * prices, and keeps it whatever becomes of the promotion.
 *
 * @param id         kebab-case, at most 64 characters
 * @param code       one for all, in capitals; empty when there are codes of a series, each for one use
 * @param limit      how often the one code may be used, once for each item that is ordered with it; empty when any number, or of a series
 * @param discount   what comes off, with the promotion's name
 * @param charges    of which of an offering's prices
 * @param offerings  that it is for
 * @param from       first day of orders; empty when since ever
 * @param until      last day of orders; empty when for ever
 * @param newOnly    whether it is for customers alone who have no product yet
 * @param combinable whether one order may have other promotions too, and this one for several items; one for new customers is for one item always
 */
public record Promotion(
        String id,
        String name,
        Optional<String> code,
        Optional<Integer> limit,
        Discount discount,
        Set<Charge> charges,
        List<OfferingId> offerings,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        boolean newOnly,
        boolean combinable) {

    /** The characteristic that a code is told in. */
    public static final String COUPON = "coupon";

    /** Of a code, as it is kept: capitals, digits and hyphens. */
    public static final String CODE_FORM = "[A-Z0-9][A-Z0-9-]{3,31}";

    /** Of the one code: a million uses. */
    public static final int MAX_LIMIT = 1_000_000;

    /** Width of the column that names of prices are kept in. */
    private static final int MAX_NAME = 128;

    /** Prices that something may come off. */
    public enum Charge {
        ONE_OFF("one-off"),
        RECURRING("recurring"),
        VOICE("voice"),
        SMS("sms"),
        DATA("data"),
        /** Use of any type in other networks, by prices that do not hold at home; the others are of those that do. */
        ROAMING("roaming");

        private final String word;

        Charge(String word) {
            this.word = word;
        }

        /** As the catalogue says it. */
        public String word() {
            return word;
        }

        static Charge of(Price.Usage price) {
            return price.terms().scope().isAbroad()
                    ? ROAMING
                    : switch (price.type()) {
                        case VOICE -> VOICE;
                        case SMS -> SMS;
                        case DATA -> DATA;
                    };
        }
    }

    public Promotion {
        offerings = List.copyOf(offerings);
        charges = Set.copyOf(charges);
    }

    public boolean isFor(OfferingId offering) {
        return offerings.contains(offering);
    }

    /**
     * An offering with what comes off its prices: of recurring ones for their periods, after other discounts; of one-off ones at once, which their
     * names say; of prices of use for bill cycles.
     *
     * <p>9.90 EUR once and 20.00 EUR a month, half off both for three months: 4.95 EUR, and 10.00 EUR for each of three months, then 20.00 EUR.
     */
    public ProductOffering off(ProductOffering offering) {
        return offering.withPrices(offering.prices().stream().map(this::off).toList());
    }

    private Price off(Price price) {
        return switch (price) {
            case Price.OneOff once
            when charges.contains(Charge.ONE_OFF) && once.amount().amount().signum() > 0 ->
                new Price.OneOff(once.id(), shortened(once), discount.off(once.amount()));
            case Price.Recurring recurring
            when isReduced(recurring) ->
                new Price.Recurring(
                        recurring.id(),
                        recurring.name(),
                        recurring.amount(),
                        recurring.terms().with(discount));
            case Price.Usage usage
            when charges.contains(Charge.of(usage)) ->
                usage.with(Stream.concat(usage.terms().discounts().stream(), Stream.of(discount))
                        .toList());
            default -> price;
        };
    }

    /** {@code Activation Mobile S (9.90 EUR less 50 %, Welcome)}. */
    private String shortened(Price.OneOff once) {
        String what = discount.percent()
                .map(share -> share.toPlainString() + " %")
                .orElseGet(() -> discount.amount().orElseThrow().toString());
        String beside = " (" + once.amount() + " less " + what + ", " + name + ")";
        int room = Math.max(0, MAX_NAME - beside.length());
        return once.name().substring(0, Math.min(once.name().length(), room)) + beside;
    }

    /** Whether something of a price's own amount can come off; percentages and minimums follow what they are of. */
    private boolean isReduced(Price.Recurring price) {
        Basis basis = price.terms().basis();
        return charges.contains(Charge.RECURRING) && (basis instanceof Basis.Flat || basis instanceof Basis.Seats);
    }

    /**
     * What it gives, as a person reads it: {@code 50 % for periods 1 to 3 off recurring prices}; {@code 5.00 EUR off each recurring price}, since
     * an amount comes off each of them.
     */
    public String description() {
        String what = discount.where(DiscountCondition.ALWAYS).words();
        return what + " off "
                + charges.stream()
                        .sorted()
                        .map(charge -> charge.word() + " price")
                        .map(price -> discount.amount().isPresent() ? "each " + price : price + "s")
                        .collect(Collectors.joining(" and "));
    }
}
