package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.Amounts;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderPreview;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.service.OrderEntry;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Another number of seats for a product: how many, from when, and what that costs before it is ordered. */
@Named("seats")
@ViewScoped
public class SeatDesk implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String COUNT = "seats";
    private static final String FROM = "from";
    private static final String DATE = "date";

    /**
     * What another number costs.
     *
     * @param had    seats there are until then
     * @param now    charged on the first day, less what is given back
     * @param month  the first whole month, in words
     * @param former what it costs in that month as it is
     * @param next   and with the new number
     */
    public record Cost(String had, String now, String month, String former, String next) implements Serializable {}

    @EJB
    private Inventory inventory;

    @EJB
    private Parties parties;

    @EJB
    private OrderEntry entry;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private final Map<String, String> entered = new HashMap<>();
    private String product = "";
    private String name = "";
    private String settled = "";
    private Optional<Cost> cost = Optional.empty();
    private List<Rejection> refusals = List.of();

    /** One for each time that the dialog is opened: a second click on the same one is the same order. */
    private String key = "";

    /** Opens the dialog for a product. */
    public void ask(String asked) {
        Product owned = inventory.find(new ProductId(asked)).orElseThrow();
        product = asked;
        name = owned.offeringName();
        key = UUID.randomUUID().toString();
        entered.putAll(Map.of(
                COUNT,
                owned.characteristics().getOrDefault(OrderedItem.SEATS, "1"),
                FROM,
                StartChoice.AT_ONCE,
                DATE,
                ""));
        settled = "";
        settle();
        // finance may have said another number than was ordered
        cost.ifPresent(known -> entered.put(COUNT, known.had()));
        settle();
    }

    /** Called before each rendering: when something else was chosen, says what it costs then. */
    public void settle() {
        String choice = text(COUNT) + " " + text(FROM) + " " + text(DATE);
        if (product.isEmpty() || choice.equals(settled)) {
            return;
        }
        settled = choice;
        refusals = List.of();
        cost = command()
                .fold(
                        command -> entry.preview(command).<Optional<Cost>>fold(SeatDesk::cost, this::refused),
                        this::refused);
    }

    private static Optional<Cost> cost(OrderPreview preview) {
        return preview.seats().stream()
                .findFirst()
                .map(seating -> new Cost(
                        String.valueOf(seating.quote().former()),
                        Amounts.text(seating.quote().now()),
                        seating.quote().month().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        Amounts.text(seating.quote().formerMonth()),
                        Amounts.text(seating.quote().nextMonth())));
    }

    private Optional<Cost> refused(List<Rejection> reasons) {
        refusals = reasons;
        return Optional.empty();
    }

    /** Orders it, and goes to that order's page. */
    public String place() {
        settle();
        return command()
                .fold(
                        command -> entry.place(command)
                                .fold(
                                        order -> "/orders/order?faces-redirect=true&id="
                                                + order.id().value(),
                                        this::stays),
                        this::stays);
    }

    private String stays(List<Rejection> reasons) {
        refusals = reasons;
        return "";
    }

    private Outcome<PlaceOrder> command() {
        Product owned = inventory.find(new ProductId(product)).orElseThrow();
        ZoneId zone = parties.account(owned.billingAccount())
                .map(BillingAccount::timeZone)
                .orElse(ZoneOffset.UTC);
        return new StartChoice(text(FROM), text(DATE))
                .details(zone, clock.instant())
                .fold(
                        said -> Outcome.accepted(new PlaceOrder(
                                Optional.of(key),
                                Optional.empty(),
                                owned.customer(),
                                Optional.of(owned.billingAccount()),
                                "console",
                                signedIn.name(),
                                List.of(PlaceOrder.Item.seat("1", product, text(COUNT), "product")),
                                said)),
                        Outcome::rejected);
    }

    private String text(String field) {
        return Optional.ofNullable(entered.get(field)).orElse("").strip();
    }

    /** What the person types and chooses. */
    public Map<String, String> entered() {
        return entered;
    }

    /** Name of the product. */
    public String name() {
        return name;
    }

    /** Whether a day is to be chosen. */
    public boolean isOnDate() {
        return StartChoice.ON_DATE.equals(text(FROM));
    }

    /** Whether there is something to order: another number, and nothing against it. */
    public boolean isAnother() {
        return refusals.isEmpty()
                && cost.filter(known -> !known.had().equals(text(COUNT))).isPresent();
    }

    /** None or one. */
    public List<Cost> costs() {
        return cost.stream().toList();
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
