package dialtone.rating;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.Tiers;
import java.util.ArrayList;
import java.util.List;

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
     * How the amount came about: {@code 2:40 min, 1:40 min included, 1 minute charged at 0.09 EUR per minute}; with tiers {@code 1200 messages,
     * charged: 1000 messages at 1.5 EUR per message, 200 messages at 2 EUR per message}; and what else the terms say.
     */
    public String explanation() {
        List<String> parts = new ArrayList<>();
        parts.add(price.type().text(billable));
        if (charged == 0 && billable > 0) {
            parts.add("all included");
        } else {
            if (charged < billable) {
                parts.add(price.type().text(billable - charged) + " included");
            }
            parts.add((charged < billable ? price.type().text(charged) + " " : "") + "charged" + rate());
        }
        price.terms().setup().ifPresent(fee -> parts.add(records + " set up at " + fee));
        price.terms().cap().filter(most -> most.equals(amount)).ifPresent(most -> parts.add("at most " + most));
        return String.join(", ", parts);
    }

    private String rate() {
        return price.terms()
                .tiers()
                .map(tiers -> ": " + byTier(tiers))
                .orElseGet(() -> " at " + price.price() + " per " + price.type().per(price.perUnitCount()));
    }

    private String byTier(Tiers tiers) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < tiers.tiers().size(); i++) {
            long units = tiers.unitsIn(i, charged);
            if (units > 0) {
                parts.add(
                        price.type().text(units) + " at " + tiers.tiers().get(i).description(price.type()));
            }
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }
}
