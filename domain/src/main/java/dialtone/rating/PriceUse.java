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
 * @param agreed   of a price that is agreed with who pays: what it is in place of, and why
 */
public record PriceUse(
        Price.Usage price,
        long billable,
        long charged,
        long records,
        Money amount,
        Included of,
        Optional<String> agreed) {

    /**
     * @param carried base units that were left of former cycles
     * @param shared  base units that the lines of the account have together
     */
    public record Included(long carried, long shared) {
        static final Included OWN = new Included(0, 0);
    }

    public PriceUse(Price.Usage price, long billable, long charged, long records, Money amount) {
        this(price, billable, charged, records, amount, Included.OWN, Optional.empty());
    }

    /**
     * How the amount came about: {@code 2:40 min, 1:40 min included, 1 minute charged at 0.09 EUR per minute}; with tiers {@code 1200 messages,
     * charged: 1000 messages at 1.5 EUR per message, 200 messages at 2 EUR per message}; and what else the terms say. {@code 1:40 min included
     * (0:40 min of them carried over)} where some of them are left of former cycles, or shared; {@code 10 minutes, charged at 0.05 EUR per minute,
     * agreed in place of 0.09 EUR per minute (Framework contract)}; {@code less 20 % for periods 1 to 3 (Welcome)} where something comes off.
     */
    public String explanation() {
        List<String> parts = new ArrayList<>();
        parts.add(price.type().text(billable));
        if (charged == 0 && billable > 0) {
            parts.add("all included" + included());
        } else {
            if (charged < billable) {
                parts.add(price.type().text(billable - charged) + " included" + included());
            }
            parts.add((charged < billable ? price.type().text(charged) + " " : "") + "charged" + rate());
            agreed.ifPresent(parts::add);
        }
        price.terms().setup().ifPresent(fee -> parts.add(records + " set up at " + fee));
        price.terms().cap().filter(most -> most.equals(amount)).ifPresent(most -> parts.add("at most " + most));
        if (!amount.isZero() || charged > 0) {
            price.terms().discounts().forEach(discount -> parts.add("less " + discount.words()));
        }
        return String.join(", ", parts);
    }

    private String included() {
        List<String> other = new ArrayList<>();
        if (of.carried() > 0) {
            other.add(price.type().text(of.carried()) + " of them carried over");
        }
        if (of.shared() > 0) {
            other.add(price.type().text(of.shared()) + " of them shared");
        }
        return other.isEmpty() ? "" : " (" + String.join(", ", other) + ")";
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
