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
 */
public record PriceUse(Price.Usage price, long billable, long charged, long records, Money amount) {

    /**
     * How the amount came about: {@code 160 seconds, 100 included, 60 charged at 0.09 EUR per 60}; with tiers {@code 1200 messages, 0
     * included, 1200 charged: 1000 at 1.5 EUR per 1, 200 at 2 EUR per 1}; and what else the terms say.
     */
    public String explanation() {
        List<String> parts = new ArrayList<>();
        parts.add(billable + " " + price.type().unit() + "s");
        parts.add((billable - charged) + " included");
        Optional<Tiers> tiers = price.terms().tiers();
        parts.add(charged + " charged"
                + (tiers.isEmpty()
                        ? " at " + price.price() + " per " + price.perUnitCount()
                        : ": " + byTier(tiers.get())));
        price.terms().setup().ifPresent(fee -> parts.add(records + " set up at " + fee));
        price.terms().cap().filter(most -> most.equals(amount)).ifPresent(most -> parts.add("at most " + most));
        return String.join(", ", parts);
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
