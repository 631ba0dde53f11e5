package dialtone.invoice;

import java.util.Map;

/**
 * Which offering lines of an invoice are charged for: a charge for that of its item, use for the plan of the number.
 *
 * @param items   by item
 * @param numbers by the id of the number's row
 */
public record LineOfferings(Map<Item, String> items, Map<Long, String> numbers) {

    /** Where nobody asks. */
    public static final LineOfferings NONE = new LineOfferings(Map.of(), Map.of());

    /** An item of an order, which a charge is for. */
    public record Item(String order, String itemId) {}

    public LineOfferings {
        items = Map.copyOf(items);
        numbers = Map.copyOf(numbers);
    }

    /** Its id; empty for an adjustment, and for what is not known. */
    public String of(BilledLine line) {
        return line.origin() instanceof BilledLine.OfUse use
                ? numbers.getOrDefault(use.numberAccountId(), "")
                : ofItem(line);
    }

    /** The same of what an item is charged for; empty for use, too. */
    public String ofItem(BilledLine line) {
        return line.origin() instanceof BilledLine.OfCharge charge
                ? items.getOrDefault(new Item(charge.order().value(), charge.itemId()), "")
                : "";
    }
}
