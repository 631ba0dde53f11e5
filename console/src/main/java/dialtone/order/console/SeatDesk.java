package dialtone.order.console;

import dialtone.base.console.Amounts;
import dialtone.inventory.Product;
import dialtone.order.OrderPreview;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Another number of seats for a product: how many, from when, and what that costs before it is ordered. */
@Named("seats")
@ViewScoped
public class SeatDesk extends ProductDesk<SeatDesk.Cost> {
    private static final long serialVersionUID = 1;

    private static final String COUNT = "seats";

    /**
     * What another number costs.
     *
     * @param had    seats there are until then; empty when nothing is known
     * @param now    charged on the first day, less what is given back
     * @param month  the first whole month, in words
     * @param former what it costs in that month as it is
     * @param next   and with the new number
     */
    public record Cost(String had, String now, String month, String former, String next) implements Serializable {
        static final Cost UNKNOWN = new Cost("", "", "", "", "");

        boolean isKnown() {
            return !had.isEmpty();
        }
    }

    private String name = "";
    private String settled = "";

    public SeatDesk() {
        super(Cost.UNKNOWN);
    }

    /** Opens the dialog for a product. */
    public void ask(String asked) {
        open(asked);
        Product owned = owned();
        name = owned.offeringName();
        entered().put(COUNT, owned.characteristics().getOrDefault(OrderedItem.SEATS, "1"));
        settled = "";
        settle();
        if (view().isKnown()) {
            // finance may have said another number than was ordered
            entered().put(COUNT, view().had());
            settle();
        }
    }

    @Override
    public void settle() {
        String choice = count() + " " + text(FROM) + " " + text(DATE);
        if (!product().isEmpty() && !choice.equals(settled)) {
            settled = choice;
            preview();
        }
    }

    private String count() {
        return text(COUNT).strip();
    }

    @Override
    Cost shown(OrderPreview preview, LocalDate on) {
        return preview.seats().stream()
                .findFirst()
                .map(seating -> new Cost(
                        String.valueOf(seating.quote().former()),
                        Amounts.text(seating.quote().now()),
                        seating.quote().month().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        Amounts.text(seating.quote().formerMonth()),
                        Amounts.text(seating.quote().nextMonth())))
                .orElse(Cost.UNKNOWN);
    }

    @Override
    List<PlaceOrder.Item> items() {
        return List.of(PlaceOrder.Item.seat("1", product(), count(), "product"));
    }

    /** Name of the product. */
    public String name() {
        return name;
    }

    /** Whether there is something to order: another number, and nothing against it. */
    public boolean isAnother() {
        return refusals().isEmpty() && view().isKnown() && !view().had().equals(count());
    }

    /** None or one. */
    public List<Cost> costs() {
        return Stream.of(view()).filter(Cost::isKnown).toList();
    }
}
