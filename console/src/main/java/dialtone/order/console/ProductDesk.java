package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.service.OrderEntry;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A dialog in which something is ordered about a product that a customer has: from when, what that means before it is ordered, and the order.
 *
 * @param <V> what is shown of what it means
 */
public abstract class ProductDesk<V extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1;

    /** Fields of the form: at once or on a day, and the day. */
    static final String FROM = "from";

    static final String DATE = "date";

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
    private final V nothing;
    private String product = "";
    private V view;
    private List<Rejection> refusals = List.of();
    private ContractTerms contract = ContractTerms.FREE;

    /** One for each time that the dialog is opened: a second click on the same one is the same order. */
    private String key = "";

    /** @param nothing what is shown before anything is chosen, and of what is refused */
    ProductDesk(V nothing) {
        this.nothing = nothing;
        this.view = nothing;
    }

    /** Called before each rendering: when something else was chosen, says what that means, or why it cannot be had. */
    public abstract void settle();

    /** What is ordered, as it is chosen; at least one. */
    abstract List<PlaceOrder.Item> items();

    /** @param on first day of it, in the zone of the account */
    abstract V shown(OrderPreview preview, LocalDate on);

    /** What the customer has may not be left yet when what is chosen begins; the terms of his contract say until when. */
    void leftLater(ContractTerms terms) {}

    /** The dialog is opened, with nothing chosen. */
    void open(String asked) {
        product = asked;
        key = UUID.randomUUID().toString();
        entered.clear();
        startOn("");
        clear();
    }

    /** @param day as it is entered; empty for at once */
    void startOn(String day) {
        entered.putAll(Map.of(FROM, day.isEmpty() ? StartChoice.AT_ONCE : StartChoice.ON_DATE, DATE, day));
    }

    void clear() {
        view = nothing;
        refusals = List.of();
        contract = ContractTerms.FREE;
    }

    /** Shows what it means to order what is chosen. */
    void preview() {
        clear();
        view = command()
                .fold(
                        command -> entry.preview(command).fold(preview -> judged(preview, command), this::refused),
                        this::refused);
    }

    private V judged(OrderPreview preview, PlaceOrder command) {
        ZoneId zone = zone(owned());
        boolean leaves = !preview.endings().isEmpty() || !preview.changes().isEmpty();
        contract = leaves ? ContractTerms.of(entry, command, zone) : ContractTerms.FREE;
        if (contract.bind()) {
            leftLater(contract);
            return refused(contract.refusals());
        }
        return shown(
                preview, LocalDate.ofInstant(command.details().requestedStart().orElseGet(clock::instant), zone));
    }

    private V refused(List<Rejection> reasons) {
        refusals = reasons;
        return nothing;
    }

    /** Orders what is chosen, and goes to that order's page. */
    public String place() {
        settle();
        return contract.bind()
                ? stays(contract.refusals())
                : command()
                        .fold(
                                command -> entry.place(command)
                                        .fold(
                                                order -> "/orders/order?faces-redirect=true&id="
                                                        + order.id().value(),
                                                this::stays),
                                this::stays);
    }

    /** Says why something is not done, beside what is shown. */
    void say(List<Rejection> reasons) {
        refusals = reasons;
    }

    /** The dialog stays open and says why. */
    String stays(List<Rejection> reasons) {
        view = refused(reasons);
        return "";
    }

    private Outcome<PlaceOrder> command() {
        Product owned = owned();
        return new StartChoice(text(FROM), text(DATE))
                .details(zone(owned), clock.instant())
                .fold(
                        said -> Outcome.accepted(new PlaceOrder(
                                Optional.of(key),
                                Optional.empty(),
                                owned.customer(),
                                Optional.of(owned.billingAccount()),
                                "console",
                                signedIn.name(),
                                items(),
                                said,
                                signedIn.suspensionRights())),
                        Outcome::rejected);
    }

    Product owned() {
        return inventory.find(new ProductId(product)).orElseThrow();
    }

    /** What belongs to the line. */
    List<Product> belonging(int most) {
        return inventory.belongingTo(new ProductId(product), most);
    }

    /** In the zone of the account. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone(owned()));
    }

    private ZoneId zone(Product owned) {
        return parties.account(owned.billingAccount())
                .map(BillingAccount::timeZone)
                .orElse(ZoneOffset.UTC);
    }

    /** Id of what it is about; empty before the dialog was opened. */
    String product() {
        return product;
    }

    String text(String field) {
        return Optional.ofNullable(entered.get(field)).orElse("");
    }

    ContractTerms contract() {
        return contract;
    }

    public Map<String, String> entered() {
        return entered;
    }

    /** Whether a day is to be chosen. */
    public boolean isOnDate() {
        return StartChoice.ON_DATE.equals(text(FROM));
    }

    public V view() {
        return view;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
