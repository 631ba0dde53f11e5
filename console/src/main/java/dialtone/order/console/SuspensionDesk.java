package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.Words;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.ItemAction;
import dialtone.order.OrderDetails;
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
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A line is suspended, or comes back into use: why, from when, what it is barred from, and what that costs before it is ordered. */
@Named("suspension")
@ViewScoped
public class SuspensionDesk implements Serializable {
    private static final long serialVersionUID = 1;

    /** What the page sends for something that begins when the month is over. */
    private static final String NEXT_MONTH = "next-month";

    private static final String AT_ONCE = "at-once";

    /** Fields of the dialogs, each with what a refusal's field has in it when it is about that. */
    private static final Map<String, String> PLACES =
            Map.of("why", "[" + LineSuspension.REASON + "]", "barred", "[" + LineSuspension.BARRING + "]");

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

    /** A choice of a dialog. */
    public record Choice(String value, String label) implements Serializable {}

    private final Map<String, String> entered = new HashMap<>();
    private String product = "";
    private boolean resuming;
    private String suspended = "";
    private Map<String, String> settled = Map.of();
    private SuspensionView view = SuspensionView.NOTHING;
    private List<Rejection> refusals = List.of();

    /** One for each time that the dialog is opened: a second click on the same one is the same order. */
    private String key = "";

    /** Opens the dialog about a line: to suspend it when it is in use, to bring it back when it is suspended. */
    public void ask(String line) {
        product = line;
        key = UUID.randomUUID().toString();
        entered.clear();
        entered.putAll(Map.of("why", "", "barred", Barring.ALL.wire(), "from", AT_ONCE));
        Optional<Product> owned = inventory.find(new ProductId(line));
        resuming = owned.filter(had -> had.state() == InventoryState.SUSPENDED).isPresent();
        suspended = owned.flatMap(Product::suspension)
                .map(suspension -> suspension.reason().words())
                .orElse("");
        settled = Map.of();
        view = SuspensionView.NOTHING;
        refusals = List.of();
        settle();
    }

    /** Called before each rendering: when something was chosen, says what that means, or why it cannot be had. */
    public void settle() {
        Map<String, String> chosen = new HashMap<>(entered);
        chosen.values().removeIf(value -> value == null);
        if (product.isEmpty() || chosen.equals(settled)) {
            return;
        }
        settled = chosen;
        view = SuspensionView.NOTHING;
        refusals = List.of();
        if (resuming || !text("why").isEmpty()) {
            view = entry.preview(command()).fold(SuspensionView::of, reasons -> {
                refusals = reasons;
                return SuspensionView.NOTHING;
            });
        }
    }

    /** Orders it, and goes to that order's page. */
    public String place() {
        settle();
        return entry.place(command())
                .fold(
                        order -> "/orders/order?faces-redirect=true&id="
                                + order.id().value(),
                        reasons -> {
                            refusals = reasons;
                            view = SuspensionView.NOTHING;
                            return "";
                        });
    }

    private PlaceOrder command() {
        Product line = inventory.find(new ProductId(product)).orElseThrow();
        return new PlaceOrder(
                Optional.of(key),
                Optional.empty(),
                line.customer(),
                Optional.of(line.billingAccount()),
                "console",
                signedIn.name(),
                List.of(resuming ? PlaceOrder.Item.resume("1", product, "line") : suspending()),
                NEXT_MONTH.equals(text("from")) ? OrderDetails.startingAt(nextMonth(line)) : OrderDetails.NONE,
                signedIn.suspensionRights());
    }

    /** What was chosen, as it was: what of it is missing or not fit is refused beside its field. */
    private PlaceOrder.Item suspending() {
        return new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.empty(),
                Optional.of(product),
                Optional.of(InventoryState.SUSPENDED),
                Map.of(LineSuspension.REASON, text("why"), LineSuspension.BARRING, text("barred")),
                "line");
    }

    /** A bill cycle is a calendar month of the account. */
    private Instant nextMonth(Product line) {
        ZoneId zone = parties.account(line.billingAccount())
                .map(BillingAccount::timeZone)
                .orElse(ZoneOffset.UTC);
        return YearMonth.from(clock.instant().atZone(zone))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(zone)
                .toInstant();
    }

    private String text(String name) {
        return Optional.ofNullable(entered.get(name)).orElse("");
    }

    public Map<String, String> entered() {
        return entered;
    }

    /** Reasons that this login may suspend a line for. */
    public List<Choice> reasons() {
        return signedIn.suspensionRights().stream()
                .sorted()
                .map(reason -> new Choice(reason.wire(), label(reason)))
                .toList();
    }

    private static String label(SuspensionReason reason) {
        String words = Words.of(reason.wire());
        return reason == SuspensionReason.VOLUNTARY ? words + ", " + reason.words() : words;
    }

    /** Why the line is suspended; empty when it is in use. */
    public String suspended() {
        return suspended;
    }

    public SuspensionView view() {
        return view;
    }

    /** Reasons to be shown beside a field, {@code why} or {@code barred}. */
    public List<Rejection> refusals(String place) {
        String part = PLACES.getOrDefault(place, "");
        return refusals.stream()
                .filter(refusal -> refusal.field().contains(part))
                .toList();
    }

    /** Reasons that are about no field of the dialog. */
    public List<Rejection> otherRefusals() {
        return refusals.stream()
                .filter(refusal -> PLACES.values().stream().noneMatch(refusal.field()::contains))
                .toList();
    }
}
