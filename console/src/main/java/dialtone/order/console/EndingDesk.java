package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.WaiverReason;
import dialtone.order.service.OrderEntry;
import dialtone.order.service.TermWaivers;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
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
 * The end of a product: from when, and what that means before it is ordered. What may not be left yet is offered for the day from which it
 * may.
 */
@Named("ending")
@ViewScoped
public class EndingDesk implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String FROM = "from";
    private static final String DATE = "date";
    private static final String REASON = "waiver-reason";
    private static final String NOTE = "waiver-note";

    @EJB
    private Inventory inventory;

    @EJB
    private Parties parties;

    @EJB
    private OrderEntry entry;

    @EJB
    private TermWaivers waivers;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private final Map<String, String> entered = new HashMap<>();
    private String product = "";
    private String settled = "";
    private EndingView view = EndingView.NOTHING;
    private ContractTerms terms = ContractTerms.FREE;
    private List<Rejection> refusals = List.of();
    private List<Rejection> bound = List.of();
    private WaiverView waiver = WaiverView.NONE;

    /** One for each time that the dialog is opened: a second click on the same one is the same order. */
    private String key = "";

    /** Says what ending a product would mean now, or on the first day on which it may be left, or why it cannot be ended. */
    public void ask(String asked) {
        product = asked;
        key = UUID.randomUUID().toString();
        entered.putAll(Map.of(FROM, StartChoice.AT_ONCE, DATE, "", REASON, "", NOTE, ""));
        waiver = WaiverView.of(waivers.of(new ProductId(asked)));
        settled = "";
        settle();
        bound = terms.freeOn().isEmpty() ? List.of() : terms.refusals();
        if (!bound.isEmpty()) {
            entered.putAll(Map.of(FROM, StartChoice.ON_DATE, DATE, terms.freeOn()));
            settle();
        }
    }

    private String choice() {
        return text(FROM) + " " + text(DATE);
    }

    /** Called before each rendering: when another day was chosen, says what ending it then means. */
    public void settle() {
        String choice = choice();
        if (product.isEmpty() || choice.equals(settled)) {
            return;
        }
        settled = choice;
        refusals = List.of();
        terms = ContractTerms.FREE;
        view = command().fold(this::previewed, this::refused);
    }

    private EndingView previewed(PlaceOrder command) {
        return entry.preview(command).fold(preview -> judged(preview, command), this::refused);
    }

    private EndingView judged(OrderPreview preview, PlaceOrder command) {
        ZoneId zone = zone(owned());
        terms = ContractTerms.of(entry, command, zone);
        return terms.bind()
                ? refused(terms.refusals())
                : EndingView.of(
                        preview,
                        LocalDate.ofInstant(command.details().requestedStart().orElseGet(clock::instant), zone));
    }

    private EndingView refused(List<Rejection> reasons) {
        refusals = reasons;
        return EndingView.NOTHING;
    }

    /** Orders the end, and goes to that order's page. */
    public String place() {
        settle();
        if (terms.bind()) {
            return stays(terms.refusals());
        }
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
                                List.of(PlaceOrder.Item.end("1", product, "product")),
                                said)),
                        Outcome::rejected);
    }

    private Product owned() {
        return inventory.find(new ProductId(product)).orElseThrow();
    }

    private ZoneId zone(Product owned) {
        return parties.account(owned.billingAccount())
                .map(BillingAccount::timeZone)
                .orElse(ZoneOffset.UTC);
    }

    /** Asks for an exception from the minimum term; one that needs nobody else holds at once. */
    public void askWaiver() {
        ProductId asked = new ProductId(product);
        WaiverReason reason = WaiverReason.of(text(REASON)).orElse(WaiverReason.WITHDRAWAL);
        waiver = waivers.ask(asked, reason, text(NOTE), signedIn.name())
                .fold(granted -> WaiverView.of(List.of(granted)), WaiverView::refused);
        if (waiver.holds()) {
            bound = List.of();
            entered.putAll(Map.of(FROM, StartChoice.AT_ONCE, DATE, ""));
        }
        settled = "";
        settle();
    }

    /** What has been asked for already. */
    public WaiverView waiver() {
        return waiver;
    }

    public List<WaiverReason> waiverReasons() {
        return List.of(WaiverReason.values());
    }

    /** Whether leaving it costs something, or is not possible yet. */
    public boolean isDear() {
        return terms.bind() || !bound.isEmpty() || !view.fees().isEmpty();
    }

    private String text(String name) {
        return Optional.ofNullable(entered.get(name)).orElse("");
    }

    public Map<String, String> entered() {
        return entered;
    }

    /** Whether a day is to be chosen. */
    public boolean isOnDate() {
        return StartChoice.ON_DATE.equals(text(FROM));
    }

    /** Why it is not offered for now, but for the day from which it may be left. */
    public List<Rejection> bound() {
        return bound;
    }

    public EndingView view() {
        return view;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
