package dialtone.order.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderDetails;
import dialtone.order.OrderPreview;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What a line has beside its plan: what is to come, what is to end, from when, and what that costs before it is ordered. */
@Named("addOns")
@ViewScoped
public class AddOnDesk implements Serializable {
    private static final long serialVersionUID = 1;

    /** What belongs to a line is a handset and a handful of add-ons; a longer list is nothing to tick off in a dialog. */
    private static final int MAX_BELONGING = 20;

    private static final String FROM = "from";
    private static final String DATE = "date";

    @EJB
    private CatalogStore catalogs;

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

    /** An add-on that the line has. */
    public record Belonging(String product, String name) implements Serializable {}

    private final Map<String, String> entered = new HashMap<>();
    private final Map<String, Boolean> comes = new HashMap<>();
    private final Map<String, Boolean> ends = new HashMap<>();
    private String product = "";
    private List<OfferingCard> offered = List.of();
    private List<Belonging> belongings = List.of();
    private String settled = "";
    private AddOnView view = AddOnView.NOTHING;
    private List<Rejection> refusals = List.of();
    private ContractTerms terms = ContractTerms.FREE;

    /** One for each time that the dialog is opened: a second click on the same one is the same order. */
    private String key = "";

    /** Shows what the line has, and what goes with its plan and is not there as often as a line may have it. */
    public void ask(String line) {
        product = line;
        key = UUID.randomUUID().toString();
        entered.clear();
        entered.putAll(Map.of(FROM, StartChoice.AT_ONCE, DATE, ""));
        comes.clear();
        ends.clear();
        List<Product> there = inventory.belongingTo(new ProductId(line), MAX_BELONGING);
        Optional<Product> plan = inventory.find(new ProductId(line));
        offered = catalogs.current().offerings().stream()
                .filter(offering -> offering.role() == ProductOffering.Role.ADD_ON)
                .filter(offering ->
                        plan.filter(owned -> goesWith(offering, owned)).isPresent())
                .filter(offering -> offering.mostPerLine()
                        .filter(most -> count(there, offering.id()) >= most)
                        .isEmpty())
                .map(OfferingCard::of)
                .toList();
        belongings = there.stream()
                .filter(owned -> owned.role() == ProductOffering.Role.ADD_ON)
                .map(owned -> new Belonging(owned.id().value(), owned.offeringName()))
                .toList();
        settled = choice();
        view = AddOnView.NOTHING;
        refusals = List.of();
        terms = ContractTerms.FREE;
    }

    /** What needs another add-on and not a plan is offered, too: whether that is there is said when it is chosen. */
    private boolean goesWith(ProductOffering offering, Product plan) {
        Optional<ProductOffering> current = catalogs.current().offering(plan.offering());
        boolean needsPlan = offering.requires().stream()
                .flatMap(id -> catalogs.current().offering(id).stream())
                .allMatch(required -> required.role() == ProductOffering.Role.PLAN);
        return (offering.requires().isEmpty() || offering.requires().contains(plan.offering()) || !needsPlan)
                && current.filter(offering::isExclusiveOf).isEmpty();
    }

    private static long count(List<Product> there, OfferingId id) {
        return there.stream().filter(owned -> owned.offering().equals(id)).count();
    }

    /** What the dialog has been brought up to date with. */
    private String choice() {
        return new TreeMap<>(comes) + " " + new TreeMap<>(ends) + " " + text(FROM) + " " + text(DATE);
    }

    /** Called before each rendering: when something was chosen, says what that means, or why it cannot be had. */
    public void settle() {
        String choice = choice();
        if (choice.equals(settled)) {
            return;
        }
        settled = choice;
        view = AddOnView.NOTHING;
        refusals = List.of();
        terms = ContractTerms.FREE;
        if (!product.isEmpty() && !items().isEmpty()) {
            view = command().fold(this::previewed, this::refused);
        }
    }

    private AddOnView previewed(PlaceOrder command) {
        return entry.preview(command).fold(preview -> judged(preview, command), this::refused);
    }

    /** Of what may not be left yet the day from which it may stands in the field for the day. */
    private AddOnView judged(OrderPreview preview, PlaceOrder command) {
        terms = ContractTerms.of(
                entry, command, zone(inventory.find(new ProductId(product)).orElseThrow()));
        if (!terms.bind()) {
            return AddOnView.of(preview, startsOn(command));
        }
        if (text(DATE).isEmpty()) {
            entered.put(DATE, terms.freeOn());
            settled = choice();
        }
        return refused(terms.refusals());
    }

    private AddOnView refused(List<Rejection> reasons) {
        refusals = reasons;
        return AddOnView.NOTHING;
    }

    /** Orders it, and goes to that order's page. */
    public String place() {
        settle();
        if (items().isEmpty()) {
            refusals = List.of(Rejection.at("items", "NO_ITEMS", "Choose what comes or what ends."));
            return "";
        }
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

    private List<PlaceOrder.Item> items() {
        List<PlaceOrder.Item> items = new ArrayList<>();
        offered.stream()
                .filter(card -> Boolean.TRUE.equals(comes.get(card.id())))
                .forEach(card -> items.add(PlaceOrder.Item.addTo(
                        product, String.valueOf(items.size() + 1), new OfferingId(card.id()), Map.of(), card.id())));
        belongings.stream()
                .filter(belonging -> Boolean.TRUE.equals(ends.get(belonging.product())))
                .forEach(belonging -> items.add(PlaceOrder.Item.end(
                        String.valueOf(items.size() + 1), belonging.product(), belonging.product())));
        return items;
    }

    private Outcome<PlaceOrder> command() {
        Product line = inventory.find(new ProductId(product)).orElseThrow();
        Outcome<OrderDetails> details = new StartChoice(text(FROM), text(DATE)).details(zone(line), clock.instant());
        return details.fold(
                said -> Outcome.accepted(new PlaceOrder(
                        Optional.of(key),
                        Optional.empty(),
                        line.customer(),
                        Optional.of(line.billingAccount()),
                        "console",
                        signedIn.name(),
                        items(),
                        said)),
                Outcome::rejected);
    }

    private LocalDate startsOn(PlaceOrder command) {
        Product line = inventory.find(new ProductId(product)).orElseThrow();
        return LocalDate.ofInstant(command.details().requestedStart().orElseGet(clock::instant), zone(line));
    }

    private ZoneId zone(Product line) {
        return parties.account(line.billingAccount())
                .map(BillingAccount::timeZone)
                .orElse(ZoneOffset.UTC);
    }

    private String text(String name) {
        return Optional.ofNullable(entered.get(name)).orElse("");
    }

    public Map<String, String> entered() {
        return entered;
    }

    /** By the id of an offering: whether it comes. */
    public Map<String, Boolean> comes() {
        return comes;
    }

    /** By the id of an add-on that the line has: whether it ends. */
    public Map<String, Boolean> ends() {
        return ends;
    }

    public List<OfferingCard> offered() {
        return offered;
    }

    public List<Belonging> belongings() {
        return belongings;
    }

    /** Whether a day is to be chosen. */
    public boolean isOnDate() {
        return StartChoice.ON_DATE.equals(text(FROM));
    }

    public AddOnView view() {
        return view;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
