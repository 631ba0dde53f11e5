package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bill cycle has of the use that one price is for.
 *
 * @param billable base units after minimum and increment
 * @param charged  how many of them no allowance covers
 * @param records  that began in it and used something
 * @param amount   what they cost together
 * @param of       which of the included ones are not from what the cycle includes for the line alone
 */
public record PriceUse(Price.Usage price, long billable, long charged, long records, Money amount, Included of) {

    /**
     * @param carried base units that were left of former cycles
     * @param shared  base units that the lines of the account have together
     */
    public record Included(long carried, long shared) {
        static final Included OWN = new Included(0, 0);
    }

    public PriceUse(Price.Usage price, long billable, long charged, long records, Money amount) {
        this(price, billable, charged, records, amount, Included.OWN);
    }

    /**
     * How the amount came about: {@code 160 seconds, 100 included, 60 charged at 0.09 EUR per 60}; with tiers {@code 1200 messages, 0
     * included, 1200 charged: 1000 at 1.5 EUR per 1, 200 at 2 EUR per 1}; and what else the terms say. {@code 100 included (40 of them carried
     * over)} where some of them are left of former cycles, or shared.
     */
    public String explanation() {
        List<String> parts = new ArrayList<>();
        parts.add(billable + " " + price.type().unit() + "s");
        parts.add((billable - charged) + " included" + included());
        Optional<Tiers> tiers = price.terms().tiers();
        parts.add(charged + " charged"
                + (tiers.isEmpty()
                        ? " at " + price.price() + " per " + price.perUnitCount()
                        : ": " + byTier(tiers.get())));
        price.terms().setup().ifPresent(fee -> parts.add(records + " set up at " + fee));
        price.terms().cap().filter(most -> most.equals(amount)).ifPresent(most -> parts.add("at most " + most));
        return String.join(", ", parts);
    }

    private String included() {
        List<String> other = new ArrayList<>();
        if (of.carried() > 0) {
            other.add(of.carried() + " of them carried over");
        }
        if (of.shared() > 0) {
            other.add(of.shared() + " of them shared");
        }
        return other.isEmpty() ? "" : " (" + String.join(", ", other) + ")";
    }

    private String byTier(Tiers tiers) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < tiers.tiers().size(); i++) {
            long units = tiers.unitsIn(i, charged);
            if (units > 0) {
                parts.add(units + " at " + tiers.tiers().get(i).description());
            }
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }
}
